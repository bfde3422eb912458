"""``kb show`` and ``kb list``: what stands there, and what is there?"""

from __future__ import annotations

import click

from kb.errors import N_
from kb.ui.cli.localised import argument, command, option
from kb.ui.cli.parameters import LanguageName, answer_format, answer_language, many
from kb.ui.cli.session import Session

LISTS = ("sources", "statements", "topics", "languages", "releases")


@command(
    "show",
    help=N_(
        "Show passages with their originals. An ADDRESS is SOURCE/ID, SOURCE/ID/LANGUAGE, an ID alone, or a page's URL."
    ),
    epilog="kb show protect-children-2024/f2 --lang fi,fr",
)
@argument("addresses", nargs=-1, required=True, metavar=N_("ADDRESS..."))
@many(
    "--lang",
    "languages",
    LanguageName(),
    N_("languages to show (default: the address's, else that of the messages)"),
    N_("LANGUAGE"),
)
@option("--all", "every", is_flag=True, help=N_("every language there is"))
@option("--history", is_flag=True, help=N_("earlier wordings on record too, and what changed"))
@answer_format("text", "json", "markdown")
@click.pass_obj
def show(
    session: Session, addresses: tuple[str, ...], languages: tuple[str, ...], every: bool, history: bool, form: str
) -> None:
    """Show the passages at *addresses*."""
    library = session.library()
    answer = library.show(
        addresses,
        languages,
        default=session.translator.language,
        every=every,
        history=history,
        markdown=form == "markdown",
    )
    session.answer(answer, form, library.warnings)


@command("list", help=N_("List what there is."), epilog="kb list topics --lang de")
@argument("what", type=click.Choice(LISTS))
@answer_language
@answer_format("text", "json", "csv")
@click.pass_obj
def list_what(session: Session, what: str, language: str | None, form: str) -> None:
    """List *what*."""
    library = session.library()
    session.answer(library.listing(what, language or session.translator.language), form, library.warnings)
