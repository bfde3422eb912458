"""``kb search``: which statements match?"""

from __future__ import annotations

from typing import Any

import click

from kb.errors import N_, Message, message
from kb.library import SearchOptions
from kb.model import Kind, State
from kb.ui.cli.localised import argument, command, option
from kb.ui.cli.parameters import LanguageName, WholeNumber, answer_format, answer_language, many, one_of
from kb.ui.cli.session import Session

OUTDATED = N_("The index is older than the content; to refresh it: kb index")


#: The query language, for somebody who sees it for the first time.
NOTES = (
    N_("How to ask"),
    (
        (N_("child abuse"), N_("all these words, in any inflection; function words need not be there")),
        (N_("'\"against children\"'"), N_("exactly this wording, with every word, figure and sign in it")),
        (N_("'40 %'"), N_("this figure, however it is written")),
        (N_("game OR app"), N_("one of them; group with parentheses: '(game OR app) child'")),
        (N_("child -online, child NOT online"), N_("without this word")),
        (N_("encrypt*"), N_("words that begin like this; two letters at least")),
        (N_("encription~"), N_("this word, or one with a single letter wrong")),
        (
            "kind:finding topic:encryption",
            N_("filters: kind, topic, source, language, state, year; also -kind:finding"),
        ),
    ),
)


@command(
    "search",
    help=N_(
        "Find statements, whichever language they were written in, and read them in yours. "
        "OR and NOT are written in capitals in every language. Without words the filters alone decide."
    ),
    notes=NOTES,
    epilog="kb search '\"40 %\" OR Kontakt' --kind finding --lang fr",
    context_settings={"ignore_unknown_options": True},
)
@argument("words", nargs=-1, metavar=N_("[WORDS]..."), type=click.UNPROCESSED)
@many("--in", "languages_in", LanguageName(), N_("languages to look in (default: all)"), N_("LANGUAGE"))
@answer_language
@option("--literal", is_flag=True, help=N_("match words only as they are written"))
@many("--kind", "kinds", one_of(Kind), N_("only statements of this kind"))
@many("--topic", "topics", click.STRING, N_("only statements on this topic"), N_("TOPIC"))
@many("--source", "sources", click.STRING, N_("only statements of this source"), N_("SOURCE"))
@option("--publisher", "publishers", multiple=True, metavar=N_("NAME"), help=N_("only sources of this publisher"))
@many(
    "--state",
    "states",
    one_of(State, "missing", "unconfirmed", "outdated"),
    N_("only where the passage in the language of the answer has this state"),
)
@option("--year", "years", metavar=N_("YEARS"), help=N_("only sources of these years: 2024, 2023.. or ..2022"))
@option("--drafts", is_flag=True, help=N_("drafts and embargoed statements too"))
@option(
    "--sort",
    type=click.Choice(["relevance", "date", "address"]),
    default="relevance",
    show_default=True,
    help=N_("order"),
)
@option("--limit", type=WholeNumber(), default=10, show_default=True, metavar="N", help=N_("at most so many hits"))
@option("--offset", type=WholeNumber(), default=0, metavar="N", help=N_("leave out so many hits at the beginning"))
@option("--explain", is_flag=True, help=N_("show how each word was understood"))
@answer_format("text", "json", "jsonl", "csv")
@click.pass_context
def search(context: click.Context, /, words: tuple[str, ...], language: str | None, form: str, **options: Any) -> None:
    """Search, and show what was found."""
    _refuse_misspelt_options(context, words)
    session: Session = context.obj
    session.query = " ".join(words)
    library = session.library()
    answer = library.search(session.query, language or session.translator.language, SearchOptions(**options))
    remarks: list[Message] = [message(OUTDATED)] if answer.outdated_index else []
    session.answer(answer, form, [*library.warnings, *remarks], numbered_from=options["offset"] + 1)


def _refuse_misspelt_options(context: click.Context, words: tuple[str, ...]) -> None:
    """``-word`` belongs to the query; ``--limt`` is a mistake."""
    known = [name for parameter in context.command.get_params(context) for name in parameter.opts]
    for word in words:
        if word.startswith("--") and len(word.split()) == 1 and word != "--":
            raise click.NoSuchOption(word.partition("=")[0], possibilities=known, ctx=context)
