"""``kb verify``: are the quotations and citations of this manuscript right?"""

from __future__ import annotations

import click

from kb.errors import N_
from kb.ui.cli.localised import argument, command, option
from kb.ui.cli.parameters import LanguageName, answer_format
from kb.ui.cli.session import Session, hall
from kb.ui.render.verify import remark


@command(
    "verify",
    help=N_(
        "Judge the quotations and citations of manuscripts (.md .txt .html .tex .docx .odt .bib .ris .json; - is standard "
        "input). The exit code is 1 if one is altered, misattributed, withdrawn or not found, or if nothing was checked."
    ),
    epilog="kb verify brief.docx --annotate checked.docx",
)
@argument("files", nargs=-1, required=True, metavar=N_("FILE..."))
@option(
    "--lang",
    "language",
    type=LanguageName(),
    metavar=N_("LANGUAGE"),
    help=N_("the statement of each quotation in this language too"),
)
@option("--annotate", "out", metavar=N_("OUT"), help=N_("write the DOCX or ODT again, with the verdicts as comments"))
@answer_format("text", "json", "sarif")
@click.pass_obj
def verify(session: Session, files: tuple[str, ...], language: str | None, out: str | None, form: str) -> int:
    """Judge the manuscripts in *files*."""
    library = session.library()
    manuscripts = [hall.manuscript(name, session.standard_input) for name in files]
    if out is None:
        answer = library.verify(manuscripts, language)
    else:
        answer = library.annotate(manuscripts, out, lambda one: remark(one, session.translator), language)
    session.answer(answer, form, library.warnings)
    return int(answer.fails)
