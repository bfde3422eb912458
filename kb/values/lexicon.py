"""Here is a language: which word stands for which value, ready for look-up?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kb.values.locales import NUMERALS, Numerals

#: Units that may be glued to a figure in any language (100km); any other letters make a word of both (3G, 12a).
_UNITS = "h x km cm mm kg mg min ms kb mb gb tb hz khz mhz ghz px kw mw kwh mwh gwh kv eur"


class WordSet:
    """Words (``larger``), and with an asterisk beginnings of words (``hundert*``)."""

    __slots__ = ("_exact", "_prefixes")

    def __init__(self, words: str) -> None:
        listed = words.split()
        self._exact = frozenset(word for word in listed if not word.endswith("*"))
        self._prefixes = tuple(word[:-1] for word in listed if word.endswith("*"))

    def has(self, word: str) -> bool:
        """Whether *word* is one of them or begins like one."""
        return word in self._exact or word.startswith(self._prefixes)


class Lexicon:
    """A row of ``NUMERALS`` taken apart. ``percent`` pairs phrases with whether their last word may go on.

    Plain classes, here and above: a named tuple of so many fields costs a millisecond at every start of the program.
    """

    def __init__(self, row: Numerals) -> None:
        between = row.between.split("|") if row.between else []
        self.decimal = row.decimal
        self.spaced = row.spaced
        self.percent = tuple((phrase.rstrip("*"), phrase.endswith("*")) for phrase in row.percent.split("|"))
        self.percent_starts = tuple(phrase for phrase, _ in self.percent)
        self.points = WordSet(row.points)
        self.magnitudes = {form: power for power, listed in row.magnitudes.items() for form in forms(listed)}
        self.words = {form: str(value) for value, listed in enumerate(row.words) for form in listed.split()}
        self.one = frozenset(row.one.split())
        self.larger = WordSet(row.larger)
        self.joins = frozenset(row.joins.split())
        self.ranges = frozenset(row.ranges.split("|")) - {""}
        self.between = tuple(zip(between[::2], between[1::2], strict=True))
        self.suffixes = frozenset(row.suffixes.split()).union(_UNITS.split())
        self.after_noun = frozenset(row.after_noun.split())
        self.idioms = frozenset(row.idioms.split())
        self.linker = row.linker and f"{row.linker} "


@cache
def lexicon(language: str) -> Lexicon:
    """The words of *language* (a tag of ``kb.languages``)."""
    return Lexicon(NUMERALS[language])


def forms(listed: str) -> Iterator[str]:
    """The words that ``milion/_/y`` stands for."""
    for entry in listed.split():
        stem, *endings = entry.split("/")
        yield from (stem + ending.strip("_") for ending in endings or [""])
