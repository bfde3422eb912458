"""What does a plain text say? Paragraphs between empty lines; lines that begin with ``>`` are block quotations."""

from __future__ import annotations

import re

from kb.citation.manuscripts.document import PARAGRAPH, QUOTATION, Block, Writer, clean

_MARKER = re.compile(r"[ \t]*(?:>[ \t]?)+")


def read(text: str, _name: str) -> tuple[Block, ...]:
    """The paragraphs of *text*."""
    writer, kind = Writer(), PARAGRAPH
    for number, line in enumerate(clean(text).split("\n"), start=1):
        marker = _MARKER.match(line)
        content = line[marker.end() :] if marker else line
        now = QUOTATION if marker else PARAGRAPH
        if not content.strip() or now != kind:
            writer.end(kind)
        kind = now
        writer.add(content + "\n", number)
    writer.end(kind)
    return tuple(writer.taken())
