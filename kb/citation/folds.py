"""Which differences between a quotation and its passage are typography only? One row a fold; everything else counts.

Beyond ``kb.text.typographic``: double and single quotation marks stand for each other (a quotation inside of a quotation),
signs need no space before them, and a word may be parted at the end of a line. Case, letters, figures, signs and punctuation
are never folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from kb.errors import N_
from kb.text import canonical, typographic

#: Stands in a quotation where a word was parted: the passage has there nothing, a hyphen, or a hyphen and a space.
PARTED = "\x00"


def _table(signs: str) -> dict[int, str]:
    return {ord(sign): typographic(sign) for sign in signs}


_MARKS = _table("“”„‟«»‹›″＂‘’‚‛′ʼ")
_DASHES = _table("‐‑‒–—―−")
_LIGATURES = _table("".join(map(chr, range(0xFB00, 0xFB07))))
# French marks have a space on their inner side; » and « of other languages have words there.
_INNER_SPACE = re.compile(r"(?:(?<=^[«‹])|(?<=[\s(\[][«‹])) | (?=[»›](?:$|[\s.,;:!?)\]]))")
_PRIME = re.compile(r"(?<=\d)[\"']")
_SPACE_BEFORE = re.compile(r"(?<=\S) (?=[%‰;:!?](?!\w))")
_ELLIPSIS = re.compile(r"…|\. \. \.(?! \.)")
_LETTER = r"[^\W\d_]"
_PARTED = re.compile(rf"(?<={_LETTER})(?:[-‐‑¬]\u00ad?|\u00ad)\s+(?={_LETTER})")
_LAST_SIGN = re.compile(r"(?<=[\w%)\]'])[.,]$")
_CAPITAL = re.compile(rf"\[({_LETTER})\]")
_WORD = re.compile(rf"{_LETTER}+")
# What may be written otherwise in the passage: parted words, those with ligatures or apostrophes, and what stands in brackets.
_UNTELLING = re.compile(r"(?<!\w)\w*(?:[\x00\ufb00-\ufb06'’ʼ\u00ad]\w*)+|\[[^\[\]]{0,80}\]\w*|\[|\]")


class Fold(NamedTuple):
    """One kind of difference that is set aside: ``apply`` makes both sides alike; ``name`` is said where it was needed."""

    name: str
    apply: Callable[[str], str]


def _marks(text: str) -> str:
    return _alike(_INNER_SPACE.sub("", text).translate(_MARKS))


def _alike(text: str) -> str:
    """Double marks as single ones; not minutes and seconds, feet and inches: a mark at a figure that closes nothing."""
    if not _PRIME.search(text):
        return text.replace('"', "'")
    pieces, opened = [], False
    for at, sign in enumerate(text):
        if sign in "\"'":
            before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
            if before.isdigit() and not opened:
                pieces.append(sign)
                continue
            opened ^= not (before.isalpha() and after.isalpha())
        pieces.append("'" if sign == '"' else sign)
    return "".join(pieces)


#: The folds of both sides by code, in the order in which they are applied; the codes are what JSON lists.
FOLDS: dict[str, Fold] = {
    "quotation-marks": Fold(N_("quotation marks"), _marks),
    "dashes": Fold(N_("dashes"), lambda text: text.translate(_DASHES)),
    "ellipsis": Fold(N_("ellipsis"), lambda text: _ELLIPSIS.sub("...", text)),
    "ligatures": Fold(N_("ligatures"), lambda text: text.translate(_LIGATURES)),
    "spaces": Fold(N_("spaces before signs"), lambda text: _SPACE_BEFORE.sub("", text)),
}

LINE_END, LAST_SIGN, CAPITAL = "line-end", "final-punctuation", "marked-capital"

#: What is set aside on the side of the quotation only.
MARKED: dict[str, str] = {
    LINE_END: N_("a word parted at the end of a line"),
    LAST_SIGN: N_("a full stop or comma before the closing mark"),
    CAPITAL: N_("a capital or small letter marked by brackets"),
}

EVERY: frozenset[str] = frozenset((*FOLDS, *MARKED))


@lru_cache(maxsize=4096)
def folded(text: str, folds: frozenset[str] = EVERY) -> str:
    """*text* (canonical) with *folds* applied."""
    for code, fold in FOLDS.items():
        if code in folds:
            text = fold.apply(text)
    return text


#: Finds a quotation in a text from an offset on: [start, end), or None.
Finder = Callable[[str, int], tuple[int, int] | None]


def literally(*alternatives: str) -> Finder:
    """What finds the first of *alternatives* that is there."""

    def find(text: str, start: int) -> tuple[int, int] | None:
        for wanted in alternatives:
            at = text.find(wanted, start)
            if at >= 0:
                return at, at + len(wanted)
        return None

    return find


@lru_cache(maxsize=4096)
def finder(raw: str, folds: frozenset[str] = EVERY) -> Finder:
    """What finds the quotation *raw* in a passage folded alike, in linear time."""
    raw = raw.replace(PARTED, "")
    # A soft hyphen or hyphen at the end of a line; in many copies the line break has become a space.
    text = folded(canonical(_PARTED.sub(PARTED, raw) if LINE_END in folds else raw), folds)
    wanted = [text]
    if LAST_SIGN in folds and _LAST_SIGN.search(text):
        wanted.append(text[:-1])
    if CAPITAL in folds and (marked := _CAPITAL.match(text)):
        letter = marked[1]
        wanted = [case + one[marked.end() :] for one in wanted for case in (letter.lower(), letter.upper())]
    if PARTED not in text:
        return literally(*wanted)
    pattern = re.compile("|".join(re.escape(one).replace(re.escape(PARTED), "(?:- ?)?") for one in wanted))

    def find(text: str, start: int) -> tuple[int, int] | None:
        found = pattern.search(text, start)
        return found.span() if found else None

    return find


@lru_cache(maxsize=4096)
def telling(raw: str) -> str:
    """A word that a passage has, as it is written here, if the quotation *raw* is exact in it; empty if there is none to tell."""
    text = canonical(_UNTELLING.sub(" ", _PARTED.sub(PARTED, raw.replace(PARTED, ""))))
    return max(_WORD.findall(text), key=len, default="")


def joined(raw: str, passage: str) -> str:
    """The canonical text of the quotation *raw*; words parted at the end of a line are written as *passage* has them."""

    def word(match: re.Match[str]) -> str:
        return match[1] + match[2] if match[1] + match[2] in passage else f"{match[1]}-{match[2]}"

    parted = _PARTED.sub(PARTED, raw.replace(PARTED, ""))
    return canonical(re.sub(rf"(?<!\w)(\w+){PARTED}(\w+)", word, parted).replace(PARTED, "-"))


def needed(raw: str, passage: str, matches: Callable[[Finder, str], object]) -> tuple[str, ...]:
    """The codes without which the quotation *raw* does not match *passage*, as *matches* judges a finder and a text."""
    return tuple(
        code for code in (*FOLDS, *MARKED) if not matches(finder(raw, EVERY - {code}), folded(passage, EVERY - {code}))
    )
