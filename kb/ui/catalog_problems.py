"""What is wrong with the catalogs in this folder of messages?"""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kb.errors import Message, Place, Problem, message
from kb.languages import LANGUAGES
from kb.translation.checks.rules import RULES
from kb.ui.catalogs import Entry, entries
from kb.ui.messages import DOMAIN


def problems(root: Path) -> Iterator[Problem]:
    """The problems of every catalog in ``locales/`` of *root*, if there is such a folder; places are relative to *root*."""
    template = root / "locales" / f"{DOMAIN}.pot"
    wanted = {entry.templates for entry in entries(template)} if template.is_file() else None
    for path in sorted((root / "locales").glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        shown, tag = path.relative_to(root).as_posix(), path.parts[-3]
        try:
            found = entries(path, LANGUAGES[tag].locale if tag in LANGUAGES else None)
        except (OSError, ValueError) as error:
            yield _problem("catalog-unreadable", Place(shown), reason=str(error))
            continue
        yield from _incomplete(found, wanted, Place(shown), tag)
        yield from _misplaced(found, shown)


def _incomplete(
    found: Collection[Entry], wanted: Collection[tuple[str, ...]] | None, place: Place, tag: str
) -> Iterator[Problem]:
    done = {entry.templates for entry in found if entry.is_translated}
    whole = {entry.templates for entry in found} if wanted is None else set(wanted)
    if missing := len(whole - done):
        name = Message(LANGUAGES[tag].name) if tag in LANGUAGES else tag
        yield _problem("catalog-incomplete", place, count=missing, total=len(whole), language=name)


def _misplaced(found: Iterable[Entry], path: str) -> Iterator[Problem]:
    for entry in found:
        if not entry.fuzzy and (fields := _known_fields(entry.templates)):
            allowed, needed = fields
            for text in filter(None, entry.said):
                own = _fields(text)
                if own is None or not needed <= own <= allowed:
                    yield _problem("catalog-placeholder", Place(path, entry.line, 1), text=text)


def _known_fields(templates: Collection[str]) -> tuple[set[str], set[str]] | None:
    """The fields that a translation may have, and those it must have: a plural form may say its number in words.

    None for a text with braces of its own, which is not filled in.
    """
    known = [fields for text in templates if (fields := _fields(text)) is not None]
    if len(known) < len(templates):
        return None
    return set.union(*known), set.intersection(*known) - ({"number"} if len(templates) > 1 else set())


def _fields(text: str) -> set[str] | None:
    """The fields that *text* wants to have filled in; None if its braces do not go together."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _problem(code: str, place: Place, **parameters: object) -> Problem:
    row = RULES[code]
    return Problem(place, code, row.severity, message(row.message, **parameters))
