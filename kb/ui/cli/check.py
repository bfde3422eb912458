"""``kb check`` and ``kb status``: what is wrong, and what is to be done?"""

from __future__ import annotations

import click

from kb.errors import N_
from kb.ui.cli.localised import argument, command, option
from kb.ui.cli.parameters import answer_format
from kb.ui.cli.session import Session, hall
from kb.ui.loading import load
from kb.ui.render import Explanation


@command(
    "check",
    help=N_(
        "Find problems in content, translations and catalogs: everywhere, or in the files and folders at PATH. "
        "With errors the exit code is 1."
    ),
    epilog="kb check content/protect-children-2024",
)
@argument("paths", nargs=-1, metavar=N_("[PATH]..."))
@option("--explain", "code", metavar=N_("CODE"), help=N_("say what a problem's code means"))
@answer_format("text", "json", "github", "sarif")
@click.pass_obj
def check(session: Session, paths: tuple[str, ...], code: str | None, form: str) -> int:
    """Check the content, or explain a code."""
    if code is not None:
        session.answer(Explanation(code, *hall.explain(code)), form if form == "json" else "text")
        return 0
    library = session.library()
    root = library.settings.root
    catalogs = load("kb.ui.catalog_problems:problems")(root) if (root / "locales").is_dir() else ()
    answer = library.check(paths, catalogs)
    session.answer(answer, form, library.warnings)
    return int(any(problem.is_error for problem in answer.problems))


@command("status", help=N_("Show how the knowledge base stands and what to do next."))
@answer_format("text", "json")
@click.pass_obj
def status(session: Session, form: str) -> None:
    """Show one screen."""
    library = session.library()
    session.answer(library.status(), form, library.warnings)
