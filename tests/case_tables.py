"""Case files: Markdown tables under headings, writable without Python."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def tables(name: str) -> dict[str, list[tuple[str, ...]]]:
    """The rows of the tables of case file *name*, by the level-two heading above them (empty without one)."""
    return rows_of(CASES / name)


def rows_of(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """As :func:`tables`, of the file at *path*."""
    found: dict[str, list[tuple[str, ...]]] = {}
    heading, lines = "", path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("## "):
            heading = line[3:]
        is_head = number + 1 < len(lines) and lines[number + 1].startswith("|---")
        if line.startswith("|") and not line.startswith("|---") and not is_head:
            found.setdefault(heading, []).append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
    return found
