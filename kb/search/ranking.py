"""Which of the records that match come first, and how do they spread over the facets?

Works on records as small numbers and on columns: a code a record, and what each code stands for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from heapq import nlargest, nsmallest
from itertools import chain
from typing import NamedTuple

from kb.search.engine import Filter, Request
from kb.search.evaluation import Matches


class Column(NamedTuple):
    """The values of a field: record ``r`` has ``values[codes[r]]``, each once."""

    codes: Sequence[int]
    values: Sequence[tuple[str, ...]]


Columns = Callable[[str], Column]


class Filtered:
    """The matching records under the filters of a request, each set of filters applied once."""

    def __init__(self, records: Collection[int], columns: Columns) -> None:
        self._columns = columns
        self._passing: dict[tuple[Filter, ...], Collection[int]] = {(): records}

    def passing(self, filters: tuple[Filter, ...]) -> Collection[int]:
        """The records that pass all *filters*."""
        if filters not in self._passing:
            column = self._columns(filters[-1].field)
            wanted = set(filters[-1].values)
            codes = column.codes
            allowed = {
                code for code, values in enumerate(column.values) if wanted.isdisjoint(values) == filters[-1].negated
            }
            self._passing[filters] = [r for r in self.passing(filters[:-1]) if codes[r] in allowed]
        return self._passing[filters]

    def facets(self, request: Request) -> dict[str, dict[str, int]]:
        """For each facet asked for how many records have each value; filters on its own field do not count for it."""
        return {field: self._facet(field, request.filters) for field in request.facets}

    def _facet(self, field: str, filters: tuple[Filter, ...]) -> dict[str, int]:
        column = self._columns(field)
        records = self.passing(tuple(f for f in filters if f.negated or f.field != field))
        found = Counter(map(column.codes.__getitem__, records))
        # There may be as many codes as records (states in 24 languages): those that occur once need no loop of ours.
        counts = Counter(chain.from_iterable(column.values[code] for code, count in found.items() if count == 1))
        for code, count in found.items():
            if count > 1:
                for value in column.values[code]:
                    counts[value] += count
        return dict(counts)


class Order(NamedTuple):
    """What hits are ordered by: ``ranks`` and ``dates`` are numbers a record, lowest first; ``ids`` gives its id."""

    ranks: Sequence[int]
    dates: Sequence[int]
    ids: Callable[[int], bytes]

    def first(self, request: Request, records: Collection[int], matches: Matches) -> list[int]:
        """The records from ``offset``, at most ``limit``."""
        wanted = request.offset + request.limit
        if not request.limit or request.offset >= len(records):
            return []
        return _SORTS[request.sort](self, wanted, records, matches)[request.offset :]

    def _by_relevance(self, wanted: int, records: Collection[int], matches: Matches) -> list[int]:
        scores, levels, ranks, ids = matches.scores, matches.levels, self.ranks, self.ids
        buckets: dict[tuple[int, int], list[int]] = {}
        for record in records:
            buckets.setdefault((ranks[record], levels[record]), []).append(record)
        hits: list[int] = []
        for key in sorted(buckets):
            hits += _best(wanted - len(hits), buckets[key], scores, ids)
            if len(hits) == wanted:
                break
        return hits

    def _by_date(self, wanted: int, records: Collection[int], _matches: Matches) -> list[int]:
        return nsmallest(wanted, records, key=lambda record: (self.ranks[record], self.dates[record], self.ids(record)))

    def _by_address(self, wanted: int, records: Collection[int], _matches: Matches) -> list[int]:
        return nsmallest(wanted, records, key=self.ids)


_SORTS = {"relevance": Order._by_relevance, "date": Order._by_date, "address": Order._by_address}


def _best(wanted: int, records: list[int], scores: dict[int, float], ids: Callable[[int], bytes]) -> list[int]:
    """The *wanted* records with the highest scores; ids are read only where scores are equal or shown."""
    worst = nlargest(wanted, map(scores.__getitem__, records))[-1]
    kept = [record for record in records if scores[record] >= worst]
    return nsmallest(wanted, kept, key=lambda record: (-scores[record], ids(record)))
