"""The query language: what it parses to, that it round-trips, and how it answers mistakes."""

from __future__ import annotations

import signal
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import QueryError
from reftel.search.query import FIELDS, REFUSED, And, Field, Like, Near, Node, Not, Or, Phrase, Word, leaves, parse, positive

words = st.sampled_from(["kosovo", "dam", "U.S", "P5+1", "coté", "x1"])
simple = st.one_of(
    st.builds(Word, words), st.builds(Word, words, prefix=st.just(True)), st.builds(Word, st.sampled_from(["kosovo", "x1"]), fuzzy=st.just(True)),
    st.builds(Phrase, st.sampled_from(["Security Council", "a (b) c", "OR"])), st.builds(Like, st.sampled_from(["gas for votes", "dam"])),
    st.builds(Near, st.builds(Word, words), st.builds(Phrase, st.just("seven years")), st.integers(0, 20)),
    st.builds(Field, st.sampled_from(sorted(FIELDS)), st.sampled_from(["PREL", "2007..2008", "The Hague", "<=secret", "07BEIJING*", "=A B"])),
)  # fmt: skip
trees = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=4).map(tuple).map(And),
        st.lists(inner, min_size=2, max_size=4).map(tuple).map(Or),
    ),
    max_leaves=12,
)


@given(trees)
def test_a_printed_query_parses_to_the_same_tree(tree: Node) -> None:
    assert parse(str(tree)) == tree
    assert str(parse(str(tree))) == str(tree)


@given(st.text('ab:-()"*~ ORNEAR/5tagsent.<=', max_size=40))
def test_any_text_is_a_query_or_a_mistake_with_a_place(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError as error:
        mistake = error
    else:
        assert parse(str(tree)) == tree
        return
    assert 0 <= mistake.at <= len(text)
    assert mistake.message


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", And(())),
        ("dam", Word("dam")),
        ("the dam", And((Word("the"), Word("dam")))),
        ("the AND dam", And((Word("the"), Word("dam")))),
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("-dam", Not(Word("dam"))),
        ("NOT dam", Not(Word("dam"))),
        ("seven-year", Word("seven-year")),
        ("negotiat* recognise~", And((Word("negotiat", prefix=True), Word("recognise", fuzzy=True)))),
        ('water NEAR/5 "the dam"', Near(Word("water"), Phrase("the dam"), 5)),
        ('post:"The Hague" tag:PREL', And((Field("post", "The Hague"), Field("tag", "PREL")))),
        ("Subject:dam", Field("subject", "dam")),
        ("http://x", Word("http://x")),
        ('~"gas for votes" -~"x"', And((Like("gas for votes"), Not(Like("x"))))),
        ("tag:(PREL OR PGOV)", Or((Field("tag", "PREL"), Field("tag", "PGOV")))),
        ('to:("NSC WASHDC" -state)', And((Field("to", "NSC WASHDC"), Not(Field("to", "state"))))),
        ("mrn:07ZENDA* sent:..2007", And((Field("mrn", "07ZENDA*"), Field("sent", "..2007")))),
    ],
)
def test_parsing(query: str, tree: Node) -> None:
    assert parse(query) == tree or str(parse(query)) == str(tree)


@pytest.mark.parametrize(
    ("query", "at", "message"),
    [
        ('the "Security Council', 4, "quotation mark"),
        ("(a b", 0, "opening parenthesis"),
        ("a b)", 3, "closing parenthesis"),
        ("tgas:PREL", 0, "did you mean tag"),
        ("dam OR", 4, "nothing after it"),
        ("OR dam", 0, "nothing before it"),
        ("tag: PREL", 0, "needs a value"),
        ("dam NEAR/3", 4, "between two words"),
        ("ne*gotiate", 2, "only at the end"),
        ("NOT", 0, "nothing follows"),
        ("dam* NEAR/3 gate", 5, "without \\* or ~"),
        ("seven-year~", 0, "one word"),
        ('dam ~"gas', 4, "quotation mark"),
        ('dam ~"--"', 4, "without words"),
        ("tag:()", 0, "needs a value"),
        ("tag:(PREL post:Zenda)", 10, "inside tag"),
        ("dam tag:(PREL", 8, "opening parenthesis"),
        ("speaker:Osra", 0, "not in the archive yet"),
        ("(" * 60 + "a" + ")" * 60, 50, "inside each other"),
        ("NOT " * 5000 + "a", 200, "inside each other"),
    ],
)
def test_mistakes_are_answered_with_their_place(query: str, at: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        parse(query)
    assert raised.value.at == at
    assert str(raised.value).endswith(" " * (at + 2) + "^")


def test_what_a_hit_shows_is_what_was_asked_for() -> None:
    assert [str(one) for one, _ in positive(parse('dam -gate (water OR "seven years") subject:deal'))] == [
        "dam",
        "water",
        '"seven years"',
        '"deal"',
    ]


@given(trees)
def test_every_clause_stands_where_it_says(tree: Node) -> None:
    query = str(tree)
    for leaf, _ in leaves(parse(query)):
        assert parse(leaf.at.quote(query)) == leaf


@pytest.mark.parametrize("name", REFUSED)
def test_fields_that_wait_are_refused_with_the_reason(name: str) -> None:
    with pytest.raises(QueryError, match=f"{name}: .* not in the archive yet"):
        parse(f'dam {name}:"Count Rassendyll"')


@pytest.mark.parametrize(
    "piece", ["a ", "(", "-", "NOT ", '"', '" ', "~", '~"', "tag:", "tag:(", "a OR ", "NEAR/5 ", "a NEAR/5 ", "*", "-(a ", "é"]
)
def test_hostile_queries_are_answered_in_time(piece: str) -> None:
    def bark(number: int, frame: object) -> None:
        raise TimeoutError("still parsing after 20 seconds")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(20)
    try:
        for query in (piece * (100_000 // len(piece)), "dam " + piece * 30_000):
            with suppress(QueryError):
                str(parse(query))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
