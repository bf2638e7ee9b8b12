"""Everything of a telegram that is not its body: envelope, classification, TAGS, references, subject, signer."""

from __future__ import annotations

import msgspec

from reftel.synth import measured
from reftel.synth.dates import parts
from reftel.synth.people import Office, Person
from reftel.synth.picks import Draw, quantile
from reftel.synth.scene import Named, Scene
from reftel.synth.schedule import DAY_MINUTES, Schedule
from reftel.synth.world import STATE, Post
from reftel.telegram import posts as post_names
from reftel.telegram.model import Addressee, Reference, Sender, Telegram
from reftel.telegram.model import Office as Copies

SYNTHETIC = "SYNTHETIC"  # the plain mark, in the handling instructions of every telegram, that it is made up
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
FIRST_12065, FIRST_12356, FIRST_12958, FIRST_13526, REASONS_1_4 = 722419, 723759, 728579, 733950, 731480
FIRST_MARKED, FIRST_SIPDIS, FIRST_SENSITIVE = 726468, 729755, 728294  # 1990, 1999, 1995
DEPARTMENTS = (("SECDEF WASHDC", "RUEKJCS"), ("NSC WASHDC", "RHEHNSC"), ("CIA WASHDC", "RUEAIIA"), ("DEPT OF TREASURY WASHDC", "RUEATRS"),
               ("DEPT OF COMMERCE WASHDC", "RUCPDOC"), ("JOINT STAFF WASHDC", "RUEKJCS"))  # fmt: skip
COLLECTIVES = {"EUR": ("EUROPEAN POLITICAL COLLECTIVE", "RUEHZL"), "AF": ("AFRICAN UNION COLLECTIVE", "RUEHZO"), "WHA": ("WHA CENTRAL AMERICAN COLLECTIVE", "RUEHZA")}
EXTRA_TAGS = ("PREL", "PGOV", "ECON", "PHUM", "PINR", "KDEM", "MARR", "EINV", "ETRD", "KPAO", "SOCI", "OVIP", "PTER", "EFIN", "ASEC")
EXTRA_TAGS_1970S = ("PFOR", "PINT", "ECON", "PINR", "MARR", "EINV", "ETRD", "EFIN", "SOCI")
OF_1970S = {"PREL": "PFOR", "PGOV": "PINT", "PHUM": "SHUM", "KNNP": "PARM", "KPKO": "PFOR", "KGHG": "SENV", "KDEM": "PINT", "KCOR": "PINT", "KJUS": "PINT",
            "KHIV": "TBIO", "KIRF": "SOCI", "KIPR": "ETRD", "KPAO": "PFOR", "UNSC": "UN", "KCRM": "SNAR", "CJAN": "CPRS", "MOPS": "MARR"}  # fmt: skip
SHARES_1970S = (("OCT", 1), ("ISO", 0), ("SS", 15), ("NSC", 5), ("CIAE", 0), ("INR", 7), ("NSAE", 0), ("L", 3), ("PRS", 1), ("SP", 2), ("USIA", 6), ("EB", 7), ("DODE", 0),
                ("PM", 4), ("H", 2), ("PA", 1), ("IO", 13), ("TRSE", 0), ("COME", 0), ("OMB", 1))  # fmt: skip
DESKS = {"EUR": ("EUR/ERA", "EUR/RPM"), "SCA": ("SCA/CEN", "SCA/RA"), "NEA": ("NEA/RA", "NEA/ELA"), "AF": ("AF/W", "AF/E"), "EAP": ("EAP/MTS", "EAP/RSP"), "WHA": ("WHA/CEN", "WHA/AND")}
BUREAU_1970S = {"SCA": "NEA", "EAP": "EA", "WHA": "ARA"}


CLASSIFIERS = ("com", "pol", "dcm", "econ", "polecon")


class Handling(msgspec.Struct):
    """How sensitive the telegram is: what its heading says and which marks its portions may bear."""

    classification: str
    captions: list[str]
    marks: tuple[str | None, str | None, str | None]  # of the substance, of what is open, of what is dearest


