"""How does Whoosh build, change and search an index? The embedded engine that needs nothing installed or running."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from kb.errors import N_, IndexUnusable
from kb.search.durable import share, storage_errors
from kb.search.engine import KEYWORD_FIELDS, Found, Record, Request, Results
from kb.search.evaluation import Evaluation
from kb.search.ranking import Filtered, Order
from kb.search.whoosh_codec import DATE, ID, RANK, STORED, ArrayCodec, PostingArrays, schema
from kb.search.whoosh_library import TOC, FileIndex, SegmentWriter, W3Segment
from kb.search.whoosh_reader import INDEX, Reader, read_toc
from kb.search.whoosh_storage import Storage

#: A change that would leave more segments than this, or touch more than a share of what the last full build held, is
#: not worth it: searching gets slower by the segment, and deleted records still count in the scores.
_SEGMENTS = 10
_SHARE = 0.1


#: So many hits, and reading all ids at once is quicker than one by one.
_MANY = 300


class WhooshIndex:
    """An index opened for searching; threads may share it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        with _unusable(directory):
            self._reader = Reader(directory, schema())

    def search(self, request: Request) -> Results:
        """The hits of *request*."""
        with _unusable(self._directory):
            return _search(self._reader, request)

    def has(self, record: str, field: str, text: str) -> bool:
        """Whether the record with this id has the term."""
        with _unusable(self._directory):
            number = self._reader.find(record)
            return number is not None and number in self._reader.postings(field, text).records

    def ids(self) -> frozenset[str]:
        """The ids of all records."""
        with _unusable(self._directory):
            return self._reader.ids()

    def stored(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The stored text of those records that exist."""
        with _unusable(self._directory):
            found = ((id, self._reader.find(id)) for id in ids)
            return {id: self._reader.text(record) for id, record in found if record is not None}

    def close(self) -> None:
        """Nothing to do: files are unmapped when the last search lets go of them."""


def _search(reader: Reader, request: Request) -> Results:
    evaluation = Evaluation(reader)
    matches = evaluation.match(request.tree, _within(reader, request))
    deleted = reader.deleted
    records = [record for record in matches.scores if record not in deleted] if deleted else matches.scores
    filtered = Filtered(records, reader.column)
    passing = filtered.passing(request.filters)
    ids = reader.id if len(passing) < _MANY else reader.id_of_many()
    order = Order(reader.order(RANK), reader.order(DATE, newest_first=True), ids)
    hits = order.first(request, passing, matches)
    found = (
        Found(reader.id(hit).decode(), matches.levels[hit], matches.scores[hit], terms, reader.text(hit))
        for hit, terms in zip(hits, evaluation.evidence(request.tree, hits), strict=True)
    )
    return Results(len(passing), tuple(found), filtered.facets(request))


def _within(reader: Reader, request: Request) -> set[int] | None:
    if request.only is None:
        return None
    return {record for id in request.only if (record := reader.find(id)) is not None}


class WhooshEngine:
    """Builds and opens Whoosh indexes."""

    name = "whoosh"
    #: Whoosh's version, that of our layout, and the byte order of the arrays in it.
    version = f"2.7.4-2-{sys.byteorder}"

    def build(self, directory: Path, records: Iterable[Record]) -> None:
        """Write a full index of *records*.

        :raises StorageError: on a full disk or missing permission.
        """
        with storage_errors(directory):
            _write(Storage(directory), records, ())

    def change(self, base: Path, directory: Path, records: Iterable[Record], gone: Iterable[str]) -> bool:
        """Write the index of *base* with *records* put in and *gone* taken out, sharing its segments.

        Returns False, with nothing written, where a full build is due.

        :raises StorageError: on a full disk or missing permission.
        :raises IndexUnusable: if *base* is.
        """
        changed = {record.id: record for record in records}
        with _unusable(base):
            toc = read_toc(base, schema())
            reader = Reader(base, schema())
            replaced = [n for id in chain(changed, gone) if (n := reader.find(id)) is not None]
        if not _worthwhile(toc.segments, len(changed), len(replaced)):
            return False
        with storage_errors(directory):
            for segment in toc.segments:
                name = segment.make_filename(segment.COMPOUND_EXT)
                share(base / name, directory / name)
            name = TOC._filename(INDEX, toc.generation)
            shutil.copyfile(base / name, directory / name)
            _write(Storage(directory), changed.values(), replaced)
        return True

    def open(self, directory: Path) -> WhooshIndex:
        """Open a published index.

        :raises IndexUnusable: if it is damaged or foreign.
        """
        return WhooshIndex(directory)


def _worthwhile(segments: list[W3Segment], added: int, replaced: int) -> bool:
    if not segments or len(segments) + bool(added) > _SEGMENTS:
        return False
    first, *later = segments
    added += sum(segment.doc_count_all() for segment in later)
    replaced += sum(segment.deleted_count() for segment in segments)
    return bool(max(added, replaced) <= _SHARE * first.doc_count_all())


def _write(storage: Storage, records: Iterable[Record], replaced: Iterable[int]) -> None:
    try:
        _commit(storage, records, replaced)
    except BaseException:
        storage.abandon()
        raise


def _commit(storage: Storage, records: Iterable[Record], replaced: Iterable[int]) -> None:
    if not storage.list():
        TOC.create(storage, schema(), INDEX)
    index = FileIndex(storage, schema=schema(), indexname=INDEX)
    # No lock file: the directory is ours alone until it is published.
    writer = SegmentWriter(index, _lk=False, codec=ArrayCodec())
    writer.pool = PostingArrays()
    for number in replaced:
        writer.delete_document(number)
    for record in records:
        values = {name: record.keywords.get(name, ()) for name in KEYWORD_FIELDS}
        fixed = {ID: record.id, RANK: (str(record.rank),), DATE: (record.date,), STORED: record.stored}
        writer.add_document(**fixed, **values, **record.terms)
    writer.commit(merge=False)


@contextmanager
def _unusable(directory: Path) -> Iterator[None]:
    """Whatever goes wrong in reading means that the index is damaged; hundreds of ways were seen."""
    try:
        yield
    except Exception as error:
        raise IndexUnusable(
            N_("the search index in {path} cannot be read: {reason}"),
            code="index-damaged",
            path=str(directory),
            reason=f"{type(error).__name__}: {error}",
        ) from error
