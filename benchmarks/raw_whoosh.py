"""How fast and how large is plain Whoosh, fed with the same terms and asked the same questions?

    python benchmarks/raw_whoosh.py build DUMP INDEX      DUMP/records.jsonl -> a Whoosh index
    python benchmarks/raw_whoosh.py open DUMP INDEX       what opening takes, DUMP/requests.json asked of it

The dump is made by ``dump.py``. Nothing of ``kb`` is used here: Whoosh's own schema, codec, scoring and search, written
as its manual says. Each command prints one line of JSON. ``--view`` chooses how files are opened: ``mapped`` (Whoosh's
default, which copies them into memory) or ``file``.
"""

from __future__ import annotations

import argparse
import json
import resource
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

with warnings.catch_warnings():
    # Invalid escapes in Whoosh's regular expressions, said by newer Pythons.
    warnings.simplefilter("ignore")
    from whoosh import query, sorting
    from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage

LIMIT = 10
FACETS = ("kind", "topic", "source", "year", "language", "state")

_DRAFTS = query.Term("publication", "draft")

# What the embedded engine of kb is given, too: with less, Whoosh sorts on disk more often and takes a third longer.
_MEMORY = 512


def records(dump: Path) -> Iterator[dict[str, Any]]:
    """The dumped records, one at a time."""
    with (dump / "records.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


# --------------------------------------------------------------------------------------------------------------- build


def build(dump: Path, index: Path) -> dict[str, Any]:
    """Write the index; returns seconds, those for the reading of the dump taken off."""
    started = perf_counter()
    fields = {(name, name.startswith("literal.")) for record in records(dump) for name in record["terms"]}
    keywords = {name for record in records(dump) for name in record["keywords"]}
    reading = (perf_counter() - started) / 2
    schema = Schema(
        id=ID(stored=True, unique=True),
        stored=STORED(),
        **{name: TEXT(phrase=has_positions) for name, has_positions in sorted(fields)},
        **{name: KEYWORD() for name in sorted(keywords)},
    )
    index.mkdir(parents=True)
    started = perf_counter()
    writer = FileStorage(str(index)).create_index(schema).writer(limitmb=_MEMORY)
    for record in records(dump):
        writer.add_document(id=record["id"], stored=record["stored"], **record["terms"], **record["keywords"])
    writer.commit()
    return {"seconds": perf_counter() - started - reading}


# -------------------------------------------------------------------------------------------------------------- search


def term(row: list[Any]) -> query.Query:
    """A term, with a constant score where that is asked for."""
    field, text, _level, weight, constant = row
    found = query.Term(field, text, boost=weight)
    return query.ConstantScoreQuery(found, weight) if constant else found


def _several(kind: Callable[[list[query.Query]], query.Query]) -> Callable[[list[Any]], query.Query]:
    return lambda rows: kind([compiled(row) for row in rows[0]])


def _conjunction(children: list[query.Query]) -> query.Query:
    return query.And(children)


_KINDS: dict[str, Callable[[list[Any]], query.Query]] = {
    "Term": term,
    "Phrase": lambda row: query.Phrase(row[0], list(row[1]), boost=row[3]),
    "Any": _several(query.DisjunctionMax),
    "And": _several(_conjunction),
    "Or": _several(query.Or),
    "Not": lambda row: query.Not(compiled(row[0])),
    "Everything": lambda _row: query.Every(),
}


def compiled(node: list[Any]) -> query.Query:
    """The Whoosh query for a dumped tree: the name of the node, then its fields."""
    name, *row = node
    return _KINDS[name](row)


def open_searcher(index: Path, view: str) -> Any:
    """A searcher as Whoosh opens one. *view* is ``mapped`` or ``file``."""
    storage = FileStorage(str(index), supports_mmap=view == "mapped")
    return storage.open_index().searcher()


def ten(searcher: Any, tree: query.Query, chosen: query.Query | None = None) -> int:
    """The ten best, with what is stored, as fast as Whoosh can: it need not look at all that match."""
    results = searcher.search(tree, limit=LIMIT, filter=chosen, mask=_DRAFTS)
    return len([hit["stored"] for hit in results])


def faceted(searcher: Any, tree: query.Query, chosen: query.Query | None = None) -> int:
    """The ten best, how many there are, and how they spread: what kb answers. Returns how many there are."""
    facets = {name: sorting.FieldFacet(name, allow_overlap=True) for name in FACETS}
    results = searcher.search(tree, limit=LIMIT, filter=chosen, mask=_DRAFTS, groupedby=facets)
    _shown = [hit["stored"] for hit in results]
    for name in FACETS:
        results.groups(name)
    return len(results)


def opened(dump: Path, index: Path, view: str) -> dict[str, Any]:
    """Seconds for opening, the memory it took (kilobytes), and all queries asked once, for the peak of the process."""
    started = perf_counter()
    searcher = open_searcher(index, view)
    answer = {
        "opening": perf_counter() - started,
        "opened_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    for cases in json.loads((dump / "requests.json").read_text(encoding="utf-8")).values():
        for case in cases:
            ten(searcher, compiled(case["tree"]))
    return answer


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description="Plain Whoosh, fed with the same terms.")
    parser.add_argument("command", choices=("build", "open"))
    parser.add_argument("dump", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--view", choices=("mapped", "file"), default="mapped")
    given = parser.parse_args()
    if given.command == "build":
        print(json.dumps(build(given.dump, given.index)))
    else:
        print(json.dumps(opened(given.dump, given.index, given.view)))


if __name__ == "__main__":
    main()
