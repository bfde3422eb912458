"""Here is a text: where does it deny, and where does it hedge?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.polarity.lexicon import CONCORD, IDIOM, NEGATION, NOT, Form, Lexicon, fits, folded, lexicon

#: Between the two parts of *ne … pas* stand at most so many words.
_REACH = 4

# What may part two words that stand side by side: a space, an apostrophe, a hyphen.
_JOINTS = " '\u2019-\u2010\u2011"
_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE_ENDS = re.compile(r"[.;:!?\u2026][\"'\u201c\u201d\u2019\u00bb)]*\s")

#: Articles that may stand between a hedge and its amount (más del 40 %, más de un tercio).
_ARTICLES = frozenset(
    [
        "a", "l", "le", "la", "les", "un", "une", "il", "lo", "i", "gli", "el", "los", "las", "una", "o", "os",
        "as", "um", "uma", "de", "die", "το", "τα", "τις", "τους", "των", "του", "az",
    ]
)  # fmt: skip


class Mark(NamedTuple):
    """Words that deny or hedge: code points [start, end) of the text.

    ``kind`` is ``negation`` or ``hedge``; ``meaning`` is ``not``, or which hedge it is: ``at-least``, ``at-most``,
    ``about``, ``may``, ``only``, ``most``. Not ``sure`` is what has other meanings as well.
    """

    start: int
    end: int
    kind: str
    meaning: str
    sure: bool = True


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


def marks(text: str, language: str) -> Sequence[Mark]:
    """The negations and hedges of canonical *text* that are sure, in their order."""
    return [mark for mark in readings(text, language) if mark.sure]


def readings(text: str, language: str) -> Sequence[Mark]:
    """The negations and hedges of canonical *text*, those that may be something else too, in their order."""
    words = lexicon(language)
    return _counted(text, _found(text, words))


def _found(text: str, words: Lexicon) -> Iterator[Mark]:
    """Every form that stands in *text*; no word is in two of them."""
    tokens = [_Word(*match.span(), folded(match[0])) for match in words.word.finditer(text)]
    taken: set[int] = set()
    for at, token in enumerate(tokens):
        candidates = () if at in taken else words.beginning_with(token.folded)
        standing = [(form, _places(text, tokens, at, form, words)) for form in candidates]
        standing = [(form, places) for form, places in standing if places and taken.isdisjoint(places)]
        if standing:
            form, places = min(standing, key=_preference)
            taken.update(places)
            if form.kind != IDIOM:
                yield Mark(token.start, tokens[places[-1]].end, form.kind, form.meaning, form.sure)


def _preference(standing: tuple[Form, Sequence[int]]) -> tuple[object, ...]:
    """The longest form first, then the one whose parts are nearest to each other."""
    form, places = standing
    return -len(places), places[-1], form.order


def _places(text: str, tokens: Sequence[_Word], at: int, form: Form, words: Lexicon) -> list[int]:
    """Which words of *text* are *form*, from word *at*; none if it does not stand there."""
    if not (_side_by_side(text, tokens, at, form.words) and _as_it_must_be(text, tokens[at], form)):
        return []
    places = list(range(at, at + len(form.words)))
    if form.others:
        places += _further(text, tokens, places[-1] + 1, form.others)
        return places if len(places) > len(form.words) else []
    return places if not form.amount or _before_amount(text, tokens, places, form, words) else []


def _as_it_must_be(text: str, first: _Word, form: Form) -> bool:
    if form.cased and text[first.start : first.end] != form.cased:
        return False
    return not form.after_comma or text[: first.start].rstrip(" ").endswith(",")


def _further(text: str, tokens: Sequence[_Word], after: int, others: Sequence[str]) -> list[int]:
    """Where *others* stand, from word *after* on and in the same sentence."""
    for other in range(after, min(after + _REACH + 1, len(tokens))):
        if _ends(text, tokens[other - 1], tokens[other]):
            break
        if _side_by_side(text, tokens, other, others):
            return list(range(other, other + len(others)))
    return []


def _side_by_side(text: str, tokens: Sequence[_Word], at: int, words: Sequence[str]) -> bool:
    if at + len(words) > len(tokens):
        return False
    for offset, word in enumerate(words):
        if not fits(tokens[at + offset].folded, word):
            return False
        if offset and text[tokens[at + offset - 1].end : tokens[at + offset].start].strip(_JOINTS):
            return False
    return True


def _before_amount(text: str, tokens: Sequence[_Word], places: Sequence[int], form: Form, words: Lexicon) -> bool:
    following = [token.folded for token in tokens[places[-1] + 1 : places[-1] + 3]]
    if following and following[0] in _ARTICLES:
        following = following[1:]
    if not following or not words.is_amount(following[0], form):
        return False
    # Many a word for “up to” is also that of deadlines (do 2027) and of ranges (от 10 до 15).
    ambiguous = form.meaning == "at-most" and len(form.words) == 1
    return not (ambiguous and (_YEAR.fullmatch(following[0]) or _ends_range(text, tokens, places[0])))


def _ends_range(text: str, tokens: Sequence[_Word], at: int) -> bool:
    """Whether a figure stands a few words before word *at*, with no comma between."""
    before = (token for token in tokens[max(0, at - _REACH) : at] if token.folded[0].isdigit())
    return any("," not in text[token.end : tokens[at].start] for token in before)


def _ends(text: str, before: _Word, after: _Word) -> bool:
    return _SENTENCE_ENDS.search(text, before.end, after.start) is not None


def _counted(text: str, found: Iterator[Mark]) -> list[Mark]:
    """*found* without the words that only repeat a negation of their sentence (nobody, in “nobody has not”)."""
    counted: list[Mark] = []
    sentence: list[Mark] = []
    for mark in found:
        if sentence and _SENTENCE_ENDS.search(text, sentence[-1].end, mark.start):
            counted += _own(sentence)
            sentence = []
        sentence.append(mark)
    return counted + _own(sentence)


def _own(sentence: Sequence[Mark]) -> list[Mark]:
    """The marks of a sentence, with as many concordant negations as say something: none, or the first alone."""
    concordant = [mark for mark in sentence if mark.meaning == CONCORD]
    denied = any(mark.kind == NEGATION and mark.meaning == NOT and mark.sure for mark in sentence)
    kept = [] if denied else concordant[:1]
    return [
        mark._replace(meaning=NOT) if mark in kept else mark
        for mark in sentence
        if mark.meaning != CONCORD or mark in kept
    ]
