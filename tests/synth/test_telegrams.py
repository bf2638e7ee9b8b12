"""Telegrams: the same every time, true to form, and every noted stretch says what it is noted as."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from reftel.synth.choosing import lists
from reftel.synth.countries import COUNTRIES
from reftel.synth.dates import MONTHS, parts
from reftel.synth.phrases import main_clause, raw
from reftel.synth.schedule import Schedule
from reftel.synth.telegrams import Made, make
from reftel.synth.world import World
from reftel.telegram.markings import Level

PRONOUNS = {"he", "she", "him", "her", "his", "it", "they", "them", "their"}


def text(made: Made, paragraph: int, start: int, end: int) -> str:
    return made.telegram.paragraphs[paragraph].text[start:end]


def test_a_telegram_is_the_same_whatever_was_made_before(world: World, schedule: Schedule, telegrams: list[Made]) -> None:
    again = make(world, Schedule(world, schedule.count, 5), 233)
    assert again.telegram == telegrams[233].telegram
    assert len(again.statements) == len(telegrams[233].statements)


def test_every_telegram_says_that_it_is_made_up(telegrams: list[Made]) -> None:
    assert all(made.telegram.instructions == ["SYNTHETIC"] for made in telegrams)


def test_serial_filing_time_and_group_agree_with_the_heading(telegrams: list[Made]) -> None:
    for made in telegrams:
        telegram = made.telegram
        number = int(re.search(r"\d+$", telegram.mrn or "")[0])  # type: ignore[index]
        assert int(telegram.station_serial or "") == number % 10000
        sent = date.fromisoformat((telegram.sent or "")[:10])
        assert int((telegram.filing_time or "")[:3]) == sent.timetuple().tm_yday
        assert (telegram.filing_time or "")[3:] >= (telegram.dtg or "")[2:6]
        assert (telegram.security_group == "UUUUU") == ((telegram.classification or "").startswith("UNCLASSIFIED"))


def test_no_portion_is_marked_above_the_telegram(telegrams: list[Made]) -> None:
    levels = {"U": 0, "S": int(Level.SECRET), "C": int(Level.CONFIDENTIAL), "L": 0}
    for made in telegrams:
        overall = levels[(made.telegram.classification or "U")[0]]
        for paragraph in made.telegram.paragraphs:
            mark = paragraph.portion_mark
            assert mark is None or levels.get(mark[0] if mark != "SBU" else "U", 0) <= overall


def test_serials_for_the_department_rise_by_one_with_the_number(world: World) -> None:
    schedule = Schedule(world, 3000, 4)
    seen: dict[tuple[str, str], tuple[int, int]] = {}
    for i in range(1500, 1700):
        telegram = make(world, schedule, i).telegram
        one = telegram.action[0]
        if one.plad == "SECSTATE WASHDC":
            key = telegram.mrn[:2] if telegram.mrn else "", telegram.sender.plad if telegram.sender else ""
            number, mcn = schedule.numbers[i], int(one.mcn or "")
            if key in seen:
                assert (mcn - seen[key][1]) % 10000 == number - seen[key][0]
            seen[key] = number, mcn


def test_texts_are_clean_lines(telegrams: list[Made]) -> None:
    for made in telegrams:
        for paragraph in made.telegram.paragraphs:
            assert paragraph.text and "  " not in paragraph.text and paragraph.text.isascii() and "{" not in paragraph.text
            assert not re.search(r"[.!?] \d", paragraph.text)
            if paragraph.kind != "participants":
                assert all(line.startswith("- ") for line in paragraph.text.split("\n")[1:])


def test_subjects_are_of_the_form(telegrams: list[Made]) -> None:
    for made in telegrams:
        subject = made.telegram.subject or ""
        assert 20 <= len(subject) <= 110 and not subject.endswith(".")
        assert made.family == "smart" or subject == subject.upper()


def test_the_seventies_are_in_capitals_without_articles(telegrams: list[Made]) -> None:
    bodies = " ".join(one.text for made in telegrams if made.family == "sas" for one in made.telegram.paragraphs)
    assert bodies == bodies.upper()
    assert bodies.count(" THE ") * 400 < len(bodies.split())


def test_names_and_pronouns_stand_where_they_are_noted(telegrams: list[Made]) -> None:
    for made in telegrams:
        for one in made.mentions:
            words = text(made, one.paragraph, one.start, one.end)
            named = made.people.get(one.id)
            assert named is not None, one
            if one.kind == "pronoun":
                assert words.lower() in PRONOUNS
            elif one.kind == "name_full":
                assert words.split()[0].lower() == named.canonical.split()[0].lower()
            else:
                assert words and words[0] == words[0].upper()


def test_statements_have_speaker_cue_and_content(telegrams: list[Made]) -> None:
    for made in telegrams:
        for one in made.statements:
            assert one.content and all(0 <= start < end for start, end in one.content)
            assert one.mode == "implicit" or one.cue is not None
            said = text(made, one.paragraph, *one.content[-1])
            assert said.strip() == said and (not said.endswith(".") or '."' in said)
            if one.condition is not None:
                assert any(start <= one.condition[0] and one.condition[1] <= end for start, end in one.content)


def test_all_reporting_forms_occur(telegrams: list[Made]) -> None:
    tiers = Counter(one.tier for made in telegrams for one in made.statements)
    assert tiers.keys() >= {
        "VERB that", "VERB clause", "told X that", "according to", "parenthetical", "participle", "coordinated", "directive", "denial", "question",
        "commit", "attitude", "negative cue", "refusal", "noun cue", "evaluation", "mixed quotation", "direct quotation", "apposition", "asked",
        "nested", "hearsay", "hedge", "enumeration", "implicit", "dropped subject",
    }  # fmt: skip
    assert tiers["VERB that"] > 0.2 * tiers.total()
    modes = Counter(one.mode for made in telegrams for one in made.statements)
    assert modes.keys() == {"indirect", "direct", "mixed", "implicit"}


def test_a_nested_statement_lies_within_its_outer(telegrams: list[Made]) -> None:
    nested = [one for made in telegrams for one in made.statements if one.nested_in is not None]
    assert nested
    for one in nested:
        assert one.nested_in is not None
        start, end = one.nested_in.content[-1]
        assert start <= one.content[0][0] and one.content[-1][1] <= end


def test_summaries_repeat_the_body(telegrams: list[Made]) -> None:
    repeated = [(made, one) for made in telegrams for one in made.statements if one.repeats is not None]
    assert repeated
    for made, one in repeated:
        assert one.repeats is not None
        assert text(made, one.paragraph, *one.content[0]) == text(made, one.repeats.paragraph, *one.repeats.content[0])


def test_positions_are_those_of_the_day(telegrams: list[Made]) -> None:
    held: Counter[str] = Counter()
    for made in telegrams:
        for one in made.statements:
            if one.position and one.affair:
                party, _, position = one.position.partition(" ")
                assert position in next(known for known in one.affair.parties if known.id == party).positions
                held[position] += 1
    assert len(held) == 4


def test_values_of_dates_are_iso_and_fit_their_words(telegrams: list[Made]) -> None:
    form = re.compile(r"\d{4}(?:-W\d\d|-\d\d(?:-\d\d)?)?(?:/\d{4}-\d\d-\d\d)?$")
    for made in telegrams:
        for one in made.dates:
            words = text(made, one.paragraph, one.start, one.end)
            assert form.match(one.value), one.value
            month = next((k for k, name in enumerate(MONTHS, 1) if name.lower() in words.lower()), None)
            if month:
                assert one.value[5:7] == f"{month:02d}"
            if re.search(r"\b\d{4}$", words):
                assert words[-4:] == one.value[:4]
            if len(one.value) == 10:
                date.fromisoformat(one.value)


def test_forecasts_lie_ahead_and_come_true_or_not(telegrams: list[Made], schedule: Schedule) -> None:
    outcomes: Counter[str] = Counter()
    for made in telegrams:
        for one in made.events:
            if not one.ahead:
                assert one.event.known <= schedule.day(made.index)
                continue
            assert one.event.planned > schedule.day(made.index)
            assert parts(one.event.planned)[3].startswith(one.value)
            outcomes[one.event.outcome] += 1
    assert set(outcomes) == {"held", "postponed", "cancelled"}


def test_later_telegrams_tell_what_came_of_forecasts(world: World) -> None:
    schedule = Schedule(world, 4000, 8)
    of_one_affair = [i for i in range(4000) if schedule.affairs[i] == schedule.affairs[3000]]
    foreseen: set[str] = set()
    told: set[str] = set()
    for i in of_one_affair:
        for one in make(world, schedule, i).events:
            (foreseen if one.ahead else told).add(one.event.id)
    assert foreseen and told and (foreseen & told or len(of_one_affair) < 12)


def test_references_name_telegrams_of_the_schedule(telegrams: list[Made], schedule: Schedule) -> None:
    known = {schedule.mrn(i) for i in range(schedule.count)}
    found = [one.mrn for made in telegrams for one in made.telegram.references]
    assert found and set(found) <= known


def test_lengths_and_counts_are_as_measured(world: World) -> None:
    schedule = Schedule(world, 1200, 9)
    made = [make(world, schedule, i) for i in range(0, 1200, 4)]
    sizes = sorted(sum(len(one.text) for one in each.telegram.paragraphs) for each in made)
    assert 3500 < sizes[len(sizes) // 2] < 6500
    assert 5000 < sum(sizes) / len(sizes) < 8500
    tags = sum(len(each.telegram.tags) for each in made) / len(made)
    assert 4.4 < tags < 6.4
    classes = Counter((each.telegram.classification or "")[0] for each in made)
    assert 0.4 < classes["C"] / len(made) < 0.62 and 0.1 < classes["S"] / len(made) < 0.26


SUBORDINATE = re.compile(r"[;:]|\b(?:that|who|which|whether|since|than|when|while|if|unless|before|after|as|and|or|but)\b")


def test_a_clause_with_not_in_its_main_clause_is_negative() -> None:
    seen = 0
    for kind, section in raw().items():
        for name in {"supports", "opposes", "conditional", "undecided", "facts", "quotes"} & section.keys():
            for one, line in zip(lists(kind, name), section[name], strict=True):
                found = re.search(r"\b(?:not|never|nobody|no longer|cannot)\b", line)
                if found and not SUBORDINATE.search(line[: found.start()]):
                    assert one.polarity == "-", line
                    seen += 1
                if line.startswith("? "):
                    assert re.search(r"probabl|likely|seem|appear|expect|believ", line), line
    assert seen > 60


def test_certainty_follows_the_cue_and_then_the_modal(telegrams: list[Made]) -> None:
    sure = {"predicted": {"PR"}, "expected": {"PR"}, "believed": {"PR"}, "thought": {"PR"}, "feared": {"PS"}, "suspected": {"PS"}, "hoped": {"U"}}
    plain = {"said", "noted", "stated", "claimed", "argued", "told"}
    seen: Counter[str] = Counter()
    for made in telegrams:
        for one in made.statements:
            if one.cue is None or one.mode != "indirect":
                continue
            cue, said = text(made, one.paragraph, *one.cue).lower(), text(made, one.paragraph, *one.content[-1]).lower()
            if cue in sure:
                assert one.certainty in sure[cue], (cue, said)
                seen[cue] += 1
            elif cue in plain and one.tier == "VERB that" and re.search(r"\b(?:might|could(?! not))\b", main_clause(said)):
                assert one.certainty == "PS", said
                seen["might"] += 1
            if cue == "predicted":
                assert " would " in said, said
    assert len(seen) > 6


def test_a_telegram_says_nothing_twice_but_in_its_summary(telegrams: list[Made]) -> None:
    for made in telegrams:
        said: set[str] = set()
        for paragraph in made.telegram.paragraphs:
            if paragraph.kind not in {"summary", "introduction", "participants"}:
                for sentence in re.split(r"(?<=[.!?]) ", paragraph.text):
                    bare = re.sub(r"\d[\d,.]*", "#", sentence)
                    assert len(bare) < 60 or bare not in said, bare
                    said.add(bare)


def test_headings_come_once_and_in_one_style(telegrams: list[Made]) -> None:
    for made in telegrams:
        headings = [one.heading for one in made.telegram.paragraphs if one.heading]
        assert len({one.lower() for one in headings}) == len(headings)
        assert len({one.isupper() for one in headings}) <= 1


def test_halves_of_a_subject_differ(telegrams: list[Made]) -> None:
    halves = [(made.telegram.subject or "").split("; ") for made in telegrams]
    assert any(len(one) == 2 for one in halves)
    assert all(len(set(one)) == len(one) for one in halves)


def test_people_have_countries_by_name_and_the_signer_his_own_office(telegrams: list[Made]) -> None:
    names = {country.name for country in COUNTRIES} | {"United States"}
    signing: set[str] = set()
    for made in telegrams:
        for one in made.people.values():
            assert one.country in names
            if one.signer:
                signing.update(one.roles)
    assert signing >= {"Ambassador", "DCM", "Consul General"}


def test_what_was_held_is_not_said_to_lie_ahead(telegrams: list[Made]) -> None:
    for made in telegrams:
        held = {one.event.short for one in made.events if not one.ahead and one.status == "held"}
        assert not held & {one.event.short for one in made.events if one.ahead}
