"""What is each quotation and citation of these manuscripts: exact, altered, withdrawn, not ours?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kb.answers import Differing, InLanguage, Quotation, VerifyAnswer
from kb.citation import alterations, quotes
from kb.citation.manuscripts.document import Document
from kb.citation.manuscripts.quotations import Cited, Quoted, held
from kb.content import history
from kb.errors import N_, Message, message
from kb.hall import judging
from kb.hall.cited import Meant, Resolver
from kb.hall.judging import Against, Decision
from kb.hall.opening import Opened
from kb.model import Address, Change, Publication, Release, State
from kb.search.records import Stored
from kb.settings import Settings
from kb.text import version

#: A quotation of fewer words could stand anywhere.
_WEAK = 5

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

_OUTDATED = {
    "number": N_("outdated: a number in the original has changed"),
    "name": N_("outdated: a name in the original has changed"),
    "negation": N_("outdated: the original now says the opposite"),
    "wording": N_("outdated: the wording of the original has changed"),
    "unknown": N_("outdated: the original has changed"),
}

_TRANSLATIONS = {
    "human": N_("translation, not reviewed"),
    "machine": N_("machine translation, not reviewed"),
    "post-edited": N_("machine translation edited by a person, not reviewed"),
}


def verify(
    settings: Settings, opened: Opened, documents: Sequence[Document], language: str | None, *, drafts: bool = True
) -> VerifyAnswer:
    """The verdict on every quotation and citation of *documents*; with *language*, each statement in it beside.

    Without *drafts* it is as if there were none.
    """
    verifier = Verifier(settings, opened, language, drafts=drafts)
    return counted([one for _, one in verifier.verdicts(documents)])


def counted(found: Sequence[Quotation]) -> VerifyAnswer:
    """*found* with a count for each verdict."""
    counts = Counter(one.verdict for one in found)
    checked = len(found) - counts[judging.NOT_OURS]
    return VerifyAnswer(checked=checked, quotations=tuple(found), **{verdict: counts[verdict] for verdict in VERDICTS})


class _Known:
    """What the knowledge base knows, each thing asked for once."""

    def __init__(self, settings: Settings, opened: Opened, drafts: bool) -> None:
        self._content = settings.content
        self._drafts = drafts
        self._searcher = opened.searcher
        self._labels = opened.labels
        self.statement = cache(self._statement)
        self.names = cache(self._names)
        self.earlier = cache(self._earlier)

    def _statement(self, address: str) -> Stored | None:
        found = self._searcher.show([address]).get(address)
        return found if found is not None and self._public(found) else None

    def _public(self, stored: Stored) -> bool:
        return self._drafts or stored.publication != Publication.DRAFT

    def alike(self, text: str, *, published: bool) -> tuple[Sequence[Stored], Sequence[str]]:
        """See ``judging.Known``."""
        found, languages = self._searcher.alike(text, judging.MOST_STATEMENTS, published=published)
        return [one for one in found if self._public(one)], languages

    def _names(self, language: str) -> frozenset[str]:
        forms = (texts.get(language, "") for texts in self._labels.names.values())
        return frozenset(word for form in forms for word in form.split() if word[:1].isupper())

    def _earlier(self, statement: str) -> Sequence[Release]:
        stored = self.statement(statement)
        today = {language: version(one.text) for language, one in stored.passages.items()} if stored else {}
        path = self._content / statement.partition("/")[0] / "releases.jsonl"
        past = history.of_statement(path, statement)
        return [one for one in past if one.version != today.get(one.address.rpartition("/")[2])]


class Verifier:
    """Judges manuscripts against one generation."""

    def __init__(self, settings: Settings, opened: Opened, language: str | None, *, drafts: bool = True) -> None:
        self._known = _Known(settings, opened, drafts)
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
        notes = (*self._unknown(meant), *row.notes, *_of_quotation(decision, quoted.text))
        return row._replace(notes=notes)

    def _against(self, row: Quotation, decision: Decision) -> Quotation:
        one = decision.against
        assert one is not None
        today = one.stored.passages[one.language].text
        differences = one.judged.differences
        change = None
        if one.release is not None:
            differences = _since(one.release.text, today, one.language, self._known.names(one.language))
            change = _grade(differences)
        return row._replace(
            level=one.judged.level,
            address=one.address,
            passage=today if one.release else one.text,
            differences=tuple(Differing(*difference) for difference in differences),
            notes=(*_standing(one), *_publication(one)),
            folded=one.judged.folded,
            against="translation" if one.language != one.stored.original else one.stored.wording,
            also=tuple(other.address for other in decision.also),
            change=change.value if change else None,
            translation=self._translated(one.stored),
        )

    def _translated(self, stored: Stored) -> InLanguage | None:
        if self._language is None:
            return None
        language, _ = stored.shown(self._language)
        text = stored.passages[language].text
        return InLanguage(str(Address(stored.source, stored.id, language, version(text))), text)

    def _unknown(self, meant: Meant) -> Iterator[Message]:
        for address in meant.addresses:
            stored = self._known.statement(address.statement)
            if stored is None:
                yield message(N_("there is no statement “{address}”"), address=address.statement)
            elif address.language is not None and address.language not in stored.passages:
                yield message(N_("{address} does not exist"), address=f"{address.statement}/{address.language}")

    # ------------------------------------------------------------------------------------------------------- citations

    def _citation(self, name: str, cited: Cited) -> Iterator[Quotation]:
        """A citation of ours beside no quotation: is what it cites still what it was?"""
        for address in self._resolver.meant([cited.mention]).addresses:
            row = Quotation(name, cited.line, "", judging.NOT_FOUND, cited=(str(address),))
            stored = self._known.statement(address.statement)
            missing = address.language is not None and stored is not None and address.language not in stored.passages
            if stored is None or missing:
                yield row._replace(notes=tuple(self._unknown(Meant((address,)))))
            else:
                yield self._recheck(row, address, stored)

    def _recheck(self, row: Quotation, address: Address, stored: Stored) -> Quotation:
        language = address.language or stored.original
        if language not in stored.passages:
            return row
        today = version(stored.passages[language].text)
        against = Against(stored, language, quotes.Judged(quotes.EXACT, quotes.IDENTICAL))
        if address.version is None:
            verdict = judging.UNCHECKED
            notes = (message(N_("the citation names no version: what has changed since cannot be said")),)
        elif today.startswith(address.version):
            verdict, notes = quotes.EXACT, (message(N_("unchanged")),)
        else:
            return self._recheck_earlier(row, address, against)
        if stored.publication == Publication.WITHDRAWN:
            verdict = judging.WITHDRAWN
        found = self._against(row._replace(verdict=verdict), Decision(verdict, against))
        level = found.level if verdict == quotes.EXACT else None
        return found._replace(level=level, notes=(*notes, *found.notes))

    def _recheck_earlier(self, row: Quotation, address: Address, against: Against) -> Quotation:
        passage = f"{address.statement}/{address.language}"
        release = next(
            (
                one
                for one in self._known.earlier(address.statement)
                if one.address == passage and one.version.startswith(str(address.version))
            ),
            None,
        )
        if release is None:
            found = self._against(row, Decision(judging.UNCHECKED, against))
            notes = (message(N_("version {version} is not on record"), version=str(address.version)[:12]),)
            return found._replace(verdict=judging.UNCHECKED, level=None, notes=(*notes, *found.notes))
        against = against._replace(release=release)
        withdrawn = against.stored.publication == Publication.WITHDRAWN
        verdict = judging.WITHDRAWN if withdrawn else judging.EARLIER
        return self._against(row._replace(verdict=verdict), Decision(verdict, against))._replace(level=None)


def _since(before: str, today: str, language: str, names: frozenset[str]) -> tuple[alterations.Difference, ...]:
    """What today's passage has otherwise than the wording *before*."""
    judged = quotes.judge(before, today, language, names)
    if judged is None:
        return (alterations.Difference(alterations.WORDING, before, today),)
    if judged.verdict == quotes.EXACT and not judged.whole:
        return alterations.compare(before, today, language, names).differences
    return judged.differences


