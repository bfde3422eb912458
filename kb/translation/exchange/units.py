"""What goes out to a translator, and what comes back?

Every format module next to this one has ``write(document) -> bytes`` and ``read(data, path) -> Reading``; none touches the disk.
"""

from __future__ import annotations

from typing import NamedTuple

from kb.errors import Problem
from kb.model import ProducedBy, State


class Unit(NamedTuple):
    """One thing to translate.

    ``id`` is ``SOURCE/ID`` for a passage, ``SOURCE#title``, ``SOURCE#group-1``, ``topics#ID`` or ``glossary#ID`` for a label.
    ``source`` is the original's wording as authored (Markdown; NFC, line feeds), ``target`` today's passage, None where there
    is none. Versions have 64 hex digits, ``""`` where there is no wording: of the canonical text of a passage or label.
    ``state`` is None exactly where ``target`` is; ``initial`` tells the translator to look at it: say so of an unconfirmed and
    of an outdated passage too. ``note`` is for people: kind, topics, what changed. ``previous`` is the wording of the original
    that the passage was confirmed against, where it differs. ``names`` are the forms of protected names in the source's
    language: what stands so in the text is protected.
    """

    id: str
    source: str
    target: str | None = None
    source_version: str = ""
    target_version: str = ""
    state: State | None = None
    produced_by: ProducedBy | None = None
    note: str = ""
    previous: str | None = None
    names: tuple[str, ...] = ()


class Document(NamedTuple):
    """What goes into one file: units whose originals are all in ``source_language``. ``base`` is the knowledge base's name."""

    source_language: str
    target_language: str
    units: tuple[Unit, ...]
    base: str = ""


class Returned(NamedTuple):
    """One unit of a file that came back. ``line`` is that of the unit in the file, from 1.

    ``source`` is as it came back, so that tampering can be seen. ``target`` is None where nothing was translated. ``state`` is
    None where the file does not say, and ``initial`` where the translator left it to be looked at. Versions are those that
    were exported: of the original, and of the passage that was replaced (``""``: there was none).
    """

    id: str
    source: str
    target: str | None
    state: State | None
    source_version: str
    target_version: str
    produced_by: ProducedBy | None
    line: int


class Refusal(NamedTuple):
    """A unit that is not taken, and why; ``unit`` is what could be read of it, so that no work is lost."""

    problem: Problem
    unit: Returned | None = None


class Reading(NamedTuple):
    """What came back in one file: units that can be judged, and those that could not even be read.

    The languages are as the file states them, ``""`` where it does not. No id occurs twice in ``units``: all units of an id
    that does are in ``refused``.
    """

    source_language: str
    target_language: str
    units: tuple[Returned, ...]
    refused: tuple[Refusal, ...] = ()
