"""How is a value written as XML, the same bytes every time?"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

_IN_ATTRIBUTES = str.maketrans({"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def text(value: str) -> str:
    """*value* between tags. A carriage return would come back as a line feed."""
    return escape(value, quote=False).replace("\r", "&#13;")


def element(name: str, content: str = "", /, **attributes: str | None) -> str:
    """An element around *content*, which is XML already; attributes of None are left out, and ``_`` in names is ``:``.

    >>> element("note", text("a < b"), category="x", xml_lang="de", id=None)
    '<note category="x" xml:lang="de">a &lt; b</note>'
    """
    given = "".join(
        f' {key.replace("_", ":")}="{escape(value).translate(_IN_ATTRIBUTES)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def lines(parts: Iterable[str], depth: int) -> str:
    """Elements on lines of their own, *depth* levels in, for the content of another; a line may go on in the next."""
    indent = "  " * depth
    return "".join(f"\n{indent}{part}" for part in parts) + f"\n{indent[2:]}"
