"""Which parts does this zip of a word processor hold? Bounded before anything is unpacked; the only reader of zips and XML."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

from kb.citation.manuscripts.document import refused
from kb.errors import N_, ContentUnusable, message

#: Members of a package, bytes of one part of XML and of all of it, and how many times smaller it may be in the zip.
MOST_MEMBERS, LARGEST_PART, RATIO = 4096, 24 << 20, 200
#: Elements in elements.
DEEPEST = 512

_SMALL = 1 << 20


class Package:
    """An opened zip."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, OSError) as error:
            raise refused(name, message(N_("this is no document of a word processor"))) from error
        self.members = self._zip.infolist()
        if len(self.members) > MOST_MEMBERS:
            raise refused(name, message(N_("the document has too many parts")))
        if len({member.filename for member in self.members}) < len(self.members):
            raise refused(name, message(N_("the document is damaged")))

    def part(self, path: str) -> bytes | None:
        """The bytes of a part of XML; None if there is none."""
        found = next((member for member in self.members if member.filename == path), None)
        if found is None:
            return None
        return self._unpacked(found, LARGEST_PART)

    def _unpacked(self, member: zipfile.ZipInfo, largest: int) -> bytes:
        if member.file_size > largest or member.file_size > max(_SMALL, RATIO * member.compress_size):
            raise refused(self.name, message(N_("the document is too large when it is unpacked")))
        try:
            with self._zip.open(member) as file:
                data = file.read(largest + 1)  # what the header says of the size may be a lie
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            raise refused(self.name, message(N_("the document is damaged"))) from error
        if len(data) > largest:
            raise refused(self.name, message(N_("the document is too large when it is unpacked")))
        return data

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The zip again with *changed* parts; every other member has the bytes that it had, in the same order."""
        target = io.BytesIO()
        left = dict(changed)
        with zipfile.ZipFile(target, "w") as out:
            for member in self.members:
                data = left.pop(member.filename, None)
                out.writestr(member, self._unpacked(member, max(len(self.data), 1) * RATIO) if data is None else data)
            for path, data in left.items():
                out.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return target.getvalue()


class Handler:
    """What is done with the elements and the text of a part; names are ``namespace-URI local``."""

    #: Byte offset of what is reported just now; set by :func:`parse`.
    at: Callable[[], int] = staticmethod(lambda: 0)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ended."""

    def text(self, data: str) -> None:
        """Characters; one element's may come in pieces."""


def parse(data: bytes, name: str, handler: Handler) -> None:
    """Read the XML in *data*.

    :raises ContentUnusable: if it is not well-formed, declares a document type or is nested too deeply.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise refused(name, message(N_("the document is nested too deeply")))
        handler.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag)

    def doctype(*_: object) -> None:
        raise refused(name, message(N_("the document declares a document type, which none of a word processor does")))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    handler.at = lambda: parser.CurrentByteIndex
    try:
        parser.Parse(data, True)
    except ContentUnusable:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refused(name, message(N_("the document is damaged"))) from error
