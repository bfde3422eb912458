"""What do ``kb.yaml``, ``topics.yaml`` and ``glossary.yaml`` say?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kb.content import paths, schema, strict_yaml
from kb.content.files import read_text
from kb.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kb.content.problems import problem
from kb.errors import Place, Problem
from kb.languages import LANGUAGES
from kb.model import Base, Gate, Kind, State, Term, Topic
from kb.nearest import did_you_mean

FORMAT = "1"
_BASE_KEYS = ("format", "name", "languages", "permalink", "engine", "coverage")
_GATE_KEYS = ("kind", "addressee", "languages", "state", "outdated")
_ENGINE = re.compile(r"(?:whoosh|tantivy):\S*|https?://\S+")
_EXACT_MATCH = "exactMatch"


class YamlFile(NamedTuple):
    """A file that may be absent: its mapping, whether it exists, and its problems."""

    node: MappingNode | None
    exists: bool
    problems: list[Problem]
    path: str


def read_yaml(path: Path, root: Path, limit: int | None = None) -> YamlFile:
    """The mapping in the file at *path*."""
    shown = paths.shown(path, root)
    if not path.exists() and not path.is_symlink():
        return YamlFile(None, False, [], shown)
    text, problems = read_text(path, root) if limit is None else read_text(path, root, limit)
    if text is None:
        return YamlFile(None, True, problems, shown)
    node, found = strict_yaml.parse(text, shown)
    if node is None and not found:
        node = MappingNode({}, Place(shown, 1, 1))  # an empty file lacks every key
    problems += found
    mapping = None if node is None else schema.mapping(node, path.name, problems)
    return YamlFile(mapping, True, problems, shown)


# -------------------------------------------------------------------------------------------------------------- kb.yaml


class BaseReading(NamedTuple):
    """``addressees`` are those that gates name, with their places: topics.yaml must have them."""

    base: Base
    addressees: tuple[ScalarNode, ...]


def read_base(file: YamlFile, folder_name: str, problems: list[Problem]) -> BaseReading:
    """What *file*, the ``kb.yaml``, says; whatever it does not say has a default."""
    problems += file.problems
    if file.node is None:
        if not file.exists:
            problems.append(problem("missing-file", Place(file.path), name=paths.BASE))
        return BaseReading(Base(folder_name, tuple(LANGUAGES)), ())
    fields = schema.Fields(file.node, problems, _BASE_KEYS)
    written = fields.text("format", required=True)
    if written not in (None, FORMAT):
        problems.append(problem("bad-value", fields.place("format"), key="format", value=written))
    addressees: list[ScalarNode] = []
    base = Base(
        name=fields.text("name", required=True, prose=True) or folder_name,
        languages=_languages(fields) or tuple(LANGUAGES),
        permalink=fields.link("permalink"),
        engine=_engine(fields),
        coverage=tuple(gate for node in fields.nodes("coverage") if (gate := _gate(node, problems, addressees))),
    )
    return BaseReading(base, tuple(addressees))


def _languages(fields: schema.Fields) -> tuple[str, ...]:
    found = (schema.language(node.text, node.place, fields.problems) for node in fields.scalars("languages"))
    return tuple(dict.fromkeys(tag for tag in found if tag is not None))


def _engine(fields: schema.Fields) -> str | None:
    text = fields.text("engine")
    if text is None or _ENGINE.fullmatch(text):
        return text
    fields.problems.append(problem("bad-value", fields.place("engine"), key="engine", value=text))
    return None


def _gate(node: Node, problems: list[Problem], addressees: list[ScalarNode]) -> Gate | None:
    mapping = schema.mapping(node, "coverage", problems)
    if mapping is None:
        return None
    fields = schema.Fields(mapping, problems, _GATE_KEYS)
    addressee = fields.text("addressee")
    if addressee is not None:
        addressees.append(ScalarNode(addressee, fields.place("addressee")))
    outdated = fields.text("outdated") or "false"
    if outdated not in ("true", "false"):
        problems.append(problem("bad-value", fields.place("outdated"), key="outdated", value=outdated))
    return Gate(
        kind=fields.choice("kind", Kind),
        addressee=addressee,
        languages=_languages(fields),
        state=fields.choice("state", State) or State.TRANSLATED,
        outdated=outdated == "true",
    )


# ------------------------------------------------------------------------------------------- topics.yaml, glossary.yaml


def read_topics(file: YamlFile, problems: list[Problem]) -> dict[str, Topic] | None:
    """The topics and addressees in *file*; None if it cannot be read (so that nobody is told they are unknown)."""
    problems += file.problems
    if file.node is None:
        return None if file.problems else {}
    topics: dict[str, Topic] = {}
    for id, mapping in _identified(file.node, problems):
        fields = schema.Fields(mapping, problems, (*LANGUAGES, _EXACT_MATCH))
        labels = {tag: label for tag in LANGUAGES if (label := fields.text(tag, prose=True))}
        topics[id] = Topic(id, labels, fields.link(_EXACT_MATCH))
    return topics


def read_glossary(file: YamlFile, problems: list[Problem]) -> dict[str, Term]:
    """The terms and protected names in *file*, together."""
    problems += file.problems
    if file.node is None:
        return {}
    glossary: dict[str, Term] = {}
    seen: dict[str, Place] = {}
    sections = schema.Fields(file.node, problems, ("terms", "names"))
    for section, more in (("terms", ()), ("names", ("name",))):
        node = sections.mapping(section)
        for id, mapping in _identified(node, problems) if node is not None else ():
            place = node.entries[id].key.place if node is not None else mapping.place
            if id in glossary:
                problems.append(problem("duplicate-id", place, id=id, first=str(seen[id])))
                continue
            seen[id] = place
            fields = schema.Fields(mapping, problems, (*LANGUAGES, *more))
            forms = {tag: found for tag in LANGUAGES if (found := _forms(fields, tag))}
            name = fields.text("name", prose=True) if more else None
            glossary[id] = Term(id, forms, name, protected=section == "names")
    return glossary


def _forms(fields: schema.Fields, language: str) -> tuple[str, ...]:
    entry = fields.node.entries.get(language)
    if entry is not None and isinstance(entry.value, SequenceNode):
        return tuple(node.text for node in fields.scalars(language))
    text = fields.text(language, prose=True)
    return (text,) if text else ()


def _identified(node: MappingNode, problems: list[Problem]) -> list[tuple[str, MappingNode]]:
    """The members of a mapping from ids to mappings."""
    found = []
    for key, entry in node.entries.items():
        mapping = schema.mapping(entry.value, key, problems)
        if schema.identifier(entry.key, problems) is not None and mapping is not None:
            found.append((key, mapping))
    return found


def check_topics(
    written: tuple[ScalarNode, ...], topics: Mapping[str, Topic] | None, problems: list[Problem]
) -> tuple[str, ...]:
    """Those of the *written* topics or addressees that exist, each once; without *topics* nobody can say."""
    known = []
    for node in written:
        if topics is None or node.text in topics:
            known.append(node.text)
        else:
            hint = did_you_mean(node.text, topics)
            problems.append(problem("unknown-topic", node.place, hint, topic=node.text))
    return tuple(dict.fromkeys(known))
