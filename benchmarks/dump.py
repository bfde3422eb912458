"""Which terms does ``kb`` write, and which does it ask for? Writes both down, for others to be fed with.

    python benchmarks/dump.py ROOT DUMP                 of a knowledge base with an index
    python benchmarks/dump.py ROOT DUMP --query WORDS   with one query instead of a sample

``DUMP/records.jsonl`` has a line for each statement: what an engine is given to write. ``DUMP/requests.json`` maps
kinds of queries to cases: what was typed, the languages looked in, and the tree of terms that an engine is asked. The
sample is the same for the same content.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from kb import settings as places
from kb.hall import opening, reading
from kb.languages import LANGUAGES
from kb.search import indexing, planning, query
from kb.search.amounts import with_amounts
from kb.search.analysis import Analysis
from kb.search.engine import NUM, Record, literal_field
from kb.search.whoosh_engine import WhooshEngine

CASES = 40  # a kind


class Case(NamedTuple):
    """A query: what is typed, and where it is looked for (empty: in all languages)."""

    typed: str
    languages: tuple[str, ...]


class Recorder(WhooshEngine):
    """An engine that notes the records it is to write, and writes no index."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def build(self, directory: Path, records: Iterable[Record]) -> None:
        """Write *records* down."""
        with self._path.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(record._asdict(), ensure_ascii=False) + "\n" for record in records)


# ------------------------------------------------------------------------------------------------------------- queries


class Passage(NamedTuple):
    """What a query is made of: a record's passage in a language, and its words."""

    record: dict[str, Any]
    language: str
    words: list[str]


#: What is typed to find a passage; None: this one is not fit for it.
Typed = Callable[[Passage], str | None]


