"""What does an index of Whoosh segments hold for this term, this field, this record?

Everything here is read from mapped, immutable files by position, so threads may share a reader; what is computed once
is computed under a lock or is the same whoever computes it.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from kb.search.engine import KEYWORD_FIELDS
from kb.search.evaluation import Field, Postings
from kb.search.ranking import Column
from kb.search.scoring import norms
from kb.search.whoosh_codec import ID, RANK, STORED, ArrayCodec, ArrayTermsReader, read_values
from kb.search.whoosh_library import TOC, Schema, VarBytesColumn, W3Segment
from kb.search.whoosh_storage import Compound, Storage, View

INDEX = "MAIN"


def read_toc(path: Path, schema: Schema) -> TOC:
    """The table of contents of the index in *path*. Given a schema, Whoosh does not unpickle the one in the file."""
    return TOC.read(Storage(path), INDEX, schema=schema)


class Segment(NamedTuple):
    """One segment, opened: its records are ``base`` … ``base + size - 1``."""

    row: W3Segment
    files: Compound
    terms: ArrayTermsReader
    base: int
    size: int

    def check(self) -> None:
        """Refuse a number of records that the segment cannot have: it decides how much memory a search takes."""
        found = self.file(RANK)
        if found is None or not 0 < 4 * self.size < found[1]:
            raise ValueError(f"{self.size} records")

    def file(self, column: str) -> tuple[View, int] | None:
        """A column's bytes and their length; None if no record of the segment has it."""
        name = ArrayCodec.column_filename(self.row, column)
        if not self.files.file_exists(name):
            return None
        return self.files.open_file(name), self.files.file_length(name)


def _open(path: Path, rows: Sequence[W3Segment]) -> list[Segment]:
    storage, codec = Storage(path), ArrayCodec()
    segments: list[Segment] = []
    base = 0
    for row in rows:
        files = Compound(storage.open_file(row.make_filename(row.COMPOUND_EXT)))
        segment = Segment(row, files, codec.terms_reader(files, row), base, row.doc_count_all())
        segment.check()
        segments.append(segment)
        base += segment.size
    return segments


