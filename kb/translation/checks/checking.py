"""What is wrong between the passages of a source and their originals? Asks every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from kb.errors import ERROR, Message, Place, Problem
from kb.model import Passage, SourceContent, Standing, Statement, Term, Wording
from kb.nearest import did_you_mean
from kb.translation.checks import figures, form, language, links, polarity, terms, typography
from kb.translation.checks.pair import Finding, Pair, Side
from kb.translation.checks.placing import place
from kb.translation.checks.rules import DIFFERENCES, RULES

#: The rules for a passage and its original.
CHECKS: tuple[Callable[[Pair], Iterator[Finding]], ...] = (
    figures.check,
    terms.check,
    polarity.check,
    links.check,
    form.same_blocks,
    form.same_text,
    form.same_end,
    form.length,
)

#: The rules for one wording by itself. They hold for originals too, unless these are a source's own words.
CHECKS_OF_ONE: tuple[Callable[[Side], Iterator[Finding]], ...] = (
    language.check,
    typography.spacing,
    typography.quotes,
    typography.opening_marks,
)

#: How many problems of one code are told of one passage: more help nobody, and to find their places takes its time.
MOST = 10

#: How a passage stands to its original, by (statement id, language).
Standings = Mapping[tuple[str, str], Standing]


def check(
    content: SourceContent, standing_of: Standings, glossary: Mapping[str, Term], others: Collection[str] = ()
) -> Iterator[Problem]:
    """Every problem of the passages of *content*, in the order of the original.

    *others* are the codes of problems that are found elsewhere: a passage may accept these too. A passage that
    *standing_of* calls outdated by a number, name or negation is known to differ in them: that is one warning. Without
    standings everything is judged by today's original.
    """
    for statement in content.statements.values():
        original = statement.passages.get(content.source.original)
        if original is not None:
            yield from _statement(statement, Side(original, glossary), glossary, standing_of, others)


def _statement(
    statement: Statement,
    original: Side,
    glossary: Mapping[str, Term],
    standing_of: Standings,
    others: Collection[str],
) -> Iterator[Problem]:
    own_words = statement.wording is Wording.VERBATIM
    for tag, passage in statement.passages.items():
        side = original if passage is original.passage else Side(passage, glossary)
        found = [] if side is original and own_words else [one for ask in CHECKS_OF_ONE for one in ask(side)]
        if side is not original:
            pair = Pair(original, side)
            found += [one for ask in CHECKS for one in ask(pair)]
        if any(one.code == "wrong-language" for one in found) and "wrong-language" not in passage.accept:
            found = [one for one in found if RULES[one.code].severity == ERROR]  # the warnings all say the same
        standing = standing_of.get((statement.id, tag))
        if standing is not None and standing.outdated and standing.change and standing.change.shows_original:
            found = _as_outdated(found, statement, tag)
        yield from _problems(passage, found, others)


def _as_outdated(found: Sequence[Finding], statement: Statement, tag: str) -> list[Finding]:
    """*found* with one warning in place of all that may differ because the original has changed."""
    differing = [one for one in found if one.code in DIFFERENCES]
    if not differing:
        return list(found)
    said = [Message(RULES[one.code].message, one.parameters) for one in differing]
    parameters = {"differences": _joined(said), "language": tag, "address": statement.address}
    first = differing[0]
    warning = Finding("outdated-number", first.start, first.end, parameters)
    return [warning, *(one for one in found if one.code not in DIFFERENCES)]


def _joined(messages: Sequence[Message]) -> Message:
    """*messages* one after the other, each said in the reader's language."""
    names = [f"part{number}" for number in range(len(messages))]
    return Message("; ".join(f"{{{name}}}" for name in names), dict(zip(names, messages, strict=True)))


def _problems(passage: Passage, found: Sequence[Finding], others: Collection[str]) -> Iterator[Problem]:
    accepted = passage.accept
    said = Counter[str]()
    for finding in found:
        said[finding.code] += 1
        if finding.code not in accepted and said[finding.code] <= MOST:
            yield problem(passage, finding)
    if accepted:
        used = {finding.code for finding in found}
        heading = Place(passage.path, passage.line, 1)
        for code in accepted:
            if code not in used:
                yield _unused(code, heading, others)


def _unused(code: str, where: Place, others: Collection[str]) -> Problem:
    if code in RULES or code in others:
        return _problem("accept-unused", where, {"code": code})
    return _problem("accept-unknown", where, {"code": code})._replace(hint=did_you_mean(code, [*RULES, *others]))


def problem(passage: Passage, finding: Finding) -> Problem:
    """What *finding* says of *passage*, at its place in the file."""
    return _problem(finding.code, place(passage, finding.start, finding.end), finding.parameters)


def _problem(code: str, where: Place, parameters: Mapping[str, object]) -> Problem:
    row = RULES[code]
    hint = Message(row.hint, parameters) if row.hint is not None else None
    return Problem(where, code, row.severity, Message(row.message, parameters), hint)
