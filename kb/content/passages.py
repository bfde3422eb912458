"""Here is a passage file: whose is it, and which sections with which metadata does it hold?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kb.content import paths, scanner, schema, strict_yaml
from kb.content.files import read_text
from kb.content.nodes import MappingNode, ScalarNode
from kb.content.problems import problem
from kb.errors import Place, Problem

_FRONT_KEYS = ("source", "language", "title", "translators")


class Section(NamedTuple):
    """One statement of one file: its metadata, if any, and its body. ``end`` is its last line."""

    place: Place
    end: int
    meta: MappingNode | None
    body: scanner.Block


class PassageFile(NamedTuple):
    """What can be used of a file. ``places`` has the heading of every id, ``sections`` only those that can be read."""

    path: str
    language: str
    title: ScalarNode | None
    translators: tuple[str, ...]
    groups: tuple[scanner.Group, ...]
    places: Mapping[str, Place]
    sections: Mapping[str, Section]

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in the order of the file."""
        return tuple(self.places)


def read_passages(path: Path, root: Path, source: str, language: str, problems: list[Problem]) -> PassageFile | None:
    """The file at *path*, which by its name has the passages of *source* in *language*; None if nothing can be used."""
    text, found = read_text(path, root)
    problems += found
    if text is None:
        return None
    shown = paths.shown(path, root)
    scanned = scanner.scan(text, shown)
    problems += scanned.problems
    if scanned.front is None:
        return None
    node, found = strict_yaml.parse(scanned.front.text, shown, scanned.front.line)
    problems += found
    if not isinstance(node, MappingNode):
        if not found:
            problems.append(problem("front-matter", Place(shown, 1)))
        return None
    front = _front(node, source, language, problems)
    if front is None:
        return None
    title, translators = front
    sections = _sections(scanned, shown, problems)
    return PassageFile(shown, language, title, translators, scanned.groups, scanned.headings, sections)


def _front(
    node: MappingNode, source: str, language: str, problems: list[Problem]
) -> tuple[ScalarNode | None, tuple[str, ...]] | None:
    """Title and translators; None if the file says it is another's, so that no passage is shown as what it is not."""
    fields = schema.Fields(node, problems, _FRONT_KEYS)
    agrees = True
    for key, expected in (("source", source), ("language", language)):
        value = fields.text(key, required=True)
        if value is not None and value != expected:
            agrees = False
            problems.append(problem("name-mismatch", fields.place(key), key=key, value=value, expected=expected))
    title = fields.text("title", required=True, prose=True)
    translators = tuple(written.text for written in fields.scalars("translators"))
    return (ScalarNode(title, fields.place("title")) if title else None, translators) if agrees else None


def _sections(scanned: scanner.Scanned, path: str, problems: list[Problem]) -> dict[str, Section]:
    sections: dict[str, Section] = {}
    for section in scanned.sections:
        meta = None
        if section.meta is not None and section.meta.text.strip():
            node, found = strict_yaml.parse(section.meta.text, path, section.meta.line)
            problems += found
            meta = None if node is None else schema.mapping(node, section.id, problems)
            if meta is None and (found or node is not None):
                continue  # what cannot be read may say that this is a draft
        sections[section.id] = Section(Place(path, section.line, 1), section.end, meta, section.body)
    return sections
