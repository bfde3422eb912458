"""How do works look in CSL-JSON? As they are, with what CSL has no field for under ``custom``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kb.citation.citable import Citable
from kb.citation.works import Work


def csl_json(works: Iterable[Work]) -> str:
    """A list with an item for each of *works*; ``other-ids`` are keys by which pandoc finds it too."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> Mapping[str, Any]:
    others = {"other-ids": " ".join(work.others)} if work.others else {}
    return {**work.item, **others, "custom": {"statements": [_statement(one) for one in work.cited]}}


def _statement(one: Citable) -> Mapping[str, Any]:
    standing = one.standing
    return {
        "address": str(one.address),
        "version": one.version,
        "text": one.text,
        "language": one.language,
        "original_language": one.source.original,
        "wording": one.statement.wording.value,
        "state": standing.state.value if standing else None,
        "produced_by": standing.produced_by.value if standing and standing.produced_by else None,
        "publication": one.publication.value,
        "released": one.record.date if one.record else None,
        "original": {"address": str(one.original.address), "text": one.original.text} if one.original else None,
    }
