"""What does this XML hold, and on which lines? Nothing outside of it is ever read.

The parser of the standard library with everything refused that makes XML dangerous: document types (hence entities and
parameter entities), deep nesting, huge attributes. XInclude is an element like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from kb.errors import Place, Refused
from kb.translation.exchange.collecting import bounded
from kb.translation.exchange.rules import refusal

MAX_DEPTH = 64
MAX_ATTRIBUTE = 64 * 1024
#: A passage with notes and markup has some 20 elements; each takes about 300 bytes of memory.
MAX_ELEMENTS = 1_000_000

#: Names as they stand here: ``NAMESPACE NAME``, or the name alone where it has no namespace.
LANG = "http://www.w3.org/XML/1998/namespace lang"


class Element:
    """An element: ``tag`` without its namespace, ``children`` elements and texts in their order."""

    __slots__ = ("attributes", "children", "line", "namespace", "tag")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.namespace, _, self.tag = name.rpartition(" ")
        self.attributes = attributes
        self.children: list[Element | str] = []
        self.line = line

    def get(self, name: str) -> str:
        """The attribute *name*, empty where there is none."""
        return self.attributes.get(name, "")

    def elements(self, *tags: str) -> Iterator[Element]:
        """The children that are elements of its own namespace, of *tags* only where there are some."""
        for child in self.children:
            if isinstance(child, Element) and child.namespace == self.namespace and (not tags or child.tag in tags):
                yield child

    def first(self, tag: str) -> Element | None:
        """The first child *tag*."""
        return next(self.elements(tag), None)

    def within(self, tag: str) -> Iterator[Element]:
        """All elements *tag* below, in their order, but none inside of another."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag:
                    yield child
                else:
                    yield from child.within(tag)

    def text(self) -> str:
        """All text below, without any markup."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Tree:
    """What the parser calls."""

    def __init__(self, parser: expat.XMLParserType, path: str) -> None:
        self.parser, self.path = parser, path
        self.open: list[Element] = []
        self.root: Element | None = None
        self.count = 0

    def place(self) -> Place:
        return Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise refusal("exchange-too-deep", self.place(), limit=MAX_DEPTH)
        if any(len(value) > MAX_ATTRIBUTE for value in attributes.values()):
            raise refusal("exchange-too-large", self.place(), limit=MAX_ATTRIBUTE // 1024)
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise refusal("exchange-too-many", self.place(), limit=MAX_ELEMENTS)
        element = Element(name, attributes, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def text(self, data: str) -> None:
        self.open[-1].children.append(data)

    def doctype(self, *_declared: object) -> None:
        raise refusal("exchange-doctype", self.place())


def parse(data: bytes, path: str) -> Element:
    """The root of the XML file *path*.

    :raises Refused: if it is too large, too deep, has a document type or is not well-formed.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    tree = _Tree(parser, path)
    parser.StartElementHandler, parser.EndElementHandler = tree.start, tree.end
    parser.CharacterDataHandler = tree.text
    parser.StartDoctypeDeclHandler = tree.doctype
    try:
        parser.Parse(bounded(data, path), True)
    except Refused:
        raise
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise refusal("exchange-syntax", tree.place(), format="XML", reason=str(error)) from error
    assert tree.root is not None  # an empty document is an error of the parser
    return tree.root
