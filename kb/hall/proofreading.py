"""Where in this manuscript does each verdict belong?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.answers import Proofread, Stretch
from kb.citation.manuscripts.document import REFERENCE, Block, Document
from kb.citation.manuscripts.quotations import Cited, Quoted
from kb.hall import judging, verifying
from kb.hall.opening import Opened

#: [start, end) in a block's text, and the number of the quotation that stands there.
_Place = tuple[int, int, int]


def proofread(opened: Opened, document: Document, language: str | None) -> Proofread:
    """The verdicts on *document*, and its text cut where they belong; what is not ours is just text."""
    verifier = verifying.Verifier(opened, language)
    found = list(verifier.verdicts([document]))
    places: dict[int, list[_Place]] = {}
    for number, (place, row) in enumerate(found):
        if row.verdict != judging.NOT_OURS:
            places.setdefault(place.block, []).append((*_span(place), number))
    paragraphs = [tuple(_stretches(block, places.get(index, ()))) for index, block in enumerate(document.blocks)]
    return Proofread(verifying.counted([row for _, row in found]), paragraphs)


def _span(place: Quoted | Cited) -> tuple[int, int]:
    return (place.start, place.end) if isinstance(place, Quoted) else (place.mention.start, place.mention.end)


def _stretches(block: Block, places: Sequence[_Place]) -> Iterator[Stretch]:
    """The text of *block* in its order; of quotations inside of each other, the outer one."""
    at = 0
    for start, end, number in sorted(places, key=lambda place: (place[0], -place[1])):
        if start < at:
            continue
        yield from _plain(block.text[at:start])
        text = "".join(stretch.text for stretch in _plain(block.text[start:end]))
        yield Stretch(text, number)
        at = end
    yield from _plain(block.text[at:])


def _plain(text: str) -> Iterator[Stretch]:
    """*text* without the signs that stand for links and notes."""
    shown = REFERENCE.sub("", text)
    if shown:
        yield Stretch(shown)
