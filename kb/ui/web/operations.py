"""What can programs ask? One row each: where, by which parameters, and in which forms the answer comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kb.citation.manuscripts.reading import FORMATS
from kb.citation.styles import STYLES
from kb.model import Kind
from kb.search.query import MAX_CHARACTERS
from kb.search.searching import STATES
from kb.ui.web.asking import MAX_LIMIT
from kb.ui.web.parameters import FLAG, ID, LANGUAGE, TEXT, Parameter
from kb.ui.web.workers import DEADLINE, PATIENT

#: Below this path.
BASE = "/api/v1"

#: The media type of each form.
MEDIA = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "sarif": "application/sarif+json",
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "bibtex": "application/x-bibtex",
    "biblatex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "json-ld": "application/ld+json",
}

#: The ending of a manuscript's name for each media type; of what is not here the beginning is looked at.
SUFFIXES = {
    "text/plain": ".md",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/x-tex": ".tex",
    "text/x-tex": ".tex",
    "application/x-bibtex": ".bib",
    "text/x-bibtex": ".bib",
    "application/x-research-info-systems": ".ris",
    "application/json": ".json",
    "application/vnd.citationstyles.csl+json": ".json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}

#: In what a manuscript may come.
RECEIVED = (*SUFFIXES, "multipart/form-data", "application/octet-stream")


class Operation(NamedTuple):
    """A question. ``answer`` names a function (library, asked, translator) -> Answered.

    ``command`` has the JSON (``listed`` of ``list``); the first of ``forms`` is what comes where no ``format`` is named.
    ``paged`` answers lead on by their Link header; ``refusing`` ones may be refused although the question is right.
    """

    path: str
    answer: str
    about: str
    parameters: tuple[Parameter, ...]
    command: str
    forms: tuple[str, ...] = ("json",)
    listed: str = ""
    seconds: float = DEADLINE
    post: bool = False
    paged: bool = False
    refusing: bool = False

    @property
    def parameters_with_form(self) -> tuple[Parameter, ...]:
        """All of them, the form of the answer too."""
        schema = {"type": "string", "enum": list(self.forms), "default": self.forms[0]}
        return *self.parameters, Parameter("format", "form of the answer", schema)


def _words(values: Mapping[str, Any] | tuple[str, ...] | list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _number(default: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": most, "default": default}


_YEARS = {"type": "string", "pattern": r"^(?:[0-9]{4}(?:\.\.(?:[0-9]{4})?)?|\.\.[0-9]{4})$"}
_VERSION = {"type": "string", "pattern": "^[0-9a-f]{12}(?:[0-9a-f]{52})?$"}
_SORTS = {"type": "string", "enum": ["relevance", "date", "address"], "default": "relevance"}

#: A style by its name only: the command's files are those of whoever runs it.
_STYLE = {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$", "default": STYLES[0]}

_LANG = Parameter("lang", "language of the answer (default: that of the messages)", LANGUAGE)

OPERATIONS = {
    "search": Operation(
        "/search",
        "kb.ui.web.api:search",
        "Find statements, whichever language they were written in. Without words the filters alone decide.",
        (
            Parameter("q", f"words to search for, as kb search reads them; at most {MAX_CHARACTERS} characters", TEXT),
            _LANG,
            Parameter("in", "languages to look in (default: all)", LANGUAGE, many=True),
            Parameter("literal", "match words only as they are written", FLAG),
            Parameter("kind", "only statements of this kind", _words([kind.value for kind in Kind]), many=True),
            Parameter("topic", "only statements on this topic", ID, many=True),
            Parameter("source", "only statements of this source", ID, many=True),
            Parameter("publisher", "only sources of this publisher", TEXT | {"minLength": 1}, many=True, commas=False),
            Parameter(
                "state",
                "only where the passage in the language of the answer has this state",
                _words(STATES),
                many=True,
            ),
            Parameter("year", "only sources of these years: 2024, 2023.. or ..2022", _YEARS),
            Parameter("sort", "order", _SORTS),
            Parameter("limit", "at most so many hits", _number(10, MAX_LIMIT)),
            Parameter("offset", "leave out so many hits at the beginning", _number(0, 999_999_999)),
            Parameter("explain", "say how each word was understood", FLAG),
        ),
        command="search",
        forms=("json", "jsonl", "csv"),
        paged=True,
    ),
    "statement": Operation(
        "/statements/{source}/{id}",
        "kb.ui.web.api:statement",
        "The passages of a statement, in these languages or in all that exist.",
        (
            Parameter("lang", "languages to show (default: all that exist)", LANGUAGE, many=True),
            Parameter("all", "every language there is", FLAG),
            Parameter("history", "earlier wordings on record too, and what changed", FLAG),
            Parameter("version", "just this wording, today's or one on record", _VERSION),
        ),
        command="show",
        forms=("json", "markdown"),
        seconds=PATIENT,
    ),
    "sources": Operation(
        "/sources",
        "kb.ui.web.api:sources",
        "The sources.",
        (_LANG,),
        command="list",
        forms=("json", "csv"),
        listed="sources",
        seconds=PATIENT,
    ),
    "coverage": Operation(
        "/coverage",
        "kb.ui.web.api:coverage",
        "Which languages have which published statements, in what state and by whom.",
        (
            Parameter("source", "of this source only", ID),
            Parameter("gate", "refuse if there is no coverage policy", FLAG),
        ),
        command="coverage",
        forms=("json", "csv"),
        seconds=PATIENT,
        refusing=True,
    ),
    "cite": Operation(
        "/cite",
        "kb.ui.web.api:cite",
        "Citations of exactly these passages.",
        (
            Parameter(
                "address",
                "SOURCE/ID, SOURCE/ID/LANGUAGE, SOURCE/ID/LANGUAGE@VERSION, an id that only one source has, or a page's URL",
                TEXT | {"minLength": 1},
                many=True,
                commas=False,
                required=True,
            ),
            _LANG._replace(about="language of the citation (default: that of the passage)"),
            Parameter("with-original", "the original beside a translation", FLAG),
            Parameter(
                "part", "only this part", _words(["all", "quotation", "in-text", "reference"]) | {"default": "all"}
            ),
            Parameter("style", "name of the style, for text, markdown and html", _STYLE),
            Parameter("anyway", "what is withdrawn, outdated or not released too", FLAG),
        ),
        command="cite",
        forms=("csl-json", "json-ld", "bibtex", "biblatex", "ris", "text", "markdown", "html"),
        seconds=PATIENT,
        refusing=True,
    ),
    "verify": Operation(
        "/verify",
        "kb.ui.web.api:verify",
        "Judge the quotations and citations of manuscripts.",
        (
            Parameter("lang", "the statement of each quotation in this language too", LANGUAGE),
            Parameter(
                "name",
                f"name of the manuscript; its ending says what it is ({' '.join(FORMATS)})",
                {"type": "string", "pattern": r"^[^/\\\x00-\x1f\x7f]+$"},
            ),
        ),
        command="verify",
        forms=("json", "sarif"),
        seconds=PATIENT,
        post=True,
    ),
}
