"""How does a document go out as a spreadsheet and come back?

CSV after RFC 4180 in UTF-8 with a byte order mark, which spreadsheet programs need to see the encoding. A cell that a program
would take for a formula gets an apostrophe in front, and loses it when it comes back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.errors import Place
from kb.translation.exchange.collecting import Stated, collect, decoded, state_of
from kb.translation.exchange.rules import problem, refusal
from kb.translation.exchange.units import Document, Reading, Unit

_BOM = "\ufeff"
_COLUMNS = ("id", "source", "target", "state", "produced-by", "note", "previous", "source-version", "target-version")
_STAMP = ("state", "produced-by", "source-version", "target-version")
_NEEDED = {"id", "source", "target", "source-version"}
_DELIMITERS = ",;\t"
#: Characters of the first line at most.
_HEAD = 10_000
_LANGUAGE = re.compile(r"(source|target) \(([A-Za-z-]+)\)")
# What Excel or LibreOffice may take for a formula, full width signs included.
_FORMULA = re.compile(r"'*[=+\-@\t\n\r＝＋－＠]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\n\r＝＋－＠]")


def neutralised(cell: str) -> str:
    """*cell* as no spreadsheet program calculates with it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """*cell* as it was before :func:`neutralised`."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def write(document: Document) -> bytes:
    """*document* as CSV; the same bytes for the same document."""
    languages = {"source": document.source_language, "target": document.target_language}
    with io.StringIO(newline="") as file:
        file.write(_BOM)
        writer = csv.writer(file)
        writer.writerow(f"{name} ({languages[name]})" if name in languages else name for name in _COLUMNS)
        writer.writerows([neutralised(cell) for cell in _row(unit)] for unit in document.units)
        return file.getvalue().encode()


def _row(unit: Unit) -> Sequence[str]:
    state = state_of(unit)
    return (
        unit.id,
        unit.source,
        unit.target or "",
        state.value if state else "",
        unit.produced_by.value if unit.produced_by else "",
        unit.note,
        unit.previous or "",
        unit.source_version,
        unit.target_version,
    )


class _Table(NamedTuple):
    """The head of a file: where which column is, and the languages named there."""

    columns: dict[str, int]
    languages: dict[str, str]


def read(data: bytes, path: str) -> Reading:
    """What came back in the CSV file *path*: separated by commas, semicolons or tabs, columns in any order, others ignored.

    :raises Refused: if it is not CSV, or a needed column is missing; nothing of it is taken then.
    """
    text = decoded(data, path)
    head = text.partition("\n")[0]
    for delimiter in _DELIMITERS if len(head) <= _HEAD else ():
        rows = _rows(text, delimiter, path)
        table = _table(next(rows, (1, []))[1]) if delimiter in head else None
        if table is not None:
            return collect(
                (_stated(cells, line, table, path) for line, cells in rows if any(cells)),
                path,
                source_language=table.languages.get("source", ""),
                target_language=table.languages.get("target", ""),
            )
    raise refusal("exchange-format", Place(path, 1))


def _rows(text: str, delimiter: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise refusal("exchange-syntax", Place(path, line), format="CSV", reason=str(error)) from error


def _table(cells: Sequence[str]) -> _Table | None:
    """The head, if it has what is needed."""
    names = [cell.strip().lower() for cell in cells]
    matches = {index: _LANGUAGE.fullmatch(name) for index, name in enumerate(names)}
    languages = {match[1]: match[2] for match in matches.values() if match}
    columns = {match[1] if match else names[index]: index for index, match in reversed(matches.items())}
    return _Table(columns, languages) if columns.keys() >= _NEEDED else None


def _stated(cells: Sequence[str], line: int, table: _Table, path: str) -> Stated:
    def cell(name: str) -> str:
        index = table.columns.get(name, len(cells))
        return restored(cells[index]) if index < len(cells) else ""

    id = cell("id").strip()
    # A wording with a separator in it that was not quoted has slipped into the next columns.
    too_many = len(cells) > len(table.columns) and any(cells[len(table.columns) :])
    fault = problem("unit-columns", Place(path, line), id=id) if too_many else None
    stamp = {name: cell(name).strip() for name in _STAMP}
    return Stated(id, cell("source"), cell("target"), stamp, line, fault)
