"""How is a text laid out in columns, with parts of it marked?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.answers import Span
from kb.ui.terminal import printable

#: (on, off) sequences of the styles used.
MARK = ("\x1b[1;4m", "\x1b[22;24m")
STRONG = ("\x1b[1m", "\x1b[22m")
FAINT = ("\x1b[2m", "\x1b[22m")
RED = ("\x1b[31m", "\x1b[39m")
GREEN = ("\x1b[32m", "\x1b[39m")
YELLOW = ("\x1b[33m", "\x1b[39m")

_GAP = "  "
_LEAD, _TRAIL = "… ", " …"
#: So much of every column is shown however narrow the terminal is.
_NARROWEST = 12


def styled(text: str, style: tuple[str, str], colour: bool) -> str:
    """*text* in *style* where there are colours."""
    return f"{style[0]}{text}{style[1]}" if colour and text else text


def lines_of(text: str, width: int) -> Iterator[Span]:
    """The [start, end) of each line when *text* is broken at spaces; a word wider than *width* gets its own line."""
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end <= start:
            end = text.find(" ", start)
        if end < 0:
            break
        yield start, end
        start = end + 1
    yield start, len(text)


def paragraph(text: str, width: int, indent: str = "", highlights: Sequence[Span] = (), colour: bool = False) -> str:
    """*text* wrapped to *width* columns behind *indent*; its *highlights* are marked where there are colours."""
    shown = printable(text)
    marks = sorted(highlights) if colour else []
    return "".join(f"{indent}{_marked(shown, span, marks)}\n" for span in lines_of(shown, width - len(indent)))


def _marked(text: str, span: Span, marks: Sequence[Span]) -> str:
    at, end = span
    pieces = []
    for mark in marks:
        first, last = max(mark[0], at), min(mark[1], end)
        if first < last:
            pieces += [text[at:first], styled(text[first:last], MARK, True)]
            at = last
    return "".join([*pieces, text[at:end]])


def shortened(text: str, width: int) -> str:
    """*text* in at most *width* columns, broken at a space and ended with an ellipsis where it is longer."""
    text = printable(text)
    if len(text) <= width:
        return text
    cut = text.rfind(" ", 0, width)
    return text[: cut if cut > width // 2 else width - 1].rstrip() + "…"


def excerpt(text: str, highlights: Sequence[Span], width: int) -> tuple[str, list[Span]]:
    """The part of *text* around the first highlight in *width* columns, and the highlights in it."""
    if len(text) <= width:
        return text, list(highlights)
    width -= len(_LEAD) + len(_TRAIL)
    first = min((start for start, _ in highlights), default=0)
    start = max(0, min(first - width // 3, len(text) - width))
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = len(text)
    if end - start > width:
        end = text.rfind(" ", first + 1, start + width)
        end = end if end > first else start + width
    lead, trail = _LEAD if start else "", _TRAIL if end < len(text) else ""
    shift = len(lead) - start
    kept = [(max(a, start) + shift, min(b, end) + shift) for a, b in highlights if a < end and b > start]
    return f"{lead}{text[start:end]}{trail}", kept


def columns(rows: Sequence[Sequence[str]], width: int) -> str:
    """*rows* as a table: columns as wide as their cells; where *width* is less, the widest but the first are cut."""
    if not rows:
        return ""
    shown = [[printable(cell) for cell in row] for row in rows]
    sizes = [max(map(len, column)) for column in zip(*shown, strict=True)]
    left = width - len(_GAP) * (len(sizes) - 1)
    # The first column says what to type to see the rest of a row.
    while sum(sizes) > left and max(sizes[1:], default=0) > _NARROWEST:
        sizes[sizes.index(max(sizes[1:]), 1)] -= 1
    return "".join(
        _GAP.join(shortened(cell, size).ljust(size) for cell, size in zip(row, sizes, strict=True)).rstrip() + "\n"
        for row in shown
    )


_STYLES = {"=": ("", ""), "-": RED, "+": GREEN}
_SIGNS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}


def differences(parts: Sequence[tuple[str, str]], width: int, indent: str, colour: bool) -> str:
    """A word diff behind *indent*: in colours, or what went in ``[-…-]`` and what came in ``{+…+}``, as in ``git diff``."""
    if not colour:
        return paragraph(" ".join(_SIGNS[sign].format(words) for sign, words in parts), width, indent)
    styles = (styled(printable(words), _STYLES[sign], True) for sign, words in parts)
    return f"{indent}{' '.join(styles)}\n"
