"""Why did this hit match, and where in its text? Levels, highlights, and the literal proof of quoted words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple
from unicodedata import combining

from kb.answers import Match, Span
from kb.search.amounts import as_written
from kb.search.joined import hyphenated, joined_keys
from kb.search.levels import LABEL, LEVELS, LITERAL, NUMBER
from kb.search.planning import AllOf, Asked, BestOf, Demand, KeysOf, NoneOf, OneOf, Quoted, Valued
from kb.search.tokens import Token, tokens
from kb.text import canonical, typographic
from kb.values import figures, terms

_DECIMAL_SIGNS = ".,'"
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d(?:.*\d)?")

#: A label as (keyword field, value).
Label = tuple[str, str]


class Answered(NamedTuple):
    """How well a passage answers, what to mark in it, and the labels that stood in for words that are not in it."""

    level: int
    spans: frozenset[Span] = frozenset()
    labels: frozenset[Label] = frozenset()


class PassageText:
    """A passage to look into: its canonical text and the labels of its statement.

    What all words of a query look for in it is worked out once, however many they are.
    """

    def __init__(self, language: str, text: str, labels: Collection[Label], keys_of: KeysOf) -> None:
        self.text = text
        self.labels = labels
        self.language = language
        self._keys_of = keys_of

    @cached_property
    def _tokens(self) -> Sequence[Token]:
        return tokens(self.text, self.language)

    @cached_property
    def words(self) -> Mapping[str, Sequence[Span]]:
        """Where each literal term stands."""
        found: dict[str, list[Span]] = {}
        for token in self._tokens:
            found.setdefault(token.word, []).append((token.start, token.end))
        return found

    @cached_property
    def keys(self) -> Mapping[str, Sequence[tuple[str | None, Span]]]:
        """Where each key stands, and the literal term that has it (None: several words tied by hyphens)."""
        found: dict[str, list[tuple[str | None, Span]]] = {}
        for token in self._tokens:
            for key in self._keys_of(token, self.language).keys:
                found.setdefault(key, []).append((token.word, (token.start, token.end)))
        for run in hyphenated(self._tokens, self.text):
            for key in joined_keys(run, self._keys_of(run[-1], self.language).keys):
                found.setdefault(key, []).append((None, (run[0].start, run[-1].end)))
        return found

    @cached_property
    def values(self) -> Sequence[tuple[Span, frozenset[str]]]:
        """Where each figure stands, and the terms it has."""
        return [((one.start, one.end), frozenset(terms(one))) for one in figures(self.text, self.language)]


def match(
    demand: Demand, language: str, text: str, keys_of: KeysOf, labels: Mapping[Label, str] | None = None
) -> tuple[int, Match] | None:
    """How the passage *text* (canonical) in *language* answers *demand*: its level and what to mark; None if it does not.

    *labels* are those of the statement, with their wording in *language*: a label may stand in for a word.
    """
    named = labels or {}
    found = answer(demand, PassageText(language, text, named, keys_of))
    if found is None:
        return None
    if found.level == LABEL and not found.spans:
        wording = named[min(found.labels)]
        label = PassageText(language, wording, (), keys_of)
        marked = frozenset(span for word in _words(demand) for _, span in _marks(word, label))
        return LABEL, Match(language, LEVELS[LABEL], wording, merged(marked))
    return found.level, Match(language, LEVELS[found.level], text, merged(found.spans))


def answer(demand: Demand, passage: PassageText) -> Answered | None:
    """How *passage* answers *demand*. Of several that must be there the worst level counts, of alternatives the best."""
    match demand:
        case Asked():
            return _asked(demand, passage)
        case Quoted():
            spans = frozenset(occurrences(demand.text, passage.text))
            return Answered(LITERAL, spans) if spans else None
        case Valued():
            return _valued(demand, passage)
        case NoneOf():
            return None if answer(demand.demand, passage) else Answered(LITERAL)
        case AllOf():
            found = []
            for each in demand.demands:
                one = answer(each, passage)
                if one is None:
                    return None
                found.append(one)
            return _together(found, max)
        case OneOf():
            found = [one for each in demand.demands if (one := answer(each, passage)) is not None]
            return _together(found, min) if found else None
        case BestOf():
            found = [one for each in demand.demands if (one := answer(each, passage)) is not None]
            return min(found, key=lambda one: one.level, default=None)


def _together(found: Sequence[Answered], of: Callable[[Collection[int]], int]) -> Answered:
    return Answered(
        of([one.level for one in found]),
        frozenset().union(*(one.spans for one in found)),
        frozenset().union(*(one.labels for one in found)),
    )


def _asked(word: Asked, passage: PassageText) -> Answered | None:
    marks = list(_marks(word, passage))
    if marks:
        best = min(level for level, _ in marks)
        return Answered(best, frozenset(span for level, span in marks if level == best))
    labels = frozenset(word.labels).intersection(passage.labels)
    return Answered(LABEL, labels=labels) if labels else None


def _valued(demand: Valued, passage: PassageText) -> Answered | None:
    """The figures of one of the values; literal, where one is written as it was typed."""
    spans = frozenset(span for span, stated in passage.values if not demand.terms.isdisjoint(stated))
    typed = as_written(demand.text)[0]
    literal = frozenset(part for span in spans if (part := _written(typed, span, passage.text)))
    return Answered(LITERAL, literal) if literal else Answered(NUMBER, spans) if spans else None


def _written(typed: str, span: Span, text: str) -> Span | None:
    """What of the figure at *span* is written as it was *typed*: all of it, or its digits; None if neither is."""
    whole, *digits = as_written(text[slice(*span)])
    if typed == whole:
        return span
    found = _DIGITS.search(text, *span) if typed in digits else None
    return found.span() if found else None


def _marks(word: Asked, passage: PassageText) -> Iterator[tuple[int, Span]]:
    """Every place that answers *word*, with its level: as it is written, else as another word, else by a key."""
    for span in passage.words.get(word.word, ()):
        yield LITERAL, span
    for other, level in word.others.items():
        for span in passage.words.get(other, ()) if other != word.word else ():
            yield level, span
    for key, ask in word.keys.items():
        for term, span in passage.keys.get(key, ()):
            if term is None or (term != word.word and term not in word.others):
                yield ask.level, span


def _words(demand: Demand) -> Iterator[Asked]:
    """Every word that may be there."""
    match demand:
        case Asked():
            yield demand
        case AllOf() | OneOf() | BestOf():
            for one in demand.demands:
                yield from _words(one)


def occurrences(quote: str, text: str) -> Iterator[Span]:
    """Where the exact wording *quote* stands in *text* (canonical), as code point offsets.

    Case and what ``kb.text.typographic`` folds aside; accents, signs and punctuation count; only on word boundaries, and
    never a part of a figure (``1,5`` is not in ``41,5``).
    """
    needle, longest = _needle(quote)
    if not needle or longest not in text.casefold():
        return  # most passages are done with before their signs are folded
    haystack, origin = _folded(text)
    start = haystack.find(needle)
    while start >= 0:
        end = start + len(needle)
        if _bounded(haystack, start, end) and origin[start] != origin[start - 1] and origin[end] != origin[end - 1]:
            yield origin[start], origin[end]
        start = haystack.find(needle, start + 1)


@lru_cache(maxsize=64)
def _needle(quote: str) -> tuple[str, str]:
    """*quote* folded, and the longest word in it."""
    needle, _ = _folded(canonical(quote))
    return needle, max(_WORDS.findall(needle), key=len, default="")


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, Sequence[int]]:
    """*text* folded, and for each character of the result (and one past it) the offset in *text* it came from."""
    whole = typographic(text).casefold()
    if len(whole) == len(text):  # no character becomes none, so each has become one
        return whole, range(len(text) + 1)
    pieces: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        piece = _folded_character(character)
        pieces.append(piece)
        origin.extend([offset] * len(piece))
    # The sentinel before the first character (index -1) differs from every offset as well.
    return "".join(pieces), [*origin, len(text)]


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    return typographic(character).casefold()


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return not (
        # An accent that no letter has built in belongs to the letter before it.
        (after and combining(after[0]))
        or combining(text[start])
        or (before and before[-1].isalnum() and text[start].isalnum())
        or (after and after[0].isalnum() and text[end - 1].isalnum())
        or (text[start].isdigit() and len(before) == 2 and before[0].isdigit() and before[1] in _DECIMAL_SIGNS)
        or (text[end - 1].isdigit() and len(after) == 2 and after[1].isdigit() and after[0] in _DECIMAL_SIGNS)
    )


def merged(spans: Collection[Span]) -> tuple[Span, ...]:
    """*spans* in order, overlapping ones joined."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)
