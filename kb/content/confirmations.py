"""Which passages were confirmed against which original? ``translations.yaml``, read and written."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from kb.content import files, schema, strict_yaml
from kb.content.nodes import MappingNode
from kb.content.problems import problem
from kb.content.vocabularies import YamlFile, read_yaml
from kb.errors import Problem
from kb.languages import LANGUAGES
from kb.model import Confirmation, ProducedBy, State

_KEYS = ("of", "text", "state", "produced_by", "by", "date", "force_reason")
_VERSION = re.compile(r"[0-9a-f]{64}")

# A line as translations_yaml() writes nearly all of them: a language, or a confirmation without anything to unescape.
_WRITTEN = re.compile(
    r"([a-z]{2,3}):\n"
    r"|  ([a-z0-9-]{1,64}): \{of: ([0-9a-f]{64}), text: ([0-9a-f]{64})"
    rf", state: ({'|'.join(State)}), produced_by: ({'|'.join(ProducedBy)})"
    r', by: (?:"([^"\\\n]*)"|([A-Za-z0-9][A-Za-z0-9_./-]*)), date: (\d{4}-\d{2}-\d{2})\}\n'
)
_STATES, _PRODUCERS = {one.value: one for one in State}, {one.value: one for one in ProducedBy}

#: (language, id of the statement) -> what was confirmed.
Confirmations = Mapping[tuple[str, str], Confirmation]


def read(
    path: Path, root: Path, source: str, original: str, ids: Collection[str] | None, problems: list[Problem]
) -> tuple[dict[tuple[str, str], Confirmation], bool]:
    """What the file at *path* says about *source*, and whether there is one; the rest as in :func:`read_confirmations`.

    A file that holds nothing but what the tool writes is read a line at a time: a knowledge base has as many as passages.
    """
    if ids is not None and path.exists() and not path.is_symlink():
        text, found = files.read_text(path, root, files.WRITTEN)
        confirmations = as_written(text, original, ids) if text and not found else None
        if confirmations is not None:
            return confirmations, True
    file = read_yaml(path, root, files.WRITTEN)
    return read_confirmations(file, source, original, ids, problems), file.exists


def as_written(text: str, original: str, ids: Collection[str]) -> dict[tuple[str, str], Confirmation] | None:
    """The confirmations in *text*; None if any line is not plainly what :func:`translations_yaml` writes about *ids*."""
    known = frozenset(ids)
    found: dict[tuple[str, str], Confirmation] = {}
    tags: set[str] = set()
    tag, at = "", 0
    if not text.replace("\n", "").isprintable():
        return None
    while match := _WRITTEN.match(text, at):
        at = match.end()
        new, id, of, wording, state, produced_by, quoted, plain, date = match.groups()
        if new is not None:
            if new in tags or new == original or new not in LANGUAGES:
                return None
            tags.add(tag := new)
            if text[at : at + 1] != " ":
                return None  # a language without a line
            continue
        if id not in known or (tag, id) in found or not tag or not _is_date(date):
            return None
        by = quoted.strip() if quoted is not None else plain
        found[tag, id] = Confirmation(of, wording, _STATES[state], _PRODUCERS[produced_by], by, date)
    return found if at == len(text) else None


@cache
def _is_date(text: str) -> bool:
    return schema.is_date(text)


def read_confirmations(
    file: YamlFile, source: str, original: str, ids: Collection[str] | None, problems: list[Problem]
) -> dict[tuple[str, str], Confirmation]:
    """The lines of *file* about *source*; *ids* are those of its original, None if that cannot be read."""
    problems += file.problems
    confirmations: dict[tuple[str, str], Confirmation] = {}
    for tag, entry in file.node.entries.items() if file.node is not None else ():
        lines = schema.mapping(entry.value, tag, problems)
        if schema.language(tag, entry.key.place, problems) is None or lines is None:
            continue
        for id, line in lines.entries.items():
            if tag == original or (ids is not None and id not in ids):
                address = f"{source}/{id}/{tag}"
                problems.append(problem("confirmation-without-passage", line.key.place, address=address))
                continue
            node = schema.mapping(line.value, id, problems)
            confirmation = _confirmation(node, problems) if node is not None else None
            if confirmation is not None:
                confirmations[tag, id] = confirmation
    return confirmations


def _confirmation(node: MappingNode, problems: list[Problem]) -> Confirmation | None:
    fields = schema.Fields(node, problems, _KEYS)
    of, text = _version(fields, "of"), _version(fields, "text")
    state = fields.choice("state", State, required=True)
    produced_by = fields.choice("produced_by", ProducedBy, required=True)
    date = fields.date("date", required=True)
    if not (of and text and state and produced_by and date):
        return None
    # “by” may be empty: a machine has no name.
    by = schema.scalar(node.entries["by"].value, "by", problems) if fields.has("by") else ""
    return Confirmation(of, text, state, produced_by, by or "", date, fields.text("force_reason") or "")


def _version(fields: schema.Fields, key: str) -> str | None:
    text = fields.text(key, required=True)
    if text is None or _VERSION.fullmatch(text):
        return text
    fields.problems.append(problem("bad-value", fields.place(key), key=key, value=text))
    return None


def translations_yaml(confirmations: Confirmations) -> str:
    """The text of ``translations.yaml``: one sorted line a passage, the same text for the same confirmations."""
    lines: list[str] = []
    for tag, keys in itertools.groupby(sorted(confirmations), key=lambda key: key[0]):
        lines.append(f"{tag}:\n")
        lines += (f"  {id}: {{{_values(confirmations[tag, id])}}}\n" for _, id in keys)
    return "".join(lines)


def _values(confirmation: Confirmation) -> str:
    values = {key: getattr(confirmation, key) for key in _KEYS}
    if not confirmation.force_reason:
        del values["force_reason"]
    return ", ".join(f"{key}: {strict_yaml.quoted(str(value))}" for key, value in values.items())
