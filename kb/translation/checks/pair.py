"""Here are a passage and its original: what does each say, read once?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kb.model import Passage, Term
from kb.names import Mention, mentions
from kb.polarity import Mark, readings
from kb.translation.checks.usage import terms_in
from kb.values.quantities import Quantity, quantities


class Side:
    """One wording as the rules read it. An original is read once for all of its translations."""

    def __init__(self, passage: Passage, glossary: Mapping[str, Term]) -> None:
        self.passage = passage
        self.language = passage.language
        self.text = passage.text
        self.glossary = glossary

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """What the text states in figures, dates and number words, in its order."""
        return quantities(self.text, self.language)

    @cached_property
    def marks(self) -> Sequence[Mark]:
        """The negations and hedges of the text, in its order; also those that may be something else."""
        return readings(self.text, self.language)

    @cached_property
    def names(self) -> Sequence[Mention]:
        """The protected names of the glossary that the text mentions, in its order."""
        return mentions(self.text, self.glossary, self.language)

    @cached_property
    def terms(self) -> Sequence[str]:
        """The ids of the terms of the glossary that the text uses."""
        return terms_in(self.text, self.language, self.glossary)


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
