"""``kb confirm`` and ``kb release``: what is put on record?"""

from __future__ import annotations

import click

from kb.errors import N_
from kb.model import ProducedBy, State
from kb.ui.cli.localised import argument, command, option
from kb.ui.cli.parameters import LanguageName, answer_format, one_of
from kb.ui.cli.session import Session


@command(
    "confirm",
    help=N_(
        "Record that passages translate today's originals. "
        "Without an ADDRESS, list what would be recorded; --all records it."
    ),
    epilog='kb confirm fi protect-children-2024/f2 --state reviewed --by "A. Virtanen"',
)
@argument("language", type=LanguageName(), metavar=N_("LANGUAGE"))
@argument("addresses", nargs=-1, metavar=N_("[ADDRESS]..."))
@option("--all", "every", is_flag=True, help=N_("every passage that is unconfirmed or outdated"))
@option("--state", type=one_of(State), help=N_("state of the translations from now on"))
@option("--produced-by", type=one_of(ProducedBy), help=N_("who wrote the translations"))
@option("--by", default="", metavar=N_("NAME"), help=N_("who confirms"))
@option("--force", is_flag=True, help=N_("record passages in spite of errors in them; needs --reason"))
@option("--reason", default="", metavar=N_("TEXT"), help=N_("why --force is right"))
@answer_format("text", "json")
@click.pass_obj
def confirm(
    session: Session,
    language: str,
    addresses: tuple[str, ...],
    every: bool,
    state: str | None,
    produced_by: str | None,
    by: str,
    force: bool,
    reason: str,
    form: str,
) -> int:
    """Confirm passages, or list what there is to confirm."""
    library = session.library()
    answer = library.confirm(
        language, addresses, every=every, state=state, produced_by=produced_by, by=by, force=force, reason=reason
    )
    session.answer(answer, form, library.warnings)
    return int(bool(answer.refused))


@command(
    "release",
    help=N_(
        "Put today's published wordings on record, so that they can be found for ever. "
        "NAME is the release's, such as 2026-1."
    ),
    epilog="kb release --dry-run",
)
@argument("name", required=False, metavar=N_("[NAME]"))
@option("--dry-run", is_flag=True, help=N_("only list what would be put on record"))
@answer_format("text", "json")
@click.pass_obj
def release(session: Session, name: str | None, dry_run: bool, form: str) -> None:
    """Release, or list what there is to release."""
    library = session.library()
    session.answer(library.release(name, dry_run=dry_run), form, library.warnings)