class Reader:
    """The segments of an index as one."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self._segments = _open(path, read_toc(path, schema).segments)
        self.size = sum(segment.size for segment in self._segments)
        self._bases = [segment.base for segment in self._segments]
        self.deleted = frozenset(s.base + record for s in self._segments for record in s.row.deleted_docs())
        self._lock = Lock()
        self._fields: dict[str, Field] = {}
        self._columns: dict[str, Column] = {}
        self._orders: dict[str, list[int]] = {}
        self._all_ids: list[bytes] = []
        self._bytes: dict[str, list[VarBytesColumn.Reader]] = {}

    # --------------------------------------------------------------------------------------------------------- terms

    def frequency(self, field: str, text: str) -> int:
        """How many records have the term, deleted ones included."""
        if field in KEYWORD_FIELDS:
            return len(self._having(field, text))
        return sum(entry.having for s in self._segments if (entry := s.terms.entry(field, text)))

    def postings(self, field: str, text: str) -> Postings:
        """Which records have the term, deleted ones included."""
        if field in KEYWORD_FIELDS:
            records = self._having(field, text)
            return Postings(records, array("I", [1]) * len(records), array("I"))
        lists = [
            (segment.base, segment.terms.postings(entry))
            for segment in self._segments
            if (entry := segment.terms.entry(field, text))
        ]
        if len(lists) == 1 and lists[0][0] == 0:
            return lists[0][1]
        records, frequencies, positions = array("I"), array("I"), array("I")
        for base, part in lists:
            records.extend(base + record for record in part.records)
            frequencies.extend(part.frequencies)
            positions.extend(part.positions)
        return Postings(records, frequencies, positions)

    def _having(self, field: str, value: str) -> array[int]:
        """The records whose keywords have the value: few are asked for, so a look at the column does."""
        codes, values = self.column(field)
        wanted = {code for code, known in enumerate(values) if value in known}
        return array("I", [record for record, code in enumerate(codes) if code in wanted] if wanted else [])

    def field(self, name: str) -> Field:
        """What BM25 needs of a field."""
        if name not in self._fields:
            lengths = b"".join(self._lengths(segment, name) for segment in self._segments)
            having = len(lengths) - lengths.count(0)
            total = sum(segment.row._fieldlengths.get(name, 0) for segment in self._segments)
            self._fields[name] = Field(having, lengths, norms(total / having if having else 0))
        return self._fields[name]

    def _lengths(self, segment: Segment, name: str) -> bytes:
        found = segment.file(f"_{name}_len")
        data = found[0].get(0, found[1]) if found else b""
        # Whoosh leaves out the zeros at the end.
        return data.ljust(segment.size, b"\0")

    # ------------------------------------------------------------------------------------------------------- columns

    def column(self, name: str) -> Column:
        """The values of a field, a code a record."""
        if name not in self._columns:
            with self._lock:
                self._columns[name] = self._read_column(name)
        return self._columns[name]

    def _read_column(self, name: str) -> Column:
        parts = [read_values(*found, s.size) for s in self._segments if (found := s.file(name))]
        if len(parts) == 1:
            return Column(*parts[0])
        known: dict[tuple[str, ...], int] = {}
        codes = array("I")
        for local, values in parts:
            renumbered = [known.setdefault(value, len(known)) for value in values]
            codes.extend(map(renumbered.__getitem__, local))
        return Column(codes, list(known))

    def order(self, name: str, *, newest_first: bool = False) -> Sequence[int]:
        """A number a record that sorts as the values of *name* do."""
        if name not in self._orders:
            codes, values = self.column(name)
            places = {value: place for place, value in enumerate(sorted(values, reverse=newest_first))}
            ranked = [places[value] for value in values]
            self._orders[name] = [ranked[code] for code in codes]
        return self._orders[name]

    # ------------------------------------------------------------------------------------------------------- records

    def id(self, record: int) -> bytes:
        """The id of a record, in UTF-8."""
        return self._value(ID, record)

    def id_of_many(self) -> Callable[[int], bytes]:
        """Another way to ask for ids, which pays off for hundreds."""
        if len(self._all_ids) != self.size:
            self._all_ids = [id for part in self._parts(ID) for id in _all_values(part)]
        return self._all_ids.__getitem__

    def text(self, record: int) -> str:
        """What was stored with a record."""
        return zlib.decompress(self._value(STORED, record)).decode()

    def ids(self) -> frozenset[str]:
        """The ids of all records that are not deleted."""
        id = self.id_of_many()
        return frozenset(id(record).decode() for record in range(self.size) if record not in self.deleted)

    def find(self, id: str) -> int | None:
        """The record with this id."""
        found = next((record for record in self.postings(ID, id).records if record not in self.deleted), None)
        if found is not None and self.id(found).decode() != id:
            raise ValueError(f"record {found} is not {id}")
        return found

    def _value(self, column: str, record: int) -> bytes:
        number = bisect_right(self._bases, record) - 1
        value: bytes = self._parts(column)[number][record - self._bases[number]]
        return value

    def _parts(self, column: str) -> list[VarBytesColumn.Reader]:
        if column not in self._bytes:
            with self._lock:
                self._bytes[column] = [self._read_bytes(segment, column) for segment in self._segments]
        return self._bytes[column]

    @staticmethod
    def _read_bytes(segment: Segment, column: str) -> VarBytesColumn.Reader:
        found = segment.file(column)
        if found is None:
            raise KeyError(column)
        return VarBytesColumn().reader(found[0], 0, found[1], segment.size)


def _all_values(part: VarBytesColumn.Reader) -> list[bytes]:
    """Every value of a column of bytes, from one read."""
    offsets, lengths = part._offsets, part._lengths
    data = part._dbfile.get(0, sum(lengths))
    return [data[offset : offset + length] for offset, length in zip(offsets, lengths, strict=True)]
