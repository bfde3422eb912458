"""Here are wordings: how are they cited? Chooses the form, and puts quotation, citation and reference together."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kb.answers import CiteAnswer, Cited
from kb.citation import styles
from kb.citation.bibtex import biblatex, bibtex
from kb.citation.citable import Citable
from kb.citation.csljson import csl_json
from kb.citation.jsonld import json_ld
from kb.citation.marks import quoted
from kb.citation.phrases import PHRASES
from kb.citation.refusing import remarks
from kb.citation.ris import ris
from kb.citation.works import Work, place, works
from kb.languages import LANGUAGES
from kb.lazy import LazyModule

if TYPE_CHECKING:
    from kb.citation import csl
else:
    csl = LazyModule("kb.citation.csl")

#: What people read: a style writes it.
WRITTEN = ("text", "markdown", "html")

#: What programs read: a document with an entry for each work.
DOCUMENTS: Mapping[str, Callable[[Sequence[Work]], str]] = {
    "bibtex": bibtex,
    "biblatex": biblatex,
    "ris": ris,
    "csl-json": csl_json,
    "json-ld": lambda found: json_ld((one for work in found for one in work.cited), found[0].language),
}

FORMS = (*WRITTEN, *DOCUMENTS)


def cite(cited: Sequence[Citable], language: str, style: str, form: str, *, with_original: bool) -> CiteAnswer:
    """*cited* in one of :data:`FORMS`, in *language*; what people read is written by *style*.

    *with_original*, the original stands beside a translation; where it is the source's own words, the source is cited too.

    :raises NotFound: if there is no such style.
    :raises Refused: if the style cannot be used.
    """
    groups = [[one, *_own_words(one)] if with_original else [one] for one in cited]
    found = works([one for group in groups for one in group], language)
    references: list[str] = []
    in_text, document = [""] * len(cited), ""
    if form in DOCUMENTS:
        document = DOCUMENTS[form](found)
    else:
        mentions = [[_mention(each, found, language) for each in group] for group in groups]
        items = [work.item for work in found]
        references, in_text = csl.write(styles.read(style), style, language, form, items, mentions)
    parts = [
        _cited(one if with_original else one._replace(original=None), _key(one, found), language, form, text)
        for one, text in zip(cited, in_text, strict=True)
    ]
    return CiteAnswer(language, style, form, parts, references, document)


def _own_words(one: Citable) -> list[Citable]:
    """The original of *one* if it is the source's own words."""
    return [one.original] if one.original is not None and one.original.is_the_sources else []


def _mention(one: Citable, found: Sequence[Work], language: str) -> csl.Mention:
    return csl.Mention(next(work.key for work in found if work.key_of(one)), place(one, language))


def _key(one: Citable, found: Sequence[Work]) -> str:
    return next(key for work in found if (key := work.key_of(one)))


def _cited(one: Citable, key: str, language: str, form: str, in_text: str) -> Cited:
    standing = one.standing
    return Cited(
        address=str(one.address),
        version=one.version,
        source=one.source.id,
        id=one.statement.id,
        language=one.language,
        original_language=one.source.original,
        text=one.text,
        wording=one.statement.wording.value,
        state=standing.state.value if standing else None,
        produced_by=standing.produced_by.value if standing and standing.produced_by else None,
        publication=one.publication.value,
        quotation=_quotation(one, language, form, key),
        in_text=in_text,
        remarks=tuple(remarks(one, language)),
        key=key,
        url=one.page,
    )


# ----------------------------------------------------------------------------------------------------------- quotations


def _quotation(one: Citable, language: str, form: str, key: str) -> str:
    """The wording between the marks of *language*, its original, and in brackets what it is and its address."""
    if form == "html":
        return _html(one, language)
    told = "; ".join((*remarks(one, language), str(one.address)))
    text = f"{quoted(one.text, one.language, language)}{_original(one, language)} [{told}]"
    return f"{csl.escaped_markdown(text)} [@{key}]" if form == "markdown" else text


def _original(one: Citable, language: str) -> str:
    if one.original is None:
        return ""
    text = quoted(one.original.text, one.original.language, language)
    return f" [{_label(one.original, language)}: {text}; {one.original.address}]"


def _label(original: Citable, language: str) -> str:
    return f"{PHRASES[language].original}, {LANGUAGES[original.language].own_name}"


def _html(one: Citable, language: str) -> str:
    """A block quotation, which needs no marks, and below it what is told about it."""
    told = html.escape("; ".join((*remarks(one, language), str(one.address))))
    original = ""
    if one.original is not None:
        label = html.escape(f"{_label(one.original, language)}: {one.original.address}")
        original = f'\n<p lang="{language}">{label}</p>\n{_block(one.original)}'
    return f'{_block(one)}\n<p lang="{language}">[{told}]</p>{original}'


def _block(one: Citable) -> str:
    page = one.page or f"/{one.language}/{one.statement.address}"
    return f'<blockquote lang="{one.language}" cite="{html.escape(page)}"><p>{html.escape(one.text)}</p></blockquote>'
