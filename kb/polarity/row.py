"""What does a list of the words that deny or hedge in a language look like?

How the columns are written: entries are parted by spaces. ``not_only`` is two words one after the other; ``ne…pas`` two
with up to four others between; ``kein*`` every word that begins so, ``*matta`` every word that ends so. ``over#`` counts
only where an amount follows (a figure, or one of ``amounts``). ``utan?`` has other meanings as well: it may be the
counterpart of a word of the other language, and is missed by nobody. ``=may`` is read as written, capitals included; ``,utan``
only behind a comma.

No list has been reviewed by a native speaker yet; who has done so sets ``reviewed``.
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The words of one language.

    ``negation`` deny. ``concord`` are words such as *nobody* of languages that deny twice: beside a negation in the same
    sentence they deny nothing of their own. ``neutral`` are idioms that look like any of the others and are none (*not
    only*). ``at_least`` to ``most`` are hedges by their meaning. ``amounts`` are words that state a number; those after
    ``|`` are too small to follow a lone preposition as an amount (*über drei Dienste* is by means of three).
    """

    negation: str
    at_least: str
    at_most: str
    about: str
    may: str
    only: str
    most: str
    concord: str = ""
    neutral: str = ""
    amounts: str = ""
    reviewed: bool = False
