"""What does the library answer? One set of types for terminal, pages, API and assistants.

The names of the fields are the keys of the JSON, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.errors import Message, Problem
from kb.model import Correction

Span = tuple[int, int]


class Match(NamedTuple):
    """Why a hit matched: the passage in ``language``, ``how`` (the name of a level), and what to mark in its canonical text.

    ``highlights`` are [start, end) offsets in code points of ``text``.
    """

    language: str
    how: str
    text: str
    highlights: Sequence[Span]


class Wordings(NamedTuple):
    """One wording of a passage on record. ``differences`` is a word diff to today's: ("=" | "-" | "+", words)."""

    version: str
    text: str
    on: str
    release: str
    differences: Sequence[tuple[str, str]]


class PassageView(NamedTuple):
    """A passage as an answer shows it.

    ``language`` is that of ``text``; it differs from ``requested_language`` where ``fallback_reason`` says why the original
    is shown (``missing`` or ``outdated_number``). ``produced_by`` is None for an original. ``change`` is set for a passage
    whose original has changed since. ``path`` is relative to the root. ``superseded_by`` is the ``SOURCE/ID`` to go on to.
    """

    address: str
    version: str
    source: str
    id: str
    kind: str
    topics: Sequence[str]
    language: str
    requested_language: str
    original_language: str
    fallback_reason: str | None
    text: str
    highlights: Sequence[Span]
    state: str
    produced_by: str | None
    unconfirmed: bool
    outdated: bool
    change: str | None
    publication: str
    wording: str
    title: str
    path: str
    line: int
    url: str
    superseded_by: str | None = None
    reason: str | None = None
    corrections: Sequence[Correction] = ()


class Hit(NamedTuple):
    """A statement found, in the language asked for. JSON has the passage's keys, then ``score``, ``level`` and ``matched``."""

    passage: PassageView
    score: float
    level: str
    matched: Sequence[Match]


class Understood(NamedTuple):
    """One reading of a word of the query: ``terms`` of the index in ``language`` that it stands for at a level (``how``).

    ``statements`` have one of them; None for quoted words, which are proven one by one.
    """

    word: str
    language: str
    how: str
    terms: Sequence[str]
    statements: int | None


class SearchAnswer(NamedTuple):
    """``facets`` map facet to value to count over all matches; each ignores its own filter. ``languages`` is JSON's ``in``.

    ``relaxed``: no statement has all words, these have some of them. ``suggestion`` is the query with words that exist. For
    an empty answer ``without`` says how many hits there would be without a filter, by its field. ``explained`` is there where
    asked for.
    """

    query: str
    languages: Sequence[str]
    language: str
    total: int
    elapsed_ms: float
    outdated_index: bool
    relaxed: bool
    suggestion: str | None
    facets: Mapping[str, Mapping[str, int]]
    hits: Sequence[Hit]
    without: Mapping[str, int] = {}
    explained: Sequence[Understood] = ()


class Earlier(NamedTuple):
    """That a passage shown is not today's: on record since ``on``, by ``release`` ("" if by a confirmation only).

    ``today`` is the address of today's wording (None if there is none), ``change`` what has changed since, and ``differences``
    the word diff from then to now.
    """

    on: str
    release: str
    today: str | None
    change: str
    differences: Sequence[tuple[str, str]]


class ShownPassage(NamedTuple):
    """A passage of ``show``: with the original beside it, its HTML-free Markdown, and its history where asked for.

    ``earlier`` is there where the address named a wording that is not today's; ``translated_from`` where the passage asked for
    is outdated: the wording of the original that it translates, with the word diff to today's.
    """

    passage: PassageView
    original: PassageView
    markdown: str
    history: Sequence[Wordings] | None = None
    earlier: Earlier | None = None
    translated_from: Wordings | None = None


class ShowAnswer(NamedTuple):
    """One entry a statement and language asked for, in the order asked."""

    passages: Sequence[ShownPassage]


class Names(NamedTuple):
    """What topics, addressees and sources are called in a reader's language, by their ids.

    ``written_in`` maps a source to the language of its title here; ``languages`` are those that the knowledge base promises.
    """

    topics: Mapping[str, str]
    sources: Mapping[str, str]
    written_in: Mapping[str, str]
    languages: Sequence[str]


