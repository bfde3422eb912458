"""How does a document go out and come back as XLIFF 1.2?

After OASIS, XLIFF Version 1.2, 2008: for tools that do not read 2.1 (OmegaT, older versions of memoQ and Trados). A ``<file>``
a source, a ``<trans-unit>`` a passage or label under its real id. What has no translation goes out with a copy of the original
in the state ``new``, because OmegaT offers nothing that has no target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.errors import Place
from kb.model import State
from kb.translation.exchange.collecting import Stated, stamp, stamped, state_of
from kb.translation.exchange.protection import LOCKED, MARKUP, Marked, marked, pieces
from kb.translation.exchange.rules import problem, refusal
from kb.translation.exchange.units import Document, Unit
from kb.translation.exchange.xml_reading import Element
from kb.translation.exchange.xml_writing import DECLARATION, element, lines, text

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

#: The states of XLIFF 1.2 and what they are here, but for ``new``; the first of each is what is written.
STATES = {
    "needs-translation": State.INITIAL,
    "needs-adaptation": State.INITIAL,
    "needs-l10n": State.INITIAL,
    "translated": State.TRANSLATED,
    "needs-review-translation": State.TRANSLATED,
    "needs-review-adaptation": State.TRANSLATED,
    "needs-review-l10n": State.TRANSLATED,
    "signed-off": State.REVIEWED,
    "final": State.FINAL,
}
_WRITTEN = {state: name for name, state in reversed(STATES.items())}

_NEW = "new"
_STAMP, _DESCRIPTION, _PREVIOUS = "kb:versions", "kb", "kb:previous"
_APPROVED = {State.REVIEWED, State.FINAL}
_NATIVE, _EMPTY = {"ph", "bpt", "ept", "it"}, {"x", "bx", "ex"}


# ---------------------------------------------------------------------------------------------------------- going out


def write(document: Document) -> bytes:
    """*document* as XLIFF 1.2 in UTF-8; the same bytes for the same document."""
    files: dict[str, list[Unit]] = {}
    for unit in document.units:
        files.setdefault(unit.id.partition("/")[0].partition("#")[0], []).append(unit)
    content = lines((_file(name, units, document) for name, units in files.items()), 1)
    return f"{DECLARATION}\n{element('xliff', content, xmlns=NAMESPACE, version='1.2')}\n".encode()


def _file(name: str, units: Sequence[Unit], document: Document) -> str:
    return element(
        "file",
        lines([element("body", lines((_unit(unit) for unit in units), 3))], 2),
        **{"original": f"content/{name}", "source-language": document.source_language},
        **{"target-language": document.target_language, "datatype": "plaintext", "xml_space": "preserve"},
    )


def _unit(unit: Unit) -> str:
    source, target = marked(pieces(unit.source, unit.names), pieces(unit.target or "", unit.names))
    state = state_of(unit)
    parts = [
        element("source", _inline(source)),
        element("target", _inline(target if state else source), state=_WRITTEN[state] if state else _NEW),
    ]
    parts += _notes(unit)
    approved = "yes" if unit.state in _APPROVED else None
    return element("trans-unit", lines(parts, 4), id=unit.id, resname=unit.id, approved=approved)


def _notes(unit: Unit) -> Iterator[str]:
    said = (
        (_DESCRIPTION, unit.note),
        (_PREVIOUS, unit.previous),
        (_STAMP, stamp(unit, "source-version", "target-version", "produced-by")),
    )
    return (element("note", text(words), **{"from": by}) for by, words in said if words)


def _inline(parts: Sequence[Marked]) -> str:
    return "".join(_piece(part) for part in parts)


def _piece(part: Marked) -> str:
    if part.kind == MARKUP:
        return element("ph", text(part.text), id=str(part.number))
    if part.kind == LOCKED:
        return element("mrk", text(part.text), mtype="protected", mid=str(part.number))
    return text(part.text)


# -------------------------------------------------------------------------------------------------------- coming back


def languages(root: Element, path: str) -> tuple[str, str]:
    """The languages of the file, as all of its parts state them.

    :raises Refused: if they do not agree: what is in which language would be lost.
    """
    stated = {(file.get("source-language"), file.get("target-language")) for file in root.within("file")}
    if len(stated) > 1:
        raise refusal("exchange-languages", Place(path, root.line))
    return stated.pop() if stated else ("", "")


def read(root: Element, path: str) -> Iterator[Stated]:
    """Every unit below *root*."""
    for unit in root.within("trans-unit"):
        codes = _Codes()
        source, target = unit.first("source"), unit.first("target")
        original = codes.text(source) if source else ""
        codes.known = dict(codes.seen)
        translation = codes.text(target) if target else None
        if target and target.get("state") == _NEW and translation == original:
            translation = None
        id = unit.get("id") if unit.get("resname") in ("", unit.get("id")) else ""
        fault = None
        if codes.unknown:
            fault = problem("unit-markup", Place(path, unit.line), id=unit.get("id"), part=codes.unknown[0])
        yield Stated(id, original, translation, _said(unit, target), unit.line, fault)


def _said(unit: Element, target: Element | None) -> dict[str, str]:
    words = " ".join(note.text() for note in unit.elements("note") if note.get("from") == _STAMP)
    said = {key: value for key, value in stamped(words).items() if key != "state"}
    state = target.get("state") if target is not None else ""
    if state and state != _NEW:  # a tool that leaves what it found there says nothing by it
        said["state"] = STATES[state].value if state in STATES else state
    elif unit.get("approved") == "yes":
        said["state"] = State.REVIEWED.value
    return said


class _Codes:
    """What the placeholders of a unit stand for: the text in them, or that of the one with their id in the source."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        self.unknown: list[str] = []

    def text(self, node: Element) -> str:
        """The text of *node* with each placeholder replaced by what it stands for."""
        return "".join(
            child if isinstance(child, str) else self._element(child, child.namespace == node.namespace)
            for child in node.children
        )

    def _element(self, child: Element, ours: bool) -> str:
        if ours and child.tag == "mrk":
            return self.text(child)
        id = child.get("id")
        if ours and child.tag in _NATIVE and child.children:
            self.seen[id] = child.text()
            return self.seen[id]
        if ours and child.tag in _NATIVE | _EMPTY and id in self.known:
            return self.known[id]
        seen = f'<{child.tag} id="{id[:80]}"/>'
        self.unknown.append(seen)
        return seen
