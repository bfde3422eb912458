"""The smallest program that opens kb's own index with kb's engine and prints what is stored with the best hit.

python benchmarks/smallest_own.py SEARCH_INDEX TREE   TREE as in ``requests.json``, in one argument
"""

import json
import sys
from pathlib import Path

from kb.search import engine
from kb.search.whoosh_engine import WhooshEngine


def read(value: object) -> object:
    """The tree that was written as lists."""
    if not isinstance(value, list):
        return value
    if value[0] in ("Term", "Phrase", "Any", "And"):
        return getattr(engine, value[0])(*map(read, value[1:]))
    return tuple(map(read, value))


folder = Path(sys.argv[1])
generation = folder / (folder / "CURRENT").read_text().strip()
request = engine.Request(read(json.loads(sys.argv[2])), limit=1)  # type: ignore[arg-type]
for hit in WhooshEngine().open(generation).search(request).found:
    print(hit.stored)
