"""Why did this hit match, and where in its text? And which terms does a query ask of which fields?"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search import matching, planning
from kb.search.engine import And, Any, Everything, Phrase, Term
from kb.search.levels import KEY_CODES, LEVELS, key_code
from kb.search.planning import Plan
from kb.search.query import parse
from kb.search.tokens import Token
from kb.text import canonical

TEXT = "41,5 % der Täter suchten auf Plattformen „Kontakt“ – online. Spiele folgten."


class Known(NamedTuple):
    """What the analysis would say."""

    keys: tuple[str, ...] = ()
    stop: bool = False


def keys_of(token: Token, language: str) -> Known:
    """Words share a stem when they share four letters; accents fold; a few words are function words."""
    word = token.word
    folded = word.replace("ä", "a")
    return Known((f"s:{word[:4]}", f"f:{folded}"), word in {"der", "auf", "und"})


def plan(text: str, *languages: str, literal: bool = False) -> Plan:
    """The plan of a typed query."""
    return planning.plan(parse(text), languages or ("de",), keys_of, literal=literal)


def marked(query: str, text: str = TEXT, *, literal: bool = False) -> tuple[str, list[str]] | None:
    """The level and the marked words."""
    found = matching.match(plan(query, literal=literal), "de", text, keys_of)
    if found is None:
        return None
    level, match = found
    assert LEVELS[level] == match.how
    return match.how, [text[start:end] for start, end in match.highlights]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("Täter", ("literal", ["Täter"])),
        ("TÄTER suchten", ("literal", ["Täter", "suchten"])),
        ("Plattform", ("stem", ["Plattformen"])),
        ("tater", ("spelling", ["Täter"])),
        ("Täter Plattform tater", ("spelling", ["Täter", "Plattformen"])),
        ("Kinder", None),
        ("Täter Kinder", None),
        ("der Kontakt", ("literal", ["Kontakt"])),
        ("der auf", ("literal", ["der", "auf"])),
        ("und Kontakt", ("literal", ["Kontakt"])),
    ],
)
def test_the_level_is_the_worst_of_the_words_best_levels(query: str, answer: tuple[str, list[str]] | None) -> None:
    """All words must match, each as well as it can; function words need not, unless there is nothing else."""
    assert marked(query) == answer


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('"41,5 %"', ["41,5 %"]),
        ('"auf Plattformen"', ["auf Plattformen"]),
        ('"AUF plattformen"', ["auf Plattformen"]),
        ('"Plattformen "Kontakt""', ["Plattformen", "Kontakt"]),
        ("'x' \"Kontakt“ - online.\"", None),
        ('"Kontakt"', ["Kontakt"]),
        ('"online. Spiele"', ["online. Spiele"]),
        ('"41"', None),
        ("41", None),
        ("41,5", ["41,5"]),
        ("41.5", None),
        ('"41 %"', None),
        ('"41,5%"', None),
        ('"5 %"', None),
        ('"auf Plattform"', None),
        ('"online Spiele"', None),
        ('"der Tater suchten"', None),
        ('"die Täter"', None),
    ],
)
def test_quoted_words_are_proven_on_the_passage(query: str, words: list[str] | None) -> None:
    """Case and typography aside, every letter, accent, sign and stop word counts, and a figure is never cut."""
    found = marked(query)
    assert (found and found[1]) == words


def test_a_quotation_finds_other_quotation_marks_and_dashes() -> None:
    """What typography folds is folded in the proof too."""
    assert list(matching.occurrences('"Kontakt" - online', TEXT)) == [(41, 59)]
    assert list(matching.occurrences("", TEXT)) == []
    assert list(matching.occurrences("...", "a … b")) == [(2, 3)]
    assert list(matching.occurrences("..", "a … b")) == []


@given(st.text(max_size=60).map(canonical), st.integers(0, 60), st.integers(1, 20))
def test_every_piece_on_word_boundaries_is_found_where_it_stands(text: str, start: int, length: int) -> None:
    """A quotation cut out of a passage at spaces is found at its place."""
    words = text.split(" ")
    start %= len(words)
    quote = " ".join(words[start : start + length])
    offset = len(" ".join(words[:start])) + (1 if start else 0)
    spans = list(matching.occurrences(quote, text))
    assert not quote or (offset, offset + len(quote)) in spans


def test_literal_search_asks_only_for_words_as_written() -> None:
    """--literal leaves stems and spellings out."""
    assert marked("Plattform", literal=True) is None
    assert marked("täter", literal=True) == ("literal", ["Täter"])


def test_a_word_of_several_tokens_asks_for_all_of_them() -> None:
    """end-to-end is three words in a row of demands."""
    tree = plan("end-to-end").tree
    assert isinstance(tree, And)
    assert len(tree.nodes) == 3


def test_the_tree_asks_every_language_for_all_words() -> None:
    """All words must stand in one language's passage."""
    tree = plan("Täter Kontakt", "de", "fi").tree
    assert isinstance(tree, Any)
    assert [type(node) for node in tree.nodes] == [And, And]
    fields = {leaf.field for node in tree.nodes[1].nodes for leaf in node.nodes}  # type: ignore[union-attr]
    assert fields == {"literal.fi", "keys.fi"}


def test_quoted_words_are_a_phrase_of_the_literal_field() -> None:
    """Stop words stay in it; one whole word needs no proof, everything else does."""
    assert plan('"der Täter"').tree == Phrase("literal.de", ("der", "täter"))
    assert plan('"der Täter"').needs_proof
    assert plan('"Täter"').tree == Term("literal.de", "täter")
    assert not plan('"Täter"').needs_proof
    assert plan('"Täter."').needs_proof


def test_a_query_without_words_lists_and_one_without_letters_finds_nothing() -> None:
    """Filters alone list; signs alone match nothing rather than everything."""
    assert plan("").tree == Everything()
    assert plan("!!! ??").tree == Any(())
    assert plan('"!"').tree == Any(())


def test_every_code_of_a_key_has_a_level_and_a_weight() -> None:
    """The analysis writes no code that levels do not know."""
    assert all(key_code(f"{code}:x") is row for code, row in KEY_CODES.items())


def test_marks_that_touch_are_kept_apart_and_overlapping_ones_joined() -> None:
    """Highlights are in order and do not overlap."""
    assert matching.merged({(5, 9), (0, 3), (3, 5), (6, 12)}) == ((0, 3), (3, 5), (5, 12))
