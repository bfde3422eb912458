"""Which other forms does this word have, and which words is it made of? As far as the lemmatiser's dictionaries say.

For those who check or measure the search. A search itself never goes from a word to its forms, only to their stem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kb.search.analysis import ANALYSIS
from kb.search.compounds import tiled
from kb.search.lemmas import Lemmas

# So many letters has a form in common with its dictionary form, or with the form it is asked for.
_BEGINNING = 4


class Inflections:
    """The dictionaries of all languages, asked the other way round.

    :param cache: the user's cache folder, see :class:`kb.search.analysis.Analysis`.
    """

    def __init__(self, cache: Path) -> None:
        self._lemmas = Lemmas(cache / "lemmas")
        self._forms = lru_cache(65536)(self._found)

    def lemma(self, word: str, language: str) -> str | None:
        """The dictionary form of *word* as written (Waren, waren), in lower case; None if no dictionary holds it."""
        code = ANALYSIS[language].dictionary
        if code is None:
            return None
        exact = self._lemmas.dictionary(code).get(word)
        if exact is None and not self._lemmas.has(word.lower(), code):
            return None
        return (exact or self._lemmas.lemma(word.lower(), code) or word).lower()

    def others(self, word: str, language: str) -> Sequence[str]:
        """Other forms of *word*, in lower case and alphabetical order; none if no dictionary holds it."""
        lemma = self.lemma(word, language)
        if lemma is None:
            return ()
        low = word.lower()
        forms = {
            form for start in {low[:_BEGINNING], lemma[:_BEGINNING]} for form in self._forms(start, lemma, language)
        }
        return sorted(forms - {low})

    def parts(self, word: str, language: str) -> Sequence[str]:
        """The words that lower-case *word* is made of; none if it is no compound."""
        row = ANALYSIS[language]
        if row.compounds is None or row.dictionary is None:
            return ()
        entries = self._lemmas.dictionary(row.dictionary)
        lemma = (self._lemmas.lemma(word, row.dictionary) or word).lower()
        found = tiled(lemma, row.compounds, lambda part: entries.get(part) is not None)
        # The dictionary writes some with a hyphen, and they are several words to a search.
        return [form for forms in found.atoms for form in forms if form.isalpha()]

    def _found(self, start: str, lemma: str, language: str) -> frozenset[str]:
        code = ANALYSIS[language].dictionary
        assert code is not None
        return frozenset(form for form in self._beginning(start, lemma, code) if form.isalpha())

    def _beginning(self, start: str, lemma: str, code: str) -> Iterator[str]:
        for prefix in dict.fromkeys((start, start.capitalize())):
            for form, base in self._lemmas.beginning(prefix, code):
                if base.lower() == lemma:
                    yield form.lower()
