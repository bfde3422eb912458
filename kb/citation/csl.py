"""How does a style of CSL write references and citations, in plain text, Markdown or HTML? The only file that imports citeproc.

citeproc-py 0.11 leaves some things to us: it knows no Irish and Maltese, escapes terms but not what it is given, turns every
hyphen of a locator into a dash, and expands whatever macros a style has. Marks that no text has (of Unicode's private use area)
stand for formatting while it works; what it writes is escaped once, at the end.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from citeproc import VARIABLES, Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator
from citeproc.frontend import CitationStylesXML
from citeproc.model import Name_Part, StrippedPeriods, TextCased
from citeproc.source.json import CiteProcJSON
from citeproc.string import MixedString, String

from kb.citation.marks import MARKS
from kb.citation.works import STATEMENT
from kb.errors import N_, Refused, message

_TERMS = Path(__file__).parent / "terms"
_NS = "http://purl.org/net/xbiblio/csl"

#: The locale of CSL for a language, where it is not the first one of the language.
_LOCALES = {"en": "en-GB", "pt": "pt-PT"}
#: Those whose terms are ours.
_OURS = ("ga", "mt")
#: Terms that citeproc's locales have in English.
_MENDED = {
    "et": '<term name="version">versioon</term>',
    "sk": '<term name="no date" form="short">b. d.</term>',
}

#: Elements that one entry may run through once macros stand in place of their calls; official styles have 5,000 at most.
_LARGEST = 50_000

#: Fields of CSL that citeproc-py warns of and does not use.
_KNOWN = frozenset({name.replace("_", "-") for name in VARIABLES} | {"id", "type", "container-title"})

_HYPHEN = "\ue0ff"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_REPEATED = re.compile("([.,;:!?])([\ue000-\ue0fe]+)\\1")

#: What formatting is called in citeproc, with a mark for its beginning and one for its end.
_FORMATS = {
    name: (chr(0xE000 + 2 * number), chr(0xE001 + 2 * number))
    for number, name in enumerate(
        ("Italic", "Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps")
    )
}
_TAGS = {
    "Italic": ("<i>", "</i>"),
    "Oblique": ("<i>", "</i>"),
    "Bold": ("<b>", "</b>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span style="font-variant:small-caps">', "</span>"),
    "Underline": ("<u>", "</u>"),
}
_STARS = {"Italic": ("*", "*"), "Oblique": ("*", "*"), "Bold": ("**", "**")}
# An “@” after a letter begins no key of pandoc's: addresses stay as they are.
_MARKUP = re.compile(r"[\\`*_\[\]<>~|#$^]|(?<![0-9A-Za-z])@")


class Form(NamedTuple):
    """A way to write: how text is escaped, and what stands around formatted parts."""

    escape: Callable[[str], str]
    tags: Mapping[str, tuple[str, str]]

    def written(self, text: str) -> str:
        """What citeproc wrote, with its marks."""
        text = self.escape(_REPEATED.sub(r"\1\2", text)).replace(_HYPHEN, "-")
        for name, marks in _FORMATS.items():
            for mark, tag in zip(marks, self.tags.get(name, ("", "")), strict=True):
                text = text.replace(mark, tag)
        return text


def escaped_markdown(text: str) -> str:
    """*text* so that Markdown means just the text."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", text)


FORMS = {
    "text": Form(str, {}),
    "markdown": Form(escaped_markdown, _STARS),
    "html": Form(html.escape, _TAGS),
}


class Mention(NamedTuple):
    """What a citation in the text points at: the ``key`` of a work, and the place in it (kind of locator, value)."""

    key: str
    place: tuple[str, str] | None


class Written(NamedTuple):
    """``references`` in the order of the style, none where it has no list; a citation for each group of mentions."""

    references: list[str]
    citations: list[str]


def write(
    style: bytes,
    name: str,
    language: str,
    form: str,
    items: Sequence[Mapping[str, Any]],
    mentions: Sequence[Sequence[Mention]],
) -> Written:
    """The *items* (CSL-JSON) as references and *mentions* of them, by the *style* called *name*, with the terms of *language*.

    :raises Refused: if *style* is none, or one that cannot be worked with.
    """
    try:
        return _write(_style(style, name, language), FORMS[form], items, mentions)
    except Refused:
        raise
    except Exception as error:  # citeproc and lxml raise whatever their code stumbles over
        raise _unusable(name, type(error).__name__) from error


def _unusable(name: str, reason: object) -> Refused:
    return Refused(
        N_("the style {style} cannot be used: {reason}"),
        code="style-unusable",
        hint=message(N_("styles are written in CSL 1.0; there are thousands at https://www.zotero.org/styles")),
        style=name,
        reason=reason,
    )


