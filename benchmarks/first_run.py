"""How long does the very first search take, and the ones after it?

    python benchmarks/first_run.py

On a copy of the content that ships, with an empty cache: the first search builds the dictionaries of the lemmatiser and
the index. Nothing is downloaded. Then the same again without the index, and without either being missing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Run, machine, megabytes, run, show

HERE = Path(__file__).resolve().parent
KB = Path(sys.executable).with_name("kb")


def measure(folder: Path, typed: str) -> list[tuple[str, Run]]:
    """The runs, in a knowledge base made in *folder*."""
    shutil.copytree(HERE.parent / "content", folder / "content")
    environment = {"KB_CACHE": str(folder / "cache")}
    command: list[str | Path] = [KB, "--root", folder, "search", typed]
    rows = [("nothing there: dictionaries and index are built", run(command, environment))]
    shutil.rmtree(folder / "search_index")
    rows.append(("dictionaries there: the index is built", run(command, environment)))
    rows.append(("everything there", run(command, environment)))
    if len({one.output for _, one in rows}) != 1:
        raise SystemExit("the answers differ")
    return rows


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="The first search of all, and those after it.")
    parser.add_argument("--query", default="Kontakt")
    with TemporaryDirectory() as folder:
        rows = measure(Path(folder), parser.parse_args().query)
    show(
        f"The first search ({machine()}); the peak is that of the largest process",
        ("", "seconds", "processor seconds", "peak"),
        [(name, one.seconds, one.cpu, megabytes(one.peak)) for name, one in rows],
    )


if __name__ == "__main__":
    main()
