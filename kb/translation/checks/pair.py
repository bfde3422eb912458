"""Here are a passage and its original: what does each say, read once?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kb import values
from kb.model import Passage, Term


class Side:
    """One wording as the rules read it. An original is read once for all of its translations."""

    def __init__(self, passage: Passage, glossary: Mapping[str, Term]) -> None:
        self.passage = passage
        self.language = passage.language
        self.text = passage.text
        self.glossary = glossary

    @cached_property
    def figures(self) -> Sequence[values.Figure]:
        """The figures of the text, in its order."""
        return values.figures(self.text, self.language)


class Pair(NamedTuple):
    """A passage and the original that it translates."""

    original: Side
    passage: Side


class Finding(NamedTuple):
    """Something that a rule found: ``code`` is a key of ``rules.RULES``, ``parameters`` fill its templates.

    ``start`` and ``end`` are code points of the passage's canonical text; both 0 where no words of it are at fault.
    """

    code: str
    start: int = 0
    end: int = 0
    parameters: Mapping[str, object] = {}
