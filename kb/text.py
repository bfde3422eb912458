"""When are two texts the same?

The canonical text ``c1`` of a passage and its version are defined in ``docs/versions.md`` with test vectors; everything that
compares, indexes or cites a wording uses these functions.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

#: Hex digits of a version in an address; JSON carries all 64.
SHORT_VERSION = 12

# Everything Unicode calls white space, as an explicit list: ``\s`` also has the separators U+001C–U+001F, which content forbids.
_SPACES = re.compile("[\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# Soft hyphen, zero width space, word joiner, byte order mark. ZWJ and ZWNJ stay: they change what is read.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))

_TYPOGRAPHIC = {
    **dict.fromkeys(map(ord, "“”„‟«»‹›″＂"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    ord("…"): "...",
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
}


def canonical(text: str) -> str:
    r"""The canonical text ``c1`` of plain *text*: NFC, one space for every run of space, no invisible joiners, trimmed.

    >>> canonical("40\u00a0%  der\n be\u00adfragten ")
    '40 % der befragten'
    """
    # Removed first: a joiner between a letter and its combining mark would hide the pair from the composition.
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return _SPACES.sub(" ", text).strip(" ")


def version(canonical_text: str) -> str:
    """The fingerprint of a wording: SHA-256 of its canonical text in UTF-8, 64 lower-case hex digits."""
    return sha256(canonical_text.encode()).hexdigest()


def typographic(canonical_text: str) -> str:
    """*canonical_text* with quotation marks, dashes, ellipsis and Latin ligatures folded to plain ASCII forms.

    Two wordings that are equal after it differ in typography only. No NFKC (``x²`` is not ``x2``), no case folding.
    """
    return canonical_text.translate(_TYPOGRAPHIC)
