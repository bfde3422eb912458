"""Which words of this text deny or hedge what it says? Negations and hedges, by lists of words a language."""

from kb.polarity.lexicon import HEDGE, NEGATION, is_reviewed
from kb.polarity.reading import Mark, marks, readings

__all__ = ["HEDGE", "NEGATION", "Mark", "is_reviewed", "marks", "readings"]
