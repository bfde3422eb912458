"""Which terms does this query ask of which fields, language by language?

For each language the query becomes two trees of the same shape: one of demands, which ``matching`` proves on a passage, and
one of terms, which the engine compiles.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from kb.errors import N_, QueryError, message
from kb.search import query as queries
from kb.search.amounts import as_written
from kb.search.engine import NUM, And, Any, Everything, Node, Not, Or, Phrase, Term, keys_field, literal_field
from kb.search.joined import hyphenated, joined, joined_keys
from kb.search.keys import made_of
from kb.search.levels import LABEL, LITERAL, NUMBER, SPELLING, Ask, asked, asked_by_part
from kb.search.tokens import FIGURE, Token, tokens

#: Words that a prefix or a typo stands for, counted over all languages before anything is searched.
MAX_EXPANSIONS = 512

_LABEL_WEIGHT = 0.1


class Known(Protocol):
    """What the analysis says of a word in a language."""

    @property
    def keys(self) -> Sequence[str]:
        """Coded keys, see ``kb.search.keys``."""

    @property
    def stop(self) -> bool:
        """Whether it is a function word of the language."""


KeysOf = Callable[[Token, str], Known]


class Words(Protocol):
    """What is known of words: see ``lexicon``."""

    def keys_of(self, token: Token, language: str) -> Known:
        """Keys of a token."""

    def beginning(self, prefix: str, language: str, limit: int) -> Sequence[str]:
        """Words of the index that begin with *prefix*, at most *limit*."""

    def near(self, word: str, language: str) -> Sequence[str]:
        """Words of the index one typo away, the most frequent first."""

    def frequency(self, word: str, language: str) -> int:
        """In how many passages of *language* the word stands."""

    def known(self, some: Sequence[str], language: str) -> int:
        """How many of *some* words stand in passages of *language*."""

    def labelled(self, keys: Collection[str], language: str) -> Sequence[tuple[str, str]]:
        """The (keyword field, value) pairs whose label has a word with one of *keys*."""


# -------------------------------------------------------------------------------------------------------------- demands


class Asked(NamedTuple):
    """A word: as it is written, by ``keys``, in the place of it one of ``others`` (word to level), or in a label."""

    word: str
    keys: Mapping[str, Ask] = {}
    others: Mapping[str, int] = {}
    labels: Collection[tuple[str, str]] = ()


class Quoted(NamedTuple):
    """The exact wording."""

    text: str


class Valued(NamedTuple):
    """A figure with one of these values, however it is written; ``text`` is how it was typed."""

    text: str
    terms: frozenset[str]


class AllOf(NamedTuple):
    """Every one of them, in one passage."""

    demands: tuple[Demand, ...]


class OneOf(NamedTuple):
    """At least one of them."""

    demands: tuple[Demand, ...]


class BestOf(NamedTuple):
    """One of them: the same thing in other words, of which only the best counts."""

    demands: tuple[Demand, ...]


class NoneOf(NamedTuple):
    """Not this."""

    demand: Demand


Demand = Asked | Quoted | Valued | AllOf | OneOf | BestOf | NoneOf


class Plan(NamedTuple):
    """What a passage must have, per language searched, and the tree that asks for it.

    ``excluding`` asks for what no passage may have of which an engine cannot tell, with ``excluded`` to prove it by; what it
    can tell is left out by ``tree``. ``denied`` asks for what is denied inside of these (``a OR (b -c)``), of which an engine
    says nothing otherwise. ``needs_proof``: an engine cannot tell all of it.
    """

    demands: Mapping[str, Demand]
    tree: Node
    excluded: Mapping[str, Demand] = {}
    excluding: Node | None = None
    denied: Node | None = None
    needs_proof: bool = False


class Mode(NamedTuple):
    """How generous to be: only as written; with words one typo away; with any of the words instead of all."""

    literal: bool = False
    typos: bool = False
    relaxed: bool = False


# ------------------------------------------------------------------------------------------------------------- planning


def plan(asked_for: queries.Node | None, languages: Sequence[str], words: Words, mode: Mode = Mode()) -> Plan:  # noqa: B008
    """How to ask *asked_for* (see ``amounts.with_amounts``) of passages in *languages*: all words in one passage, at any level.

    :raises QueryError: when prefixes and typos stand for too many words.
    """
    planner = _Planner(words, mode)
    wanted, unwanted = _parted(asked_for)
    demanded = planner.in_each(wanted, languages)
    # Whoever says what must not be there does not want to see it in another language either.
    excluded = [(language, one) for node in unwanted for language, one in planner.in_each(node, languages).items()]
    told = [one.node for _, one in excluded if not one.quoted]
    doubtful = [(language, one) for language, one in excluded if one.quoted]
    tree: Node = Everything() if wanted is None else _any([one.node for one in demanded.values()])
    by_language: dict[str, list[_Branch]] = {}
    for language, one in doubtful:
        by_language.setdefault(language, []).append(one)
    return Plan(
        {language: one.demand for language, one in demanded.items()},
        And((tree, Not(_any(told)))) if told else tree,
        {language: OneOf(tuple(one.demand for one in found)) for language, found in by_language.items()},
        _any([one.node for _, one in doubtful]) if doubtful else None,
        _any(planner.denied) if planner.denied else None,
        bool(doubtful) or any(one.quoted for one in demanded.values()),
    )


def _parted(tree: queries.Node | None) -> tuple[queries.Node | None, Sequence[queries.Node]]:
    """What must be there, and what must not: neither of alternatives may."""
    nodes = tree.nodes if isinstance(tree, queries.All) else () if tree is None else (tree,)
    wanted = tuple(node for node in nodes if not isinstance(node, queries.Without))
    unwanted = [node.node for node in nodes if isinstance(node, queries.Without)]
    each = [one for node in unwanted for one in (node.nodes if isinstance(node, queries.Either) else (node,))]
    return queries.All(wanted) if wanted else None, tuple(_distinct(each))


def _distinct(nodes: Sequence[queries.Node]) -> Collection[queries.Node]:
    """*nodes* without what was asked for already: to say a thing twice asks for nothing more."""
    asked_for: dict[object, queries.Node] = {}
    for node in nodes:
        terms = node.terms if isinstance(node, queries.Amount) else ()
        asked_for.setdefault((type(node), node[0], terms), node)
    return asked_for.values()


def _any(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))


class _Branch(NamedTuple):
    """Both trees for a part of the query.

    ``stop``: only function words, which need not match beside others. ``strict``: never relaxed. ``quoted``: to be proven.
    """

    demand: Demand
    node: Node
    stop: bool = False
    strict: bool = False
    quoted: bool = False


class _Planner:
    def __init__(self, words: Words, mode: Mode) -> None:
        self._words = words
        self._mode = mode
        self._expansions = 0
        self.denied: list[Node] = []

    def in_each(self, node: queries.Node | None, languages: Sequence[str]) -> dict[str, _Branch]:
        """What *node* asks of each of *languages* that it asks for anything."""
        branches = ((language, node and self.branch(node, language)) for language in languages)
        return {language: branch for language, branch in branches if branch}

    def branch(self, node: queries.Node, language: str) -> _Branch | None:
        """What *node* asks of *language*; None where it asks for nothing, having neither letters nor figures."""
        match node:
            case queries.All():
                return self._all(self._branches(node.nodes, language))
            case queries.Either():
                found = self._branches(node.nodes, language)
                return _combined(found, OneOf, Or)
            case queries.Without():
                inner = self.branch(node.node, language)
                if inner is None:
                    return None
                # Positions propose and the passage decides: what is to be proven cannot be left out by positions.
                refused = Everything() if inner.quoted else Not(inner.node)
                self.denied.append(inner.node)
                return _Branch(NoneOf(inner.demand), refused, strict=True, quoted=inner.quoted)
        return self._leaf(node, language)

    def _branches(self, nodes: Sequence[queries.Node], language: str) -> list[_Branch]:
        return [branch for node in _distinct(nodes) if (branch := self.branch(node, language)) is not None]

    def _all(self, found: Sequence[_Branch]) -> _Branch | None:
        """All of them; function words need not match, unless there is nothing else."""
        positive = [one for one in found if not isinstance(one.demand, NoneOf)]
        kept = [one for one in positive if not one.stop] or positive
        if not kept:
            return None
        if self._mode.relaxed:
            # Quoted words, figures and what must not be there are never relaxed. Beside them a single word may be missing.
            strict = [one for one in kept if one.strict]
            loose = [one for one in kept if not one.strict]
            some = _combined(loose, OneOf, Or) if len(loose) > 1 or not strict else None
            kept = [*strict, some] if some is not None else strict
        negative = [one for one in found if isinstance(one.demand, NoneOf)]
        stop = all(one.stop for one in kept)
        whole = _combined([*kept, *negative], AllOf, And)
        return whole and whole._replace(stop=stop)

    # ----------------------------------------------------------------------------------------------------------- leaves

    def _leaf(self, leaf: queries.Leaf, language: str) -> _Branch | None:
        found = tokens(leaf.text, language)
        if isinstance(leaf, queries.Amount) and not self._mode.literal:
            return self._amount(leaf, language)
        # What is not read as a figure (12:30) is asked for as it is written: a part of it would find something else.
        if isinstance(leaf, queries.Quote) or any(token.kind == FIGURE for token in found):
            return self._quoted(leaf.text, found, language) if found else None
        if found and isinstance(leaf, queries.Prefix):
            return self._all([*self._each(found[:-1], language), self._prefix(found[-1].word, language, leaf)])
        if found and isinstance(leaf, queries.Typo):
            return self._all([*self._each(found[:-1], language), self._typo(found[-1], language, leaf)])
        branches = self._each(found, language)
        if not self._mode.literal and tuple(found) in hyphenated(found, leaf.text):
            return self._one_word(found, branches, language)
        return self._all(branches)

    def _each(self, found: Sequence[Token], language: str) -> list[_Branch]:
        """Each word once: to say it again (a.a.a) asks for nothing more."""
        return [self._word(token, language) for token in {token.word: token for token in found}.values()]

    def _one_word(self, run: Sequence[Token], branches: Sequence[_Branch], language: str) -> _Branch | None:
        """Words tied by hyphens: all of them, or the one word that they are without."""
        pieces = self._all(branches)
        if pieces is None:
            return None
        word = joined(run)
        wanted = asked(joined_keys(run, self._words.keys_of(run[-1], language).keys))
        terms = (Term(literal_field(language), word, SPELLING), *_keys(wanted, language))
        return _best(pieces, _Branch(Asked("", wanted, {word: SPELLING}), Any(terms)))

    def _word(self, token: Token, language: str) -> _Branch:
        term = Term(literal_field(language), token.word, LITERAL)
        if self._mode.literal:
            return _Branch(Asked(token.word), term)
        known = self._words.keys_of(token, language)
        wanted = asked(known.keys)
        keys = _keys(wanted, language)
        labels = () if known.stop else self._words.labelled((token.word, *wanted), language)
        others = self._near(token.word, language) if self._mode.typos and not known.stop else {}
        more = [Term(literal_field(language), word, level, constant=True) for word, level in others.items()]
        marks = [Term(field, value, LABEL, _LABEL_WEIGHT, constant=True) for field, value in labels]
        node = Any((term, *keys, *more, *marks)) if keys or more or marks else term
        branch = _Branch(Asked(token.word, wanted, others, labels), node, known.stop)
        return self._in_parts(branch, known, language)

    def _in_parts(self, word: _Branch, known: Known, language: str) -> _Branch:
        """The word, or, where it is a compound, all words that it is made of; any of them where not all must match."""
        parts = [asked_by_part(stems) for key in known.keys for stems in made_of(key)]
        if not parts:
            return word
        asks = [_Branch(Asked("", part), Any(_keys(part, language))) for part in parts]
        whole = _combined(asks, OneOf, Or) if self._mode.relaxed else _combined(asks, AllOf, And)
        return word if whole is None else _best(word, whole)

    def _near(self, word: str, language: str) -> dict[str, int]:
        return dict.fromkeys(self._words.near(word, language)[:MAX_EXPANSIONS], SPELLING)

    def _quoted(self, text: str, found: Sequence[Token], language: str) -> _Branch:
        node = _phrase(tuple(token.word for token in found), language)
        # One whole word is proven by its term: accents and letters are in it, and case does not count.
        if len(found) == 1 and found[0].kind != FIGURE and (found[0].start, found[0].end) == (0, len(text)):
            return _Branch(Asked(found[0].word), node, strict=True)
        return _Branch(Quoted(text), node, strict=True, quoted=True)

    def _amount(self, leaf: queries.Amount, language: str) -> _Branch:
        """A figure by its value; better, if it is also written as it was typed."""
        by_value = tuple(Term(NUM, f"{language}:{term}", NUMBER, constant=True) for term in leaf.terms)
        literal = Term(NUM, f"{language}:{as_written(leaf.text)[0]}", LITERAL, constant=True)
        branch = _Branch(Valued(leaf.text, frozenset(leaf.terms)), Any((literal, *by_value)), strict=True)
        word = leaf.word and self._leaf(leaf.word, language)
        return _best(word, branch) if word else branch

    def _prefix(self, prefix: str, language: str, leaf: queries.Leaf) -> _Branch:
        words = self._words.beginning(prefix, language, MAX_EXPANSIONS + 1)
        return self._expanded(dict.fromkeys(words, LITERAL), language, leaf)

    def _typo(self, token: Token, language: str, leaf: queries.Leaf) -> _Branch:
        return self._expanded({**self._near(token.word, language), token.word: LITERAL}, language, leaf)

    def _expanded(self, words: Mapping[str, int], language: str, leaf: queries.Leaf) -> _Branch:
        """Any of *words*, at a constant score: what a word is shortened to says nothing about how well it fits."""
        self._expansions += len(words)
        if self._expansions > MAX_EXPANSIONS:
            raise QueryError(
                N_("“{word}” stands for more than {most} words"),
                code="query-too-broad",
                start=leaf.start,
                end=leaf.end,
                hint=message(N_("write more of the word, or name the languages to look in with --in")),
                word=leaf.text,
                most=MAX_EXPANSIONS,
            )
        nodes = tuple(Term(literal_field(language), word, level, constant=True) for word, level in words.items())
        return _Branch(Asked("", others=words), Any(nodes))


def _refuted_first(one: _Branch) -> int:
    """Quoted words are soon seen not to be there; what must not be there takes longest to prove."""
    return 2 if isinstance(one.demand, NoneOf) else int(not one.quoted)


def _proven_first(one: _Branch) -> int:
    """The passage has to be read for quoted words, and need not be where another word is there."""
    return int(one.quoted)


def _combined(found: Sequence[_Branch], demand: type[AllOf | OneOf], node: type[And | Or]) -> _Branch | None:
    if len(found) < 2:
        return found[0] if found else None
    order = _refuted_first if demand is AllOf else _proven_first
    return _Branch(
        demand(tuple(one.demand for one in sorted(found, key=order))),
        node(tuple(one.node for one in found)),
        all(one.stop for one in found),
        any(one.strict for one in found),
        any(one.quoted for one in found),
    )


def _best(branch: _Branch, other: _Branch) -> _Branch:
    """*branch*, or the same thing in other words."""
    return branch._replace(demand=BestOf((branch.demand, other.demand)), node=Any((branch.node, other.node)))


def _phrase(words: tuple[str, ...], language: str) -> Node:
    field = literal_field(language)
    return Term(field, words[0], LITERAL) if len(words) == 1 else Phrase(field, words, LITERAL)


def _keys(wanted: Mapping[str, Ask], language: str) -> tuple[Term, ...]:
    field = keys_field(language)
    return tuple(Term(field, key, ask.level, ask.weight) for key, ask in wanted.items())
