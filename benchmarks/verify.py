"""How long does ``kb verify`` take for a long manuscript against a large base?

    python benchmarks/verify.py BASE [--quotations 200] [--words 10000] [--runs 5]

A manuscript of so many words is made with quotations of the passages of BASE, in all of its languages: every fifth is altered by
a figure or a word, every third cites its passage, one in ten is nobody's. Measured are whole processes, beside one that judges
a manuscript without a quotation of ours (start-up, opening the index), in turns.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from measuring import interleaved, machine, megabytes, show

import kb
from kb.languages import LANGUAGES
from kb.library import SearchOptions

SEED = 5

MARKS = {"de": "„“", "fr": "«»", "sv": "””", "fi": "””", "pl": "„”", "el": "«»"}
FILLER = (
    "and",
    "then",
    "it",
    "went",
    "on",
    "for",
    "a",
    "while",
    "as",
    "such",
    "texts",
    "do",
    "without",
    "anything",
    "at",
    "all",
)


def passages(base: Path, count: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Address, language and text of *count* passages of *base*, no two of one statement."""
    library = kb.open(base)
    hits = library.search("", "en", SearchOptions(limit=5000)).hits
    chosen = [f"{hit.passage.source}/{hit.passage.id}" for hit in chance.sample(hits, min(count, len(hits)))]
    languages = [chance.choice(tuple(LANGUAGES)) for _ in chosen]
    shown = [library.show([address], [tag]).passages[0].passage for address, tag in zip(chosen, languages, strict=True)]
    return [(f"{one.source}/{one.id}", one.language, one.text) for one in shown]


def manuscript(base: Path, quotations: int, words: int) -> str:
    """The text."""
    chance = random.Random(SEED)
    paragraphs: list[str] = []
    for number, (address, language, passage) in enumerate(passages(base, quotations, chance)):
        text = _quoted(passage, number, chance)
        opening, closing = MARKS.get(language, "“”")
        cited = f" [@{address}]" if number % 3 == 0 else ""
        filler = " ".join(chance.choices(FILLER, k=max(0, words // quotations - len(text.split()))))
        paragraphs.append(f"{filler.capitalize()} {opening}{text}{closing}{cited}.")
    return "\n\n".join(paragraphs) + "\n"


def _quoted(passage: str, number: int, chance: random.Random) -> str:
    """What stands between the marks: every tenth is nobody's, every fifth is altered by a figure."""
    if number % 10 == 9:
        return " ".join(chance.choices(FILLER, k=12))
    words = passage.split(" ")
    if number % 5 == 4:
        words[chance.randrange(len(words))] = "87"
    return " ".join(words)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="kb verify on a large base.")
    parser.add_argument("base", type=Path)
    parser.add_argument("--quotations", type=int, default=200)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        text, empty = Path(folder) / "manuscript.md", Path(folder) / "empty.md"
        text.write_text(manuscript(given.base, given.quotations, given.words), encoding="utf-8")
        empty.write_text("[@nobody] “wrote nothing”\n", encoding="utf-8")
        commands = {
            name: [sys.executable, "-c", _CODE, given.base, path]
            for name, path in {"start-up": empty, "all": text}.items()
        }
        runs = interleaved(commands, given.runs)
        seconds = {name: median(run.seconds for run in each) for name, each in runs.items()}
        work = {name: median(run.cpu for run in each) for name, each in runs.items()}
        counts = json.loads(runs["all"][0].output)
        rows: list[tuple[object, ...]] = [
            (name, seconds[name], work[name], megabytes(max(run.peak for run in each))) for name, each in runs.items()
        ]
        rows.append(("beyond start-up", seconds["all"] - seconds["start-up"], work["all"] - work["start-up"], ""))
        show(
            f"kb verify, {len(text.read_text('utf-8').split())} words, {given.quotations} quotations ({machine()})",
            ("", "seconds", "processor seconds", "peak of memory"),
            rows,
        )
        print(f"\n{counts}\n")


_CODE = """
import json, sys, kb
from kb.library import manuscript
answer = kb.open(sys.argv[1]).verify([manuscript(sys.argv[2], bytes)])
print(json.dumps({key: value for key, value in answer._asdict().items() if key != "quotations"}))
"""


if __name__ == "__main__":
    main()