class Related(NamedTuple):
    """What a statement supports, and what supports it. No drafts."""

    supports: Sequence[PassageView]
    supported_by: Sequence[PassageView]


class Group(NamedTuple):
    """The statements below one ``heading`` of a source, which is in ``language``; it is empty for those before the first."""

    heading: str
    language: str
    passages: Sequence[PassageView]


class SourceAnswer(NamedTuple):
    """A source. ``fields`` are its CSL-JSON fields; ``title`` is in ``language``. No drafts.

    ``languages`` are those that one of its statements has a passage in.
    """

    id: str
    title: str
    language: str
    original: str
    wording: str
    fields: Mapping[str, object]
    languages: Sequence[str]
    groups: Sequence[Group]


class Listing(NamedTuple):
    """``kb list``: rows with the same ``columns`` (names of JSON keys); values are text, numbers or lists of text."""

    what: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


class CheckAnswer(NamedTuple):
    """``kb check``: what was looked at, and every problem, sorted by place. ``explained`` says what their codes mean."""

    files: int
    passages: int
    rules: int
    problems: Sequence[Problem]
    explained: Mapping[str, Message] = {}


class Confirmed(NamedTuple):
    """One line that ``confirm`` records or would record. ``was`` and ``now`` are states; ``was`` is None for a new line."""

    address: str
    of: str
    text: str
    was: str | None
    now: str
    produced_by: str


class ConfirmAnswer(NamedTuple):
    """``written`` is False where only listed (no addresses and no ``--all``). ``refused`` are the errors in the way."""

    language: str
    written: bool
    confirmed: Sequence[Confirmed]
    refused: Sequence[Problem]


class Released(NamedTuple):
    """One wording put on record."""

    address: str
    version: str
    text: str


class ReleaseAnswer(NamedTuple):
    """``name`` of the release; nothing is written when there is nothing new or on a dry run."""

    name: str
    date: str
    written: bool
    wordings: Sequence[Released]


class Recall(NamedTuple):
    """Of ``asked`` queries so many ``found`` the passage that they were made from."""

    asked: int
    found: int


class Miss(NamedTuple):
    """What was ``typed``, in a way of typing (``mode``), and did not find the passage at ``address``."""

    address: str
    mode: str
    typed: str


class Probed(NamedTuple):
    """What the index finds of its own passages: language to mode (see ``kb.search.probing``) to recall.

    Of a large base ``statements`` were chosen, with ``seed``.
    """

    statements: int
    seed: int
    languages: Mapping[str, Mapping[str, Recall]]
    missed: Sequence[Miss]


class IndexAnswer(NamedTuple):
    """``kb index``: what the index holds. ``action`` is ``built``, ``changed``, ``current`` or ``checked``.

    ``probe`` is there where asked for.
    """

    action: str
    generation: str
    engine: str
    statements: int
    passages: Mapping[str, int]
    seconds: float
    bytes: int
    damage: Sequence[str]
    probe: Probed | None = None


class LanguageCoverage(NamedTuple):
    """How a language covers the published statements: disjoint counts, in this order, which add up to all of them.

    ``words`` are those of the originals that have a passage in it, ``words_left`` those that are missing, unconfirmed, outdated
    or not finished. ``share`` (0 to 1) is that of the statements translated, reviewed or final. ``produced_by`` counts
    translations.
    """

    missing: int
    unconfirmed: int
    outdated: int
    initial: int
    translated: int
    reviewed: int
    final: int
    words: int
    share: float
    words_left: int
    produced_by: Mapping[str, int]


class Amount(NamedTuple):
    """So many a language has, ``of`` so many."""

    have: int
    of: int


class Cell(NamedTuple):
    """How a passage stands. ``counter`` is the one under which it counts; None is the state of one that is missing."""

    counter: str
    state: str | None
    produced_by: str | None
    outdated: bool
    change: str | None


class CoverageRow(NamedTuple):
    """A published statement (``SOURCE/ID``), with a cell for each language in the order of the answer."""

    address: str
    kind: str
    cells: Sequence[Cell]


