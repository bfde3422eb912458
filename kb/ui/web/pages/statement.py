"""The page of a statement: two of its passages side by side, all the others, how to cite it, what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.answers import Cited, Earlier, PassageView, ShownPassage, Wordings
from kb.citation.styles import STYLES
from kb.errors import N_, Refused
from kb.languages import LANGUAGES
from kb.library import Library
from kb.text import SHORT_VERSION
from kb.ui.messages import Translator
from kb.ui.render.words import CORRECTIONS, SINCE, language_name
from kb.ui.web import asking
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts
from kb.ui.web.pages.parts import Link, around, link, shown

#: What programs read of a statement: the ending of its address, and what it is called.
FILES = {
    "json": "JSON",
    "md": "Markdown",
    "bib": "BibTeX",
    "ris": "RIS",
    "jsonld": "JSON-LD",
}


class Citation(NamedTuple):
    """How a passage is cited, as HTML; or ``refused``, why it is not."""

    cited: Cited | None
    references: Sequence[str]
    refused: str | None


class Version(NamedTuple):
    """A wording on record: a sentence about it, and how it differs from today's; nothing where it is today's."""

    said: str
    differences: Sequence[tuple[str, str]]


class History(NamedTuple):
    """The wordings on record of a passage in a language, which the reader calls ``name``."""

    name: str
    language: str
    versions: Sequence[Version]


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """See the module."""
    id, at, version = asked.path["id"].partition("@")
    address = f"{asked.path['source']}/{id}"
    every = library.show([address], every=True).passages
    original = every[0].original
    having = {one.passage.requested_language: one.passage for one in every}
    names = library.names(asked.language)
    readable = [tag for tag in LANGUAGES if tag in having or tag in names.languages]
    left = _asked(asked, "left", LANGUAGES) or asked.language
    right = asking.one(asked.fields, "right", original.language)
    beside = [f"{address}/{right}"] if right in having else []
    two = library.show([f"{address}/{left}{at}{version}", *beside], (), history=True).passages
    differs = len(two) == 2 and two[1].passage.language != two[0].passage.language
    return parts.page(
        "statement.html",
        asked,
        translator,
        library.name,
        address=address,
        here=f"/{asked.language}/{address}",
        left=shown(two[0].passage, translator),
        right=shown(two[1].passage, translator) if differs else None,
        chosen=(left, right if differs else ""),
        original=original,
        source=Link(
            names.sources[original.source], f"/{asked.language}/{original.source}/", names.written_in[original.source]
        ),
        all={tag: shown(view, translator) for tag, view in having.items()},
        missing=[translator.say(language_name(tag)) for tag in readable if tag not in having],
        readable=dict.fromkeys((*readable, left)),
        files=FILES,
        styles=STYLES,
        style=_asked(asked, "style", STYLES) or STYLES[0],
        citation=_citation(library, asked, two[0], translator),
        topics=[Link(names.topics.get(id, id), link(f"/{asked.language}/", {"topic": [id]})) for id in original.topics],
        **_around(library, address, asked.language, translator),
        **_happened(two, original, translator),
    )


def _asked(asked: Asked, name: str, known: Mapping[str, object] | Sequence[str]) -> str | None:
    """What the form says, if it is one of those that there are."""
    value = asking.one(asked.fields, name)
    return value if value in known else None


def _around(library: Library, address: str, language: str, translator: Translator) -> dict[str, object]:
    """The statements that this one is linked with."""
    related = library.related(address, language)
    return {
        "supports": [shown(view, translator) for view in related.supports],
        "supported_by": [shown(view, translator) for view in related.supported_by],
    }


# ------------------------------------------------------------------------------------------------------------- citation


def _citation(library: Library, asked: Asked, one: ShownPassage, translator: Translator) -> Citation:
    style = _asked(asked, "style", STYLES) or STYLES[0]
    try:
        answer = library.cite([one.passage.address], translator.language, style=style, form="html")
    except Refused as error:
        return Citation(None, (), translator.say(error.message))
    return Citation(answer.citations[0], answer.references, None)


# -------------------------------------------------------------------------------------------------------------- history


def _happened(two: Sequence[ShownPassage], original: PassageView, translator: Translator) -> dict[str, object]:
    """What became of the statement: notices on top, corrections and earlier wordings below."""
    corrections = [
        (one.reason, *around(CORRECTIONS[one.kind], "reason", translator, date=one.date))
        for one in original.corrections
    ]
    histories = {one.passage.language: _history(one, translator) for one in two}
    return {
        "earlier": _earlier(two[0].earlier, translator),
        "today": f"/{translator.language}/{original.source}/{original.id}",
        "corrections": corrections,
        "histories": [one for one in histories.values() if one.versions],
    }


def _earlier(earlier: Earlier | None, translator: Translator) -> str | None:
    """That the wording shown is not today's."""
    if earlier is None:
        return None
    change = translator.gettext(SINCE[earlier.change])
    return translator.text(N_("Earlier wording, on record since {date}; {change}."), date=earlier.on, change=change)


def _history(one: ShownPassage, translator: Translator) -> History:
    language = one.passage.language
    return History(
        translator.say(language_name(language)),
        language,
        [_version(wording, one, translator) for wording in one.history or ()],
    )


def _version(wording: Wordings, one: ShownPassage, translator: Translator) -> Version:
    template = (
        N_("On record since {date}, release {release}, version {version}")
        if wording.release
        else N_("On record since {date}, version {version}")
    )
    said = translator.text(template, date=wording.on, release=wording.release, version=wording.version[:SHORT_VERSION])
    changed = any(sign != "=" for sign, _ in wording.differences)
    return Version(said, wording.differences if changed else ())
