"""What does the library answer? One set of types for terminal, pages, API and assistants.

The names of the fields are the keys of the JSON, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.errors import Problem

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
    whose original has changed since. ``path`` is relative to the root.
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


class ShownPassage(NamedTuple):
    """A passage of ``show``: with the original beside it, its HTML-free Markdown, and its history where asked for."""

    passage: PassageView
    original: PassageView
    markdown: str
    history: Sequence[Wordings] | None = None


class ShowAnswer(NamedTuple):
    """One entry a statement and language asked for, in the order asked."""

    passages: Sequence[ShownPassage]


class Listing(NamedTuple):
    """``kb list``: rows with the same ``columns`` (names of JSON keys); values are text, numbers or lists of text."""

    what: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


class CheckAnswer(NamedTuple):
    """``kb check``: what was looked at, and every problem, sorted by place."""

    files: int
    passages: int
    rules: int
    problems: Sequence[Problem]


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


class Step(NamedTuple):
    """Something to do next: ``code`` names it, ``amount`` how many, ``command`` does it (or shows more)."""

    code: str
    amount: int
    command: str


class StatusAnswer(NamedTuple):
    """One screen. ``outdated`` counts passages by what changed; ``languages`` maps a language to its counts by state."""

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


class Made(NamedTuple):
    """Files that ``init`` or ``new`` wrote (relative to the root), and the new ids."""

    paths: Sequence[str]
    ids: Sequence[str]
