"""Which values does this text state, and where?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kb.values.digits import CHUNK, read, scaled
from kb.values.lexicon import Lexicon, lexicon

NUMBER, WORD, DATE = "number", "word", "date"


class Figure(NamedTuple):
    """One figure in a text.

    ``start`` and ``end`` are code points of the text given and cover sign, percent sign or word, and magnitude word.
    ``values`` are canonical decimals (``30000``, ``12.5``, ``-3``). The first is what the text states, in the reading
    of its own language: compare by it. The others only help to find: the other reading where one is possible
    (``30.000``), the figure before a magnitude word, the pieces of ``12 300`` in a language that parts thousands by
    commas. ``kind`` is ``number`` (digits), ``word`` (zero to twelve) or ``date`` (day, month or year of a date all in
    digits, whose month another language may write as a word).
    """

    start: int
    end: int
    values: tuple[str, ...]
    percent: bool = False
    kind: str = NUMBER


class _Read(NamedTuple):
    """A figure and what follows it: ``stop`` is where its digits or its word end, ``power`` that of its magnitude."""

    start: int
    stop: int
    end: int
    values: tuple[str, ...]
    kind: str
    power: int = 0
    percent: bool = False


# Neither digits nor superscripts, ordinal signs and fractions, which Python calls alphanumeric: they end a figure.
_LETTERS = r"[^\W\d_\u00aa\u00b2\u00b3\u00b9\u00ba\u00bc-\u00be\u2070-\u209f\u2150-\u218b]+"
WORDS = re.compile(_LETTERS)
_NEXT = re.compile(rf"[ -]?({_LETTERS})(\.?)")
_HYPHENS = "-‑"
_DASHES = "-‑–—"
#: Room for the longest opening word of ``Numerals.between`` and what stands before it.
_OPENING = 20
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF05, 0xFF1A)}


def figures(text: str, language: str) -> Sequence[Figure]:
    """The figures of *text* (canonical) in *language*, in its order, not overlapping.

    Dates, versions and case numbers are read as their pieces. Not read: figures that belong to a word (``CO2``,
    ``3G``), number words beyond twelve, ordinal words, roman numerals, and figures of more than forty digits.

    >>> [figure.values for figure in figures("30.000 Menschen, davon 2,5 Mio. oder 10 bis 15 Prozent", "de")]
    [('30000',), ('2500000', '2.5'), ('10',), ('15',)]
    """
    return stated(text, language)


def stated(text: str, language: str, *, typed: bool = False) -> Sequence[Figure]:
    """The figures of *text*; of a *typed* one, each with the one value that is asked for."""
    words = lexicon(language)
    low = lowered(text)
    found = [*_in_digits(low, words, typed), *_in_words(low, words)]
    if not found:
        return ()
    found.sort()
    _spread(found, low, words)
    dates = set() if typed else {offset for date in _dates().finditer(low) for offset in range(*date.span())}
    return [
        Figure(
            each.start,
            each.end,
            _with_magnitude(each, typed),
            each.percent,
            DATE if each.start in dates else each.kind,
        )
        for each in found
    ]


@cache
def _dates() -> re.Pattern[str]:
    """Day, month and year in the orders in use, with the same sign between (a space may follow full stops)."""
    return re.compile(
        r"(?<![0-9])(?:[0-3]?[0-9](\. ?|/|-)[01]?[0-9]\1[12][0-9]{3}"
        r"|[12][0-9]{3}(\. ?|/|-)[01]?[0-9]\2[0-3]?[0-9])(?![0-9])"
    )


def lowered(text: str) -> str:
    """*text* in lower case and half width, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(lower if len(lower := character.lower()) == 1 else character for character in text)
    return low if low.isascii() else low.translate(_HALF_WIDTH)


def _with_magnitude(each: _Read, typed: bool) -> tuple[str, ...]:
    if not each.power:
        return each.values
    product = scaled(each.values[0], each.power)
    return (product,) if typed else (product, each.values[0])


# ------------------------------------------------------------------------------------------------------------- digits


def _in_digits(low: str, words: Lexicon, typed: bool) -> Iterator[_Read]:
    for chunk in CHUNK.finditer(low):
        found = read(low, chunk.start(), chunk.end(), words.decimal, words.spaced)
        for digits in found:
            sign = _sign(low, digits.start)
            values = (digits.typed,) if typed else digits.values
            values = tuple(f"-{value}" for value in values) if sign else values
            each = _Read(digits.start - sign, digits.end, digits.end, values, NUMBER)
            if digits.end == chunk.end():
                each = _completed(each, low, words)
                glued = WORDS.match(low, digits.end)
                if each.end == digits.end and glued and not _may_be_glued(glued, low, words):
                    continue
            yield each


def _sign(low: str, start: int) -> int:
    """The length of the minus sign before *start*: a real one, or a dash that can be nothing else."""
    if start and low[start - 1] == "−":
        return int(not low[: start - 1][-1:].isalnum())
    if start and low[start - 1] in "-–":
        before = low[max(0, start - 3) : start - 1]
        return int(before[-1:] in ("", "(", "[") or (before[-1] == " " and not before[0].isdigit()))
    return 0


def _may_be_glued(glued: re.Match[str], low: str, words: Lexicon) -> bool:
    return glued[0] in words.suffixes and not low[glued.end() : glued.end() + 1].isdigit()


# -------------------------------------------------------------------------------------------------------------- words


