"""Does a killed ``kb import`` ever leave content of which half is old and half is new?

    python benchmarks/kill_import.py --times 50 --seed 1

Each time three translators' files are imported into a copy of the shipped content, and the process is killed (SIGKILL) at
a random moment. Then every file must be as it was or as it is to be; ``kb import FILE --resume`` must make all of them new,
and ``kb import --undo`` all of them old. Stops at the first thing that is not so, and says with which seed and which round.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from measuring import run

HERE = Path(__file__).resolve().parent
KB = Path(sys.executable).with_name("kb")
JOURNAL = ".kb-journal"

#: Words of a passage in each language, and what a translator puts in their place.
CHANGES = {
    "fi": ("Eniten käytetyt", "Käytetyimmät"),
    "nl": ("De meest gebruikte", "De vaakst gebruikte"),
    "sv": ("mest använda", "oftast använda"),
}

State = Mapping[str, bytes]


class Base:
    """A copy of the shipped content in *root*, and the translators' files beside it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        shutil.copytree(HERE.parent / "content", root / "content", ignore=shutil.ignore_patterns(".*"))
        self._files = [self._translated(language) for language in CHANGES]

    def _translated(self, language: str) -> Path:
        path = self._root / f"{language}.po"
        self.kb("export", "po", "--to", language, "--output", str(path))
        text, (old, new) = path.read_text(encoding="utf-8"), CHANGES[language]
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    def _command(self, *words: str) -> list[str | Path]:
        return [KB, "--root", self._root, *words]

    def kb(self, *words: str) -> None:
        """Run ``kb`` to its end."""
        run(self._command(*words))

    def import_all(self, *options: str) -> None:
        """Import the files to the end."""
        self.kb("import", *map(str, self._files), *options)

    def kill(self, after: float) -> str:
        """Start to import the files and kill it *after* seconds; says how it ended."""
        command = self._command("import", *map(str, self._files), "--write")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        sleep(after)
        process.kill()
        return "killed" if process.wait() < 0 else "had ended before"

    def state(self) -> State:
        """Every content file."""
        content = self._root / "content"
        files = (path for path in content.rglob("*") if path.is_file() and JOURNAL not in path.parts)
        return {path.relative_to(content).as_posix(): path.read_bytes() for path in files}


def verdict(base: Base, old: State, new: State, resume: bool) -> str | None:
    """What is wrong after a kill; None if nothing is. In the end all is old again."""
    found = base.state()
    torn = [name for name, data in found.items() if data not in (old.get(name), new[name])]
    if torn or found.keys() != old.keys():
        return f"neither old nor new: {', '.join(torn)}"
    if resume:
        base.import_all("--resume")
        if base.state() != new:
            return "not all new after --resume"
    base.kb("import", "--undo")
    return None if base.state() == old else "not all old after --undo"


def main() -> None:
    """Kill, as often as the command line says."""
    parser = argparse.ArgumentParser(
        description="Kills kb while it imports, and looks whether all is old or all is new."
    )
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random = Random(given.seed)
    ends: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        base = Base(Path(folder))
        old = base.state()
        started = perf_counter()
        base.import_all("--write")
        lasts = perf_counter() - started
        new = base.state()
        base.kb("import", "--undo")
        for number in range(given.times):
            # Most of the time goes into starting; what is to be hit is at the end.
            ends[base.kill(random.uniform(0.4, 1.1) * lasts)] += 1
            half = "".join(
                "o" if data == old[name] else "n" for name, data in base.state().items() if old[name] != new[name]
            )
            ends[
                f"files found: {'all old' if 'n' not in half else 'all new' if 'o' not in half else 'some of each'}"
            ] += 1
            if wrong := verdict(base, old, new, resume=random.random() < 0.5):
                raise SystemExit(f"seed {given.seed}, round {number}: {wrong}")
    for end, times in sorted(ends.items()):
        print(f"{times:4}  {end}")
    print(f"{given.times} rounds with seed {given.seed}: always all old or all new in the end")


if __name__ == "__main__":
    main()
