"""How are terms, lengths and values laid out inside a Whoosh segment?

Whoosh's files, with three things of our own: postings are plain arrays (Whoosh's are pickles), the byte for a field's
length is Lucene's (Whoosh's is inexact from 11), and a column of values has a code a record (Whoosh's stops at 65,535).
"""

from __future__ import annotations

import json
import os
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kb.languages import LANGUAGES
from kb.search.engine import KEYWORD_FIELDS, NUM, keys_field, literal_field
from kb.search.evaluation import Postings
from kb.search.scoring import length_byte
from kb.search.whoosh_library import (
    LENGTHS_COLUMN,
    Column,
    ColumnWriter,
    Existence,
    FieldType,
    Frequency,
    Positions,
    Schema,
    StructFile,
    VarBytesColumn,
    W3Codec,
    W3FieldWriter,
    W3PerDocWriter,
    W3Segment,
    W3TermInfo,
    W3TermsReader,
)
from kb.search.whoosh_storage import View

ID, RANK, DATE, STORED = "id", "rank", "date", "stored"

# Shorter lists do not get smaller.
_COMPRESS_FROM = 96
_WORD = 4


# --------------------------------------------------------------------------------------------------------------- fields


class TermsField(FieldType):  # type: ignore[misc]
    """A field of ready terms, scored by BM25; with ``positions`` if phrases are asked of it."""

    scorable = True

    def __init__(self, *, positions: bool) -> None:
        self.format = Positions() if positions else Frequency()

    def index(self, value: Sequence[str], **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, positions) of each distinct term."""
        if isinstance(self.format, Positions):
            places: dict[str, list[int]] = {}
            for position, term in enumerate(value):
                places.setdefault(term, []).append(position)
            for term, positions in places.items():
                yield term.encode(), len(positions), len(positions), array("I", positions).tobytes()
        else:
            for term, frequency in Counter(value).items():
                yield term.encode(), frequency, frequency, b""


class KeyField(FieldType):  # type: ignore[misc]
    """The id: one term a record, and a column to read it back."""

    format = Existence()
    column_type = VarBytesColumn(write_offsets_cutoff=0)

    def __init__(self) -> None: ...

    def index(self, value: str, **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The one term."""
        yield value.encode(), 1, 1, b""

    def to_column_value(self, value: str) -> bytes:
        """The id in UTF-8, whose order is that of the text."""
        return value.encode()


class StoredField(FieldType):  # type: ignore[misc]
    """Text that comes back with a hit, compressed."""

    indexed = False
    column_type = VarBytesColumn(write_offsets_cutoff=0)

    def __init__(self) -> None: ...

    def to_column_value(self, value: str) -> bytes:
        """The text, compressed."""
        return zlib.compress(value.encode(), 3)


class ValuesField(FieldType):  # type: ignore[misc]
    """A column of tuples of text, for filters, facets and sorting."""

    indexed = False

    def __init__(self) -> None:
        self.column_type = ValuesColumn()

    def to_column_value(self, value: Sequence[str]) -> tuple[str, ...]:
        """The values, each once."""
        return tuple(dict.fromkeys(value))


class ValuesColumn(Column):  # type: ignore[misc]
    """A code a record, then as JSON what each code stands for."""

    class Writer(ColumnWriter):  # type: ignore[misc]
        """Collects codes, writes them at the end."""

        def __init__(self, dbfile: StructFile) -> None:
            super().__init__(dbfile)
            self._codes = array("I")
            self._known: dict[tuple[str, ...], int] = {}

        def add(self, docnum: int, value: tuple[str, ...]) -> None:
            """The values of the next record."""
            assert docnum == len(self._codes)
            self._codes.append(self._known.setdefault(value, len(self._known)))

        def finish(self, _docnum: int) -> None:
            """Write all."""
            self._dbfile.write(self._codes.tobytes())
            self._dbfile.write(json.dumps(list(self._known)).encode())


def read_values(file: View, length: int, records: int) -> tuple[memoryview, list[tuple[str, ...]]]:
    """What :class:`ValuesColumn` wrote for so many *records*: their codes, and what each stands for."""
    values = json.loads(file.get(_WORD * records, length - _WORD * records))
    return file.codes(0, records), [tuple(value) for value in values]


def schema() -> Schema:
    """The fields an index has, in every language there is."""
    fields: dict[str, FieldType] = {ID: KeyField(), STORED: StoredField()}
    fields |= {name: ValuesField() for name in (RANK, DATE, *KEYWORD_FIELDS)}
    fields |= {name: TermsField(positions=False) for name in (NUM, *map(keys_field, LANGUAGES))}
    fields |= {literal_field(tag): TermsField(positions=True) for tag in LANGUAGES}
    return Schema(**fields)


# ------------------------------------------------------------------------------------------------------------- postings


def encode_postings(records: array[int], frequencies: array[int], positions: bytes | bytearray) -> bytes:
    """The posting list of a term; :func:`decode_postings` reads it."""
    data = b"".join((records.tobytes(), frequencies.tobytes(), positions))
    return b"z" + zlib.compress(data, 1) if len(data) >= _COMPRESS_FROM else b"-" + data


