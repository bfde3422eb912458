"""Does an import that is killed leave a content of which half is old and half is new?"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from kb.content import writer
from kb.library import Library
from tests.knowledge_bases import edit

TIMES = 25

#: A word of a passage in each language, and what a translator puts in its place.
CHANGES = {
    "fi": ("Eniten käytetyt", "Käytetyimmät"),
    "sv": ("mest använda", "oftast använda"),
    "nl": ("De meest gebruikte", "De vaakst gebruikte"),
}

IMPORT = """
import sys
from pathlib import Path
from kb.library import open_library
library = open_library(sys.argv[1], environment={"KB_CACHE": sys.argv[2]})
files = [(name, Path(name).read_bytes()) for name in sys.argv[3:]]
library.import_files(files)
print("ready", flush=True)
library.import_files(files, write=True)
print("written", flush=True)
"""

Files = list[tuple[str, bytes]]
State = Mapping[str, bytes]


def state(library: Library) -> State:
    """Every content file."""
    content = library.settings.content
    return {
        path.relative_to(content).as_posix(): path.read_bytes()
        for path in content.rglob("*")
        if path.is_file() and writer.JOURNAL not in path.parts
    }


def changed(library: Library, folder: Path) -> Files:
    """Files of three translators, each with a change."""
    files: Files = []
    for language, (old, new) in CHANGES.items():
        text = library.export("po", [language]).files[0].text
        assert text is not None
        path = folder / f"{language}.po"
        path.write_text(text, encoding="utf-8")
        edit(path, old, new)
        files.append((str(path), path.read_bytes()))
    return files


def killed(library: Library, files: Files, after: float) -> bool:
    """Start an import and kill it *after* seconds; whether it had said that it was done."""
    words = [library.settings.root, library.settings.cache, *(name for name, _ in files)]
    process = subprocess.Popen([sys.executable, "-c", IMPORT, *map(str, words)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.kill()
    said = process.stdout.read()
    process.wait()
    process.stdout.close()
    return "written" in said


def test_a_killed_import_is_all_or_nothing(my_shipped: Library, tmp_path: Path) -> None:
    """Every file is old or new; resuming reaches all new, undoing all old, whenever the process was killed."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    files = changed(my_shipped, tmp_path)
    old = state(my_shipped)
    started = time.perf_counter()
    my_shipped.import_files(files, write=True)
    lasts = time.perf_counter() - started
    new = state(my_shipped)
    assert sum(old[name] != new[name] for name in old) == len(CHANGES) + 2
    my_shipped.undo_import()
    assert state(my_shipped) == old
    for _ in range(TIMES):
        done = killed(my_shipped, files, chance.uniform(0, 1.2 * lasts))
        found = state(my_shipped)
        assert all(data in (old[name], new[name]) for name, data in found.items())
        assert not done or found == new
        if chance.random() < 0.5:
            my_shipped.import_files(files, resume=True, write=True)
            assert state(my_shipped) == new
        my_shipped.undo_import()
        assert state(my_shipped) == old
