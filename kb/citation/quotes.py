"""Is this quotation exact, and if not, what differs? Decided by the two texts alone.

| level | equal after |
|---|---|
| ``identical`` | nothing; on word boundaries |
| ``canonical`` | canonical text ``c1`` |
| ``typographic`` | the folds of ``kb.citation.folds``, which are listed |

A proper part of a passage is exact as well, unless the words cut off right beside it turn its meaning. Pieces around marked
omissions, in order, are ``shortened``. Everything else that is alike is ``altered``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kb.citation import alterations
from kb.citation.alterations import Compared, Difference
from kb.citation.boundaries import Span, places
from kb.citation.folds import finder, folded, joined, literally, needed, telling
from kb.text import canonical

EXACT, SHORTENED, ALTERED = "exact", "shortened", "altered"
IDENTICAL, CANONICAL, TYPOGRAPHIC = "identical", "canonical", "typographic"

#: The levels, the strictest first.
LEVELS = (IDENTICAL, CANONICAL, TYPOGRAPHIC)

#: How alike an altered quotation must be to be held against a passage (share of letters in words both have, in order).
CLOSE = 0.6

#: What is no more alike than this is another text.
FAR = 0.3

#: More code points than this are compared with no passage: nobody states so much in one sentence.
LONGEST = 20_000

# Marked omissions, and what its author put in brackets in the place of the passage's words.
_OMISSION = re.compile(r"(?:\[[^\[\]]{0,80}\]|\((?:…|\.\.\.|\. \. \.)\)|…|\.\.\.+|\. \. \.)")
_ONE_CAPITAL = re.compile(r"^\[[^\W\d_]\](?=[^\W\d_])")


class Judged(NamedTuple):
    """What a quotation is to a passage.

    ``level`` is there for ``exact`` and ``shortened`` (the loosest of its pieces), ``folded`` are codes of
    ``kb.citation.folds``. ``whole``: it is all of the passage. ``omitted`` are the passage's words between the pieces.
    ``closeness`` is 1 for what is exact or shortened.
    """

    verdict: str
    level: str | None = None
    folded: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    whole: bool = False
    omitted: tuple[str, ...] = ()
    closeness: float = 1.0


class _Piece(NamedTuple):
    span: Span
    level: str
    folded: tuple[str, ...]


def judge(quote: str, passage: str, language: str, names: Collection[str] = ()) -> Judged | None:
    """What *quote* (as it stands between the marks, with its line breaks) is to *passage* (canonical, in *language*).

    *names* are words of protected names as they are written there. None: the two are not alike.
    """
    exact = found(quote, passage, language)
    if exact is not None:
        return exact
    quote = quote.strip()
    if not quote or len(quote) > LONGEST:
        return None
    if piece := _piece(quote, passage, language):
        return Judged(ALTERED, differences=alterations.cut_off(folded(passage), piece.span, language))
    pieces = _pieces(quote)
    return _altered(pieces, passage, language, names) if pieces else None


def found(quote: str, passage: str, language: str) -> Judged | None:
    """As :func:`judge`, for what is exact or shortened; None for everything else."""
    quote = quote.strip()
    if not quote or len(quote) > LONGEST or telling(quote) not in passage:
        return None
    if piece := _piece(quote, passage, language):
        if alterations.cut_off(folded(passage), piece.span, language):
            return None
        return Judged(EXACT, piece.level, piece.folded, whole=piece.span == (0, len(folded(passage))))
    pieces = _pieces(quote)
    return _shortened(pieces, passage, language) if pieces and pieces != [quote] else None


def _pieces(quote: str) -> list[str]:
    pieces = [part.strip() for part in _OMISSION.split(_protected(quote)) if part.strip(" .,;:\n")]
    return [part.replace("\x02", "[").replace("\x03", "]") for part in pieces]


def is_close(judged: Judged | None) -> bool:
    """Whether a quotation points to the passage it was held against, without anybody saying so."""
    return judged is not None and judged.closeness >= CLOSE


def _protected(quote: str) -> str:
    """*quote* with the brackets of a marked capital out of the way: they are no omission."""
    return _ONE_CAPITAL.sub(lambda match: f"\x02{match[0][1:-1]}\x03", quote)


def _piece(quote: str, passage: str, language: str, after: int = 0) -> _Piece | None:
    """The first place of *quote* in *passage* from offset *after* of the folded passage on, and how well it fits there."""
    text = folded(passage)
    span = next((span for span in places(finder(quote), text, language) if span[0] >= after), None)
    if span is None:
        return None
    if _stands(quote, passage, language):
        return _Piece(span, IDENTICAL, ())
    if _stands(canonical(quote), passage, language):
        return _Piece(span, CANONICAL, ())
    folds = needed(quote, passage, lambda found, text: next(places(found, text, language), None))
    return _Piece(span, TYPOGRAPHIC, folds)


def _stands(quote: str, passage: str, language: str) -> bool:
    return quote in passage and next(places(literally(quote), passage, language), None) is not None


def _shortened(pieces: Sequence[str], passage: str, language: str) -> Judged | None:
    """*pieces* in their order, each on its own boundaries."""
    text, found, at = folded(passage), list[_Piece](), 0
    for part in pieces:
        piece = _piece(part, passage, language, at)
        if piece is None:
            return None
        found.append(piece)
        at = piece.span[1]
    folds = tuple(dict.fromkeys(code for piece in found for code in piece.folded))
    level = max((piece.level for piece in found), key=LEVELS.index)
    return Judged(SHORTENED, level, folds, omitted=tuple(_omitted([piece.span for piece in found], text)))


def _omitted(spans: Sequence[Span], text: str) -> Iterator[str]:
    ends = (0, *(end for _, end in spans))
    starts = (*(start for start, _ in spans), len(text))
    for end, start in zip(ends, starts, strict=True):
        if words := text[end:start].strip(" .,;:"):
            yield words


def _altered(pieces: Sequence[str], passage: str, language: str, names: Collection[str]) -> Judged | None:
    """What differs, piece by piece; closeness is that of all pieces, weighed by their length."""
    compared = [
        Compared(1.0, ())
        if _piece(part, passage, language)
        else alterations.compare(joined(part, passage), passage, language, names, FAR if len(pieces) == 1 else 0.0)
        for part in pieces
    ]
    weights = [len(part) for part in pieces]
    closeness = sum(one.closeness * weight for one, weight in zip(compared, weights, strict=True)) / sum(weights)
    if closeness <= FAR:
        return None
    differences = tuple(difference for one in compared for difference in one.differences)
    if not differences:  # every piece stands there, in another order
        differences = (Difference(alterations.WORDING, " […] ".join(map(canonical, pieces)), passage),)
    return Judged(ALTERED, differences=differences, closeness=closeness)
