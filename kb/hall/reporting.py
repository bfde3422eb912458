"""What is there, what is wrong, and what is to do next?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kb.answers import CheckAnswer, Listing, StatusAnswer, Step, Wordings
from kb.content.problems import PROBLEMS, did_you_mean
from kb.content.schema import nearest
from kb.differences import word_diff
from kb.errors import N_, Message, NotFound, UsageError, message
from kb.hall.reading import read
from kb.languages import LANGUAGES
from kb.model import Corpus, Publication, Standing, Statement
from kb.settings import Settings
from kb.translation import coverage, releasing


def check(settings: Settings, named: Sequence[str]) -> CheckAnswer:
    """Every problem of the content, or those in the files and folders *named*.

    :raises NotFound: if one of these does not exist.
    """
    wanted = [_path(settings, name) for name in named]
    corpus = read(settings)
    problems = [
        problem
        for problem in corpus.problems
        if not wanted or any(_within(problem.place.path, path) for path in wanted)
    ]
    passages = sum(len(statement.passages) for statement in corpus.statements())
    return CheckAnswer(corpus.files, passages, len(PROBLEMS), tuple(problems))


def explain(code: str) -> tuple[str, Message]:
    """Severity and explanation of a problem's *code*.

    :raises NotFound: if there is no such code.
    """
    if code not in PROBLEMS:
        hint = did_you_mean(nearest(code, PROBLEMS))
        raise NotFound(N_("there is no problem called “{name}”"), code="no-such-code", hint=hint, name=code)
    return PROBLEMS[code].severity, Message(PROBLEMS[code].explanation)


def _path(settings: Settings, name: str) -> str:
    """*name* relative to the root, as problems have it; it may be given so, or from where we are."""
    root = settings.root.resolve()
    for path in (Path.cwd() / name, root / name, root / "content" / name):
        if path.exists() and (whole := path.resolve()).is_relative_to(root):
            return whole.relative_to(root).as_posix()
    raise NotFound(N_("there is no {path} in this knowledge base"), code="no-such-path", path=name)


def _within(path: str, wanted: str) -> bool:
    return wanted == "." or path == wanted or path.startswith(f"{wanted}/")


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


def listing(settings: Settings, what: str, language: str, today: str) -> Listing:
    """The rows of ``kb list`` *what* as they are on the day *today*, said in *language* where there is a choice.

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
    return Listing(what, columns, tuple(tuple(row) for row in rows(read(settings), language, today)))


# -------------------------------------------------------------------------------------------------------------- status


def status(settings: Settings, today: str) -> StatusAnswer:
    """One screen: how the content stands, and what to do next."""
    corpus = read(settings)
    standing_of = coverage.assess(corpus)
    statements = list(corpus.statements())
    published = [one for one in statements if one.publication_on(today) is Publication.PUBLISHED]
    tally = coverage.tally(statements, corpus.base.languages, standing_of, today)
    outdated = Counter(one.change.value for one in _outdated(published, standing_of) if one.change)
    unreleased = sum(len(releasing.unreleased(content, today)) for content in corpus.sources.values())
    errors = sum(problem.is_error for problem in corpus.problems)
    return StatusAnswer(
        name=corpus.base.name,
        root=str(settings.root),
        statements=len(published),
        drafts=sum(one.publication_on(today) is Publication.DRAFT for one in statements),
        passages=sum(len(one.passages) for one in published),
        languages=tally,
        unreleased=unreleased,
        last_release=next(reversed(releasing.names(corpus.sources.values())), None),
        outdated=dict(outdated),
        errors=errors,
        warnings=len(corpus.problems) - errors,
        next=tuple(_steps(errors, tally, unreleased)),
    )


def _outdated(statements: Iterable[Statement], standing_of: dict[tuple[str, str], Standing]) -> Iterator[Standing]:
    for statement in statements:
        for language in statement.passages:
            if coverage.counter(standing := standing_of[statement.address, language]) == "outdated":
                yield standing


#: What there is to do, in the order in which it is best done: the counter, and the command that does it or shows more.
_COUNTED = {
    "outdated": "kb search --state outdated --lang {language}",
    "unconfirmed": "kb confirm {language}",
    "missing": "kb search --state missing --lang {language}",
}


def _steps(errors: int, tally: dict[str, dict[str, int]], unreleased: int) -> Iterator[Step]:
    if errors:
        yield Step("errors", errors, "kb check")
    for code, command in _COUNTED.items():
        languages = [tag for tag, counts in tally.items() if counts[code]]
        if languages:
            yield Step(code, sum(tally[tag][code] for tag in languages), command.format(language=languages[0]))
    if unreleased:
        yield Step("release", unreleased, "kb release")


# ------------------------------------------------------------------------------------------------------------- history


def history(settings: Settings, folders: frozenset[str]) -> dict[tuple[str, str], list[Wordings]]:
    """The wordings on record of the sources in *folders*, the newest first, by (``SOURCE/ID``, language)."""
    found: dict[tuple[str, str], list[Wordings]] = {}
    corpus = read(settings, folders)
    for content in corpus.sources.values():
        for line in reversed(content.releases):
            address, _, language = line.address.rpartition("/")
            statement = corpus.statement(address)
            today = statement.passages.get(language) if statement else None
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
