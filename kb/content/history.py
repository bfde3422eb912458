"""Which wordings were ever on record? ``releases.jsonl``, one line a wording, only ever added to.

A line with an empty ``release`` was put on record by a confirmation: it can be found again, but was not released.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from kb.content import paths
from kb.content.files import WRITTEN, read_text
from kb.content.problems import problem
from kb.content.schema import is_date
from kb.errors import N_, Message, Place, Problem, UsageError, message
from kb.model import Address, Release
from kb.text import canonical, version

_KEYS = frozenset(Release._fields)


def read(path: Path, root: Path, ids: Collection[str] | None = None) -> tuple[tuple[Release, ...], list[Problem]]:
    """The releases in the file at *path*, in their order; none if there is no file.

    *ids* are those in the original (None: unknown): one that was released and is gone is a problem, where it was first.
    """
    if not path.exists() and not path.is_symlink():
        return (), []
    text, found = read_text(path, root, WRITTEN)
    problems = [each for each in found if each.is_error]  # a wording on record stays as it is; warnings had their time
    shown = paths.shown(path, root)
    releases: list[Release] = []
    gone: set[str] = set()
    for number, line in enumerate((text or "").split("\n"), 1):
        if not line.strip():
            continue
        stated = _release(line, path.parent.name)
        if isinstance(stated, Release):
            releases.append(stated)
            id = stated.address.split("/")[1]
            if ids is not None and id not in ids and id not in gone and stated.release:
                gone.add(id)
                problems.append(problem("id-gone", Place(shown, number, 1), id=id))
        else:
            problems.append(_problem(stated, Place(shown, number, 1)))
    return tuple(releases), problems


def lines(releases: Iterable[Release]) -> str:
    """The lines that put *releases* on record, to be added at the end of the file."""
    return "".join(json.dumps(release._asdict(), ensure_ascii=False) + "\n" for release in releases)


_VERSION_DIFFERS = message(N_("the version is not that of the text"))


def _problem(reason: Message, place: Place) -> Problem:
    if reason is _VERSION_DIFFERS:
        return problem("release-version", place)
    return problem("release-line", place, reason=reason)


def _release(line: str, source: str) -> Release | Message:
    """The release that *line* states, or why it states none."""
    try:
        value = json.loads(line, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return message(N_("it is not JSON"))
    if (
        not isinstance(value, dict)
        or value.keys() != _KEYS
        or not all(isinstance(text, str) for text in value.values())
    ):
        return message(N_("it must have exactly the texts address, version, text, date and release"))
    release = Release(**value)
    if not _is_passage(release.address, source):
        return message(N_("the address is not that of a passage of this source"))
    if not is_date(release.date):
        return message(N_("it needs a date"))
    if not release.text or canonical(release.text) != release.text:
        return message(N_("the text is not canonical"))
    return release if version(release.text) == release.version else _VERSION_DIFFERS


def _is_passage(text: str, source: str) -> bool:
    try:
        address = Address.parse(text)
    except UsageError:
        return False
    return address.source == source and address.language is not None and address.version is None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key is given twice")
    return dict(pairs)
