"""What does an OpenDocument text say? Paragraphs, notes and comments, and where links lead."""

from __future__ import annotations

from collections.abc import Mapping

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

MAIN = "content.xml"

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_SILENT = frozenset(("text:tracked-changes", "text:note-citation", "dc:creator", "dc:date", "office:binary-data"))
_PARAGRAPHS = ("text:p", "text:h")
_QUOTATION_STYLES = ("quot", "zitat", "citat", "cita", "cytat", "sitat", "idéz")

#: More spaces in a row than this stand for a damaged or hostile document.
_MOST_SPACES = 1000


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of the document in *data*; runs are those of ``content.xml``."""
    package = Package(data, name)
    content = package.part(MAIN)
    if content is None:
        raise refused(name, message(N_("this is no document of a word processor")))
    styles = _Styles()
    for path in ("styles.xml", MAIN):
        if (part := package.part(path)) is not None:
            parse(part, name, styles)
    text = _Text(styles)
    parse(content, name, text)
    return tuple(block for story in text.stories for block in story.taken())


def _named(tag: str) -> str:
    space, _, local = tag.rpartition(" ")
    return f"{_SPACES.get(space, '?')}:{local}"


class _Styles(Handler):
    """Each paragraph style's parent; automatic ones have no name that says anything."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """See ``packages.Handler``."""
        if _named(tag) == "style:style":
            given = {_named(key): value for key, value in attributes.items()}
            self._parents.setdefault(given.get("style:name", ""), given.get("style:parent-style-name", ""))

    def is_quotation(self, style: str) -> bool:
        """Whether paragraphs of *style* are block quotations."""
        for _ in range(8):
            if any(part in style.lower() for part in _QUOTATION_STYLES):
                return True
            style = self._parents.get(style, "")
        return False


class _Level:
    """A story: the body, a note or a comment. What stands in a paragraph goes on behind a note in it."""

    def __init__(self, kind: str, key: str = "") -> None:
        self.writer = Writer()
        self.kind, self.key = kind, key
        self.style = kind
        self.open = False


class _Text(Handler):
    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        body = _Level(PARAGRAPH)
        self.stories = [body.writer]
        self._levels = [body]
        self._number = 0
        self._silent = 0
        self._targets: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """See ``packages.Handler``."""
        name = _named(tag)
        given = {_named(key): value for key, value in attributes.items()}
        if name in _SILENT:
            self._silent += 1
        elif name in _PARAGRAPHS:
            self._paragraph(given.get("text:style-name", ""))
        elif name == "text:note":
            key = given.get("text:id") or f"note-{len(self.stories)}"
            self._say(reference(f"#{key}"))
            self._deeper(NOTE, key)
        elif name == "office:annotation":
            self._deeper(COMMENT, "")
        elif name == "text:s":
            count = given.get("text:c", "1")
            self._say(" " * min(int(count) if count.isascii() and count.isdigit() else 1, _MOST_SPACES))
        elif name in ("text:tab", "text:line-break"):
            self._say("\n" if name == "text:line-break" else "\t")
        elif name == "text:a":
            self._targets.append(given.get("xlink:href", ""))

    def _paragraph(self, style: str) -> None:
        level = self._levels[-1]
        self._number += 1
        quotation = level.kind == PARAGRAPH and self._styles.is_quotation(style)
        level.style, level.open = (QUOTATION if quotation else level.kind), True

    def _deeper(self, kind: str, key: str) -> None:
        level = _Level(kind, key)
        self.stories.append(level.writer)
        self._levels.append(level)

    def end(self, tag: str) -> None:
        """See ``packages.Handler``."""
        name = _named(tag)
        if name in _SILENT:
            self._silent -= 1
        elif name in _PARAGRAPHS:
            level = self._levels[-1]
            level.writer.end(level.style, level.key)
            level.open = False
        elif name in ("text:note", "office:annotation") and len(self._levels) > 1:
            self._levels.pop()
        elif name == "text:a" and self._targets and (target := self._targets.pop()):
            self._say(reference(target))

    def text(self, data: str) -> None:
        """See ``packages.Handler``."""
        if self._levels[-1].open:
            self._say(clean(data), Run(0, self.at(), -1, exact=True))

    def _say(self, text: str, run: Run | None = None) -> None:
        if not self._silent:
            self._levels[-1].writer.add(text, self._number, run if len(self._levels) == 1 else None)
