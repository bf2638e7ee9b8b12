"""Real towns, so that no coined name is one of them by chance."""

from __future__ import annotations

from functools import cache

from reftel.telegram.vocabulary import table

TOWNS = """
Aalborg Aasiaat Aba Abadan Abaiang Abakan Abarra Abay Abeche Aberdeen Abha Abuja Accra Adana Aden Adrar Agadez Agadir Agra Ahvaz Ajmer Akbulak Akita
Akola Aksai Aksaray Aksu Aksum Aktau Aktepe Aktobe Alabat Alba Albany Aleppo Alesund Aligarh Alkmaar Almaty Almeria Alor Alta Altay Aluksne Alwar
Alytus Amadora Amara Ambala Ambato Ambon Amman Amravati Anaco Ancona Andahuaylas Andamarca Andijan Angarsk Angeles Angers Angol Ankara Annaba Antwerp
Arad Arar Ararat Arbil Arezzo Argan Arica Armavir Arnhem Arosa Arusha Arzamas Asaba Asansol Asbest Asgabat Ashdod Ashgabat Ashkala Aske Asker Askim
Asmara Assen Astana Asti Asuncion Aswan Asyut Atacocha Ataq Athens Atyrau Auburn Augsburg Aurangabad Avarua Aveiro Awka Ayacucho Bachu Baghdad Baguio
Bakel Baku Balaka Balakovo Balgarh Balikpapan Balkh Ballarat Balnagar Balpils Balpur Balvi Bamako Bamberg Bamenda Bandar Bandu Bandundu Bandung
Bangalore Bangarpet Bangau Bangka Bangli Bangui Banjul Bannu Bantan Banten Bar Bara Baran Baranovichi Barasat Barcelona Bareilly Bari Baringo Barka
Barnaul Baroda Basara Basel Basra Basti Bata Batala Batam Batan Batang Batanga Bathinda Batna Batu Batumi Baucau Bauchi Bayburt Bayonne Beira Beirut
Bekasi Bektepe Belem Belets Belfort Belgaum Belgorod Belgrad Belgrade Bellinzona Belmont Belmopan Belovo Beltsy Belville Benares Bengkulu Beni Benin
Bergen Bergheim Berlin Bern Bernburg Berville Beyneu Bhagalpur Bhagaon Bharuch Bhatpara Bhilai Bhirpur Bhopal Bhubaneswar Bhuj Bidar Bihac Bihar
Biharsharif Bijapur Bikaner Bilaspur Bilbao Bima Binjai Biratnagar Birgunj Birjand Birzai Bishkek Biskra Bitola Blida Blitar Bobo Bodo Bogor Bogota
Bol Bolgatanga Bologna Bolu Bombay Bomet Bondo Bongo Bonn Bor Borama Boras Bordeaux Bordj Borisov Borsk Bosaso Boston Bouake Bourges Brandau
Brandenburg Brandheim Brasov Bratislava Bratsk Bremen Brest Brno Bruges Brunheim Bruntal Brussels Budapest Bukavu Bukhara Bukittinggi Bukoba Bulak
Bulandshahr Bulawayo Bulgan Bungoma Bunia Buraydah Burgas Bursa Busan Busia Cadiz Caen Cagliari Cairo Cajabamba Cajamarca Calabar Calais Calama
Calcutta Cali Callao Camaguey Camiri Cannes Caracas Carcassonne Carhuamayo Carhuaz Cartagena Casablanca Castres Catania Cebu Cesis Ceuta Chacabamba
Chachapoyas Challapata Chaman Chambery Chamont Chandigarh Chandpur Chapra Charleroi Chaumont Chelles Chennai Cherbourg Cherkassy Cherkasy Chernivtsi
Chernobyl Chiang Chiclayo Chimbote Chimgan Chimkent Chinandega Chipata Chirchik Chisinau Chita Chitral Chittagong Chitungwiza Chupaca Chuquibamba
Cilacap Clermont Cochabamba Cochin Colmar Colombo Conakry Constanta Cordoba Corinth Cork Coro Cotabambas Cotahuasi Cotonou Cottbus Courville Craiova
Cucuta Cuenca Cuiaba Cuttack Cuzco Dabou Dachau Dakar Dakhla Dalby Dalheim Dalian Daloa Damascus Danang Dandong Darabad Darfur Darhan Darmstadt Darnah
Daru Darwin Daugavpils Davao Debar Debrecen Dehradun Delhi Deoghar Deoria Dhahran Dhaka Dhanbad Dhar Dharpur Dharwad Dhule Dijon Dili Dimapur
Dimitrovgrad Diu Diwaniyah Dniester Dobele Doboj Dodoma Doha Donetsk Dongo Dori Dortmund Dosso Douala Dover Drama Drammen Drava Dresden Druva Dubai
Dubna Dubno Dubrovnik Duisburg Dumai Dumont Dunavets Dunhuang Dura Duran Durango Durban Durgapur Durres Dushanbe Dusseldorf Ede Edirne Elbasan Elets
Elista Elmina Ende Entebbe Enugu Erbil Erfurt Ergani Ermita Erzurum Esbjerg Eskisehir Espoo Essaouira Essen Evora Fada Faizabad Fakfak Falkirk Fano
Farah Faridabad Faridpur Faro Fergana Fes Fez Fier Finote Flensburg Florence Focsani Foggia Fougeres Fredrikstad Freetown Freiburg Friedau Friedberg
Friedheim Friedrichshafen Fulda Fundao Fushun Gabes Gabrovo Gafsa Gagnoa Gagra Galang Galati Galena Galle Gamba Gandhinagar Gangtok Ganja Ganpur Ganta
Ganzhou Gao Garissa Garoua Garut Gaya Gaza Gboko Gdansk Gdynia Geneva Genoa Gent Germiston Geti Ghan Ghat Ghazipur Ghazni Ghent Gijon Gilgit Gisenyi
Gitega Giurgiu Goa Goaso Goba Goma Gombe Gonda Gondar Gondia Gopalpur Gorakhpur Gorgan Gori Gorino Goritsa Gorontalo Gorzow Goslar Gospic Gotha
Gothenburg Gottingen Gouda Gozo Gradiska Granada Granville Graz Grenoble Gresik Grodno Groningen Grozny Guayaquil Gulabad Gulbarga Guliston Gultepe
Gulu Gumla Guna Guntur Gurgaon Guria Gurjaani Gusau Guwahati Gwadar Gwalior Gyumri Ha Haarlem Hadera Hagen Haifa Hail Hajipur Hakkari Halabad Halden
Halle Hama Hamadan Hamar Hamburg Hamina Hanabad Hanau Hangu Hannover Hanoi Hapur Harar Harare Harburg Harda Hardoi Hargeisa Haripur Harstad Hartberg
Hasaka Hassan Hatay Havana Heidelberg Heidenheim Heilbronn Helsinki Hengelo Herat Herning Hims Hissar Hof Hohhot Holmestrand Homa Homs Horsens Hospet
Hosur Huamachuco Huancabamba Huancayo Huanta Huaraz Huata Huaycocha Hue Huehuetenango Hyderabad Iasi Ibadan Ibara Ibarra Ibb Ibra Ibri Ica Idfu Ife
Ijebu Ikskile Iloilo Ilorin Imphal Indore Indupur Ingolstadt Innsbruck Iquique Iquitos Irbid Irkutsk Isfahan Isiolo Isiro Islamabad Ismailia Istanbul
Ivanovo Ivari Izhevsk Izmir Izmit Jababad Jabalpur Jaban Jaffna Jagdalpur Jagpur Jaipur Jaisalmer Jakarta Jalal Jalalabad Jalandhar Jalgaon Jalna
Jalpaiguri Jambi Jammu Jamnagar Jamshedpur Janakpur Jauja Jaunpur Jayapura Jeddah Jekabpils Jelgava Jember Jena Jenin Jepara Jerash Jhang Jhansi Jhapa
Jimma Jinja Jizan Jodhpur Johor Joigny Jombang Jonava Jorhat Jos Juba Juliaca Junagadh Jurbarkas Jurmala Jurpils Kabale Kabul Kabwe Kadapa Kadugli
Kaduna Kaesong Kagoma Kakamega Kaketi Kala Kalang Kalasin Kalemie Kalgan Kalisz Kalitan Kalnciems Kaluga Kalvarija Kalyan Kamakwie Kampala Kamsar
Kananga Kandahar Kandi Kandu Kandy Kangar Kango Kani Kankan Kanker Kano Kanpur Kansk Kara Karabuk Karachev Karachi Karaganda Karaj Karakol Karakul
Karaman Karatau Karbala Kargil Karimnagar Kars Karsava Karsi Kartau Kartepe Karur Karwar Kasama Kasan Kasara Kasese Kashan Kashgar Kashmar Kasi Kaspi
Kassala Kassel Katanga Katsina Kattakurgan Kaunas Kavala Kaya Kayes Kayseri Kazan Kediri Kelheim Kemi Kenema Kent Kentau Kerch Kericho Kerman Khanaqin
Khargone Kharkov Khartoum Khasab Khashuri Khaskovo Khatanga Khiva Khobar Khorog Khost Khujand Khulna Kiel Kielce Kiev Kigali Kigoma Kilia Kimba Kindi
Kindia Kindu Kingston Kinshasa Kirkuk Kirov Kirsehir Kisangani Kisii Kismayo Kisumu Kitale Kitgum Kitui Kitwe Klaipeda Kobe Koblenz Kobuleti Kochi
Koforidua Kohat Kohima Kokand Kokshetau Koktepe Kola Kolar Kolda Kolhapur Kolkata Koln Kolomna Kolwezi Kondu Kongsberg Kongsvinger Konigsberg Konstanz
Konya Koper Korgas Korhogo Koriyama Kosice Kosovo Kostroma Kota Kotka Kotor Kottayam Koupela Kragujevac Krakow Kraljevo Krasnodar Kretinga Kroya
Kryvyi Kuching Kudus Kuldiga Kulob Kumanovo Kumasi Kumba Kumla Kunduz Kupang Kurgan Kurnool Kursk Kurunegala Kutaisi Kutan Kutch Kuwait Kveli Kyiv
Kyzyl Lae Lagodekhi Lagos Lahad Lahore Lahti Lakewood Lakpur Lalibela Lalitpur Lalpur Lama Lambarene Lambe Lamia Lamongan Lampang Lampung Lamtan Lamu
Lanchkhuti Landshut Langa Langley Lango Lari Larissa Larkana Larnaca Larvik Lashkar Lat Latur Laubach Lauingen Laval Laville Leh Leiden Leipzig
Lemberg Lemgo Leon Leribe Lerida Leticia Libourne Libreville Lido Liege Liepaja Lille Lillehammer Lilongwe Lima Limassol Limoges Limon Lindau
Lindesnes Lingen Linkou Linz Lipetsk Lisala Lisbon Livorno Ljubljana Loba Lobito Lodwar Loikaw Loja Lokoja Lomas Lome Lomie Lomisi Lorena Lorient
Lourdes Luanda Lubango Lubeck Lublin Lubsk Lubumbashi Lucena Lucknow Ludhiana Ludza Lugo Lugoma Luleburgaz Lumajang Lund Lusaka Luxor Lvov Lyon Maan
Macapa Madang Madgaon Madhepura Madiun Madona Madpur Madrid Madurai Mafra Magadan Magelang Magwe Mahajanga Mainz Majuro Makasar Makassar Makeni
Makhachkala Makoni Makurdi Malaga Malakal Malang Malatya Male Malegaon Malia Malinau Malindi Malmo Mamara Mamba Mamoudzou Man Manado Manama Manaus
Mandal Mandalay Mandi Mandya Mangalore Mango Manila Manipur Mannheim Manpur Mansa Mansehra Mansfield Mara Maradi Maragheh Marand Marbach Marbella
Marburg Mardan Mardin Marene Maribor Marigny Marijampole Marina Maringa Marino Maritsa Mariupol Marka Maroua Marrakesh Marsa Marsala Marseille
Martapura Martvili Marupe Marwar Mary Masa Masaka Masan Masaya Masero Maseru Mashhad Masindi Masohi Matadi Matambo Matang Matara Mataram Mathura
Matola Maun Mawlamyine Mazar Mazeikiai Mbabane Mbala Mbale Mbandaka Mbarara Mbeya Mbouda Mecca Medan Medina Meerut Meknes Melaka Melitopol Melun
Mempawah Mendoza Merak Merano Merauke Mersin Meru Merville Messina Metz Mexico Mikkeli Milan Milna Mingora Minna Minsk Mirabad Mirama Mirpur Mirzapur
Miskolc Misrata Mitilini Mochudi Modena Mogadishu Mogilev Mokolo Molde Mollendo Moma Mombasa Monaco Monaragala Mongu Monrovia Montauban Montbeliard
Montevideo Mopti Moradabad Morelia Morena Mornington Morogoro Moroni Moscow Moshi Moss Mostar Mosul Mosund Motihari Moundou Moyobamba Mtskheta Mtwara
Mubi Mudanya Mukalla Mulhouse Multan Mumba Mumbai Mundi Munich Munster Murabad Murcia Muri Murmansk Murom Musa Musanze Muscat Musina Musoma Mutare
Mutsamudu Muyupampa Muzaffarpur Mwanza Mysore Nabire Nablus Nadiad Naga Nagaur Nagercoil Nagpur Nairobi Naivasha Najaf Najran Nakuru Nalbari Naltchik
Namangan Namibe Namur Nancy Nanded Nandi Nandu Nandyal Nani Nanning Nantes Nanyuki Naples Narapur Narayanganj Narnaul Narva Narvik Nashik Nasik
Nasiriyah Nassau Natal Natitingou Navoi Nawabshah Ndjamena Ndola Nellore Neudorf Neuhausen Neuheim Neustadt Nevers Ngoma Niamey Nice Nicosia Niksic
Nimes Nis Nisa Nitra Nizwa Nkongsamba Nogales Nordal Norfolk Norheim Norilsk Normal Norwich Notodden Nottodden Nova Novara Novgrad Novi
Novocherkassk Novosibirsk Nukus Nurabad Nuremberg Nyanza Nyeri Nyon Nzega Oban Oberdorf Oberhausen Obersee Oberstdorf Oblarn Odda Odense Odessa Offa
Offenbach Ogre Ohrid Ola Olbia Oldenburg Olmaliq Olomouc Omaruru Omdurman Omsk Ondo Ongo Oni Onitsha Oran Orebro Orel Orenburg Orhei Orlando Orleans
Orlu Orsk Oruro Osaka Osh Oshogbo Osijek Osk Oslo Osnabruck Osorno Ostend Ostersund Ostrava Otavi Otukpo Ouagadougou Oujda Oulu Owerri Owo Oxford Oyo
Padang Paderborn Palanga Palangkaraya Palanpur Palembang Palermo Palghar Palma Palmira Palu Palwal Pamplona Panevezys Pangkalan Panipat Panjgur
Parakou Parana Parepare Paris Parma Parnu Passau Patan Pataz Pathankot Patiala Patna Patras Pau Pavia Pavlodar Payra Pecs Peja Pekan Pekanbaru
Pemalang Penza Perigny Perigueux Perm Pernik Perth Perugia Pesaro Pescara Peshawar Petra Petrich Petrovo Petrozavodsk Pforzheim Pilibhit Pinsk Piran
Pisa Pitesti Pleven Ploiesti Plovdiv Plunge Podgorica Poitiers Pokhara Polotsk Poltava Pomabamba Pontevedra Pontianak Pori Porto Posadas Poti Potosi
Potsdam Poznan Prague Preston Prilep Pristina Prizren Probolinggo Pskov Pucallpa Pula Pulang Pumarca Pune Puno Puri Purnia Purwokerto Pyongyang
Qaanaaq Qena Qom Quetta Quillota Quilpue Quimper Quipapa Quitambo Quito Rabak Rabat Radom Radovo Rafah Raichur Raipur Rajgaon Rajgarh Rajkot Rajnagar
Rajnandgaon Rajpur Rajshahi Rajwara Ramadi Ramallah Ramgarh Ramgiri Ramkot Ramnagar Rampet Rampur Ramsar Rancagua Ranchi Randers Rangoon Rangpur Rasht
Rastatt Ratlam Ratnagiri Ravenna Rawalpindi Rawang Recife Redding Regensburg Reims Remscheid Rennes Reno Resende Resistencia Reutlingen Rewa Reykjavik
Rezekne Rheinbach Rheine Riga Rijeka Rimini Riobamba Rioni Rishon Rivne Riyadh Roanne Rokiskis Rome Rorkee Rosario Roskilde Rostock Rostov Rothau
Rothenburg Rotterdam Roubaix Rouen Rourkela Rouville Rovaniemi Rufino Rufisque Ruma Rumba Runda Rundu Ruri Ruse Rustavi Rustenburg Ryazan Saarbrucken
Saba Sabac Sabah Sabang Sabara Sabha Safara Safi Sagar Sagara Saharanpur Saida Saigon Sakaka Salalah Salamanca Salamiyah Salaspils Salatiga Saldus
Salem Salene Salerno Salina Salta Salvador Salzburg Samara Samarinda Samarkand Samarra Samawah Samba Sambalpur Sampit Samsun Samtan Samtredia Sanaa
Sandefjord Sandnes Sandu Sangli Sango Santa Santos Sapele Sarajevo Saran Saratov Sari Sarkand Sarnath Sarny Saryagash Sarykol Satara Satgarh Satna
Satpur Savona Schelingen Schwerin Segou Segovia Sekadau Semarang Senaki Sendai Seoul Serang Serowe Serres Sesheke Setif Sevilla Sfax Shahjahanpur
Sharara Shargan Sharjah Shashemene Sheki Shendi Shimba Shiraz Shivpuri Shkoder Shumen Shymkent Sialkot Siauliai Sibi Sibiu Sibu Siegen Siena Sikar
Silchar Siliguri Silute Simferopol Singkawang Sinop Sintang Sirsa Sirte Sitapur Sivas Siwa Skene Skien Skopje Skuodas Sliven Sloviansk Smolensk Sofia
Sohag Sokcho Sokode Solapur Solbach Solheim Solingen Solo Solok Sonipat Sopot Soria Sorong Soroti Sousse Split Spokane Srinagar Sripur Stara
Starachowice Stavanger Stavropol Steinach Steinkjer Stendal Stettin Stockholm Strasbourg Straubing Strumica Stuttgart Subang Subotica Sucre Sudpur
Suez Sukabumi Sukkur Sulaimaniya Sumba Sumbawa Sumpur Sumy Sunyani Surabaya Surakarta Surami Surat Surgut Suva Svay Szeged Taba Tabanan Tabiro Tabora
Tabriz Tabuk Tacna Tacocha Taif Taiz Takoradi Talas Talca Taldykorgan Tallinn Talsi Tamale Tambo Tambopata Tambov Tampa Tampere Tandil Tanga Tangier
Tanjore Tanta Tapachula Tara Tarakan Taranto Taraz Tarbes Tarija Tarim Tarnovo Tarnow Tarsk Tarsus Tartu Tarutung Tashkala Tashkent Tataouine Taurage
Tauranga Tavira Taza Tbilisi Tegal Tehran Telavi Telsiai Telukjaya Tema Temirtau Temuco Teramo Termez Ternate Ternopil Teruel Tete Tetovo Tezpur Thane
Thanjavur Thies Thika Tiaret Tidore Tilburg Tilsit Timbuktu Timisoara Tirana Tiruppur Tkibuli Tlemcen Toamasina Tobolsk Tokat Tokyo Toledo Tomsk Tonga
Tongo Tonk Tonsberg Torino Torsby Torun Toul Toulon Toulouse Tournai Tours Trabzon Trakai Trani Trento Trier Trieste Tripoli Tromso Trondheim Troyes
Tsageri Tsetskaro Tskhinvali Tuban Tudela Tula Tulang Tulcea Tulsa Tulungagung Tumaco Tumbes Tumkur Tunis Tunja Tupiza Turgan Turin Turkana Turkestan
Turkmenabat Turku Turpan Tuzla Tver Tversk Udaipur Udine Udupi Ufa Uige Ujjain Ulm Ulsteinvik Ulvik Uman Umea Unna Uppsala Uralsk Urfa Urgench Urmia
Urubamba Urupampa Usak Utena Utrecht Uyo Uyuni Vaasa Vadodara Vaduz Valdal Valdivia Valence Valencia Valera Valgunde Valjevo Valka Valladolid Valletta
Valmiera Valmont Valona Van Vani Vannes Vantaa Varaklani Varanasi Varberg Varena Varene Varna Vasai Velbert Veles Vellore Velsk Venice Ventspils
Verdun Vermont Vernon Verona Versailles Viborg Vicenza Vidin Vidisha Vidpur Vienna Vientiane Vigo Vijayawada Vilkaviskis Villach Vilnius Visby Vitebsk
Vitoria Vizag Vlora Vlore Volgograd Vologda Volos Voronezh Voss Vranje Vratsa Vukovar Wad Wajir Wala Waldorf Walldorf Walvis Wamba Wamena Warangal
Wardha Warri Warsaw Wasa Wau Wawa Weimar Weinheim Weinstadt Wiesbaden Windhoek Wismar Wolfsburg Wonogiri Worms Wuppertal Wurzburg Yacuiba Yadgir Yala
Yalova Yalta Yanacocha Yanbu Yangon Yaounde Yaroslavl Yavatmal Yazd Yei Yerevan Yogyakarta Yola Yozgat Yurimaguas Zabid Zabol Zabrze Zadar Zagreb
Zahle Zamora Zanzibar Zapata Zaragoza Zarasai Zaria Zarqa Zarzis Zelenograd Zenica Zestaponi Ziemupe Zilupe Zinder Zollikon Zomba Zuba Zubara Zug
Zugdidi Zurich Zwickau Zwolle
"""


@cache
def real_places() -> frozenset[str]:
    """Names of real towns, in small letters: well-known ones, and all in which an embassy or consulate stands."""
    return frozenset(word.lower() for word in TOWNS.split()) | {row["city"].lower() for row in table("posts") if row["city"]}
