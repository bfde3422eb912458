"""``kb export`` and ``kb import``: how does work go out to translators and come back?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from kb.answers import ExportAnswer, ImportedFile
from kb.errors import N_, Message, NotFound, UsageError, message
from kb.model import ProducedBy, State
from kb.ui.cli.localised import argument, command, option
from kb.ui.cli.parameters import LanguageName, Several, answer_format, many, one_of
from kb.ui.cli.session import Session
from kb.ui.loading import load

FORMATS = ("xliff", "po", "tmx", "csv", "json-ld", "csl-json")
EVERY = "all"

#: Bytes of a file that are read at most: one more than any format takes.
_LIMIT = 64 * 1024 * 1024 + 1

_REFUSED = ".refused.txt"


class Target(LanguageName):
    """A language, or :data:`EVERY`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """See click."""
        return EVERY if value == EVERY else super().convert(value, param, ctx)


# --------------------------------------------------------------------------------------------------------------- export


@command(
    "export",
    help=N_(
        "Give out what there is to translate: published passages, titles and labels. "
        "To one language it goes to the terminal or to the file at --output; to all it needs a folder there."
    ),
    epilog="kb export xliff --to fi --only missing,outdated --output fi.xlf",
)
@argument("name", type=click.Choice(FORMATS), metavar=N_("FORMAT"))
@option(
    "--to",
    "targets",
    type=Several(Target()),
    required=True,
    metavar=N_("LANGUAGE"),
    help=N_("languages to translate into, or “all”"),
)
@many(
    "--only",
    "only",
    one_of(State, "missing", "unconfirmed", "outdated"),
    N_("only what is missing, unconfirmed, outdated, initial, translated, reviewed or final (default: everything)"),
    N_("STATE"),
)
@option("--version", default="", metavar=N_("VERSION"), help=N_("of XLIFF: 2.1 (default) or 1.2"))
@option("--source", metavar=N_("SOURCE"), help=N_("of this source only"))
@option(
    "--output", metavar=N_("PATH"), help=N_("file or folder to write to; a PO file that is there is brought up to date")
)
@answer_format("text", "json")
@click.pass_obj
def export(
    session: Session,
    name: str,
    targets: tuple[str, ...],
    only: tuple[str, ...],
    version: str,
    source: str | None,
    output: str | None,
    form: str,
) -> None:
    """Export to the terminal, a file or a folder."""
    library = session.library()
    place = Output(output, several=EVERY in targets or len(targets) > 1)
    found = library.export(
        name,
        targets,
        only=only,
        version=version,
        source=source,
        template=place.is_folder,
        existing=place.existing,
    )
    answer = place.put(found)
    session.answer(answer, form, [*library.warnings, *_remarks(answer)])


class Output:
    """Where exported files go: to ``path``, which is a folder if there can be several, or to the terminal (None)."""

    def __init__(self, path: str | None, *, several: bool) -> None:
        self.path = None if path is None else Path(path)
        ends = (os.sep, "/")
        self.is_folder = path is not None and (several or path.endswith(ends) or Path(path).is_dir())

    def _path(self, name: str) -> Path:
        assert self.path is not None
        return self.path / name if self.is_folder else self.path

    def existing(self, name: str) -> bytes | None:
        """What the file *name* holds already."""
        path = None if self.path is None else self._path(name)
        return path.read_bytes() if path is not None and path.is_file() else None

    def put(self, answer: ExportAnswer) -> ExportAnswer:
        """*answer*, its files written if they have a place."""
        if len(answer.files) > 1 and not self.is_folder:
            raise UsageError(
                N_("these are {number} files: they need a folder"),
                code="folder-needed",
                hint=message(N_("name it with --output DIR/")),
                number=len(answer.files),
            )
        if self.path is None:
            return answer
        files = []
        for file in answer.files:
            path = self._path(file.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            _save(path, (file.text or "").encode())
            files.append(file._replace(path=str(path), text=None))
        return answer._replace(files=tuple(files))


def _save(path: Path, data: bytes) -> None:
    """Write *data* aside and put it in place at once: a file of a translator's is never half there."""
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(data)
    aside.replace(path)


def _remarks(answer: ExportAnswer) -> Iterable[Message]:
    if not answer.files:
        return [message(N_("There is nothing to export."))]
    return [load("kb.ui.render.exchange:amount")(file) for file in answer.files if file.text is not None]


# --------------------------------------------------------------------------------------------------------------- import


@command(
    "import",
    help=N_(
        "Take in what translators did (XLIFF, PO, CSV; terms as TBX). Without --write, show what would change. "
        "Each unit that cannot go in is refused by itself, and listed beside its file; then the exit code is 1."
    ),
    epilog="kb import fi.xlf --write",
)
@argument("names", nargs=-1, metavar=N_("FILE..."))
@option("--write", is_flag=True, help=N_("change the content"))
@option("--state", type=one_of(State), help=N_("state of the translations (default: what the file says)"))
@option("--produced-by", type=one_of(ProducedBy), help=N_("who wrote the translations"))
@option("--by", default="", metavar=N_("NAME"), help=N_("who vouches for them"))
@option("--resume", is_flag=True, help=N_("complete an import that was interrupted; then write FILE, if there is one"))
@option("--undo", is_flag=True, help=N_("take back the last import"))
@answer_format("text", "json")
@click.pass_obj
def import_(
    session: Session,
    names: tuple[str, ...],
    write: bool,
    state: str | None,
    produced_by: str | None,
    by: str,
    resume: bool,
    undo: bool,
    form: str,
) -> int:
    """Import, or take an import back."""
    if not (names or resume or undo):
        raise UsageError(N_("name a FILE to import"), code="file-missing")
    library = session.library()
    if undo:
        answer = library.undo_import()
    else:
        files = [(name, _read(name)) for name in names]
        answer = library.import_files(
            files, write=write or resume, resume=resume, state=state, produced_by=produced_by, by=by
        )
    session.answer(answer, form, library.warnings)
    refused = [file for file in answer.files if file.refused]
    for file in refused if write or resume else ():
        session.remark(_listed(file, session, library.settings.root))
    return int(bool(refused))


def _read(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(_LIMIT)
    except FileNotFoundError:
        raise NotFound(N_("there is no file {path}"), code="no-such-file", path=name) from None


def _listed(file: ImportedFile, session: Session, root: Path) -> Message:
    """Write the units of *file* that were refused beside it, never under ``content/``; where they are."""
    beside = Path(f"{file.path}{_REFUSED}").absolute()
    if beside.is_relative_to(root / "content"):
        beside = root / beside.name
    _save(beside, load("kb.ui.render.exchange:refusals")(file, session.translator).encode())
    return message(N_("What was refused is in {path}"), path=str(beside))
