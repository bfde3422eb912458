"""Which knowledge base are the planted manuscripts judged against? The one that ships, changed in a few places."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.case_tables import rows_of
from tests.knowledge_bases import edit, laid_out, passages, source

MANUSCRIPTS = Path(__file__).parent / "manuscripts"

_SHIPPED = "protect-children-2024"
_SENTENCE = "Helplines should be free of charge and open at night."

#: (file, what stood there when the manuscripts were written, what stands there now)
_CHANGES = (
    ("de.md", "70\u00a0% suchten", "75\u00a0% suchten"),
    ("en.md", "70% sought", "75% sought"),
    ("en.md", "should be made more stringent", "should become more stringent"),
    ("de.md", "## f6\n\n~~~ yaml\n", "## f6\n\n~~~ yaml\npublication: withdrawn\nreason: miscounted\n"),
    ("de.md", "## f5\n\n~~~ yaml\n", "## f5\n\n~~~ yaml\npublication: superseded\nsuperseded_by: f4\n"),
)


def base(root: Path) -> Path:
    """The knowledge base in *root*."""
    laid_out("shipped", root)
    for name, before, after in _CHANGES:
        edit(root / "content" / _SHIPPED / name, before, after)
    helplines = root / "content" / "helplines-2025"
    helplines.mkdir()
    (helplines / "source.yaml").write_text(source("helplines-2025", title="Nummern"), encoding="utf-8")
    german = {
        "f1": "kind: finding; topics: [research] | Notrufe sollten kostenlos und nachts besetzt sein.",
        "f2": "kind: recommendation; topics: [research] | Notrufe sollten nichts kosten.",
    }
    (helplines / "de.md").write_text(passages("helplines-2025", "de", **german), encoding="utf-8")
    english = {"f1": _SENTENCE, "f2": _SENTENCE}
    (helplines / "en.md").write_text(passages("helplines-2025", "en", **english), encoding="utf-8")
    return root


class Planted(NamedTuple):
    """What a quotation begins with, its verdict, ``SOURCE/ID/LANGUAGE``, and a level, kind of difference or part of a note."""

    begins: str
    verdict: str
    passage: str
    more: str


def planted(manuscript: str) -> list[Planted]:
    """The rows of *manuscript* in ``expected.md``."""
    return [Planted(*row) for row in rows_of(MANUSCRIPTS / "expected.md")[manuscript]]
