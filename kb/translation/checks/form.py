"""Is a passage built like its original: as many paragraphs and items, ended alike, about as long, and not the same text?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.errors import N_, Message, message
from kb.text import typographic
from kb.translation.checks.conventions import CONVENTIONS
from kb.translation.checks.pair import Finding, Pair, Side

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(r" *(?:[-+*]|\d+\.) +\S")
_DELIMITERS = frozenset(" |:-")
_WORD = re.compile(r"\w+")
_CLOSING = " \"'”“’‘»«›‹)]*_"

#: The marks at the end of a text, as its language writes them.
_MARKS = frozenset(".?!:;…")
_GREEK = {"?": ";", ";": "·"}
_FROM_GREEK = {mark: meant for meant, mark in _GREEK.items()}

#: Gale and Church, “A Program for Aligning Sentences in Bilingual Corpora” (1993): the variance of a translation's length
#: is about 6.8 for each character. The shipped content stays below 2.1 deviations between any two of its languages.
_VARIANCE, _DEVIATIONS = 6.8, 2.5

#: Identical texts of fewer words that begin with a small letter may be names, or happen in related languages.
_SAME_WORDS = 4


class Blocks(NamedTuple):
    """How many of what a body has."""

    paragraphs: int
    items: int
    rows: int


def blocks(markdown: str) -> Blocks:
    """The blocks of *markdown*; those of a quotation count as if they stood outside of one."""
    if "\n" not in markdown:
        return _ONE_ITEM if _ITEM.match(markdown) else _ONE_PARAGRAPH
    paragraphs = items = rows = 0
    lines = [line.lstrip("> ") for line in _COMMENT.sub("", markdown).split("\n")]
    for chunk in "\n".join(lines).split("\n\n"):
        inside = [line for line in chunk.split("\n") if line.strip()]
        if len(inside) > 1 and "|" in inside[1] and _DELIMITERS.issuperset(inside[1]):
            rows += len(inside) - 1
        elif inside and _ITEM.match(inside[0]):
            items += sum(_ITEM.match(line) is not None for line in inside)
        elif inside:
            # A list that follows a line of text at once is part of the paragraph for Python-Markdown.
            paragraphs += 1
    return Blocks(paragraphs, items, rows)


_ONE_PARAGRAPH, _ONE_ITEM = Blocks(1, 0, 0), Blocks(0, 1, 0)


def same_blocks(pair: Pair) -> Iterator[Finding]:
    """Other numbers of paragraphs, items and rows."""
    here, there = blocks(pair.passage.passage.markdown), blocks(pair.original.passage.markdown)
    if here != there:
        yield Finding("blocks-differ", parameters={"found": _said(here), "expected": _said(there)})


def _said(counts: Blocks) -> Message:
    return message(N_("paragraphs {paragraphs}, items {items}, rows {rows}"), **counts._asdict())


def same_text(pair: Pair) -> Iterator[Finding]:
    """Nobody has translated this."""
    here, there = pair.passage.text, pair.original.text
    same = len(here) == len(there) and typographic(here).casefold() == typographic(there).casefold()
    if same and sum(word[0].islower() for word in _WORD.findall(here)) >= _SAME_WORDS:
        yield Finding("same-as-original", 0, len(here))


def same_end(pair: Pair) -> Iterator[Finding]:
    """A question that became a statement, a sentence that was cut off."""
    expected = _meant(pair.original)
    if _meant(pair.passage) == expected:
        return
    none = message(N_("no mark"))
    text = pair.passage.text
    end = len(text.rstrip(_CLOSING))
    mark = text[end - 1 : end]
    written = _GREEK.get(expected, expected) if pair.passage.language == "el" else expected
    found = mark if mark in _MARKS or mark == "·" else ""
    parameters = {"found": f"“{found}”" if found else none, "expected": f"“{written}”" if written else none}
    yield Finding("punctuation-differs", max(0, end - 1), end, parameters)


def _meant(side: Side) -> str:
    """What the mark at the end of the text means, closing quotation marks and brackets aside; "" if there is none."""
    text = side.text.rstrip(_CLOSING)
    if text.endswith("..."):
        return "…"
    mark = text[-1:]
    if side.language == "el" and mark in ("?", *_FROM_GREEK):
        return _FROM_GREEK.get(mark, "")  # the Latin question mark means nothing in Greek
    return mark if mark in _MARKS else ""


def length(pair: Pair) -> Iterator[Finding]:
    """Much shorter or longer than the length of the original lets expect."""
    ratio = CONVENTIONS[pair.passage.language].length / CONVENTIONS[pair.original.language].length
    expected, found = len(pair.original.text) * ratio, len(pair.passage.text)
    if abs(found - expected) > _DEVIATIONS * math.sqrt(_VARIANCE * (found + expected) / 2):
        yield Finding("length-differs", parameters={"found": found, "expected": round(expected)})
