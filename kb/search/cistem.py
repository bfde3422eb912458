"""What is the stem of a German word?

CISTEM: Leonie Weißweiler and Alexander Fraser, "Developing a Stemmer for German Based on a Comparative Analysis of
Publicly Available Stemmers", GSCL 2017. Written from the published description, in its case-insensitive form, because
words come here in lower case.
"""

from __future__ import annotations

import re

_LETTERS = str.maketrans({"ü": "u", "ö": "o", "ä": "a", "ß": "ss"})
_GE = re.compile(r"ge(?=.{4})")
_DOUBLED = re.compile(r"(.)\1")
_MARKED = re.compile(r"(.)\*")
# Endings that a word may lose at which length at least; the first that fits goes, until none does.
_ENDINGS = ((6, re.compile(r"e[mr]$|nd$")), (4, re.compile(r"[tesn]$")))


def stem(word: str) -> str:
    """The CISTEM stem of lower-case *word*, without umlauts.

    >>> stem("häuser"), stem("haus"), stem("überprüfungen"), stem("überprüfung")
    ('hau', 'hau', 'uberprufung', 'uberprufung')
    """
    word = _GE.sub("", word.lower().translate(_LETTERS), count=1) if word.startswith("ge") else word.translate(_LETTERS)
    # A doubled letter and the groups sch, ei, ie count as units, which no ending may split.
    word = _DOUBLED.sub(r"\1*", word).replace("sch", "$").replace("ei", "%").replace("ie", "&")
    while shorter := next((s for s in (_without(word, *ending) for ending in _ENDINGS) if s), None):
        word = shorter
    return _MARKED.sub(r"\1\1", word).replace("%", "ei").replace("&", "ie").replace("$", "sch")


def _without(word: str, length: int, ending: re.Pattern[str]) -> str | None:
    if len(word) < length:
        return None
    shorter = ending.sub("", word)
    return shorter if shorter != word else None
