"""Coining names: how words of fourteen made-up countries sound.

A name is a function of a seed and a rank, so that rank 17 of the villages of a country is the same village in every
telegram, and no list need be kept. Sounds are close enough to some region to be read aloud, and belong to none.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reftel.synth.picks import mixed
from reftel.synth.real_places import real_places


class Language(msgspec.Struct, frozen=True):
    """Syllables and endings; every field is a choice of pieces."""

    starts: tuple[str, ...]
    middles: tuple[str, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    papers: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """The words of a list; an underscore stands for a blank within one.

    >>> words("Lule Sao_Pedro")
    ('Lule', 'Sao Pedro')
    """
    return tuple(word.replace("_", " ") for word in text.split())


LANGUAGES = {
    "lusan": Language(
        words("Al Bar Cas Cor Du Es Fer Gal Ibar Lam Mar Mon Nav Or Pal Quin Ri Sal Tor Ur Val Ver Zar Ar Ben Cal Dom Far Len Mir"),
        words("a e i o an en ar er al el ad ed om ir ur as es ol iz et ab ac ig ul"),
        words("eda ales ondo ares ezo ieto iga uera anca elles illa ondra uno asco egui oso arte"),
        words("eira edo alba osa uelo ena iva inha ama ores ura ela"),
        words("Adan Bruno Ciro Davel Elio Fausto Gaspar Hilario Isandro Jovan Leandro Matias Nestor Octavio Primo Renato Silvio Tadeo Ulises Valerio"),
        words("Alma Belia Carina Delfa Edela Flora Graza Inela Jacinta Lidia Marisol Nieva Olaya Perla Rosaura Sabela Teresa Violeta"),
        words("El_Correo_Iruno La_Almena El_Faro_Nuevo A_Voz_da_Serra La_Hora_Llana El_Cierzo"),
    ),
    "slavan": Language(
        words("Bor Brat Dra Dob Gor Kra Kov Lju Mil Mar Nov Os Pet Rad Ras Slo Sta Str Tar Tver Vel Vla Zab Zor Bel Cher Dun Gra Jar Lub"),
        words("a e i o an en ov in ar el im av ek os ut il oz ad un ash"),
        words("ovich enko ic ev ov ek sky in ar an ur ash in ak ulin elko"),
        words("grad ovo itsa ino sk or ava bor ets niki polje osta"),
        words("Anton Bojan Dalibor Emil Filip Goran Igor Jakov Kamil Lazar Miron Nikola Oleg Pavel Radim Stepan Tomas Viktor Yuri Zdenek"),
        words("Alena Bisera Darina Elena Galina Irena Jasna Katya Lenka Milena Nadja Olga Petra Raisa Sonya Tamara Vesna Zora"),
        words("Slovo_Dana Vecherni_Glas Nova_Zarya Rechnik Polet Svetlina"),
    ),
    "turan": Language(
        words("Ak Al Ar Bay Bek Dzh Er Gul Kar Kur Mir Nur Or Sar Tash Tem Tur Uz Yal Yus Zhar Ash Bul Chim Dar Ish Kok Mam Shar Tol"),
        words("a i u y an en ar ur al yl am ak at ish ou yr ol ek"),
        words("baev bekov ulov ayev imov khan oglu tegin beki aliev anov mat"),
        words("kent tau kala bulak abad kol gan tepe saray bazar dala"),
        words("Aibek Bakyt Daniyar Erlan Farid Gani Iskan Jolon Kanat Maksat Nurlan Orhan Rustam Samat Talgat Ulan Yerzan Zafar"),
        words("Aigul Botagoz Dilara Elmira Feruza Gulnar Indira Jamila Kamila Leyla Madina Nargiza Oysha Saule Togzhan Zarina"),
        words("Azat_Soz Khabar_Dala Altyn_Tan Ozod_Yul Halyk_Uni Bozkir"),
    ),
    "qasiran": Language(
        words("Ab Al Az Bas Dab Fad Gha Haw Ib Jab Kham Lut Maz Naj Qad Ras Sab Shar Tar Um Wad Yas Zub Mur Hal Saf Bar Dur Kas Han"),
        words("a i u aa ar an al ir ur am as aw ay im ub ad"),
        words("awi ani i ouri adi imi ari eddin ouz allah awa iri assi outi"),
        words("iyah a abad un ayn ara iya oum et arra ouq an"),
        words("Adel Bassam Faris Ghassan Hadi Idris Jalal Karim Lutfi Marwan Nabil Omar Qasim Rashid Salim Tariq Walid Yasin Ziad"),
        words("Amal Basma Dalal Farida Ghada Hanan Iman Jumana Khadija Lamia Maysa Nadia Rania Salma Thuraya Wafa Yusra Zahra"),
        words("Al_Minbar_al_Hurr Sawt_Qasira Al_Mizan_al_Jadid An_Nada_al_Ula Fajr_Ezmeria Ar_Rabita"),
    ),
    "fennish": Language(
        words("Aas Berg Bro Dal Eik Fos Gran Hag Hol Ing Jor Kvi Lind Lo Mo Nor Os Rog Sand Sol Ste Tor Ulv Vik Val Ask Bjor Elv Hauk Skar"),
        words("a e o er en al ar in un ev es el and"),
        words("sen dahl lund vik berg rud stad heim moen gard sson by haug"),
        words("vik sund heim stad nes oya dal fjell havn borg mo by"),
        words("Aksel Bjarne Dag Eskil Frode Gunnar Halvard Ivar Jens Kjell Lars Magne Nils Odd Per Rolf Sverre Tor Ulf Vidar"),
        words("Astrid Berit Dagny Elin Frida Gro Hedda Ingrid Jorun Kari Liv Marit Nina Ragna Sigrid Torill Unni Vigdis"),
        words("Havnesund_Tidende Nordkysten Folkets_Ror Kystbrevet Aftenbrevet Fjordbladet"),
    ),
    "gomban": Language(
        words("A Ba Bo Da Do E Fo Ga Gbe Ka Ko Ku La Lo Ma Mba Na Ndi Nko O Sa So Ta To Wa Yo Za Ade Ama Ola"),
        words("ba bo da di do fa ka ko la le lo ma mi na ni ra sa so ta wa ye"),
        words("bola kwe ngo mba ode waka yemi nde fosu ndo anga tola nzi sseko"),
        words("ba kasa ndu ngo kro si tanga wa bougou la mbe sso"),
        words("Amadou Babatu Cyprian Dele Ebo Felix Gilbert Honore Isaac Joseph Kofa Lamine Moses Nuhu Ousman Prosper Sekou Thomas Victor Yaya"),
        words("Abena Binta Comfort Dorcas Esi Fatou Grace Hawa Irene Joy Kadi Lucie Mariam Ngozi Patience Rose Sira Yaa"),
        words("The_Drum The_Observer The_Clarion Daily_Horizon The_Echo The_Beacon"),
    ),
    "isharan": Language(
        words("Adi An Bha Bir Cha Dev Dha Gan Gop Har Indu Jag Ka Lak Mad Man Nal Nara Pra Raj Ram Sat Shri Sud Tej Uma Vas Vid Yad Bal"),
        words("a i u ra na va ma sha ta la ya pa da ka ri ni"),
        words("kar dhar yan athan appa war ane ash das pal eddy esh thi wal"),
        words("pur nagar garh pet ore bad halli gaon patna kot giri wara"),
        words("Anand Bharat Chetan Deepak Ganesh Hari Jagat Kiran Lokesh Mohan Naren Om Prem Raghu Suresh Tarun Uday Vinod"),
        words("Anju Bina Chitra Devi Gita Hema Indrani Jaya Kamala Lata Maya Nandini Padma Rekha Sarita Tara Usha Veena"),
        words("The_Mirror The_Standard Daily_Lamp The_Sentinel Janmat The_Chronicle"),
    ),
    "melaran": Language(
        words("Ba Bu Da Ga Ha In Ja Ka Ku La Lam Ma Mu Na Pa Pe Ra Sa Se Si Su Ta Ti Tu Wa Wi Dar Har Kan Sam"),
        words("la na ri ma da ka ti no lu ra ya ga ba wan di sa ndo"),
        words("wan toro rjo naya tan dra sari no yanto kusuma man lang hadi ngan"),
        words("lang tan wangi jaya pura ngan bau rata muara sari kan teng"),
        words("Agus Budi Citro Dharma Eko Fajar Gatot Hendra Iwan Joko Kusno Lukman Made Nanang Putra Rudi Slamet Teguh Wayan Yudi"),
        words("Ayu Bunga Citra Dewi Endang Fitri Hesti Indah Kartika Lestari Mega Nur Putri Ratna Sri Tari Wulan Yuni"),
        words("Suara_Timur Harian_Laut Warta_Senai Sinar_Kota Berita_Selat Cahaya_Fajar"),
    ),
    "lestovan": Language(
        words("Al Aus Bal Brie Dau Gin Gry Jur Kal Kre Lau Lie Mar Nau Or Pau Rud Sal Ska Ste Tau Val Ven Vil Zem Zie Bir Dru Kar Mus"),
        words("a e i u au ie an in ar er al el is us it ut"),
        words("aitis auskas enas ins is onis evics utis ulis inis etis alns ums"),
        words("pils va ene iai ava uva ile ene upe muiza kalns ai"),
        words("Aivars Bronius Darius Edgars Gintas Ilmars Janis Karlis Linas Martins Normunds Orests Raimis Saulius Tomass Uldis Valdis Zigmas"),
        words("Aija Birute Dace Edite Gita Ieva Jolanta Krista Laima Maija Nijole Rasa Skaidra Terese Ugne Vilma Zane"),
        words("Rytmetis Zemes_Laiks Balsas_Vakars Jaunoji_Diena Atklats Vakara_Ziedi"),
    ),
    "oyaran": Language(
        words("A Ba Cha Da Ga Gi Ha Ka Ki Ku Lu Ma Mbo Mu Mwa Na Nga Nja Nya O Ru Sa Shi Ta Te Tu Wa We Ya Zu"),
        words("ba bu da ga ka ki ku la le lo ma mi mu na nga ra ri ru sa ta wa"),
        words("ngi kuru mbi rwa oni eke ari wanga goro ani uki nde iru hero"),
        words("biro koni ngeni ru ndi sa maru goma pala sero lia mba"),
        words("Abel Baraka Charles Daudi Elias Francis Gideon Hamisi Ismael Juma Kamau Laban Musa Noah Otieno Paul Rashidi Simeon Tito Zakayo"),
        words("Amina Beatrice Consolata Dorothea Esther Fidelis Halima Jane Kezia Lilian Mercy Neema Rehema Salome Tabitha Winnie Zuhura"),
        words("The_Lantern Habari_za_Pwani The_Weekly_Ledger Mwanga_Mpya The_Lakeside_Courier Kengele"),
    ),
    "corvan": Language(
        words("An Bel Bou Cha Cour Del Du Fou Gar Jou Lan Lav Mar Mer Mon Nor Per Pon Ri Rou Sau Ser Tou Val Ver Vau Ber Cler Dor Mal"),
        words("a e i ou an en er ar il el in on et am ai eu"),
        words("ard eau ier ont elle ois aud ette ault in oux ennes ac igny"),
        words("ville mont court ac eaux igny bourg anne eux elles ay iers"),
        words("Alban Bastien Cedric Denis Emeric Fabrice Gaston Hugo Julien Lucien Marcel Noel Olivier Pascal Remi Serge Thierry Urbain Yvon"),
        words("Adele Brigitte Celeste Danielle Elodie Fanny Ghislaine Helene Ines Josette Lise Mireille Nadine Odile Pauline Solange Therese Yvette"),
        words("Le_Rivage La_Tribune_Corvaillaise Le_Phare_de_Lanthe L'Avenir_Libre Le_Grand_Midi La_Vigie"),
    ),
    "steinan": Language(
        words("Al Ber Brand Brun Dre Ehr Fal Fried Geb Gott Hart Hei Kas Kel Kranz Lau Lei Mar Neu Ober Pfal Rei Roth Schel Sten Tau Ul Wal Wein Zoll"),
        words("a e i o er en in el an or ar un"),
        words("mann er hardt stein berg bach feld hauer ling lach meier brand ner wald"),
        words("bach dorf hausen stadt au ingen furt tal heim brunn rode see"),
        words("Anselm Bernd Clemens Dieter Egon Falk Gerd Horst Ingo Jochen Karl Lothar Manfred Norbert Otto Rainer Sigmund Uwe Volker Wolf"),
        words("Anke Birgit Cordula Doris Elke Frauke Gisela Heike Inge Jutta Karin Lore Margit Nele Petra Renate Silke Ute"),
        words("Oberlacher_Bote Die_Wage Abendbrief Neue_Umschau Steinmarer_Tagblatt Der_Kranich"),
    ),
    "tanquan": Language(
        words("A Ca Cha Chi Cu Hua Il Ja La Lli Ma Mu Pa Pu Qui Ri Sa Su Ta Ti To U Ya Yu Za Ata Cus Huay Man Tup"),
        words("ca chi cu la lla ma mi na ni pa qui ri ru sa ta ya"),
        words("quispe mani cama yupan huanca ca rro ales co ndori no vara oya ga"),
        words("marca pampa cocha huasi bamba tambo yacu cancha mayo suyo rumi pata"),
        words("Abelardo Benicio Claudio Demetrio Evo Fidel Gregorio Hugo Inti Jaime Lucio Mauro Nicanor Orlando Placido Roque Saul Teofilo"),
        words("Asunta Benita Clara Domitila Eva Felipa Gladys Hilda Isidora Juana Luz Marta Nelida Ofelia Paz Remedios Santusa"),
        words("El_Condor_Libre La_Quena El_Minero_Nuevo La_Puna Cumbre El_Rescoldo"),
    ),
    "vaduran": Language(
        words("A Ba Be Chi Da Ga Go Iv Kak Ke Kva La Mdi Mt Na Nik Ra Sa Shal Tab Tka Tse Va Vep Za Zu Ar Gur Lom Osh"),
        words("a e i o va ra la na ga ma ba da che nadi"),
        words("adze shvili uridze ava ani elia iani eti mishvili oridze dze ulava eishvili"),
        words("isi eti uri ani tskaro sevi eli umi chala ari ovani ezi"),
        words("Archil Badri Davit Elguja Giga Irakli Jumber Koba Levan Merab Nodar Otar Paata Revaz Soso Temur Vakhtang Zaza"),
        words("Ana Bela Dali Eka Gulnara Ia Keti Lali Manana Nana Nino Pikria Rusudan Sofio Tea Vera Zhuzhuna"),
        words("Dros_Kari Sakme_Dge Khma_Mtis Zar_Khma Alia_Gza Mtis_Ambavi"),
    ),
}  # fmt: skip
LENGTHS = (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2)  # syllables between first and last, by a drawn sixteenth
BRAND_ENDINGS = ("", "a", "ex", "on", "is", "um", "el", "ar")
RANKS = 9000  # names of one domain in one country that text may draw from


def stem(language: Language, number: int, syllables: int) -> str:
    """The first syllables of a name, from a drawn number."""
    starts, middles = language.starts, language.middles
    word = starts[number % len(starts)]
    number >>= 6
    for _ in range(syllables):
        piece = middles[number % len(middles)]
        number >>= 5
        if word[-1] == piece[0]:
            piece = piece[1:]
        word += piece
    return word


def _ended(word: str, ending: str) -> str:
    vowels = "aeiou"
    if word[-1] in vowels and ending[0] in vowels:
        word = word[:-1]
    if word[-1:] == ending[0]:
        ending = ending[1:]
    return word + ending


def surname(language: Language, seed: int, rank: int) -> str:
    """The surname of a rank."""
    number = mixed(seed, 1, rank)
    return _ended(stem(language, number, LENGTHS[number >> 60]), language.surnames[(number >> 40) % len(language.surnames)])


def place(language: Language, seed: int, rank: int) -> str:
    """The village, town or district of a rank."""
    return _coined(lambda number: _ended(stem(language, number, LENGTHS[number >> 60]), language.places[(number >> 40) % len(language.places)]), seed, 2, rank)


def _coined(make: Callable[[int], str], *key: int) -> str:
    """The first name made from numbers that follow from a key which is not that of a real town."""
    name = make(mixed(*key))
    again = 0
    while name.lower() in real_places():
        again += 1
        name = make(mixed(*key, again))
    return name


def brand(language: Language, seed: int, rank: int) -> str:
    """A made-up word for firms, ships and wares."""
    return _coined(lambda number: stem(language, number, LENGTHS[number >> 60]) + BRAND_ENDINGS[(number >> 50) % 8], seed, 3, rank)
