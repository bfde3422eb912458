"""How does what goes out to translators, and what comes back, look to a person?"""

from __future__ import annotations

from collections.abc import Iterator

from kb.answers import ExportAnswer, ExportedFile, ImportAnswer, ImportedFile, ImportedUnit
from kb.errors import N_, Message, message
from kb.ui.messages import Translator
from kb.ui.render import Look
from kb.ui.render.layout import STRONG, columns, differences, paragraph, styled
from kb.ui.render.reports import problem_lines
from kb.ui.render.words import PRODUCED_BY, STATES
from kb.ui.terminal import printable

_INDENT = "    "

#: What becomes of a unit.
ACTIONS = {
    "new": N_("new"),
    "changed": N_("changed"),
    "confirmed": N_("confirmed"),
}


def export(answer: ExportAnswer, look: Look) -> str:
    """The text of the one file that was not written to disk; else a line for each file, with what is in it."""
    texts = [file.text for file in answer.files if file.text is not None]
    if texts:
        return "".join(texts)
    rows = [(file.path, look.translator.say(amount(file))) for file in answer.files]
    return columns(rows, look.width)


def amount(file: ExportedFile) -> Message:
    """How much there is to translate in a file."""
    return message(
        N_("passages: {passages}, labels: {labels}, words: {words}"),
        passages=file.passages,
        labels=file.labels,
        words=file.words,
    )


def import_(answer: ImportAnswer, look: Look) -> str:
    """Each unit with its differences, what is refused, and what was written or would be."""
    files = "".join(_file(file, look) for file in answer.files)
    return files + "".join(paragraph(look.translator.say(line), look.width) for line in _outcome(answer))


def _file(file: ImportedFile, look: Look) -> str:
    taken = "".join(_unit(unit, look) for unit in file.taken)
    refused = "".join(problem_lines(one.problem, look) for one in file.refused)
    total = message(
        N_("{path}: {taken} to go in, {unchanged} unchanged, {refused} refused."),
        path=file.path,
        taken=len(file.taken),
        unchanged=file.unchanged,
        refused=len(file.refused),
    )
    return f"{taken}{refused}{paragraph(look.translator.say(total), look.width)}"


def _unit(unit: ImportedUnit, look: Look) -> str:
    name = f"{unit.id}/{unit.language}" if "#" not in unit.id else f"{unit.id} {unit.language}"
    producer, state = PRODUCED_BY.get(unit.produced_by or ""), STATES.get(unit.state or "")
    words = " · ".join(look.translator.gettext(word) for word in (ACTIONS[unit.action], producer, state) if word)
    head = f"{styled(printable(name), STRONG, look.colour)}  {words}\n"
    return head + differences(unit.differences, look.width, _INDENT, look.colour)


def _outcome(answer: ImportAnswer) -> Iterator[Message]:
    paths = ", ".join(answer.paths)
    if answer.resumed:
        yield message(N_("An interrupted import was completed: {paths}"), paths=", ".join(answer.resumed))
    if answer.left:
        yield message(
            N_(
                "Changed since the interruption and left alone: {paths}; what the import has is in content/.kb-journal."
            ),
            paths=", ".join(answer.left),
        )
    if answer.action == "undone":
        yield (
            message(N_("Taken back: {paths}"), paths=paths) if paths else message(N_("There is nothing to take back."))
        )
    elif answer.written:
        yield message(N_("Written: {paths}. To take it back: kb import --undo"), paths=paths)
    elif paths:
        yield message(N_("Nothing is written yet. To write {paths}: --write"), paths=paths)
    elif answer.action == "resumed" and not answer.resumed and not answer.left:
        yield message(N_("No import was interrupted."))


def refusals(file: ImportedFile, translator: Translator) -> str:
    """The units of a file that did not go in, with what was translated, so that nothing is lost."""
    blocks = []
    for one in file.refused:
        head = f"{one.problem.place}: {one.problem.code}: {translator.say(one.problem.message)}"
        hint = [translator.text(N_("Hint: {hint}"), hint=one.problem.hint)] if one.problem.hint else []
        blocks.append("\n".join([head, *hint, *([one.id] if one.id else []), *([one.target] if one.target else [])]))
    return "\n\n".join(blocks) + "\n"
