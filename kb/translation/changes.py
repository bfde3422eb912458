"""What changed in the original since, and how much does it matter?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kb import polarity
from kb.model import Change, Term
from kb.names import mentions
from kb.text import typographic
from kb.values.comparing import Read, differing, read
from kb.values.quantities import SURE


def grade(before: str | None, after: str, language: str, glossary: Mapping[str, Term]) -> Change:
    """How much the change from wording *before* to *after* (canonical texts in *language*) matters.

    *before* is None when the earlier wording is not on record. Names are those that *glossary* protects. Numbers outweigh
    names, names outweigh negations and hedges, and these outweigh the rest of the wording.
    """
    if before is None:
        return Change.UNKNOWN
    old, new = typographic(before), typographic(after)
    if old == new:
        return Change.TYPOGRAPHY
    if _numbers_differ(read(before, language), read(after, language)):
        return Change.NUMBER
    if _names(old, language, glossary) != _names(new, language, glossary):
        return Change.NAME
    if _polarity(old, language) != _polarity(new, language):
        return Change.NEGATION
    return Change.WORDING


def _numbers_differ(old: Read, new: Read) -> bool:
    """Whether other values are stated, or the same ones of other things: two have changed places, and no word else."""
    if any(differing(old, new)):
        return True
    (old_keys, old_frame), (new_keys, new_frame) = _parted(old), _parted(new)
    return old_frame == new_frame and old_keys != new_keys


def _parted(text: Read) -> tuple[Sequence[str], Sequence[str]]:
    """The values a text surely states, and what stands around them."""
    keys, frame, end = [], [], 0
    for each in text.quantities:
        if each.certainty == SURE:
            keys.append(each.key)
            frame.append(text.text[end : each.start])
            end = each.end
    return keys, [*frame, text.text[end:]]


def _names(text: str, language: str, glossary: Mapping[str, Term]) -> Counter[str]:
    """How often the text mentions which name: another ending of one is another wording, not another name."""
    return Counter(mention.id for mention in mentions(text, glossary, language))


def _polarity(text: str, language: str) -> Counter[tuple[str, str]]:
    return Counter((mark.kind, mark.meaning) for mark in polarity.marks(text, language))
