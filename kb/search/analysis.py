"""Here is a word and its language: under which keys is it found? One row a language.

A word goes through the lemmatiser, then through a stemmer. The same once more from its folded form and its other
spellings, and there accents are folded, so that words typed without them are found. A compound is found by the words
it is made of as well. Measured on treebanks of 23 languages (known-item queries in
another inflection, success at 5): stemmers alone 0.73, lemmatiser alone 0.90, this chain 0.95.

This module is heavy (lemmatiser, stemmers). What a search usually needs is in ``tokens``, ``vocabulary`` and ``memo``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from kb.search import accents, bulgarian, cistem, greek, irish, latvian, lemmas, maltese, portuguese, stems
from kb.search.compounds import JOINTS, Joints, tiled
from kb.search.folding import fold, respelled, spelled
from kb.search.joined import hyphenated, joined_keys
from kb.search.keys import MADE, RULES, Keys
from kb.search.lemmas import Lemmas
from kb.search.second_lemmas import SECOND_LEMMAS
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


def _digraphs(language: str) -> Callable[[str], tuple[str, ...]]:
    return lambda word: (respelled(word, language),)


class Row(NamedTuple):
    """How words of a language are analysed.

    ``dictionary`` is the lemmatiser's code, None where it has none. ``stages`` make a stem key each. ``otherwise``
    gives another form of a word (without its mutation) to look up when the dictionary does not hold it; ``respelled``
    other spellings of it, the likeliest last. ``weak`` makes a coarse key. ``second_lemmas`` belong to forms that are
    another word's in the dictionary as well. ``compounds`` says how words are tied together; None, and
    ``why_no_compounds`` says why. ``own_accents``: stages keep accents where they belong to the stem, and take off those
    that an ending brought. ``stopwords_reviewed``: by a native speaker.
    """

    dictionary: str | None
    stages: tuple[Stage, ...]
    otherwise: Callable[[str], str] | None = None
    respelled: Callable[[str], tuple[str, ...]] | None = None
    weak: Callable[[str], str] | None = None
    second_lemmas: Mapping[str, str] = {}
    compounds: Joints | None = None
    why_no_compounds: str = ""
    own_accents: bool = False
    stopwords_reviewed: bool = False


def _alone(dictionary: str | None, stages: tuple[Stage, ...], **more: Any) -> Row:
    """The row of a language that seldom writes words together."""
    return Row(dictionary, stages, why_no_compounds="words are seldom written together", **more)


ANALYSIS: dict[str, Row] = {
    "bg": _alone("bg", (_of_lemma(bulgarian.stem),), second_lemmas=SECOND_LEMMAS["bg"]),
    "cs": _alone("cs", _snowball("czech")),
    "da": Row("da", _snowball("danish"), respelled=_digraphs("da"), compounds=JOINTS["da"]),
    "de": Row("de", (_of_lemma(cistem.stem),), respelled=_digraphs("de"), compounds=JOINTS["de"]),
    "el": _alone("el", _snowball("greek"), respelled=greek.accented, second_lemmas=SECOND_LEMMAS["el"]),
    "en": _alone("en", _snowball("english")),
    "es": _alone("es", _snowball("spanish")),
    "et": Row("et", _snowball("estonian"), second_lemmas=SECOND_LEMMAS["et"], compounds=JOINTS["et"]),
    "fi": Row("fi", _snowball("finnish"), second_lemmas=SECOND_LEMMAS["fi"], compounds=JOINTS["fi"]),
    "fr": _alone("fr", _snowball("french")),
    "ga": _alone("ga", _snowball("irish"), otherwise=irish.unmutated, second_lemmas=SECOND_LEMMAS["ga"]),
    # The lemmatiser has one dictionary for Bosnian, Croatian, Montenegrin and Serbian; so has Snowball one algorithm.
    "hr": _alone("hbs", _snowball("serbian"), second_lemmas=SECOND_LEMMAS["hr"]),
    "hu": Row("hu", _snowball("hungarian"), compounds=JOINTS["hu"]),
    "it": _alone("it", _snowball("italian")),
    "lt": _alone("lt", _snowball("lithuanian")),
    # A small dictionary: three opinions (success at 5 0.88 -> 0.95).
    "lv": _alone("lv", (_of_lemma(latvian.light), _of_word(latvian.deep), _of_lemma(latvian.deep)), own_accents=True),
    # No dictionary and no stemmer exist.
    "mt": _alone(None, (_of_word(maltese.stem),), weak=maltese.consonants, second_lemmas=SECOND_LEMMAS["mt"]),
    "nl": Row("nl", _snowball("dutch"), second_lemmas=SECOND_LEMMAS["nl"], compounds=JOINTS["nl"]),
    "pl": _alone("pl", _snowball("polish")),
    "pt": _alone("pt", _snowball("portuguese"), respelled=portuguese.accented),
    "ro": _alone("ro", _snowball("romanian"), second_lemmas=SECOND_LEMMAS["ro"]),
    # Snowball has no Slovak and no Slovenian; their neighbours' endings serve.
    "sk": _alone("sk", _snowball("czech")),
    "sl": _alone("sl", _snowball("serbian")),
    "sv": Row("sv", _snowball("swedish"), respelled=_digraphs("sv"), compounds=JOINTS["sv"]),
}

#: Called while dictionaries are built for the first time: how many are done, of how many, and the language just done.
Progress = Callable[[int, int, str], None]

#: A word and one of its lemmas.
Reading = tuple[str, str]

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

    def forget(self) -> None:
        """Keep nothing of the words analysed so far in memory."""
        for cached in (*self._keys.values(), *self._known.values()):
            cached.cache_clear()

    def index_terms(self, text: str, language: str) -> IndexTerms:
        """The terms under which a passage with the canonical *text* is indexed."""
        literal: list[str] = []
        keys: list[str] = []
        words: dict[str, Known] = {}
        found = tokens(text, language)
        for token in found:
            known = Known() if token.kind == FIGURE else self._known[language](token.surface)
            literal.append(token.word)
            if token.kind != CLITIC:
                keys.extend(key for key in known.keys if not key.startswith(MADE))
            words[token.word] = merged(words[token.word], known) if token.word in words else known
        for run in hyphenated(found, text):
            keys.extend(joined_keys(run, words[run[-1].word].keys))
        return IndexTerms(literal, keys, words)

    def _coded(self, language: str, surface: str) -> Known:
        keys = self.keys(surface, language)
        return Known(keys.coded(), keys.stop)

    def _analysed(self, language: str, surface: str) -> Keys:
        row = ANALYSIS[language]
        literal = unicodedata.normalize("NFC", surface.casefold())
        stop = literal in function_words(language)
        if len(surface) > _LONGEST:
            return Keys((literal,), folded=() if literal == fold(surface) else (fold(surface),))
        # Stemmers are not safe in several threads, and no dictionary should be built twice.
        with self._lock:
            if language not in self._ready:
                self.prepare((language,))
            own = self._readings(surface, row)
            if second := row.second_lemmas.get(surface):
                own.append((second, second))
            stems = _unique(spelled(stem, base) for reading in own for stem, base in _stems(reading, row))
            others = [*own, *self._respelled(surface, row), *self._accented(surface, language)]
            folded = _unique(fold(stem) for reading in others for stem, _ in _stems(reading, row))
            parts, atoms = self._parts(surface, row)
        return Keys(
            stems,
            lemmas=(unicodedata.normalize("NFC", own[0][1].casefold()),),
            folded=tuple(stem for stem in folded if stem not in stems),
            parts=tuple(stem for stem in parts if stem not in stems and stem not in folded),
            atoms=atoms,
            weak=_unique((row.weak(surface),)) if row.weak else (),
            stop=stop,
        )

    def _readings(self, word: str, row: Row) -> list[Reading]:
        """Lower-case *word* with its lemma; where that is only a guess, the words it was made from as well."""
        code = row.dictionary
        if self._has(word, code):
            return [(word, lemma) for lemma in _unique((self._lemma(word, code), self._noun(word, row)))]
        other = row.otherwise(word) if row.otherwise is not None else word
        if self._has(other, code):
            return [(word, self._lemma(other, code))]
        return [(word, lemma) for lemma in _unique((self._lemma(word, code), word, self._lemma(other, code), other))]

    def _accented(self, surface: str, language: str) -> list[Reading]:
        """Readings of the words that *surface* is without their accents, where it is none itself."""
        row = ANALYSIS[language]
        code = row.dictionary
        if code is None or self._has(surface, code):
            return []
        found = accents.accented(surface, language, partial(self._begins, code, _capitals(row)))
        return [reading for word in found if self._has(word, code) for reading in self._readings(word, row)]

    def _begins(self, code: str, capitals: bool, start: str) -> bool:
        """Whether a word of the dictionary begins so."""
        starts = (start, start.capitalize()) if capitals else (start,)
        return any(next(self._lemmas.beginning(one, code), None) is not None for one in starts)

    def _noun(self, word: str, row: Row) -> str:
        """The lemma of *word* as a noun where the dictionary has it with a capital, another word (Waren, waren)."""
        if code := row.dictionary if _capitals(row) else None:
            return (self._lemmas.dictionary(code).get(word.capitalize()) or "").lower()
        return ""

    def _respelled(self, surface: str, row: Row) -> list[Reading]:
        """Readings of *surface* without accents, and in its other spellings."""
        found: list[Reading] = []
        for word in dict.fromkeys((surface, fold(surface))):
            if word != surface:
                found += self._readings(word, row)
            others = [other for other in (row.respelled(word) if row.respelled is not None else ()) if other != word]
            held = [other for other in others if self._has(other, row.dictionary)]
            if held:
                found += self._readings(held[0], row)
            elif others and not self._has(word, row.dictionary):
                found += self._readings(others[-1], row)
        return found

    def _parts(self, surface: str, row: Row) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Folded stems of the words that are in *surface*, and of each of those that together make it."""
        if row.compounds is None or row.dictionary is None:
            return (), ()
        held = self._has(surface, row.dictionary)
        words = [surface, *(row.respelled(surface) if row.respelled is not None and not held else ())]
        candidates = [self._lemma(word, row.dictionary) for word in words]
        if row.compounds.surface and not held:
            candidates.append(surface)
        entry = self._lemmas.dictionary(row.dictionary).get
        for candidate in _unique(candidates):
            found = tiled(candidate, row.compounds, lambda word: entry(word) is not None)
            if found.atoms:
                atoms = tuple(self._part_stems(forms, row) for forms in found.atoms)
                return _unique((*chain.from_iterable(atoms), *self._part_stems(found.spans, row))), atoms
        return (), ()

    def _part_stems(self, forms: Iterable[str], row: Row) -> tuple[str, ...]:
        readings = (self._readings(form, row)[0] for form in forms)
        return _unique(fold(stem) for reading in readings for stem, _ in _stems(reading, row))

    def _has(self, word: str, code: str | None) -> bool:
        return code is None or self._lemmas.has(word, code)

    def _lemma(self, word: str, code: str | None) -> str:
        lemma = self._lemmas.lemma(word, code) if code is not None else None
        return (lemma or word).lower()


def _capitals(row: Row) -> bool:
    """Whether the dictionary writes nouns with a capital."""
    return row.compounds is not None and row.compounds.capitals


def _stems(reading: Reading, row: Row) -> Iterator[tuple[str, str]]:
    """The stem that each stage makes of a word and its lemma, with that of the two that it was made of."""
    word, lemma = reading
    for stage in row.stages:
        stem = stage(word, lemma)
        yield stem, stem if row.own_accents else lemma if fold(lemma).startswith(fold(stem)) else word


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def merged(one: Known, other: Known) -> Known:
    """What is known of a word that two surfaces share (Straße and Strasse)."""
    if one == other:
        return one
    return Known(tuple(dict.fromkeys((*one.keys, *other.keys))), one.stop and other.stop)
