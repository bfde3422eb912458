"""In which language is this passage, if not in its own?

Told by function words, and by letters that the language does not have: a wording with words of another language and
hardly any of its own is not in its own. Short wordings may have too few of either to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kb.errors import Message
from kb.function_words import function_words
from kb.languages import LANGUAGES
from kb.translation.checks.conventions import CONVENTIONS
from kb.translation.checks.pair import Finding, Side

_WORD = re.compile(r"[^\W\d_]+")

#: So many words more of another language than of its own make a wording doubtful, with at least twice as many or without …
_DOUBTFUL, _MANY = 2, 3
#: … and so many words of another language, with at most a quarter as many of its own, leave no doubt.
_CERTAIN, _TIMES = 4, 4


@cache
def _languages_of() -> Mapping[str, tuple[str, ...]]:
    """The languages that have a word as a function word."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for word in function_words(language):
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


@cache
def _languages_with(letters: frozenset[str]) -> tuple[str, ...]:
    """The languages that have all of *letters*."""
    return tuple(tag for tag, row in CONVENTIONS.items() if letters <= set(row.letters))


def evidence(text: str, language: str) -> dict[str, int]:
    """How many different words of *text*, which is said to be in *language*, speak for which language.

    Single letters (“w”, “i”, the “d” of a date) speak for the language of the file only.
    """
    known, own = _languages_of(), CONVENTIONS[language].letters
    counts = {language: 0}
    for word in set(_WORD.findall(text.lower())):
        languages = known.get(word, ())
        if len(word) == 1:
            counts[language] += language in languages
            continue
        for tag in languages:
            counts[tag] = counts.get(tag, 0) + 1
        if not word.isascii():
            foreign = frozenset(letter for letter in word if letter > "\x7f" and letter not in own)
            for tag in _languages_with(foreign) if foreign else ():
                counts[tag] = counts.get(tag, 0) + 1
    return counts


def check(side: Side) -> Iterator[Finding]:
    """A passage in another language than its file's."""
    counts = evidence(side.text, side.language)
    own = counts[side.language]
    language = max(counts, key=lambda tag: (counts[tag], tag))
    most = counts[language]
    certain = most >= _CERTAIN and own * _TIMES <= most
    if certain or most - own >= (_DOUBTFUL if own * 2 <= most else _MANY):
        parameters = {"language": _name(language), "expected": _name(side.language)}
        yield Finding("wrong-language" if certain else "other-language", parameters=parameters)


def _name(language: str) -> Message:
    return Message(LANGUAGES[language].name)
