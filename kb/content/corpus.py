"""Here is a folder: which sources and statements does it hold? What can be read is there, the rest are problems."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from kb.content import files, paths, schema, vocabularies
from kb.content.problems import did_you_mean, problem
from kb.content.sources import SourceReading, read_source
from kb.content.statements import Reference
from kb.errors import Place, Problem
from kb.model import Corpus, SourceContent, Statement

_NAMES = (paths.BASE, paths.TOPICS, paths.GLOSSARY)
_README = "readme.md"


def read(content: Path, root: Path, only: Collection[str] | None = None) -> Corpus:
    """Everything under *content*; places are relative to *root*. Problems are sorted by place.

    With *only*, no other sources than these are read, and references between sources are not checked.

    Never raises for what stands in the files: a missing or broken ``kb.yaml`` means all languages and the name of the
    folder.
    """
    problems: list[Problem] = []
    folders = _source_folders(content, root, problems)
    yaml_files = [vocabularies.read_yaml(content / name, root) for name in _NAMES]
    base, addressees = vocabularies.read_base(yaml_files[0], root.name, problems)
    topics = vocabularies.read_topics(yaml_files[1], problems)
    glossary = vocabularies.read_glossary(yaml_files[2], problems)
    vocabularies.check_topics(addressees, topics, problems)
    wanted = [folder for folder in folders if only is None or folder.name in only]
    readings = {folder.name: read_source(folder, root, topics, base.languages) for folder in wanted}
    for reading in readings.values():
        problems += reading.problems
    sources = _resolve(readings, problems, {folder.name for folder in folders} - readings.keys())
    count = sum(file.exists for file in yaml_files) + sum(reading.files for reading in readings.values())
    return Corpus(base, topics or {}, glossary, sources, tuple(sorted(problems, key=_order)), count)


def _order(found: Problem) -> tuple[Place, str]:
    return found.place, found.code


def _source_folders(content: Path, root: Path, problems: list[Problem]) -> list[Path]:
    entries, found = files.listing(content, root)
    problems += found
    return [
        Path(entry.path)
        for entry in entries
        if entry.name not in _NAMES and entry.name.lower() != _README and _is_source(entry, root, problems)
    ]


def _is_source(entry: os.DirEntry[str], root: Path, problems: list[Problem]) -> bool:
    """Whether *entry* is the folder of a source; whatever else it is, is a problem."""
    place = Place(paths.shown(Path(entry.path), root))
    if not entry.is_dir(follow_symlinks=False):
        if entry.is_file(follow_symlinks=False):
            problems.append(files.unexpected(entry, root, schema.nearest(entry.name, _NAMES)))
        else:
            problems.append(problem("not-a-file", place))
        return False
    if not paths.is_folder_name(entry.name):
        problems.append(problem("bad-id", place, id=place.path.rpartition("/")[2]))
        return False
    return True


def _resolve(
    readings: Mapping[str, SourceReading], problems: list[Problem], unread: Collection[str]
) -> dict[str, SourceContent]:
    """The sources, without references to statements that nobody has: problems all. Those to *unread* sources stay."""
    known = {f"{source}/{id}" for source, reading in readings.items() for id in reading.ids or ()}
    unreadable = {source for source, reading in readings.items() if reading.ids is None}
    served = {
        f"{source}/{id}"
        for source, reading in readings.items()
        if reading.content is not None
        for id in reading.content.statements
    }
    sources: dict[str, SourceContent] = {}
    for source, reading in readings.items():
        if reading.content is None:
            continue
        statements = dict(reading.content.statements)
        for id, references in reading.references.items():
            missing = [
                reference
                for reference in references
                if reference.address not in served and reference.source not in unread
            ]
            if missing:
                statements[id] = _without(statements[id], {reference.address for reference in missing})
            # What exists but cannot be read has a problem of its own, which is enough.
            problems += (
                _unknown(reference, known)
                for reference in missing
                if reference.address not in known and reference.source not in unreadable
            )
        sources[source] = reading.content._replace(statements=statements)
    return sources


def _without(statement: Statement, missing: set[str]) -> Statement:
    superseded_by = statement.superseded_by if statement.superseded_by not in missing else None
    supports = tuple(address for address in statement.supports if address not in missing)
    return statement._replace(supports=supports, superseded_by=superseded_by)


def _unknown(reference: Reference, known: set[str]) -> Problem:
    hint = did_you_mean(schema.nearest(reference.address, known))
    return problem("unknown-statement", reference.place, hint, address=reference.address)
