"""Does this passage have what an engine could only propose? Quoted words are looked up in its text.

What the engine has decided is not decided again: a query may propose every statement of a large base.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from kb.search.engine import NUM, keys_field, literal_field
from kb.search.matching import PassageText, occurrences
from kb.search.planning import AllOf, Asked, BestOf, Demand, NoneOf, OneOf, Quoted, Valued

Terms = Collection[tuple[str, str]]


class Seen(NamedTuple):
    """The terms of a query that the engine saw in a record: all, and those of one language as words and keys.

    ``denied`` are those that it saw of what must not be there.
    """

    language: str
    terms: Terms
    denied: Terms
    words: frozenset[str]
    keys: frozenset[str]


def seen_in(language: str, terms: Terms, denied: Terms) -> Seen:
    """What of *terms* ((field, text) pairs) is in passages of *language*."""
    literal, keys = literal_field(language), keys_field(language)
    return Seen(
        language,
        terms,
        denied,
        frozenset(text for field, text in terms if field == literal),
        frozenset(text for field, text in terms if field == keys),
    )


#: Whether a passage, in whose record the engine saw so much, answers. It is read only where the answer depends on it.
Proof = Callable[[Callable[[], PassageText], Seen], bool]


def proof(demand: Demand) -> Proof:
    """How to prove *demand*, worked out once for all passages that are proposed."""
    match demand:
        case Asked():
            return _any_of([demand])
        case Quoted():
            return lambda passage, seen: any(True for _ in occurrences(demand.text, passage().text))
        case Valued():
            return lambda passage, seen: any((NUM, f"{seen.language}:{term}") in seen.terms for term in demand.terms)
        case AllOf():
            proofs = [proof(one) for one in demand.demands]
            return lambda passage, seen: all(holds(passage, seen) for holds in proofs)
        case OneOf() | BestOf():
            words = _any_of([one for one in demand.demands if isinstance(one, Asked)])
            rest = [proof(one) for one in demand.demands if not isinstance(one, Asked)]
            return lambda passage, seen: words(passage, seen) or any(holds(passage, seen) for holds in rest)
        case NoneOf():
            inner = proof(demand.demand)
            return lambda passage, seen: not inner(passage, seen_in(seen.language, seen.denied, seen.denied))


def _any_of(asked: Sequence[Asked]) -> Proof:
    """At least one of some words: what a record has is looked up among all that stand for any of them."""
    words = frozenset(word for one in asked for word in (one.word, *one.others))
    keys = frozenset(key for one in asked for key in one.keys)
    labels = frozenset(label for one in asked for label in one.labels)
    return lambda passage, seen: (
        not (words.isdisjoint(seen.words) and keys.isdisjoint(seen.keys) and labels.isdisjoint(seen.terms))
    )
