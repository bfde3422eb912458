"""How long do ``kb check`` and ``kb coverage`` take on a large base: at first, again, and after one file was edited?

    python benchmarks/generate.py BASE --passages 100000 --seed 1
    python benchmarks/coverage_check.py BASE

``cold`` has no reports of an earlier run; ``one processor`` is ``cold`` on one of them. Memory is the peak of the largest
process: reading in parallel needs it as often as there are processors, plus the one that was started. The reports of BASE are
removed and made anew; its content is left as it was.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from measuring import Run, machine, megabytes, run, show, size

KB = Path(sys.executable).with_name("kb")

# Problems found are no failure here; what was printed is counted, not kept.
_TOLERANT = '"$@" > /dev/null; test $? -le 1'

# Seconds after which a file that was written is taken to be finished (see kb/search/freshness.py), and a little more.
_SETTLED = 2.5


def measured(base: Path, *command: str, before: Sequence[str] = ()) -> Run:
    """Run ``kb`` on *base*, with the words *before* in front."""
    program = [str(KB)] if KB.exists() else [sys.executable, "-m", "kb"]
    return run(["sh", "-c", _TOLERANT, "sh", *before, *program, "--root", base, *command])


def forgotten(base: Path) -> None:
    """Remove the reports of earlier runs."""
    shutil.rmtree(base / "search_index" / "reports", ignore_errors=True)


@contextmanager
def edited(base: Path) -> Iterator[None]:
    """Add a word to a passage of one source, for a while."""
    path = min((base / "content").glob("*/de.md"))
    before = path.read_bytes()
    head, dot, last = before.rpartition(b".")
    try:
        path.write_bytes(head + b" Neuwort" + dot + last)
        yield
    finally:
        path.write_bytes(before)
        time.sleep(_SETTLED)


def runs(base: Path) -> Iterator[tuple[str, Run]]:
    """What is measured, in an order in which each starts from where the one before left the reports."""
    forgotten(base)
    if shutil.which("taskset"):
        yield "kb check, cold, one processor", measured(base, "check", before=("taskset", "-c", "0"))
        forgotten(base)
    yield "kb check, cold", measured(base, "check")
    yield "kb check, nothing changed", measured(base, "check")
    with edited(base):
        yield "kb check, one file edited", measured(base, "check")
    measured(base, "status")
    yield "kb coverage, nothing changed", measured(base, "coverage")
    yield "kb coverage --format json", measured(base, "coverage", "--format", "json")
    yield "kb coverage --source, one of all", measured(base, "coverage", "--source", first(base))
    yield "kb status, nothing changed", measured(base, "status")


def first(base: Path) -> str:
    """The id of a source."""
    return min((base / "content").glob("*/source.yaml")).parent.name


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="kb check and kb coverage on a large base.")
    parser.add_argument("base", type=Path, help="a knowledge base; the reports in its search_index are made anew")
    base = parser.parse_args().base
    rows = [(name, one.seconds, one.cpu, megabytes(one.peak)) for name, one in runs(base)]
    folders = len(list((base / "content").glob("*/source.yaml")))
    show(
        f"{folders} sources, {megabytes(size(base / 'content'))} of content ({machine()})",
        ("", "seconds", "processor seconds", "largest process"),
        rows,
    )
    print(f"\nReports: {megabytes(size(base / 'search_index' / 'reports'))}")


if __name__ == "__main__":
    main()
