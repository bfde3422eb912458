"""How does the text of a passage file change when one wording in it does? In these lines only.

Every function takes the text of a file as it was decoded, byte order mark and line ends included, and returns it changed:
all other bytes stay. What cannot be changed without touching more is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.content import strict_yaml, yaml_edits
from kb.content.lines import Lines
from kb.content.nodes import MappingNode
from kb.content.scanner import Scanned, Section, scan
from kb.errors import N_, Refused, message

#: The order of an original: the ids of its statements, and None for a group's heading.
Outline = Sequence[str | None]


class _Item(NamedTuple):
    """A heading in a file: the id of a statement or the number of a group (from 0), and the index of its line."""

    key: str | int
    start: int


def holds(body: str) -> bool:
    """Whether *body* can stand in a file as one body: trimmed, not empty, and without headings or fences of its own."""
    if not body:
        return False
    found = scan(f"---\n---\n\n## a\n\n{body}\n", "")
    return (
        not found.problems
        and not found.groups
        and len(found.sections) == 1
        and found.sections[0].meta is None
        and found.sections[0].body.text == body
    )


def holds_heading(text: str) -> bool:
    """Whether *text* can stand in a file as the heading of a group."""
    found = scan(f"---\n---\n\n# {text}\n", "")
    return not found.problems and [group.text for group in found.groups] == [text]


def outline(text: str) -> Outline:
    """The order of groups and statements in *text*, the file of an original."""
    return [item.key if isinstance(item.key, str) else None for item in _items(_scanned(Lines(text)))]


def has_section(text: str, id: str) -> bool:
    """Whether *text* has a section for the statement *id*, be its body empty or not."""
    return id in _scanned(Lines(text)).headings


def replace_body(text: str, id: str, body: str) -> str:
    """*text* with *body* (for which :func:`holds` is true) as that of the statement *id*.

    :raises Refused: if there is no such section, or the file cannot be read.
    """
    lines = Lines(text)
    section = next((one for one in _scanned(lines).sections if one.id == id), None)
    if section is None:
        raise Refused(N_("there is no section “{id}” to put the text in"), code="no-section", id=id)
    new = body.split("\n")
    if section.body.text:
        start = section.body.line - 1
        lines.replace(start, start + section.body.text.count("\n") + 1, new)
    else:
        _fill(lines, section, new)
    return lines.text


def _fill(lines: Lines, section: Section, body: Sequence[str]) -> None:
    """Put *body* into the *section* that has none: after the last line of its heading and metadata."""
    at = min(section.end, len(lines.lines))
    while lines.is_blank(at - 1):
        at -= 1
    _insert_apart(lines, at, body)


def insert_passage(text: str, id: str, body: str, order: Outline) -> str:
    """*text* with a new section for the statement *id*, where *order* has it.

    :raises Refused: if the file cannot be read.
    """
    lines = Lines(text)
    items = _items(_scanned(lines))
    _insert_apart(lines, _place(items, id, order, len(lines.lines)), [f"## {id}", "", *body.split("\n")])
    return lines.text


def _insert_apart(lines: Lines, at: int, new: Sequence[str]) -> None:
    """Insert *new* at *at* or after the blank line there, with one blank line before and after."""
    before = not lines.is_blank(at - 1)
    if before and lines.is_blank(at):
        at, before = at + 1, False
    after = at < len(lines.lines) and not lines.is_blank(at)
    lines.insert(at, [*([""] if before else []), *new, *([""] if after else [])])


def _place(items: Sequence[_Item], id: str, order: Outline, length: int) -> int:
    """The index of the line before which the section *id* goes: after its predecessor in *order*, else before its successor."""
    keys = _keys(order)
    own = keys.index(id)
    at = {item.key: number for number, item in enumerate(items)}
    for key in reversed(keys[:own]):
        if key in at:
            following = at[key] + 1
            return items[following].start if following < len(items) else length
    return next((items[at[key]].start for key in keys[own + 1 :] if key in at), length)


def _keys(order: Outline) -> list[str | int]:
    keys: list[str | int] = []
    groups = 0
    for key in order:
        keys.append(groups if key is None else key)
        groups += key is None
    return keys


def set_group(text: str, number: int, heading: str) -> str:
    """*text* with *heading* as that of its group *number* (from 1).

    :raises Refused: if there is no such group, or the file cannot be read.
    """
    lines = Lines(text)
    groups = _scanned(lines).groups
    if number > len(groups):
        raise Refused(
            N_("there is no group {number} in this file"),
            code="no-group",
            hint=message(N_("put the headings of the original's groups into the file first")),
            number=number,
        )
    at = groups[number - 1].line - 1
    lines.replace(at, at + 1, [f"# {heading}"])
    return lines.text


def set_title(text: str, title: str) -> str:
    """*text* with *title* in its front matter.

    :raises Refused: if the front matter cannot be read, or has no title.
    """
    lines = Lines(text)
    front = _scanned(lines).front
    node = strict_yaml.parse(front.text, "", front.line)[0] if front is not None else None
    if front is None or not isinstance(node, MappingNode) or "title" not in node.entries:
        raise _unreadable()
    stop = front.line - 1 + front.text.count("\n") + 1
    yaml_edits.replace_scalar(lines, node, ("title",), title, stop)
    again = strict_yaml.parse(_scanned(lines).front.text, "")[0]  # type: ignore[union-attr]
    yaml_edits.check(again, node, ("title",), title)
    return lines.text


def _scanned(lines: Lines) -> Scanned:
    found = scan(lines.plain, "")
    if found.front is None or found.problems:
        raise _unreadable()
    return found


def _unreadable() -> Refused:
    return Refused(
        N_("this file has errors and cannot be changed"),
        code="file-broken",
        hint=message(N_("to see them: kb check")),
    )


def _items(scanned: Scanned) -> list[_Item]:
    groups = [_Item(number, group.line - 1) for number, group in enumerate(scanned.groups)]
    sections = [_Item(id, place.line - 1) for id, place in scanned.headings.items()]
    return sorted((*groups, *sections), key=lambda item: item.start)
