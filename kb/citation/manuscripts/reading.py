"""Here are the bytes of a manuscript: which blocks of text does it have? One row a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kb.citation.manuscripts import docx, html, latex, markdown, odt, plain, references
from kb.citation.manuscripts.document import Block, Document, refused
from kb.errors import N_, UsageError, message

#: Bytes of a manuscript: of text, and of a word processor's (pictures included).
LARGEST_TEXT, LARGEST_PACKAGE = 8 << 20, 64 << 20


class Format(NamedTuple):
    """How a kind of file is read: from its ``text`` or from its bytes (``binary``)."""

    text: Callable[[str, str], tuple[Block, ...]] | None = None
    binary: Callable[[bytes, str], tuple[Block, ...]] | None = None


#: The formats, by the ending of the file's name.
FORMATS: dict[str, Format] = {
    ".md": Format(markdown.read),
    ".markdown": Format(markdown.read),
    ".txt": Format(plain.read),
    ".html": Format(html.read),
    ".htm": Format(html.read),
    ".tex": Format(latex.read),
    ".docx": Format(binary=docx.read),
    ".odt": Format(binary=odt.read),
    ".bib": Format(references.bibtex),
    ".ris": Format(references.ris),
    ".json": Format(references.csl_json),
}


def largest(suffix: str) -> int:
    """How many bytes a manuscript of this kind may have."""
    return LARGEST_PACKAGE if _format(suffix).binary else LARGEST_TEXT


def _format(suffix: str) -> Format:
    found = FORMATS.get(suffix.lower())
    if found is None:
        raise UsageError(
            N_("manuscripts that end in “{suffix}” are not read"),
            code="unknown-format",
            hint=message(N_("there are {formats}"), formats=" ".join(FORMATS)),
            suffix=suffix,
        )
    return found


def read(data: bytes, name: str, suffix: str) -> Document:
    """The manuscript in *data*; *name* is what people call it, *suffix* the ending of its name.

    :raises UsageError: if there is no such format.
    :raises ContentUnusable: if it is too large, damaged, or not what its name says.
    """
    how = _format(suffix)
    if len(data) > largest(suffix):
        raise refused(name, message(N_("the file is larger than {megabytes} MB"), megabytes=largest(suffix) >> 20))
    if how.binary is not None:
        return Document(name, how.binary(data, name))
    assert how.text is not None
    return Document(name, how.text(_decoded(data, name), name))


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused(
            name, message(N_("this is not UTF-8 (byte {offset}); save it as UTF-8"), offset=error.start)
        ) from error
    if "\0" in text:
        raise refused(name, message(N_("this is not a text")))
    return text.replace("\r\n", "\n").replace("\r", "\n")
