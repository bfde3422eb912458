"""Here is a language: which word stands for which value, ready for look-up?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kb.values.locales import NUMERALS

#: Units that may be glued to a figure in any language (100km); any other letters make a word of both (3G, 12a).
_UNITS = "km cm mm kg mg min ms kb mb gb tb hz khz mhz ghz px kw mw kwh mwh gwh kv eur"


class WordSet(NamedTuple):
    """Words, and beginnings of words."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether *word* is one of them or begins like one."""
        return word in self.exact or word.startswith(self.prefixes)


class Lexicon(NamedTuple):
    """A row of ``NUMERALS`` taken apart. ``percent`` pairs phrases with whether their last word may go on."""

    decimal: str
    spaced: bool
    percent: tuple[tuple[str, bool], ...]
    percent_starts: tuple[str, ...]
    points: WordSet
    magnitudes: dict[str, int]
    words: dict[str, str]
    larger: WordSet
    joins: frozenset[str]
    ranges: frozenset[str]
    between: tuple[tuple[str, str], ...]
    suffixes: frozenset[str]
    after_noun: frozenset[str]
    idioms: frozenset[str]
    linker: str


@cache
def lexicon(language: str) -> Lexicon:
    """The words of *language* (a tag of ``kb.languages``)."""
    row = NUMERALS[language]
    percent = tuple((phrase.rstrip("*"), phrase.endswith("*")) for phrase in row.percent.split("|"))
    between = row.between.split("|") if row.between else []
    return Lexicon(
        decimal=row.decimal,
        spaced=row.spaced,
        percent=percent,
        percent_starts=tuple(phrase for phrase, _ in percent),
        points=_word_set(row.points),
        magnitudes={form: power for power, forms in row.magnitudes.items() for form in _forms(forms)},
        words={form: str(value) for value, forms in enumerate(row.words) for form in forms.split()},
        larger=_word_set(row.larger),
        joins=frozenset(row.joins.split()),
        ranges=frozenset(row.ranges.split("|")) - {""},
        between=tuple(zip(between[::2], between[1::2], strict=True)),
        suffixes=frozenset(row.suffixes.split()).union(_UNITS.split()),
        after_noun=frozenset(row.after_noun.split()),
        idioms=frozenset(row.idioms.split()),
        linker=row.linker and f"{row.linker} ",
    )


def _word_set(words: str) -> WordSet:
    listed = words.split()
    return WordSet(
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )


def _forms(forms: str) -> Iterator[str]:
    """The words that ``milion/_/y`` stands for."""
    for entry in forms.split():
        stem, *endings = entry.split("/")
        yield from (stem + ending.strip("_") for ending in endings or [""])
