"""How does a test come by a wording to cite?"""

from __future__ import annotations

from kb.citation.citable import Citable
from kb.model import Base, Kind, Publication, Source, Standing, State, Statement, Wording
from kb.text import version


def citable(text: str = "Satz.", language: str = "de", *, verbatim: bool = False) -> Citable:
    """A wording of a statement of a source written in German."""
    wording = Wording.VERBATIM if verbatim else Wording.PARAPHRASE
    return Citable(
        Statement("a", "f1", Kind.FINDING, {}, wording=wording),
        Source("a", "de", "Titel", "2024", {"type": "report"}),
        Base("Basis", ("de", "en")),
        language,
        text,
        version(text),
        Publication.PUBLISHED,
        Standing(State.FINAL),
        None,
    )
