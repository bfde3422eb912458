"""Which values does this text state? Numbers by value, in every language."""

from kb.values.reading import NUMBER, WORD, Figure, figures, query_terms, terms, typed

__all__ = ["NUMBER", "WORD", "Figure", "figures", "query_terms", "terms", "typed"]
