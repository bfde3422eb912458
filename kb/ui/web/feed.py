"""What has happened, for feed readers: corrections and releases in Atom (RFC 4287)."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.answers import News, NewsAnswer
from kb.errors import N_
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render.words import CORRECTIONS
from kb.ui.web.exchange import Answered, Asked

MEDIA = "application/atom+xml; charset=utf-8"

_UNHOLDABLE = re.compile("[^\\t\\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Of a feed in which nothing has happened yet.
_EPOCH = "1970-01-01"


def feed(library: Library, asked: Asked, translator: Translator) -> Answered:
    """The latest corrections and releases, in the language of the page."""
    answer = library.news(asked.language)
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": asked.language})
    _text(root, "title", translator.text(N_("{name}: corrections and releases"), name=answer.base))
    _text(root, "id", _id(answer, asked.language))
    _text(root, "updated", _instant(answer.news[0].date if answer.news else _EPOCH))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"/{asked.language}/feed.atom"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"/{asked.language}/"})
    _text(SubElement(root, "author"), "name", answer.base)
    for one in answer.news:
        _entry(root, one, answer, asked.language, translator)
    return Answered(200, MEDIA, tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, one: News, answer: NewsAnswer, language: str, translator: Translator) -> None:
    entry = SubElement(root, "entry")
    released = one.kind == "release"
    title = (
        translator.text(N_("Release {name}"), name=one.name)
        if released
        else translator.text(CORRECTIONS[one.kind], date=one.date, reason=one.reason)
    )
    _text(entry, "title", f"{one.address}: {title}" if one.address else title)
    _text(entry, "id", _id(answer, *one[:4], one.reason))
    _text(entry, "updated", _instant(one.date))
    where = f"/{language}/{one.address}"
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": where})
    if released:
        _text(entry, "summary", title)
    else:
        content = SubElement(entry, "content", {"type": "text", "xml:lang": one.language})
        content.text = _plain(f"{one.text} ({one.title})")


def _id(answer: NewsAnswer, *parts: str) -> str:
    """The same for the same thing for ever, wherever it is served."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '|'.join((answer.permalink or answer.base, *parts)))}"


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _plain(text)


def _plain(text: str) -> str:
    """*text* without what XML cannot hold."""
    return _UNHOLDABLE.sub("", text)
