"""How does a statement look as linked data? schema.org in JSON-LD, its context inline: nothing is fetched to read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kb.citation.annotation import link, selectors
from kb.citation.citable import Citable
from kb.citation.refusing import remarks

_OA, _XSD = "http://www.w3.org/ns/oa#", "http://www.w3.org/2001/XMLSchema#"

#: The words of Web Annotation as its own context names them.
CONTEXT = {
    "@vocab": "https://schema.org/",
    **{
        name: f"{_OA}{name}"
        for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "exact")
    },
    "target": f"{_OA}hasTarget",
    "source": f"{_OA}hasSource",
    "selector": f"{_OA}hasSelector",
    "start": {"@id": f"{_OA}start", "@type": f"{_XSD}nonNegativeInteger"},
    "end": {"@id": f"{_OA}end", "@type": f"{_XSD}nonNegativeInteger"},
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
}

#: What a type of CSL is called by schema.org; what is not here is a ``CreativeWork``.
_TYPES = {
    "article": "Article", "article-journal": "ScholarlyArticle", "article-magazine": "Article",
    "article-newspaper": "NewsArticle", "book": "Book", "chapter": "Chapter", "dataset": "Dataset", "report": "Report",
    "thesis": "Thesis", "webpage": "WebPage", "post": "SocialMediaPosting", "post-weblog": "BlogPosting",
    "legislation": "Legislation", "software": "SoftwareApplication",
}  # fmt: skip


def json_ld(cited: Iterable[Citable], language: str) -> str:
    """*cited* as a graph, remarks in *language*. Only the source's own words are a ``Quotation``, all others a ``Claim``."""
    graph = [_statement(one, language) for one in cited]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _statement(one: Citable, language: str) -> Mapping[str, Any]:
    source = _source(one)
    what = (
        {"@type": "Quotation", "spokenByCharacter": source.get("author") or source.get("publisher"), "isPartOf": source}
        if one.is_the_sources
        else {
            "@type": "Claim",
            "isPartOf": {"@type": "Dataset", "name": one.base.name, **_url(one.base.permalink)},
            "about": source,
        }
    )
    return _filled(
        {
            "@id": f"{one.page}@{one.version[:12]}"
            if one.page
            else f"_:{one.source.id}-{one.statement.id}-{one.language}-{one.version[:12]}",
            **what,
            "text": _in(one.text, one.language),
            "inLanguage": one.language,
            "identifier": [str(one.address), f"sha256:{one.version}"],
            "version": one.version,
            "datePublished": one.record.date if one.record else None,
            "creativeWorkStatus": [_in(remark, language) for remark in remarks(one, language)],
            "license": one.source.fields.get("license"),
            "translator": [{"@type": "Person", "name": name} for name in _translators(one)],
            "translationOfWork": _original(one),
            "subjectOf": _annotation(one),
        }
    )


def _original(one: Citable) -> Mapping[str, Any] | None:
    if one.original is None:
        return None
    original = one.original
    return {
        "@type": "Quotation" if original.is_the_sources else "Claim",
        "text": _in(original.text, original.language),
        "inLanguage": original.language,
        "identifier": [str(original.address), f"sha256:{original.version}"],
    }


def _annotation(one: Citable) -> Mapping[str, Any]:
    """Where the wording stands: in the passage's canonical text, which is all of the target."""
    target = {
        "@type": "SpecificResource",
        "source": {"@id": one.page} if one.page else str(one.address),
        "selector": selectors(one.text),
    }
    return {"@type": ["Annotation", "CreativeWork"], **_url(link(one)), "target": target}


def _source(one: Citable) -> dict[str, Any]:
    source, fields = one.source, one.source.fields
    publisher, issued = fields.get("publisher"), source.issued
    titles = (
        {source.original: source.title, **source.titles} if not one.is_the_sources else {source.original: source.title}
    )
    names = {language: titles[language] for language in (source.original, one.language) if language in titles}
    return _filled(
        {
            "@type": _TYPES.get(str(fields.get("type")), "CreativeWork"),
            "name": [_in(title, language) for language, title in names.items()],
            "inLanguage": source.original,
            "datePublished": issued,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "author": [_author(name) for name in _names(fields.get("author"))],
            **_url(fields.get("URL")),
        }
    )


def _author(name: Any) -> Mapping[str, str]:
    if isinstance(name, str):
        return {"@type": "Organization", "name": name}
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    return _filled({"@type": "Person", "familyName": name.get("family"), "givenName": name.get("given")})


def _names(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _translators(one: Citable) -> tuple[str, ...]:
    return one.source.translators.get(one.language, ()) if one.is_translation else ()


def _in(text: str, language: str) -> Mapping[str, str]:
    return {"@value": text, "@language": language}


def _url(value: object) -> Mapping[str, object]:
    return {"url": value} if value else {}


def _filled(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in value.items() if part not in (None, [], (), "")}
