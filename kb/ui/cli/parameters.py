"""Which values may an option have, and how are they read?"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import click

from kb.errors import N_
from kb.ui.cli.localised import option, said
from kb.ui.messages import known_language


class LanguageName(click.ParamType[str]):
    """A language of the table; ``fr-BE`` is ``fr``.

    :raises NotFound: for any other.
    """

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """See click."""
        return known_language(value)


class WholeNumber(click.ParamType[int]):
    """A whole number that is not negative, in digits."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """See click."""
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            self.fail(said(N_("“{value}” is not a whole number")).format(value=value), param, ctx)
        return int(value)


class Several(click.ParamType[tuple[Any, ...]]):
    """Values with commas between them, each read as ``item``: a tuple."""

    name = "list"

    def __init__(self, item: click.ParamType[Any]) -> None:
        self.item = item

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """See click."""
        return self.item.get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Any, ...]:
        """See click."""
        parts = [part.strip() for part in value.split(",")]
        return tuple(self.item.convert(part, param, ctx) for part in parts if part)


def one_of(values: type[StrEnum], *more: str) -> click.Choice[str]:
    """One of a closed table of words, or of *more*."""
    return click.Choice([*(value.value for value in values), *more])


def _flat(_context: click.Context, _parameter: click.Parameter, given: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value for values in given for value in values))


def many(
    name: str, variable: str, item: click.ParamType[Any], help: str, metavar: str | None = None
) -> Callable[[Any], Any]:
    """An option that may be given several times, or once with commas between its values: a tuple, each value once."""
    return option(name, variable, multiple=True, type=Several(item), callback=_flat, help=help, metavar=metavar)


def answer_language(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--lang``, the language of the answer: the messages' language unless named."""
    help = N_("language of the answer (default: that of the messages)")
    decorated: Callable[..., Any] = option(
        "--lang", "language", type=LanguageName(), metavar=N_("LANGUAGE"), help=help
    )(function)
    return decorated


def answer_format(*formats: str) -> Callable[[Any], Any]:
    """``--format``; the first of *formats* is the default."""
    return option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        help=N_("form of the answer"),
        show_default=True,
    )