class GateFailure(NamedTuple):
    """A passage (``address`` with its language) that the coverage policy demands: what it is, and the state ``needed``.

    ``found`` is a counter of coverage.
    """

    address: str
    language: str
    found: str
    change: str | None
    needed: str


class GateAnswer(NamedTuple):
    """What the coverage policy says. Without one (``rules`` is 0) all is well, unless there are files that cannot be read."""

    ok: bool
    rules: int
    failures: Sequence[GateFailure]


class CoverageAnswer(NamedTuple):
    """``kb coverage``: the matrix of statements and languages. ``labels`` are titles, groups, topics and terms.

    ``broken`` files have errors and are not served in full: what they lack is missing here too. ``catalogs`` are the messages of
    the user interface, where the root has them.
    """

    statements: int
    languages: Mapping[str, LanguageCoverage]
    rows: Sequence[CoverageRow]
    labels: Mapping[str, Amount]
    gate: GateAnswer
    broken: int = 0
    catalogs: Mapping[str, Amount] | None = None


class Cited(NamedTuple):
    """One wording as it is cited: ``quotation`` between marks, ``in_text`` as the style has it, in the form that was asked for.

    ``remarks`` are what a reader must know, in the language of the citation: what it is and how it stands. ``key`` is one
    by which its work is found among the references. ``state`` is None for an earlier wording of a translation.
    """

    address: str
    version: str
    source: str
    id: str
    language: str
    original_language: str
    text: str
    wording: str
    state: str | None
    produced_by: str | None
    publication: str
    quotation: str
    in_text: str
    remarks: Sequence[str]
    key: str
    url: str | None


class CiteAnswer(NamedTuple):
    """``kb cite``: ``references`` has one entry for each work, in the order of the style.

    For a form that programs read, ``document`` is all of it, and nothing is written by a style.
    """

    language: str
    style: str
    form: str
    citations: Sequence[Cited]
    references: Sequence[str]
    document: str
    part: str = "all"


class Step(NamedTuple):
    """Something to do next: ``code`` names it, ``amount`` how many, ``command`` does it (or shows more)."""

    code: str
    amount: int
    command: str


class StatusAnswer(NamedTuple):
    """One screen. ``outdated`` counts passages by what changed; ``languages`` maps a language to its counts by state.

    ``conflicts`` are files that an interrupted change left for somebody to decide. ``gate`` is how many passages the coverage
    policy demands and does not have; None without a policy.
    """

    name: str
    root: str
    statements: int
    drafts: int
    passages: int
    languages: Mapping[str, Mapping[str, int]]
    unreleased: int
    last_release: str | None
    outdated: Mapping[str, int]
    errors: int
    warnings: int
    next: Sequence[Step]
    conflicts: Sequence[str] = ()
    gate: int | None = None


class Made(NamedTuple):
    """Files that ``init`` or ``new`` wrote (relative to the root), and the new ids."""

    paths: Sequence[str]
    ids: Sequence[str]


class ExportedFile(NamedTuple):
    """One file that goes out to translators: ``text`` is what it holds, None where it was written to ``path``.

    ``languages`` are those to translate into. ``words`` are those of the originals.
    """

    path: str
    languages: Sequence[str]
    passages: int
    labels: int
    words: int
    text: str | None


class ExportAnswer(NamedTuple):
    """``kb export``: no files where there is nothing to translate."""

    format: str
    files: Sequence[ExportedFile]


class ImportedUnit(NamedTuple):
    """A unit that goes in. ``action`` is ``new``, ``changed`` or ``confirmed`` (the wording stays, what is recorded changes).

    ``differences`` are a word diff of canonical texts. A label has neither state nor producer.
    """

    id: str
    language: str
    action: str
    state: str | None
    produced_by: str | None
    differences: Sequence[tuple[str, str]]


class RefusedUnit(NamedTuple):
    """A unit that does not go in, and why; ``target`` is what was translated. The id is ``""`` for a file as a whole."""

    id: str
    problem: Problem
    target: str | None


class ImportedFile(NamedTuple):
    """What becomes of the units of a file; ``unchanged`` of them say nothing new. ``language`` is None where it has many."""

    path: str
    language: str | None
    taken: Sequence[ImportedUnit]
    unchanged: int
    refused: Sequence[RefusedUnit]


