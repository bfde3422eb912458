"""What does each kind of query cost, in kb's engine, in ``kb`` as a whole and in plain Whoosh?

    python benchmarks/generate.py BASE --passages 100000 --seed 1
    python benchmarks/query_classes.py BASE [--kept DIR]

All in one process, in turns, on the same terms. ``engine`` is what kb's engine takes for the requests that a search makes of
it (all hits counted, six facets); ``kb`` is ``Library.search`` as a whole. Plain Whoosh is opened from files and asked for
ten hits only (``ten``), and for what kb answers (``same``: ten hits, the total and the facets). DIR keeps what was written
down and plain Whoosh's index for another time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple
from unittest.mock import patch

import raw_whoosh
from dump import plain
from measuring import Timings, machine, run, run_self, show
from whoosh import query

import kb
from kb.library import Library, SearchOptions
from kb.search.engine import Request, Results
from kb.search.whoosh_engine import WhooshIndex

HERE = Path(__file__).resolve().parent


class Question(NamedTuple):
    """A query for everybody: what kb asks its engine, and the same for plain Whoosh."""

    search: Callable[[], int]
    requests: list[tuple[WhooshIndex, Request]]
    tree: query.Query
    filter: query.Query | None


def question(library: Library, case: Mapping[str, Any]) -> Question:
    """What a search for *case* comes down to; everything that it reads is warm after this."""
    noted: list[tuple[WhooshIndex, Request]] = []
    real = WhooshIndex.search

    def noting(index: WhooshIndex, request: Request) -> Results:
        noted.append((index, request))
        return real(index, request)

    options = SearchOptions(languages_in=tuple(case["languages"]))
    with patch.object(WhooshIndex, "search", noting):
        library.search(case["typed"], "en", options)
    last = noted[-1][1]
    chosen = [
        query.Or([query.Term(one.field, value) for value in one.values]) for one in last.filters if not one.negated
    ]
    return Question(
        lambda: library.search(case["typed"], "en", options).total,
        noted,
        raw_whoosh.compiled(flat(plain(last.tree))),
        query.And(chosen) if chosen else None,
    )


def flat(node: Any) -> Any:
    """The tree with the words that a prefix or a typo stands for as one OR of plain terms, as Whoosh's own are."""
    name, *row = node
    if name not in ("Any", "And", "Or"):
        return node
    terms = list(_constant(node))
    if name == "Any" and terms and all(term[1].startswith("literal.") for term in terms):
        return ["Or", [[*term[:5], False] for term in terms]]
    return [name, [flat(one) for one in row[0]]]


def _constant(node: Any) -> Any:
    """The terms below *node*, or nothing where there is anything but alternatives at a constant score."""
    if node[0] == "Term" and node[5]:
        return [node]
    if node[0] != "Any":
        return []
    inner = [_constant(one) for one in node[1]]
    return [term for terms in inner for term in terms] if all(inner) else []


# ---------------------------------------------------------------------------------------------------------------- asking


def ask(dump: Path, base: Path, rounds: int, same: int) -> dict[str, Any]:
    """Seconds by kind of query and way of asking, one figure a query: the best of its rounds. And whether totals agree.

    Plain Whoosh takes long for what kb answers: that is asked with the first *same* queries of a kind only.
    """
    library = kb.open(base)
    searcher = raw_whoosh.open_searcher(dump / "plain", "file")
    ways: dict[str, Callable[[Question], int]] = {
        "engine": lambda asked: [index.search(request) for index, request in asked.requests][-1].total,
        "kb": lambda asked: asked.search(),
        "ten": lambda asked: raw_whoosh.ten(searcher, asked.tree, asked.filter),
        "same": lambda asked: raw_whoosh.faceted(searcher, asked.tree, asked.filter),
    }
    requests = json.loads((dump / "requests.json").read_text(encoding="utf-8"))
    seconds: dict[str, dict[str, list[float]]] = {}
    compared, differing = 0, Counter[str]()
    for kind, cases in requests.items():
        asked = [question(library, case) for case in cases]
        best: list[dict[str, float]] = [{} for _ in asked]
        for _ in range(rounds):
            for number, one in enumerate(asked):
                totals = {}
                for way, answer in ways.items():
                    if way != "same" or number < same:
                        started = perf_counter()
                        totals[way] = answer(one)
                        took = perf_counter() - started
                        best[number][way] = min(took, best[number].get(way, took))
                if "same" in totals:
                    compared += 1
                    differing[kind] += totals["same"] != totals["kb"]
        seconds[kind] = {way: [row[way] for row in best if way in row] for way in ways}
        print(kind, file=sys.stderr)
    return {"seconds": seconds, "compared": compared, "differing": +differing}


def tables(answers: Mapping[str, Any]) -> None:
    """Print a table for one language and one for all."""
    for place in ("one language", "all languages"):
        rows = []
        for kind, ways in answers["seconds"].items():
            if kind.endswith(place):
                took = {way: Timings.of(found) for way, found in ways.items()}
                figures = (f"{found.p50:.1f} · {found.p95:.1f}" for found in took.values())
                # Over the queries that both were asked.
                ratios = (
                    f"{median(ways[ours][: len(ways[theirs])]) / median(ways[theirs]):.2f}"
                    for theirs in ("ten", "same")
                    for ours in ("engine", "kb")
                )
                rows.append((kind.removesuffix(f", {place}"), *figures, *ratios))
        show(
            f"Searching in {place}, milliseconds p50 · p95 ({machine()})",
            ("", "engine", "kb", "ten", "same", "engine ÷ ten", "kb ÷ ten", "engine ÷ same", "kb ÷ same"),
            rows,
        )
    differing = ", ".join(f"{kind}: {count}" for kind, count in answers["differing"].items())
    print(f"\nOf {answers['compared']} totals compared, these differ: {differing or 'none'}.")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Each kind of query, in kb and in plain Whoosh.")
    parser.add_argument("base", type=Path, help="a large knowledge base, see generate.py")
    parser.add_argument("--kept", type=Path, help="a folder for what was written down and plain Whoosh's index")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--same", type=int, default=6, help="queries a kind that plain Whoosh is asked with facets")
    parser.add_argument("--only", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(ask(given.kept, given.base, given.rounds, given.same)))
        return
    with TemporaryDirectory() as folder:
        kept = given.kept or Path(folder)
        if not (kept / "requests.json").exists():
            run([sys.executable, HERE / "dump.py", given.base, kept])
        if not (kept / "plain").exists():
            run([sys.executable, HERE / "raw_whoosh.py", "build", kept, kept / "plain"])
        # In a process of its own, so that nothing of the above is in its memory.
        part = ("--only", "--kept", kept, "--rounds", str(given.rounds), "--same", str(given.same))
        tables(run_self(str(HERE / "query_classes.py"), given.base, *part))


if __name__ == "__main__":
    main()
