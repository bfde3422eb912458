"""Which values does this text state? Numbers by value, in every language."""

from kb.values.asking import query_terms, terms, typed
from kb.values.reading import DATE, NUMBER, WORD, Figure, figures

__all__ = ["DATE", "NUMBER", "WORD", "Figure", "figures", "query_terms", "terms", "typed"]
