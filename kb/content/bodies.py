"""Here is a body: what are its HTML and its canonical text?

The only file that imports ``markdown`` and ``nh3``. ``docs/versions.md`` defines the canonical text; raw HTML is text
here, comments are nothing.
"""

from __future__ import annotations

import html
import re
import sys
import threading
from html.entities import html5
from typing import NamedTuple

import markdown as python_markdown
import nh3

from kb import text
from kb.content import characters, markup
from kb.content.problems import problem
from kb.errors import Place, Problem

_TAGS = {
    "p", "br", "em", "strong", "code", "a", "ul", "ol", "li", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_SCHEMES = {"http", "https", "mailto"}

# No sign that Markdown could take as markup, be it anywhere or at the start of a line.
_PLAIN = re.compile(
    r"(?:(?![ \t]*(?:[-+#=~:]|\d+[.)]))(?! {4}| {0,3}\t)[^\x00-\x08\x0b-\x1f\\`*_\[\]<>&|\n]*(?:\n|\Z))*"
)
# A first line of spaces would be a code block for Python-Markdown.
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)
_BLOCK = re.compile(r"</?(?:p|br|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|pre|hr|h[1-6])\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]+);")


class Body(NamedTuple):
    """``text`` is canonical; empty for a body of comments only; None where nothing can be trusted."""

    text: str | None
    problems: tuple[Problem, ...] = ()


class _Converter(threading.local):
    """Python-Markdown keeps state while it converts: one for each thread."""

    def __init__(self) -> None:
        self.markdown = python_markdown.Markdown(
            extensions=["tables", "sane_lists"],
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )
        self.markdown.preprocessors.deregister("html_block")
        self.markdown.inlinePatterns.deregister("html")

    def convert(self, source: str) -> str:
        return self.markdown.reset().convert(_BLANK_LINE.sub("", markup.without_comments(source)))


_CONVERTER = _Converter()


def render(markdown: str) -> str:
    """*markdown* as HTML that is safe to show: no tag, attribute or link scheme but those of a passage.

    A body over the bounds of ``markup`` is shown as it stands.
    """
    if not markup.is_bounded(markdown):
        return f"<p>{html.escape(markdown)}</p>"
    return nh3.clean(_CONVERTER.convert(markdown), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES)


def canonical_text(markdown: str) -> str:
    """The canonical text ``c1`` of the body *markdown*; of one over the bounds of ``markup``, that of its source."""
    if is_plain(markdown) or not markup.is_bounded(markdown):
        return text.canonical(markdown)
    return rendered_text(markdown)


def is_plain(markdown: str) -> bool:
    """Whether *markdown* has no markup at all, so that it says what it says without being rendered."""
    return _PLAIN.fullmatch(markdown) is not None


def rendered_text(markdown: str) -> str:
    """The canonical text by way of the rendered body; the same as :func:`canonical_text`, slower."""
    rendered = _TAG.sub("", _BLOCK.sub(" ", _CONVERTER.convert(markdown)))
    return text.canonical(_REFERENCE.sub(_character, rendered))


def _character(reference: re.Match[str]) -> str:
    name = reference[1]
    if name[0] != "#":
        return html5.get(f"{name};", reference[0])
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if 0 < code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def read(markdown: str, path: str, first_line: int) -> Body:
    """The body *markdown*, whose first line is line *first_line* of *path*."""
    if len(markdown) <= markup.MAX_LENGTH and is_plain(markdown):
        return Body(text.canonical(markdown))
    problems = markup.check(markdown, path, first_line)
    if not markup.is_bounded(markdown) or any(found.code == "unclosed-comment" for found in problems):
        return Body(None, tuple(problems))
    canonical = rendered_text(markdown)
    hidden = next(characters.forbidden(canonical), None)  # written as a character reference
    if hidden is not None:
        place = Place(path, first_line)
        return Body(None, (*problems, problem("forbidden-character", place, character=characters.name(hidden[0]))))
    return Body(canonical, tuple(problems))
