"""Which earlier wording does this address name, and what has changed since?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kb.errors import N_, NotFound, message
from kb.model import Address, Change, Passage, Release, SourceContent, Term
from kb.text import SHORT_VERSION
from kb.translation.changes import grade


class Past(NamedTuple):
    """A wording on record: ``line`` is the last that has it. ``today`` is the passage in its place, ``change`` what it did."""

    line: Release
    today: Passage | None
    change: Change


def translated_from(content: SourceContent, id: str, language: str) -> Release | None:
    """The wording of the original that the passage of statement *id* in *language* was confirmed against, if on record."""
    line = content.confirmations.get((language, id))
    original = f"{content.source.id}/{id}/{content.source.original}"
    wording = (one for one in content.releases if line and (one.address, one.version) == (original, line.of))
    return next(wording, None)


def earlier(content: SourceContent, address: Address, glossary: Mapping[str, Term]) -> Past:
    """The wording of *content* on record that *address* names by its language and version.

    :raises NotFound: if no such wording was ever put on record.
    """
    where = f"{address.statement}/{address.language}"
    lines = [one for one in content.releases if one.address == where and one.version.startswith(address.version or "")]
    statement = content.statements.get(address.id)
    today = statement.passages.get(address.language or "") if statement else None
    if not lines or not address.version:
        raise NotFound(
            N_("{address} is not a wording of today, and not on record"),
            code="other-version",
            hint=message(N_("to see the wordings on record: kb show {address} --history"), address=where),
            address=str(address),
            version=today.version[:SHORT_VERSION] if today else "",
        )
    # The one that names its release says more than the one a confirmation left.
    line = next((one for one in reversed(lines) if one.release), lines[-1])
    language = address.language or content.source.original
    change = grade(line.text, today.text, language, glossary) if today else Change.UNKNOWN
    return Past(line, today, change)
