"""Here is a passage: what may somebody type who should find it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from kb.search.folding import fold
from kb.search.planning import Known
from kb.search.query import MAX_WORD
from kb.search.tokens import WORD, Token, clean, tokens
from kb.values import NUMBER, figures

#: Ways to type a word of a passage: as it stands there, in another inflection, by a word it is made of, in one of the
#: former without its accents; and figures, as they stand there and as they are written elsewhere.
MODES = ("own", "inflected", "component", "unaccented", "figures")

#: Other inflections asked for a word.
MOST_FORMS = 3

# How thousands are parted and how decimals are marked, somewhere.
_SIGNS = (("", "."), ("", ","), (",", "."), (".", ","), (" ", ","))
_PERCENT = ("%", " %")


class Probe(NamedTuple):
    """What is typed, and which of :data:`MODES` it is."""

    mode: str
    typed: str


class Words(Protocol):
    """What is known of words: see ``inflections``."""

    def others(self, word: str, language: str) -> Sequence[str]:
        """Other forms of a word as written, in lower case."""

    def parts(self, word: str, language: str) -> Sequence[str]:
        """The words that a lower-case word is made of."""


#: Chooses at most so many of some words; the same for the same words.
Choose = Callable[[Sequence[str], int], Sequence[str]]


def probes(
    text: str, language: str, known: Callable[[Token, str], Known], words: Words, choose: Choose
) -> Iterator[Probe]:
    """What finds the passage *text* (canonical), each once; function words are left out."""
    found = [token for token in tokens(text, language) if _is_typed(token, known, language)]
    yield from dict.fromkeys(probe for token in found for probe in _of_word(token, text, language, words, choose))
    yield from dict.fromkeys(Probe("figures", typed) for typed in written(text, language))


def _is_typed(token: Token, known: Callable[[Token, str], Known], language: str) -> bool:
    return token.kind == WORD and len(token.word) <= MAX_WORD and not known(token, language).stop


def _of_word(token: Token, text: str, language: str, words: Words, choose: Choose) -> Iterator[Probe]:
    own = text[token.start : token.end]
    # NOT would be an operator.
    yield Probe("own", own.lower() if own.isupper() else own)
    forms = choose(words.others(clean(own, language), language), MOST_FORMS)
    for form in forms:
        yield Probe("inflected", form)
    for part in words.parts(token.surface, language):
        yield Probe("component", part)
    for form in (token.word, *forms):
        if (plain := fold(form)) != form.casefold():
            yield Probe("unaccented", plain)


def written(text: str, language: str) -> Iterator[str]:
    """The figures of *text* (canonical), as they stand there and as they are written in other languages.

    >>> list(written("30.000 Menschen", "de"))
    ['30.000', '30000', '30,000', '30 000']
    """
    for figure in figures(text, language):
        if figure.kind == NUMBER:
            own = text[figure.start : figure.end]
            yield own
            # Signs, and words for millions and per cent, are written in one way only.
            if all(letter.isdigit() or letter in ".,%'\u2019\u00a0\u202f " for letter in own):
                percents = _PERCENT if figure.percent else ("",)
                yield from (form + sign for form in _forms(figure.values[0]) for sign in percents)


def _forms(value: str) -> Iterator[str]:
    """How the canonical decimal *value*, not negative, is written somewhere.

    Not ``4.125``, which is another number elsewhere, and not ``2,024``, which looks like no year.
    """
    whole, _, decimals = value.partition(".")
    if len(decimals) == 3:
        return
    for group, mark in _SIGNS:
        grouped = f"{int(whole):,}".replace(",", group) if decimals or len(whole) > 4 else whole
        yield grouped + (mark + decimals if decimals else "")
