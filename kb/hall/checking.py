"""What is wrong in the content and between its languages, and what does the code of a problem mean?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kb.answers import CheckAnswer
from kb.content.problems import PROBLEMS
from kb.errors import N_, Message, NotFound, Place, Problem, Rule
from kb.hall import folders
from kb.hall.opening import Progress
from kb.hall.reports import Facts
from kb.nearest import did_you_mean
from kb.settings import Settings
from kb.translation.checks.rules import RULES
from kb.translation.exchange.rules import RULES as IMPORTED

#: The rules of both rooms; no code stands in both.
ALL: Mapping[str, Rule] = {**PROBLEMS, **RULES}


def check(
    settings: Settings, named: Sequence[str], progress: Progress, processes: int = 1, more: Iterable[Problem] = ()
) -> CheckAnswer:
    """Every problem of the content and *more*, or those in the files and folders *named*, sorted by place.

    :raises NotFound: if one of these does not exist.
    """
    wanted = [path_in(settings, name) for name in named]
    shared, reports = folders.read(settings, progress, processes)
    facts: dict[str, Facts] = {}
    found = list(shared.problems)
    for report in reports:
        facts[report.name] = report.facts._replace(covered=(), waiting=())
        found += report.problems
    every = sorted((*found, *folders.between(facts), *more), key=order)
    problems = tuple(one for one in every if not wanted or any(_within(one.place.path, path) for path in wanted))
    explained = {one.code: Message(ALL[one.code].explanation) for one in problems}
    files = shared.files + sum(each.files for each in facts.values())
    return CheckAnswer(files, sum(each.passages for each in facts.values()), len(ALL), problems, explained)


def order(problem: Problem) -> tuple[Place, str]:
    """What problems are sorted by: place, then code."""
    return problem.place, problem.code


def explain(code: str) -> tuple[str, Message]:
    """Severity and explanation of a problem's *code*.

    :raises NotFound: if there is no such code.
    """
    known = {**ALL, **IMPORTED}
    if code not in known:
        hint = did_you_mean(code, known)
        raise NotFound(N_("there is no problem called “{name}”"), code="no-such-code", hint=hint, name=code)
    return known[code].severity, Message(known[code].explanation)


def path_in(settings: Settings, name: str) -> str:
    """*name* relative to the root, as problems have it; it may be given so, or from where we are.

    :raises NotFound: if there is nothing of this name in the knowledge base.
    """
    root = settings.root.resolve()
    for path in (Path.cwd() / name, root / name, root / "content" / name):
        if path.exists() and (whole := path.resolve()).is_relative_to(root):
            return whole.relative_to(root).as_posix()
    raise NotFound(N_("there is no {path} in this knowledge base"), code="no-such-path", path=name)


def _within(path: str, wanted: str) -> bool:
    return wanted == "." or path == wanted or path.startswith(f"{wanted}/")
