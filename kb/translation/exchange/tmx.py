"""How do wordings go out as a translation memory? In all languages, as TMX 1.4b (OSCAR, 2005); nothing comes back in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kb.translation.exchange.protection import MARKUP, pieces
from kb.translation.exchange.xml_writing import DECLARATION, element, lines, text


class Aligned(NamedTuple):
    """A passage or label in every language it has. ``wordings`` are Markdown by language, ``original`` is one of its keys.

    ``versions`` (64 hex digits) and ``states`` are by language as well; what is not there is not said.
    """

    id: str
    original: str
    wordings: Mapping[str, str]
    versions: Mapping[str, str] = {}
    states: Mapping[str, str] = {}


def write(units: Iterable[Aligned], base: str = "") -> bytes:
    """*units* as TMX 1.4 in UTF-8; the same bytes for the same units. *base* is the name of the knowledge base."""
    header = element(
        "header",
        creationtool="kb",
        creationtoolversion="1",
        segtype="block",
        **{"o-tmf": base or "kb"},
        adminlang="en",
        srclang="*all*",
        datatype="plaintext",
    )
    body = element("body", lines((_unit(unit) for unit in units), 2))
    return f"{DECLARATION}\n{element('tmx', lines([header, body], 1), version='1.4')}\n".encode()


def _unit(unit: Aligned) -> str:
    variants = [element("tuv", _variant(unit, language), xml_lang=language) for language in unit.wordings]
    return element("tu", lines(variants, 3), tuid=unit.id, srclang=unit.original)


def _variant(unit: Aligned, language: str) -> str:
    said = (("x-version", unit.versions.get(language)), ("x-state", unit.states.get(language)))
    properties = [element("prop", text(value), type=name) for name, value in said if value]
    return lines([*properties, element("seg", _segment(unit.wordings[language]))], 4)


def _segment(markdown: str) -> str:
    numbered = enumerate(pieces(markdown), 1)
    return "".join(
        element("ph", text(piece.text), x=str(number)) if piece.kind == MARKUP else text(piece.text)
        for number, piece in numbered
    )
