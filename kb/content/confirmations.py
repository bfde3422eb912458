"""Which passages were confirmed against which original? ``translations.yaml``, read and written."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping

from kb.content import schema, strict_yaml
from kb.content.nodes import MappingNode
from kb.content.problems import problem
from kb.content.vocabularies import YamlFile
from kb.errors import Problem
from kb.model import Confirmation, ProducedBy, State

_KEYS = ("of", "text", "state", "produced_by", "by", "date", "force_reason")
_VERSION = re.compile(r"[0-9a-f]{64}")

#: (language, id of the statement) -> what was confirmed.
Confirmations = Mapping[tuple[str, str], Confirmation]


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
