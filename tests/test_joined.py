"""Which words are tied by hyphens, and which one word they are."""

from __future__ import annotations

import pytest

from kb.search.joined import hyphenated, joined, joined_keys
from kb.search.tokens import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An e-mail and e‑mails.", ["email", "emails"]),
        ("end-to-end age-verification", ["endtoend", "ageverification"]),
        ("state-of-the-art", []),
        ("Online – Spiele, Online/Spiele, Kinder- und Jugendschutz", []),
        ("COVID-19, 9-12", []),
        ("", []),
    ],
)
def test_two_or_three_words_with_hyphens_are_one(text: str, words: list[str]) -> None:
    """Nothing but one hyphen between them; figures, dashes and hanging hyphens tie nothing."""
    assert [joined(run) for run in hyphenated(tokens(text, "en"), text)] == words


def test_what_is_a_clitic_is_no_piece() -> None:
    """An article tied to its noun is a word of its own."""
    text = "it-tfal"
    assert list(hyphenated(tokens(text, "mt"), text)) == []


def test_the_keys_are_the_last_words_with_the_others_before_it() -> None:
    """Stems, lemma and folded stems of the last word, and itself, all as spellings; parts are not among them."""
    text = "Über-Prüfungen"
    (run,) = hyphenated(tokens(text, "de"), text)
    keys = joined_keys(run, ("s:prüfung", "l:prüfung", "f:prufung", "p:x", "m:x+y"))
    assert keys == ("f:uberprufung", "f:uberprufungen")
