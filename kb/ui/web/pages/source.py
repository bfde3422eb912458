"""The page of a source: its record, and its statements below their headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb.answers import SourceAnswer
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render.words import FIELDS, WORDINGS, language_name
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts
from kb.ui.web.pages.parts import shown

#: Fields that are links by themselves, and by which address.
_ADDRESSES = {"URL": "{}", "DOI": "https://doi.org/{}"}

#: Fields whose words are in the language of the source.
_IN_THE_ORIGINAL = ("genre", "container-title", "edition")


class Entry(NamedTuple):
    """A line of the record; ``language`` is that of the text, where it is known."""

    label: str
    text: str
    url: str | None = None
    language: str | None = None


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """See the module."""
    answer = library.source(asked.path["source"], asked.language)
    groups = [(one.heading, one.language, [shown(view, translator) for view in one.passages]) for one in answer.groups]
    return parts.page(
        "source.html",
        asked,
        translator,
        library.name,
        source=answer,
        record=list(_record(answer, translator)),
        original=translator.say(language_name(answer.original)),
        original_title=answer.fields["title"] if answer.language != answer.original else None,
        wording=translator.gettext(WORDINGS[answer.wording]),
        groups=groups,
    )


def _record(answer: SourceAnswer, translator: Translator) -> Iterator[Entry]:
    for field, label in FIELDS.items():
        if text := written(answer.fields.get(field)):
            url = _ADDRESSES[field].format(text) if field in _ADDRESSES else None
            language = answer.original if field in _IN_THE_ORIGINAL else None
            yield Entry(translator.gettext(label), text, url, language)


def written(value: object) -> str:
    """The value of a field in a line: texts as they are, names as people write them."""
    if isinstance(value, list | tuple):
        return "; ".join(written(one) for one in value)
    if isinstance(value, Mapping):
        parts_of_name = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
        return " ".join(str(value[part]) for part in parts_of_name if value.get(part))
    return str(value) if value is not None else ""
