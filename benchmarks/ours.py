"""How fast and how large is ``kb`` itself, fed and asked as ``raw_whoosh.py`` is?

    python benchmarks/ours.py build DUMP INDEX      DUMP/records.jsonl -> an index by kb's engine alone
    python benchmarks/ours.py open DUMP BASE        what opening takes, what was typed for DUMP/requests.json asked of it

The dump is made by ``dump.py`` out of the knowledge base BASE. Each command prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import kb
from kb.library import SearchOptions
from kb.search.engine import Record
from kb.search.whoosh_engine import WhooshEngine


def _records(dump: Path) -> Iterator[Record]:
    with (dump / "records.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield Record(**json.loads(line))


def build(dump: Path, index: Path) -> dict[str, Any]:
    """Write the index; returns seconds, those for the reading of the dump taken off."""
    started = perf_counter()
    for _ in _records(dump):
        pass
    reading = perf_counter() - started
    index.mkdir(parents=True)
    started = perf_counter()
    WhooshEngine().build(index, _records(dump))
    return {"seconds": perf_counter() - started - reading}


def opened(dump: Path, base: Path) -> dict[str, Any]:
    """Seconds up to the first answer, the memory it took (kilobytes), and all queries asked once, for the peak."""
    started = perf_counter()
    library = kb.open(base)
    library.search("a")
    answer = {
        "opening": perf_counter() - started,
        "opened_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    for cases in json.loads((dump / "requests.json").read_text(encoding="utf-8")).values():
        for case in cases:
            library.search(case["typed"], "en", SearchOptions(languages_in=tuple(case["languages"])))
    return answer


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description="kb, fed and asked as plain Whoosh is.")
    parser.add_argument("command", choices=("build", "open"))
    parser.add_argument("dump", type=Path)
    parser.add_argument("place", type=Path, help="a new index to build, or the knowledge base to open")
    given = parser.parse_args()
    if given.command == "build":
        print(json.dumps(build(given.dump, given.place)))
    else:
        print(json.dumps(opened(given.dump, given.place)))


if __name__ == "__main__":
    main()
