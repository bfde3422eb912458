"""What would an engine answer that does nothing clever? Every record against every node, in memory; JSON on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from math import log
from pathlib import Path
from typing import NamedTuple

from kb.errors import IndexUnusable, StorageError
from kb.search.engine import (
    And,
    Any,
    Everything,
    Filter,
    Found,
    Node,
    Not,
    Or,
    Phrase,
    Record,
    Request,
    Results,
    Term,
)

FILE = "records.fake.json"


class Match(NamedTuple):
    """How well one record matches one node."""

    level: int
    score: float


class FakeIndex:
    """All records in memory."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {record.id: record for record in records}

    def search(self, request: Request) -> Results:
        """The hits of *request*."""
        asked_of = [r for r in self._records.values() if request.only is None or r.id in request.only]
        matches = {r.id: match for r in asked_of if (match := self._match(request.tree, r)) is not None}

        def passing(filters: tuple[Filter, ...]) -> list[Record]:
            return [self._records[id] for id in matches if all(_passes(f, self._records[id]) for f in filters)]

        facets: dict[str, dict[str, int]] = {}
        for field in request.facets:
            counts: dict[str, int] = {}
            for record in passing(tuple(f for f in request.filters if f.negated or f.field != field)):
                for value in set(record.keywords.get(field, ())):
                    counts[value] = counts.get(value, 0) + 1
            facets[field] = counts
        hits = passing(request.filters)
        hits.sort(key=lambda record: record.id)
        if request.sort == "date":
            hits.sort(key=lambda record: record.date, reverse=True)
            hits.sort(key=lambda record: record.rank)
        elif request.sort == "relevance":
            hits.sort(key=lambda r: (r.rank, matches[r.id].level, -matches[r.id].score))
        asked = set(_positive_terms(request.tree))
        return Results(
            total=len(hits),
            found=tuple(
                Found(
                    record.id,
                    *matches[record.id],
                    frozenset((f, t) for f, t in asked if t in record.terms.get(f, ())),
                    record.stored,
                )
                for record in hits[request.offset : request.offset + request.limit]
            ),
            facets=facets,
        )

    def has(self, record: str, field: str, text: str) -> bool:
        """Whether the record has the term."""
        return record in self._records and text in self._records[record].terms.get(field, ())

    def ids(self) -> frozenset[str]:
        """The ids of all records."""
        return frozenset(self._records)

    def stored(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The stored text of those records that exist."""
        return {id: self._records[id].stored for id in ids if id in self._records}

    def close(self) -> None:
        """Nothing to let go of."""

    # --------------------------------------------------------------------------------------------------- one record

    def _match(self, node: Node, record: Record) -> Match | None:
        match node:
            case Everything():
                return Match(0, 0.0)
            case Term():
                if node.text not in (record.terms.get(node.field) or record.keywords.get(node.field, ())):
                    return None
                return Match(node.level, node.weight if node.constant else node.weight * self._bm25(node, record))
            case Phrase():
                words, size = list(record.terms.get(node.field, ())), len(node.words)
                if not any(tuple(words[i : i + size]) == node.words for i in range(len(words))):
                    return None
                parts = [self._bm25(Term(node.field, word), record) for word in node.words]
                return Match(node.level, node.weight * sum(parts))
            case And():
                return self._match_all(node, record)
            case Any() | Or():
                found = [match for child in node.nodes if (match := self._match(child, record)) is not None]
                if not found:
                    return None
                together: Callable[[Iterable[float]], float] = max if isinstance(node, Any) else sum
                return Match(min(match.level for match in found), together(match.score for match in found))
            case Not():
                raise AssertionError("Not stands outside And")

    def _match_all(self, node: And, record: Record) -> Match | None:
        level, score = 0, 0.0
        for child in node.nodes:
            found = self._match(child.node if isinstance(child, Not) else child, record)
            if (found is None) != isinstance(child, Not):
                return None
            if found is not None:
                level, score = max(level, found.level), score + found.score
        return Match(level, score)

    def _bm25(self, term: Term, record: Record) -> float:
        fields = [r.terms[term.field] for r in self._records.values() if r.terms.get(term.field)]
        having = sum(term.text in field for field in fields)
        average = sum(map(len, fields)) / len(fields)
        idf = log(1 + (len(fields) - having + 0.5) / (having + 0.5))
        mine = record.terms[term.field]
        frequency = list(mine).count(term.text)
        return idf * frequency / (frequency + 1.2 * (1 - 0.75 + 0.75 * rounded(len(mine)) / average))


def rounded(length: int) -> int:
    """A field's length as Lucene keeps it: exact to 24, above that what exceeds 24 has four significant bits."""
    rest = length - 24
    if rest <= 0:
        return length
    lost = max(rest.bit_length() - 4, 0)
    return 24 + (rest >> lost << lost)


def _passes(wanted: Filter, record: Record) -> bool:
    has = any(value in record.keywords.get(wanted.field, ()) for value in wanted.values)
    return has is not wanted.negated


def _positive_terms(node: Node) -> list[tuple[str, str]]:
    if isinstance(node, Term):
        return [(node.field, node.text)]
    if isinstance(node, Phrase):
        return [(node.field, word) for word in node.words]
    if isinstance(node, Any | And | Or):
        return [term for child in node.nodes for term in _positive_terms(child)]
    return []


class FakeEngine:
    """Keeps records as JSON."""

    name = "fake"
    version = "1"

    def build(self, directory: Path, records: Iterable[Record]) -> None:
        """Write all *records*."""
        self._write(directory, {record.id: record for record in records})

    def change(self, base: Path, directory: Path, records: Iterable[Record], gone: Iterable[str]) -> bool:
        """Write those of *base* with *records* put in and *gone* taken out."""
        kept = {record.id: record for record in self._read(base)}
        kept |= {record.id: record for record in records}
        self._write(directory, {id: record for id, record in kept.items() if id not in frozenset(gone)})
        return True

    def open(self, directory: Path) -> FakeIndex:
        """The records of *directory*."""
        return FakeIndex(self._read(directory))

    @staticmethod
    def _write(directory: Path, records: Mapping[str, Record]) -> None:
        try:
            (directory / FILE).write_text(json.dumps(list(records.values())), encoding="utf-8")
        except OSError as error:
            raise StorageError("cannot write: {reason}", reason=str(error)) from error

    @staticmethod
    def _read(directory: Path) -> list[Record]:
        try:
            rows = json.loads((directory / FILE).read_text(encoding="utf-8"))
            return [Record(*row) for row in rows]
        except (OSError, ValueError, TypeError) as error:
            raise IndexUnusable("cannot read: {reason}", reason=str(error)) from error
