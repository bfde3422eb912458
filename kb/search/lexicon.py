"""What do we know of this word in this language? The vocabulary, else what was remembered, else the analysis."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

from kb.search.label_index import LabelIndex
from kb.search.memo import Memo, Remembered
from kb.search.planning import Known
from kb.search.tokens import CLITIC, FIGURE, WORD, Token
from kb.search.vocabulary import Vocabulary


class Analysis(Protocol):
    """The analysis of words, as far as it is needed here."""

    def known(self, token: Token, language: str) -> Known:
        """Coded keys of a word, and whether it is a function word."""

    def forget(self) -> None:
        """Keep nothing of the words analysed so far in memory."""


class Vocabularies:
    """The vocabularies of a generation, each opened when it is first asked for."""

    def __init__(self, directory: Path, languages: Collection[str]) -> None:
        self._directory = directory
        self._languages = languages
        self._open: dict[str, Vocabulary] = {}

    def of(self, language: str) -> Vocabulary | None:
        """The vocabulary of *language*; None if no passage is in it.

        :raises IndexUnusable: if it is damaged.
        """
        vocabulary = self._open.get(language)
        if vocabulary is None and language in self._languages:
            vocabulary = self._open[language] = Vocabulary.open(self._directory, language)
        return vocabulary


#: In a shorter word one letter is too much of it to be a slip.
SHORTEST_TYPO = 4

#: Beyond so many words that no passage has they are forgotten: a process that answers for days must not grow with each.
HELD = 1024

_FIGURE = Remembered((), stop=False)


class Lexicon:
    """Everything known of words, cheapest first: a plain search whose words are known needs no lemmatiser.

    *analysis* loads the lemmatiser when it is first asked for.
    """

    def __init__(
        self, vocabularies: Vocabularies, labels: LabelIndex, memo: Memo, analysis: Callable[[], Analysis]
    ) -> None:
        self._vocabularies = vocabularies
        self._labels = labels
        self._memo = memo
        self._analysis = analysis
        self._remembered: dict[str, dict[str, Remembered]] = {}
        self._new: dict[str, dict[str, Remembered]] = {}
        self._near: dict[tuple[str, str], Sequence[str]] = {}

    def keys_of(self, token: Token, language: str) -> Known:
        """What is known of *token* in *language*: a figure has no keys, and what is tied to its neighbour need not match."""
        if token.kind == FIGURE:
            return _FIGURE
        vocabulary = self._vocabularies.of(language)
        entry = vocabulary.get(token.word) if vocabulary else None
        known = Remembered(entry.keys, entry.stop) if entry else self._unknown(token, language)
        return known._replace(stop=True) if token.kind == CLITIC else known

    def frequency(self, word: str, language: str) -> int:
        """In how many passages of *language* the word stands."""
        vocabulary = self._vocabularies.of(language)
        entry = vocabulary.get(word) if vocabulary else None
        return entry.frequency if entry else 0

    def known(self, some: Sequence[str], language: str) -> int:
        """How many of *some* words stand in passages of *language*."""
        vocabulary = self._vocabularies.of(language)
        return vocabulary.known(some) if vocabulary else 0

    def beginning(self, prefix: str, language: str, limit: int) -> Sequence[str]:
        """Words of the index that begin with *prefix*, at most *limit*."""
        vocabulary = self._vocabularies.of(language)
        return [word for word, _ in vocabulary.prefix(prefix, limit)] if vocabulary else ()

    def near(self, word: str, language: str) -> Sequence[str]:
        """Words of the index one typo away, the most frequent first. A short word, or a function word, is near to anything."""
        vocabulary = self._vocabularies.of(language)
        if vocabulary is None or len(word) < SHORTEST_TYPO:
            return ()
        found = self._near.get((word, language))
        if found is None:
            found = [other for other, entry in vocabulary.near(word) if not entry.stop]
            self._near[word, language] = found
        return found

    def labelled(self, keys: Collection[str], language: str) -> Sequence[tuple[str, str]]:
        """The (keyword field, value) pairs whose label has a word with one of *keys*."""
        return self._labels.get(keys, language)

    def remember(self) -> None:
        """A question is answered: keep what had to be analysed for the next process."""
        new, self._new, self._near = self._new, {}, {}
        for surface, known in new.items():
            self._memo.put(surface, known)
        if len(self._remembered) > HELD:
            self._remembered.clear()
            self._analysis().forget()

    def forget(self) -> None:
        """Keep nothing of what had to be analysed: nobody typed it."""
        self._new, self._near = {}, {}

    def _unknown(self, token: Token, language: str) -> Remembered:
        surface = token.surface
        known = self._remembered.get(surface)
        if known is None:
            known = self._remembered[surface] = dict(self._memo.get(surface) or {})
        if language not in known:
            found = self._analysis().known(token._replace(kind=WORD), language)
            known[language] = Remembered(tuple(found.keys), found.stop)
            self._new[surface] = known
        return known[language]
