"""The made-up countries and the posts in them.

TAGS of countries begin with Q and stand for no real country; station names stand for no real post. The offices list says
what titles a country's officials bear.
"""

from __future__ import annotations

import msgspec


class Country(msgspec.Struct, frozen=True):
    """A country: `code` is its TAG, `people` the adjective, `posts` (city, routing letters, kind) the embassy first."""

    code: str
    name: str
    people: str
    capital: str
    language: str
    house: str  # its parliament
    service: str  # its security service
    party: str  # its ruling party
    opposition: str
    currency: str
    bureau: str
    neighbours: tuple[str, ...]
    posts: tuple[tuple[str, str, str], ...]


COUNTRIES = (
    Country("QB", "Belmarra", "Belmarran", "Santa Irune", "lusan", "Cortes", "Guardia Mayor", "Union Party", "Republican Left", "peseta", "EUR",
            ("QT", "QP"), (("SANTA IRUNE", "BI", "E"), ("CASTELORO", "BK", "C"), ("PORTOMAR", "BP", "C"))),
    Country("QC", "Tarvenia", "Tarvenian", "Lozhgrad", "slavan", "Assembly", "State Protection Service", "Tarvenian Path", "Civic Accord", "kruna", "EUR",
            ("QL", "QR", "QV"), (("LOZHGRAD", "CG", "E"), ("DRAVINSK", "CD", "C"), ("STOBOR", "CO", "C"))),
    Country("QD", "Dzharan", "Dzharani", "Akdulan", "turan", "Mejlis", "National Security Committee", "Fatherland Party", "Ak Yol", "tilla", "SCA",
            ("QV", "QI"), (("AKDULAN", "DA", "E"), ("SARYTAU", "DS", "C"))),
    Country("QE", "Ezmeria", "Ezmerian", "Al Qasira", "qasiran", "Consultative Council", "General Directorate", "National Rally", "Reform Bloc", "dinar", "NEA",
            ("QO", "QV"), (("AL QASIRA", "ES", "E"), ("RAS HADUN", "EH", "C"), ("WADI MAZAR", "EW", "C"))),
    Country("QF", "Fennesland", "Fennish", "Havnesund", "fennish", "Great Thing", "Surveillance Service", "Labor Party", "Center Party", "krone", "EUR",
            ("QL", "QR"), (("HAVNESUND", "FN", "E"), ("ELVHEIM", "FE", "C"))),
    Country("QG", "Gombeya", "Gombeyan", "Lukassa", "gomban", "National Assembly", "Central Investigation Bureau", "People's Convention", "Alliance for Change",
            "franc", "AF", ("QO",), (("LUKASSA", "GL", "E"), ("BAKARO", "GB", "C"), ("NKOSI", "GK", "C"))),
    Country("QI", "Isharat", "Isharati", "Nalgapur", "isharan", "Lower House", "Inquiry Bureau", "National Congress", "Farmers' Front", "rupee", "SCA",
            ("QD", "QJ"), (("NALGAPUR", "IN", "E"), ("BHALKOT", "IB", "C"), ("SHRIMANDAR", "IS", "C"), ("TEJGARH", "IT", "C"))),
    Country("QJ", "Melaru", "Melaruan", "Kota Senai", "melaran", "House of Deputies", "State Intelligence Board", "National Workshop", "Democratic Tide",
            "ringga", "EAP", ("QI",), (("KOTA SENAI", "JS", "E"), ("TANJUNG LARA", "JT", "C"), ("MUARA WANGI", "JM", "C"))),
    Country("QL", "Lestovia", "Lestovian", "Rudavpils", "lestovan", "Assembly of Estates", "Constitution Office", "Hearth Union", "Harmony List", "rubelis", "EUR",
            ("QF", "QC"), (("RUDAVPILS", "LR", "E"), ("GRYVAI", "LG", "C"))),
    Country("QO", "Oyara", "Oyaran", "Tambiro", "oyaran", "National Council", "Special Branch", "Umoja Party", "Forum for Renewal", "shilling", "AF",
            ("QG", "QE"), (("TAMBIRO", "OT", "E"), ("MWASANI", "OM", "C"), ("KILUNDU", "OK", "C"))),
    Country("QP", "Corvaille", "Corvaillan", "Port Lanthe", "corvan", "Chamber", "Bureau of Inquiries", "Rally for Corvaille", "Socialist Federation", "franc", "WHA",
            ("QT", "QB"), (("PORT LANTHE", "PL", "E"), ("VALMONTEL", "PV", "C"))),
    Country("QR", "Steinmar", "Steinmaran", "Oberlach", "steinan", "Landtag", "Office for State Security", "People's Party", "Green Alliance", "thaler", "EUR",
            ("QC", "QF"), (("OBERLACH", "RO", "E"), ("NEUFURT", "RN", "C"), ("KALDINGEN", "RK", "C"), ("LINDENRODE", "RL", "M"))),
    Country("QT", "Tanqua", "Tanquan", "San Teodor", "tanquan", "Congress", "Judicial Police", "Popular Movement", "National Renovation", "peso", "WHA",
            ("QB", "QP"), (("SAN TEODOR", "TS", "E"), ("PUERTO YACU", "TP", "C"), ("CHUQUIMARCA", "TC", "C"))),
    Country("QV", "Vaduria", "Vadurian", "Mtsarevi", "vaduran", "Supreme Council", "Security Ministry", "New Vaduria", "Mountain League", "marchil", "EUR",
            ("QC", "QD", "QE"), (("MTSAREVI", "VM", "E"), ("KVALETI", "VK", "C"), ("SHALGORI", "VS", "M"))),
)  # fmt: skip

