"""Where does a manuscript come from, and of which kind is it? A file, standard input, or a text that somebody pasted."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import NamedTuple

from kb.citation.manuscripts import reading
from kb.citation.manuscripts.document import Document, refused
from kb.errors import N_, NotFound, StorageError, message


class Manuscript(NamedTuple):
    """``data`` of a file that people call ``name``; ``suffix`` is the ending that says what it is (see ``reading.FORMATS``)."""

    name: str
    data: bytes
    suffix: str

    def document(self) -> Document:
        """Its text.

        :raises UsageError: if there is no such format.
        :raises ContentUnusable: if it cannot be read as what it is called.
        """
        return reading.read(self.data, self.name, self.suffix)


#: What text without a name is, by how it begins; everything else is Markdown, which plain text is as well.
_BEGINNINGS = (
    (re.compile(rb"PK\x03\x04.{0,200}mimetypeapplication/vnd\.oasis", re.DOTALL), ".odt"),
    (re.compile(rb"PK\x03\x04"), ".docx"),
    (re.compile(rb"<(?:!doctype html|html)\b", re.IGNORECASE), ".html"),
    (re.compile(rb"(?:%[^\n]*\n\s*)*\\(?:documentclass|begin|section)"), ".tex"),
    (re.compile(rb"[\[{]\s*[{\"]"), ".json"),
    (re.compile(rb"@[A-Za-z]+\s*\{[^\s,{}]+,"), ".bib"),
    (re.compile(rb"TY  - "), ".ris"),
)


def unnamed(data: bytes, name: str = "-") -> Manuscript:
    """The manuscript *data* that has no file name."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return Manuscript(name, data, next((suffix for begins, suffix in _BEGINNINGS if begins.match(start)), ".md"))


def read(name: str) -> Manuscript:
    """The manuscript in the file *name*.

    :raises NotFound: if there is none.
    :raises StorageError: if it may not be read.
    :raises ContentUnusable: if it is no file, or too large.
    """
    path = Path(name)
    largest = reading.largest(path.suffix)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused(name, message(N_("this is no file")))
        if status.st_size > largest:
            raise refused(name, message(N_("the file is larger than {megabytes} MB"), megabytes=largest >> 20))
        return Manuscript(name, path.read_bytes(), path.suffix)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFound(N_("there is no file {path}"), code="no-such-file", path=name) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageError(
            N_("{path} cannot be read: {reason}"), code="unreadable", path=name, reason=reason
        ) from error
