"""What of a statement do other programs read? Its JSON, Markdown, BibTeX, RIS and JSON-LD, at its page's URL with an ending."""

from __future__ import annotations

from typing import Any, NamedTuple

from kb.errors import N_, NotFound
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from kb.ui.web.api import shown
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.operations import MEDIA


class Ending(NamedTuple):
    """The form behind an ending. What reference managers read is ``cited``, and saved rather than shown."""

    form: str
    cited: bool = False
    saved: bool = False


ENDINGS = {
    "json": Ending("json"),
    "md": Ending("markdown"),
    "bib": Ending("bibtex", cited=True, saved=True),
    "ris": Ending("ris", cited=True, saved=True),
    "jsonld": Ending("json-ld", cited=True),
}


def statement(library: Library, asked: Asked, translator: Translator) -> Answered:
    """The passage in the page's language as ``kb show`` or ``kb cite`` write it.

    :raises NotFound: if there is no such statement or ending; where a form cites, also if there is no passage in the language.
    :raises Refused: where a form cites and what it would cite should not be.
    """
    source, id, language = asked.path["source"], asked.path["id"], asked.language
    ending = ENDINGS.get(asked.path["ending"])
    if ending is None:
        raise NotFound(N_("there is nothing at this address"), code="no-such-form")
    # First that it is there at all: what may be cited is asked of what may be seen.
    answer: Any = shown(library, f"{source}/{id}", [language], markdown=ending.form == "markdown")
    if ending.cited:
        answer = library.cite([f"{source}/{id}/{language}"], form=ending.form)
    written = render(answer, ending.form, Look(translator), "show")
    how = "attachment" if ending.saved else "inline"
    name = f"{source}-{id}-{language}.{asked.path['ending']}"
    return Answered(
        200,
        MEDIA[ending.form],
        written.encode(),
        {"Content-Disposition": f'{how}; filename="{name}"', "Content-Language": language},
    )
