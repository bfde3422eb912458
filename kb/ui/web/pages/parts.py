"""What do pages have in common: marked text, passages with their remarks, links with other fields?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from kb.answers import PassageView, Span
from kb.languages import LANGUAGES
from kb.ui.messages import Translator
from kb.ui.render.words import KINDS, language_name, remark_line
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.failures import HTML
from kb.ui.web.templating import rendered


class Piece(NamedTuple):
    """A stretch of text, and whether it is to be marked."""

    text: str
    marked: bool


class Link(NamedTuple):
    """Where a text leads; ``language`` is that of the text."""

    text: str
    url: str
    language: str = ""


class Alternative(NamedTuple):
    """The same page in another language."""

    tag: str
    name: str
    url: str
    current: bool


class Shown(NamedTuple):
    """A passage as a page shows it: ``language`` is what its language is called by the reader."""

    view: PassageView
    pieces: Sequence[Piece]
    kind: str
    language: str
    remarks: str
    url: str

    @property
    def is_original(self) -> bool:
        """Whether it is in the language of the source."""
        return self.view.language == self.view.original_language


def pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    """*text* in stretches that are marked and not."""
    at = 0
    for start, end in spans:
        if at < start:
            yield Piece(text[at:start], False)
        yield Piece(text[start:end], True)
        at = end
    if at < len(text):
        yield Piece(text[at:], False)


def shown(view: PassageView, translator: Translator) -> Shown:
    """*view* with its sentences said."""
    return Shown(
        view,
        tuple(pieces(view.text, view.highlights)),
        translator.gettext(KINDS[view.kind]),
        translator.say(language_name(view.language)),
        remark_line(view, translator),
        f"/{translator.language}/{view.source}/{view.id}",
    )


def around(template: str, name: str, translator: Translator, **parameters: object) -> tuple[str, str]:
    """What *template* says before and after its field *name*, so that this can be marked as being in another language."""
    mark = "\x00"
    before, _, after = translator.text(template, **{**parameters, name: mark}).partition(mark)
    return before, after


def link(path: str, fields: Mapping[str, Sequence[str]]) -> str:
    """*path* with *fields* as its query; those without a value left out."""
    query = urlencode([(key, value) for key, values in fields.items() for value in values if value])
    return f"{path}?{query}" if query else path


def alternatives(asked: Asked) -> tuple[Alternative, ...]:
    """The same page in each of the languages of the interface."""
    rest = asked.url.removeprefix(f"/{asked.language}")
    return tuple(
        Alternative(tag, row.own_name, f"/{tag}{rest}", tag == asked.language) for tag, row in LANGUAGES.items()
    )


def page(template: str, asked: Asked, translator: Translator, name: str, **values: object) -> Answered:
    """The page that *template* makes of *values*; *name* is that of the knowledge base."""
    text = rendered(template, translator, base=name, alternatives=alternatives(asked), route=asked.route, **values)
    return Answered(200, HTML, text.encode(), {"Content-Language": asked.language})
