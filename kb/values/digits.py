"""Here are digits with signs between them: which figures are they, by value?

Between digits stand spaces, full stops, commas and apostrophes. A space or apostrophe parts thousands if the groups are
thousands, else figures. Of two kinds the last is the decimal sign. One kind, repeated, parts thousands or else pieces
(dates, versions, case numbers). Once, it is decimal unless exactly three digits follow: then the language decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: More digits than this are no quantity that anybody searches or translates by value; they stay words.
LONGEST = 40

#: Digits that do not continue a word (``f2``, ``CO2``) or a version (``v1.2.3``), with all signs a figure may contain.
CHUNK = re.compile(r"(?<!\w)(?<![0-9][.,'’])[0-9]+(?:[ .,'’][0-9]+)*[¼½¾]?")

_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3}(?![0-9]))+(?:[.,][0-9]+)?(?![.,'’]?[0-9])")
_TOGETHER = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*")
_PIECE = re.compile(r"[0-9]+")
_SIGN = re.compile(r"[.,'’]")
_FRACTIONS = {"¼": "25", "½": "5", "¾": "75"}


class Digits(NamedTuple):
    """A figure in digits. ``values``: what the language reads, then what else it may be; ``typed``: one for queries."""

    start: int
    end: int
    values: tuple[str, ...]
    typed: str


def read(text: str, start: int, end: int, decimal: str, spaced: bool) -> list[Digits]:
    """The figures of a match of ``CHUNK`` in *text*, for a language with this *decimal* sign.

    Unless *spaced*, figures parted by a space may be one (``12 300``) or several.
    """
    fraction = _FRACTIONS.get(text[end - 1])
    stop = end - 1 if fraction else end
    found: list[Digits] = []
    while start < stop:
        if match := _SPACED.match(text, start, stop):
            found.append(_parted_by_spaces(text, start, match.end(), spaced))
        else:
            match = _TOGETHER.match(text, start, stop)
            assert match  # every sign of a chunk has a digit behind it
            found.extend(_together(text, start, match.end(), decimal))
        start = match.end() + 1
    if fraction and "." not in found[-1].typed:
        value = f"{found[-1].typed}.{fraction}"
        found[-1] = Digits(found[-1].start, end, (value,), value)
    return [figure for figure in found if len(figure.typed) <= LONGEST]


def canonical(whole: str, fraction: str = "") -> str:
    """The decimal without leading or trailing zeros, with a full stop.

    >>> canonical("0030", "50"), canonical("0", "0")
    ('30.5', '0')
    """
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def scaled(value: str, power: int) -> str:
    """*value* (a canonical decimal) times ten to the *power*.

    >>> scaled("2.5", 9), scaled("-0.25", 1)
    ('2500000000', '-2.5')
    """
    sign = value[: value.startswith("-")]
    whole, _, fraction = value.removeprefix("-").partition(".")
    fraction = fraction.ljust(power, "0")
    return sign + canonical(whole + fraction[:power], fraction[power:])


def _parted_by_spaces(text: str, start: int, end: int, spaced: bool) -> Digits:
    body = text[start:end].replace(" ", "")
    whole, _, fraction = body.replace(",", ".").partition(".")
    value = canonical(whole, fraction)
    pieces = () if spaced else tuple(canonical(piece) for piece in _PIECE.findall(text[start:end]))
    return Digits(start, end, (value, *pieces), value)


def _together(text: str, start: int, end: int, decimal: str) -> Iterator[Digits]:
    body = text[start:end].replace("’", "'")
    parts, signs = _PIECE.findall(body), _SIGN.findall(body)
    values: Sequence[str] = ()
    if not signs:
        values = (canonical(body),)
    elif len(signs) == 1 and signs[0] != "'":
        if not _is_date(parts, signs[0], text[end : end + 1], decimal):
            values = _once(parts, signs[0], decimal)
    elif len(set(signs)) == 1:
        values = (canonical("".join(parts)),) if _thousands(parts) else ()
    elif len(set(signs[:-1])) == 1 and signs[-1] not in ("'", signs[0]) and _thousands(parts[:-1]):
        values = (canonical("".join(parts[:-1]), parts[-1]),)
    if values:
        # Nobody types 30,000 for thirty, in whatever language: the thousands come last.
        yield Digits(start, end, tuple(values), values[-1] if parts[-1] == "000" else values[0])
    else:
        for piece in _PIECE.finditer(text, start, end):
            value = canonical(piece[0])
            yield Digits(piece.start(), piece.end(), (value,), value)


def _once(parts: Sequence[str], sign: str, decimal: str) -> Sequence[str]:
    """The readings of two groups of digits with one full stop or comma between; none if it is neither."""
    whole, fraction = parts
    as_decimal = canonical(whole, fraction)
    if not _thousands(parts):
        return (as_decimal,) if whole == "0" or whole[0] != "0" else ()
    grouped = canonical(whole + fraction)
    if sign == decimal:
        return as_decimal, grouped
    # As the second reading thirty would only make 30 find 30,000.
    return (grouped,) if fraction.endswith("0") else (grouped, as_decimal)


def _thousands(parts: Sequence[str]) -> bool:
    return parts[0][0] != "0" and len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])


def _is_date(parts: Sequence[str], sign: str, after: str, decimal: str) -> bool:
    """Whether this is a day and a month (``20.2.``), which only languages with a decimal comma write so."""
    day, month = parts
    return (
        sign == after == "." != decimal
        and len(day) <= 2
        and len(month) <= 2
        and 1 <= int(day) <= 31
        and 1 <= int(month) <= 12
    )
