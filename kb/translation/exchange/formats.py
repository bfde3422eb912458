"""Which formats go out, and which of them is this file?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from kb.translation.exchange import gettext_po, spreadsheet, xliff, xliff12, xliff21
from kb.translation.exchange.units import Document, Reading


class Format(NamedTuple):
    """A format that goes out and comes back: how its files are called, and how a document is written in it."""

    suffix: str
    write: Callable[[Document], bytes]


#: By name and version; a format without versions has ``""``.
FORMATS: dict[tuple[str, str], Format] = {
    ("xliff", "2.1"): Format(".xlf", xliff21.write),
    ("xliff", "1.2"): Format(".xlf", xliff12.write),
    ("po", ""): Format(".po", gettext_po.write),
    ("csv", ""): Format(".csv", spreadsheet.write),
}

_READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "xliff": xliff.read,
    "po": gettext_po.read,
    "csv": spreadsheet.read,
}
_TERMS = re.compile(r"<(?:martif|tbx)\b")
_HEAD = 4096


def recognised(data: bytes) -> str:
    """The format of a file by what it begins with: ``tbx``, ``xliff`` (any XML), ``po`` or ``csv`` (anything else)."""
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = data[:_HEAD].decode("utf-16" if is_wide else "utf-8-sig", errors="replace").lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return "tbx" if _TERMS.search(head) else "xliff"
    return "po" if head.startswith(("#", "msgid", "msgctxt")) else "csv"


def read(data: bytes, path: str) -> Reading:
    """What came back in the file *path*, whichever format it is in. Terms (TBX) are read by ``tbx.read``.

    :raises Refused: if nothing of it can be read.
    """
    return _READERS.get(recognised(data), xliff.read)(data, path)
