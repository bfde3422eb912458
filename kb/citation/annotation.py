"""How does a machine point at exactly this wording? Selectors of the W3C, and a link that a browser scrolls to.

Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), URL Fragment Text Directives
(https://wicg.github.io/scroll-to-text-fragment/).
"""

from __future__ import annotations

from urllib.parse import quote

from kb.citation.citable import Citable

#: Characters from which a link names only the beginning and the end of a wording, and how many words of each.
_LONG, _WORDS = 300, 6


def selectors(text: str) -> list[dict[str, object]]:
    """The whole of *text* (canonical), by its words and by its place, in code points from its beginning."""
    return [
        {"@type": "TextQuoteSelector", "exact": text},
        {"@type": "TextPositionSelector", "start": 0, "end": len(text)},
    ]


def link(one: Citable) -> str | None:
    """The URL of the page of *one* with a text fragment that marks its wording; None if pages have no URL."""
    return f"{one.page}{fragment(one.text)}" if one.page else None


def fragment(text: str) -> str:
    """A text directive for *text*. Hyphens and commas would be syntax in it, and are percent-encoded like all else.

    >>> fragment("a well-known, short text")
    '#:~:text=a%20well%2Dknown%2C%20short%20text'
    """
    if len(text) <= _LONG:
        return f"#:~:text={_encoded(text)}"
    words = text.split(" ")
    return f"#:~:text={_encoded(' '.join(words[:_WORDS]))},{_encoded(' '.join(words[-_WORDS:]))}"


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
