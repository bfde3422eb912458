"""Here is a word and its language: under which keys is it found? One row a language.

A word goes through the lemmatiser, then through a stemmer, then its accents are folded; the same once more from its
folded form, so that words typed without accents are found. Measured on treebanks of 23 languages (known-item queries in
another inflection, success at 5): stemmers alone 0.73, lemmatiser alone 0.90, this chain 0.95.

This module is heavy (lemmatiser, stemmers). What a search usually needs is in ``tokens``, ``vocabulary`` and ``memo``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from kb.search import bulgarian, cistem, greek, irish, latvian, lemmas, maltese, portuguese, stems
from kb.search.folding import fold, respelled, spellings
from kb.search.keys import RULES, Keys
from kb.search.lemmas import Lemmas
from kb.search.stems import snowball
from kb.search.stopwords import function_words
from kb.search.tokens import CLITIC, FIGURE, Token, surface, tokens

#: Changes whenever the keys of any word may: other rules of ours, another lemmatiser, stemmer or Unicode.
VERSION = f"{RULES}+simplemma-{lemmas.VERSION}+snowball-{stems.VERSION}+unicode-{unicodedata.unidata_version}"

#: A stage makes a stem of a word and its lemma (both lower-case).
Stage = Callable[[str, str], str]


def _of_lemma(stem: Callable[[str], str]) -> Stage:
    return lambda word, lemma: stem(lemma)


def _of_word(stem: Callable[[str], str]) -> Stage:
    return lambda word, lemma: stem(word)


def _snowball(algorithm: str) -> tuple[Stage, ...]:
    return (_of_lemma(snowball(algorithm)),)


def _one(spelling: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    return lambda word: (spelling(word),)


_NOT_COMPOUNDING = "words are seldom written together"
_TILED_LATER = "compounds are not taken apart yet"

# A collective noun of its own, and the only plural that dijete has.
_CROATIAN_CHILDREN = ("djeca", "djece", "djeci", "djecu", "djecom", "djeco")


class Row(NamedTuple):
    """How words of a language are analysed.

    ``dictionary`` is the lemmatiser's code, None where it has none. ``stages`` make a stem key each. ``otherwise``
    gives other spellings to look up when the dictionary does not hold a word; the last one stands in for it when none
    is held. ``weak`` makes a coarse key. ``second_lemmas`` belong to forms that are another word's in the dictionary
    as well. ``compounds`` takes compounds apart; None, and ``why_no_compounds`` says why. ``stopwords_reviewed``: by a
    native speaker.
    """

    dictionary: str | None
    stages: tuple[Stage, ...]
    otherwise: Callable[[str], tuple[str, ...]] | None = None
    weak: Callable[[str], str] | None = None
    second_lemmas: Mapping[str, str] = {}
    compounds: None = None
    why_no_compounds: str = _NOT_COMPOUNDING
    stopwords_reviewed: bool = False


ANALYSIS: dict[str, Row] = {
    "bg": Row("bg", (_of_lemma(bulgarian.stem),)),
    "cs": Row("cs", _snowball("czech")),
    "da": Row("da", _snowball("danish"), why_no_compounds=_TILED_LATER),
    "de": Row(
        "de",
        (_of_lemma(cistem.stem),),
        otherwise=_one(partial(respelled, language="de")),
        why_no_compounds=_TILED_LATER,
    ),
    "el": Row("el", _snowball("greek"), otherwise=greek.accented),
    "en": Row("en", _snowball("english")),
    "es": Row("es", _snowball("spanish")),
    "et": Row("et", _snowball("estonian"), second_lemmas={"vanuse": "vanus"}, why_no_compounds=_TILED_LATER),
    "fi": Row("fi", _snowball("finnish"), why_no_compounds=_TILED_LATER),
    "fr": Row("fr", _snowball("french")),
    "ga": Row("ga", _snowball("irish"), otherwise=_one(irish.unmutated)),
    # The lemmatiser has one dictionary for Bosnian, Croatian, Montenegrin and Serbian; so has Snowball one algorithm.
    "hr": Row("hbs", _snowball("serbian"), second_lemmas=dict.fromkeys(_CROATIAN_CHILDREN, "dijete")),
    "hu": Row("hu", _snowball("hungarian"), why_no_compounds=_TILED_LATER),
    "it": Row("it", _snowball("italian")),
    "lt": Row("lt", _snowball("lithuanian")),
    # A small dictionary: three opinions (success at 5 0.88 -> 0.95).
    "lv": Row("lv", (_of_lemma(latvian.light), _of_word(latvian.deep), _of_lemma(latvian.deep))),
    # No dictionary and no stemmer exist.
    "mt": Row(None, (_of_word(maltese.stem),), weak=maltese.consonants, second_lemmas={"tfal": "tifel"}),
    "nl": Row("nl", _snowball("dutch"), second_lemmas={"app": "app"}, why_no_compounds=_TILED_LATER),
    "pl": Row("pl", _snowball("polish")),
    "pt": Row("pt", _snowball("portuguese"), otherwise=portuguese.accented),
    "ro": Row("ro", _snowball("romanian"), second_lemmas={"copii": "copil"}),
    # Snowball has no Slovak and no Slovenian; their neighbours' endings serve.
    "sk": Row("sk", _snowball("czech")),
    "sl": Row("sl", _snowball("serbian")),
    "sv": Row("sv", _snowball("swedish"), why_no_compounds=_TILED_LATER),
}

#: Called while dictionaries are built for the first time: how many are done, of how many, and the language just done.
Progress = Callable[[int, int, str], None]

_WORDS_REMEMBERED = 65536
# What is longer is no word, and takes the lemmatiser time that grows with the square of its length.
_LONGEST = 80


class Known(NamedTuple):
    """What the analysis says of a word: its coded keys (see ``kb.search.keys``), and whether it is a function word."""

    keys: tuple[str, ...] = ()
    stop: bool = False


class IndexTerms(NamedTuple):
    """The terms of a passage: ``literal`` and ``keys`` for its two fields, and its ``words`` for the vocabulary.

    ``literal`` has a word or figure for every position; ``keys`` are coded, in text order, those of clitics left out.
    """

    literal: Sequence[str]
    keys: Sequence[str]
    words: Mapping[str, Known]


class Analysis:
    """The analysis of all languages. Safe to use from several threads.

    :param cache: the user's cache folder; the lemmatiser's dictionaries are kept in ``lemmas`` below it.
    :param progress: called in the thread that has to wait while dictionaries are built for the first time.
    """

    version = VERSION

    def __init__(self, cache: Path, progress: Progress | None = None) -> None:
        self._lemmas = Lemmas(cache / "lemmas")
        self._progress = progress
        self._ready: set[str] = set()
        self._lock = RLock()
        self._keys = {tag: lru_cache(_WORDS_REMEMBERED)(partial(self._analysed, tag)) for tag in ANALYSIS}
        self._known = {tag: lru_cache(_WORDS_REMEMBERED)(partial(self._coded, tag)) for tag in ANALYSIS}

    def prepare(self, languages: Sequence[str]) -> None:
        """Make sure that the dictionaries of *languages* are at hand; build those that are not (some seconds, once)."""
        with self._lock:
            tags = {code: tag for tag in languages if (code := ANALYSIS[tag].dictionary) and tag not in self._ready}
            missing = self._lemmas.missing(tuple(tags))
            done: list[str] = []

            def ready(code: str) -> None:
                done.append(code)
                if self._progress is not None:
                    self._progress(len(done), len(missing), tags[code])

            if missing:
                self._lemmas.build(missing, ready)
                self._lemmas.missing(missing)
            self._ready.update(languages)

    def keys(self, surface: str, language: str) -> Keys:
        """The keys of a word, given as its surface (:attr:`Token.surface`)."""
        return self._keys[language](surface)

    def query_keys(self, word: str, language: str) -> Keys:
        """The keys of one word as typed, in any case."""
        return self.keys(surface(word, language), language)

    def known(self, token: Token, language: str) -> Known:
        """The coded keys of *token* (a figure has none), and whether it need not match: a function word or a clitic."""
        if token.kind == FIGURE:
            return Known()
        known = self._known[language](token.surface)
        return known._replace(stop=True) if token.kind == CLITIC else known

    def index_terms(self, text: str, language: str) -> IndexTerms:
        """The terms under which a passage with the canonical *text* is indexed."""
        literal: list[str] = []
        keys: list[str] = []
        words: dict[str, Known] = {}
        for token in tokens(text, language):
            known = Known() if token.kind == FIGURE else self._known[language](token.surface)
            literal.append(token.word)
            if token.kind != CLITIC:
                keys.extend(known.keys)
            words[token.word] = merged(words[token.word], known) if token.word in words else known
        return IndexTerms(literal, keys, words)

    def _coded(self, language: str, surface: str) -> Known:
        keys = self.keys(surface, language)
        return Known(keys.coded(), keys.stop)

    def _analysed(self, language: str, surface: str) -> Keys:
        row = ANALYSIS[language]
        folded = fold(surface)
        stop = unicodedata.normalize("NFC", surface.casefold()) in function_words(language)
        if len(surface) > _LONGEST:
            return Keys(stems=(folded,), lemmas=(folded,), folded=(folded,))
        # Stemmers are not safe in several threads, and no dictionary should be built twice.
        with self._lock:
            if language not in self._ready:
                self.prepare((language,))
            lemmas = self._lemmas_of(surface, row)
            readings = [(surface, lemma) for lemma in lemmas]
            readings += [(folded, lemma) for lemma in self._lemmas_of(folded, row)]
            if second := row.second_lemmas.get(surface):
                readings.append((second, second))
            stems = {fold(stage(*reading)): None for reading in readings for stage in row.stages}
        return Keys(
            stems=tuple(filter(None, stems)),
            lemmas=(fold(lemmas[0]),),
            folded=spellings(surface, language),
            weak=tuple(filter(None, (row.weak(surface),))) if row.weak else (),
            stop=stop,
        )

    def _lemmas_of(self, word: str, row: Row) -> tuple[str, ...]:
        """The lemma of lower-case *word*; where that is only a guess, the words it was made from as well."""
        code = row.dictionary
        if code is None or self._lemmas.has(word, code):
            return (self._lemma(word, code),)
        others = row.otherwise(word) if row.otherwise is not None else (word,)
        for other in others:
            if self._lemmas.has(other, code):
                return (self._lemma(other, code),)
        last = others[-1]
        return tuple(dict.fromkeys((self._lemma(word, code), word, self._lemma(last, code), last)))

    def _lemma(self, word: str, code: str | None) -> str:
        lemma = self._lemmas.lemma(word, code) if code is not None else None
        return (lemma or word).lower()


def merged(one: Known, other: Known) -> Known:
    """What is known of a word that two surfaces share (Straße and Strasse)."""
    if one == other:
        return one
    return Known(tuple(dict.fromkeys((*one.keys, *other.keys))), one.stop and other.stop)
