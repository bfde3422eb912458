"""Which statements have most of the rare words of this text, in whichever language it is? Proposes; never decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import NamedTuple, Protocol

from kb.languages import LANGUAGES
from kb.search.engine import And, Any, Filter, Node, OpenIndex, Or, Request, Term, literal_field
from kb.search.tokens import as_written, literal, tokens

#: Languages looked into: those that have most of the words.
MOST_LANGUAGES = 3
#: Words asked for in a language, and how many postings they may have together.
MOST_WORDS, BUDGET = 8, 4000
# Words by which the language is found: the longest say most; names are known in many, then more words decide.
_SAMPLE, _MORE = 4, 16
# Fewer words than this that fit into the budget say nothing by themselves: then all that are asked for must be there.
_ENOUGH = 3

# So many that stand everywhere are asked for together.
_TOGETHER = 6

# Languages in which a word is written otherwise than in all others (see ``tokens.clean``).
_OWN_SPELLING = ("bg", "ro")

_PUBLISHED = Filter("publication", ("published",))


class Frequencies(Protocol):
    """What is known of words."""

    def frequency(self, word: str, language: str) -> int:
        """In how many passages of *language* the word stands."""

    def known(self, some: Sequence[str], language: str) -> int:
        """How many of *some* words stand in passages of *language*."""


class Sought(NamedTuple):
    """The rarest words of a text as a query (None: it has none that are known), and the languages that it may be in."""

    tree: Node | None
    languages: tuple[str, ...]


def sought(words: Frequencies, text: str) -> Sought:
    """What to look for in the place of *text*."""
    languages = tuple(_languages(words, text))
    trees = [one for language in languages if (one := _tree(words, text, language)) is not None]
    return Sought((trees[0] if len(trees) == 1 else Any(tuple(trees))) if trees else None, languages)


def alike(index: OpenIndex, wanted: Sought, limit: int, *, published: bool = True) -> Sequence[str]:
    """At most *limit* statements whose passage in some language has the words *wanted*, the likeliest first.

    They are what an engine stores. *published*: only those, else only all others, which an engine would put below them.
    """
    if wanted.tree is None:
        return ()
    filters = (_PUBLISHED._replace(negated=not published),)
    return [one.stored for one in index.search(Request(wanted.tree, filters, limit=limit)).found]


def _languages(words: Frequencies, text: str) -> Iterator[str]:
    """The languages that know most of the longest words, the best first; of several those that know most of all words."""
    written = sorted(set(as_written(text)), key=lambda word: (-len(word), word))[:_MORE]
    longest = list(dict.fromkeys(literal(word, "en") for word in written))
    counts = {tag: _known(words, longest[:_SAMPLE], tag) for tag in LANGUAGES}
    most = max(counts.values())
    likely = [tag for tag, count in counts.items() if count and 2 * count >= most]
    if len(likely) > MOST_LANGUAGES:
        counts = {tag: _known(words, longest, tag) for tag in likely}
    yield from sorted(likely, key=lambda tag: -counts[tag])[:MOST_LANGUAGES]


def _known(words: Frequencies, some: Sequence[str], tag: str) -> int:
    """How many of *some* words stand in passages of the language."""
    return words.known([literal(word, tag) for word in some] if tag in _OWN_SPELLING else some, tag)


def _tree(words: Frequencies, text: str, language: str) -> Node | None:
    known = {token.word: words.frequency(token.word, language) for token in tokens(text, language)}
    rarest = sorted((count, word) for word, count in known.items() if count)[:MOST_WORDS]
    kept, cost = [], 0
    for count, word in rarest:
        cost += count
        if cost <= BUDGET:
            kept.append((count, word))
    if len(kept) >= min(_ENOUGH, len(rarest)):
        return Or(_terms(kept, language)) if kept else None
    return And(_terms(rarest[:_TOGETHER], language)) if rarest else None


def _terms(kept: Sequence[tuple[int, str]], language: str) -> tuple[Term, ...]:
    """Terms whose weight grows as they get rarer."""
    field = literal_field(language)
    return tuple(Term(field, word, 0, 1 + log(1 + BUDGET / count), constant=True) for count, word in kept)
