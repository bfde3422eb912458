"""Does the passage deny and hedge what its original denies and hedges?

Warnings, not errors: languages deny in different places (*unless* for *nicht ohne*), and the lists are of words, not of
grammar. What is counted is by meaning in the whole passage; a word with other meanings too is never missed, and may stand for
one that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.errors import N_, Message, message
from kb.languages import LANGUAGES
from kb.polarity import NEGATION, Mark, is_reviewed
from kb.translation.checks.pair import Finding, Pair, Side

_NONE = N_("none")
_REVIEWED = N_("reviewed by a native speaker")
_NOT_REVIEWED = N_("not yet reviewed by a native speaker")


def check(pair: Pair) -> Iterator[Finding]:
    """A finding for each meaning that one of the two texts has more often than the other can have."""
    original, passage = pair.original.marks, pair.passage.marks
    if not original and not passage:
        return
    for meaning in dict.fromkeys(mark.meaning for mark in (*original, *passage)):
        expected = [mark for mark in original if mark.meaning == meaning]
        found = [mark for mark in passage if mark.meaning == meaning]
        if _sure(expected) > len(found) or _sure(found) > len(expected):
            yield _finding(pair, expected, found)


def _sure(marks: Sequence[Mark]) -> int:
    return sum(mark.sure for mark in marks)


def _finding(pair: Pair, expected: Sequence[Mark], found: Sequence[Mark]) -> Finding:
    code = "negation-differs" if (*expected, *found)[0].kind == NEGATION else "hedge-differs"
    sure = [mark for mark in found if mark.sure]
    start, end = (sure[-1].start, sure[-1].end) if len(sure) > len(expected) else (0, 0)
    language = pair.passage.language
    parameters = {
        "found": _words(pair.passage, found),
        "expected": _words(pair.original, expected),
        "language": message(LANGUAGES[language].name),
        "standing": message(_REVIEWED if is_reviewed(language) else _NOT_REVIEWED),
        "original": pair.original.text,
    }
    return Finding(code, start, end, parameters)


def _words(side: Side, marks: Sequence[Mark]) -> str | Message:
    """The words of *marks*, those that are sure where there are any."""
    chosen = [mark for mark in marks if mark.sure] or marks
    return ", ".join(f"“{side.text[mark.start : mark.end]}”" for mark in chosen) or message(_NONE)
