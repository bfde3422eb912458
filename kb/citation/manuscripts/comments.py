"""How are remarks written into a DOCX or ODT as comments? The parts that change get some elements more, nothing else changes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kb.citation.manuscripts import docx, odt
from kb.citation.manuscripts.document import Block, Run, reference, refused
from kb.citation.manuscripts.packages import Package
from kb.errors import N_, message

#: Who the comments are by.
AUTHOR = "kb"

_UNSPEAKABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARED = re.compile(rb"\s*<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)")


class Remark(NamedTuple):
    """``text`` (a line a paragraph) on [``start``, ``end``) of the block with this index."""

    block: int
    start: int
    end: int
    text: str


class _Place(NamedTuple):
    """Bytes of the part between which a comment's range lies."""

    start: int
    end: int


def annotated(data: bytes, name: str, suffix: str, blocks: Sequence[Block], remarks: Sequence[Remark]) -> bytes:
    """The document in *data* again with *remarks*; *blocks* are what was read of it.

    :raises ContentUnusable: if its XML is not in UTF-8.
    """
    package = Package(data, name)
    write = {".docx": _docx, ".odt": _odt}[suffix.lower()]
    return package.rewritten(write(package, blocks, remarks))


def _main(package: Package, path: str) -> bytes:
    data = package.part(path) or b""
    declared = _DECLARED.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise refused(package.name, message(N_("comments are written only into documents in UTF-8")))
    return data


def _with(data: bytes, pieces: Sequence[tuple[int, bytes]]) -> bytes:
    """*data* with each piece inserted at its offset; those at one offset stay in their order."""
    found, at = [], 0
    for offset, piece in sorted(pieces, key=lambda pair: pair[0]):
        found += [data[at:offset], piece]
        at = offset
    return b"".join((*found, data[at:]))


def _paragraphs(text: str) -> Iterator[str]:
    for line in _UNSPEAKABLE.sub("", text).split("\n"):
        yield escape(line)


def _placed(
    blocks: Sequence[Block], remarks: Sequence[Remark], between: Callable[[Run, Run, Block, int, int], _Place]
) -> Iterator[tuple[Remark, _Place]]:
    """Where in the main part each remark goes; one on a note goes where the note is called."""
    for one in remarks:
        block, start, end = _in_body(blocks, one)
        if block is not None and block.runs:
            yield one, between(_run(block, start), _run(block, max(start, end - 1)), block, start, end)


def _in_body(blocks: Sequence[Block], one: Remark) -> tuple[Block | None, int, int]:
    block = blocks[one.block]
    if block.runs:
        return block, one.start, one.end
    mark = reference(f"#{block.key}")
    caller = next((other for other in blocks if other.runs and mark in other.text), None)
    at = caller.text.index(mark) if caller else 0
    return caller, max(0, at - 1), at


def _run(block: Block, offset: int) -> Run:
    return block.runs[max(0, bisect_right([run.offset for run in block.runs], offset) - 1)]


# ----------------------------------------------------------------------------------------------------------------- DOCX

_COMMENTS = "word/comments.xml"
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMMENT_ID = re.compile(rb"<(?:\w+:)?comment\b[^>]*?\bid=[\"'](\d{1,9})[\"']")


def _docx(package: Package, blocks: Sequence[Block], remarks: Sequence[Remark]) -> dict[str, bytes]:
    data = _main(package, docx.MAIN)
    space = next((one.strip() for one in docx.NAMESPACES if one.strip().encode() in data), docx.NAMESPACES[0].strip())
    before = package.part(_COMMENTS)
    first = 1 + max((int(match[1]) for match in _COMMENT_ID.finditer(before or b"")), default=0)
    pieces, comments = list[tuple[int, bytes]](), list[str]()
    placed = _placed(blocks, remarks, lambda one, other, *_: _Place(one.start, other.end))
    for id, (remark, place) in enumerate(placed, start=first):
        xml = f'xmlns:w="{space}" w:id="{id}"'
        mark = f'<w:commentRangeEnd {xml}/><w:r xmlns:w="{space}"><w:commentReference w:id="{id}"/></w:r>'
        pieces += [(place.start, f"<w:commentRangeStart {xml}/>".encode()), (place.end, mark.encode())]
        text = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in _paragraphs(remark.text)
        )
        comments.append(f'<w:comment {xml} w:author="{AUTHOR}" w:initials="{AUTHOR}">{text}</w:comment>')
    return {docx.MAIN: _with(data, pieces), **_comment_parts(package, before, "".join(comments), space)}


def _comment_parts(package: Package, before: bytes | None, comments: str, space: str) -> dict[str, bytes]:
    if before is not None and (end := re.search(rb"</(?:\w+:)?comments>\s*\Z", before)):
        return {_COMMENTS: _with(before, [(end.start(), comments.encode())])}
    changed = {_COMMENTS: f'{_HEAD}<w:comments xmlns:w="{space}">{comments}</w:comments>'.encode()}
    if before is None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        relation = f'<Relationship Id="rIdKbComments" Type="{kind}" Target="comments.xml"/>'
        content = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        override = f'<Override PartName="/{_COMMENTS}" ContentType="{content}"/>'
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        empty = f'{_HEAD}<Relationships xmlns="{space}"></Relationships>'.encode()
        changed[_RELATIONS] = _inside(package.part(_RELATIONS) or empty, b"Relationships", relation)
        changed[_TYPES] = _inside(package.part(_TYPES) or b"", b"Types", override)
    return changed


def _inside(data: bytes, element: bytes, piece: str) -> bytes:
    end = data.rfind(b"</" + element)
    return _with(data, [(end, piece.encode())]) if end >= 0 else data


# ------------------------------------------------------------------------------------------------------------------ ODT

_ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _odt(package: Package, blocks: Sequence[Block], remarks: Sequence[Remark]) -> dict[str, bytes]:
    data = _main(package, odt.MAIN)
    pieces: list[tuple[int, bytes]] = []

    def between(first: Run, last: Run, block: Block, start: int, end: int) -> _Place:
        return _Place(_byte(data, first, block, start), _byte(data, last, block, end))

    for number, (remark, place) in enumerate(_placed(blocks, remarks, between), start=1):
        name = quoteattr(f"{AUTHOR}{number}")
        text = "".join(f"<text:p>{line}</text:p>" for line in _paragraphs(remark.text))
        opening = (
            f"<office:annotation {_ODT} office:name={name}><dc:creator>{AUTHOR}</dc:creator>{text}</office:annotation>"
        )
        closing = f"<office:annotation-end {_ODT} office:name={name}/>"
        pieces += [(place.start, opening.encode()), (place.end, closing.encode())]
    return {odt.MAIN: _with(data, pieces)}


def _byte(data: bytes, run: Run, block: Block, offset: int) -> int:
    """The byte at which *offset* of the text stands, which lies in *run* or at its end."""
    if offset > run.offset and data[run.start : run.start + 1] == b"&":
        return data.index(b";", run.start) + 1
    return run.start + len(block.text[run.offset : offset].encode())
