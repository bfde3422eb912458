"""Which terms does this query ask of which fields? And does this text hold what was asked?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from kb.search.engine import And, Any, Everything, Node, Phrase, Term, keys_field, literal_field
from kb.search.levels import LITERAL, key_code
from kb.search.query import Quote, Query
from kb.search.tokens import FIGURE, Token, tokens


class Known(Protocol):
    """What the analysis says of a word in a language."""

    @property
    def keys(self) -> Sequence[str]:
        """Coded keys, see ``levels.KEY_CODES``."""

    @property
    def stop(self) -> bool:
        """Whether it is a function word of the language."""


KeysOf = Callable[[Token, str], Known]


class Demand(NamedTuple):
    """One thing that must be in the passage: a word (``word`` with ``keys``), or an exact wording (``quote``)."""

    word: str
    keys: Collection[str] = ()
    quote: str | None = None


class Plan(NamedTuple):
    """``demands`` per language searched, and the tree that asks for them."""

    demands: dict[str, tuple[Demand, ...]]
    tree: Node

    @property
    def needs_proof(self) -> bool:
        """Whether what the engine finds must still be compared with the stored passages."""
        return any(demand.quote is not None for wanted in self.demands.values() for demand in wanted)


def plan(query: Query, languages: Sequence[str], keys_of: KeysOf, *, literal: bool = False) -> Plan:
    """How to ask *query* of passages in *languages*: all words in one passage, each at any level (or literally)."""
    if not query.leaves:
        return Plan({}, Everything())
    demands: dict[str, tuple[Demand, ...]] = {}
    nodes: list[Node] = []
    for language in languages:
        wanted = list(_demands(query, language, keys_of, literal))
        # Function words need not match, unless there is nothing else.
        kept = [entry for entry in wanted if not entry[2]] or wanted
        if kept:
            demands[language] = tuple(demand for demand, _, _ in kept)
            nodes.append(kept[0][1] if len(kept) == 1 else And(tuple(node for _, node, _ in kept)))
    return Plan(demands, nodes[0] if len(nodes) == 1 else Any(tuple(nodes)))


def _demands(
    query: Query, language: str, keys_of: KeysOf, literal: bool
) -> Iterator[tuple[Demand, Node, bool]]:
    for leaf in query.leaves:
        found = tokens(leaf.text, language)
        # A figure is one with its signs: 41 must not find 41,5. So it is asked for as it is written.
        if isinstance(leaf, Quote) or any(token.kind == FIGURE for token in found):
            if found:
                words = tuple(token.word for token in found)
                yield Demand(" ".join(words), quote=_proof(leaf.text, found)), _phrase(words, language), False
            continue
        for token in found:
            term = Term(literal_field(language), token.word, LITERAL)
            known = keys_of(token, language)
            if literal:
                yield Demand(token.word), term, False
            else:
                keys = tuple(_key(key, language) for key in known.keys)
                yield Demand(token.word, known.keys), Any((term, *keys)), known.stop


def _proof(quote: str, found: Sequence[Token]) -> str | None:
    # One whole word is proven by its term: accents and letters are in it, and case does not count.
    alone = len(found) == 1 and found[0].kind != FIGURE and (found[0].start, found[0].end) == (0, len(quote))
    return None if alone else quote


def _phrase(words: tuple[str, ...], language: str) -> Node:
    field = literal_field(language)
    return Term(field, words[0], LITERAL) if len(words) == 1 else Phrase(field, words, LITERAL)


def _key(key: str, language: str) -> Term:
    code = key_code(key)
    return Term(keys_field(language), key, code.level, code.weight)

