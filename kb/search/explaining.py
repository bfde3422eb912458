"""How was each word of a query understood, and how many statements does each reading find?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kb.answers import Understood
from kb.search.engine import NUM, Any, Filter, OpenIndex, Request, Term, keys_field, literal_field
from kb.search.levels import LABEL, LEVELS, LITERAL, NUMBER
from kb.search.planning import AllOf, Asked, BestOf, Demand, NoneOf, OneOf, Plan, Quoted, Valued


def explain(plan: Plan, index: OpenIndex, filters: tuple[Filter, ...] = ()) -> tuple[Understood, ...]:
    """Each word in each language in which what *filters* let through has any reading of it, the best level first."""
    return tuple(
        row
        for language, demand in (*plan.demands.items(), *plan.excluded.items())
        for leaf in _leaves(demand)
        for row in _readings(leaf, language, index, filters)
    )


def _leaves(demand: Demand) -> Iterator[Asked | Quoted | Valued]:
    match demand:
        case Asked() | Quoted() | Valued():
            yield demand
        case NoneOf():
            yield from _leaves(demand.demand)
        case AllOf() | OneOf() | BestOf():
            for one in demand.demands:
                yield from _leaves(one)


def _readings(
    leaf: Asked | Quoted | Valued, language: str, index: OpenIndex, filters: tuple[Filter, ...]
) -> Iterator[Understood]:
    if isinstance(leaf, Quoted):
        yield Understood(leaf.text, language, LEVELS[LITERAL], (leaf.text,), None)
        return
    for level, terms in sorted(_terms(leaf, language).items()):
        counts = {term: index.search(Request(term, filters, limit=0)).total for term in terms}
        found = [term for term, count in counts.items() if count]
        if found:
            total = index.search(Request(Any(tuple(found)), filters, limit=0)).total
            yield Understood(_shown(leaf, found), language, LEVELS[level], tuple(term.text for term in found), total)


def _shown(leaf: Asked | Valued, found: Sequence[Term]) -> str:
    # A part of a compound is known by its stem alone, whose key has a code in front.
    return leaf.text if isinstance(leaf, Valued) else leaf.word or found[0].text.rpartition(":")[2]


def _terms(word: Asked | Valued, language: str) -> Mapping[int, list[Term]]:
    """The terms a word or figure asks for, by level."""
    if isinstance(word, Valued):
        return {NUMBER: [Term(NUM, f"{language}:{term}") for term in sorted(word.terms)]}
    terms: dict[int, list[Term]] = {}
    if word.word:
        terms.setdefault(LITERAL, []).append(Term(literal_field(language), word.word))
    for key, ask in word.keys.items():
        terms.setdefault(ask.level, []).append(Term(keys_field(language), key))
    for other, level in word.others.items():
        terms.setdefault(level, []).append(Term(literal_field(language), other))
    for field, value in word.labels:
        terms.setdefault(LABEL, []).append(Term(field, value))
    return terms
