"""Where in this text does a quotation begin and end? By the quotation marks of all 24 languages, nested ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: What closes a quotation, by what opens it. Of several the nearest does that is not taken by a quotation inside.
CLOSING: dict[str, str] = {
    "„": '“”‟"',
    "“": "”",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    "‚": "‘’",
    "‘": "’",
    "’": "’",
    "‹": "›",
    "›": "‹›",
    '"': '"',
    "＂": "＂",
    "'": "'",
}

# Marks that stand on both sides, or for an apostrophe: what is beside them says which they are.
_AMBIGUOUS = "”»’›\"＂'“‘"
_APOSTROPHES = "’'‘"
_ANY = re.compile(f"[{''.join(CLOSING)}]")
_BEFORE = re.compile(r"[\s(\[{—–/|\ue001-]")

#: Signs of a mark that nobody uses for anything else: if it is not closed, something is wrong with the text.
_SURE = "„«“"


#: Code points of a quotation: more is a mark that was forgotten.
LONGEST = 20_000

#: Marks that are looked at while the ends of quotations are looked for, in a whole manuscript.
MOST_LOOKS = 2_000_000

_DEEPEST = 3


class TooMany(Exception):
    """More quotation marks than a text has."""


class Patience:
    """How many marks may still be looked at: a text of nothing but opening marks must not take hours."""

    def __init__(self, looks: int = MOST_LOOKS) -> None:
        self._left = looks

    def look(self) -> None:
        """Look at one more.

        :raises TooMany: if it was the last.
        """
        self._left -= 1
        if self._left < 0:
            raise TooMany


class Span(NamedTuple):
    """[start, end) of what stands between two marks; ``inside`` is how many quotations it stands in. Unclosed: ``end`` is -1."""

    start: int
    end: int
    inside: int = 0

    @property
    def closed(self) -> bool:
        """Whether there is a closing mark."""
        return self.end >= 0


def quoted(text: str, patience: Patience | None = None) -> Iterator[Span]:
    """What stands between quotation marks in *text*, outer quotations before those inside of them.

    :raises TooMany: if *patience* runs out.
    """
    yield from _within(text, 0, len(text), 0, patience or Patience())


def _within(text: str, start: int, end: int, depth: int, patience: Patience) -> Iterator[Span]:
    at = start
    while found := _ANY.search(text, at, end):
        at = found.end()
        if not _opens(text, found.start()):
            continue
        closing = _closing(text, found.start(), end, patience)
        if closing is None:
            if found[0] in _SURE and depth == 0:
                yield Span(at, -1, depth)
            continue
        if text[at:closing].strip():
            yield _trimmed(text, at, closing, depth)
        if depth < _DEEPEST:
            yield from _within(text, at, closing, depth + 1, patience)
        at = closing + 1


def _opens(text: str, at: int) -> bool:
    sign, before, after = text[at], text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if not after or (sign not in "«»‹›" and after.isspace()):
        return False
    if sign in _AMBIGUOUS:
        return (not before or _BEFORE.match(before) is not None or before in "„“«»‚‘‹›\"'¿¡") and not (
            after.isspace() and before and not before.isspace()
        )
    return not before.isalnum() or sign not in "‚"


def _closing(text: str, opening: int, end: int, patience: Patience) -> int | None:
    """Where the mark at *opening* is closed, before *end*."""
    sign, depth = text[opening], 0
    closers = CLOSING[sign]
    spaced = text[opening + 1 : opening + 2].isspace()
    for found in _ANY.finditer(text, opening + 1, min(end, opening + LONGEST)):
        patience.look()
        here, at = found[0], found.start()
        if here == sign and here not in closers and _opens(text, at):
            depth += 1
        elif here in closers and (at == opening + 1 or _closes(text, at, sign, spaced)):
            if not depth:
                return at
            depth -= 1
    return None


def _closes(text: str, at: int, opening: str, spaced: bool) -> bool:
    before, after = text[at - 1], text[at + 1 : at + 2]
    if before.isspace() and not (spaced and text[at] in "»«›‹"):
        return False
    if text[at] in _APOSTROPHES:
        return not after.isalnum()
    # » closes »Wort» and «mot», but opens where a word begins behind it.
    return not (text[at] == opening and after.isalnum() and not before.isalnum() and before not in ".,;:!?…)]%")


def _trimmed(text: str, start: int, end: int, depth: int) -> Span:
    inner = text[start:end]
    return Span(start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip())), depth)
