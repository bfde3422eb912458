"""How do works look in RIS, which reference managers read? Tags as Zotero, EndNote and Mendeley agree on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.citation.fields import day, inverted, people, text
from kb.citation.works import Work

_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK", "chapter": "CHAP",
    "dataset": "DATA", "entry": "DICT", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "report": "RPRT",
    "thesis": "THES", "webpage": "ELEC", "post": "BLOG", "post-weblog": "BLOG", "paper-conference": "CPAPER",
    "legislation": "STAT", "standard": "STAND", "software": "COMP", "pamphlet": "PAMP", "manuscript": "UNPB",
}  # fmt: skip

#: The tag of each field of CSL that is one text.
_TEXTS = {
    "title": "TI", "container-title": "T2", "publisher": "PB", "publisher-place": "CY", "volume": "VL", "issue": "IS",
    "edition": "ET", "genre": "M3", "DOI": "DO", "language": "LA", "URL": "UR", "abstract": "AB",
}  # fmt: skip


def ris(works: Iterable[Work]) -> str:
    """*works*, each ended by a line ``ER``."""
    return "\n".join(
        "".join(f"{tag}  - {value}\n" for tag, value in _lines(work) if value or tag == "ER") for work in works
    )


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(text(work, "type"), "GEN")
    yield "ID", work.key
    for tag, field in (("AU", "author"), ("ED", "editor"), ("A4", "translator")):
        for name in people(work, field):
            yield tag, _line(inverted(name))
    for field, tag in _TEXTS.items():
        yield tag, _line(text(work, field))
    first, _, last = text(work, "page").replace("–", "-").partition("-")
    yield "SP", first
    yield "EP", last
    yield "PY", day(work, "issued")[:4]
    yield "DA", day(work, "issued").replace("-", "/")
    yield "Y2", day(work, "accessed").replace("-", "/")
    # In RIS a report has its number where others have their ISBN or ISSN.
    yield "SN", text(work, "number") if text(work, "type") == "report" else text(work, "ISBN") or text(work, "ISSN")
    yield "N1", _line(text(work, "note"))
    yield "ER", ""


def _line(value: str) -> str:
    return " ".join(value.split())
