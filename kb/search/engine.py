"""What must every engine be able to do? The port: records in, terms asked for, hits, facets and evidence out.

All analysis is ours and has happened before: an engine stores ready terms and knows no language. It never sees what the
user typed. Every engine gives the same hits, levels, facets and evidence; inside a level its BM25 decides the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

#: Fields of terms. A language has ``literal.<tag>`` (with positions) and ``keys.<tag>`` (none); ``num`` is one for all.
LITERAL, KEYS, NUM = "literal", "keys", "num"

#: Keyword fields: filters and facets. ``state`` holds ``<language>:<state>``; the others hold plain values.
KEYWORD_FIELDS = (
    "kind",
    "topic",
    "source",
    "year",
    "language",
    "state",
    "publication",
    "publisher",
    "name",
    "supports",
)


def literal_field(language: str) -> str:
    """The field of *language* with words as written (case folded), with positions."""
    return f"{LITERAL}.{language}"


def keys_field(language: str) -> str:
    """The field of *language* with keys coded by level (``s:`` stem, ``l:`` lemma, ``f:`` folded, ``p:`` compound part)."""
    return f"{KEYS}.{language}"


class Record(NamedTuple):
    """One statement as an engine stores it.

    ``terms`` maps a field to its terms in text order (repetitions count; in ``literal.*`` the n-th term has position n).
    ``keywords`` maps each of :data:`KEYWORD_FIELDS` to its values. ``stored`` comes back unchanged with a hit.
    ``rank`` orders hits before everything else (0 published, 1 superseded, 2 withdrawn, 3 draft). ``date`` is the year or
    ISO date of issue, for sorting. ``digest`` changes when anything of this changes, the analysis included.
    """

    id: str
    terms: Mapping[str, Sequence[str]]
    keywords: Mapping[str, Sequence[str]]
    rank: int
    date: str
    stored: str
    digest: str


# ------------------------------------------------------------------------------------- what is asked: a tree of values


class Term(NamedTuple):
    """One term of one field, or one value of a keyword field. Lower ``level`` is better (see ``kb.search.levels.LEVELS``).

    Its score is BM25 times ``weight``, or ``weight`` itself where ``constant`` (expansions, parts, figures, keywords).
    """

    field: str
    text: str
    level: int = 0
    weight: float = 1.0
    constant: bool = False


class Phrase(NamedTuple):
    """``words`` one after another in a ``literal`` field; scored as the AND of its terms. Its level is ``level``."""

    field: str
    words: tuple[str, ...]
    level: int = 0
    weight: float = 1.0


class Any(NamedTuple):
    """At least one; the score is that of the best (disjunction maximum), the level that of the best level matched."""

    nodes: tuple[Node, ...]


class And(NamedTuple):
    """All; scores add up, the level is the worst."""

    nodes: tuple[Node, ...]


class Or(NamedTuple):
    """At least one; scores of those that match add up, the level is the best matched."""

    nodes: tuple[Node, ...]


class Not(NamedTuple):
    """None of it. Only inside an :class:`And` beside something positive; adds no score and no level."""

    node: Node


class Everything(NamedTuple):
    """Every record, score 0, level 0."""


Node = Term | Phrase | Any | And | Or | Not | Everything


class Filter(NamedTuple):
    """Only records with one of ``values`` in keyword ``field``. ``negated``: only those with none of them."""

    field: str
    values: tuple[str, ...]
    negated: bool = False


class Request(NamedTuple):
    """A search. All filters hold at once; a facet ignores the filters on its own field (``negated`` ones excepted).

    ``sort`` is ``relevance`` (rank, level, score, id), ``date`` (rank, newest first, id) or ``address`` (id).
    Ids are compared as text. ``limit`` 0 asks for total and facets only. ``only``, where given, are the ids of the records
    that may match at all: those on which more was proven than an engine can.
    """

    tree: Node
    filters: tuple[Filter, ...] = ()
    facets: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10
    only: tuple[str, ...] | None = None


class Found(NamedTuple):
    """One hit: ``terms`` are the (field, text) pairs of the request's tree, below no :class:`Not`, that the record has."""

    id: str
    level: int
    score: float
    terms: frozenset[tuple[str, str]]
    stored: str


class Results(NamedTuple):
    """``total`` counts all matches, ``facets`` map field to value to the number of matching records (zeros left out)."""

    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, Mapping[str, int]]


class OpenIndex(Protocol):
    """A generation opened for searching. Safe to use from several threads at once."""

    def search(self, request: Request) -> Results:
        """The hits of *request*."""

    def has(self, record: str, field: str, text: str) -> bool:
        """Whether the record with this id has the term (the proof before publishing)."""

    def ids(self) -> frozenset[str]:
        """The ids of all records."""

    def stored(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The stored text of those records that exist."""

    def close(self) -> None:
        """Let go of files. Running searches may finish first."""


class SearchEngine(Protocol):
    """Builds and opens immutable indexes in directories that ``generations`` hands over."""

    #: Its name, and the version of what it writes: part of every manifest, another one means another index.
    name: str
    version: str

    def build(self, directory: Path, records: Iterable[Record]) -> None:
        """Write a full index of *records* into the empty *directory*.

        :raises StorageError: on a full disk or missing permission.
        """

    def change(self, base: Path, directory: Path, records: Iterable[Record], gone: Iterable[str]) -> bool:
        """Write the index of *base* with *records* put in and *gone* taken out into the empty *directory*.

        A record replaces one of the same id. What *base* has is shared, and never touched.

        Returns whether that was worthwhile; False means nothing usable was written and a full build is due.
        """

    def open(self, directory: Path) -> OpenIndex:
        """Open a published index.

        :raises IndexUnusable: if it is damaged, foreign or of another version.
        """
