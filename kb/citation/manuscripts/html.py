"""What does a web page say? Its text by blocks; ``q`` and ``blockquote`` are quotations, links are references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from kb.citation.manuscripts.document import (
    NOTE,
    PARAGRAPH,
    QUOTATION,
    Block,
    Writer,
    clean,
    reference,
    refused,
    without_comments,
)
from kb.errors import N_, message


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SILENT = _words("script style template noscript svg math textarea select title")
_BLOCKS = _words(
    "address article aside body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_QUOTATIONS = frozenset(("blockquote",))
_VOID = _words("area base br col embed hr img input link meta source track wbr")

# The end of each is looked for in all that follows: pages with thousands of them are refused before they cost minutes.
_DECLARATION = re.compile(r"<[!?]")
_MOST_DECLARATIONS = 1000


def read(text: str, name: str) -> tuple[Block, ...]:
    """The blocks of the page *text*."""
    text = without_comments(clean(text))
    if len(_DECLARATION.findall(text)) > _MOST_DECLARATIONS:
        raise refused(name, message(N_("this is no web page: it has too many declarations")))
    end = text.rfind(">") + 1
    page = _Page()
    # What is never closed is no tag; the parser would look for the end of each of them.
    page.feed(text[:end] + text[end:].replace("<", "&lt;"))
    page.close()
    page.block()
    return tuple(page.writer.taken())


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.writer = Writer()
        self._silent = 0
        self._quotations: list[str] = []
        self._links: list[str] = []
        self._cited: list[str] = []
        self._key = ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """See ``html.parser``."""
        given = {key: value or "" for key, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        if self._silent:
            return
        if tag in _BLOCKS or tag in _QUOTATIONS:
            self.block()
        if given.get("id") and tag not in ("html", "body", "main"):
            self._key = given["id"]
        if tag in _QUOTATIONS:
            self._quotations.append(given.get("cite", ""))
        elif tag == "q":
            self._say("“")
            self._cited.append(given.get("cite", ""))
        elif tag == "br":
            self._say("\n")
        elif tag == "a":
            self._links.append(given.get("href", ""))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """See ``html.parser``."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """See ``html.parser``."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if self._silent:
            return
        if tag in _QUOTATIONS and self._quotations:
            self.block()
            self._quotations.pop()
        elif tag in _BLOCKS:
            self.block()
        elif tag == "q":
            self._say("”")
            if self._cited and (target := self._cited.pop()):
                self._say(reference(target))
        elif tag == "a" and self._links and (target := self._links.pop()):
            self._say(reference(target))

    def handle_data(self, data: str) -> None:
        """See ``html.parser``."""
        if not self._silent:
            self._say(data)

    def _say(self, text: str) -> None:
        self.writer.add(text, self.getpos()[0])

    def block(self) -> None:
        """The block ends."""
        if self._quotations and self._quotations[-1] and not self.writer.is_empty:
            self._say(reference(self._quotations[-1]))
        self.writer.end(QUOTATION if self._quotations else NOTE if self._key else PARAGRAPH, self._key)
        self._key = ""
