"""Are the catalogs of messages what the source code says, and how are they brought there?

``python -m kb.ui.catalogs`` in a checkout collects every template into ``locales/kb.pot``, updates each
``locales/<language>/LC_MESSAGES/kb.po`` and compiles it; languages named behind the command get a catalog if they have
none. What it writes depends on the source alone (and on click's, whose messages are ours to translate): it has no dates
and no line numbers.
The only file that imports Babel's message tools; nothing on the way to an answer imports it.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kb.answers import Amount
from kb.languages import FALLBACK, LANGUAGES
from kb.ui.messages import DOMAIN

#: What click translates though no call in its source says so.
CLICK_ALSO = ("required",)

_COMMENT = "# Translators: "
_HEADER = """\
# Messages of kb, a multilingual findings knowledge base.
# Copyright (C) the kb authors
# This file is distributed under the same license as kb.
#
# Messages from click/… are those of click {click}, translated here because it ships no translations."""


#: Header lines that say when, by which program and by whom a catalog was written: version control knows.
_LEFT_OUT = tuple(
    f'"{name}:'
    for name in (
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
        *("Last-Translator", "Language-Team", "Generated-By"),
    )
)


class Marked(NamedTuple):
    """A template found in source code: ``id`` is a pair where it has a plural; ``comment`` is for translators."""

    id: str | tuple[str, str]
    line: int
    comment: str


def marked(source: str, path: str) -> Iterator[Marked]:
    """Every template marked in Python *source*: ``N_("…")``, and ``Message(N_("…"), …, plural=N_("…"))`` as a pair.

    :raises ValueError: if what is marked is not a string literal.
    """
    lines = source.splitlines()
    tree = ast.parse(source, path)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    pairs = [pair for call in calls if (pair := _plural_pair(call))]
    paired = {id(call) for pair in pairs for call in pair}
    single = [(call,) for call in calls if _is_mark(call) and id(call) not in paired]
    for group in sorted([*pairs, *single], key=lambda group: (group[0].lineno, group[0].col_offset)):
        texts = [_literal(call, path) for call in group]
        line = group[0].lineno
        above = lines[line - 2].strip() if line > 1 else ""
        comment = above.removeprefix(_COMMENT) if above.startswith(_COMMENT) else ""
        yield Marked((texts[0], texts[1]) if len(texts) == 2 else texts[0], line, comment)


def _is_mark(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "N_"


def _plural_pair(call: ast.Call) -> tuple[ast.Call, ast.Call] | None:
    match call:
        case ast.Call(func=ast.Name(id="Message"), args=[ast.Call() as one, *more]):
            plurals = [*more[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "plural")]
            return next(((one, many) for many in plurals if isinstance(many, ast.Call)), None)
    return None


def _literal(call: ast.Call, path: str) -> str:
    match call.args:
        case [ast.Constant(value=str(text))]:
            return text
    raise ValueError(f"{path}:{call.lineno}: N_() takes one string literal")


def template(checkout: Path) -> Catalog:
    """The template catalog of the program in *checkout*: its own messages, then click's."""
    collected = Catalog(fuzzy=False, header_comment=_HEADER.format(click=version("click")))
    for path in sorted((checkout / "kb").rglob("*.py")):
        name = path.relative_to(checkout).as_posix()
        for found in marked(path.read_text(encoding="utf-8"), name):
            collected.add(
                found.id, locations=[(name, found.line)], auto_comments=[found.comment] if found.comment else ()
            )
    for file, _, id, _, _ in extract_from_dir(checkout / "kb", [("**.html", "jinja2")]):
        collected.add(id, locations=[(f"kb/{file}", 0)])
    for file, _, id, _, _ in extract_from_dir(Path(click.__file__).parent, [("**.py", "python")]):
        collected.add(id, locations=[(f"click/{file}", 0)])
    for text in CLICK_ALSO:
        collected.add(text, locations=[("click/core.py", 0)])
    return collected


def read_catalog(path: Path, locale: str | None = None) -> Catalog:
    """The catalog in the file at *path*."""
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=DOMAIN)


