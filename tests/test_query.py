"""Here is what was typed: what does it ask for?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import QueryError
from kb.search.query import Leaf, Quote, Word, parse


def leaves(text: str) -> list[tuple[type[Leaf], str]]:
    """Kind and text of each leaf."""
    return [(type(leaf), leaf.text) for leaf in parse(text).leaves]


@pytest.mark.parametrize("quoted", ['"a b"', "„a b“", "“a b”", "»a b«", "«a b»", "”a b”"])
def test_every_national_pair_of_marks_makes_a_quotation(quoted: str) -> None:
    """People paste what they read."""
    assert leaves(f"x {quoted} y") == [(Word, "x"), (Quote, "a b"), (Word, "y")]


@pytest.mark.parametrize("text", ['a "b', "OR", "kind:", "(((", "*", "a -b", '"', "\\", "[a TO b]", "b~9"])
def test_anything_else_is_a_word(text: str) -> None:
    """No input breaks the parser."""
    assert {kind for kind, _ in leaves(text)} <= {Word}


def test_an_empty_quotation_asks_nothing() -> None:
    """Quotation marks around nothing are left out."""
    assert leaves('"" a "  "') == [(Word, "a")]


@given(st.text(max_size=512))
def test_positions_cut_the_leaf_out_of_the_query(text: str) -> None:
    """Every leaf can be pointed at."""
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.start < error.end <= len(text)
        return
    assert all(text[leaf.start : leaf.end] == leaf.text for leaf in query.leaves)


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("a" * 513, "query-too-long", (512, 513)),
        ("x " + "a" * 81, "word-too-long", (2, 83)),
        (f'x "{"a " * 17}"', "phrase-too-long", (2, 38)),
        (f'"{"a" * 81} b"', "word-too-long", (0, 85)),
    ],
)
def test_beyond_a_bound_a_query_is_refused_with_the_place(text: str, code: str, span: tuple[int, int]) -> None:
    """Bounds hold before anything is looked up."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.code, (caught.value.start, caught.value.end)) == (code, span)
    assert caught.value.hint is not None


def test_at_a_bound_a_query_is_answered() -> None:
    """512 characters, 80 a word, 16 words a phrase."""
    assert parse(" ".join(["a" * 80] * 6)[:512]).leaves
    assert parse(f'"{"a " * 16}"').leaves