# The organisations that the two missions are accredited to: station, name, adjective.
ORGANISATIONS = {"LINDENRODE": "Standing Conference on Rivers and Straits", "SHALGORI": "Joint Observer Mission"}

# key, title before a full name, title before a surname, what the office is about, how long one stays (years)
OFFICES = (
    ("president", "President", "President", "all", 5.0),
    ("pm", "Prime Minister", "PM", "all", 3.0),
    ("fm", "Foreign Minister", "FM", "external", 2.6),
    ("defense", "Defense Minister", "Defense Minister", "military", 2.6),
    ("interior", "Interior Minister", "Interior Minister", "internal", 2.4),
    ("finance", "Finance Minister", "Finance Minister", "economic", 2.6),
    ("energy", "Energy Minister", "Energy Minister", "energy", 2.4),
    ("trade", "Trade Minister", "Trade Minister", "economic", 2.4),
    ("agriculture", "Agriculture Minister", "Agriculture Minister", "land", 2.6),
    ("justice", "Justice Minister", "Justice Minister", "law", 2.4),
    ("health", "Health Minister", "Health Minister", "health", 2.6),
    ("transport", "Transport Minister", "Transport Minister", "transport", 2.4),
    ("dfm", "Deputy Foreign Minister", "Deputy FM", "external", 2.8),
    ("americas", "MFA Americas Department Director", "Director", "external", 2.6),
    ("io", "MFA International Organizations Department Director", "Director", "external", 2.6),
    ("legal", "MFA Legal Adviser", "Legal Adviser", "law", 4.0),
    ("desk", "MFA U.S. Desk Officer", "Desk Officer", "external", 2.0),
    ("chief", "Armed Forces Chief of Staff General", "General", "military", 3.0),
    ("operations", "General Staff Operations Director Colonel", "Colonel", "military", 2.5),
    ("security", "National Security Adviser", "National Security Adviser", "all", 3.0),
    ("bank", "Central Bank Governor", "Governor", "economic", 5.0),
    ("speaker", "Speaker", "Speaker", "internal", 3.0),
    ("committee", "Foreign Affairs Committee Chairman", "Chairman", "external", 3.0),
    ("deputy", "parliamentary deputy", "Deputy", "internal", 3.5),
    ("opposition", "opposition leader", "opposition leader", "internal", 4.0),
    ("secretary", "ruling party Secretary General", "Secretary General", "internal", 3.5),
    ("professor", "National University Professor", "Professor", "all", 7.0),
    ("editor", "newspaper editor", "editor", "all", 4.0),
    ("director", "research institute director", "Dr.", "all", 5.0),
    ("executive", "chief executive", "Mr.", "economic", 4.0),
    ("engineer", "chief engineer", "chief engineer", "energy", 6.0),
    ("mayor", "Mayor", "Mayor", "internal", 4.0),
    ("governor", "provincial Governor", "Governor", "land", 3.0),
    ("bishop", "Archbishop", "Archbishop", "internal", 9.0),
    ("union", "trade union chairman", "chairman", "internal", 4.0),
    ("doctor", "hospital director", "Dr.", "health", 6.0),
    ("judge", "Supreme Court Justice", "Justice", "law", 6.0),
    ("rights", "human rights lawyer", "lawyer", "law", 6.0),
    ("envoy", "Ambassador to Washington", "Ambassador", "external", 3.5),
)  # fmt: skip

# key, title, title in a "Classified By" line, how long (years), which posts have it
US_OFFICES = (
    ("com", "Ambassador", "Ambassador", 3.0, "E"),
    ("com", "Consul General", "Consul General", 3.0, "C"),
    ("com", "Ambassador", "Ambassador", 3.0, "M"),
    ("dcm", "DCM", "DCM", 3.0, "EM"),
    ("pol", "Political Counselor", "Political Counselor", 3.0, "EM"),
    ("econ", "Economic Counselor", "Economic Counselor", 3.0, "E"),
    ("polecon", "Political/Economic Chief", "Political/Economic Chief", 2.0, "C"),
    ("poloff", "Political Officer", "Political Officer", 2.0, "ECM"),
    ("econoff", "Economic Officer", "Economic Officer", 2.0, "EC"),
    ("conoff", "Consular Chief", "Consular Chief", 2.0, "EC"),
    ("datt", "Defense Attache Colonel", "Defense Attache", 3.0, "E"),
    ("pao", "Public Affairs Officer", "Public Affairs Officer", 3.0, "EC"),
)  # fmt: skip

DEPARTMENT_OFFICES = (
    ("secretary", "Secretary", "Secretary", 4.0),
    ("deputy", "Deputy Secretary", "Deputy Secretary", 3.0),
    ("under", "Under Secretary for Political Affairs", "Under Secretary", 3.0),
    ("eur", "EUR Assistant Secretary", "EUR Assistant Secretary", 3.0),
    ("eap", "EAP Assistant Secretary", "EAP Assistant Secretary", 3.0),
    ("nea", "NEA Assistant Secretary", "NEA Assistant Secretary", 3.0),
    ("af", "AF Assistant Secretary", "AF Assistant Secretary", 3.0),
    ("wha", "WHA Assistant Secretary", "WHA Assistant Secretary", 3.0),
    ("sca", "SCA Assistant Secretary", "SCA Assistant Secretary", 3.0),
    ("das", "Deputy Assistant Secretary", "Deputy Assistant Secretary", 2.5),
    ("officer", "desk officer", "Desk Officer", 2.0),
)
