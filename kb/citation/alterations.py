"""In what does a quotation differ from the part of a passage that it is alike to? Each difference with its kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from kb import polarity
from kb.citation.boundaries import Span, figures
from kb.text import typographic

#: Kinds of differences, the gravest first.
NUMBER, NAME, NEGATION, HEDGE, WORDING, CASE, PUNCTUATION = KINDS = (
    *("number", "name", "negation", "hedge", "wording", "case", "punctuation"),
)

#: The kinds that change what a statement says.
OF_VALUE = frozenset((NUMBER, NAME, NEGATION))

_TOKEN = re.compile(r"\d+(?:[.,'’]\d+)*|\.\.\.|(?:[^\W\d_][\u0300-\u036f]*)+|\d+|[^\w\s]|_")
_CLAUSE = re.compile(r"[.,;:!?()]")
# Languages that write every noun with a capital.
_CAPITAL_NOUNS = ("de",)
# Letters of the longest mutation before a name and of the longest ending behind one.
_MUTATION, _ENDING = 2, 6
#: So many words beside a quotation are looked at for one that turns its meaning.
_BESIDE = 3


class Difference(NamedTuple):
    """``quote`` has this where ``passage`` has that (canonical text); either may be empty."""

    kind: str
    quote: str
    passage: str


class Compared(NamedTuple):
    """``closeness``: share of letters in tokens that both have in the same order, of the longer side, 0 to 1."""

    closeness: float
    differences: tuple[Difference, ...]


class _Token(NamedTuple):
    text: str
    folded: str
    start: int
    end: int


class _Side(NamedTuple):
    """A text with what counts in it, read once."""

    text: str
    language: str
    tokens: Sequence[_Token]
    figures: Sequence[tuple[Span, tuple[str, bool]]]
    marks: Sequence[tuple[Span, str, str]]


class _Hunk(NamedTuple):
    """[start, end) of what differs, in the quotation and in the passage."""

    quote: Span
    passage: Span


def compare(quote: str, passage: str, language: str, names: Collection[str], least: float = 0.0) -> Compared:
    """How *quote* differs from the window of *passage* that it is alike to; both canonical, in *language*.

    Words and signs are compared typographically folded. Of what is no closer than *least* no differences are told.
    """
    mine, theirs = _tokens(quote), _tokens(passage)
    matcher = SequenceMatcher(None, [t.folded for t in theirs], [t.folded for t in mine], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Compared(0.0, ())
    first, last = _window(blocks, len(mine), len(theirs))
    same = sum(_letters(theirs[block.a : block.a + block.size]) for block in blocks)
    closeness = min(1.0, same / max(_letters(mine), _letters(theirs[first:last]), 1))
    if closeness <= least:
        return Compared(closeness, ())
    return Compared(
        closeness, _differences(_side(quote, language), _side(passage, language), blocks, (first, last), names)
    )


def _differences(
    mine: _Side, theirs: _Side, blocks: Sequence[Match], window: Span, names: Collection[str]
) -> tuple[Difference, ...]:
    first, last = window
    pairs = [(theirs.tokens[block.a + at], mine.tokens[block.b + at]) for block in blocks for at in range(block.size)]
    hunks = [_widened(hunk, mine, theirs, pairs) for hunk in _hunks(blocks, mine, theirs, first, last)]
    found = tuple(dict.fromkeys(_difference(hunk, mine, theirs, names) for hunk in _joined(hunks)))
    if not found:
        found = _at_the_edges(mine, theirs, (theirs.tokens[first].start, theirs.tokens[last - 1].end))
    return found


def cut_off(text: str, span: Span, language: str) -> tuple[Difference, ...]:
    """The negation right beside the part *span* of *text* (folded), in the same clause, without which it says the opposite."""
    beside = list(_beside(text, span))
    if not beside:
        return ()
    return tuple(
        Difference(NEGATION, "", text[slice(*where)])
        for where, kind, _ in _side(text, language).marks
        if kind == NEGATION and any(start <= where[0] and where[1] <= end for start, end in beside)
    )


def negations(text: str, language: str) -> Sequence[str]:
    """The words of *text* that negate."""
    return [text[slice(*where)] for where, kind, _ in _side(text, language).marks if kind == NEGATION]


def _beside(text: str, span: Span) -> Iterator[Span]:
    before, after = text[: span[0]], text[span[1] :]
    clause = _CLAUSE.split(before)[-1]
    words = clause.split()[-_BESIDE:]
    if words:
        yield before.rindex(words[0], len(before) - len(clause)), span[0]
    clause = _CLAUSE.split(after)[0]
    words = clause.split()[:_BESIDE]
    if words:
        yield span[1], span[1] + clause.index(words[-1]) + len(words[-1])


@lru_cache(maxsize=2048)
def _tokens(text: str) -> Sequence[_Token]:
    return [_Token(found[0], _fold(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=2048)
def _side(text: str, language: str) -> _Side:
    tokens = _tokens(text)
    values = [((one.start, one.end), (one.values[0], one.percent)) for one in figures(text, language)]
    marks = [((one.start, one.end), one.kind, one.meaning) for one in polarity.marks(text, language)]
    return _Side(text, language, tokens, values, marks)


def _fold(text: str) -> str:
    return typographic(text).replace('"', "'")


def _letters(tokens: Sequence[_Token]) -> int:
    return sum(len(token.text) for token in tokens)


def _window(blocks: Sequence[Match], mine: int, theirs: int) -> tuple[int, int]:
    """The tokens of the passage that the quotation stands for: as many before the first match and after the last as it has."""
    first, last = blocks[0], blocks[-1]
    return max(0, first.a - first.b), min(theirs, last.a + mine - last.b)


def _hunks(blocks: Sequence[Match], mine: _Side, theirs: _Side, first: int, last: int) -> Iterator[_Hunk]:
    at_theirs, at_mine = first, 0
    for a, b, size in (*blocks, Match(last, len(mine.tokens), 0)):
        if a > at_theirs or b > at_mine:
            yield _Hunk(_span(mine, at_mine, b), _span(theirs, at_theirs, a))
        at_theirs, at_mine = a + size, b + size


def _span(side: _Side, first: int, last: int) -> Span:
    if first < last:
        return side.tokens[first].start, side.tokens[last - 1].end
    at = side.tokens[first].start if first < len(side.tokens) else len(side.text)
    return at, at


def _widened(hunk: _Hunk, mine: _Side, theirs: _Side, pairs: Sequence[tuple[_Token, _Token]]) -> _Hunk:
    """*hunk* with the whole of every figure that it touches, on both sides.

    *pairs* are equal tokens, of the passage and of the quotation.
    """
    while True:
        quote, passage = _whole(hunk.quote, mine), _whole(hunk.passage, theirs)
        for their, my in pairs:
            if _overlap((their.start, their.end), passage) or _overlap((my.start, my.end), quote):
                quote, passage = _both(quote, (my.start, my.end)), _both(passage, (their.start, their.end))
        if (quote, passage) == hunk:
            return hunk
        hunk = _Hunk(quote, passage)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _whole(span: Span, side: _Side) -> Span:
    start, end = span
    for (first, last), _ in side.figures:
        if (first < end and start < last) or (first < start == end < last):
            start, end = min(start, first), max(end, last)
    return start, end


def _joined(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    """*hunks* that overlap, as one."""
    found: list[_Hunk] = []
    for hunk in hunks:
        if found and (hunk.quote[0] < found[-1].quote[1] or hunk.passage[0] < found[-1].passage[1]):
            before = found.pop()
            found.append(_Hunk(_both(before.quote, hunk.quote), _both(before.passage, hunk.passage)))
        else:
            found.append(hunk)
    return found


def _both(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])


def _difference(hunk: _Hunk, mine: _Side, theirs: _Side, names: Collection[str]) -> Difference:
    quote, passage = mine.text[slice(*hunk.quote)], theirs.text[slice(*hunk.passage)]
    return Difference(_kind(hunk, mine, theirs, names), quote, passage)


def _kind(hunk: _Hunk, mine: _Side, theirs: _Side, names: Collection[str]) -> str:
    quote, passage = mine.text[slice(*hunk.quote)], theirs.text[slice(*hunk.passage)]
    if _says_otherwise(hunk, mine, theirs):
        return NUMBER
    if _names(quote, names) != _names(passage, names):
        return NAME
    if quote.casefold() == passage.casefold():
        return CASE
    if not any(map(str.isalnum, quote + passage)):
        return PUNCTUATION
    for kind in (NEGATION, HEDGE):
        if _marked(hunk.quote, mine, kind) != _marked(hunk.passage, theirs, kind):
            return kind
    if _named(hunk.quote, mine) and _named(hunk.passage, theirs):
        return NAME
    return WORDING


def _values(span: Span, side: _Side) -> Counter[tuple[str, bool]]:
    return Counter(value for (start, end), value in side.figures if start < span[1] and span[0] < end)


def _says_otherwise(hunk: _Hunk, mine: _Side, theirs: _Side) -> bool:
    """Whether other values stand in a hunk, or other digits or signs of figures: 70 percent says what 70% does."""
    values = _values(hunk.quote, mine)
    if values != _values(hunk.passage, theirs):
        return True
    digits = [_digits(side.text[slice(*span)]) for span, side in ((hunk.quote, mine), (hunk.passage, theirs))]
    if digits[0] != digits[1] and (all(digits) or not values):
        return True
    signs = [_signs_of_figures(hunk.quote, mine), _signs_of_figures(hunk.passage, theirs)]
    return signs[0] != signs[1] and not (values and signs[0].replace("%", "") == signs[1].replace("%", ""))


def _digits(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d", text))


def _signs_of_figures(span: Span, side: _Side) -> str:
    """The signs of a hunk that stand at a figure: they are part of what it says."""
    text, (start, end) = side.text, span
    signs = (at for at in range(start, end) if text[at] in "+-−–<>=≤≥±~≈%‰°$€£×÷")
    return "".join(_fold(text[at]) for at in signs if re.match(r".? ?\d", text[at:]) or re.search(r"\d ?$", text[:at]))


def _marked(span: Span, side: _Side, kind: str) -> Counter[str]:
    return Counter(
        meaning for (start, end), of, meaning in side.marks if of == kind and start < span[1] and span[0] < end
    )


def _names(text: str, names: Collection[str]) -> Counter[str]:
    """The names in *text*, with the endings and mutations that languages put to them (Telegramissa, gChildlight)."""
    tokens = [token[0] for token in _TOKEN.finditer(text) if any(map(str.isupper, token[0]))]
    return Counter(name for token in tokens for name in names if name in token and _is_inflected(token, name))


def _is_inflected(token: str, name: str) -> bool:
    before, _, after = token.partition(name)
    rest = before + after
    return not rest or (rest.islower() and len(before) <= _MUTATION and len(after) <= _ENDING)


def _named(span: Span, side: _Side) -> bool:
    """Whether every word of a hunk looks like a name: a capital inside of a sentence, or more than one in a word."""
    words = [token for token in side.tokens if span[0] <= token.start < span[1] and token.text[0].isalpha()]
    return bool(words) and all(_looks_named(token, side) for token in words)


def _looks_named(token: _Token, side: _Side) -> bool:
    inside = side.language not in _CAPITAL_NOUNS and side.text[: token.start].rstrip(" '\"-(")[-1:] not in (
        "",
        ".",
        "!",
        "?",
        ":",
    )
    return sum(map(str.isupper, token.text)) > 1 or (token.text[0].isupper() and inside)


def _at_the_edges(mine: _Side, theirs: _Side, window: Span) -> tuple[Difference, ...]:
    """All words are there, and it is still not exact: a figure or word is cut, or spaces differ."""
    start, end = window
    cut = [one for one, _ in theirs.figures if one[0] < start < one[1] or one[0] < end < one[1]]
    if not cut:
        return (Difference(PUNCTUATION, mine.text, theirs.text[start:end]),)
    text = theirs.text
    return tuple(Difference(NUMBER, text[max(a, start) : min(b, end)], text[a:b]) for a, b in cut)
