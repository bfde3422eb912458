"""How does click speak the reader's language?

click translates its own messages through the program's text domain when it says them, and never those of an option or a
command, which it takes as they are written. Here both go the same way: texts are marked with ``N_()`` where they are
written, and looked up in the text domain when help is shown.
"""

from __future__ import annotations

import gettext as text_domain
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import click

from kb.errors import N_
from kb.ui.loading import load
from kb.ui.messages import DOMAIN, catalog


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let click say everything in *language* meanwhile.

    For the one thread of the command line: gettext's text domain, and where it looks for the language, are global.
    """
    found = catalog(language)
    domain, variable = text_domain.textdomain(), os.environ.get("LANGUAGE")
    if found is not None:
        text_domain.bindtextdomain(DOMAIN, found.folder)
    text_domain.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language if found else "C"
    try:
        yield
    finally:
        text_domain.textdomain(domain)
        if variable is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = variable


def said(text: str | None) -> str:
    """The translation of *text* in the language that is being spoken."""
    return text_domain.gettext(text) if text else ""


def _show_help(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


class Option(click.Option):
    """An option whose help and metavar are translated when they are shown."""

    def make_metavar(self, ctx: click.Context) -> str:
        """See click."""
        return said(self.metavar) or super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """See click."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], said(self.help) + record[1].removeprefix(self.help)


class Argument(click.Argument):
    """An argument whose metavar is translated when it is shown."""

    def make_metavar(self, ctx: click.Context) -> str:
        """See click."""
        return said(self.metavar) or super().make_metavar(ctx)


#: A heading, and rows of (what to type, what it does).
Notes = tuple[str, Sequence[tuple[str, str]]]


class Command(click.Command):
    """A command whose texts are translated when they are shown.

    ``notes`` are a heading and rows of (what to type, what it does), shown between the help and the options.
    """

    _help_flag: Option | None = None

    def __init__(self, *args: Any, notes: Notes | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.notes = notes

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """See click. Ours is translated when shown; click's when made, which costs a look at the disk at each start."""
        if self._help_flag is None:
            self._help_flag = Option(
                ["--help"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help=N_("Show this message and exit."),
            )
        return self._help_flag

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """See click."""
        arguments = [piece for parameter in self.get_params(ctx) for piece in parameter.get_usage_pieces(ctx)]
        return [said(N_("[OPTIONS]")), *arguments]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """See click."""
        _write(formatter, self.help)
        if self.notes is not None:
            heading, rows = self.notes
            with formatter.section(said(heading)):
                formatter.write_dl([(said(typed), said(meaning)) for typed, meaning in rows])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """See click. Ours is a command to try."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write(f"{'':>{formatter.current_indent}}{said(N_('Example:'))} {self.epilog}\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        """See click."""
        return said(self.short_help or self.help)


def _write(formatter: click.HelpFormatter, text: str | None) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(text))


class Group(Command, click.Group):
    """A command that holds others."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """See click."""
        return [*super().collect_usage_pieces(ctx), said(N_("COMMAND [ARGUMENTS]..."))]


class LazyGroup(Group):
    """A group whose commands are imported when they are called: ``table`` maps a name to where it is, and its help."""

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name."""
        return cast("click.Command", load(self.table[cmd_name][0])) if cmd_name in self.table else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; what it proposes for a misspelt name comes from the table."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=self.table, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section(text_domain.gettext("Commands")):
            formatter.write_dl([(name, said(help)) for name, (_, help) in self.table.items()])


def command(name: str, help: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """``click.command`` with translated texts."""
    return click.command(name, cls=Command, help=help, **settings)


def option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """``click.option`` with translated texts."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[Any], Any]:
    """``click.argument`` with a translated metavar."""
    return click.argument(name, cls=Argument, **settings)