def handling(draw: Draw, day: int, year: int, open_: bool = False) -> Handling:
    """Draw a classification and what goes with it; what is no secret (`open_`: visas, the press, housekeeping) gets none."""
    table = measured.CLASSIFICATION_1970S if year < 1980 else measured.CLASSIFICATION
    level = table[int(draw() * len(table))]
    if open_ and level in {"CONFIDENTIAL", "SECRET"}:
        level = "UNCLASSIFIED" if year < 1980 or draw() < 0.5 else "SBU"
    captions = ["SIPDIS"] if day >= FIRST_SIPDIS and year < 2011 and draw() < 0.97 else []
    marked = day >= FIRST_MARKED and (level != "UNCLASSIFIED" or draw() < 0.4)
    if (level == "SBU" and day < FIRST_SENSITIVE) or level == "LOU":
        mark = "LOU" if marked else None
        return Handling("LIMITED OFFICIAL USE", captions, (mark, "U" if mark else None, mark))
    if level == "SBU":
        captions.insert(0 if draw() < 0.33 else len(captions), "SENSITIVE")
        marked = marked and draw() < 0.85
        return Handling("UNCLASSIFIED//FOR OFFICIAL USE ONLY", captions, ("SBU", "U", "SBU") if marked else (None, None, None))
    if level == "UNCLASSIFIED":
        return Handling(level, captions, ("U", "U", "U") if marked else (None, None, None))
    if not marked:
        return Handling(level, captions, (None, None, None))
    closed = day >= FIRST_SENSITIVE and draw() < measured.NOFORN[level]
    if closed:
        captions.append("NOFORN")
    substance = f"{level[0]}/NF" if closed else level[0]
    if level == "SECRET":
        return Handling(level, captions, (substance, "U" if draw() < 0.5 else "C", substance))
    return Handling(level, captions, (substance, ("U", "SBU", "C")[int(draw() * 3)] if day >= FIRST_SENSITIVE else "U", substance))


def order(draw: Draw, day: int, classified: bool) -> tuple[str, str | None]:
    """(executive order, declassification) of a day."""
    if day < FIRST_12065:
        return "11652", ("GDS" if day % 5 else "XGDS-2") if classified else None
    if day < FIRST_12356:
        return "12065", _years_on(day, 6) if classified else None
    if day < FIRST_12958:
        return "12356", "OADR" if classified else None
    number = "13526" if day >= FIRST_13526 else "12958"
    after = measured.DECLASSIFY_AFTER[int(draw() * len(measured.DECLASSIFY_AFTER))]
    return number, _years_on(day, after) if classified else None


def _years_on(day: int, years: int) -> str:
    iso = parts(day)[3]
    return f"{int(iso[:4]) + years}{iso[4:]}" if iso[5:] != "02-29" else f"{int(iso[:4]) + years}-02-28"


def fill(telegram: Telegram, x: Scene, schedule: Schedule, i: int, found: Handling, family: str) -> None:
    """Set everything but body and subject."""
    draw, post = x.draw, x.post
    minute, number = schedule.minutes[i] % DAY_MINUTES, schedule.numbers[i]
    year, month, day, iso = parts(x.day)
    telegram.mrn = f"{year % 100:02d}{post.station}{number}"
    hour = f"{minute // 60:02d}{minute % 60:02d}"
    telegram.dtg = f"{day:02d}{hour}Z {MONTHS[month - 1]} {year % 100:02d}"
    telegram.sent = f"{iso}T{minute // 60:02d}:{minute % 60:02d}:00Z"
    telegram.precedence, telegram.info_precedence = measured.PRECEDENCE[int(draw() * len(measured.PRECEDENCE))]
    telegram.sender = Sender(post.plad, post_names.name(post.plad), post.routing_indicator)
    telegram.station_serial = f"{number % 10000:04d}"
    filed = min(minute + int(draw() * draw() * 40), DAY_MINUTES - 1)
    telegram.filing_time = f"{x.day - parts_new_year(year) + 1:03d}{filed // 60:02d}{filed % 60:02d}"
    telegram.classification, telegram.captions = found.classification, found.captions
    telegram.security_group = {"U": "UUUUU", "L": "EEEEE", "C": "CCCCC", "S": "SSSSS"}[found.classification[0]]
    telegram.instructions = [SYNTHETIC]
    classified = found.classification[0] in "CS"
    telegram.eo, telegram.declassify_on = order(draw, x.day, classified)
    _addresses(telegram, x, number)
    _tags(telegram, x)
    _references(telegram, x, schedule, i)
    _passing(telegram, x)
    _signatures(telegram, x, classified, family)
    if family == "sas":
        _distribution(telegram, x)


