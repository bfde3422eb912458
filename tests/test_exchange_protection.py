"""Is exactly that protected which a translator must not change?"""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.translation.exchange import protection, xml_writing
from kb.translation.exchange.protection import LOCKED, MARKUP, TEXT, Piece, marked, pieces
from tests.case_tables import tables
from tests.exchange_documents import NAMES, WORDINGS

CASES = tables("exchange-protection.md")


@pytest.mark.parametrize("module", [protection, xml_writing], ids=lambda module: module.__name__)
def test_examples_in_the_documentation_are_true(module: object) -> None:
    """The modules show what they do."""
    failures, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried
    assert not failures


@given(WORDINGS)
def test_the_pieces_are_the_whole(markdown: str) -> None:
    """Nothing is lost or added; plain text stands between two pieces at most once."""
    found = pieces(markdown, NAMES)
    assert "".join(piece.text for piece in found) == markdown
    assert all(piece.text for piece in found)
    assert not any(one.kind == other.kind == TEXT for one, other in pairwise(found))


@pytest.mark.parametrize(("markdown", "shown"), CASES["pieces"])
def test_what_is_protected(markdown: str, shown: str) -> None:
    """Cases from tests/cases/exchange-protection.md: ``{markup}`` and ``<locked>``."""
    markdown = markdown.strip("`").replace("\\n", "\n").replace("¦", "|")
    brackets = {TEXT: "{}", MARKUP: "{{{}}}", LOCKED: "<{}>"}
    found = "".join(brackets[piece.kind].format(piece.text) for piece in pieces(markdown, ["Telegram", "Signal", "G7"]))
    assert found == shown.strip("`").replace("\\n", "\n").replace("¦", "|")


PIECE = st.builds(Piece, st.sampled_from([TEXT, MARKUP, LOCKED]), st.sampled_from(["a", "b", "*"]))


@given(st.lists(PIECE), st.lists(PIECE))
def test_what_both_have_has_one_number(source: list[Piece], target: list[Piece]) -> None:
    """Numbers are unique on each side; a piece of the translation has that of an equal one in the original, if one is left."""
    numbered, answered = marked(source, target)
    for side, given_pieces in ((numbered, source), (answered, target)):
        assert [(one.kind, one.text) for one in side] == given_pieces
        numbers = [one.number for one in side if one.kind != TEXT]
        assert len(set(numbers)) == len(numbers)
        assert 0 not in numbers
        assert all(one.number == 0 for one in side if one.kind == TEXT)
    by_number = {one.number: one for one in numbered if one.number}
    for one in answered:
        assert by_number.get(one.number, one) == one or one.kind == TEXT
    for kind_and_text in set(source) & set(target):
        if kind_and_text.kind != TEXT:
            shared = {one.number for one in numbered if (one.kind, one.text) == kind_and_text} & {
                one.number for one in answered if (one.kind, one.text) == kind_and_text
            }
            assert len(shared) == min(source.count(kind_and_text), target.count(kind_and_text))
