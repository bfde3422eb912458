"""What is each quotation and citation of these manuscripts: exact, altered, withdrawn, not ours?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kb.answers import Differing, InLanguage, Quotation, VerifyAnswer
from kb.citation import alterations, quotes
from kb.citation.manuscripts.document import Document
from kb.citation.manuscripts.quotations import Cited, Quoted, held
from kb.errors import N_, Message, message
from kb.hall import judging, remarks
from kb.hall.cited import Meant, Resolver
from kb.hall.judging import Against, Decision
from kb.hall.opening import Opened
from kb.model import Address, Change
from kb.search.earlier import EarlierWording, EarlierWordings
from kb.search.records import Stored
from kb.text import version
from kb.translation import changes

#: Earlier wordings looked at for one quotation.
_MOST_EARLIER = 16

VERDICTS = VerifyAnswer._fields[1:10]

#: How much an earlier wording differs from today's, the gravest first, by the kinds of differences.
_GRADES = {
    alterations.NUMBER: Change.NUMBER,
    alterations.NAME: Change.NAME,
    alterations.NEGATION: Change.NEGATION,
    alterations.HEDGE: Change.NEGATION,
    alterations.WORDING: Change.WORDING,
    alterations.CASE: Change.WORDING,
    alterations.PUNCTUATION: Change.TYPOGRAPHY,
}

#: How a wording stands to itself.
_SAME = quotes.Judged(quotes.EXACT, quotes.IDENTICAL)


def verify(opened: Opened, documents: Sequence[Document], language: str | None) -> VerifyAnswer:
    """The verdict on every quotation and citation of *documents*; with *language*, each statement in it beside."""
    verifier = Verifier(opened, language)
    return counted([one for _, one in verifier.verdicts(documents)])


def counted(found: Sequence[Quotation]) -> VerifyAnswer:
    """*found* with a count for each verdict."""
    counts = Counter(one.verdict for one in found)
    checked = len(found) - counts[judging.NOT_OURS]
    return VerifyAnswer(checked=checked, quotations=tuple(found), **{verdict: counts[verdict] for verdict in VERDICTS})


class _Known:
    """What the knowledge base knows, each thing asked for once."""

    def __init__(self, opened: Opened) -> None:
        self._searcher = opened.searcher
        self._labels = opened.labels
        self._earlier = EarlierWordings.open(opened.fresh.generation.path)
        self.statement = cache(self._statement)
        self.names = cache(self._names)
        self.earlier = cache(self._earlier.of)
        self._sought = cache(opened.searcher.sought)

    def _statement(self, address: str) -> Stored | None:
        return self._searcher.show([address]).get(address)

    def alike(self, text: str, *, published: bool) -> tuple[Sequence[Stored], Sequence[str]]:
        """See ``judging.Known``."""
        wanted = self._sought(text)
        return self._searcher.alike(wanted, judging.MOST_STATEMENTS, published=published), wanted.languages

    def _names(self, language: str) -> frozenset[str]:
        forms = (texts.get(language, "") for texts in self._labels.names.values())
        return frozenset(word for form in forms for word in form.split() if word[:1].isupper())

    def earlier_alike(self, text: str) -> Sequence[EarlierWording]:
        """See ``judging.Known``."""
        return self._earlier.like(text, _MOST_EARLIER)


class Verifier:
    """Judges manuscripts against one generation."""

    def __init__(self, opened: Opened, language: str | None) -> None:
        self._known = _Known(opened)
        self._labels = opened.labels
        self._language = language
        self._resolver = Resolver(opened.labels, lambda address: self._known.statement(address) is not None)

    def verdicts(self, documents: Sequence[Document]) -> Iterator[tuple[Quoted | Cited, Quotation]]:
        """Every quotation and citation with its verdict, in the order of the manuscripts."""
        for document in documents:
            self._learn(document)
        for document in documents:
            yield from self._of(document)

    def _learn(self, document: Document) -> None:
        """What the keys of a bibliography mean to the manuscripts that use them."""
        for one in held(document).citations:
            if one.key:
                meant = self._resolver.meant([one.mention])
                if meant.ours:
                    before = self._resolver.keys.get(one.key, Meant())
                    self._resolver.keys[one.key] = before | meant._replace(foreign=False)

    def _of(self, document: Document) -> Iterator[tuple[Quoted | Cited, Quotation]]:
        found = held(document)
        verdicts: list[str] = []
        rows: list[tuple[Quoted | Cited, Quotation]] = []
        for quoted in found.quotations:
            if quoted.outer is not None and verdicts[quoted.outer] not in (judging.NOT_OURS, judging.NOT_FOUND):
                verdicts.append(verdicts[quoted.outer])  # the passage itself has these marks
                continue
            row = self._quotation(document.name, quoted)
            verdicts.append(row.verdict)
            if quoted.outer is None or row.verdict != judging.NOT_OURS:
                rows.append((quoted, row))
        seen: set[tuple[int, str, str]] = set()
        for cited in found.citations:
            for row in self._citation(document.name, cited):
                key = row.line, cited.key, ",".join(row.cited)
                if key not in seen:
                    seen.add(key)
                    rows.append((cited, row))
        yield from sorted(rows, key=lambda pair: pair[1].line)

    # ------------------------------------------------------------------------------------------------------ quotations

    def _quotation(self, name: str, quoted: Quoted) -> Quotation:
        meant = self._resolver.meant(quoted.cited)
        cited = tuple(map(str, meant.addresses))
        text = " ".join(quoted.text.split())
        if not quoted.closed:
            unclosed = message(N_("the closing quotation mark is missing"))
            return Quotation(name, quoted.line, text, judging.UNCHECKED, notes=(unclosed,), cited=cited)
        decision = judging.decide(quoted.text, meant, self._known, direct=quoted.direct)
        if decision.against is None:
            unknown = tuple(self._unknown(meant))
            return Quotation(name, quoted.line, text, decision.verdict, notes=unknown, cited=cited)
        row = self._against(Quotation(name, quoted.line, text, decision.verdict, cited=cited), decision)
        unknown = *self._unknown(meant), *self._never(meant, decision.against)
        notes = (*unknown, *row.notes, *remarks.of_quotation(decision, quoted.text))
        return row._replace(notes=_once(notes))

    def _against(self, row: Quotation, decision: Decision) -> Quotation:
        one = decision.against
        assert one is not None
        differences: Sequence[alterations.Difference] = one.judged.differences
        change = None
        if one.earlier is not None:
            differences = self._since(one)
            change = _grade(one, differences)
        return row._replace(
            level=one.judged.level,
            address=one.address,
            passage=one.today,
            differences=tuple(Differing(*difference) for difference in differences),
            notes=(*self._gone(one), *remarks.standing(one), *remarks.publication(one)),
            folded=one.judged.folded,
            against=remarks.judged_against(one),
            also=tuple(other.address for other in decision.also),
            change=change.value if change else None,
            translation=self._translated(one.stored),
        )

    def _since(self, one: Against) -> Sequence[alterations.Difference]:
        """What today's passage has otherwise than the earlier wording *one*."""
        return _since(one.text, one.today, one.language, self._known.names(one.language)) if one.today else ()

    def _gone(self, one: Against) -> Iterator[Message]:
        """That there is no such passage any more."""
        if one.today is None:
            yield from self._unknown(Meant((Address.parse(f"{one.statement}/{one.language}"),)))

    def _translated(self, stored: Stored | None) -> InLanguage | None:
        if self._language is None or stored is None:
            return None
        language, _ = stored.shown(self._language)
        text = stored.passages[language].text
        return InLanguage(str(Address(stored.source, stored.id, language, version(text))), text)

    def _unknown(self, meant: Meant) -> Iterator[Message]:
        for address in meant.addresses:
            stored = self._known.statement(address.statement)
            if stored is None and self._known.earlier(address.statement):
                yield message(N_("there is no statement “{address}” any more"), address=address.statement)
            elif stored is None:
                yield message(N_("there is no statement “{address}”"), address=address.statement)
            elif address.language is not None and address.language not in stored.passages:
                yield message(N_("{address} does not exist"), address=f"{address.statement}/{address.language}")

    def _never(self, meant: Meant, one: Against) -> Iterator[Message]:
        """That a wording is cited which was never on record."""
        for address in meant.addresses:
            passage = f"{address.statement}/{address.language}"
            if not address.version or not one.address.startswith(f"{passage}@") or self._known_earlier(address):
                continue
            if one.today is not None and not version(one.today).startswith(address.version):
                yield remarks.not_on_record(address.version)

    # ------------------------------------------------------------------------------------------------------- citations

    def _citation(self, name: str, cited: Cited) -> Iterator[Quotation]:
        """A citation of ours beside no quotation: is what it cites still what it was?"""
        for address in self._resolver.meant([cited.mention]).addresses:
            row = Quotation(name, cited.line, "", judging.NOT_FOUND, cited=(str(address),))
            stored = self._known.statement(address.statement)
            if earlier := self._known_earlier(address):
                yield self._recheck_earlier(row, Against(stored, earlier.language, _SAME, earlier))
            elif stored is None or (address.language is not None and address.language not in stored.passages):
                yield row._replace(notes=tuple(self._unknown(Meant((address,)))))
            else:
                yield self._recheck(row, address, stored)

    def _known_earlier(self, address: Address) -> EarlierWording | None:
        """The wording on record, not today's, that *address* names by its language and version."""
        if address.version is None:
            return None
        passage = f"{address.statement}/{address.language}"
        mine = (one for one in self._known.earlier(address.statement) if one.address == passage)
        return next((one for one in mine if one.version.startswith(address.version)), None)

    def _recheck(self, row: Quotation, address: Address, stored: Stored) -> Quotation:
        language = address.language or stored.original
        if language not in stored.passages:
            return row
        against = Against(stored, language, _SAME)
        verdict, note = (
            judging.UNCHECKED,
            message(N_("the citation names no version: what has changed since cannot be said")),
        )
        if address.version is not None and version(stored.passages[language].text).startswith(address.version):
            verdict, note = quotes.EXACT, message(N_("unchanged"))
        elif address.version is not None:
            # Nobody can say what it was.
            note = remarks.not_on_record(address.version)
            found = self._against(row._replace(verdict=verdict), Decision(verdict, against))
            return found._replace(level=None, notes=(note, *found.notes))
        verdict = judging.or_withdrawn(verdict, against)
        found = self._against(row._replace(verdict=verdict), Decision(verdict, against))
        level = found.level if verdict == quotes.EXACT else None
        return found._replace(level=level, notes=(note, *found.notes))

    def _recheck_earlier(self, row: Quotation, against: Against) -> Quotation:
        verdict = judging.or_withdrawn(judging.EARLIER, against)
        return self._against(row._replace(verdict=verdict), Decision(verdict, against))._replace(level=None)


def _once(notes: Iterable[Message]) -> tuple[Message, ...]:
    """*notes* without those that were said before."""
    found: list[Message] = []
    for note in notes:
        if note not in found:
            found.append(note)
    return tuple(found)


def _since(before: str, today: str, language: str, names: frozenset[str]) -> tuple[alterations.Difference, ...]:
    """What today's passage has otherwise than the wording *before*."""
    judged = quotes.judge(before, today, language, names)
    if judged is None:
        return (alterations.Difference(alterations.WORDING, before, today),)
    if judged.verdict == quotes.EXACT and not judged.whole:
        return alterations.compare(before, today, language, names).differences
    return judged.differences


def _grade(one: Against, differences: Sequence[alterations.Difference]) -> Change:
    """The gravest change since the earlier wording *one*: of a sentence that was rewritten, the values say it."""
    if one.today is None:
        return Change.UNKNOWN
    found = {_GRADES[difference.kind] for difference in differences}
    found.add(changes.grade(one.text, one.today, one.language, {}))
    return next(change for change in Change if change in found)
