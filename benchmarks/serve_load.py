"""How many readers does ``kb serve`` bear, beside Datasette with the same passages, and does one fail while the index is swapped?

    python benchmarks/generate.py BASE --passages 100000 --seed 1
    python benchmarks/serve_load.py BASE --datasette PATH/TO/datasette

Needs ``wrk``, and a Datasette in an environment of its own. 200 connections ask for words that stand in the passages,
each server for itself: the page of a search and its JSON. Then kb's index is swapped 20 times under the same load, by
editing a passage: a request that fails ends the program with 1. BASE is left as it was. The 200 ask for ever new words,
but for the row that says so: what was asked of a generation before, ``kb serve`` has at hand.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import quote
from urllib.request import urlopen

from measuring import machine, show

from kb.library import open_library
from kb.search.generations import current_name

HERE = Path(__file__).resolve().parent
KB = Path(sys.executable).with_name("kb")

#: So many different words are asked for: many more than kb keeps answers of, or so few that it has them all.
MANY, FEW = 4000, 100

_WORD = re.compile(r"[^\W\d_]{4,24}")


class Passage(NamedTuple):
    """A published passage."""

    address: str
    language: str
    text: str


class Outcome(NamedTuple):
    """What wrk says: latencies in milliseconds; answers that were no success, and requests that got none."""

    requests: int
    seconds: float
    p50: float
    p99: float
    refused: int
    lost: int


def passages(base: Path) -> list[Passage]:
    """What is searched, as it stands in the index."""
    searcher = open_library(base)._opening.opened().searcher
    found = searcher.show(list(searcher.ids()))
    return [
        Passage(f"{one.source}/{one.id}", language, passage.text)
        for one in found.values()
        if one.publication != "draft"
        for language, passage in one.passages.items()
    ]


def words(rows: Sequence[Passage], seed: int) -> list[tuple[str, str]]:
    """Words that stand in a passage, and its language."""
    random = Random(seed)
    return [(random.choice(_WORD.findall(row.text) or ["a"]), row.language) for row in random.choices(rows, k=MANY)]


# -------------------------------------------------------------------------------------------------------------- servers


@contextmanager
def started(command: Sequence[str | Path], url: str) -> Iterator[None]:
    """A server that answers at *url* while the ``with`` lasts."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = monotonic() + 120
        while monotonic() < end:
            with suppress(OSError), urlopen(url, timeout=60):
                break
            sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


def database(rows: Sequence[Passage], path: Path) -> None:
    """*rows* for Datasette: a table with a full-text index, as its documentation has it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE passages (id INTEGER PRIMARY KEY, address TEXT, language TEXT, text TEXT)")
        connection.executemany("INSERT INTO passages (address, language, text) VALUES (?, ?, ?)", rows)
        connection.execute("CREATE VIRTUAL TABLE passages_fts USING fts5(text, content='passages', content_rowid='id')")
        connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")


# ----------------------------------------------------------------------------------------------------------------- load


def load(origin: str, addresses: Sequence[str], folder: Path, connections: int, seconds: int) -> Outcome:
    """*addresses* asked for at *origin* by so many connections for so long."""
    listed = folder / "addresses.txt"
    listed.write_text("\n".join(addresses) + "\n", encoding="ascii")
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", HERE / "serve_load.lua"]
    done = subprocess.run([*command, origin, "--", listed], capture_output=True, text=True, check=True, cwd=folder)
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def swapping(base: Path, over: threading.Event, swaps: list[str]) -> None:
    """Edit a passage, wait for the generation that has it, note it, and so on until *over*."""
    path = min((base / "content").glob("*/de.md"))
    before = path.read_bytes()
    try:
        while not over.is_set():
            name = current_name(base / "search_index")
            path.write_bytes(before.rstrip() + f" Swap{len(swaps)}\n".encode())
            while current_name(base / "search_index") == name and not over.is_set():
                sleep(0.05)
            swaps.append(str(current_name(base / "search_index")))
    finally:
        path.write_bytes(before)


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("--datasette", default="datasette", help="the command")
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20, help="for each row")
    parser.add_argument("--swaps", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8391)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rows = passages(given.base)
    asked = words(rows, given.seed)
    ours = f"http://127.0.0.1:{given.port}"
    peer = f"http://127.0.0.1:{given.port + 1}"
    table: list[tuple[str, Outcome]] = []
    swaps: list[str] = []
    with TemporaryDirectory() as name:
        folder = Path(name)

        def measured(row: str, origin: str, form: str, seconds: int = given.seconds, count: int = MANY) -> None:
            addresses = [form.format(word=quote(word), language=language) for word, language in asked[:count]]
            load(origin, addresses, folder, 8, 3)
            table.append((row, load(origin, addresses, folder, given.connections, seconds)))

        command = [KB, "--root", given.base, "serve", "--port", str(given.port), "--workers", str(given.workers)]
        with started(command, f"{ours}/de/"):
            measured("kb, page", ours, "/{language}/?q={word}")
            measured("kb, JSON", ours, "/api/v1/search?lang={language}&q={word}")
            measured("kb, page, few words", ours, "/{language}/?q={word}", count=FEW)
            over = threading.Event()
            swapper = threading.Thread(target=swapping, args=(given.base, over, swaps))
            if given.swaps:
                swapper.start()
            while len(swaps) < given.swaps:
                measured(f"kb, page, while the index is swapped ({len(swaps)}–)", ours, "/{language}/?q={word}", 30)
            over.set()
            if given.swaps:
                swapper.join()
        database(rows, folder / "passages.db")
        serve = [given.datasette, "serve", folder / "passages.db", "--port", str(given.port + 1)]
        # Left to itself it looks for columns to count values of, with every answer.
        with started([*serve, "--setting", "suggest_facets", "off"], f"{peer}/"):
            measured("Datasette, page", peer, "/passages/passages?_size=10&_search={word}")
            measured("Datasette, JSON", peer, "/passages/passages.json?_size=10&_search={word}")
    show(
        f"{given.connections} connections, {len(rows)} passages, {len(swaps)} swaps ({machine()})",
        ("", "requests a second", "p50, ms", "p99, ms", "requests", "refused", "lost"),
        [
            (row, one.requests / one.seconds, one.p50, one.p99, one.requests, one.refused, one.lost)
            for row, one in table
        ],
    )
    return int(any(one.refused or one.lost for row, one in table if row.startswith("kb")))


if __name__ == "__main__":
    sys.exit(main())
