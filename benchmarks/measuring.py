"""How long did it take, how much memory and disk did it need, and how do two things compare?

Everything heavy runs in a process of its own: its peak of memory is what the operating system says of it, and nothing
it imported or warmed up helps the next one. (A process that starts others is kept small: on Linux the peak of a child
is at least what its parent held when it started.)
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, NamedTuple

# What ``ru_maxrss`` counts in: kilobytes, on macOS bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Run(NamedTuple):
    """One process that ended well: wall-clock and processor seconds, peak of memory in bytes, and what it printed."""

    seconds: float
    cpu: float
    peak: int
    output: str


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Run:
    """Run *command* to its end; what it writes to stderr is shown only if it fails.

    Its modules are compiled once and kept, as those of an installed program are.

    :raises SystemExit: if it fails.
    """
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**known, **(environment or {})},
    )
    # A pipe holds 64 kB: the programs measured here write less than that to stderr.
    assert process.stdout is not None
    assert process.stderr is not None
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    remarks = process.stderr.read().decode()
    process.stdout.close()
    process.stderr.close()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{remarks}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT, output)


def run_self(script: str, *arguments: str | Path) -> dict[str, Any]:
    """Run a part of a benchmark in a process of its own; returns the JSON it prints, with ``peak`` in bytes added."""
    done = run([sys.executable, script, *arguments])
    answer: dict[str, Any] = json.loads(done.output)
    return answer | {"peak": done.peak}


class Timings(NamedTuple):
    """What repeated measurements in milliseconds amount to."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Timings:
        """Of at least two measurements, in seconds."""
        return cls(1000 * median(seconds), 1000 * quantiles(seconds, n=20, method="inclusive")[-1])


def interleaved(commands: Mapping[str, Sequence[str | Path]], times: int) -> dict[str, list[Run]]:
    """*times* runs of every command, in turns, so that a busy moment hits them all."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def size(folder: Path) -> int:
    """Bytes of all files below *folder*."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def megabytes(count: float) -> str:
    """*count* bytes for people, in units of 1,000,000."""
    return f"{count / 1e6:.1f} MB"


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    print(f"\n{title}\n")
    print(f"| {' | '.join(columns)} |")
    print(f"|{'---|' * len(columns)}")
    for row in rows:
        print(f"| {' | '.join(f'{cell:.2f}' if isinstance(cell, float) else str(cell) for cell in row)} |")


def machine() -> str:
    """Which machine and interpreter the figures are from."""
    return f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
