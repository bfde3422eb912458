"""What can be asked for on the command line? The commands are imported when they are called."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

import click

from kb import __version__
from kb.errors import N_, KbError
from kb.ui.cli.failures import report
from kb.ui.cli.localised import LazyGroup, option, speaking
from kb.ui.cli.session import Session
from kb.ui.messages import Translator, language_of_messages

#: Where each command is, and what it does. In the order in which help lists them.
COMMANDS = {
    "search": ("kb.ui.cli.search:search", N_("find statements")),
    "show": ("kb.ui.cli.show:show", N_("show passages with their originals")),
    "cite": ("kb.ui.cli.cite:cite", N_("cite passages")),
    "verify": ("kb.ui.cli.verify:verify", N_("judge the quotations and citations of a manuscript")),
    "list": ("kb.ui.cli.show:list_what", N_("list sources, statements, topics, languages or releases")),
    "status": ("kb.ui.cli.check:status", N_("show how the knowledge base stands and what to do next")),
    "coverage": ("kb.ui.cli.coverage:coverage", N_("show which languages have which statements, and in what state")),
    "check": ("kb.ui.cli.check:check", N_("find problems in content and translations")),
    "confirm": ("kb.ui.cli.record:confirm", N_("record that passages translate today's originals")),
    "release": ("kb.ui.cli.record:release", N_("put today's published wordings on record")),
    "export": ("kb.ui.cli.exchange:export", N_("give out what there is to translate")),
    "import": ("kb.ui.cli.exchange:import_", N_("take in what translators did")),
    "serve": ("kb.ui.cli.serve:serve", N_("serve the pages and the API to this machine")),
    "index": ("kb.ui.cli.maintain:index", N_("build, refresh or examine the search index")),
    "init": ("kb.ui.cli.maintain:init", N_("start a knowledge base")),
    "new": ("kb.ui.cli.maintain:new", N_("add a source, statements or a translation")),
}


def _show_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"kb {__version__}")
        context.exit()


@click.command(
    "kb",
    cls=LazyGroup,
    table=COMMANDS,
    help=N_("A multilingual knowledge base of findings: every sentence has an address, in 24 languages."),
    epilog="kb search Verschlüsselung --lang fi",
)
@option(
    "--root", metavar=N_("DIR"), help=N_("folder of the knowledge base (default: the nearest upwards that has one)")
)
@option("--ui-lang", metavar=N_("LANGUAGE"), help=N_("language of messages (default: that of the environment)"))
@option("--debug", is_flag=True, help=N_("show where an error comes from"))
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=N_("Show the version and exit."),
)
@click.pass_obj
def kb(session: Session, root: str | None, ui_lang: str | None, debug: bool) -> None:
    """Take note of what holds for all commands; language and debugging were already (see :func:`_early`)."""
    session.root = root


def main() -> int:
    """Run the command line of this process; its exit code."""
    try:
        for stream in (sys.stdout, sys.stderr):
            _speak_utf8(stream)
        return run(sys.argv[1:], os.environ)
    except KeyboardInterrupt:
        return 130
    finally:
        _let_go()


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run ``kb`` with *arguments*; its exit code. Nothing is raised, whatever happens."""
    named, debug = _early(arguments)
    translator = Translator(language_of_messages(None, environment))
    try:
        if named is not None:
            translator = Translator(language_of_messages(named, environment))
    except KbError as error:
        return report(error, translator, debug=debug, query="", stream=sys.stderr)
    session = Session(translator, environment)
    with speaking(translator.language):
        try:
            code = kb.main(list(arguments), prog_name="kb", standalone_mode=False, obj=session)
            sys.stdout.flush()
            return code or 0
        except (Exception, KeyboardInterrupt) as error:
            return report(error, translator, debug=debug, query=session.query, stream=sys.stderr)


def _early(arguments: Sequence[str]) -> tuple[str | None, bool]:
    """``--ui-lang`` and ``--debug`` before the command: they hold for whatever click says while it reads the rest."""
    named, debug = None, False
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not name.startswith("--") or name == "--":
            break
        if name in ("--ui-lang", "--root") and not equals:
            value = next(rest, "")
        if name == "--ui-lang":
            named = value
        debug = debug or name == "--debug"
    return named, debug


def _speak_utf8(stream: TextIO) -> None:
    """Files and pipes get UTF-8 on every system; what a terminal cannot show is escaped."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _let_go() -> None:
    """Leave no unwritten text behind for a reader who has gone: Python would complain about it at its very end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
