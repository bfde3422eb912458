"""Here is a folder: which sources and statements does it hold? What can be read is there, the rest are problems."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kb.content import files, paths, vocabularies
from kb.content.problems import problem
from kb.content.sources import SourceReading, read_source
from kb.content.statements import Reference
from kb.errors import Place, Problem
from kb.model import Base, Corpus, SourceContent, Statement, Term, Topic
from kb.nearest import did_you_mean

#: The files that all sources share.
SHARED = (paths.BASE, paths.TOPICS, paths.GLOSSARY)
_README = "readme.md"


class Shared(NamedTuple):
    """What all sources share, and the folders of these. ``topics`` is None where they cannot be known."""

    base: Base
    topics: Mapping[str, Topic] | None
    glossary: Mapping[str, Term]
    folders: tuple[Path, ...]
    problems: tuple[Problem, ...]
    files: int


def read_shared(content: Path, root: Path) -> Shared:
    """The files beside the folders of sources, and which folders there are."""
    problems: list[Problem] = []
    folders = _source_folders(content, root, problems)
    yaml_files = [vocabularies.read_yaml(content / name, root) for name in SHARED]
    base, addressees = vocabularies.read_base(yaml_files[0], root.name, problems)
    topics = vocabularies.read_topics(yaml_files[1], problems)
    glossary = vocabularies.read_glossary(yaml_files[2], problems)
    vocabularies.check_topics(addressees, topics, problems)
    return Shared(base, topics, glossary, tuple(folders), tuple(problems), sum(file.exists for file in yaml_files))


def read(content: Path, root: Path, only: Collection[str] | None = None) -> Corpus:
    """Everything under *content*; places are relative to *root*. Problems are sorted by place.

    With *only*, no other sources than these are read, and references between sources are not checked.

    Never raises for what stands in the files: a missing or broken ``kb.yaml`` means all languages and the name of the
    folder.
    """
    shared = read_shared(content, root)
    problems = list(shared.problems)
    wanted = [folder for folder in shared.folders if only is None or folder.name in only]
    readings = {folder.name: read_source(folder, root, shared.topics, shared.base.languages) for folder in wanted}
    for reading in readings.values():
        problems += reading.problems
    sources = _resolve(readings, problems, {folder.name for folder in shared.folders} - readings.keys())
    count = shared.files + sum(reading.files for reading in readings.values())
    found = tuple(sorted(problems, key=_order))
    return Corpus(shared.base, shared.topics or {}, shared.glossary, sources, found, count)


def _order(found: Problem) -> tuple[Place, str]:
    return found.place, found.code


def _source_folders(content: Path, root: Path, problems: list[Problem]) -> list[Path]:
    entries, found = files.listing(content, root)
    problems += found
    return [
        Path(entry.path)
        for entry in entries
        if entry.name not in SHARED and entry.name.lower() != _README and _is_source(entry, root, problems)
    ]


def _is_source(entry: os.DirEntry[str], root: Path, problems: list[Problem]) -> bool:
    """Whether *entry* is the folder of a source; whatever else it is, is a problem."""
    place = Place(paths.shown(Path(entry.path), root))
    if not entry.is_dir(follow_symlinks=False):
        if entry.is_file(follow_symlinks=False):
            problems.append(files.unexpected(entry, root, SHARED))
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
    served = {
        f"{source}/{id}"
        for source, reading in readings.items()
        if reading.content is not None
        for id in reading.content.statements
    }
    ids = {source: reading.ids for source, reading in readings.items()}
    every = (one for reading in readings.values() for each in reading.references.values() for one in each)
    problems += unknown((one for one in every if one.source not in unread), ids)
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
        sources[source] = reading.content._replace(statements=statements)
    return sources


def _without(statement: Statement, missing: set[str]) -> Statement:
    superseded_by = statement.superseded_by if statement.superseded_by not in missing else None
    supports = tuple(address for address in statement.supports if address not in missing)
    return statement._replace(supports=supports, superseded_by=superseded_by)


def unknown(references: Iterable[Reference], ids: Mapping[str, Collection[str] | None]) -> Iterator[Problem]:
    """A problem for each of *references* that leads to no statement.

    *ids* has those of the statements of every source; None where they cannot be known. What exists but cannot be read has a
    problem of its own, which is enough.
    """
    missing = [one for one in references if not _exists(one, ids)]
    known = [f"{source}/{id}" for source, found in ids.items() for id in found or ()] if missing else []
    for reference in missing:
        hint = did_you_mean(reference.address, known)
        yield problem("unknown-statement", reference.place, hint, address=reference.address)


def _exists(reference: Reference, ids: Mapping[str, Collection[str] | None]) -> bool:
    if reference.source not in ids:
        return False
    found = ids[reference.source]
    return found is None or reference.address.partition("/")[2] in found
