"""What must change in the index so that it says what the content says?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kb.errors import N_, IndexUnusable
from kb.search import vocabulary
from kb.search.analysis import Analysis
from kb.search.engine import OpenIndex, Record, SearchEngine, keys_field, literal_field
from kb.search.records import RANKS, Indexable, Stored, digest, keywords, stored
from kb.search.searching import Labels
from kb.search.tokens import tokens
from kb.search.vocabulary import Entry, Vocabulary

DIGESTS = "digests"
LABELS = "labels.json"

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


class Words:
    """Counts the words of passages put in and taken out, a language at a time."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self.counts: dict[str, Counter[str]] = {}
        self._surfaces: dict[tuple[str, str], str] = {}

    def add(self, language: str, text: str, sign: int = 1) -> None:
        """Count each word of the passage *text* once, or take it off again with *sign* −1."""
        counts = self.counts.setdefault(language, Counter())
        for word, surface in {token.word: token.surface for token in tokens(text, language)}.items():
            counts[word] += sign
            self._surfaces[language, word] = surface

    def entry(self, language: str, word: str, frequency: int) -> Entry:
        """The vocabulary entry of *word*."""
        known = self._analysis.known(self._surfaces[language, word], language)
        return Entry(frequency, known.keys, known.stop)

    def entries(self, language: str) -> dict[str, Entry]:
        """The entries of a full vocabulary."""
        return {word: self.entry(language, word, count) for word, count in self.counts[language].items()}

    def altered(self, language: str, base: Vocabulary) -> dict[str, Entry]:
        """The overlay that brings *base* up to date: every word whose count changed, with its new count."""
        overlay = dict(base.changed)
        for word, change in self.counts[language].items():
            old = base.get(word)
            if change:
                overlay[word] = self.entry(language, word, max(0, change + (old.frequency if old else 0)))
        return overlay


def fill(
    directory: Path, engine: SearchEngine, prepared: Iterable[Prepared], analysis: Analysis, labels: Labels, step: Step
) -> None:
    """Write a complete index of *prepared* into the empty *directory*."""
    everything = list(prepared)
    words = Words(analysis)
    engine.build(directory, _records(everything, words, analysis, step))
    for language in words.counts:
        vocabulary.write(directory, language, words.entries(language))
    _write_digests(directory, {one.id: one.digest for one in everything})
    write_labels(directory, labels)


def fill_change(
    base: Path,
    directory: Path,
    engine: SearchEngine,
    difference: Difference,
    old: Mapping[str, str],
    analysis: Analysis,
    labels: Labels,
) -> bool:
    """Write the index of *base* with *difference* into the empty *directory*, sharing what stays. False: build afresh.

    *old* is the stored text of the records that are replaced or go.
    """
    words = Words(analysis)
    for text in old.values():
        for language, passage in Stored.read(text).passages.items():
            words.add(language, passage.text, -1)
    records = list(_records(difference.put, words, analysis, lambda done, total: None))
    if not engine.change(base, directory, records, difference.gone):
        return False
    return _change_vocabularies(base, directory, words) and _change_digests(base, directory, difference, labels)


def _change_vocabularies(base: Path, directory: Path, words: Words) -> bool:
    for path in vocabulary.files(base):
        (directory / path.name).hardlink_to(path)
    for language in words.counts:
        if not vocabulary.exists(base, language):
            return False
        overlay = words.altered(language, Vocabulary.open(base, language))
        vocabulary.write_overlay(directory, language, overlay)
    return True


def _change_digests(base: Path, directory: Path, difference: Difference, labels: Labels) -> bool:
    touched = {id.partition("/")[0] for id in (*difference.gone, *(one.id for one in difference.put))}
    (directory / DIGESTS).mkdir()
    for path in (base / DIGESTS).iterdir():
        if path.stem not in touched:
            (directory / DIGESTS / path.name).hardlink_to(path)
    known = {id: value for id, value in read_digests(base).items() if id.partition("/")[0] in touched}
    for id in difference.gone:
        known.pop(id, None)
    _write_digests(directory, known | {one.id: one.digest for one in difference.put})
    write_labels(directory, labels)
    return True


def _records(prepared: Iterable[Prepared], words: Words, analysis: Analysis, step: Step) -> Iterator[Record]:
    everything = list(prepared)
    for done, one in enumerate(everything, start=1):
        yield _record(one, words, analysis)
        step(done, len(everything))


def _record(one: Prepared, words: Words, analysis: Analysis) -> Record:
    terms: dict[str, list[str]] = {}
    for language, passage in one.one.statement.passages.items():
        found = analysis.index_terms(passage.text, language)
        terms[literal_field(language)] = found.literal
        terms[keys_field(language)] = found.keys
        words.add(language, passage.text)
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


def write_labels(directory: Path, labels: Labels) -> None:
    """Keep what answers say beside the statements."""
    (directory / LABELS).write_text(json.dumps(labels._asdict(), ensure_ascii=False), encoding="utf-8")


def read_labels(directory: Path) -> Labels:
    """What :func:`write_labels` kept.

    :raises IndexUnusable: if it cannot be read.
    """
    try:
        return Labels(**json.loads((directory / LABELS).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(N_("the index is damaged ({file})"), code="index-damaged", file=LABELS) from error


def prove(index: OpenIndex, prepared: Iterable[Prepared], total: int) -> None:
    """That *index* has *total* statements, and that every passage just written is found by a word of its own.

    :raises IndexUnusable: if not; such an index is never published.
    """
    if len(index.ids()) != total:
        raise IndexUnusable(
            N_("the new index has {found} statements instead of {expected} and was not published"),
            code="index-not-proven",
            found=len(index.ids()),
            expected=total,
        )
    for one in prepared:
        for language, passage in one.one.statement.passages.items():
            word = max((token.word for token in tokens(passage.text, language)), key=len, default=None)
            if word is not None and not index.has(one.id, literal_field(language), word):
                raise IndexUnusable(
                    N_("the new index does not find {address} by its own words and was not published"),
                    code="index-not-proven",
                    address=f"{one.id}/{language}",
                )
