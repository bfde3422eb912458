"""How does a case file of content become a folder, and what must be found in it?

``cases/content-base.md`` explains the format.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"
BASE = "content-base.md"

_CASE = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^~~~~~ (\S+)(?: ([^\n]+))?\n(.*?)^~~~~~$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A change of the file at ``path``."""

    path: str
    how: str
    text: str


class Case(NamedTuple):
    """``expected`` are lines ``path:line:column code``."""

    name: str
    blocks: tuple[Block, ...]
    expected: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of *text*."""
    return [Block(match[1], match[2] or "", match[3]) for match in _BLOCK.finditer(text)]


def cases() -> Iterator[Case]:
    """All cases of all case files but the base."""
    for path in sorted(CASES.glob("content-*.md")):
        if path.name != BASE:
            _, *parts = _CASE.split(_protected(path.read_text("utf-8")))
            for name, body in zip(parts[::2], parts[1::2], strict=True):
                found = blocks(_restored(body))
                expected = tuple(line for block in found if block.path == "expect" for line in block.text.splitlines())
                yield Case(f"{path.stem}: {name}", tuple(b for b in found if b.path != "expect"), expected)


def _protected(text: str) -> str:
    """*text* with headings inside of blocks hidden from the split into cases."""
    return _BLOCK.sub(lambda match: match[0].replace("\n#", "\n\0#"), text)


def _restored(text: str) -> str:
    return text.replace("\0", "")


def lay_out(root: Path, case: Case | None = None) -> Path:
    """The base under *root*, changed as *case* says; the content folder."""
    for block in blocks((CASES / BASE).read_text("utf-8")):
        _apply(root, block)
    for block in case.blocks if case else ():
        _apply(root, block)
    return root / "content"


def _apply(root: Path, block: Block) -> None:
    path = root / block.path
    path.parent.mkdir(parents=True, exist_ok=True)
    how, _, argument = block.how.partition(" ")
    if how == "remove":
        path.unlink()
    elif how == "symlink":
        path.unlink(missing_ok=True)
        path.symlink_to(block.text.strip())
    elif how == "pipe":
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    elif how == "folder":
        path.mkdir()
    elif how == "replace":
        old, _, new = (_unescaped(block.text) if argument == "escaped" else block.text).partition("=>\n")
        before = path.read_text("utf-8")
        assert before.count(old) == 1, f"{block.path} has {old!r} {before.count(old)} times"
        path.write_text(before.replace(old, new), "utf-8", newline="")
    elif how == "append":
        path.write_text(path.read_text("utf-8") + block.text, "utf-8", newline="")
    elif how == "repeat":
        path.write_text(block.text.rstrip("\n") * int(argument), "utf-8", newline="")
    elif how == "escaped":
        path.write_bytes(_unescaped(block.text.replace("\n", "")).encode("latin-1"))
    else:
        assert not how, f"unknown block: {block.how}"
        path.write_text(block.text, "utf-8", newline="")


def _unescaped(text: str) -> str:
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")
