"""Which characters do not belong in content, or make words that cannot be found?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kb.content.problems import problem
from kb.errors import Place, Problem

# Controls (but tab and line feed), line separators, bidirectional controls, annotations, the replacement character of a
# failed decoding, non-characters, tags and supplementary variation selectors (both can carry hidden text).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff"
    "\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# Soft hyphen, grapheme joiner, fillers, zero width space, word joiner and its mathematical kin, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0]")
# Those of both that Python calls printable all the same.
_SHOWN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufff9-\uffff\U000e0000-\U000e0fff]")
_LATIN, _GREEK, _CYRILLIC = "A-Za-zÀ-ÖØ-öø-ɏ", "Ͱ-ΨΪ-λν-Ͽἀ-῿", "Ѐ-ԯ"  # but μ and Ω: units such as μm, kΩ
_MIXED = re.compile(
    "|".join(
        f"[{one}][{other}]|[{other}][{one}]"
        for one, other in ((_LATIN, _GREEK), (_LATIN, _CYRILLIC), (_GREEK, _CYRILLIC))
    )
)
_GREEK_OR_CYRILLIC = re.compile(f"[{_GREEK}{_CYRILLIC}]")  # nearly all texts are Latin only
# Where one of these is, there may be a mixed word; nowhere else. It is found much sooner.
_EDGE = re.compile(f"[{_LATIN}](?=[{_GREEK}{_CYRILLIC}])|(?<=[{_GREEK}{_CYRILLIC}])[{_LATIN}]")
_GREEK_LETTER, _CYRILLIC_LETTER = re.compile(f"[{_GREEK}]"), re.compile(f"[{_CYRILLIC}]")
_WORD = re.compile(r"[^\W\d_]+")

#: Problems of one code noted for one file; a file of nothing but NUL bytes is told in a few lines.
MOST = 20


def forbidden(text: str) -> Iterator[re.Match[str]]:
    """The characters in *text* that content must not have."""
    return _FORBIDDEN.finditer(text)


def without_forbidden(text: str) -> str:
    """*text* without the characters that content must not have."""
    return _FORBIDDEN.sub("", text)


def name(character: str) -> str:
    """How to speak of a character that cannot be seen: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def has_mixed_scripts(text: str) -> bool:
    """Whether some word of *text* has letters of two scripts that look alike."""
    return _MIXED.search(text) is not None


def look(text: str, path: str) -> list[Problem]:
    """What is wrong with the characters of a file: at most one problem a line and code, :data:`MOST` a code."""
    problems = _unwelcome(text, path) if _may_be_unwelcome(text) else []
    if _GREEK_OR_CYRILLIC.search(text) and _may_be_mixed(text):
        problems += [problem("mixed-scripts", place, word=_word(match)) for place, match in _lines(text, path, _MIXED)]
    if not unicodedata.is_normalized("NFC", text):
        problems += _decomposed(text, path)
    return problems


def _may_be_unwelcome(text: str) -> bool:
    """Whether a closer look is needed: nearly all texts have none of these characters, and that is soon seen."""
    usual = text.replace("\n", "").replace("\xa0", "").replace("\u202f", "")
    return not usual.isprintable() or _SHOWN.search(text) is not None


def _unwelcome(text: str, path: str) -> list[Problem]:
    codes = {"forbidden-character": _FORBIDDEN, "invisible-character": _INVISIBLE}
    return [
        problem(code, place, character=name(match[0]))
        for code, pattern in codes.items()
        for place, match in _lines(text, path, pattern)
    ]


def _may_be_mixed(text: str) -> bool:
    return _EDGE.search(text) is not None or (
        _GREEK_LETTER.search(text) is not None and _CYRILLIC_LETTER.search(text) is not None
    )


def _lines(text: str, path: str, pattern: re.Pattern[str]) -> Iterator[tuple[Place, re.Match[str]]]:
    """The first match on each line, with its place, for up to :data:`MOST` lines."""
    start = count = 0
    line, counted = 1, 0
    while count < MOST and (match := pattern.search(text, start)):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield Place(path, line, match.start() - text.rfind("\n", 0, match.start())), match
        count += 1
        start = text.find("\n", match.end()) + 1 or len(text)


def _word(pair: re.Match[str]) -> str:
    """The word around a pair of letters."""
    return next(
        (word[0] for word in _WORD.finditer(pair.string, max(0, pair.start() - 80)) if word.end() > pair.start()),
        pair[0],
    )


def _decomposed(text: str, path: str) -> list[Problem]:
    found = [
        Place(path, number, _first_difference(line))
        for number, line in enumerate(text.split("\n"), 1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    return [problem("not-normalised", place) for place in found[:MOST]]


def _first_difference(line: str) -> int:
    """The column where *line* and its normal form part."""
    normal = unicodedata.normalize("NFC", line)
    return next((at for at, (one, other) in enumerate(zip(line, normal, strict=False), 1) if one != other), 1)
