"""How is a query written in ``cases/hostile-queries.md``, which no editor could show or no table could hold as it is?"""

from __future__ import annotations

import re
from random import Random

_TIMES = re.compile(r"⟨(?P<text>[^⟨⟩]*)×(?P<times>\d+)⟩")
_SIGN = re.compile(r"\\(?:x(?P<byte>[0-9a-f]{2})|u(?P<short>[0-9a-f]{4})|U(?P<long>[0-9a-f]{8})|\\)")
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéñ"


def spelt_out(written: str) -> str:
    """The query that the case file writes like this."""
    if made := _MADE.get(written):
        return made
    return _SIGN.sub(_sign, _TIMES.sub(lambda match: match["text"] * int(match["times"]), written))


def _sign(match: re.Match[str]) -> str:
    code = match["byte"] or match["short"] or match["long"]
    return chr(int(code, 16)) if code else "\\"


def _words(count: int, length: int, end: str = "") -> str:
    """So many different words that no language has."""
    random = Random(1)  # the same ones each time
    words = dict.fromkeys("".join(random.choices(_LETTERS, k=length)) for _ in range(2 * count))
    return " ".join(word + end for word in list(words)[:count])


_MADE = {
    "§512 different words§": _words(512, 4),
    "§170 different words§": _words(170, 2),
    "§49 different words§": _words(49, 4),
    "§48 different words§": _words(48, 4),
    "§48 misspelt words§": _words(48, 5),
    "§6 misspelt words of 80 letters§": _words(6, 80),
    "§4 misspelt words with a tilde§": _words(4, 79, "~"),
}
