"""What is there, and what is to do next?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kb.answers import LanguageCoverage, Listing, StatusAnswer, Step, Wordings
from kb.content import history as records
from kb.content import paths, writer
from kb.differences import word_diff
from kb.errors import N_, UsageError, message
from kb.hall import folders
from kb.hall.opening import Progress
from kb.hall.reading import read
from kb.languages import LANGUAGES
from kb.model import Base, Change, Corpus, Publication, State
from kb.search.records import Stored
from kb.settings import Settings
from kb.translation import coverage, releasing
from kb.translation.coverage import Covered

# ---------------------------------------------------------------------------------------------------------------- list


def _sources(corpus: Corpus, language: str, _today: str) -> Iterator[Sequence[object]]:
    for content in corpus.sources.values():
        source = content.source
        languages = sorted({tag for statement in content.statements.values() for tag in statement.passages})
        yield source.id, source.title_in(language), source.issued, source.original, len(content.statements), languages


def _statements(corpus: Corpus, language: str, today: str) -> Iterator[Sequence[object]]:
    for statement in corpus.statements():
        original = corpus.sources[statement.source].source.original
        passage = statement.passages.get(language) or statement.passages[original]
        publication = statement.publication_on(today)
        yield statement.address, statement.kind, statement.topics, publication, passage.language, passage.text


def _topics(corpus: Corpus, language: str, _today: str) -> Iterator[Sequence[object]]:
    used = Counter(topic for one in corpus.statements() for topic in (*one.topics, *one.addressees))
    for topic in corpus.topics.values():
        yield topic.id, topic.label(language, "en"), used[topic.id], topic.exact_match


def _languages(corpus: Corpus, _language: str, _today: str) -> Iterator[Sequence[object]]:
    having = Counter(tag for statement in corpus.statements() for tag in statement.passages)
    for tag in corpus.base.languages:
        yield tag, LANGUAGES[tag].own_name, having[tag]


def _releases(corpus: Corpus, _language: str, _today: str) -> Iterator[Sequence[object]]:
    lines = Counter(
        (line.date, line.release) for content in corpus.sources.values() for line in content.releases if line.release
    )
    for day, name in sorted(lines, key=releasing.order):
        yield name, day, lines[day, name]


#: What can be listed, with the names of its columns (JSON keys).
LISTINGS: dict[str, tuple[tuple[str, ...], Callable[[Corpus, str, str], Iterable[Sequence[object]]]]] = {
    "sources": (("id", "title", "issued", "original", "statements", "languages"), _sources),
    "statements": (("address", "kind", "topics", "publication", "language", "text"), _statements),
    "topics": (("id", "label", "statements", "exact_match"), _topics),
    "languages": (("language", "name", "passages"), _languages),
    "releases": (("release", "date", "wordings"), _releases),
}


def listing(settings: Settings, what: str, language: str, today: str, *, public: bool = False) -> Listing:
    """The rows of ``kb list`` *what* as they are on the day *today*, said in *language* where there is a choice.

    For the *public* there are neither drafts nor sources of which there is nothing else.

    :raises UsageError: if there is no such list.
    """
    if what not in LISTINGS:
        raise UsageError(
            N_("there is no list of “{what}”"),
            code="no-such-list",
            hint=message(N_("there are {lists}"), lists=", ".join(LISTINGS)),
            what=what,
        )
    columns, rows = LISTINGS[what]
    corpus = _out(read(settings), today) if public else read(settings)
    return Listing(what, columns, tuple(tuple(row) for row in rows(corpus, language, today)))


def _out(corpus: Corpus, today: str) -> Corpus:
    """*corpus* without drafts, and without sources that have nothing else."""
    sources = {}
    for name, content in corpus.sources.items():
        found = {
            id: one for id, one in content.statements.items() if one.publication_on(today) is not Publication.DRAFT
        }
        if found:
            addresses = {one.address for one in found.values()}
            releases = tuple(line for line in content.releases if line.address.rpartition("/")[0] in addresses)
            sources[name] = content._replace(statements=found, releases=releases)
    return corpus._replace(sources=sources)


# -------------------------------------------------------------------------------------------------------------- status


_OUT = Publication.PUBLISHED


def status(settings: Settings, today: str, progress: Progress, processes: int = 1) -> StatusAnswer:
    """One screen: how the content stands, and what to do next."""
    shared, found = folders.read(settings, progress, processes)
    facts = {report.name: report.facts for report in found}
    statements = [one for each in facts.values() for one in each.covered]
    publications = [one.publication_on(today) for one in statements]
    waiting = (number for each in facts.values() for number in each.waiting)
    unreleased = sum(number for number, publication in zip(waiting, publications, strict=True) if publication is _OUT)
    published = [one for one, publication in zip(statements, publications, strict=True) if publication is _OUT]
    beside = [*shared.problems, *folders.between(facts)]
    errors = sum(problem.is_error for problem in beside)
    releases = {release for each in facts.values() for release in each.releases}
    answer = StatusAnswer(
        name=shared.base.name,
        root=str(settings.root),
        statements=len(published),
        drafts=publications.count(Publication.DRAFT),
        passages=sum(standing is not None for one in published for standing in one.standings),
        languages=_counts(coverage.tally(published, shared.base.languages)),
        unreleased=unreleased,
        last_release=max(releases, key=releasing.order)[1] if releases else None,
        outdated=_grades(published),
        errors=errors + sum(each.errors for each in facts.values()),
        warnings=len(beside) - errors + sum(each.warnings for each in facts.values()),
        next=(),
        conflicts=tuple(paths.shown(path, settings.root) for path in writer.kept(settings.content)),
        gate=_failing(published, shared.base),
    )
    return answer._replace(next=tuple(steps(answer)))


def _counts(languages: Mapping[str, LanguageCoverage]) -> dict[str, dict[str, int]]:
    return {tag: {name: getattr(one, name) for name in coverage.COUNTERS} for tag, one in languages.items()}


def _grades(published: Iterable[Covered]) -> dict[str, int]:
    """How many passages are outdated, by what has changed, the gravest first."""
    standings = (standing for one in published for standing in one.standings)
    found = Counter(one.change for one in standings if one is not None and coverage.counter(one) == "outdated")
    return {change.value: found[change] for change in Change if found[change]}


def _failing(published: Sequence[Covered], base: Base) -> int | None:
    if not base.coverage:
        return None
    return sum(1 for _ in coverage.failures(published, base.coverage, base.languages))


#: What there is to translate, in the order in which it is best done: the counter, and the command that shows or does it.
_COUNTED = {
    "outdated": "kb search --state outdated --lang {language}",
    "unconfirmed": "kb confirm {language}",
    "missing": "kb search --state missing --lang {language}",
    "initial": "kb search --state initial --lang {language}",
}


def steps(status: StatusAnswer) -> Iterator[Step]:
    """What to do next: what would get lost, what is wrong, what to translate, what to publish, and what can wait."""
    if status.conflicts:
        yield Step("conflicts", len(status.conflicts), f"ls {status.conflicts[0].rpartition('/')[0]}")
    if status.errors:
        yield Step("errors", status.errors, "kb check")
    for code, command in _COUNTED.items():
        yield from _counted(status, code, code, command)
    if status.gate:
        yield Step("gate", status.gate, "kb coverage --gate")
    if status.unreleased:
        yield Step("release", status.unreleased, "kb release")
    if status.warnings:
        yield Step("warnings", status.warnings, "kb check")
    yield from _counted(status, "review", State.TRANSLATED, "kb search --state translated --lang {language}")


def _counted(status: StatusAnswer, code: str, counter: str, command: str) -> Iterator[Step]:
    """The step for all passages that count so; the command names the language with the most of them."""
    counts = {tag: found[counter] for tag, found in status.languages.items() if found[counter]}
    if counts:
        yield Step(code, sum(counts.values()), command.format(language=max(counts, key=lambda tag: counts[tag])))


# ------------------------------------------------------------------------------------------------------------- history


def history(settings: Settings, statements: Mapping[str, Stored]) -> dict[tuple[str, str], list[Wordings]]:
    """The wordings on record of *statements*, the newest first, by (``SOURCE/ID``, language)."""
    found: dict[tuple[str, str], list[Wordings]] = {}
    writer.recover(settings.content)
    for folder in sorted({one.source for one in statements.values()}):
        lines, _ = records.read(settings.content / folder / paths.RELEASES, settings.root)
        # What was released says more than what a confirmation left, which may be the same wording.
        released = {(line.address, line.version) for line in lines if line.release}
        for line in reversed(lines):
            address, _, language = line.address.rpartition("/")
            if address in statements and (line.release or (line.address, line.version) not in released):
                today = statements[address].passages.get(language)
                differences = word_diff(line.text, today.text) if today else ()
                wording = Wordings(line.version, line.text, line.date, line.release, tuple(differences))
                found.setdefault((address, language), []).append(wording)
    return found


def markdown(settings: Settings, folders: frozenset[str]) -> dict[tuple[str, str], str]:
    """The passages of the sources in *folders* as they were authored, by (``SOURCE/ID``, language)."""
    return {
        (statement.address, language): passage.markdown
        for statement in read(settings, folders).statements()
        for language, passage in statement.passages.items()
    }
