"""What do we know of this word in this language? The vocabulary, else what was remembered, else the analysis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from kb.search.memo import LIMIT, Memo, Remembered
from kb.search.planning import Known
from kb.search.tokens import Token
from kb.search.vocabulary import Vocabulary


class Analysis(Protocol):
    """The analysis of words, as far as it is needed here."""

    def known(self, surface: str, language: str) -> Remembered:
        """Coded keys of a word, and whether it is a function word."""


class Lexicon:
    """Everything known of words, cheapest first: a plain search whose words are known needs no lemmatiser.

    *analysis* loads the lemmatiser when it is first asked for.
    """

    def __init__(self, vocabularies: Mapping[str, Vocabulary], memo: Memo, analysis: Callable[[], Analysis]) -> None:
        self._vocabularies = vocabularies
        self._memo = memo
        self._analysis = analysis
        self._remembered: dict[str, dict[str, Remembered]] = {}
        self._new: set[str] = set()

    def keys_of(self, token: Token, language: str) -> Known:
        """What is known of *token* in *language*."""
        entry = self._vocabularies[language].get(token.word) if language in self._vocabularies else None
        return entry if entry is not None else self._unknown(token.surface, language)

    def remember(self) -> None:
        """Keep what had to be analysed for the next process."""
        new, self._new = self._new, set()
        for surface in new:
            self._memo.put(surface, self._remembered[surface])
        if len(self._remembered) > LIMIT:
            self._remembered.clear()

    def _unknown(self, surface: str, language: str) -> Remembered:
        known = self._remembered.get(surface)
        if known is None:
            known = self._remembered[surface] = dict(self._memo.get(surface) or {})
        if language not in known:
            known[language] = self._analysis().known(surface, language)
            self._new.add(surface)
        return known[language]
