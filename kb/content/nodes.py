"""What was written in a piece of YAML, and where? Every scalar is text; the schema gives it a type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kb.errors import Place


class ScalarNode(NamedTuple):
    """A text. ``comment``: a ``#`` follows a plain scalar on its line, so part of a sentence may be lost."""

    text: str
    place: Place
    comment: bool = False


class Entry(NamedTuple):
    """A key of a mapping with its place, and its value."""

    key: ScalarNode
    value: Node


class MappingNode(NamedTuple):
    """A mapping in the order of the file."""

    entries: Mapping[str, Entry]
    place: Place


class SequenceNode(NamedTuple):
    """A list in the order of the file."""

    nodes: tuple[Node, ...]
    place: Place


Node = ScalarNode | MappingNode | SequenceNode
Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """*node* without its places: text, lists and dicts."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [plain(child) for child in node.nodes]
    return {key: plain(entry.value) for key, entry in node.entries.items()}