def _grade(differences: Sequence[alterations.Difference]) -> Change:
    kinds = {_GRADES[difference.kind] for difference in differences}
    return next((change for change in Change if change in kinds), Change.TYPOGRAPHY)


def _standing(one: Against) -> Iterator[Message]:
    """How far the passage can be trusted."""
    passage = one.stored.passages[one.language]
    if one.language != one.stored.original:
        if passage.state in (State.INITIAL, State.TRANSLATED):
            yield message(_TRANSLATIONS[passage.produced_by or "human"])
        if passage.unconfirmed:
            yield message(N_("not confirmed against the original"))
    if passage.outdated and passage.change in _OUTDATED:
        yield message(_OUTDATED[passage.change])


def _publication(one: Against) -> Iterator[Message]:
    """What has become of the statement."""
    stored = one.stored
    if stored.publication == Publication.DRAFT:
        yield message(N_("a draft, not published"))
    if stored.publication == Publication.SUPERSEDED:
        yield message(N_("superseded by {address}"), address=stored.superseded_by or "?")
    if stored.publication == Publication.WITHDRAWN and stored.reason:
        yield message(N_("withdrawn: {reason}"), reason=stored.reason)
    for correction in stored.corrections:
        yield message(N_("corrected on {date}: {reason}"), date=correction.date, reason=correction.reason)


def _of_quotation(decision: Decision, text: str) -> Iterator[Message]:
    """What a reader has to know about how it is quoted."""
    one = decision.against
    assert one is not None
    matched = one.judged.verdict in (quotes.EXACT, quotes.SHORTENED)
    if matched and not one.judged.whole and len(text.split()) < _WEAK:
        yield message(N_("weak evidence: so short a quotation could stand in many texts"))
    denied = [word for part in one.judged.omitted for word in alterations.negations(part, one.language)]
    if denied:
        yield message(N_("what was left out denies something: {words}"), words=", ".join(denied))
