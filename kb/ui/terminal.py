"""What can this terminal show: how wide is it, does it have colours, and what must never reach it?"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

#: Width of text where nobody says how wide the terminal is, and the widest that is comfortable to read.
WIDTH, WIDEST = 80, 96

# Control characters (a terminal obeys them), bidirectional controls (they show another text than there is).
_DANGEROUS = (range(0x20), range(0x7F, 0xA0), range(0x202A, 0x202F), range(0x2066, 0x206A))
_SHOWN: dict[int, str] = {
    **dict.fromkeys((code for codes in _DANGEROUS for code in codes), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(map(ord, "\t\n\r"), " "),
}


def printable(text: str) -> str:
    """*text* in one line that a terminal shows and does not obey, of the same length."""
    return text if text.isprintable() else text.translate(_SHOWN)


def has_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: ``NO_COLOR`` says no, else ``FORCE_COLOR`` yes, else a terminal that is not ``dumb`` does."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def width(stream: TextIO, environment: Mapping[str, str]) -> int:
    """How many columns to fill: ``COLUMNS``, else the terminal's, else 80; never over 96, never under 40."""
    named = environment.get("COLUMNS", "")
    if named.isascii() and named.isdigit():
        columns = int(named)
    elif stream.isatty():
        columns = _columns(stream)
    else:
        columns = WIDTH
    return max(40, min(columns or WIDTH, WIDEST))


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # a stream that only says it is a terminal
        return WIDTH
