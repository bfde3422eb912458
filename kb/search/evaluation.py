"""Which records match this tree, at which level and with which score? For engines that hand out postings.

A record is a small number here. Every node yields two maps over the records that match it: scores and levels. Work goes
term by term over whole posting lists, not record by record: in Python that is several times faster.
"""

from __future__ import annotations

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

    def match(self, tree: Node, within: Collection[int] | None = None) -> Matches:
        """The records that match *tree*; only those of *within* (a set or map) if it is given."""
        bound, node = self._pruned(tree)
        return self._match(node, within) if bound else NOTHING

    def evidence(self, tree: Node, records: Sequence[int]) -> list[frozenset[tuple[str, str]]]:
        """For each of *records* the terms of the tree that it has."""
        if not records:
            return []
        existing = [term for term in dict.fromkeys(terms_below(tree)) if self._frequency(*term)]
        found: dict[int, list[tuple[str, str]]] = {record: [] for record in records}
        for term in existing:
            having = self._records(*term).records
            # Whichever are fewer are looked up among the others.
            few = len(having) < len(records)
            for record in having if few else records:
                if record in found if few else _holds(having, record):
                    found[record].append(term)
        return [frozenset(found[record]) for record in records]

    # ------------------------------------------------------------------------------------------------------- lookups

    def _frequency(self, field: str, text: str) -> int:
        key = field, text
        if key in self._postings:
            return len(self._postings[key].records)
        having = self._frequencies.get(key)
        if having is None:
            having = self._frequencies[key] = self._terms.frequency(field, text)
        return having

    def _records(self, field: str, text: str) -> Postings:
        key = field, text
        if key not in self._postings:
            self._postings[key] = self._terms.postings(field, text)
        return self._postings[key]

    # ------------------------------------------------------------------------------------------------------- pruning

    def _pruned(self, node: Node) -> tuple[int, Node]:
        """The tree without what does not exist, and how many records match it at most (0: none)."""
        match node:
            case Term() if node.constant:  # needs no statistics: one look-up does for both
                return len(self._records(node.field, node.text).records), node
            case Term():
                return self._frequency(node.field, node.text), node
            case Phrase():
                return min(self._frequency(node.field, word) for word in node.words), node
            case And():
                return self._pruned_and(node)
            case Any() | Or():
                kept = [pair for pair in map(self._pruned, node.nodes) if pair[0]]
                if len(kept) == 1:
                    return kept[0]
                return sum(bound for bound, _ in kept), type(node)(tuple(child for _, child in kept))
            case Everything():
                return self._terms.size, node
            case Not():
                raise ValueError("Not stands outside And")

    def _pruned_and(self, node: And) -> tuple[int, Node]:
        wanted: list[tuple[int, Node]] = []
        for child in node.nodes:
            if not isinstance(child, Not):
                pair = self._pruned(child)
                if not pair[0]:
                    return 0, node
                wanted.append(pair)
        # The rarest first: the others are then looked at only for what it left.
        wanted.sort(key=lambda pair: pair[0])
        unwanted = [self._pruned(child.node) for child in node.nodes if isinstance(child, Not)]
        nots = (Not(child) for bound, child in unwanted if bound)
        return wanted[0][0], And((*(child for _, child in wanted), *nots))

    # --------------------------------------------------------------------------------------------------------- nodes

    def _match(self, node: Node, within: Collection[int] | None) -> Matches:
        """The records that match *node*; only those of *within* if it is given (it is asked for membership)."""
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
            case _:
                assert isinstance(node, Everything)
                records = range(self._terms.size) if within is None else within
                return Matches(dict.fromkeys(records, 0.0), dict.fromkeys(records, 0))

    def _term(self, term: Term, within: Collection[int] | None) -> Matches:
        records, frequencies, _ = self._records(term.field, term.text)
        if term.constant:
            scores = dict.fromkeys(records if within is None else [r for r in records if r in within], term.weight)
        else:
            statistics = self._terms.field(term.field)
            factor = term.weight * idf(statistics.having, self._frequency(term.field, term.text))
            scores = _bm25(factor, statistics, zip(records, frequencies, strict=True), within)
        return Matches(scores, dict.fromkeys(scores, term.level))

    def _phrase(self, phrase: Phrase, within: Collection[int] | None) -> Matches:
        words = tuple(Term(phrase.field, word, phrase.level, phrase.weight) for word in phrase.words)
        scores, levels = self._and(And(words), within)
        starts = self._starts(phrase.field, words[0].text, 0, scores)
        for offset, word in enumerate(phrase.words[1:], start=1):
            found = self._starts(phrase.field, word, offset, starts)
            starts = {record: both for record in found if (both := found[record] & starts[record])}
        return Matches({record: scores[record] for record in starts}, {record: levels[record] for record in starts})

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
        for child in node.nodes:
            found = self._match(child, within)
            for record, score in found.scores.items():
                if score > scores.get(record, -1.0):
                    scores[record] = score
            _best_levels(levels, found.levels)
        return Matches(scores, levels)

    def _or(self, node: Or, within: Collection[int] | None) -> Matches:
        if within is None and all(isinstance(child, Term) and child.constant for child in node.nodes):
            return self._weights(node.nodes)
        scores: dict[int, float] = {}
        levels: dict[int, int] = {}
        for child in node.nodes:
            found = self._match(child, within)
            for record, score in found.scores.items():
                scores[record] = scores.get(record, 0.0) + score
            _best_levels(levels, found.levels)
        return Matches(scores, levels)

    def _weights(self, terms: Sequence[Node]) -> Matches:
        """As :meth:`_or`, for terms with constant weights: many long lists, added up in one go."""
        scores: dict[int, float] = {}
        levels: dict[int, int] = {}
        known = scores.get
        # The worst level first: better ones are written over it.
        for term in sorted((term for term in terms if isinstance(term, Term)), key=lambda term: -term.level):
            weight = term.weight
            records = self._records(term.field, term.text).records
            for record in records:
                scores[record] = known(record, 0.0) + weight
            levels.update(dict.fromkeys(records, term.level))
        return Matches(scores, levels)

    def _and(self, node: And, within: Collection[int] | None) -> Matches:
        first, *others = node.nodes
        scores, levels = self._match(first, within)
        for child in others:
            if not scores:
                return NOTHING
            if isinstance(child, Not):
                unwanted = self._match(child.node, scores).scores
                scores = {record: score for record, score in scores.items() if record not in unwanted}
                levels = {record: levels[record] for record in scores}
            else:
                found = self._match(child, scores)
                scores = {record: scores[record] + score for record, score in found.scores.items()}
                levels = {record: max(levels[record], level) for record, level in found.levels.items()}
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