class ImportAnswer(NamedTuple):
    """``kb import``: ``paths`` are the content files that change or changed; on a dry run ``written`` is False.

    ``action`` is ``imported``, ``resumed`` or ``undone``. ``resumed`` are the files that an interrupted import had decided on
    and that hold it now, ``left`` those that somebody edited meanwhile, so that they were left alone.
    """

    action: str
    written: bool
    files: Sequence[ImportedFile]
    paths: Sequence[str]
    resumed: Sequence[str] = ()
    left: Sequence[str] = ()


class Differing(NamedTuple):
    """One difference: ``quote`` has this where ``passage`` has that.

    ``kind`` is ``number``, ``name``, ``negation``, ``hedge``, ``wording``, ``case`` or ``punctuation``.
    """

    kind: str
    quote: str
    passage: str


class InLanguage(NamedTuple):
    """The statement of a quotation in the language of the answer."""

    address: str
    text: str


class Quotation(NamedTuple):
    """A quotation (or, with an empty ``quote``, a citation) in ``file`` at ``line``, and what it is.

    ``verdict`` is a count of :class:`VerifyAnswer`. ``level`` is ``identical``, ``canonical`` or ``typographic`` where it is
    exact or shortened, ``folded`` what was set aside. ``address`` and ``passage`` are what it was judged against, ``against``
    what that is: ``verbatim``, ``paraphrase`` or ``translation``. ``cited`` are the addresses cited beside it, ``also`` other
    passages with the same words. ``change``: how much the wording has changed since (``number``, ``name``, ``negation`` …;
    ``unknown``: nothing stands in its place, and ``passage`` is None).
    """

    file: str
    line: int
    quote: str
    verdict: str
    level: str | None = None
    address: str | None = None
    passage: str | None = None
    differences: Sequence[Differing] = ()
    notes: Sequence[Message] = ()
    folded: Sequence[str] = ()
    against: str | None = None
    cited: Sequence[str] = ()
    also: Sequence[str] = ()
    change: str | None = None
    translation: InLanguage | None = None


class VerifyAnswer(NamedTuple):
    """``kb verify``: a count for each verdict; ``checked`` is the sum of all but ``not_ours``."""

    checked: int
    exact: int
    shortened: int
    altered: int
    earlier_wording: int
    misattributed: int
    withdrawn: int
    not_found: int
    could_not_check: int
    not_ours: int
    quotations: Sequence[Quotation]

    @property
    def fails(self) -> bool:
        """Whether something has to be mended, or nothing was checked."""
        wrong = self.altered + self.misattributed + self.withdrawn + self.not_found
        outdated = any(one.verdict == "earlier_wording" and changed(one) for one in self.quotations)
        return not self.checked or wrong > 0 or outdated


class Stretch(NamedTuple):
    """A piece of a manuscript's text; ``quotation`` is the number (from 0) of the quotation or citation of ours that it is."""

    text: str
    quotation: int | None = None


class Proofread(NamedTuple):
    """A manuscript with its verdicts in place: its paragraphs, each cut into stretches."""

    answer: VerifyAnswer
    paragraphs: Sequence[Sequence[Stretch]]


def changed(one: Quotation) -> bool:
    """Whether what the quotation states has another value today, or nobody states it any more."""
    return one.change in ("number", "name", "negation", "unknown")


class News(NamedTuple):
    """Something that happened on the day ``date``: ``kind`` is ``erratum`` or ``corrigendum`` of a statement, or ``release``.

    ``address`` (``SOURCE/ID``), ``title`` (of the source) and ``text`` (of the passage, in ``language``) are those of the
    statement, ``reason`` says why it was corrected; of a release there is only its ``name``.
    """

    kind: str
    date: str
    name: str = ""
    address: str = ""
    title: str = ""
    language: str = ""
    text: str = ""
    reason: str = ""


class NewsAnswer(NamedTuple):
    """What happened lately, the newest first. ``base`` is what the knowledge base is called, ``permalink`` is where."""

    base: str
    permalink: str | None
    news: Sequence[News]
