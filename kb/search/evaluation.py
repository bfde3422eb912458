"""Which records match this tree, at which level and with which score? For engines that hand out postings.

A record is a small number here. Every node yields two maps over the records that match it: scores and levels. Work goes
term by term over whole posting lists, not record by record: in Python that is several times faster.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from kb.search.engine import And, Any, Everything, Node, Not, Or, Phrase, Term
from kb.search.scoring import idf


class Postings(NamedTuple):
    """The records that have a term, ascending, how often each has it, and (with positions) where, one after another."""

    records: Sequence[int]
    frequencies: Sequence[int]
    positions: Sequence[int]


class Field(NamedTuple):
    """``having`` records have the field; ``lengths`` is a byte a record, ``norms`` what each byte means for BM25."""

    having: int
    lengths: bytes
    norms: Sequence[float]


class Terms(Protocol):
    """Where postings come from. Deleted records may be among them: the caller leaves them out at the end."""

    size: int

    def frequency(self, field: str, text: str) -> int:
        """How many records have the term; 0 when there is no such term."""

    def postings(self, field: str, text: str) -> Postings:
        """Those records."""

    def field(self, name: str) -> Field:
        """What BM25 needs of a field."""


class Matches(NamedTuple):
    """Score and level of each record that matches."""

    scores: dict[int, float]
    levels: dict[int, int]


NOTHING = Matches({}, {})


def terms_below(node: Node) -> Iterator[tuple[str, str]]:
    """The (field, text) pairs of a tree that are below no :class:`Not`."""
    match node:
        case Term():
            yield node.field, node.text
        case Phrase():
            for word in node.words:
                yield node.field, word
        case Any() | And() | Or():
            for child in node.nodes:
                yield from terms_below(child)


class Evaluation:
    """One search over :class:`Terms`; remembers what it looked up."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._frequencies: dict[tuple[str, str], int] = {}
        self._postings: dict[tuple[str, str], Postings] = {}

    def match(self, node: Node, within: Collection[int] | None = None) -> Matches:
        """The records that match *node*; only those of *within* if it is given (a set or a map: it is asked for membership)."""
        match node:
            case Term():
                return self._term(node, within)
            case Phrase():
                return self._phrase(node, within)
            case Any():
                return self._any(node, within)
            case And():
                return self._and(node, within)
            case Or():
                return self._or(node, within)
            case Everything():
                records = range(self._terms.size) if within is None else within
                return Matches(dict.fromkeys(records, 0.0), dict.fromkeys(records, 0))
            case Not():
                raise ValueError("Not stands outside And")

    def evidence(self, node: Node, records: Sequence[int]) -> list[frozenset[tuple[str, str]]]:
        """For each of *records* the terms of the tree that it has."""
        existing = [term for term in dict.fromkeys(terms_below(node)) if self._frequency(*term)]
        lists = [(term, self._records(*term).records) for term in existing]
        return [frozenset(term for term, having in lists if _holds(having, record)) for record in records]

    # ------------------------------------------------------------------------------------------------------- lookups

    def _frequency(self, field: str, text: str) -> int:
        key = field, text
        if key not in self._frequencies:
            self._frequencies[key] = self._terms.frequency(field, text)
        return self._frequencies[key]

    def _records(self, field: str, text: str) -> Postings:
        key = field, text
        if key not in self._postings:
            self._postings[key] = self._terms.postings(field, text)
        return self._postings[key]

    def _bound(self, node: Node) -> int:
        """At most so many records match."""
        match node:
            case Term():
                return self._frequency(node.field, node.text)
            case Phrase():
                return min(self._frequency(node.field, word) for word in node.words)
            case And():
                return min(self._bound(child) for child in node.nodes if not isinstance(child, Not))
            case Any() | Or():
                return sum(self._bound(child) for child in node.nodes)
            case _:
                return self._terms.size

    # --------------------------------------------------------------------------------------------------------- nodes

    def _term(self, term: Term, within: Collection[int] | None) -> Matches:
        having = self._frequency(term.field, term.text)
        if not having:
            return NOTHING
        records, frequencies, _ = self._records(term.field, term.text)
        if term.constant:
            scores = dict.fromkeys(records if within is None else [r for r in records if r in within], term.weight)
        else:
            statistics = self._terms.field(term.field)
            factor = term.weight * idf(statistics.having, having)
            scores = _bm25(factor, statistics, zip(records, frequencies, strict=True), within)
        return Matches(scores, dict.fromkeys(scores, term.level))

    def _phrase(self, phrase: Phrase, within: Collection[int] | None) -> Matches:
        words = tuple(Term(phrase.field, word, phrase.level, phrase.weight) for word in phrase.words)
        scores, levels = self._and(And(words), within)
        starts: dict[int, set[int]] | None = None
        for offset, word in enumerate(phrase.words):
            found = self._starts(phrase.field, word, offset, scores if starts is None else starts)
            starts = found if starts is None else {r: both for r in found if (both := found[r] & starts[r])}
        kept = starts or {}
        return Matches({r: scores[r] for r in kept}, {r: levels[r] for r in kept})

    def _starts(self, field: str, word: str, offset: int, within: Collection[int]) -> dict[int, set[int]]:
        """Where in each record a phrase may start that has *word* as its word number *offset*."""
        if not within:
            return {}
        records, frequencies, positions = self._records(field, word)
        ends = accumulate(frequencies)
        return {
            record: {position - offset for position in positions[end - frequency : end]}
            for record, frequency, end in zip(records, frequencies, ends, strict=True)
            if record in within
        }

    def _any(self, node: Any, within: Collection[int] | None) -> Matches:
        scores: dict[int, float] = {}
        levels: dict[int, int] = {}
        for found in self._alternatives(node.nodes, within):
            if not scores:
                scores, levels = dict(found.scores), dict(found.levels)
                continue
            for record, score in found.scores.items():
                if score > scores.get(record, -1.0):
                    scores[record] = score
            _best_levels(levels, found.levels)
        return Matches(scores, levels)

    def _or(self, node: Or, within: Collection[int] | None) -> Matches:
        scores: dict[int, float] = {}
        levels: dict[int, int] = {}
        for found in self._alternatives(node.nodes, within):
            for record, score in found.scores.items():
                scores[record] = scores.get(record, 0.0) + score
            _best_levels(levels, found.levels)
        return Matches(scores, levels)

    def _alternatives(self, nodes: Sequence[Node], within: Collection[int] | None) -> Iterator[Matches]:
        for node in nodes:
            if self._bound(node) and (found := self.match(node, within)).scores:
                yield found

    def _and(self, node: And, within: Collection[int] | None) -> Matches:
        wanted = [child for child in node.nodes if not isinstance(child, Not)]
        # The rarest first: the others are then looked at only for what it left.
        wanted.sort(key=self._bound)
        if not self._bound(wanted[0]):
            return NOTHING
        scores, levels = self.match(wanted[0], within)
        for child in wanted[1:]:
            if not scores:
                return NOTHING
            found = self.match(child, scores)
            scores = {record: scores[record] + score for record, score in found.scores.items()}
            levels = {record: max(levels[record], level) for record, level in found.levels.items()}
        for child in node.nodes:
            if isinstance(child, Not) and scores:
                unwanted = self.match(child.node, scores).scores
                scores = {record: score for record, score in scores.items() if record not in unwanted}
                levels = {record: levels[record] for record in scores}
        return Matches(scores, levels)


def _bm25(
    factor: float, field: Field, postings: Iterator[tuple[int, int]], within: Collection[int] | None
) -> dict[int, float]:
    lengths, norms = field.lengths, field.norms
    if within is not None:
        return {r: factor * f / (f + norms[lengths[r]]) for r, f in postings if r in within}
    return {r: factor * f / (f + norms[lengths[r]]) for r, f in postings}


def _best_levels(levels: dict[int, int], found: dict[int, int]) -> None:
    for record, level in found.items():
        if level < levels.get(record, level + 1):
            levels[record] = level


def _holds(ascending: Sequence[int], record: int) -> bool:
    index = bisect_left(ascending, record)
    return index < len(ascending) and ascending[index] == record


#: No posting at all.
NO_POSTINGS = Postings(array("I"), array("I"), array("I"))