def parts_new_year(year: int) -> int:
    """The ordinal of 1 January."""
    return 365 * (year - 1) + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 + 1


def _serial(post: Post, addressee: int, number: int) -> str:
    """The serial a post keeps for an addressee: it rises with the post's own numbers, slower for the less frequent."""
    step = 1 if addressee == STATE else 2 + (post.index * 7 + addressee) % 5
    return f"{((post.index * 577 + addressee * 1291) + number // step) % 10000:04d}"


def _addresses(telegram: Telegram, x: Scene, number: int) -> None:
    draw, post, posts = x.draw, x.post, x.world.posts
    word = telegram.precedence if telegram.precedence != "ROUTINE" else None  # the slowest is not said of an addressee
    lower = telegram.info_precedence or telegram.precedence
    info_word = lower if lower != "ROUTINE" else None
    if post.index == STATE:
        chosen = [one.index for one in posts if one.country.code == x.home.code and one.index != STATE]
        if x.affair is not None:
            chosen += [one.index for one in posts if one.country is x.affair.countries[1] and one.index != STATE and one.kind == "E"]
        chosen = list(dict.fromkeys(chosen))
        action = [posts[k] for k in chosen[: 1 + int(draw() * len(chosen))]]
    else:
        action = [posts[STATE]]
    telegram.action = [Addressee(one.plad, one.routing_indicator, word, _serial(post, one.index, number)) for one in action]
    many = int(quantile(measured.INFO, draw()))
    taken = {one.index for one in action} | {post.index, STATE}
    near = [one for one in posts if one.index not in taken and (many > 8 or one.country.code == x.home.code or one.country.code in x.home.neighbours)]
    info = []
    for _ in range(many):
        if not near or draw() < 0.06:
            break
        one = near.pop(int(draw() * len(near)))
        info.append(Addressee(one.plad, one.routing_indicator, info_word if draw() < 0.7 else None, _serial(post, one.index, number)))
    for plad, indicator in DEPARTMENTS:
        if len(info) < many and draw() < 0.7:
            info.append(Addressee(plad, indicator, info_word if draw() < 0.3 else None, f"{(post.index * 31 + number // 6) % 10000:04d}" if draw() < 0.5 else None))
    if many > 2 and x.home.bureau in COLLECTIVES and x.year > 1995 and draw() < 0.4:
        info.append(Addressee(*COLLECTIVES[x.home.bureau], None, None, collective=True))
    telegram.info = info
    called = sorted({one.routing_indicator for one in (*telegram.action, *info) if one.mcn and one.routing_indicator})
    telegram.routing = called[:24]
    letters = "XRO" if len(called) > 2 else post.trigraph
    telegram.transmission_id = f"VZCZC{letters}{(number * 3 + post.index * 101) % 10000:04d}"


def _tags(telegram: Telegram, x: Scene) -> None:
    draw = x.draw
    many = int(quantile(measured.TAGS, draw()))
    subjects = list(x.affair.tags) if x.affair is not None else ["ECON" if draw() < 0.5 else "PGOV"]
    extra: tuple[str, ...] = EXTRA_TAGS
    if x.year < 1980:
        subjects = [OF_1970S.get(tag, tag) for tag in subjects]
        extra = EXTRA_TAGS_1970S
    countries = [country.code for country in (x.affair.countries if x.affair is not None else (x.home,))]
    if x.home.code not in countries:
        countries.append(x.home.code)
    chosen = subjects[: max(1, many - len(countries))]
    while len(chosen) + len(countries) < many and len(chosen) < 10:
        chosen.append(extra[int(draw() * len(extra))])
    telegram.tags = list(dict.fromkeys(chosen + countries[: max(1, many - 1)]))


