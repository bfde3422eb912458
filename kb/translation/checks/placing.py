"""Where in the file do these words of a passage stand?

A finding speaks of canonical text; people look for the words in the Markdown, where spaces are line ends and figures may be
emphasised.
"""

from __future__ import annotations

import re

from kb.errors import Place
from kb.model import Passage

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Between two words: any space, line end, sign of a list or quotation, mark of emphasis, invisible joiner.
_BETWEEN = r"[\s*_>|`\xad\u200b\u2060\ufeff-]+"


def place(passage: Passage, start: int, end: int) -> Place:
    """The place of code points *start* to *end* of the passage's text; where they cannot be told, that of its body."""
    at = _offset(passage, start, end)
    if at is None:
        return Place(passage.path, passage.body_line or passage.line, 1)
    before = passage.markdown[:at]
    return Place(passage.path, passage.body_line + before.count("\n"), at - (before.rfind("\n") + 1) + 1)


def _offset(passage: Passage, start: int, end: int) -> int | None:
    """The offset in the Markdown: the same words, as many of their kind before them; else their first word alone."""
    words = passage.text[start:end].split()
    if not words:
        return None
    markdown = _COMMENT.sub(lambda found: "\0" * len(found[0]), passage.markdown)
    for wanted in (words, words[:1]):
        pattern = re.compile(_BETWEEN.join(map(re.escape, wanted)))
        earlier = sum(1 for found in pattern.finditer(passage.text) if found.start() < start)
        found = list(pattern.finditer(markdown))
        if earlier < len(found):
            return found[earlier].start()
    return None
