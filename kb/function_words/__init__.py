"""Which words of a language only hold a sentence together? A text file a language, one list of words.

Closed classes only (articles, pronouns, prepositions, conjunctions, auxiliaries, particles). Negations, number words
and content words must not stand here: in a query such a word need not match. That is why no ready collection is used:
``stopwordsiso`` counts "research", "system" and "face" among them, and takes 34 ms to import.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def function_words(language: str) -> frozenset[str]:
    """The function words of *language*, in lower case."""
    lines = (_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
