"""``kb index``, ``kb init`` and ``kb new``: how is a knowledge base started, extended and kept in order?"""

from __future__ import annotations

import click

from kb.errors import N_
from kb.model import Kind
from kb.ui.cli.failures import UNUSABLE
from kb.ui.cli.localised import Group, argument, command, option
from kb.ui.cli.parameters import LanguageName, WholeNumber, answer_format, many, one_of
from kb.ui.cli.session import Session, hall
from kb.ui.messages import known_language


@command("index", help=N_("Build or refresh the search index. Other commands do so when it is needed."))
@option("--rebuild", is_flag=True, help=N_("build it anew from the content"))
@option("--check", is_flag=True, help=N_("examine whether it is whole and unharmed"))
@option("--probe", is_flag=True, help=N_("search it for its own words in several forms, and say what is found"))
@many("--in", "languages_in", LanguageName(), N_("languages to look in (default: all)"), N_("LANGUAGE"))
@answer_format("text", "json")
@click.pass_obj
def index(session: Session, rebuild: bool, check: bool, probe: bool, languages_in: tuple[str, ...], form: str) -> int:
    """Build or examine the index."""
    library = session.library()
    answer = library.index(rebuild=rebuild, check=check)
    if probe and not answer.damage:
        answer = answer._replace(probe=library.probe(languages_in))
    session.answer(answer, form, library.warnings)
    return UNUSABLE if answer.damage else 0


@command("init", help=N_("Start a knowledge base in the folder DIR."), epilog="kb init my-findings --sample")
@argument("folder", metavar=N_("DIR"))
@option("--sample", is_flag=True, help=N_("with the knowledge base that comes with kb as a sample"))
@answer_format("text", "json")
@click.pass_obj
def init(session: Session, folder: str, sample: bool, form: str) -> None:
    """Start a knowledge base."""
    session.answer(hall.init(folder, sample=sample), form)


@click.group(
    "new",
    cls=Group,
    help=N_("Add a source, statements or a translation. Ids that were ever used are never given again."),
)
def new() -> None:
    """Add something."""


@command("source", help=N_("Add a source with the id SOURCE: its record, and a file for its original."))
@argument("id", metavar=N_("SOURCE"))
@option(
    "--original", required=True, type=LanguageName(), metavar=N_("LANGUAGE"), help=N_("the language it was written in")
)
@option("--title", required=True, metavar=N_("TEXT"), help=N_("its title, in that language"))
@answer_format("text", "json")
@click.pass_obj
def new_source(session: Session, id: str, original: str, title: str, form: str) -> None:
    """Add a source."""
    library = session.library()
    session.answer(library.new_source(id, original, title), form, library.warnings)


@command("statement", help=N_("Add statements to the original of SOURCE, with the next free ids of their kind."))
@argument("source", metavar=N_("SOURCE"))
@option("--kind", type=one_of(Kind), default=Kind.FINDING.value, show_default=True, help=N_("their kind"))
@option("--count", type=WholeNumber(), default=1, show_default=True, metavar="N", help=N_("how many"))
@answer_format("text", "json")
@click.pass_obj
def new_statement(session: Session, source: str, kind: str, count: int, form: str) -> None:
    """Add statements."""
    library = session.library()
    session.answer(library.new_statement(source, kind, count), form, library.warnings)


@command(
    "translation",
    help=N_("Add a file for the translation of SOURCE into LANGUAGE. Where there is one source, LANGUAGE is enough."),
)
@argument("first", metavar=N_("[SOURCE]"))
@argument("second", required=False, metavar=N_("LANGUAGE"))
@answer_format("text", "json")
@click.pass_obj
def new_translation(session: Session, first: str, second: str | None, form: str) -> None:
    """Add a translation; click cannot have an argument left out before one that is needed."""
    source, language = (None, first) if second is None else (first, second)
    tag = known_language(language)
    library = session.library()
    session.answer(library.new_translation(source, tag), form, library.warnings)


for _command in (new_source, new_statement, new_translation):
    new.add_command(_command)
