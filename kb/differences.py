"""In which words do two wordings differ?"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher


def word_diff(before: str, after: str) -> Iterator[tuple[str, str]]:
    """How *before* became *after*, in runs of words: ``=`` what stayed, ``-`` what went, ``+`` what came."""
    old, new = before.split(" "), after.split(" ")
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", " ".join(old[old_start:old_end])
            continue
        if old_end > old_start:
            yield "-", " ".join(old[old_start:old_end])
        if new_end > new_start:
            yield "+", " ".join(new[new_start:new_end])
