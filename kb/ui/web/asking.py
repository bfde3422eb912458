"""What do the fields of a page's or the API's request ask of the library? The commands' option names, repeatable alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.errors import N_, UsageError, message
from kb.search.searching import SearchOptions
from kb.ui.messages import known_language

#: Most hits of one answer; the rest is asked for by ``offset``.
MAX_LIMIT = 100

Fields = Mapping[str, Sequence[str]]

_SORTS = ("relevance", "date", "address")


def several(fields: Fields, name: str) -> tuple[str, ...]:
    """The values of *name*, given several times or with commas between them; empty ones, as forms send them, left out."""
    values = (part.strip() for value in fields.get(name, ()) for part in value.split(","))
    return tuple(dict.fromkeys(value for value in values if value))


def one(fields: Fields, name: str, default: str = "") -> str:
    """The last value of *name*."""
    return next(reversed(fields.get(name, (default,))), default)


def number(fields: Fields, name: str, default: int, most: int) -> int:
    """A whole number, at most *most*.

    :raises UsageError: if it is none.
    """
    written = one(fields, name) or str(default)
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise UsageError(N_("“{value}” is not a whole number"), code="not-a-number", value=written)
    return min(int(written), most)


def flag(fields: Fields, name: str) -> bool:
    """Whether *name* is set: ``1``, ``true``, ``yes``, ``on`` or empty."""
    return name in fields and one(fields, name).lower() in ("", "1", "true", "yes", "on")


def languages(fields: Fields, name: str) -> tuple[str, ...]:
    """The languages of *name*.

    :raises NotFound: for one that is not in the table.
    """
    return tuple(dict.fromkeys(map(known_language, several(fields, name))))


def search_options(fields: Fields) -> SearchOptions:
    """The options of a search. Drafts are never shown here.

    :raises UsageError: for a value that is not one.
    """
    sort = one(fields, "sort") or _SORTS[0]
    if sort not in _SORTS:
        hint = message(N_("there are {values}"), values=", ".join(_SORTS))
        raise UsageError(N_("there is no {field} “{value}”"), code="unknown-value", hint=hint, field="sort", value=sort)
    return SearchOptions(
        languages_in=languages(fields, "in"),
        kinds=several(fields, "kind"),
        topics=several(fields, "topic"),
        sources=several(fields, "source"),
        publishers=tuple(value for value in fields.get("publisher", ()) if value),
        states=several(fields, "state"),
        years=one(fields, "year") or None,
        literal=flag(fields, "literal"),
        sort=sort,
        offset=number(fields, "offset", 0, 10**9),
        limit=number(fields, "limit", 10, MAX_LIMIT),
        explain=flag(fields, "explain"),
    )
