"""Which quotations does this manuscript have, and which citations stand beside each?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from kb.citation.manuscripts.document import ENTRY, NOTE, QUOTATION, REFERENCE, Block, Document, refused
from kb.citation.manuscripts.marks import Patience, Span, TooMany, quoted
from kb.citation.manuscripts.mentions import AUTHOR, Mention, mentions
from kb.citation.manuscripts.mentions import NOTE as IN_NOTE
from kb.errors import N_, message

#: Quotations and citations of one manuscript.
MOST = 5000

#: A citation farther than this from a quotation is not beside it.
FAR = 300

_SENTENCE_END = re.compile(r"[.!?…][\"'”“»«’)\]]*[\s\ue001]+(?=[^\W\d_a-zà-ÿ])")
_ATTRIBUTION = re.compile(r"\n[ \t]*(?:—|–|--|―)[^\n]*\s*\Z")
_SOURCE = re.compile(r"\s*(?:—|–|--|―|-|[(\[])[^\n]{0,300}\Z")
# Marks made of two signs, as on typewriters and in TeX: ,,one'' and ``two''.
_DOUBLE = re.compile(r"(?<![\w,]),,(?=[^\W_]|[\[(«])|(?<!`)``(?=\S)(?!`)")
_DOUBLE_END = re.compile(r"(?<=\S)''(?!')")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_AROUND = " \t\n([{,;"
_BEHIND = " \t\n)]}.,;"


class Quoted(NamedTuple):
    """A quotation: what stands between its marks, where, and what is cited beside it.

    ``block`` is the index of its block, [``start``, ``end``) its place there; ``outer`` the index of the quotation that it
    stands in. ``closed`` is False where the closing mark is missing (then ``text`` is the beginning of what follows). Not
    ``direct``: what is cited stands beside another quotation of the sentence.
    """

    text: str
    line: int
    block: int
    start: int
    end: int
    outer: int | None = None
    closed: bool = True
    cited: tuple[Mention, ...] = ()
    direct: bool = True


class Cited(NamedTuple):
    """A citation beside no quotation. ``key`` is that of its entry in a bibliography."""

    mention: Mention
    line: int
    block: int
    key: str = ""


class Held(NamedTuple):
    """What a manuscript holds, in its order."""

    quotations: tuple[Quoted, ...]
    citations: tuple[Cited, ...]


def held(document: Document) -> Held:
    """The quotations and the other citations of *document*.

    :raises ContentUnusable: if there are more than anybody writes.
    """
    notes = {block.key: tuple(_in_note(block)) for block in document.blocks if block.key and block.kind == NOTE}
    found = _Found(document.blocks, notes)
    try:
        for number, block in enumerate(document.blocks):
            found.add(number, block)
    except TooMany as error:
        raise refused(
            document.name, message(N_("it has more than {number} quotations and citations"), number=MOST)
        ) from error
    return Held(tuple(found.quotations), tuple(found.citations()))


def _in_note(block: Block) -> Iterator[Mention]:
    found = [mention for mention in mentions(block.text) if mention.kind != IN_NOTE]
    yield from found
    if not found and _YEAR.search(block.text):
        yield Mention(0, len(block.text), AUTHOR, block.text.strip())


class _Found:
    def __init__(self, blocks: Sequence[Block], notes: Mapping[str, tuple[Mention, ...]]) -> None:
        self._blocks = blocks
        self._notes = notes
        self._used: set[tuple[int, Mention]] = set()
        self._used_notes: set[str] = set()
        self._all: list[tuple[int, Mention]] = []
        self._patience = Patience()
        self.quotations: list[Quoted] = []

    def add(self, number: int, block: Block) -> None:
        """Take what *block* has."""
        cited = list(islice(mentions(block.text), MOST + 1))
        self._all += [(number, mention) for mention in cited]
        if block.kind == ENTRY:
            return
        if block.kind == QUOTATION:
            self._block_quotation(number, block, cited)
        else:
            self._in_text(number, block, cited)
        if len(self.quotations) + len(self._all) > MOST:
            raise TooMany

    def citations(self) -> Iterator[Cited]:
        """The citations that no quotation has taken."""
        for number, mention in self._all:
            block = self._blocks[number]
            if (number, mention) in self._used or mention.kind == IN_NOTE:
                continue
            if block.kind == NOTE and block.key in self._used_notes:
                continue
            yield Cited(mention, block.line(mention.start), number, block.key if block.kind == ENTRY else "")

    # ----------------------------------------------------------------------------------------------------- block quotations

    def _block_quotation(self, number: int, block: Block, cited: list[Mention]) -> None:
        if number and self._blocks[number - 1].kind == QUOTATION and _attributed(block.text):
            return  # who said what stands above, in a paragraph of its own
        start, end = _stripped(block.text, cited, self._patience)
        beside = [(number, mention) for mention in cited] or list(self._around(number))
        first = len(self.quotations)
        self.quotations.append(self._quoted(number, Span(start, end), None, beside))
        self._nested(number, quoted(_masked(block.text[start:end]), self._patience), start, first, beside)

    def _nested(
        self, number: int, spans: Iterator[Span], offset: int, outer: int, beside: Sequence[tuple[int, Mention]]
    ) -> None:
        for span in spans:
            if span.closed:
                moved = Span(span.start + offset, span.end + offset)
                self.quotations.append(self._quoted(number, moved, outer, beside))

    def _around(self, number: int) -> Iterator[tuple[int, Mention]]:
        """What is cited right behind a block quotation, or in the sentence before it."""
        if number + 1 < len(self._blocks):
            text = self._blocks[number + 1].text
            if attributed := _attributed(text):
                yield from ((number + 1, mention) for mention in attributed)
                return
            lead = text.lstrip()
            start = len(text) - len(lead)
            near = [m for m in mentions(text) if not _SENTENCE_END.search(text[start : m.start])]
            if near and (lead[:1] in "—–-([@" or text[start : near[0].start].strip(_AROUND) == ""):
                yield from ((number + 1, mention) for mention in near)
                return
        if number and self._blocks[number - 1].kind != QUOTATION:
            text = self._blocks[number - 1].text
            found = [m for m in mentions(text) if not _SENTENCE_END.search(text[m.end :]) and len(text) - m.end < FAR]
            if text.rstrip().endswith((":", "\ue001")) or (found and found[-1].end >= len(text.rstrip(_BEHIND))):
                # What a quotation of that paragraph has taken is its citation, unless a colon leads on.
                free = text.rstrip().endswith(":")
                yield from ((number - 1, m) for m in found if free or (number - 1, m) not in self._used)

    # ------------------------------------------------------------------------------------------------------- running text

    def _in_text(self, number: int, block: Block, cited: list[Mention]) -> None:
        spans = list(islice(quoted(_masked(block.text), self._patience), MOST + 1))
        outer = [span for span in spans if not span.inside]
        own = _own(block.text, outer, cited)
        beside = _shared(block.text, outer, own)
        at: int | None = None
        place = -1
        for span in spans:
            if not span.inside:
                place += 1
                at = len(self.quotations)
            mine = [(number, mention) for mention in beside[place]]
            found = self._quoted(number, span, at if span.inside else None, mine)
            self.quotations.append(found._replace(direct=bool(own[place]) or not mine))

    def _quoted(self, number: int, span: Span, outer: int | None, beside: Sequence[tuple[int, Mention]]) -> Quoted:
        block = self._blocks[number]
        end = span.end if span.closed else min(len(block.text), span.start + 80)
        self._used.update(beside)
        cited: list[Mention] = []
        for _, mention in beside:
            if mention.kind == IN_NOTE:
                self._used_notes.add(mention.target)
                cited += self._notes.get(mention.target, ())
            else:
                cited.append(mention)
        text = REFERENCE.sub("", block.text[span.start : end])
        return Quoted(text, block.line(span.start), number, span.start, end, outer, span.closed, tuple(cited))


def _attributed(text: str) -> list[Mention]:
    """What a paragraph cites that says, behind a dash or in brackets, who said what stands above it; nothing if it does not."""
    if not _SOURCE.match(text):
        return []
    found = list(mentions(text))
    if not found and text.lstrip()[0] in "—–―-" and _YEAR.search(text):
        found = [Mention(0, len(text), AUTHOR, text.strip(" \n—–―-"))]
    return found


def _masked(text: str) -> str:
    """*text* with references that have no marks of their own, and with marks made of two signs as one, at the same places."""
    text = REFERENCE.sub(lambda match: "\ue001" * len(match[0]), text)
    if _DOUBLE.search(text):
        text = _DOUBLE.sub(lambda match: "\ue001" + ("„" if match[0] == ",," else "“"), text)
        text = _DOUBLE_END.sub("”\ue001", text)
    return text


def _stripped(text: str, cited: Sequence[Mention], patience: Patience) -> tuple[int, int]:
    """Where the words of a block quotation begin and end: without the citation and the attribution behind them."""
    end = len(text.rstrip())
    if attribution := _ATTRIBUTION.search(text, 0, end):
        end = attribution.start()
    for mention in reversed(cited):
        if mention.start < end and not text[mention.end : end].strip(_BEHIND):
            end = mention.start
            end = len(text[:end].rstrip(_AROUND + "-@"))
    start = len(text) - len(text.lstrip())
    spans = [span for span in quoted(_masked(text[start:end]), patience) if not span.inside]
    if len(spans) == 1 and spans[0].closed and spans[0].start <= 2 and end - start - spans[0].end <= 3:
        return start + spans[0].start, start + spans[0].end
    return start, max(start, end)


def _own(text: str, spans: Sequence[Span], cited: Sequence[Mention]) -> list[list[Mention]]:
    """For each of *spans* what is cited in its sentence, behind it or else before it."""
    found: list[list[Mention]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for mention in cited:
        place = _place(text, spans, bisect_right(starts, mention.start), mention)
        if place is not None:
            found[place].append(mention)
    return found


def _shared(text: str, spans: Sequence[Span], own: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """*own*, and for those without any what is cited at their neighbour in the same sentence."""
    found = [list(each) for each in own]
    for order in (range(len(spans) - 2, -1, -1), range(1, len(spans))):
        for place in order:
            other = place + 1 if order.step < 0 else place - 1
            first, second = sorted((place, other))
            if not found[place] and _one_sentence(text, spans[first].end, spans[second].start):
                found[place] = list(found[other])
    return found


def _place(text: str, spans: Sequence[Span], after: int, mention: Mention) -> int | None:
    """Which of *spans* the mention belongs to; *after* is the first that begins behind it."""
    if after:
        before = spans[after - 1]
        # Nobody knows where a quotation ends that is not closed: what is cited behind its beginning may be its citation.
        end = before.end if before.closed else before.start
        if mention.start < end or _one_sentence(text, end, mention.start):
            return after - 1
    if after < len(spans) and _one_sentence(text, mention.end, spans[after].start):
        return after
    return None


def _one_sentence(text: str, start: int, end: int) -> bool:
    return 0 <= end - start <= FAR and not _SENTENCE_END.search(text, max(0, start - 1), end)
