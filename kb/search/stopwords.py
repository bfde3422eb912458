"""Which words of a query need not match?"""

from __future__ import annotations

from functools import cache

from kb import function_words as lists
from kb.search.folding import fold


@cache
def function_words(language: str) -> frozenset[str]:
    """The function words of *language* as literal terms, and as they are typed without accents."""
    words = lists.function_words(language)
    return frozenset(words | {fold(word) for word in words})
