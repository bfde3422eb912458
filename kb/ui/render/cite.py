"""How do citations look? A style or a format has written them; here they are put below each other."""

from __future__ import annotations

from collections.abc import Iterator

from kb.answers import CiteAnswer
from kb.ui.render import Look
from kb.ui.terminal import printable


def written(answer: CiteAnswer, _look: Look) -> str:
    """For each wording its quotation and citation, then the references: a paragraph each."""
    return "\n\n".join(printable(part) if answer.form == "text" else part for part in _parts(answer)) + "\n"


def _parts(answer: CiteAnswer) -> Iterator[str]:
    for one in answer.citations:
        if answer.part in ("all", "quotation"):
            yield one.quotation
        if answer.part in ("all", "in-text"):
            yield _paragraph(one.in_text, answer)
    if answer.part in ("all", "reference"):
        yield from (_paragraph(reference, answer) for reference in answer.references)


def _paragraph(text: str, answer: CiteAnswer) -> str:
    return f'<p lang="{answer.language}">{text}</p>' if answer.form == "html" else text


def document(answer: CiteAnswer, _look: Look) -> str:
    """What programs read, as it is."""
    return answer.document