def _write(
    style: CitationStylesStyle, form: Form, items: Sequence[Mapping[str, Any]], mentions: Sequence[Sequence[Mention]]
) -> Written:
    bibliography = CitationStylesBibliography(style, CiteProcJSON([_known(item) for item in items]), _Formatter())
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    citations = [Citation([_item(mention) for mention in group]) for group in mentions]
    for citation in citations:
        bibliography.register(citation)
    if style.has_bibliography():
        bibliography.sort()
    written = [form.written(str(bibliography.cite(citation, lambda item: None))) for citation in citations]
    references = bibliography.bibliography() if style.has_bibliography() else ()
    return Written([form.written(str(one)) for one in references], written)


def _item(mention: Mention) -> CitationItem:
    if mention.place is None:
        return CitationItem(mention.key)
    label, value = mention.place
    if label == STATEMENT:
        value = value.replace("-", _HYPHEN)  # it is part of an id
    # A locator must be one of citeproc's objects: of a bare text it asks for attributes that texts do not have.
    return CitationItem(mention.key, locator=Locator(label, value))


def _clean(value: Any) -> Any:
    """*value* without characters that would be taken for our marks, and without fields that citeproc does not know."""
    if isinstance(value, str):
        return _PRIVATE.sub("", value)
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list | tuple) else value


def _known(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _clean(value) for key, value in item.items() if key in _KNOWN}


class _Formatter:
    """What citeproc asks for formatting."""

    @staticmethod
    def preformat(text: str) -> str:
        return text

    def __getattr__(self, name: str) -> Callable[[Any], str]:
        start, end = _FORMATS[name]
        return lambda text: text and f"{start}{text}{end}"


def _mended(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of citeproc's that takes texts only in a class of its own, for any text, number or nothing."""

    def mended(element: Any, text: Any, *more: Any) -> Any:
        if not text:
            return text
        if isinstance(text, MixedString):
            text = MixedString([part if isinstance(part, String) else String(part) for part in text])
        return method(element, text if isinstance(text, String | MixedString) else String(text), *more)

    return mended


def _joinable(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of citeproc's that gives parts of names, as texts that can be joined."""

    def joinable(element: Any, *parts: Any) -> Any:
        return tuple(part and str(part) for part in method(element, *parts))

    return joinable


# One official style in fifteen comes to a figure, a macro or a name of an organisation here.
TextCased.case = _mended(TextCased.case)
StrippedPeriods.strip_periods = _mended(StrippedPeriods.strip_periods)
Name_Part.format_part = _joinable(Name_Part.format_part)


# --------------------------------------------------------------------------------------------------------------- styles


def _style(data: bytes, name: str, language: str) -> CitationStylesStyle:
    style = CitationStylesStyle(io.BytesIO(data), locale=_LOCALES.get(language, language), validate=False)
    root = style.root
    if root.tag != f"{{{_NS}}}style" or root.citation is None:
        raise _unusable(name, message(N_("it is no style of CSL")))
    if _expanded(root) > _LARGEST:
        raise _unusable(name, message(N_("its macros call each other too often")))
    first = [CitationStylesXML(io.BytesIO(_first(language)), validate=False).root]
    terms = [CitationStylesXML(str(_TERMS / f"{language}.xml"), validate=False).root] if language in _OURS else []
    for locale in (*first, *terms):
        locale.style = root
    # The last one is American English, for terms that no other has.
    root.locales = [*first, *root.locales[:-1], *terms, root.locales[-1]]
    return style


def _first(language: str) -> bytes:
    """Terms that come before all others: the marks that all citations in *language* use, and what must be mended."""
    names = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
    terms = [f'<term name="{name}">{mark}</term>' for name, mark in zip(names, MARKS[language], strict=True)]
    if language in _MENDED:
        terms.append(_MENDED[language])
    return (
        f'<locale xmlns="{_NS}" version="1.0" xml:lang="{language}"><terms>{"".join(terms)}</terms></locale>'.encode()
    )


def _expanded(root: Any) -> int:
    """How many elements one entry may run through, infinitely many (a large number) where a macro comes back to itself."""
    macros = {macro.get("name"): macro for macro in root.iterchildren(f"{{{_NS}}}macro")}
    sizes: dict[str, int] = {}

    def size(element: Any) -> int:
        parts = [size(child) for child in element.iterchildren(f"{{{_NS}}}*")]
        own = 1 + (max(parts, default=0) if element.tag == f"{{{_NS}}}choose" else sum(parts))
        name = element.get("macro")
        if name not in macros:
            return own
        if name not in sizes:
            sizes[name] = _LARGEST + 1  # what it counts as while it is being counted: then it calls itself
            sizes[name] = size(macros[name])
        return own + sizes[name]

    return sum(
        size(part) for part in root.iterchildren() if part.tag in (f"{{{_NS}}}citation", f"{{{_NS}}}bibliography")
    )
