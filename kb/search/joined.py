"""Which words of this text are tied by hyphens, and under which keys are they one word?

``e-mail`` and ``email``, ``Online-Spiele`` and ``Onlinespiele`` are one word in two spellings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kb.search.folding import fold
from kb.search.keys import FOLDED, LEMMA, STEM
from kb.search.tokens import WORD, Token

_HYPHENS = frozenset("-\u2010\u2011")
# More pieces are an expression (state-of-the-art), which nobody writes as one word.
_MOST_PIECES = 3


def hyphenated(tokens: Sequence[Token], text: str) -> Iterator[tuple[Token, ...]]:
    """The runs of two or three words of *text* with nothing but a hyphen between them; *tokens* are all it has."""
    run: list[Token] = []
    for token in tokens:
        if run and text[run[-1].end : token.start] not in _HYPHENS:
            yield from _one_word(run)
            run = []
        run.append(token)
    yield from _one_word(run)


def _one_word(run: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    if 1 < len(run) <= _MOST_PIECES and all(token.kind == WORD for token in run):
        yield tuple(run)


def joined(run: Sequence[Token]) -> str:
    """The literal term of the pieces written as one word."""
    return "".join(token.word for token in run)


def joined_keys(run: Sequence[Token], last: Collection[str]) -> tuple[str, ...]:
    """The keys of the pieces written as one word; *last* are the coded keys of the last one, which alone inflects."""
    head = fold(joined(run[:-1]))
    stems = [key[len(STEM) :] for key in last if key.startswith((STEM, LEMMA, FOLDED))]
    return tuple(dict.fromkeys(FOLDED + head + fold(stem) for stem in (*stems, run[-1].word)))
