"""Why did this hit match, and where in its text? Levels, highlights, and the literal proof of quoted words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from unicodedata import combining

from kb.answers import Match, Span
from kb.search.levels import LEVELS, LITERAL, key_code
from kb.search.planning import Demand, KeysOf, Plan
from kb.search.tokens import Token, tokens
from kb.text import canonical, typographic

_DECIMAL_SIGNS = ".,'"


def match(plan: Plan, language: str, text: str, keys_of: KeysOf) -> tuple[int, Match] | None:
    """How the passage *text* (canonical) in *language* answers *plan*: its level and what to mark; None if it does not.

    The level is the worst of the demands' best levels.
    """
    demands = plan.demands.get(language, ())
    found = tokens(text, language)
    spans: set[Span] = set()
    worst = LITERAL
    for demand in demands:
        level, marked = _fulfil(demand, text, found, language, keys_of)
        if not marked:
            return None
        spans.update(marked)
        worst = max(worst, level)
    if not demands:
        return None
    return worst, Match(language, LEVELS[worst], text, merged(spans))


def _fulfil(
    demand: Demand, text: str, found: Sequence[Token], language: str, keys_of: KeysOf
) -> tuple[int, Collection[Span]]:
    if demand.quote is not None:
        return LITERAL, tuple(occurrences(demand.quote, text))
    literal = [(token.start, token.end) for token in found if token.word == demand.word]
    if literal or not demand.keys:
        return LITERAL, literal
    best: dict[int, list[Span]] = {}
    wanted = frozenset(demand.keys)
    for token in found:
        shared = wanted.intersection(keys_of(token, language).keys)
        if shared:
            level = min(key_code(key).level for key in shared)
            best.setdefault(level, []).append((token.start, token.end))
    level = min(best, default=LITERAL)
    return level, best.get(level, ())


def proven(plan: Plan, language: str, text: str) -> bool:
    """Whether *text* holds every quoted wording that *plan* demands of *language*."""
    return all(
        any(occurrences(demand.quote, text)) for demand in plan.demands.get(language, ()) if demand.quote is not None
    )


def occurrences(quote: str, text: str) -> Iterator[Span]:
    """Where the exact wording *quote* stands in *text* (canonical), as code point offsets.

    Case and what ``kb.text.typographic`` folds aside; accents, signs and punctuation count; only on word boundaries, and
    never a part of a figure (``1,5`` is not in ``41,5``).
    """
    needle, _ = _folded(canonical(quote))
    haystack, origin = _folded(text)
    start = haystack.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        if _bounded(haystack, start, end) and origin[start] != origin[start - 1] and origin[end] != origin[end - 1]:
            yield origin[start], origin[end]
        start = haystack.find(needle, start + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """*text* folded, and for each character of the result (and one past it) the offset in *text* it came from."""
    pieces: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        piece = typographic(character).casefold()
        pieces.append(piece)
        origin.extend([offset] * len(piece))
    # The sentinel before the first character (index -1) differs from every offset as well.
    return "".join(pieces), [*origin, len(text)]


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[:start][-2:], text[end : end + 2]
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
