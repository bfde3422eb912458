"""The page of a statement: its passage and its original side by side, and all the others."""

from __future__ import annotations

from kb.errors import N_, NotFound
from kb.languages import LANGUAGES
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.web import asking
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """See the module."""
    address = f"{asked.path['source']}/{asked.path['id']}"
    answer = library.show([address], every=True)
    views = {shown.passage.language: parts.shown(shown.passage, translator) for shown in answer.passages}
    original = answer.passages[0].original
    if original.publication == "draft":
        raise NotFound(N_("there is no statement “{address}”"), code="no-such-address", address=address)
    own = library.show([address], [asked.language]).passages[0].passage
    beside = next((tag for tag in asking.languages(asked.fields, "beside") if tag in views), original.language)
    return parts.page(
        "statement.html",
        asked,
        translator,
        library.name,
        address=address,
        own=parts.shown(own, translator),
        beside=views[beside] if beside != own.language else None,
        original=original,
        all=views,
        names={tag: LANGUAGES[tag].own_name for tag in views},
    )
