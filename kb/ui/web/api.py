"""What do programs get? The commands' JSON, by the same functions."""

from __future__ import annotations

from typing import Any

from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from kb.ui.web import asking
from kb.ui.web.exchange import Answered, Asked

_JSON = "application/json"


def _json(answer: Any, command: str, translator: Translator) -> Answered:
    return Answered(200, _JSON, render(answer, "json", Look(translator), command).encode())


def search(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb search --format json``."""
    options = asking.search_options(asked.fields)
    answer = library.search(asking.one(asked.fields, "q"), asked.language, options)
    return _json(answer, "search", translator)


def statement(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb show --format json``: in the languages of ``lang``, or in all that exist."""
    chosen = asking.languages(asked.fields, "lang")
    address = f"{asked.path['source']}/{asked.path['id']}"
    answer = library.show([address], chosen, every=not chosen, history=asking.flag(asked.fields, "history"))
    return _json(answer, "show", translator)


def sources(library: Library, asked: Asked, translator: Translator) -> Answered:
    """``kb list sources --format json``."""
    return _json(library.listing("sources", asked.language), "list", translator)