def decode_postings(data: bytes, having: int) -> Postings:
    """The posting list of a term that *having* records have."""
    numbers = array("I")
    numbers.frombytes(zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:])
    return Postings(numbers[:having], numbers[having : 2 * having], numbers[2 * having :])


class Entry(NamedTuple):
    """Where a term's postings are, and how many records they name."""

    having: int
    offset: int
    length: int


class ArrayTermsReader(W3TermsReader):  # type: ignore[misc]
    """Looks up terms."""

    def entry(self, field: str, text: str) -> Entry | None:
        """Where the postings of the term are; None when the segment does not have it."""
        number = self._fieldmap.get(field)
        if number is None:
            return None
        # A lone surrogate, which no index has, may still be asked for.
        data = self._tindex.get(number.to_bytes(2, "big") + text.encode(errors="surrogatepass"))
        if data is None:
            return None
        if data[0]:
            # Whoosh would unpickle such an entry; we never write one.
            raise ValueError("postings inside the list of terms")
        fixed = W3TermInfo._struct
        return Entry(
            having=fixed.unpack_from(data)[2],
            offset=int.from_bytes(data[fixed.size : fixed.size + 8], "big"),
            length=int.from_bytes(data[fixed.size + 8 : fixed.size + 12], "big"),
        )

    def postings(self, entry: Entry) -> Postings:
        """The posting list."""
        return decode_postings(self._postfile.get(entry.offset, entry.length), entry.having)


# ---------------------------------------------------------------------------------------------------------------- codec


class PerRecordWriter(W3PerDocWriter):  # type: ignore[misc]
    """Whoosh's, with Lucene's length byte."""

    def add_field(self, fieldname: str, _fieldobj: FieldType, _value: object, length: int) -> None:
        """Note the length of a field; what is stored has a column of its own."""
        if length:
            self.add_column_value(f"_{fieldname}_len", LENGTHS_COLUMN, length_byte(length))
            self._fieldlengths[fieldname] += length


class PostingArrays:
    """What is collected while records are added: the postings of each term. Records come in order, so nothing is sorted.

    Takes the place of Whoosh's pool, which writes every posting to a file as a pickle and sorts these: 2.4 times slower.
    """

    def __init__(self) -> None:
        self.terms: dict[tuple[str, bytes], tuple[array[int], array[int], bytearray]] = {}
        self.fieldnames: set[str] = set()

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """(field, term, record, frequency, positions)."""
        field, term, record, frequency, positions = posting
        known = self.terms.get((field, term))
        if known is None:
            known = self.terms[field, term] = (array("I"), array("I"), bytearray())
        known[0].append(record)
        known[1].append(int(frequency))
        known[2].extend(positions)

    def iter_postings(self) -> PostingArrays:
        """Itself: :class:`ArrayFieldWriter` takes it whole."""
        return self

    def cleanup(self) -> None:
        """Let go of everything."""
        self.terms.clear()


class ArrayFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the terms of all fields with their postings."""

    def add_postings(self, schema: Schema, _lengths: object, postings: PostingArrays) -> None:
        """Write *postings*, in the order of fields and terms."""
        of_field: dict[str, list[bytes]] = {}
        for field, term in postings.terms:
            of_field.setdefault(field, []).append(term)
        for field in sorted(of_field):
            self.start_field(field, schema[field])
            number = self._fieldid.to_bytes(2, "big")
            for term in sorted(of_field[field]):
                self._tindex.add(number + term, self._written(*postings.terms[field, term]))
            self.finish_field()

    def _written(self, records: array[int], frequencies: array[int], positions: bytearray) -> bytes:
        """The row of a term, its postings written."""
        data = encode_postings(records, frequencies, positions)
        term = W3TermInfo(sum(frequencies), len(records), maxweight=0, minid=records[0], maxid=records[-1])
        term.set_extent(self._postfile.tell(), len(data))
        self._postfile.write(data)
        row: bytes = term.to_bytes()
        return row


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with the parts above."""

    # Statistics a block of postings, for a shortcut that needs the whole answer not to be counted.
    length_stats = False

    def per_document_writer(self, storage: Any, segment: W3Segment) -> PerRecordWriter:
        """What writes columns and lengths."""
        return PerRecordWriter(self, storage, segment)

    def field_writer(self, storage: Any, segment: W3Segment) -> ArrayFieldWriter:
        """What writes terms and postings."""
        return ArrayFieldWriter(self, storage, segment)

    def postings_writer(self, _file: StructFile, byteids: bool = False) -> None:
        """None: lists of postings are written whole."""
        assert not byteids

    def terms_reader(self, storage: Any, segment: W3Segment) -> ArrayTermsReader:
        """What looks up terms."""
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return ArrayTermsReader(self, storage.open_file(name), storage.file_length(name), postings)

    def new_segment(self, _storage: Any, indexname: str) -> W3Segment:
        """A segment with a name that no other has, whatever was done to the global random numbers.

        It does not name this codec: the reader knows it, and the fewer classes a pickle names the better.
        """
        return W3Segment(None, indexname, segid=os.urandom(8).hex())
