"""How does an answer look? One row for each form and kind of answer; what it needs is imported when it is asked for."""

from __future__ import annotations

from typing import Any, NamedTuple

from kb import answers
from kb.errors import Message
from kb.ui.loading import load
from kb.ui.messages import Translator


class Look(NamedTuple):
    """For whom and where: language, columns to fill, whether there are colours, and the number of the first hit."""

    translator: Translator
    width: int = 80
    colour: bool = False
    numbered_from: int = 1


class Explanation(NamedTuple):
    """What the code of a problem means."""

    code: str
    severity: str
    explanation: Message


#: For each form, the function (answer, look) -> text of each kind of answer.
RENDERERS: dict[str, dict[type, str]] = {
    "text": {
        answers.SearchAnswer: "kb.ui.render.hits:search",
        answers.ShowAnswer: "kb.ui.render.passages:show",
        answers.Listing: "kb.ui.render.reports:listing",
        answers.CheckAnswer: "kb.ui.render.reports:check",
        Explanation: "kb.ui.render.reports:explanation",
        answers.StatusAnswer: "kb.ui.render.reports:status",
        answers.CoverageAnswer: "kb.ui.render.coverage:coverage",
        answers.GateAnswer: "kb.ui.render.coverage:gate",
        answers.CiteAnswer: "kb.ui.render.cite:written",
        answers.VerifyAnswer: "kb.ui.render.verify:verify",
        answers.ConfirmAnswer: "kb.ui.render.reports:confirm",
        answers.ReleaseAnswer: "kb.ui.render.reports:release",
        answers.ExportAnswer: "kb.ui.render.exchange:export",
        answers.ImportAnswer: "kb.ui.render.exchange:import_",
        answers.IndexAnswer: "kb.ui.render.reports:index",
        answers.Made: "kb.ui.render.reports:made",
    },
    "jsonl": {answers.SearchAnswer: "kb.ui.render.data:search_lines"},
    "json": {answers.CoverageAnswer: "kb.ui.render.coverage:coverage_json"},
    "csv": {
        answers.SearchAnswer: "kb.ui.render.data:search_table",
        answers.Listing: "kb.ui.render.data:listing_table",
        answers.CoverageAnswer: "kb.ui.render.coverage:coverage_table",
    },
    "html": {
        answers.CoverageAnswer: "kb.ui.render.coverage_page:page",
        answers.CiteAnswer: "kb.ui.render.cite:written",
    },
    "markdown": {
        answers.ShowAnswer: "kb.ui.render.passages:show_markdown",
        answers.CiteAnswer: "kb.ui.render.cite:written",
    },
    **{
        form: {answers.CiteAnswer: "kb.ui.render.cite:document"}
        for form in ("bibtex", "biblatex", "ris", "csl-json", "json-ld")
    },
    "github": {answers.CheckAnswer: "kb.ui.render.data:check_annotations"},
    "sarif": {
        answers.CheckAnswer: "kb.ui.render.sarif:check",
        answers.VerifyAnswer: "kb.ui.render.verify:verify_sarif",
    },
}


def render(answer: Any, form: str, look: Look, command: str) -> str:
    """*answer* in *form*, ending with a line break; *command* names the schema of JSON."""
    if form == "json" and type(answer) not in RENDERERS["json"]:
        return str(load("kb.ui.render.data:to_json")(answer, command, look.translator))
    return str(load(RENDERERS[form][type(answer)])(answer, look))