class Entry(NamedTuple):
    """One message of a catalog with all its forms: the templates, and what is said for them. ``line`` is that of the first."""

    templates: tuple[str, ...]
    said: tuple[str, ...]
    line: int
    fuzzy: bool

    @property
    def is_translated(self) -> bool:
        """Whether every form has a translation that somebody has looked at."""
        return all(self.said) and not self.fuzzy


def entries(path: Path, locale: str | None = None) -> list[Entry]:
    """The messages of the catalog in the file at *path*.

    :raises ValueError: if it is not a catalog.
    """
    return [
        Entry(_forms(entry.id), _forms(entry.string), entry.lineno or 1, entry.fuzzy)
        for entry in read_catalog(path, locale)
        if entry.id
    ]


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


def catalog_text(catalog: Catalog) -> str:
    """*catalog* as it is written: sorted by file, no line numbers, no dates, nothing obsolete."""
    written = BytesIO()
    write_po(written, catalog, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_LEFT_OUT))


def updated(path: Path, locale: str, source: Catalog) -> Catalog:
    """The catalog at *path* (empty if there is none) with the messages of *source* and the plural rule of *locale*."""
    fresh = Catalog(locale=locale, domain=DOMAIN, fuzzy=False)
    fresh.header_comment = source.header_comment
    if path.is_file():
        before = read_catalog(path, locale)
        fresh.header_comment = before.header_comment
        for entry in before:
            if entry.id:
                fresh[entry.id] = entry
    # No guesses at reworded sentences: a near miss that nobody notices is worse than a sentence in English.
    fresh.update(source, no_fuzzy_matching=True, update_header_comment=False)
    return fresh


def compile_catalog(source: Path, target: Path) -> None:
    """Compile the ``.po`` at *source* to the ``.mo`` at *target*, which is the old one or the new one at any time.

    :raises OSError: if *target* cannot be written.
    """
    catalog = read_catalog(source)
    aside = target.with_suffix(f".{os.getpid()}")
    with aside.open("wb") as file:
        write_mo(file, catalog)
    aside.replace(target)


def refresh(checkout: Path, languages: Sequence[str] = ()) -> list[Path]:
    """Bring ``locales/`` of *checkout* up to date, with a catalog for each of *languages*; the files that changed."""
    folder = checkout / "locales"
    text = catalog_text(template(checkout))
    source = read_po(BytesIO(text.encode()), domain=DOMAIN)
    wanted = {folder / f"{DOMAIN}.pot": text}
    there = {path.parts[-3] for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")}
    for tag in sorted(there.union(languages)):
        path = folder / tag / "LC_MESSAGES" / f"{DOMAIN}.po"
        wanted[path] = catalog_text(updated(path, LANGUAGES[tag].locale, source))
    changed = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in wanted:
        if path.suffix == ".po":
            compile_catalog(path, path.with_suffix(".mo"))
    return changed


def amounts(folder: Path) -> dict[str, Amount]:
    """How many messages the catalog of each language in *folder* has, of how many; English is what they are written in."""
    path = folder / f"{DOMAIN}.pot"
    wanted = {entry.id for entry in read_catalog(path) if entry.id} if path.is_file() else set()
    return {tag: Amount(_translated(folder, tag, wanted), len(wanted)) for tag in LANGUAGES}


def _translated(folder: Path, tag: str, wanted: Collection[object]) -> int:
    path = folder / tag / "LC_MESSAGES" / f"{DOMAIN}.po"
    if tag == FALLBACK:
        return len(wanted)
    if not path.is_file():
        return 0
    entries = (entry for entry in read_catalog(path) if entry.id in wanted and not entry.fuzzy)
    return sum(all(entry.string) if isinstance(entry.string, tuple) else bool(entry.string) for entry in entries)


if __name__ == "__main__":
    checkout = Path(__file__).parents[2]
    for changed in refresh(checkout, sys.argv[1:]):
        print(changed.relative_to(checkout).as_posix())
