"""Which words can a Greek word without its accent be?"""

from __future__ import annotations

import re

_ACCENTED = dict(zip("αεηιουω", "άέήίόύώ", strict=True))
# Vowels written as two letters carry the accent on the second: αι ει οι υι ου αυ ευ ηυ.
_SYLLABLE = re.compile("[αεο]ι|υι|[αεοη]υ|[αεηιουω]")


def accented(word: str) -> tuple[str, ...]:
    """*word* (lower-case, no accents) with an accent on one of its last three syllables, the last but one first.

    At the end comes *word* itself; all with ς where a word ends.

    >>> accented("προστασιασ")
    ('προστασίας', 'προστάσιας', 'προστασιάς', 'προστασιας')
    """
    if word.endswith("σ"):
        word = word[:-1] + "ς"
    ends = [syllable.end() for syllable in _SYLLABLE.finditer(word)][-3:]
    order = [*reversed(ends[:-1]), *ends[-1:]]
    return (*[word[: end - 1] + _ACCENTED[word[end - 1]] + word[end:] for end in order], word)
