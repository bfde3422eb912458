"""How does the text of a YAML file change when one value in it does? There only; comments and layout stay.

The place of a value is that of its node; where it ends is found in the text. What comes out is parsed again and must say
what was meant and nothing else: what is written in a way that cannot be changed so is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from kb.content import strict_yaml
from kb.content.lines import Lines
from kb.content.nodes import Entry, MappingNode, Node, Plain, ScalarNode, SequenceNode, plain
from kb.errors import N_, Place, Refused, message
from kb.languages import LANGUAGES

_SECTIONS = ("terms", "names")

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.DOTALL)
_IN_FLOW = re.compile(r"[^,\[\]{}\n]*?(?=[ \t]*(?:[,\[\]{}\r\n]|\Z))")
_ON_A_LINE = re.compile(r"[^\n]*?(?=[ \t]+#|[ \t]*\r?(?:\n|\Z))")
_NOTHING = re.compile(r"\s*(?:#.*)?")

#: Where a value stands: the keys that lead to it.
Path = tuple[str, ...]


def quoted(text: str) -> str:
    """*text* in double quotes on one line (JSON strings are YAML)."""
    return json.dumps(text, ensure_ascii=False)


# ------------------------------------------------------------------------------------------- topics.yaml, glossary.yaml


def set_label(text: str, id: str, language: str, label: str) -> str:
    """*text*, that of ``topics.yaml``, with *label* as that of the topic *id* in *language*.

    :raises Refused: if there is no such topic, or its entry cannot be changed in place.
    """
    lines, root = _read(text)
    _set(lines, root, (id, language), label)
    return _checked(lines, root, (id, language), label)


def set_form(text: str, id: str, language: str, form: str) -> str:
    """*text*, that of ``glossary.yaml``, with *form* as the first one of the term *id* in *language*; others stay.

    :raises Refused: if there is no such term, or its entry cannot be changed in place.
    """
    lines, root = _read(text)
    path = (*_term(root, id), language)
    entry = _entry(root, path)
    if entry is not None and isinstance(entry.value, SequenceNode) and entry.value.nodes:
        first, *others = entry.value.nodes
        flow = _is_flow(lines, entry.value)
        stop = others[0].place.line - 1 if others and not flow else _stop(lines, root, entry)
        _replace(lines, first, stop, quoted(form), flow=flow)
        return _checked(lines, root, path, [form, *map(plain, others)])
    _set(lines, root, path, form, as_list=True)
    return _checked(lines, root, path, form if entry is not None else [form])


def add_forms(text: str, id: str, language: str, forms: Sequence[str]) -> str:
    """*text*, that of ``glossary.yaml``, with *forms* after those that the term *id* has in *language*.

    A term that is not there is added at the end of the terms.

    :raises Refused: if its entry cannot be changed in place.
    """
    lines, root = _read(text)
    path = (*(_term(root, id, or_new=True)), language)
    entry = _entry(root, path)
    if entry is None:
        _set(lines, root, path, *forms, as_list=True)
        return _checked(lines, root, path, list(forms))
    known = [plain(node) for node in _members(entry.value)]
    last = _members(entry.value)[-1]
    if isinstance(entry.value, SequenceNode) and _is_flow(lines, entry.value):
        stop = _stop(lines, root, entry)
        written = f"{_written(lines, last, stop, flow=True)}, {_list(forms)[1:-1]}"
        _replace(lines, last, stop, written, flow=True)
    elif isinstance(entry.value, SequenceNode):
        indent = " " * (entry.value.place.column - 1)
        lines.insert(_stop(lines, root, entry), [f"{indent}- {quoted(form)}" for form in forms])
    else:
        _replace(lines, last, _stop(lines, root, entry), _list([str(known[0]), *forms]), flow=False)
    return _checked(lines, root, path, [*known, *forms])


def _term(root: MappingNode, id: str, *, or_new: bool = False) -> Path:
    """The section and id of the term *id*."""
    for section in _SECTIONS:
        entry = root.entries.get(section)
        if entry is not None and isinstance(entry.value, MappingNode) and id in entry.value.entries:
            return section, id
    if or_new:
        return _SECTIONS[0], id
    raise _refused(id)


def _members(node: Node) -> Sequence[Node]:
    if isinstance(node, SequenceNode) and not node.nodes:
        raise _refused("[]")
    return node.nodes if isinstance(node, SequenceNode) else (node,)


# --------------------------------------------------------------------------------------------------------------- values


def replace_scalar(lines: Lines, root: MappingNode, path: Path, value: str, stop: int | None = None) -> None:
    """Put *value* in place of the text at *path*; *stop* is the index of the line where *root* ends.

    :raises Refused: if there is no text at *path*.
    """
    entry = _entry(root, path)
    if entry is None or not isinstance(entry.value, ScalarNode):
        raise _refused(path[-1])
    _replace(lines, entry.value, _stop(lines, root, entry, stop), quoted(value), flow=False)


def check(again: Node | None, before: MappingNode, path: Path, value: Plain) -> None:
    """Make sure that *again* says what *before* did, but for *value* at *path*.

    :raises Refused: if it does not.
    """
    expected = plain(before)
    node = expected
    for key in path[:-1]:
        assert isinstance(node, dict)
        node = node.setdefault(key, {})
    assert isinstance(node, dict)
    node[path[-1]] = value
    if again is None or plain(again) != expected:
        raise _refused(path[-1])


def _checked(lines: Lines, before: MappingNode, path: Path, value: Plain) -> str:
    check(strict_yaml.parse(lines.plain, "")[0], before, path, value)
    return lines.text


def _read(text: str) -> tuple[Lines, MappingNode]:
    lines = Lines(text)
    node, problems = strict_yaml.parse(lines.plain, "")
    if node is None and not problems:
        return lines, MappingNode({}, Place("", len(lines.lines) + 1, 1))  # comments only
    if not isinstance(node, MappingNode) or problems:
        raise _refused(problems[0].code if problems else "")
    return lines, node


def _entry(root: MappingNode, path: Path) -> Entry | None:
    node: Node = root
    entry = None
    for key in path:
        entry = node.entries.get(key) if isinstance(node, MappingNode) else None
        if entry is None:
            return None
        node = entry.value
    return entry


def _set(lines: Lines, root: MappingNode, path: Path, *values: str, as_list: bool = False) -> None:
    """Put the text or list *values* at *path*, be there one or not."""
    if (entry := _entry(root, path)) is not None:
        if not isinstance(entry.value, ScalarNode):
            raise _refused(path[-1])
        flow = (parent := _entry(root, path[:-1])) is not None and _is_flow(lines, parent.value)
        _replace(lines, entry.value, _stop(lines, root, entry), quoted(values[0]), flow=flow)
        return
    value = _list(values) if as_list else quoted(values[0])
    parent = _entry(root, path[:-1])
    if parent is not None and isinstance(parent.value, MappingNode):
        _add(lines, root, parent.value, path[-1], value)
    elif parent is None and as_list:
        _add_term(lines, root, path, value)
    else:
        raise _refused(path[0])


def _add(lines: Lines, root: MappingNode, mapping: MappingNode, key: str, value: str) -> None:
    """Add *key* to *mapping*, before the first language that sorts after it."""
    if _is_flow(lines, mapping):
        index, column = mapping.place.line - 1, mapping.place.column
        line = lines.lines[index]
        separator = ", " if mapping.entries else ""
        lines.lines[index] = f"{line[:column]}{key}: {value}{separator}{line[column:]}"
        return
    later = (entry for tag, entry in mapping.entries.items() if tag in LANGUAGES and tag > key)
    following = next(later, None)
    last = list(mapping.entries.values())[-1]
    at = following.key.place.line - 1 if following else _stop(lines, root, last)
    lines.insert(at, [f"{' ' * (last.key.place.column - 1)}{key}: {value}"])


def _add_term(lines: Lines, root: MappingNode, path: Path, value: str) -> None:
    """Add a term with one language at the end of the terms, or at the end of a file that has none."""
    section, id, language = path
    terms = root.entries.get(section)
    if terms is None:
        at = len(lines.lines)
        apart = [""] if at and not lines.is_blank(at - 1) else []
        lines.insert(at, [*apart, f"{section}:", f"  {id}:", f"    {language}: {value}"])
        return
    if not isinstance(terms.value, MappingNode) or _is_flow(lines, terms.value):
        raise _refused(section)
    last = list(terms.value.entries.values())[-1]
    indent = " " * (last.key.place.column - 1)
    lines.insert(_stop(lines, root, last), [f"{indent}{id}:", f"{indent}  {language}: {value}"])


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"


def _is_flow(lines: Lines, node: Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    return lines.lines[node.place.line - 1][node.place.column - 1] in "[{"


def _keys(node: Node) -> Iterator[int]:
    """The lines of all keys in *node*."""
    if isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield entry.key.place.line
            yield from _keys(entry.value)


def _stop(lines: Lines, root: MappingNode, entry: Entry, stop: int | None = None) -> int:
    """The index after the last line of *entry*: before the next key that is not in it, blank lines and comments apart."""
    inside = max([entry.key.place.line, *_keys(entry.value)])
    after = (line for line in sorted(_keys(root)) if line > inside)
    at = next(after, (len(lines.lines) if stop is None else stop) + 1) - 1
    while at > inside and _NOTHING.fullmatch(lines.lines[at - 1].rstrip("\r\n")):
        at -= 1
    return at


def _span(lines: Lines, node: Node, stop: int, *, flow: bool) -> tuple[str, int, int]:
    """The text of the lines from that of *node* to before *stop*, and where in it the scalar begins and ends."""
    text = "".join(lines.lines[node.place.line - 1 : stop])
    start = node.place.column - 1
    if text[start] in "\"'":
        match = _QUOTED.match(text, start)
    elif flow:
        match = _IN_FLOW.match(text, start)
    elif "\n" in text.rstrip("\r\n"):
        return text, start, len(text.rstrip("\r\n"))  # a text of several lines
    else:
        match = _ON_A_LINE.match(text, start)
    if match is None:
        raise _refused(text.strip())
    return text, start, match.end()


def _written(lines: Lines, node: Node, stop: int, *, flow: bool) -> str:
    text, start, end = _span(lines, node, stop, flow=flow)
    return text[start:end]


def _replace(lines: Lines, node: Node, stop: int, value: str, *, flow: bool) -> None:
    """Put *value*, YAML on one line, in place of the scalar *node*, whose entry ends before line *stop*."""
    text, start, end = _span(lines, node, stop, flow=flow)
    changed = Lines(text[:start] + value + text[end:]).lines
    lines.lines[node.place.line - 1 : stop] = changed


def _refused(what: str) -> Refused:
    return Refused(
        N_("“{key}” cannot be changed in place"),
        code="cannot-edit",
        hint=message(N_("change the file by hand")),
        key=what,
    )