def _in_words(low: str, words: Lexicon) -> Iterator[_Read]:
    written = set(WORDS.findall(low))
    if written.isdisjoint(words.words) and (written.isdisjoint(words.one) or written.isdisjoint(words.magnitudes)):
        return
    found = list(WORDS.finditer(low))
    for at, match in enumerate(found):
        value = words.words.get(match[0]) or ("1" if match[0] in words.one else None)
        if value is None or _is_part(at, found, low, words):
            continue
        each = _completed(_Read(match.start(), match.end(), match.end(), (value,), WORD), low, words)
        after = _NEXT.match(low, each.end)
        if each.power and after and (words.larger.has(after[1]) or after[1] in words.words):
            continue  # dos mil quinientos: a number that is not read
        if not each.power and match[0] not in words.words:
            continue  # an article
        yield each


def _is_part(at: int, found: Sequence[re.Match[str]], low: str, words: Lexicon) -> bool:
    """Whether the number word is a part of something else: of a compound, of a larger number, of an idiom."""
    start, end = found[at].span()
    before, after = _neighbours(found, at, low, -1), _neighbours(found, at, low, 1)
    return (
        (start > 0 and (low[start - 1] in _HYPHENS or low[start - 1].isalnum()))
        or (low[end : end + 1] in tuple(_HYPHENS) and low[end + 1 : end + 2].isalpha())
        or low[end : end + 1].isalnum()
        or any(words.larger.has(word) or word in words.magnitudes for word in _beyond(before, words))
        or any(words.larger.has(word) for word in _beyond(after, words))
        or not words.after_noun.isdisjoint(after)
        or (bool(before) and before[0] in words.idioms)
    )


def _neighbours(found: Sequence[re.Match[str]], at: int, low: str, step: int) -> list[str]:
    """Up to two words before or after, the nearest first, as far as only single spaces part them."""
    result: list[str] = []
    while len(result) < 2 and 0 <= at + step < len(found):
        first, second = sorted((at, at + step))
        if low[found[first].end() : found[second].start()] != " ":
            break
        at += step
        result.append(found[at][0])
    return result


def _beyond(neighbours: Sequence[str], words: Lexicon) -> Sequence[str]:
    """The nearest word, or the one behind a joining word (*and*)."""
    return neighbours[1:] if neighbours and neighbours[0] in words.joins else neighbours[:1]


# ------------------------------------------------------------------------------------------------ what follows a figure


def _completed(each: _Read, low: str, words: Lexicon) -> _Read:
    """*each* with its magnitude words, percent sign or percent word."""
    power, end = _magnitude(low, each.stop, words)
    percent = _percent(low, end, words)
    return each._replace(power=power, percent=percent is not None, end=percent or end)


def _magnitude(low: str, end: int, words: Lexicon) -> tuple[int, int]:
    power = 0
    while match := _NEXT.match(low, _linked(low, end, words)):
        abbreviated = words.magnitudes.get(match[1] + ".") if match[2] else None
        found = abbreviated or words.magnitudes.get(match[1])
        if not found:
            break
        power, end = power + found, match.end() if abbreviated else match.end(1)
    return power, end


def _percent(low: str, end: int, words: Lexicon) -> int | None:
    """Where the percent sign or word after *end* ends; None without one, and where it says percentage points."""
    stop = _behind_gap(low, end)
    if low.startswith("%", stop):
        stop += 1
    else:
        start = _behind_gap(low, _linked(low, end, words))
        if not low.startswith(words.percent_starts, start):
            return None
        stop = _phrase(low, start, words)
        if not stop or words.points.has(low[start:stop]):
            return None
    after = _NEXT.match(low, stop)
    return None if after and words.points.has(after[1]) else stop


def _behind_gap(low: str, end: int) -> int:
    """Behind a space and a hyphen, where they follow."""
    end += low.startswith(" ", end)
    return end + low.startswith(tuple(_HYPHENS), end)


def _phrase(low: str, start: int, words: Lexicon) -> int:
    """Where the percent word at *start* ends, 0 if it is another word."""
    for phrase, goes_on in words.percent:
        if low.startswith(phrase, start):
            rest = WORDS.match(low, start + len(phrase))
            if rest is None:
                return start + len(phrase)
            if goes_on:
                return rest.end()
    return 0


def _linked(low: str, end: int, words: Lexicon) -> int:
    """Behind the linking word at *end*, if the language has one (ro *20 de milioane*)."""
    return end + len(words.linker) if words.linker and low.startswith(words.linker, end + 1) else end


def _spread(found: list[_Read], low: str, words: Lexicon) -> None:
    """Give the first end of a range the percent sign or magnitude of the second (10 bis 15 Prozent)."""
    for at in range(len(found) - 2, -1, -1):
        first, second = found[at], found[at + 1]
        if first.end != first.stop or not (second.percent or second.power):
            continue
        if _is_range(first, second, low, words) and float(first.values[0]) < float(second.values[0]):
            found[at] = first._replace(percent=second.percent, power=second.power)


def _is_range(first: _Read, second: _Read, low: str, words: Lexicon) -> bool:
    joint = low[first.stop : second.start].strip()
    if joint in words.ranges or (joint and joint in _DASHES):
        return True
    before = low[max(0, first.start - _OPENING) : first.start].rstrip()
    return any(
        joint == middle and before.endswith(opening) and not before[: -len(opening)][-1:].isalpha()
        for opening, middle in words.between
    )
