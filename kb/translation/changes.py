"""What changed in the original since, and how much does it matter?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from kb.model import Change
from kb.text import typographic

_FIGURE = re.compile(r"\d+(?:[.,\u2019' \u00a0]\d+)*")


def grade(before: str | None, after: str, names: Collection[str]) -> Change:
    """How much the change from wording *before* to *after* (canonical texts of one language) matters.

    *before* is None when the earlier wording is not on record. *names* are the protected names in that language. Numbers
    outweigh names, names outweigh wording.
    """
    if before is None:
        return Change.UNKNOWN
    old, new = typographic(before), typographic(after)
    if old == new:
        return Change.TYPOGRAPHY
    if Counter(_FIGURE.findall(old)) != Counter(_FIGURE.findall(new)):
        return Change.NUMBER
    if any(old.count(name) != new.count(name) for name in names):
        return Change.NAME
    return Change.WORDING
