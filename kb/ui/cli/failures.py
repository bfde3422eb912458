"""What does the command line say when something goes wrong, and with which exit code does it end?"""

from __future__ import annotations

from typing import TextIO

import click

from kb.errors import (
    N_,
    ContentUnusable,
    IndexUnusable,
    KbError,
    NotFound,
    QueryError,
    Refused,
    StorageError,
    UsageError,
    message,
)
from kb.ui.loading import load
from kb.ui.messages import Translator
from kb.ui.terminal import printable

#: Exit code where the index cannot be used.
UNUSABLE = 4

#: Exit code of each class of error; what is not listed has that of the nearest class above it.
EXIT_CODES: dict[type[BaseException], int] = {
    KbError: 1,
    Refused: 1,
    ContentUnusable: 1,
    UsageError: 2,
    NotFound: 3,
    IndexUnusable: UNUSABLE,
    StorageError: 5,
    OSError: 5,
    BrokenPipeError: 0,
    click.UsageError: 2,
    click.ClickException: 1,
    click.Abort: 130,
    KeyboardInterrupt: 130,
    BaseException: 70,
}

#: Longest part of a query shown around the place of a mistake.
_WINDOW = 64


def exit_code(error: BaseException) -> int:
    """The exit code for *error*."""
    return next(EXIT_CODES[cls] for cls in type(error).__mro__ if cls in EXIT_CODES)


def report(error: BaseException, translator: Translator, *, debug: bool, query: str, stream: TextIO) -> int:
    """Say on *stream* what went wrong and what can be done; the exit code. A mistake in *query* is pointed out."""
    if debug and not isinstance(error, click.ClickException | click.Abort | BrokenPipeError):
        load("traceback:print_exception")(error, file=stream)
    match error:
        case BrokenPipeError():
            pass  # whoever reads us has seen enough
        case click.ClickException():
            error.show(stream)
        case click.Abort() | KeyboardInterrupt():
            stream.write(translator.gettext(N_("Interrupted.")) + "\n")
        case KbError():
            _report_ours(error, translator, query, stream)
        case OSError():
            reason = error.strerror or type(error).__name__
            where = f"{error.filename}: " if error.filename else ""
            _say(stream, translator, f"{where}{reason}")
        case _:
            name = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            _say(stream, translator, translator.text(N_("something went wrong inside kb ({error})"), error=name))
            if not debug:
                _hint(
                    stream, translator, translator.gettext(N_("run it again as kb --debug … and report what it prints"))
                )
    return exit_code(error)


def _report_ours(error: KbError, translator: Translator, query: str, stream: TextIO) -> None:
    where = f"{error.place}: " if error.place else ""
    _say(stream, translator, where + translator.say(error.message))
    if isinstance(error, QueryError) and 0 <= error.start < error.end <= len(query):
        stream.write("".join(f"  {line}\n" for line in pointed_out(query, error.start, error.end)))
    if error.hint:
        _hint(stream, translator, translator.say(error.hint))


def _say(stream: TextIO, translator: Translator, sentence: str) -> None:
    # click's own template, so that its errors and ours look alike
    stream.write(printable(translator.say(message("Error: {message}", message=sentence))) + "\n")


def _hint(stream: TextIO, translator: Translator, sentence: str) -> None:
    stream.write(printable(translator.text(N_("Hint: {hint}"), hint=sentence)) + "\n")


def pointed_out(query: str, start: int, end: int) -> tuple[str, str]:
    """The part of *query* around [start, end), and a line with carets to put under it.

    >>> pointed_out("foo:bar", 0, 4)
    ('foo:bar', '^^^^')
    """
    first = max(0, min(start - _WINDOW // 2, len(query) - _WINDOW))
    last = min(len(query), first + _WINDOW)
    shown = printable(query[first:last])
    carets = "^" * max(1, min(end, last) - start)
    return shown, " " * (start - first) + carets