def _references(telegram: Telegram, x: Scene, schedule: Schedule, i: int) -> None:
    listed = schedule.referred(i)
    year = x.year
    for k, j in enumerate(listed):
        of = x.world.posts[schedule.posts[j]]
        sent = parts(schedule.day(j))[0]
        name = of.plad.split(" ", 1)[1] if of.index != STATE else "STATE"
        words = f"{name} {schedule.numbers[j]}" if sent == year else f"{sent % 100:02d} {name} {schedule.numbers[j]}"
        notes = ["NOTAL"] if x.draw() < 0.12 else []
        label = "ABCDEFGHIJ"[k] if len(listed) > 1 else None
        telegram.references.append(Reference(label, schedule.mrn(j), words + " (NOTAL)" * len(notes), "telegram", notes))


def _passing(telegram: Telegram, x: Scene) -> None:
    if x.post.index != STATE and x.year > 1982 and x.draw() < 0.7:
        desks = DESKS[x.home.bureau]
        words = "STATE FOR " + desks[int(x.draw() * len(desks))]
        chance = x.draw()
        telegram.passing = [words + (", INR/B" if chance < 0.2 else "; NSC FOR WHARTON" if chance < 0.3 else " AND L/OES" if chance < 0.36 else "")]


def _signatures(telegram: Telegram, x: Scene, classified: bool, family: str) -> None:
    staff = x.post.staff
    if x.post.index == STATE:
        acting, classifier = "secretary", staff[x.home.bureau.lower()]
    else:
        acting = "dcm" if "dcm" in staff and x.draw() < 0.2 else "com"
        classifier = staff.get(CLASSIFIERS[int(x.draw() * len(CLASSIFIERS))], staff["com"])
    signer = staff[acting].holder(x.day)
    telegram.signer = signer.surname.upper()
    _note(x, signer, "Secretary of State" if x.post.index == STATE else staff[acting].title, signer=True)
    if classified and x.day >= FIRST_12958:
        who = classifier.holder(x.day)
        telegram.classified_by = f"{classifier.short} {who.full}"
        part = "1.4" if x.day >= REASONS_1_4 else "1.5"
        telegram.reasons = [f"{part}({letter})" for letter in (("b", "d"), ("b", "d"), ("b",), ("d",), ("b", "c", "d"))[int(x.draw() * 5)]]
        _note(x, who, classifier.title)
    if family == "smart" or (family == "sas" and x.post.index == STATE):
        _drafting(telegram, x, family, classifier, signer)


def _note(x: Scene, who: Person, title: str, signer: bool = False) -> None:
    known = x.people.setdefault(who.id, Named(who.full, [title], None, "United States"))
    known.signer = known.signer or signer


def _drafting(telegram: Telegram, x: Scene, family: str, office: Office, signer: Person) -> None:
    who = office.holder(x.day)
    junior = x.post.staff.get("poloff") or x.post.staff.get("officer") or office
    drafter = junior.holder(x.day)
    if family == "sas":
        bureau = BUREAU_1970S.get(x.home.bureau, x.home.bureau)
        telegram.drafted_by = [f"{bureau}:{drafter.forename[0]}{drafter.surname.upper()}"]
        telegram.approved_by = [f"{bureau}:{who.forename[0]}{who.surname.upper()}"]
        return
    section = "POL" if x.post.index != STATE else x.home.bureau
    telegram.drafted_by = [f"{section}:{_turned(drafter)}"]
    telegram.cleared_by = [f"EXEC:{_turned(who)}"] if who.id != drafter.id else []
    telegram.approved_by = [f"EXEC:{_turned(signer)}"]
    telegram.released_by = [f"{section}:{_turned(drafter)}"]


def _turned(who: Person) -> str:
    """`Doe, Jane Q`."""
    return f"{who.surname}, {who.forename.rstrip('.')}"


def _distribution(telegram: Telegram, x: Scene) -> None:
    bureau = BUREAU_1970S.get(x.home.bureau, x.home.bureau)
    telegram.distribution = [Copies(bureau, 8 + int(x.draw() * 8), "origin" if x.post.index == STATE else "action")]
    many = 5 + int(x.draw() * 12)
    telegram.distribution += [Copies(symbol, copies, "info") for symbol, copies in SHARES_1970S[:many]]
