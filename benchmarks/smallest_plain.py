"""The smallest program that asks a plain Whoosh index for terms and prints what is stored with the best hit.

python benchmarks/smallest_plain.py INDEX TREE        TREE as in ``requests.json``, in one argument
"""

import json
import sys

from whoosh import index, query

KINDS = {
    "Term": lambda row: query.Term(row[0], row[1], boost=row[3]),
    "Phrase": lambda row: query.Phrase(row[0], row[1]),
    "Any": lambda row: query.DisjunctionMax([compiled(node) for node in row[0]]),
    "And": lambda row: query.And([compiled(node) for node in row[0]]),
}


def compiled(node):  # type: ignore[no-untyped-def]
    """The Whoosh query of a tree."""
    return KINDS[node[0]](node[1:])


with index.open_dir(sys.argv[1]).searcher() as searcher:
    for hit in searcher.search(compiled(json.loads(sys.argv[2])), limit=1):
        print(hit["stored"])
