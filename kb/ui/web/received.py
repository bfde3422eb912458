"""Which manuscripts came with this request? The body itself, or the files and texts of a form."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from urllib.parse import unquote_to_bytes

from kb.citation.manuscripts.reading import FORMATS
from kb.hall.manuscripts import Manuscript, unnamed
from kb.ui.web.exchange import Asked
from kb.ui.web.operations import SUFFIXES

#: So many files of one form are read.
MOST = 16

#: The field of a form in which a text is pasted.
TEXT = "text"

_FORM, _FILES = "application/x-www-form-urlencoded", "multipart/form-data"


def manuscripts(asked: Asked, name: str = "") -> list[Manuscript]:
    """What came with *asked*; *name* is that of a manuscript that is the body itself."""
    header = _header(f"Content-Type: {asked.media}")
    media = header.get_content_type() if asked.media else ""
    if media == _FILES:
        return list(_files(asked.body, str(header.get_param("boundary") or "")))
    if media == _FORM and asked.body.startswith(f"{TEXT}=".encode()):
        fields = (field.partition(b"=") for field in asked.body.split(b"&", MOST)[:MOST])
        texts = (unquote_to_bytes(value.replace(b"+", b" ")) for name, _, value in fields if name == TEXT.encode())
        return [unnamed(text) for text in texts if text.strip()]
    ending = _ending(name) if _ending(name) in FORMATS else SUFFIXES.get(media)  # curl calls whatever it sends a form
    return [_manuscript(name or "-", asked.body, ending)]


def _manuscript(name: str, data: bytes, ending: str | None) -> Manuscript:
    """A manuscript without an ending is of the kind that it looks like by its beginning."""
    return Manuscript(name, data, ending) if ending else unnamed(data, name)


def _ending(name: str) -> str | None:
    return f".{name.rpartition('.')[2].lower()}" if "." in name else None


def _files(body: bytes, boundary: str) -> Iterator[Manuscript]:
    """The files of a form (RFC 7578), and the texts of its field ``text``. Parts are bytes between boundaries."""
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode(errors="replace"), MOST + 1)[1 : MOST + 1]
    for part in parts if boundary else ():
        head, _, data = part.partition(b"\r\n\r\n")
        header = _header(head.decode(errors="replace").strip())
        field = header.get_param("name", header="content-disposition")
        name = "".join(one for one in _last(header.get_filename() or "") if one.isprintable())
        if data.strip() and (name or field == TEXT):
            yield _manuscript(name or "-", data, _ending(name))


def _header(text: str) -> Message:
    return HeaderParser().parsestr(text)


def _last(path: str) -> str:
    """The name of a file without its folders, whatever system it comes from."""
    return path.replace("\\", "/").rpartition("/")[2]
