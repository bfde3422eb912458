"""How do lists, checks and what was done look to a person?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.answers import (
    CheckAnswer,
    ConfirmAnswer,
    Confirmed,
    IndexAnswer,
    Listing,
    Made,
    ReleaseAnswer,
    StatusAnswer,
    Step,
)
from kb.errors import N_, Message, Problem, message
from kb.languages import LANGUAGES
from kb.text import SHORT_VERSION
from kb.ui.messages import Translator
from kb.ui.render import Explanation, Look
from kb.ui.render.layout import FAINT, RED, STRONG, YELLOW, columns, paragraph, shortened, styled
from kb.ui.render.recall import recall
from kb.ui.render.words import COUNTERS, KINDS, PRODUCED_BY, PUBLICATIONS, SEVERITIES, STATES, language_name
from kb.ui.terminal import printable

_INDENT = "    "


#: What the columns of lists are called.
COLUMNS = {
    "address": N_("Address"),
    "date": N_("Date"),
    "exact_match": N_("Same concept"),
    "id": N_("Id"),
    "issued": N_("Issued"),
    "kind": N_("Kind"),
    "label": N_("Label"),
    "language": N_("Language"),
    "languages": N_("Languages"),
    "name": N_("Name"),
    "original": N_("Original"),
    "passages": N_("Passages"),
    "publication": N_("Publication"),
    "release": N_("Release"),
    "statements": N_("Statements"),
    "text": N_("Text"),
    "title": N_("Title"),
    "topics": N_("Topics"),
    "wordings": N_("Wordings"),
}

#: What values in some columns are called; others are shown as they are.
_VALUES = {"kind": KINDS, "publication": PUBLICATIONS}


def listing(answer: Listing, look: Look) -> str:
    """A table below the names of its columns; columns without a value are left out."""
    if not answer.rows:
        return look.translator.gettext(N_("There is nothing to list.")) + "\n"
    filled = [i for i in range(len(answer.columns)) if any(_cell(row[i]) for row in answer.rows)]
    names = [look.translator.gettext(COLUMNS[answer.columns[i]]) for i in filled]
    rows = [[_named(answer.columns[i], row[i], look.translator) for i in filled] for row in answer.rows]
    heading, _, table = columns([names, *rows], look.width).partition("\n")
    return f"{styled(heading, FAINT, look.colour)}\n{table}"


def _named(column: str, value: object, translator: Translator) -> str:
    words = _VALUES.get(column)
    return translator.gettext(words[str(value)]) if words else _cell(value)


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value)


# ------------------------------------------------------------------------------------------------------------- problems


def check(answer: CheckAnswer, look: Look) -> str:
    """A line for each problem, ``path:line:column: code: message``, its hint below; then what was checked and found."""
    return "".join(problem_lines(problem, look) for problem in answer.problems) + _verdict(answer, look)


def problem_lines(problem: Problem, look: Look) -> str:
    """One problem; a warning says that it is one."""
    translator = look.translator
    style = RED if problem.is_error else YELLOW
    code = styled(problem.code, style, look.colour)
    kind = "" if problem.is_error else f"{translator.gettext(SEVERITIES[problem.severity])}: "
    line = f"{printable(str(problem.place))}: {code}: {kind}{printable(translator.say(problem.message))}\n"
    if problem.hint is None:
        return line
    return line + paragraph(translator.text(N_("Hint: {hint}"), hint=problem.hint), look.width, _INDENT)


def _verdict(answer: CheckAnswer, look: Look) -> str:
    say = look.translator.say
    errors = sum(problem.is_error for problem in answer.problems)
    warnings = len(answer.problems) - errors
    looked_at = message(
        N_("Checked: {files} files, {passages} passages, {rules} rules."),
        files=answer.files,
        passages=answer.passages,
        rules=answer.rules,
    )
    found = message(
        N_("Found: {errors}, {warnings}."), errors=count_of_errors(errors), warnings=count_of_warnings(warnings)
    )
    return paragraph(f"{say(looked_at)} {say(found)}", look.width)


def count_of_errors(count: int) -> Message:
    """``3 errors``."""
    return Message(N_("{number} error"), {}, plural=N_("{number} errors"), number=count)


def count_of_warnings(count: int) -> Message:
    """``3 warnings``."""
    return Message(N_("{number} warning"), {}, plural=N_("{number} warnings"), number=count)


def _count_of_drafts(count: int) -> Message:
    return Message(N_("{number} draft"), {}, plural=N_("{number} drafts"), number=count)


def explanation(answer: Explanation, look: Look) -> str:
    """The code, how grave it is, and what it means."""
    severity = look.translator.gettext(SEVERITIES[answer.severity])
    head = f"{styled(printable(answer.code), STRONG, look.colour)} ({severity})\n"
    return head + paragraph(look.translator.say(answer.explanation), look.width)


# --------------------------------------------------------------------------------------------------------------- status

#: What to do next, by code.
STEPS = {
    "errors": Message(N_("{number} error to mend"), plural=N_("{number} errors to mend")),
    "conflicts": Message(N_("{number} conflict to decide"), plural=N_("{number} conflicts to decide")),
    "outdated": Message(
        N_("{number} outdated passage to bring up to date"), plural=N_("{number} outdated passages to bring up to date")
    ),
    "unconfirmed": Message(N_("{number} passage to confirm"), plural=N_("{number} passages to confirm")),
    "missing": Message(N_("{number} passage to translate"), plural=N_("{number} passages to translate")),
    "initial": Message(N_("{number} translation to finish"), plural=N_("{number} translations to finish")),
    "gate": Message(
        N_("{number} passage short of the coverage policy"), plural=N_("{number} passages short of the coverage policy")
    ),
    "warnings": Message(N_("{number} warning to look at"), plural=N_("{number} warnings to look at")),
    "review": Message(N_("{number} passage to review"), plural=N_("{number} passages to review")),
    "release": Message(N_("{number} wording to release"), plural=N_("{number} wordings to release")),
}

#: What the grades of outdated passages are called.
GRADES = {
    "number": N_("number changed"),
    "name": N_("name changed"),
    "negation": N_("meaning reversed"),
    "wording": N_("wording changed"),
    "unknown": N_("change unknown"),
}


def status(answer: StatusAnswer, look: Look) -> str:
    """One screen: what there is, how the languages stand, what to do next."""
    translator = look.translator
    head = (
        f"{styled(printable(answer.name), STRONG, look.colour)}\n{styled(printable(answer.root), FAINT, look.colour)}\n"
    )
    facts = columns(list(_facts(answer, translator)), look.width)
    steps = [(translator.say(_step(step)), printable(step.command)) for step in answer.next]
    following = columns(steps, look.width) if steps else translator.gettext(N_("nothing")) + "\n"
    heading = styled(translator.gettext(N_("What to do next:")), STRONG, look.colour)
    return f"{head}\n{facts}\n{_languages(answer, look)}\n{heading}\n{following}"


def _facts(answer: StatusAnswer, translator: Translator) -> Iterator[tuple[str, str]]:
    yield (
        translator.gettext(N_("Statements")),
        translator.text(
            N_("{published} published, {drafts}"), published=answer.statements, drafts=_count_of_drafts(answer.drafts)
        ),
    )
    yield translator.gettext(N_("Passages")), str(answer.passages)
    outdated = [
        f"{translator.gettext(GRADES[grade])} {count}" for grade, count in answer.outdated.items() if grade in GRADES
    ]
    yield translator.gettext(N_("Outdated")), ", ".join(outdated) or "0"
    released = translator.text(N_("last release {release}"), release=answer.last_release) if answer.last_release else ""
    yield translator.gettext(N_("Unreleased")), f"{answer.unreleased}{' · ' if released else ''}{released}"
    if answer.conflicts:
        yield translator.gettext(N_("Conflicts")), " ".join(answer.conflicts)
    problems = (count_of_errors(answer.errors), count_of_warnings(answer.warnings))
    yield translator.gettext(N_("Problems")), ", ".join(map(translator.say, problems))


def _languages(answer: StatusAnswer, look: Look) -> str:
    """A line for each group of languages that stand alike: 24 equal lines would hide the odd one."""
    alike: dict[str, list[str]] = {}
    for tag, counts in answer.languages.items():
        words = [
            f"{look.translator.gettext(label)} {counts[key]}" for key, label in COUNTERS.items() if counts.get(key)
        ]
        alike.setdefault(", ".join(words), []).append(tag)
    return "".join(paragraph(f"{' '.join(tags)}: {words}", look.width) for words, tags in alike.items())


def _step(step: Step) -> Message:
    return STEPS[step.code]._replace(number=step.amount)


# -------------------------------------------------------------------------------------------------------- what was done


def confirm(answer: ConfirmAnswer, look: Look) -> str:
    """What was recorded or would be, then what is in the way."""
    lines = columns([_confirmed(line, look.translator) for line in answer.confirmed], look.width)
    refused = "".join(problem_lines(problem, look) for problem in answer.refused)
    return f"{lines}{refused}{paragraph(look.translator.say(_confirm_total(answer)), look.width)}"


def _confirmed(line: Confirmed, translator: Translator) -> Sequence[str]:
    now = translator.gettext(STATES[line.now])
    before = translator.gettext(STATES[line.was]) if line.was else translator.gettext(N_("new"))
    return line.address, translator.gettext(PRODUCED_BY[line.produced_by]), f"{before} → {now}"


def _confirm_total(answer: ConfirmAnswer) -> Message:
    count = len(answer.confirmed)
    if not count and not answer.refused:
        return message(N_("Nothing to confirm in {language}."), language=language_name(answer.language))
    if not count:
        return message(N_("No passage can be confirmed in {language}."), language=language_name(answer.language))
    if answer.written:
        return Message(N_("{number} passage confirmed."), {}, plural=N_("{number} passages confirmed."), number=count)
    return Message(
        N_("{number} passage would be confirmed; nothing is recorded yet. To record: --all, or an ADDRESS."),
        {},
        plural=N_("{number} passages would be confirmed; nothing is recorded yet. To record: --all, or an ADDRESS."),
        number=count,
    )


def release(answer: ReleaseAnswer, look: Look) -> str:
    """The wordings put on record, a line each, then how many."""
    rows = [(f"{one.address}@{one.version[:SHORT_VERSION]}", one.text) for one in answer.wordings]
    return columns(rows, look.width) + paragraph(look.translator.say(_release_total(answer)), look.width)


def _release_total(answer: ReleaseAnswer) -> Message:
    count, parameters = len(answer.wordings), {"name": answer.name, "date": answer.date}
    if not count:
        return message(N_("Nothing to release: every published wording is on record."))
    if not answer.written:
        return Message(
            N_("Release {name} would put {number} wording on record."),
            parameters,
            plural=N_("Release {name} would put {number} wordings on record."),
            number=count,
        )
    return Message(
        N_("Release {name} of {date}: {number} wording put on record."),
        parameters,
        plural=N_("Release {name} of {date}: {number} wordings put on record."),
        number=count,
    )


#: What was done to the index.
ACTIONS = {
    "built": N_("The search index was built (statements: {statements}, languages: {languages})."),
    "changed": N_("The search index was refreshed (statements: {statements}, languages: {languages})."),
    "current": N_("The search index is up to date (statements: {statements}, languages: {languages})."),
    "checked": N_("The search index is whole (statements: {statements}, languages: {languages})."),
}


def index(answer: IndexAnswer, look: Look) -> str:
    """What was done, what the index is, and what it finds of itself where that was asked."""
    if answer.damage:
        damage = "".join(f"{_INDENT}{printable(line)}\n" for line in answer.damage)
        return f"{look.translator.gettext(N_('The search index is damaged; to mend it: kb index --rebuild'))}\n{damage}"
    languages = sum(1 for tag, count in answer.passages.items() if tag in LANGUAGES and count)
    done = look.translator.text(ACTIONS[answer.action], statements=answer.statements, languages=languages)
    facts = f"{answer.generation} · {answer.engine} · {answer.bytes / 1e6:.1f} MB · {answer.seconds:.1f} s"
    probed = recall(answer.probe, look) if answer.probe is not None else ""
    return paragraph(done, look.width) + f"{styled(shortened(facts, look.width), FAINT, look.colour)}\n" + probed


def made(answer: Made, look: Look) -> str:
    """The files that were written, and the new ids."""
    ids = look.translator.text(N_("New: {ids}"), ids=", ".join(answer.ids)) + "\n" if answer.ids else ""
    return "".join(f"{printable(path)}\n" for path in answer.paths) + ids
