"""The smallest program that asks a plain Whoosh index for terms and prints what is stored with the best hit.

python benchmarks/smallest_plain.py INDEX TREE        TREE as in ``requests.json``, in one argument
"""

import json
import sys
from collections.abc import Callable

from whoosh import index, query

KINDS: dict[str, Callable[..., object]] = {
    "Term": lambda row: query.Term(row[0], row[1], boost=row[3]),
    "Phrase": lambda row: query.Phrase(row[0], row[1]),
    "Any": lambda row: query.DisjunctionMax([KINDS[node[0]](node[1:]) for node in row[0]]),
    "And": lambda row: query.And([KINDS[node[0]](node[1:]) for node in row[0]]),
}

tree = json.loads(sys.argv[2])
with index.open_dir(sys.argv[1]).searcher() as searcher:
    for hit in searcher.search(KINDS[tree[0]](tree[1:]), limit=1):
        print(hit["stored"])
