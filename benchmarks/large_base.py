"""How do indexing and opening a large knowledge base compare with plain Whoosh, fed with the same terms?

    python benchmarks/generate.py BASE --passages 100000 --seed 1
    python benchmarks/large_base.py BASE

Builds the index with ``kb index --rebuild``, writes down what the engine was given and asked (``dump.py``), feeds plain
Whoosh with it (``raw_whoosh.py``), and opens both; ``query_classes.py`` searches. Needs some minutes, and 1.5 GB of disk
beside BASE.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Run, machine, megabytes, run, run_self, show, size

HERE = Path(__file__).resolve().parent
KB = Path(sys.executable).with_name("kb")


def build(base: Path, folder: Path) -> None:
    """Build everything, and print the table."""
    whole = run([KB, "--root", base, "index", "--rebuild"])
    again = run([KB, "--root", base, "index"])
    changed = _changed(base)
    run([sys.executable, HERE / "dump.py", base, folder])
    ours = run_self(str(HERE / "ours.py"), "build", folder, folder / "ours")
    plain = run_self(str(HERE / "raw_whoosh.py"), "build", folder, folder / "plain")
    generation = base / "search_index" / (base / "search_index" / "CURRENT").read_text().strip()
    rows = [
        ("plain Whoosh, ready terms", plain["seconds"], plain["peak"], size(folder / "plain")),
        ("kb's engine, ready terms", ours["seconds"], ours["peak"], size(folder / "ours")),
        ("kb index --rebuild", whole.seconds, whole.peak, size(generation)),
        ("kb index, one passage changed", changed.seconds, changed.peak, 0),
        ("kb index, nothing changed", again.seconds, again.peak, 0),
    ]
    show(
        f"Indexing ({machine()})",
        ("", "seconds", "÷ plain", "peak of memory", "÷ plain", "on disk", "÷ plain"),
        [
            (
                name,
                seconds,
                seconds / rows[0][1],
                megabytes(peak),
                peak / rows[0][2],
                megabytes(disk) if disk else "",
                disk / rows[0][3] if disk else "",
            )
            for name, seconds, peak, disk in rows
        ],
    )


def _changed(base: Path) -> Run:
    path = min((base / "content").glob("*/de.md"))
    before = path.read_bytes()
    head, dot, last = before.rpartition(b".")
    try:
        path.write_bytes(head + b" Neuwort" + dot + last)
        return run([KB, "--root", base, "index"])
    finally:
        path.write_bytes(before)
        run([KB, "--root", base, "index"])


def opening(base: Path, folder: Path) -> None:
    """Open both, and print the table."""
    plain = {
        f"plain Whoosh, {view}": run_self(str(HERE / "raw_whoosh.py"), "open", folder, folder / "plain", "--view", view)
        for view in ("mapped", "file")
    }
    parts = {"kb": run_self(str(HERE / "ours.py"), "open", folder, base), **plain}
    show(
        "Opening",
        ("", "milliseconds", "memory then", "peak after all queries"),
        [
            (name, 1000 * part["opening"], megabytes(1024 * part["opened_kilobytes"]), megabytes(part["peak"]))
            for name, part in parts.items()
        ],
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Indexing and searching a large base, beside plain Whoosh.")
    parser.add_argument("base", type=Path, help="a knowledge base; its index is built anew")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        build(given.base, Path(folder))
        opening(given.base, Path(folder))


if __name__ == "__main__":
    main()
