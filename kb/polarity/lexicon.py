"""Here is a language: which words deny or hedge in it, ready for look-up?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kb.polarity.row import Words
from kb.polarity.words import WORDS

#: Kinds of marks; what has none is an idiom that only looks like one.
NEGATION, HEDGE, IDIOM = "negation", "hedge", ""

#: Meanings of negations: of its own, or none beside another one in the sentence.
NOT, CONCORD = "not", "concord"

#: The columns of a row that are hedges. Their names, with a hyphen, are the meanings.
_HEDGES = ("at_least", "at_most", "about", "may", "only", "most")

# A word is a run of letters or digits; in Maltese an apostrophe at its end is a letter of it (ma’ is with, ma is not).
_WORD = re.compile(r"[^\W_]+")
_WORD_AND_APOSTROPHE = re.compile(r"[^\W_]+['\u2019]?")


class Form(NamedTuple):
    """An entry of a list. ``words`` stand side by side; ``others`` follow, at most a few words later.

    Each word is as folded by :func:`folded`, or with one ``*`` for any letters. ``sure``: its absence on the other side
    means something. ``amount``: counts only before one; ``after_comma``: only behind one. ``cased``: as it must be
    written, else empty.
    """

    words: tuple[str, ...]
    others: tuple[str, ...]
    kind: str
    meaning: str
    sure: bool
    amount: bool
    after_comma: bool
    cased: str

    @property
    def order(self) -> tuple[int | bool, ...]:
        """What comes first of forms that are equally long: whole words, conditions, hedges, idioms, what is sure."""
        first = self.words[0]
        conditional = self.amount or self.after_comma
        length = -len(first) if "*" in first else 0
        return "*" in first, length, not conditional, self.kind != HEDGE, self.kind != IDIOM, not self.sure


class Lexicon:
    """A row of ``WORDS`` taken apart."""

    def __init__(self, row: Words, word: re.Pattern[str]) -> None:
        self.word = word
        large, _, small = row.amounts.partition("|")
        self._large, self._small = _words(large, word), _words(small, word)
        self.forms = tuple(_forms(row, word))
        self._exact: dict[str, list[Form]] = {}
        self._open: list[Form] = []
        for form in self.forms:
            if "*" in form.words[0]:
                self._open.append(form)
            else:
                self._exact.setdefault(form.words[0], []).append(form)
        beginnings = (form.words[0].partition("*") for form in self._open)
        pairs = [(before, after) for before, _, after in beginnings]
        self._starts = tuple({before for before, _ in pairs if before})
        self._ends = tuple({after for before, after in pairs if not before})

    def beginning_with(self, word: str) -> Sequence[Form]:
        """The forms whose first word is *word*."""
        found = self._exact.get(word, ())
        if word.startswith(self._starts) or word.endswith(self._ends):
            return [*found, *(form for form in self._open if fits(word, form.words[0]))]
        return found

    def is_amount(self, word: str, form: Form) -> bool:
        """Whether *word* states a number that *form* may stand before."""
        listed = self._large if len(form.words) == 1 else self._large + self._small
        return word[0].isdigit() or any(fits(word, one) for one in listed)


def folded(word: str) -> str:
    """*word* as lists have it: case folded, with a straight apostrophe."""
    return word.casefold().replace("\u2019", "'")


def fits(word: str, pattern: str) -> bool:
    """Whether *word* is *pattern*, in which one ``*`` stands for any letters."""
    before, star, after = pattern.partition("*")
    if not star:
        return word == pattern
    return len(word) >= len(before) + len(after) and word.startswith(before) and word.endswith(after)


@cache
def lexicon(language: str) -> Lexicon:
    """The words of *language* (a tag of ``kb.languages``)."""
    return Lexicon(WORDS[language], _WORD_AND_APOSTROPHE if language == "mt" else _WORD)


def is_reviewed(language: str) -> bool:
    """Whether a native speaker has reviewed the words of *language*."""
    return WORDS[language].reviewed


def _forms(row: Words, word: re.Pattern[str]) -> Iterator[Form]:
    columns = [(row.negation, NEGATION, NOT), (row.concord, NEGATION, CONCORD), (row.neutral, IDIOM, "")]
    columns += [(getattr(row, name), HEDGE, name.replace("_", "-")) for name in _HEDGES]
    for entries, kind, meaning in columns:
        for entry in entries.split():
            yield _form(entry, kind, meaning, word)


def _form(entry: str, kind: str, meaning: str, word: re.Pattern[str]) -> Form:
    sure, amount, after_comma = not entry.endswith("?"), entry.rstrip("?").endswith("#"), entry.startswith(",")
    cased = entry.removeprefix("=") if entry.startswith("=") else ""
    first, _, others = entry.strip("=,#?").partition("…")
    return Form(_words(first, word), _words(others, word), kind, meaning, sure, amount, after_comma, cased)


def _words(entry: str, word: re.Pattern[str]) -> tuple[str, ...]:
    """The words of *entry*; an asterisk is a letter here."""
    marked = entry.replace("_", " ").replace("*", "ẋstarẋ")
    return tuple(folded(match[0]).replace("ẋstarẋ", "*") for match in word.finditer(marked))
