"""What did the person probably mean to type?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.search import query as queries
from kb.search.planning import Words
from kb.search.query import Query
from kb.search.tokens import FIGURE, tokens


def suggested(query: Query, languages: Sequence[str], words: Words) -> str | None:
    """*query* with each word that no language has replaced by the nearest one that some has; None if there is nothing better.

    Figures are never corrected, and neither are quoted words.
    """
    text, shift = query.text, 0
    for word in _words(query.tree):
        for token in tokens(word.text, languages[0]):
            better = _nearest(token.word, languages, words) if token.kind != FIGURE else None
            if better is not None:
                start, end = (word.start + at + shift for at in (token.start, token.end))
                text = text[:start] + better + text[end:]
                shift += len(better) - (token.end - token.start)
    return text if text != query.text else None


def _words(node: queries.Node | None) -> Iterator[queries.Word]:
    """The plain words of a query, in their order."""
    match node:
        case queries.Word():
            yield node
        case queries.All() | queries.Either():
            for one in node.nodes:
                yield from _words(one)


def _nearest(word: str, languages: Sequence[str], words: Words) -> str | None:
    """The most frequent word one typo away; None where a language has the word itself."""
    if any(words.frequency(word, language) for language in languages):
        return None
    found = [(words.frequency(other, tag), other) for tag in languages for other in words.near(word, tag)[:1]]
    return min(found, key=lambda pair: (-pair[0], pair[1]))[1] if found else None
