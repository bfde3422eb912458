"""What would a large knowledge base look like? Writes one, the same for the same seed.

    python benchmarks/generate.py DIR --passages 100000 --seed 1

Sources of 100 statements in 24 languages, their originals in different ones; sentences of about 25 real words in the
frequencies of real text (Zipf's law over 20,000 words a language), with figures, percentages and dates as each language
writes them. Passages are missing, unconfirmed and outdated; statements are drafts, withdrawn and superseded. The words
make no sense together: this is for measuring, not for judging how good answers are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from wordlists import read_words

from kb.languages import LANGUAGES
from kb.text import canonical, version

STATEMENTS = 100  # a source

_TOPICS = 12
_TERMS = 8
_GROUPS = 5
_SHIPPED = Path(__file__).resolve().parent.parent / "content"
_KINDS = ("finding", "finding", "finding", "recommendation", "background", "definition", "method")
_PUBLISHERS = ("Institute for Digital Safety", "University of the North", "European Observatory", "Ministry of Health")
# The share of passages that a language lacks; 3 % over all.
_GAPS = {"ga": 0.12, "mt": 0.12, "lv": 0.05, "hr": 0.05}
_GAP = 0.019
_FIRST_DAY = date(2010, 1, 1)


class Figure(NamedTuple):
    """A value that a statement states in every language: ``kind`` is a key of :data:`_WRITTEN`."""

    kind: str
    value: float


class Outline(NamedTuple):
    """What is the same in all languages: the figures of a statement, and about how many words it has."""

    figures: tuple[Figure, ...]
    words: int


# ------------------------------------------------------------------------------------------------------------- figures


def _day(value: float, locale: str) -> str:
    return format_date(_FIRST_DAY + timedelta(days=int(value)), "long", locale=locale)


_WRITTEN: Mapping[str, Callable[[float, str], str]] = {
    "percent": lambda value, locale: format_percent(value / 100, locale=locale),
    "decimal": lambda value, locale: format_decimal(value, "#,##0.0", locale=locale),
    "count": lambda value, locale: format_decimal(int(value), locale=locale),
    "date": _day,
}


@cache
def _written(figure: Figure, tag: str) -> str:
    return _WRITTEN[figure.kind](figure.value, LANGUAGES[tag].locale)


def _figure(random: Random) -> Figure:
    kind = random.choices(("percent", "decimal", "count", "date"), (5, 2, 3, 1))[0]
    top = {"percent": 99, "decimal": 990, "count": 60_000, "date": 5_000}[kind]
    value = random.randint(1, top)
    return Figure(kind, value / 10 if kind == "decimal" else value)


# ---------------------------------------------------------------------------------------------------------------- words


class Voice:
    """Speaks one language: sentences of words in the frequencies of real text."""

    def __init__(self, tag: str, seed: int) -> None:
        self.tag = tag
        self._words = read_words(_SHIPPED, tag, seed)
        self._weights = list(accumulate(1 / rank for rank in range(2, len(self._words) + 2)))
        self._random = Random(f"voice/{seed}/{tag}")

    def sentence(self, outline: Outline) -> str:
        """Say a statement: one or two sentences of about so many words, with its figures in them."""
        count = max(6, outline.words + self._random.randint(-3, 3))
        words = self._random.choices(self._words, cum_weights=self._weights, k=count)
        for figure in outline.figures:
            words[self._random.randrange(1, count - 1)] = _written(figure, self.tag)
        for at in range(self._random.randint(4, 12), count - 2, 9):
            words[at] += ","
        if count > 30:
            words[17] = words[17].rstrip(",.") + "."
            words[18] = _capital(words[18])
        return _capital(" ".join(words)) + "."

    def label(self, words: int) -> str:
        """Say a title or label: some rarer words."""
        return _capital(" ".join(self._random.choices(self._words[200:], k=words)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------------------------------------------------------- files


class Writer:
    """Writes the files of a knowledge base below the folder *root*."""

    def __init__(self, root: Path, seed: int) -> None:
        self._content = root / "content"
        self._random = Random(seed)
        self._voices = [Voice(tag, seed) for tag in LANGUAGES]

    def write(self, sources: int) -> int:
        """Write so many sources; returns how many passages that are."""
        self._write("kb.yaml", f'format: 1\nname: "A generated knowledge base"\nlanguages: [{", ".join(LANGUAGES)}]\n')
        self._write("topics.yaml", "\n".join(self._labels(f"topic-{number}", 2, "") for number in range(_TOPICS)))
        terms = "".join(self._labels(f"term-{number}", 1, "  ") for number in range(_TERMS))
        self._write("glossary.yaml", f"terms:\n{terms}")
        return sum(self._source(number) for number in range(sources))

    def _write(self, name: str, text: str) -> None:
        path = self._content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def _labels(self, id: str, words: int, indent: str) -> str:
        lines = (f"{indent}  {voice.tag}: {_quoted(voice.label(words))}\n" for voice in self._voices)
        return f"{indent}{id}:\n{''.join(lines)}"

    def _source(self, number: int) -> int:
        name = f"source-{number:03}"
        original = self._voices[number % len(self._voices)].tag
        titles = {voice.tag: voice.label(7) for voice in self._voices}
        issued = f"{2010 + number % 15}-{1 + number % 12:02}"
        self._write(f"{name}/source.yaml", _source_yaml(name, original, titles[original], issued, number))
        outlines = {f"s{at}": self._outline() for at in range(1, STATEMENTS + 1)}
        metas = {id: self._meta(at) for at, id in enumerate(outlines)}
        texts = {voice.tag: self._passages(voice, outlines, whole=voice.tag == original) for voice in self._voices}
        for voice in self._voices:
            shown = metas if voice.tag == original else {}
            text = _passage_file(name, voice, titles[voice.tag], texts[voice.tag], shown)
            self._write(f"{name}/{voice.tag}.md", text)
        self._write(f"{name}/translations.yaml", self._translations(texts, original))
        return sum(map(len, texts.values()))

    def _outline(self) -> Outline:
        figures = tuple(_figure(self._random) for _ in range(self._random.choice((0, 0, 1, 1, 2))))
        return Outline(figures, round(min(45, max(8, self._random.gauss(25, 7)))))

    def _meta(self, at: int) -> str:
        """Describe statement number *at* (from 0): the block under its heading in the original."""
        topics = self._random.sample(range(_TOPICS), self._random.randint(1, 3))
        lines = [f"kind: {self._random.choice(_KINDS)}", f"topics: [{', '.join(f'topic-{topic}' for topic in topics)}]"]
        fate = self._random.random()
        if fate < 0.02:
            lines.append("publication: draft")
        elif fate < 0.03:
            lines += ["publication: withdrawn", 'reason: "Measured wrongly"']
        elif fate < 0.04 and at:
            lines += ["publication: superseded", f"superseded_by: s{at}"]
        return "\n".join(("~~~ yaml", *lines, "~~~", ""))

    def _passages(self, voice: Voice, outlines: Mapping[str, Outline], *, whole: bool) -> dict[str, str]:
        texts = {id: voice.sentence(outline) for id, outline in outlines.items()}
        gap = 0 if whole else _GAPS.get(voice.tag, _GAP)
        return {id: text for id, text in texts.items() if self._random.random() >= gap}

    def _translations(self, texts: Mapping[str, Mapping[str, str]], original: str) -> str:
        lines = []
        for tag in sorted(texts):
            if tag != original:
                lines.append(f"{tag}:\n")
                lines += [self._line(id, texts[original][id], text) for id, text in sorted(texts[tag].items())]
        return "".join(lines)

    def _line(self, id: str, original: str, text: str) -> str:
        """Record a confirmation: nothing for one passage in twenty, an earlier original for one in fifty."""
        fate = self._random.random()
        if fate < 0.05:
            return ""
        of = version(canonical(f"{original} 1" if fate < 0.07 else original))
        state = self._random.choices(("initial", "translated", "reviewed", "final"), (5, 60, 25, 10))[0]
        produced_by = self._random.choice(("machine", "post-edited", "human"))
        by = '"A. Reader"' if state in ("reviewed", "final") else '""'
        rest = f"state: {state}, produced_by: {produced_by}, by: {by}, date: 2026-11-22"
        return f"  {id}: {{of: {of}, text: {version(canonical(text))}, {rest}}}\n"


def _source_yaml(name: str, original: str, title: str, issued: str, number: int) -> str:
    publisher = _PUBLISHERS[number % len(_PUBLISHERS)]
    return (
        f'id: {name}\ntype: report\ntitle: {_quoted(title)}\nissued: "{issued}"\noriginal: {original}\n'
        f"publisher: {_quoted(publisher)}\nlicense: CC-BY-4.0\n"
    )


def _passage_file(source: str, voice: Voice, title: str, texts: Mapping[str, str], metas: Mapping[str, str]) -> str:
    parts = [f"---\nsource: {source}\nlanguage: {voice.tag}\ntitle: {_quoted(title)}\n---\n"]
    for id, group in _grouped(range(1, STATEMENTS + 1)):
        if group:
            parts.append(f"# {voice.label(3)}\n")
        if id in texts:
            meta = f"{metas[id]}\n" if id in metas else ""
            parts.append(f"## {id}\n\n{meta}{texts[id]}\n")
    return "\n".join(parts)


def _grouped(numbers: Sequence[int]) -> list[tuple[str, bool]]:
    """Each id, and whether a group begins with it."""
    size = len(numbers) // _GROUPS
    return [(f"s{number}", at % size == 0) for at, number in enumerate(numbers)]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Write the knowledge base that the command line asks for."""
    parser = argparse.ArgumentParser(description="Writes a large knowledge base, the same for the same seed.")
    parser.add_argument("root", type=Path, help="an empty or new folder")
    parser.add_argument("--passages", type=int, default=100_000, help="about so many (default: 100000)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.root.exists() and any(arguments.root.iterdir()):
        parser.error(f"{arguments.root} is not empty")
    sources = max(1, round(arguments.passages / (STATEMENTS * len(LANGUAGES))))
    written = Writer(arguments.root, arguments.seed).write(sources)
    print(f"{sources} sources, {sources * STATEMENTS} statements, {written} passages, seed {arguments.seed}")


if __name__ == "__main__":
    main()
