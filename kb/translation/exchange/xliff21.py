"""How does a document go out and come back as XLIFF 2.1?

After OASIS, XLIFF Version 2.1, 2018. A ``<file>`` a source, a ``<unit>`` a passage or label: its real id is its ``name``,
since ``id`` must be a name token. Only what tools keep is used: core elements, versions in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.errors import Place, Problem
from kb.model import State
from kb.translation.exchange.collecting import Stated, stamp, stamped, state_of
from kb.translation.exchange.protection import LOCKED, MARKUP, Marked, marked, pieces
from kb.translation.exchange.rules import problem
from kb.translation.exchange.units import Document, Unit
from kb.translation.exchange.xml_reading import Element
from kb.translation.exchange.xml_writing import DECLARATION, element, lines, text

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"

_STAMP, _DESCRIPTION, _PREVIOUS = "kb:versions", "description", "kb:previous"
_TOKEN = str.maketrans({"/": ".", "#": "_"})
_UNTOKEN = str.maketrans({".": "/", "_": "#"})
_RANKS = {state.value: rank for rank, state in enumerate(State)}
_TRANSPARENT, _MARKS, _CODES = "mrk", {"sm", "em"}, {"ph", "sc", "ec"}


# ---------------------------------------------------------------------------------------------------------- going out


def write(document: Document) -> bytes:
    """*document*, which has a unit at least, as XLIFF 2.1 in UTF-8; the same bytes for the same document."""
    files: dict[str, list[Unit]] = {}
    for unit in document.units:
        files.setdefault(unit.id.translate(_TOKEN).partition(".")[0].partition("_")[0], []).append(unit)
    root = element(
        "xliff",
        lines((_file(name, units) for name, units in files.items()), 1),
        xmlns=NAMESPACE,
        version="2.1",
        srcLang=document.source_language,
        trgLang=document.target_language,
    )
    return f"{DECLARATION}\n{root}\n".encode()


def _file(name: str, units: Sequence[Unit]) -> str:
    content = lines((_unit(unit) for unit in units), 2)
    return element("file", content, id=name, original=f"content/{name}", canResegment="no", xml_space="preserve")


def _unit(unit: Unit) -> str:
    source, target = marked(pieces(unit.source, unit.names), pieces(unit.target or "", unit.names))
    codes = [piece.text for piece in (*source, *target) if piece.kind == MARKUP]
    data = {code: f"d{number}" for number, code in enumerate(dict.fromkeys(codes), 1)}
    parts = [element("notes", lines(_notes(unit), 4))]
    if data:
        parts.append(element("originalData", lines((element("data", text(c), id=id) for c, id in data.items()), 4)))
    segment = [element("source", _inline(source, data))]
    if unit.target is not None:
        segment.append(element("target", _inline(target, data)))
    state = state_of(unit)
    parts.append(element("segment", lines(segment, 4), state=state.value if state else None))
    return element("unit", lines(parts, 3), id=unit.id.translate(_TOKEN), name=unit.id)


def _notes(unit: Unit) -> Iterator[str]:
    said = (
        (_STAMP, stamp(unit, "source-version", "target-version", "produced-by")),
        (_DESCRIPTION, unit.note),
        (_PREVIOUS, unit.previous),
    )
    return (element("note", text(words), category=category) for category, words in said if words)


def _inline(parts: Sequence[Marked], data: Mapping[str, str]) -> str:
    return "".join(_piece(part, data) for part in parts)


def _piece(part: Marked, data: Mapping[str, str]) -> str:
    if part.kind == MARKUP:
        return element("ph", id=str(part.number), dataRef=data[part.text], disp=part.text)
    if part.kind == LOCKED:
        return element("mrk", text(part.text), id=str(part.number), translate="no")
    return text(part.text)


# -------------------------------------------------------------------------------------------------------- coming back


class _Codes:
    """What the placeholders of a unit stand for, and those that stand for nothing."""

    def __init__(self, unit: Element) -> None:
        container = unit.first("originalData")
        self.data = {one.get("id"): _text(one, None) for one in container.elements("data")} if container else {}
        self.by_id: dict[str, str] = {}
        self.unknown: list[str] = []

    def learn(self, source: Element) -> None:
        """Remember which codes *source* has: a tool may repeat them in the target by their id alone."""
        for child in source.elements():
            known = self.data.get(child.get("dataRef"))
            if known is not None:
                self.by_id[child.get("id")] = known
            self.learn(child)

    def code(self, placeholder: Element, reference: str = "dataRef") -> str:
        """What *placeholder* stands for; if that is nothing, something to see in its place."""
        known = self.data.get(placeholder.get(reference))
        if known is None and placeholder.tag in _CODES:
            known = self.by_id.get(placeholder.get("copyOf") or placeholder.get("id") or placeholder.get("startRef"))
        if known is not None:
            return known
        seen = f'<{placeholder.tag} id="{placeholder.get("id")[:80]}"/>'
        self.unknown.append(seen)
        return seen


def _text(node: Element, codes: _Codes | None) -> str:
    """The text of *node* with each placeholder replaced by what it stands for."""
    return "".join(child if isinstance(child, str) else _element(child, node, codes) for child in node.children)


def _element(child: Element, parent: Element, codes: _Codes | None) -> str:
    ours = child.namespace == parent.namespace
    if ours and child.tag == "cp":
        return _character(child.get("hex"))
    if ours and child.tag in _MARKS:
        return ""
    if codes is None or (ours and child.tag == _TRANSPARENT):
        return _text(child, codes)
    if ours and child.tag == "pc":
        return codes.code(child, "dataRefStart") + _text(child, codes) + codes.code(child, "dataRefEnd")
    return codes.code(child)


def _character(hexadecimal: str) -> str:
    """A character that XML cannot hold; all such are refused later, so any will do for a number that is none."""
    try:
        code = int(hexadecimal, 16)
        return chr(code) if not 0xD800 <= code <= 0xDFFF else "\0"
    except (ValueError, OverflowError):
        return "\0"


class _Segment(NamedTuple):
    """One segment, or what stands between two: ``order`` is its place in the translation."""

    order: int
    source: str
    target: str | None
    state: str
    ignorable: bool


def read(root: Element, path: str) -> Iterator[Stated]:
    """Every unit below *root*."""
    for unit in root.within("unit"):
        codes = _Codes(unit)
        segments = [_segment(one, at, codes) for at, one in enumerate(unit.elements("segment", "ignorable"), 1)]
        source, target, complete = _joined(segments)
        said = _said(unit, segments)
        place = Place(path, unit.line)
        id = unit.get("name") or unit.get("id").translate(_UNTOKEN)
        fault: Problem | None = None
        if codes.unknown:
            fault = problem("unit-markup", place, id=id, part=codes.unknown[0])
        elif not complete:
            fault = problem("unit-incomplete", place, id=id)
        yield Stated(id if _is_one_id(unit) else "", source, target, said, unit.line, fault)


def _is_one_id(unit: Element) -> bool:
    """Whether the unit's two ids agree; a tool may have numbered the units anew, but not given one another's id."""
    name, id = unit.get("name"), unit.get("id")
    return not name or id == name.translate(_TOKEN) or id.isdigit()


def _said(unit: Element, segments: Sequence[_Segment]) -> dict[str, str]:
    notes = unit.first("notes")
    words = " ".join(note.text() for note in notes.elements("note") if note.get("category") == _STAMP) if notes else ""
    said = {key: value for key, value in stamped(words).items() if key != "state"}
    states = [one.state for one in segments if not one.ignorable and one.target is not None and one.state]
    if states:
        # The least of all; an unknown one comes first, so that it is seen.
        said["state"] = min(states, key=lambda state: _RANKS.get(state, -1))
    return said


def _segment(segment: Element, at: int, codes: _Codes) -> _Segment:
    source, target = segment.first("source"), segment.first("target")
    if source is not None:
        codes.learn(source)
    order = target.get("order") if target is not None else ""
    return _Segment(
        order=int(order) if order.isdecimal() and len(order) < 9 else at,
        source=_text(source, codes) if source is not None else "",
        target=_text(target, codes) if target is not None else None,
        state=segment.get("state"),
        ignorable=segment.tag == "ignorable",
    )


def _joined(segments: Sequence[_Segment]) -> tuple[str, str | None, bool]:
    """The source, the target in its own order, and whether all of it is translated or nothing."""
    source = "".join(one.source for one in segments)
    sentences = [one for one in segments if not one.ignorable]
    done = [one for one in sentences if one.target is not None and (one.target.strip() or not one.source.strip())]
    if not done:
        return source, None, True
    ordered = sorted(segments, key=lambda one: one.order)
    target = "".join(one.source if one.target is None and one.ignorable else one.target or "" for one in ordered)
    return source, target, len(done) == len(sentences)
