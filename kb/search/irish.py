"""What is an Irish word without the mutation of its first letter?"""

from __future__ import annotations

import re

# Eclipsis writes the new sound before the old letter, lenition an h after it; before a vowel may stand an h.
_ECLIPSIS = {"bhf": "f", "mb": "b", "gc": "c", "nd": "d", "ng": "g", "bp": "p", "dt": "t", "ts": "s"}
_ECLIPSED = re.compile("|".join(_ECLIPSIS))
_LENITED = re.compile("([bcdfgmpst])h")
_PREFIXED = re.compile("h(?=[aeiouáéíóú])")


def unmutated(word: str) -> str:
    """Lower-case *word* with eclipsis or lenition undone, or without an h before a vowel.

    >>> unmutated("bpáistí"), unmutated("pháistí"), unmutated("heireann")
    ('páistí', 'páistí', 'eireann')
    """
    if eclipsed := _ECLIPSED.match(word):
        return _ECLIPSIS[eclipsed[0]] + word[eclipsed.end() :]
    if lenited := _LENITED.match(word):
        return lenited[1] + word[2:]
    return _PREFIXED.sub("", word, count=1) if _PREFIXED.match(word) else word
