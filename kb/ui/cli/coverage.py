"""``kb coverage``: which languages have which statements, in what state, and is that enough?"""

from __future__ import annotations

import click

from kb.errors import N_
from kb.ui.cli.localised import command, option
from kb.ui.cli.parameters import answer_format
from kb.ui.cli.session import Session
from kb.ui.loading import load


@command(
    "coverage",
    help=N_(
        "Show which languages have which published statements, in what state and by whom. "
        "With --gate the exit code is 1 where less is there than kb.yaml demands."
    ),
    epilog="kb coverage --source protect-children-2024",
)
@option("--source", metavar=N_("SOURCE"), help=N_("of this source only"))
@option("--gate", is_flag=True, help=N_("list what the coverage policy in kb.yaml demands and is not there"))
@answer_format("text", "json", "csv", "html")
@click.pass_obj
def coverage(session: Session, source: str | None, gate: bool, form: str) -> int:
    """Show the matrix, or what fails the gate."""
    library = session.library()
    answer = library.coverage(source, gate=gate)
    if source is None and form != "csv":
        answer = load("kb.ui.render.coverage:with_messages")(answer, library.settings.root)
    session.answer(answer.gate if gate and form == "text" else answer, form, library.warnings)
    return int(gate and not answer.gate.ok)
