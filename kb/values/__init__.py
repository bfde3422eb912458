"""Which values does this text state? Numbers by value, in every language."""

from kb.values.reading import DATE, NUMBER, WORD, Figure, figures, query_terms, terms, typed

__all__ = ["DATE", "NUMBER", "WORD", "Figure", "figures", "query_terms", "terms", "typed"]
