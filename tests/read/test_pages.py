"""Pages of paper: words set in lines by where they stand, and the way back from the text to their boxes."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.read.pages import DOWN, LEFT, RIGHT, UP, Laid, Pages, Word, lay
from reftel.read.source import Mark, Source
from reftel.read.stacked import choose, measure, split
from reftel.telegram.model import Origin
from reftel.text import Span

WIDE = 6.0


def word(text: str, column: float, row: float, way: int = RIGHT, seen: bool = True) -> Word:
    """A word of a typescript of six points a letter and twelve a line."""
    left, base = column * WIDE, row * 12.0 + 10
    edges = bytes(round(255 * (i + 1) / len(text)) for i in range(len(text)))
    return Word(text, left, base - 8, left + WIDE * len(text), base + 2, base, way, edges, seen)


def typed(lines: str) -> list[Word]:
    out = []
    for row, line in enumerate(lines.split("\n")):
        at = 0
        for text in line.split(" "):
            if text:
                out.append(word(text, at, row))
            at += len(text) + 1
    return out


PROSE = "\n".join(f"{n} osra told the ambassador that the bridge would be mended soon" for n in range(10, 18))


@pytest.mark.parametrize(
    "text",
    [
        "FM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC",
        "INFO  OCT-01   ISO-00   SS-15\n      NSC-05   /033 W",
        "SUBJECT:  TALKS\n          IN ZENDA\n\n1. He left.\n\n\n2. She came.",
        "O",
        "",
    ],
)
def test_a_typescript_comes_back_as_it_was_typed(text: str) -> None:
    assert lay(typed(text)).text == text


def test_the_order_of_the_contents_does_not_matter() -> None:
    assert lay(typed(PROSE)[::-1]).text == PROSE


def test_a_slanting_line_is_followed() -> None:
    words = [one._replace(base=one.base + i * 2.0) for i, one in enumerate(typed("the bridge at zenda fell into the river"))]
    assert lay(words).text == "the bridge at zenda fell into the river"


def test_what_stands_beside_the_lines_is_not_mixed_into_them() -> None:
    stamp = [word("DEPARTMENT", 90, 2), word("DECLASSIFIED", 90, 3.4), word("B1", 80, 5)]
    laid = lay([*typed(PROSE), *stamp])
    assert laid.main == PROSE
    assert laid.text[laid.beside :].split() == ["DEPARTMENT", "DECLASSIFIED", "B1"]


def test_a_stamp_in_the_left_margin_is_not_mixed_in_but_numbers_that_hang_there_stay() -> None:
    prose = "\n".join(f"      {line}" for line in PROSE.split("\n"))
    laid = lay([*typed(prose), word("SEEN", 0, 2), word("4.", 2, 3)])
    assert "SEEN" not in laid.main
    assert "4.  13 osra" in laid.main.replace("   ", "  ")


def test_writing_across_the_page_follows_its_text() -> None:
    upright = Word("DECLASSIFIED", 400, 100, 412, 200, 410, UP)
    laid = lay([upright, *typed(PROSE)])
    assert (laid.main, laid.text[laid.beside :].strip()) == (PROSE, "DECLASSIFIED")


def test_prose_in_two_columns_is_read_column_by_column() -> None:
    left = "\n".join(f"{n} osra told the envoy that" for n in range(10, 20))
    right = "\n".join(f"{n} the bridge at zenda fell" for n in range(20, 30))
    both = "\n".join(f"{a}    {b}" for a, b in zip(left.split("\n"), right.split("\n"), strict=True))
    assert lay(typed(both)).text == f"{left}\n\n{right}"


def test_a_table_keeps_its_rows() -> None:
    table = "\n".join(f"zenda {n}        osvarth {n + 7}" for n in range(10, 20))
    assert lay(typed(table)).text == table


def pages_of(*texts: str) -> tuple[str, Pages]:
    pages = Pages()
    return "".join([pages.add(lay(typed(text))) for text in texts]), pages


def test_pages_are_parted_by_form_feeds_and_a_cut_sentence_goes_on() -> None:
    text, pages = pages_of("He went", "away.", "She came.")
    assert text == "He went\n\faway.\n\n\fShe came."
    assert len(pages) == 3
    assert [pages.where(Span(text.index(one), text.index(one) + 1)).page for one in ("He", "away", "She")] == [1, 2, 3]


def test_a_span_of_letters_has_its_box() -> None:
    text, pages = pages_of("FM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC")
    at = text.index("EMBASSY")
    (box,) = pages.where(Span(at, at + 3)).boxes
    assert box == pytest.approx((5 * WIDE, 2, 8 * WIDE, 12), abs=0.3)


def test_a_span_over_lines_has_a_box_for_each() -> None:
    text, pages = pages_of("FM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC")
    boxes = pages.where(Span(text.index("STRELSAU"), text.index(" WASHDC"))).boxes
    assert [box[:2] for box in boxes] == [(13 * WIDE, 2.0), (0.0, 14.0)]


def test_a_span_over_pages_has_a_place_for_each() -> None:
    text, pages = pages_of("He went", "away.")
    places = pages.places(Span(text.index("went"), text.index("away") + 4))
    assert [(place.page, place.start, place.end, len(place.boxes)) for place in places] == [(1, 3, 9, 1), (2, 0, 4, 1)]
    assert pages.where(Span(text.index("went"), len(text))).page == 1


def test_nothing_has_no_box() -> None:
    text, pages = pages_of("He   went")
    assert pages.where(Span(3, 4)).boxes == []
    assert Pages().where(Span(0, 0)).boxes == []
    assert pages.where(Span(len(text), len(text))).page == 1


@pytest.mark.parametrize(("way", "box"), [(RIGHT, (20, 0, 40, 10)), (LEFT, (60, 0, 80, 10)), (DOWN, (0, 2, 100, 4)), (UP, (0, 6, 100, 8))])
def test_letters_run_the_way_the_writing_does(way: int, box: tuple[float, ...]) -> None:
    pages = Pages()
    pages.add(lay([Word("zenda", 0, 0, 100, 10, 5, way)]))
    assert pages.where(Span(1, 2)).boxes == [pytest.approx(box)]


def test_a_part_of_the_text_knows_its_place_and_pages_are_pickled() -> None:
    text, pages = pages_of("He went away.", "She came.")
    whole = Source(text, Origin("a.pdf", ""), b"", layout=pickle.loads(pickle.dumps(pages)))
    begin = text.index("She")
    part = Source(text[begin:], Origin("a.pdf", "", part=2), b"", base=begin, whole=whole)
    place = part.where(Span(0, 3))
    assert (place.page, place.boxes) == (2, [pytest.approx((0, 2, 18, 12))])


def test_letters_of_many_pages_take_few_bytes() -> None:
    laid = lay(typed("\n".join([PROSE] * 6)))
    pages = Pages()
    size = sum(len(pages.add(laid)) for _ in range(40))
    assert len(pickle.dumps(pages)) < 12 * size


LETTERS = st.text("abcdefgh", min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LETTERS, min_size=1, max_size=6), min_size=1, max_size=12))
def test_every_word_is_in_the_text_once_at_its_box(rows: list[list[str]]) -> None:
    words = typed("\n".join("  ".join(row) for row in rows))
    laid = lay(words)
    assert sorted(piece.word for piece in laid.pieces) == sorted(words)
    pages = Pages()
    text = pages.add(laid)
    for piece in laid.pieces:
        assert text[piece.at : piece.at + len(piece.word.text)] == piece.word.text
        (box,) = pages.where(Span(piece.at, piece.at + len(piece.word.text))).boxes
        assert box == pytest.approx(piece.word.box, abs=0.01)


PLACED = st.builds(
    lambda text, x, y, way: Word(text, x, y, x + 6 * len(text), y + 10, x if way in {DOWN, UP} else y + 8, way),
    LETTERS, st.floats(0, 600), st.floats(0, 800), st.integers(0, 3),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PLACED, max_size=40))
def test_no_word_is_lost_wherever_words_stand(words: list[Word]) -> None:
    laid = lay(words)
    assert sorted(laid.text.split()) == sorted(word.text for word in words) or len(laid.pieces) == len(words)
    assert all(laid.text[piece.at : piece.at + len(piece.word.text)] == piece.word.text for piece in laid.pieces)


# Layers


def over(lines: str, by: float = 0.7) -> list[Word]:
    """A second reading, a little beside the first."""
    return [one._replace(left=one.left + by, right=one.right + by, top=one.top + by, bottom=one.bottom + by, base=one.base + by) for one in typed(lines)]


GOOD = "THE PRESIDENT WILL MEET THE ENVOY\nUNITED STATES AND RURITANIA\nAT THE BRIDGE ON MONDAY"
POOR = "THE PRESIOENT WILL MEET THE ENVDY\nUN1TEO STATES ANO RUR1TANIA\nAT THE BR1DGE ON M0NOAY"


@pytest.mark.parametrize("first", [True, False])
def test_the_better_of_two_layers_is_taken(first: bool) -> None:
    layers = [typed(GOOD), over(POOR)] if first else [over(POOR), typed(GOOD)]
    chosen = choose([*layers[0], *layers[1]])
    assert lay(chosen.words).text == GOOD
    assert chosen.taken == (0 if first else 1)
    assert chosen.layers[chosen.taken].share > chosen.layers[1 - chosen.taken].share
    assert "PRESIOENT" in chosen.others.values()


def test_words_that_the_other_layer_alone_has_are_added() -> None:
    chosen = choose([*typed(GOOD + "\n\n7345 INFO"), *over(POOR + "\n\n          CONFIDENTIAL x7z")])
    assert lay(chosen.words).text.split("\n")[-1].split() == ["7345", "INFO", "CONFIDENTIAL"]
    assert chosen.filled == 1


def test_a_page_with_one_reading_is_one_layer() -> None:
    words = typed(PROSE)
    assert split(words) == [words]
    assert choose(words).layers == []
    assert choose([]).words == []


def test_words_struck_twice_are_no_layers() -> None:
    words = [one for word in typed(GOOD) for one in (word, word._replace(left=word.left + 0.3))]
    assert len(split(words)) == 1


def test_three_layers_are_parted() -> None:
    assert [len(layer) for layer in split([*typed(GOOD), *over(POOR), *over(GOOD, 1.2)])] == [len(GOOD.split())] * 3


def test_a_layer_of_signs_is_worth_less_than_one_of_words() -> None:
    assert measure(typed("IMMEOIATE T0 ANO")).share < measure(typed("IMMEDIATE TO AND")).share
    assert measure([]).share == 0


def test_marks_outside_the_text_ask_for_nothing() -> None:
    from reftel.read import readings

    assert list(readings.edits("FM", [Mark("reading", Span(1, 9), "TO"), Mark("head", Span(0, 2), "x"), Mark("reading", None, "x")])) == []
    assert readings.begun("FM", [Mark("beside", Span(1, 9))]) is None


def test_what_stands_beside_is_taken_out_and_kept() -> None:
    from reftel.read import readings

    text = "He went\n\nDECLASSIFIED\n\faway."
    marks = [Mark("reading", Span(3, 7), "WENT!"), Mark("beside", Span(7, 21)), Mark("reading", Span(9, 21), "AND")]
    begun = readings.begun(text, marks)
    assert begun is not None
    assert begun.text == "He went\n\faway."
    assert begun.undo() == text
    assert [(note.kind, note.text) for note in readings.notes(text, marks)] == [("stamp", "DECLASSIFIED")]


def test_an_empty_page_is_a_page() -> None:
    pages = Pages()
    assert pages.add(Laid("", [])) == ""
    assert pages.add(lay(typed("FM"))) == "\n\n\fFM"
    assert pages.where(Span(3, 5)).page == 2
