"""What must change in the index so that it says what the content says?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kb import values
from kb.errors import N_, IndexUnusable
from kb.search import label_index, vocabulary
from kb.search.amounts import as_written
from kb.search.analysis import Analysis, IndexTerms, Known, merged
from kb.search.durable import share
from kb.search.engine import NUM, Record, SearchEngine, keys_field, literal_field
from kb.search.labels import Labels, write_labels
from kb.search.records import RANKS, Indexable, Stored, digest, keywords, stored
from kb.search.tokens import tokens
from kb.search.vocabulary import Entry, Vocabulary

DIGESTS = "digests"

Step = Callable[[int, int], None]


class Prepared(NamedTuple):
    """A statement ready to be compared with what the index has; its terms are made only if it differs."""

    one: Indexable
    stored: str
    keywords: Mapping[str, tuple[str, ...]]
    digest: str

    @property
    def id(self) -> str:
        """``SOURCE/ID``."""
        return self.one.statement.address

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has passages in."""
        return tuple(self.one.statement.passages)


def prepare(one: Indexable) -> Prepared:
    """*one* with its digest."""
    text, words = stored(one), keywords(one)
    return Prepared(one, text, words, digest(text, words, one.source.issued))


class Difference(NamedTuple):
    """What to put in, and which ids to take out."""

    put: tuple[Prepared, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the index says what the content says."""
        return not self.put and not self.gone


def compare(known: Mapping[str, str], prepared: Iterable[Prepared], sources: frozenset[str] | None) -> Difference:
    """How *prepared* differs from the digests *known*, looking at the folders *sources* only (None: at all)."""
    now = {one.id: one for one in prepared}
    mine = (id for id in known if sources is None or id.partition("/")[0] in sources)
    return Difference(
        put=tuple(one for id, one in now.items() if known.get(id) != one.digest),
        gone=tuple(id for id in mine if id not in now),
    )


# --------------------------------------------------------------------------------------------- what a generation holds


class FullBuildDue(Exception):
    """A small change is not worth it, or not possible."""


class Words:
    """Counts the words of passages put in and taken out, a language at a time."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self.counts: dict[str, Counter[str]] = {}
        self._known: dict[tuple[str, str], Known] = {}

    def add(self, language: str, text: str, sign: int = 1) -> IndexTerms:
        """Count each word of the passage *text* once, or take it off again with *sign* −1."""
        found = self._analysis.index_terms(text, language)
        counts = self.counts.setdefault(language, Counter())
        for word, known in found.words.items():
            counts[word] += sign
            before = self._known.get((language, word))
            self._known[language, word] = merged(before, known) if before else known
        return found

    def entries(self, language: str) -> dict[str, Entry]:
        """The entries of a full vocabulary."""
        return {word: self._entry(language, word, count) for word, count in self.counts[language].items()}

    def altered(self, language: str, base: Vocabulary) -> dict[str, Entry]:
        """The overlay that brings *base* up to date: every word whose count changed, with its new count."""
        overlay = dict(base.changed)
        for word, change in self.counts[language].items():
            old = base.get(word)
            if change and old is not None:
                # Another passage may have the word in another surface (Straße, Strasse): its keys stay.
                known = merged(Known(old.keys, old.stop), self._known[language, word])
                overlay[word] = Entry(max(0, old.frequency + change), tuple(known.keys), known.stop)
            elif change:
                overlay[word] = self._entry(language, word, change)
        return overlay

    def _entry(self, language: str, word: str, frequency: int) -> Entry:
        known = self._known[language, word]
        return Entry(frequency, known.keys, known.stop)


def fill(
    directory: Path, engine: SearchEngine, prepared: Iterable[Prepared], analysis: Analysis, labels: Labels, step: Step
) -> None:
    """Write a complete index of *prepared* into the empty *directory*."""
    everything = list(prepared)
    words = Words(analysis)
    engine.build(directory, _records(everything, words, step))
    for language in words.counts:
        vocabulary.write(directory, language, words.entries(language))
    _write_digests(directory, {one.id: one.digest for one in everything})
    _write_labels(directory, labels, analysis)


def fill_change(
    base: Path,
    directory: Path,
    engine: SearchEngine,
    difference: Difference,
    old: Mapping[str, str],
    analysis: Analysis,
    labels: Labels,
) -> None:
    """Write the index of *base* with *difference* into the empty *directory*, sharing what stays.

    *old* is the stored text of the records that are replaced or go.

    :raises FullBuildDue: when that is not worth it.
    """
    words = Words(analysis)
    for text in old.values():
        for language, passage in Stored.read(text).passages.items():
            words.add(language, passage.text, -1)
    records = list(_records(difference.put, words, lambda done, total: None))
    if not engine.change(base, directory, records, difference.gone):
        raise FullBuildDue
    _change_vocabularies(base, directory, words)
    _change_digests(base, directory, difference)
    _write_labels(directory, labels, analysis)


def _write_labels(directory: Path, labels: Labels, analysis: Analysis) -> None:
    def terms(text: str, language: str) -> set[str]:
        """Words and keys of a label; function words call nothing."""
        words = analysis.index_terms(text, language).words
        return {term for word, known in words.items() if not known.stop for term in (word, *known.keys)}

    write_labels(directory, labels)
    label_index.write(directory, labels, terms)


def _change_vocabularies(base: Path, directory: Path, words: Words) -> None:
    changed = {language: counts for language, counts in words.counts.items() if any(counts.values())}
    for language in changed:
        if not vocabulary.exists(base, language):
            raise FullBuildDue
        vocabulary.write_overlay(directory, language, words.altered(language, Vocabulary.open(base, language)))
    for path in vocabulary.files(base):
        if not (directory / path.name).exists():
            share(path, directory / path.name)


def _change_digests(base: Path, directory: Path, difference: Difference) -> None:
    touched = {id.partition("/")[0] for id in (*difference.gone, *(one.id for one in difference.put))}
    (directory / DIGESTS).mkdir()
    for path in (base / DIGESTS).iterdir():
        if path.stem not in touched:
            share(path, directory / DIGESTS / path.name)
    known = {id: value for id, value in read_digests(base).items() if id.partition("/")[0] in touched}
    for id in difference.gone:
        known.pop(id, None)
    _write_digests(directory, known | {one.id: one.digest for one in difference.put})


def _records(prepared: Sequence[Prepared], words: Words, step: Step) -> Iterator[Record]:
    for done, one in enumerate(prepared, start=1):
        yield _record(one, words)
        step(done, len(prepared))


def _amounts(one: Prepared) -> Iterator[str]:
    """The terms of every figure, by the language it is read in."""
    for language, passage in one.one.statement.passages.items():
        for figure in values.figures(passage.text, language):
            written = as_written(passage.text[figure.start : figure.end])
            yield from (f"{language}:{term}" for term in (*values.terms(figure), *written))


def _record(one: Prepared, words: Words) -> Record:
    terms: dict[str, Sequence[str]] = {NUM: list(_amounts(one))}
    for language, passage in one.one.statement.passages.items():
        found = words.add(language, passage.text)
        terms[literal_field(language)] = found.literal
        terms[keys_field(language)] = found.keys
    return Record(
        id=one.id,
        terms=terms,
        keywords=one.keywords,
        rank=RANKS[one.one.publication],
        date=one.one.source.issued,
        stored=one.stored,
        digest=one.digest,
    )


# -------------------------------------------------------------------------------------------------- files beside the engine's


def _write_digests(directory: Path, digests: Mapping[str, str]) -> None:
    """One file a source, so that a small change shares those of all others."""
    folder = directory / DIGESTS
    folder.mkdir(exist_ok=True)
    sources: dict[str, dict[str, str]] = {}
    for id, value in digests.items():
        sources.setdefault(id.partition("/")[0], {})[id] = value
    for source, rows in sources.items():
        (folder / f"{source}.json").write_text(json.dumps(rows), encoding="utf-8")


def read_digests(directory: Path) -> dict[str, str]:
    """Id to digest of every record of a generation.

    :raises IndexUnusable: if they cannot be read.
    """
    found: dict[str, str] = {}
    try:
        for path in (directory / DIGESTS).iterdir():
            found.update(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(N_("the index is damaged ({file})"), code="index-damaged", file=DIGESTS) from error
    return found


def own_terms(prepared: Iterable[Prepared]) -> Iterator[tuple[str, str, str]]:
    """(record, field, term) by which every passage must be found: the longest of its own words."""
    for one in prepared:
        for language, passage in one.one.statement.passages.items():
            word = max((token.word for token in tokens(passage.text, language)), key=len, default=None)
            if word is not None:
                yield one.id, literal_field(language), word
