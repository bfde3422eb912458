"""Which language does the reader's browser ask for?"""

from __future__ import annotations

from collections.abc import Iterator

from kb.languages import FALLBACK, closest

#: So many wishes are read.
_MOST = 32


def negotiated(header: str) -> str:
    """The first language of the table among those an ``Accept-Language`` header wants, by their weights; else English.

    >>> negotiated("fr-BE, en;q=0.5"), negotiated("tlh;q=0.9, ga;q=0"), negotiated("*")
    ('fr', 'en', 'en')
    """
    wishes = sorted(_wishes(header), key=lambda wish: -wish[0])
    return next((tag for weight, tag in wishes if weight > 0), FALLBACK)


def _wishes(header: str) -> Iterator[tuple[float, str]]:
    for part in header.split(",", _MOST)[:_MOST]:
        name, _, parameters = part.partition(";")
        if (tag := closest(name.strip())) is not None:
            yield _weight(parameters), tag


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
