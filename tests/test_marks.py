"""Which quotation marks does a language use?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.citation.marks import MARKS, quoted
from kb.languages import LANGUAGES
from kb.text import canonical, typographic


def test_every_language_has_marks() -> None:
    """And the inner ones are not the outer ones."""
    assert set(MARKS) == set(LANGUAGES)
    assert all(marks[:2] != marks[2:] for marks in MARKS.values())


@pytest.mark.parametrize(
    ("text", "written_in", "language", "expected"),
    [
        ("Satz.", "de", "de", "„Satz.“"),
        ("Satz.", "de", "fr", "«\u00a0Satz.\u00a0»"),
        ("er sagte „ja“ und „nein“", "de", "en", "“er sagte ‘ja’ und ‘nein’”"),
        ("elle dit « oui »", "fr", "de", "„elle dit ‚oui‘“"),
        ("she said \"yes\"", "en", "pl", "„she said «yes»”"),
        ("hän sanoi ”ei”", "fi", "fi", "”hän sanoi ’ei’”"),
        ("that’s ‘it’", "en", "en", "“that’s ‘it’”"),
        ("ein „offenes", "de", "en", "“ein „offenes”"),
    ],
)  # fmt: skip
def test_a_quotation_has_the_marks_of_the_citation_s_language(
    text: str, written_in: str, language: str, expected: str
) -> None:
    """Quotations inside of it get the inner ones; apostrophes and lone marks stay."""
    assert quoted(text, written_in, language) == expected


@given(st.text(alphabet='ab 1„“”«»"’', max_size=30), st.sampled_from(list(LANGUAGES)), st.sampled_from(list(LANGUAGES)))
def test_nothing_but_marks_and_spaces_beside_them_changes(text: str, written_in: str, language: str) -> None:
    """What is not a mark stands there in the same order."""
    kept = dict.fromkeys(map(ord, "\"' <>„“”«»‚‘’\u00a0"))
    assert typographic(quoted(text, written_in, language)).translate(kept) == typographic(canonical(text)).translate(
        kept
    )
