"""Does a killed ``kb`` ever leave an index that answers wrongly, or not at all?

    python benchmarks/kill_index.py --times 100 --seed 1

Each time a passage of a copy of the shipped content is changed, ``kb index``, ``kb index --rebuild`` or ``kb search``
is started, and killed (SIGKILL) at a random moment; sometimes there is no index to begin with. Then a search must find
the new wording, one for the old wording nothing, one for what was never touched the same as ever, and ``kb index
--check`` must find nothing wrong. Stops at the first thing that is not so, and says with which seed and which round.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from measuring import run

HERE = Path(__file__).resolve().parent
KB = Path(sys.executable).with_name("kb")

PASSAGE = Path("content/protect-children-2024/de.md")
CHANGED = "protect-children-2024/f2"
SENTENCE = "befragten Täter versuchten"
#: A word and the one statement that has it, far from what is changed.
UNTOUCHED = ("Discord", "protect-children-2024/f5")

WAYS = (("index",), ("index", "--rebuild"), ("search", "Discord"))


class Base:
    """A copy of the shipped content in *root*, with a passage that changes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        shutil.copytree(HERE.parent / "content", root / "content")
        self._text = (root / PASSAGE).read_text(encoding="utf-8")
        assert SENTENCE in self._text

    def write(self, word: str) -> None:
        """Put *word*, which no other passage has, into the passage."""
        (self._root / PASSAGE).write_text(self._text.replace(SENTENCE, f"{word}, {SENTENCE}"), encoding="utf-8")

    def forget(self) -> None:
        """Remove the index."""
        shutil.rmtree(self._root / "search_index", ignore_errors=True)

    def command(self, words: Sequence[str]) -> list[str | Path]:
        """The command line for ``kb`` with *words*."""
        return [KB, "--root", self._root, *words]

    def found(self, word: str) -> list[str]:
        """The statements that a search for *word* finds."""
        answer = json.loads(run(self.command(["search", word, "--in", "de", "--format", "json"])).output)
        return [f"{hit['source']}/{hit['id']}" for hit in answer["hits"]]

    def kill(self, words: Sequence[str], after: float) -> str:
        """Start ``kb`` with *words* and kill it *after* seconds; says how it ended."""
        process = subprocess.Popen(self.command(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        sleep(after)
        process.kill()
        return "killed" if process.wait() < 0 else "had ended before"


def durations(base: Base) -> dict[tuple[str, ...], float]:
    """How long each way takes when nobody kills it and there is work to do."""
    seconds = {}
    for number, way in enumerate(WAYS):
        base.write(f"Aufwärmwort{number}")
        started = perf_counter()
        run(base.command(way))
        seconds[way] = perf_counter() - started
    return seconds


def verdict(base: Base, word: str, before: str) -> str | None:
    """What is wrong with the answers; None if nothing is."""
    expectations: tuple[tuple[str, list[str]], ...] = ((word, [CHANGED]), (before, []), (UNTOUCHED[0], [UNTOUCHED[1]]))
    for typed, expected in expectations:
        if (found := base.found(typed)) != expected:
            return f"a search for {typed} found {found} instead of {expected}"
    run(base.command(["index", "--check"]))
    return None


def main() -> None:
    """Kill, as often as the command line says."""
    parser = argparse.ArgumentParser(description="Kills kb while it indexes, and looks whether answers stay right.")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random = Random(given.seed)
    ends: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        base = Base(Path(folder) / "base")
        run(base.command(["index"]))
        seconds = durations(base)
        before = f"Aufwärmwort{len(WAYS) - 1}"
        for number in range(given.times):
            word = f"Prüfwort{number}"
            base.write(word)
            if random.random() < 0.2:
                base.forget()
            way = random.choice(WAYS)
            ends[f"{' '.join(way[:2])}: {base.kill(way, random.uniform(0, 1.1 * seconds[way]))}"] += 1
            if wrong := verdict(base, word, before):
                raise SystemExit(f"seed {given.seed}, round {number}, kb {' '.join(way)}: {wrong}")
            before = word
    for end, times in sorted(ends.items()):
        print(f"{times:4}  kb {end}")
    print(f"{given.times} rounds with seed {given.seed}: no wrong answer, none empty")


if __name__ == "__main__":
    main()