class Sampler:
    """Makes queries out of the words of the records."""

    def __init__(self, records: Sequence[dict[str, Any]]) -> None:
        self._random = Random(1)
        self._records = records
        #: Drafts are in the index, and a search leaves them out.
        self._searched = [record for record in records if record["keywords"]["publication"] != ["draft"]]
        self._counts: dict[str, Counter[str]] = {}
        for record in records:
            for language in record["keywords"]["language"]:
                words = set(record["terms"][literal_field(language)])
                self._counts.setdefault(language, Counter()).update(words)
        self._words = sorted(word for counts in self._counts.values() for word in counts)
        self._frequent = (len(self._records) // 50, len(self._records) // 4)

    def cases(self) -> Iterator[tuple[str, list[Case]]]:
        """Each kind of query with its cases."""
        kinds: dict[str, Typed] = {
            "rare word": lambda passage: self._word(passage, 1, 3),
            "frequent word": lambda passage: self._word(passage, *self._frequent),
            "three words, all": lambda passage: " ".join(self._random.sample(passage.words, 3)),
            "three words, any": lambda passage: " OR ".join(self._random.sample(passage.words, 3)),
            "phrase": self._phrase,
            "prefix": self._prefix,
            "typo": self._typo,
            "figure": self._figure,
            "filter": self._filtered,
            "negation": self._negated,
        }
        for kind, typed in kinds.items():
            yield f"{kind}, one language", [Case(text, (tag,)) for text, tag in self._some(typed)]
            yield f"{kind}, all languages", [Case(text, ()) for text, _ in self._some(typed)]

    def _some(self, typed: Typed) -> Iterator[tuple[str, str]]:
        found = tried = 0
        while found < CASES:
            tried += 1
            if tried > 10_000:
                raise SystemExit("the content has too few passages that such a query could be made of")
            record = self._random.choice(self._searched)
            tag = self._random.choice(record["keywords"]["language"])
            words = [word for word in record["terms"][literal_field(tag)] if word.isalpha()]
            text = typed(Passage(record, tag, words)) if len(set(words)) > 3 else None
            if text is not None:
                found += 1
                yield text, tag

    def _word(self, passage: Passage, least: int, most: int) -> str | None:
        counts = self._counts[passage.language]
        fitting = [word for word in passage.words if least <= counts[word] <= most and len(word) > 3]
        return self._random.choice(fitting) if fitting else None

    def _phrase(self, passage: Passage) -> str:
        at = self._random.randrange(len(passage.words) - 1)
        return f'"{passage.words[at]} {passage.words[at + 1]}"'

    def _prefix(self, passage: Passage) -> str | None:
        """The first five letters, unless they stand for more words than may be asked for."""
        stem = self._random.choice(passage.words)[:5]
        count = bisect_left(self._words, stem + chr(sys.maxunicode)) - bisect_left(self._words, stem)
        return f"{stem}*" if len(stem) == 5 and count <= planning.MAX_EXPANSIONS else None

    def _typo(self, passage: Passage) -> str | None:
        """A letter is missing."""
        word = self._random.choice(passage.words)
        return f"{word[:3]}{word[4:]}~" if len(word) > 5 else None

    def _figure(self, passage: Passage) -> str | None:
        mine = f"{passage.language}:#"
        terms = [term.removeprefix(mine) for term in passage.record["terms"].get(NUM, ()) if term.startswith(mine)]
        plain = [term for term in terms if term.isdecimal()]
        return self._random.choice(plain) if plain else None

    def _filtered(self, passage: Passage) -> str | None:
        word = self._word(passage, *self._frequent)
        return f"{word} kind:finding" if word and "finding" in passage.record["keywords"]["kind"] else None

    def _negated(self, passage: Passage) -> str | None:
        """A frequent word without another one that is frequent in the language, but not in this passage."""
        least, most = self._frequent
        counts = self._counts[passage.language]
        word = self._word(passage, least, most)
        others = [other for other in counts if least <= counts[other] <= most and len(other) > 3 and other.isalpha()]
        other = self._random.choice(sorted(set(others) - set(passage.words)) or [""])
        return f"{word} -{other}" if word and other else None


# ---------------------------------------------------------------------------------------------------------------- dump


def write_records(settings: places.Settings, path: Path) -> None:
    """Write down what an engine is given of the knowledge base."""
    snapshot = reading.snapshot(settings, None, _today())
    prepared = [indexing.prepare(one) for one in snapshot.statements]
    with TemporaryDirectory() as folder:
        analysis = Analysis(settings.cache)
        indexing.fill(Path(folder), Recorder(path), prepared, analysis, snapshot.labels, lambda done, total: None)


def trees(settings: places.Settings, cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Each case with the tree of terms that an engine is asked; the index is built first if it has to be."""
    way = opening.Opening(settings, WhooshEngine(), _today, lambda task, done, total: None)

    def asked(opened: opening.Opened) -> list[dict[str, Any]]:
        found = []
        for case in cases:
            languages = case.languages or tuple(LANGUAGES)
            plan = planning.plan(with_amounts(query.parse(case.typed), languages), languages, opened.lexicon)
            found.append({**case._asdict(), "tree": plain(plan.tree)})
        return found

    return way.ask(asked)


def plain(value: Any) -> Any:
    """A tree as lists: the name of a node, then its fields."""
    if not isinstance(value, tuple):
        return value
    fields = [plain(one) for one in value]
    return [type(value).__name__, *fields] if hasattr(value, "_fields") else fields


def _today() -> str:
    return date.today().isoformat()


def main() -> None:
    """Write the dump that the command line asks for."""
    parser = argparse.ArgumentParser(description="Writes down what the embedded engine is given and asked.")
    parser.add_argument("root", type=Path)
    parser.add_argument("dump", type=Path)
    parser.add_argument("--query", help="this one in all languages, instead of a sample of queries")
    given = parser.parse_args()
    settings = places.locate(given.root, os.environ, Path.cwd())
    given.dump.mkdir(parents=True, exist_ok=True)
    records = given.dump / "records.jsonl"
    write_records(settings, records)
    if given.query is not None:
        kinds = {"given": [Case(given.query, ())]}
    else:
        with records.open(encoding="utf-8") as lines:
            kinds = dict(Sampler([json.loads(line) for line in lines]).cases())
    requests = {kind: trees(settings, cases) for kind, cases in kinds.items()}
    (given.dump / "requests.json").write_text(json.dumps(requests, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
