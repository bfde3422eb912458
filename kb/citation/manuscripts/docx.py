"""What does a Word document say? Paragraphs with their runs, footnotes, endnotes and comments, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb.citation.manuscripts.document import (
    COMMENT,
    NOTE,
    PARAGRAPH,
    QUOTATION,
    Block,
    Run,
    Writer,
    clean,
    reference,
    refused,
)
from kb.citation.manuscripts.packages import Handler, Package, parse
from kb.errors import N_, message

MAIN = "word/document.xml"

#: Word's own namespace and that of the strict variant of the standard.
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SILENT = frozenset(("del", "moveFrom", "delText"))
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}

#: Names of paragraph styles of quotations, as programs and people call them; a part of the name does.
_QUOTATION_STYLES = ("quot", "zitat", "citat", "cita", "cytat", "block text", "sitat", "idéz")


class _Part(NamedTuple):
    """A part of the package: what its blocks are, and by which element a block of its own begins."""

    path: str
    kind: str
    element: str


_PARTS = (
    _Part(MAIN, PARAGRAPH, ""),
    _Part("word/footnotes.xml", NOTE, "footnote"),
    _Part("word/endnotes.xml", NOTE, "endnote"),
    _Part("word/comments.xml", COMMENT, "comment"),
)


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of the document in *data*; runs are those of ``word/document.xml``."""
    package = Package(data, name)
    if package.part(MAIN) is None:
        raise refused(name, message(N_("this is no document of a word processor")))
    styles = _quotation_styles(package, name)
    return tuple(block for part in _PARTS for block in _blocks(package, part, styles, name))


def _blocks(package: Package, part: _Part, styles: frozenset[str], name: str) -> Iterator[Block]:
    data = package.part(part.path)
    if data is not None:
        story = _Story(part, styles, _links(package, part.path, name))
        parse(data, name, story)
        for block in story.writer.taken():
            # Comments can be written into the body only.
            runs = [run._replace(end=data.index(b">", story.closing[run.start]) + 1) for run in block.runs]
            yield block._replace(runs=tuple(runs) if part.path == MAIN else ())


def _local(tag: str) -> str:
    """The name of an element or attribute of Word's, else an empty text."""
    return next((tag[len(space) :] for space in NAMESPACES if tag.startswith(space)), "")


class _Story(Handler):
    """One part. Paragraphs in text boxes stand inside of other paragraphs: these go on behind them."""

    def __init__(self, part: _Part, styles: frozenset[str], links: Mapping[str, str]) -> None:
        self.writer = Writer()
        self._part = part
        self._styles = styles
        self._links = links
        self._kind, self._key = part.kind, ""
        self._number = 0
        self._silent = 0
        self._reading = False
        self._runs: list[int] = []
        self.closing: dict[int, int] = {}
        self._field = ""
        self._instruction = False
        self._targets: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """See ``packages.Handler``."""
        name = _local(tag)
        if name in _SILENT or tag == _FALLBACK:
            self._silent += 1
        given = {_local(key): value for key, value in attributes.items()}
        if name == "p":
            self.writer.end(self._kind, self._key)
            self._number += 1
            self._kind = self._part.kind
        elif name and name == self._part.element:
            self._key = f"{name}-{given.get('id', '')}"
        elif name == "pStyle" and given.get("val") in self._styles and self._kind == PARAGRAPH:
            self._kind = QUOTATION
        elif name == "r":
            self._runs.append(self.at())
        elif name == "hyperlink":
            self._targets.append(
                next((self._links.get(attributes.get(key, ""), "") for key in _RELATION if key in attributes), "")
            )
        elif name == "instrText":
            self._instruction = True
        elif name in _NOTES:
            self._say(reference(f"#{_NOTES[name]}-{given.get('id', '')}"))
        elif name in _SIGNS and not (name == "br" and given.get("type", "textWrapping") != "textWrapping"):
            self._say(_SIGNS[name])
        self._reading = name == "t"

    def end(self, tag: str) -> None:
        """See ``packages.Handler``."""
        name = _local(tag)
        if name in _SILENT or tag == _FALLBACK:
            self._silent -= 1
        self._reading = False
        if name == "r":
            self.closing[self._runs.pop()] = self.at()
        elif name == "p":
            self.writer.end(self._kind, self._key)
        elif name == "hyperlink" and self._targets and (target := self._targets.pop()):
            self._say(reference(target))
        elif name == "instrText":
            self._instruction = False
            if self._field.strip():
                self._say(reference(f" {self._field} "))
            self._field = ""

    def text(self, data: str) -> None:
        """See ``packages.Handler``."""
        if self._instruction:
            self._field += data
        elif self._reading:
            self._say(clean(data))

    def _say(self, text: str) -> None:
        if not self._silent:
            self.writer.add(text, self._number, Run(0, self._runs[-1], -1) if self._runs else None)


class _Styles(Handler):
    """The ids of paragraph styles that are called like a quotation, or based on one that is."""

    def __init__(self) -> None:
        self.named: set[str] = set()
        self.based: dict[str, str] = {}
        self._id = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """See ``packages.Handler``."""
        name, given = _local(tag), {_local(key): value for key, value in attributes.items()}
        if name == "style":
            self._id = given.get("styleId", "") if given.get("type") == "paragraph" else ""
        elif name == "name" and any(part in given.get("val", "").lower() for part in _QUOTATION_STYLES):
            self.named.add(self._id)
        elif name == "basedOn":
            self.based[self._id] = given.get("val", "")


def _quotation_styles(package: Package, name: str) -> frozenset[str]:
    data = package.part("word/styles.xml")
    styles = _Styles()
    if data is not None:
        parse(data, name, styles)
    found = {style for style, base in styles.based.items() if base in styles.named}
    return frozenset((styles.named | found) - {""})


class _Links(Handler):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """See ``packages.Handler``."""
        if tag.endswith(" Relationship") and attributes.get("TargetMode") == "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


def _links(package: Package, path: str, name: str) -> Mapping[str, str]:
    folder, _, file = path.rpartition("/")
    data = package.part(f"{folder}/_rels/{file}.rels")
    links = _Links()
    if data is not None:
        parse(data, name, links)
    return links.targets
