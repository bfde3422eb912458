"""What does a Snowball algorithm make of this word? The only file that imports Stemmer."""

from __future__ import annotations

from collections.abc import Callable

import Stemmer

#: Part of the version of the analysis: another Snowball may make other stems.
VERSION: str = Stemmer.version()


def snowball(algorithm: str) -> Callable[[str], str]:
    """The stem of a lower-case word by the Snowball *algorithm* of that name (see snowballstem.org).

    Not safe to call from two threads at once; ``analysis`` takes care of it and remembers words, so nothing is cached
    here.
    """
    stem: Callable[[str], str] = Stemmer.Stemmer(algorithm, 0).stemWord
    return stem
