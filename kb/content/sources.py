"""Here is the folder of one source: what of it can be read?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from kb.content import bodies, csl, files, history, markup, paths, schema, statements
from kb.content import confirmations as confirmed
from kb.content.nodes import MappingNode, Node, SequenceNode, plain
from kb.content.passages import PassageFile, read_passages
from kb.content.problems import problem
from kb.content.statements import Reference
from kb.content.vocabularies import YamlFile, read_yaml
from kb.errors import Place, Problem
from kb.languages import LANGUAGES
from kb.model import Passage, Source, SourceContent, Statement, Topic, Wording
from kb.nearest import did_you_mean
from kb.text import version

_OURS = ("original", "wording")
_SOURCE_KEYS = csl.FIELDS | set(_OURS)
_README = "readme.md"
_NAMES = (paths.SOURCE, paths.TRANSLATIONS, paths.RELEASES)


class SourceReading(NamedTuple):
    """``content`` is None where nothing can be served; ``references`` are checked once all sources are known.

    ``ids`` are those in the original, read or not; None if even these cannot be known.
    """

    content: SourceContent | None
    ids: tuple[str, ...] | None
    references: Mapping[str, tuple[Reference, ...]]
    problems: tuple[Problem, ...]
    files: int


def read_source(
    folder: Path,
    root: Path,
    topics: Mapping[str, Topic] | None = None,
    languages: Collection[str] = tuple(LANGUAGES),
) -> SourceReading:
    """The source in *folder*, with every problem met. *root* is what places are relative to.

    ``topics`` are those of ``topics.yaml`` (None: unknown, nothing is checked against them); ``languages`` those that
    the knowledge base promises.
    """
    reader = _SourceReader(folder, root, topics, languages)
    content = reader.read()
    return SourceReading(content, reader.ids, reader.references, tuple(reader.problems), reader.files)


class _SourceReader:
    def __init__(
        self, folder: Path, root: Path, topics: Mapping[str, Topic] | None, languages: Collection[str]
    ) -> None:
        self.folder, self.root, self.topics, self.languages = folder, root, topics, languages
        self.problems: list[Problem] = []
        self.references: dict[str, tuple[Reference, ...]] = {}
        self.ids: tuple[str, ...] | None = None
        self.files = 0

    def read(self) -> SourceContent | None:
        passage_files = self._passage_files()
        file = read_yaml(self.folder / paths.SOURCE, self.root)
        source = read_source_yaml(file, self.folder.name, self.problems)
        self.files += file.exists
        read = {tag: self._passages(tag, path) for tag, path in passage_files.items()}
        if source is None:
            return None
        original = read.get(source.original)
        if source.original not in passage_files:
            name = f"{source.original}{paths.PASSAGES}"
            self.problems.append(problem("missing-file", Place(paths.shown(self.folder, self.root)), name=name))
        found = {tag: each for tag, each in read.items() if each is not None}
        if original is not None and original.title and original.title.text != source.title:
            self.problems.append(problem("title-differs", original.title.place))
        source = source._replace(
            titles={tag: each.title.text for tag, each in found.items() if each.title},
            translators={tag: each.translators for tag, each in found.items() if each.translators},
            groups={tag: tuple(group.text for group in each.groups) for tag, each in found.items()},
        )
        self.ids = None if original is None else original.ids
        confirmations, exists = confirmed.read(
            self.folder / paths.TRANSLATIONS, self.root, source.id, source.original, self.ids, self.problems
        )
        releases, problems = history.read(self.folder / paths.RELEASES, self.root, self.ids)
        self.problems += problems
        self.files += exists + (self.folder / paths.RELEASES).exists()
        return SourceContent(source, self._statements(source, original, found), confirmations, releases)

    def _passage_files(self) -> dict[str, Path]:
        """The files of passages by language; whatever else is there is a problem."""
        entries, problems = files.listing(self.folder, self.root)
        self.problems += problems
        found: dict[str, Path] = {}
        for entry in entries:
            tag, ending = entry.name.removesuffix(paths.PASSAGES), entry.name.endswith(paths.PASSAGES)
            if entry.name in _NAMES or entry.name.lower() == _README:
                continue
            place = Place(paths.shown(Path(entry.path), self.root))
            if not ending:
                self.problems.append(files.unexpected(entry, self.root, _NAMES))
            elif schema.language(tag, place, self.problems) is not None:
                found[tag] = Path(entry.path)
                if tag not in self.languages:
                    self.problems.append(problem("unlisted-language", place, language=tag))
        return found

    def _passages(self, tag: str, path: Path) -> PassageFile | None:
        self.files += 1
        return read_passages(path, self.root, self.folder.name, tag, self.problems)

    # ------------------------------------------------------------------------------------------------ statements

    def _statements(
        self, source: Source, original: PassageFile | None, found: Mapping[str, PassageFile]
    ) -> dict[str, Statement]:
        if original is None:
            return {}
        passages: dict[str, dict[str, Passage]] = {id: {} for id in original.sections}
        metas: dict[str, statements.Meta] = {}
        for id, section in original.sections.items():
            if section.meta is None:
                self.problems.append(problem("missing-key", section.place, key="kind"))
            else:
                metas[id] = statements.read_meta(
                    section.meta, source.id, id, source.wording, self.topics, self.problems
                )
        for tag in sorted(found, key=lambda tag: (tag != source.original, tag)):
            if tag != source.original:
                self._compare(found[tag], original)
            for id, passage in self._bodies(found[tag], is_original=tag == source.original):
                if id in passages:
                    passages[id][tag] = passage
        statements_read: dict[str, Statement] = {}
        for id, meta in metas.items():
            if meta.statement is not None and source.original in passages[id]:
                group = sum(heading.line < original.places[id].line for heading in original.groups)
                statements_read[id] = meta.statement._replace(passages=passages[id], group=group)
                self.references[id] = meta.references
        return statements_read

    def _compare(self, translation: PassageFile, original: PassageFile) -> None:
        """A translation has the ids of its original in the same order, its groups, and says nothing else about them."""
        for id, place in translation.places.items():
            if id not in original.ids:
                hint = did_you_mean(id, original.ids)
                self.problems.append(problem("id-not-in-original", place, hint, id=id))
        ordered = [id for id in original.ids if id in translation.places]
        own = [id for id in translation.ids if id in original.ids]
        moved = next((one for one, other in zip(own, ordered, strict=True) if one != other), None)
        if moved is not None:
            self.problems.append(problem("order-differs", translation.places[moved], id=moved))
        if len(translation.groups) != len(original.groups):
            count, expected = len(translation.groups), len(original.groups)
            self.problems.append(problem("groups-differ", Place(translation.path), count=count, expected=expected))
        for id, section in translation.sections.items():
            if section.meta is not None and id in original.sections:
                self._compare_meta(section.meta, original.sections[id].meta)

    def _compare_meta(self, copy: MappingNode, original: MappingNode | None) -> None:
        theirs = original.entries if original is not None else {}
        for key, entry in copy.entries.items():
            if key != "accept" and (key not in theirs or plain(entry.value) != plain(theirs[key].value)):
                self.problems.append(problem("meta-differs", entry.key.place, key=key))

    def _bodies(self, file: PassageFile, *, is_original: bool) -> list[tuple[str, Passage]]:
        found = []
        for id, section in file.sections.items():
            accept = {} if section.meta is None else statements.read_accept(section.meta, self.problems)
            body = bodies.read(section.body.text, file.path, section.body.line)
            self.problems += body.problems
            if not body.text:
                # A comment alone is a gap left on purpose; in an original the whole statement waits for it.
                gap = section.body.text and not markup.without_comments(section.body.text).strip()
                if body.text is not None and (is_original or not gap):
                    self.problems.append(problem("unwritten" if gap else "empty-passage", section.place, id=id))
                continue
            found.append(
                (
                    id,
                    Passage(
                        language=file.language,
                        text=body.text,
                        version=version(body.text),
                        markdown=section.body.text,
                        path=file.path,
                        line=section.place.line,
                        end=section.end,
                        accept=self._accepted(accept, file.path, section.place.line, section.end),
                        body_line=section.body.line,
                    ),
                )
            )
        return found

    def _accepted(self, accept: Mapping[str, str], path: str, first: int, last: int) -> Mapping[str, str]:
        """Leave out the warnings that this passage accepts; errors cannot be accepted here. What is left to accept."""
        if not accept:
            return accept
        silenced: set[str] = set()
        kept = []
        for found in self.problems:
            here = found.place.path == path and first <= found.place.line <= last
            if here and found.code in accept and not found.is_error:
                silenced.add(found.code)
            else:
                kept.append(found)
        self.problems = kept
        return {code: reason for code, reason in accept.items() if code not in silenced}


# ---------------------------------------------------------------------------------------------------------- source.yaml


def read_source_yaml(file: YamlFile, folder_name: str, problems: list[Problem]) -> Source | None:
    """The record in *file*; None where something is missing without which nothing can be cited."""
    problems += file.problems
    if file.node is None:
        if not file.exists:
            folder = file.path.removesuffix(f"/{paths.SOURCE}")
            problems.append(problem("missing-file", Place(folder), name=paths.SOURCE))
        return None
    fields = schema.Fields(file.node, problems, _SOURCE_KEYS)
    id = fields.text("id", required=True)
    if id is not None and id != folder_name:
        problems.append(problem("name-mismatch", fields.place("id"), key="id", value=id, expected=folder_name))
    type = _type(fields)
    title = fields.text("title", required=True, prose=True)
    issued = fields.date("issued", required=True, whole=False)
    written = fields.text("original", required=True)
    original = schema.language(written, fields.place("original"), problems) if written else None
    wording = fields.choice("wording", Wording) or Wording.PARAPHRASE
    more = {key: value for key in file.node.entries if (value := _field(fields, key))}
    if not (title and issued and original):
        return None
    required = {"id": folder_name, "type": type, "title": title, "issued": issued}
    return Source(folder_name, original, title, issued, {**required, **more}, wording)


def _type(fields: schema.Fields) -> str:
    type = fields.text("type", required=True)
    if type is not None and type not in csl.TYPES:
        hint = did_you_mean(type, csl.TYPES)
        fields.problems.append(problem("bad-value", fields.place("type"), hint, key="type", value=type))
    return type if type in csl.TYPES and type is not None else csl.GENERIC_TYPE


def _field(fields: schema.Fields, key: str) -> object:
    """The value of one more CSL field; None if there is none, or nothing usable."""
    if key in csl.NAMES:
        return [name for node in _names(fields, key) if (name := _name(node, key, fields.problems))]
    if key in csl.DATES - {"issued"}:
        return fields.date(key, whole=False)
    if key in csl.LINKS:
        return fields.link(key)
    return fields.text(key, prose=True) if key in csl.TEXTS else None


def _names(fields: schema.Fields, key: str) -> tuple[Node, ...]:
    node = fields.node.entries[key].value
    return node.nodes if isinstance(node, SequenceNode) else (node,)


def _name(node: Node, key: str, problems: list[Problem]) -> dict[str, str] | str | None:
    """A name as CSL has it: in parts, or as one text."""
    if not isinstance(node, MappingNode):
        return schema.scalar(node, key, problems, prose=True)
    fields = schema.Fields(node, problems, csl.NAME_PARTS)
    return {part: text for part in node.entries if part in csl.NAME_PARTS and (text := fields.text(part, prose=True))}
