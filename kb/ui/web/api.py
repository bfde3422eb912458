"""What do programs get? The commands' answers, by the same functions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from kb.answers import SearchAnswer, ShowAnswer
from kb.errors import N_, NotFound
from kb.languages import FALLBACK
from kb.library import Library
from kb.model import is_id
from kb.search.searching import SearchOptions
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from kb.ui.render.coverage import with_messages
from kb.ui.web import asking, received
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.operations import BASE, MEDIA, OPERATIONS
from kb.ui.web.walls import MAX_URL


def _answered(name: str, answer: Any, asked: Asked, translator: Translator) -> Answered:
    """*answer* in the form asked for, with the bytes of the command."""
    operation = OPERATIONS[name]
    form = asking.one(asked.fields, "format", operation.forms[0])
    return Answered(200, MEDIA[form], render(answer, form, Look(translator), operation.command).encode())


def _language(asked: Asked) -> str | None:
    return next(reversed(asking.languages(asked.fields, "lang")), None)


def search(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb search``; where there are more hits, links lead to them."""
    options = asking.search_options(asked.fields)
    answer = library.search(asking.one(asked.fields, "q"), _language(asked) or asked.language, options)
    links = {"Link": ", ".join(_pages(asked, answer, options))}
    found = _answered("search", answer, asked, translator)
    same = sha256(repr((answer._replace(elapsed_ms=0.0), found.media)).encode()).hexdigest()
    return found._replace(headers={name: value for name, value in links.items() if value}, same=same)


def _pages(asked: Asked, answer: SearchAnswer, options: SearchOptions) -> Iterator[str]:
    """Links to the pages before and after this one (RFC 8288). The values of the query are encoded, as URLs have them."""
    after = options.offset + len(answer.hits)
    offsets = {
        "prev": max(0, options.offset - options.limit) if options.offset and options.limit else None,
        "next": after if answer.hits and after < answer.total else None,
    }
    for relation, offset in offsets.items():
        if offset is not None:
            fields = {**asked.fields, "offset": [str(offset)] if offset else []}
            query = urlencode([(name, value) for name, values in fields.items() for value in values])
            url = f"{BASE}{OPERATIONS['search'].path}?{query}"
            if len(url) <= MAX_URL:
                yield f'<{url}>; rel="{relation}"'


def statement(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb show``: in the languages of ``lang``, or in all that exist."""
    fields = asked.fields
    chosen: Sequence[str] = asking.languages(fields, "lang")
    every = not chosen or asking.flag(fields, "all")
    address = f"{asked.path['source']}/{asked.path['id']}"
    if version := asking.one(fields, "version"):
        chosen = [_language_of(library, address, version, () if every else chosen)]
        address, every = f"{address}/{chosen[0]}@{version}", False
    history, markdown = asking.flag(fields, "history"), asking.one(fields, "format") == "markdown"
    answer = shown(library, address, chosen, every=every, history=history, markdown=markdown)
    return _answered("statement", answer, asked, translator)


def _language_of(library: Library, address: str, version: str, languages: Sequence[str]) -> str:
    """The one of *languages* (or of all that exist) in which the wording of this *version* is or was.

    :raises NotFound: if there never was such a wording.
    """
    for one in shown(library, address, languages, every=not languages, history=True).passages:
        versions = [one.passage.version, *(wording.version for wording in one.history or ())]
        if any(each.startswith(version) for each in versions):
            return one.passage.language
    raise NotFound(
        N_("{address} is not a wording of today, and not on record"),
        code="other-version",
        address=f"{address}@{version}",
    )


def shown(
    library: Library,
    address: str,
    languages: Sequence[str],
    *,
    every: bool = False,
    history: bool = False,
    markdown: bool = False,
) -> ShowAnswer:
    """The passages at *address*, which must be spelled out: ``f2/fi`` is an address only where people type.

    :raises NotFound: if there is no such statement.
    """
    source, id, *language = address.split("/")
    if not (is_id(source) and is_id(id)):
        raise NotFound(N_("there is no statement “{address}”"), code="no-such-address", address=address)
    whole = address if language else f"{address}/{FALLBACK}"
    return library.show([whole], languages, every=every, history=history, markdown=markdown)


def sources(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb list sources``."""
    return _answered("sources", library.listing("sources", _language(asked) or asked.language), asked, translator)


def coverage(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb coverage``."""
    source = asking.one(asked.fields, "source") or None
    answer = library.coverage(source, gate=asking.flag(asked.fields, "gate"))
    if source is None:
        answer = with_messages(answer, library.settings.root)
    return _answered("coverage", answer, asked, translator)


def cite(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb cite``."""
    fields, operation = asked.fields, OPERATIONS["cite"]
    answer = library.cite(
        tuple(fields["address"]),
        _language(asked),
        default=asked.language,
        with_original=asking.flag(fields, "with-original"),
        part=asking.one(fields, "part", "all"),
        style=asking.one(fields, "style", "apa"),
        anyway=asking.flag(fields, "anyway"),
        form=asking.one(fields, "format", operation.forms[0]),
    )
    return _answered("cite", answer, asked, translator)


def verify(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb verify`` of what was sent."""
    found = received.manuscripts(asked, asking.one(asked.fields, "name"))
    return _answered("verify", library.verify(found, _language(asked)), asked, translator)


def health(library: Library, _asked: Asked, _translator: Translator) -> Answered:
    """That there is somebody who answers, from an index that can be read."""
    return Answered(200, MEDIA["json"], json.dumps({"status": "ok", "name": library.name}).encode())
