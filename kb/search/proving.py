"""Does this passage have what an engine could only propose? Quoted words are looked up in its text.

What the engine has decided is not decided again: a query may propose every statement of a large base.
"""

from __future__ import annotations

from collections.abc import Collection

from kb.search.engine import NUM, keys_field, literal_field
from kb.search.matching import PassageText, answer, occurrences
from kb.search.planning import AllOf, Asked, BestOf, Demand, NoneOf, OneOf, Quoted, Valued


def holds(demand: Demand, passage: PassageText, seen: Collection[tuple[str, str]]) -> bool:
    """Whether *passage* answers *demand*; *seen* are the terms (field, text) of the query that the engine saw in its record."""
    match demand:
        case Asked():
            return _has(demand, passage.language, seen)
        case Quoted():
            return any(True for _ in occurrences(demand.text, passage.text))
        case Valued():
            return any((NUM, f"{passage.language}:{term}") in seen for term in demand.terms)
        case AllOf():
            return all(holds(one, passage, seen) for one in demand.demands)
        case OneOf() | BestOf():
            return any(holds(one, passage, seen) for one in demand.demands)
        case NoneOf():
            # An engine does not say what it saw of what must not be there.
            return answer(demand, passage) is not None


def _has(word: Asked, language: str, seen: Collection[tuple[str, str]]) -> bool:
    literal, keys = literal_field(language), keys_field(language)
    return (
        (literal, word.word) in seen
        or any((keys, key) in seen for key in word.keys)
        or any((literal, other) in seen for other in word.others)
        or any(label in seen for label in word.labels)
    )
