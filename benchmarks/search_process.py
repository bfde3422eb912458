"""How much longer does a search from the command line take than the smallest program with Whoosh?

    python benchmarks/search_process.py [--runs 25] [--query Kontakt]

Whole processes, from start to end, in turns, on a copy of the content that ships. The smallest programs are given the
very terms that ``kb search`` asks for; one asks a plain Whoosh index of the same terms (plain Whoosh cannot read kb's
own: its postings are laid out otherwise), the other kb's own index through kb's engine alone.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Timings, interleaved, machine, megabytes, run, show

HERE = Path(__file__).resolve().parent
KB = Path(sys.executable).with_name("kb")


def measure(folder: Path, typed: str, runs: int) -> None:
    """Measure on a knowledge base made in *folder*, and print the table."""
    shutil.copytree(HERE.parent / "content", folder / "content")
    run([KB, "--root", folder, "index"])
    run([sys.executable, HERE / "dump.py", folder, folder / "dump", "--query", typed])
    run([sys.executable, HERE / "raw_whoosh.py", "build", folder / "dump", folder / "plain"])
    requests = json.loads((folder / "dump" / "requests.json").read_text(encoding="utf-8"))
    tree = json.dumps(requests["given"][0]["tree"])
    commands: dict[str, Sequence[str | Path]] = {
        "smallest program, plain Whoosh index": [sys.executable, HERE / "smallest_plain.py", folder / "plain", tree],
        "smallest program, kb's index": [sys.executable, HERE / "smallest_own.py", folder / "search_index", tree],
        "kb search": [KB, "--root", folder, "search", typed],
        "kb search --in de": [KB, "--root", folder, "search", typed, "--in", "de"],
        "kb search --format json": [KB, "--root", folder, "search", typed, "--format", "json"],
        "an empty program": [sys.executable, "-c", "pass"],
    }
    outputs = {name: run(command).output for name, command in commands.items()}  # and everything is warm now
    for name in list(commands)[:-1]:
        if not outputs[name].strip():
            raise SystemExit(f"{name} found nothing")
    found = interleaved(commands, runs)
    wall = {name: Timings.of([one.seconds for one in ended]) for name, ended in found.items()}
    cpu = {name: Timings.of([one.cpu for one in ended]) for name, ended in found.items()}
    plain, own = list(commands)[:2]
    show(
        f"A process that searches for “{typed}”, {runs} runs each in turns, milliseconds ({machine()})",
        ("", "p50", "p95", "processor p50", "peak", "÷ plain", "÷ plain, processor", "÷ own"),
        [
            (
                name,
                *wall[name],
                cpu[name].p50,
                megabytes(max(one.peak for one in found[name])),
                wall[name].p50 / wall[plain].p50,
                cpu[name].p50 / cpu[plain].p50,
                wall[name].p50 / wall[own].p50,
            )
            for name in commands
        ],
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="A search's process beside the smallest program with Whoosh.")
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--query", default="Kontakt")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure(Path(folder), given.query, given.runs)


if __name__ == "__main__":
    main()
