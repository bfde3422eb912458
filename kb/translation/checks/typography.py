"""Are spaces, quotation marks and opening marks those of the language?

What stands in the file is read as canonical text, so any kind of space will do: that it does not break is a matter of
typesetting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.translation.checks.conventions import CONVENTIONS
from kb.translation.checks.links import without_links
from kb.translation.checks.pair import Finding, Side

# Behind a sign: nothing that would make it part of a time, a figure, an ending (“40%-a”) or a smiley.
_ENDS = r"(?=[\s»”“\"’)\]]|$)"
_PERCENT = re.compile(r"(?<![\d.,])[\d.,]*\d( ?)%(?![\w-])")
_SPACED = re.compile(rf"(?<=[\w%)\]]) [,.;:!?]{_ENDS}")
_CLOSE = re.compile(rf"(?<=[\w)\]%»”])[;:!?]{_ENDS}")
_GUILLEMETS = re.compile(r"(?<=«)\b|\b(?=»)")
_DOUBLE = re.compile(r"(?<![\s|])(?:  +)(?![\s|])")
_ITEM = re.compile(r"[ >]*(?:[-+*]|\d+\.) +")
_QUOTE = re.compile('[“”„‟«»‹›"]')
_LEADS = frozenset(" (/[{–—-") | frozenset("“”„‟«»‹›‘’‚\"'¿¡")
_INVERTED = {"?": "¿", "!": "¡"}


def spacing(side: Side) -> Iterator[Finding]:
    """Spaces before signs of punctuation and percentages that this language has and others have not, and doubled ones."""
    text = without_links(side.text)
    convention = CONVENTIONS[side.language]
    if "%" in text and convention.spaced_percent is not None:
        yield from _percentages(text, spaced=convention.spaced_percent)
    for match in _SPACED.finditer(text):
        if match[0][1] not in convention.spaced_signs:
            yield _without_space(text, match.start())
    if convention.spaced_signs:
        for pattern in (_CLOSE, _GUILLEMETS):
            for match in pattern.finditer(text):
                yield _with_space(text, match.start())
    if "  " in side.passage.markdown:
        yield from _doubled(side)


def _percentages(text: str, *, spaced: bool) -> Iterator[Finding]:
    for match in _PERCENT.finditer(text):
        if bool(match[1]) is not spaced:
            figure = match[0].rstrip(" %")
            expected = f"{figure} %" if spaced else f"{figure}%"
            yield Finding("spacing", match.start(), match.end(), {"found": match[0], "expected": expected})


def _without_space(text: str, at: int) -> Finding:
    """The space at *at* between a word and a sign should not be there."""
    start = text.rfind(" ", 0, at) + 1
    found = text[start : at + 2]
    return Finding("spacing", start, at + 2, {"found": found, "expected": found.replace(" ", "")})


def _with_space(text: str, at: int) -> Finding:
    """There should be a space at *at*, inside of what is written as one word."""
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    end = end if end >= 0 else len(text)
    parameters = {"found": text[start:end], "expected": f"{text[start:at]} {text[at:end]}"}
    return Finding("spacing", start, end, parameters)


def _doubled(side: Side) -> Iterator[Finding]:
    """Two spaces between words of one line; lists and tables are aligned with them."""
    for line in side.passage.markdown.split("\n"):
        item = _ITEM.match(line)
        words = line[item.end() if item else 0 :].strip(" ")
        for match in _DOUBLE.finditer(words):
            before, after = words[: match.start()].rpartition(" ")[2], words[match.end() :].partition(" ")[0]
            expected = f"{before} {after}"
            start = side.text.find(expected)  # what is emphasised is not found: the passage is, then
            end = start + len(expected) if start >= 0 else 0
            parameters = {"found": f"{before}{match[0]}{after}", "expected": expected}
            yield Finding("spacing", max(start, 0), end, parameters)


def quotes(side: Side) -> Iterator[Finding]:
    """The first quotation mark that the language does not have, or not on this side of a quotation."""
    text = side.text
    pairs = CONVENTIONS[side.language].quotes
    for match in _QUOTE.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if (mark == '"' and before.isdigit()) or _is_right(mark, before, after, pairs):
            continue
        parameters = {"found": mark, "expected": f"{pairs[0][0]}…{pairs[0][1]}"}
        yield Finding("quotes", at, at + 1, parameters)
        return


def _is_right(mark: str, before: str, after: str, pairs: tuple[str, ...]) -> bool:
    """Whether one of *pairs* has *mark* on the side on which it stands; with spaces around it either will do."""
    opens, closes = (not before or before in _LEADS), (not after or after == " " or not after.isalnum())
    return any((opens and mark == pair[0]) or (closes and mark == pair[1]) for pair in pairs)


def opening_marks(side: Side) -> Iterator[Finding]:
    """Spanish begins questions and exclamations with a mark of their own."""
    if side.language != "es":
        return
    for closing, opening in _INVERTED.items():
        if side.text.count(closing) > side.text.count(opening):
            at = side.text.index(closing)
            yield Finding("opening-mark", at, at + 1, {"found": closing, "expected": opening})
