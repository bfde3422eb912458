"""What do we talk about? The words of the field as types; ``docs/words.md`` explains them to people.

Named tuples rather than dataclasses: creating a dataclass costs 0.4 ms at every start of the program, a named tuple 0.07.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from kb.errors import N_, Problem, UsageError, message
from kb.languages import LANGUAGES
from kb.text import SHORT_VERSION


class Kind(StrEnum):
    """What a statement is."""

    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    BACKGROUND = "background"
    DEFINITION = "definition"
    METHOD = "method"


class Wording(StrEnum):
    """Whose sentence a passage is: the source's own, or ours about the source."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"


class State(StrEnum):
    """State of a translation: the four of XLIFF 2.1, in order."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


class Publication(StrEnum):
    """State of a statement, in the order in which hits are shown."""

    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"


class ProducedBy(StrEnum):
    """Who wrote a translation."""

    HUMAN = "human"
    MACHINE = "machine"
    POST_EDITED = "post-edited"


class Change(StrEnum):
    """What changed in an original since a passage was confirmed, the gravest first."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    WORDING = "wording"
    UNKNOWN = "unknown"
    TYPOGRAPHY = "typography"

    @property
    def outdates(self) -> bool:
        """Whether a passage is outdated by such a change."""
        return self is not Change.TYPOGRAPHY

    @property
    def shows_original(self) -> bool:
        """Whether the original is shown instead until the passage is confirmed again."""
        return self in (Change.NUMBER, Change.NAME, Change.NEGATION)


# ----------------------------------------------------------------------------------------------------------- addresses

ID_PATTERN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
ID_LENGTH = 64
_VERSION_PATTERN = re.compile(r"[0-9a-f]{12}(?:[0-9a-f]{52})?")


def is_id(text: str) -> bool:
    """Whether *text* may be the id of a source, statement, topic or term."""
    return len(text) <= ID_LENGTH and ID_PATTERN.fullmatch(text) is not None


class Address(NamedTuple):
    """``SOURCE/ID``, ``SOURCE/ID/LANGUAGE`` or ``SOURCE/ID/LANGUAGE@VERSION``; ``version`` has 12 or 64 hex digits."""

    source: str
    id: str
    language: str | None = None
    version: str | None = None

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that *text* spells.

        :raises UsageError: if it does not spell one.
        """
        path, _, version = text.partition("@")
        parts = path.split("/")
        named = parts[2] if len(parts) == 3 else None
        if (
            len(parts) not in (2, 3)
            or not (is_id(parts[0]) and is_id(parts[1]))
            or (named is not None and named not in LANGUAGES)
            or ("@" in text and (named is None or _VERSION_PATTERN.fullmatch(version) is None))
        ):
            raise UsageError(
                N_("“{text}” is not an address"),
                code="not-an-address",
                hint=message(N_("an address is SOURCE/ID, SOURCE/ID/LANGUAGE or SOURCE/ID/LANGUAGE@VERSION")),
                text=text,
            )
        return cls(parts[0], parts[1], named, version or None)

    @property
    def statement(self) -> str:
        """``SOURCE/ID``, language-neutral."""
        return f"{self.source}/{self.id}"

    def __str__(self) -> str:
        language = f"/{self.language}" if self.language else ""
        version = f"@{self.version[:SHORT_VERSION]}" if self.version else ""
        return f"{self.source}/{self.id}{language}{version}"


# ------------------------------------------------------------------------------------------------- content, as authored


class Passage(NamedTuple):
    """The wording of one statement in one language, as it stands in a file.

    ``text`` is canonical text, ``version`` its 64 hex digits, ``markdown`` the body as authored, ``path`` relative to the
    root with forward slashes, ``line`` that of its heading, ``end`` the last one of its section and ``body_line`` the first
    one of ``markdown``. ``accept`` maps codes of problems to the reason why they are none here, but for those that reading the
    file has come upon and left out.
    """

    language: str
    text: str
    version: str
    markdown: str
    path: str
    line: int
    end: int = 0
    accept: Mapping[str, str] = {}
    body_line: int = 0


#: A mistake of the knowledge base, and one of the source.
CORRECTION_KINDS = ("erratum", "corrigendum")


class Correction(NamedTuple):
    """A published correction of a statement; ``kind`` is one of :data:`CORRECTION_KINDS`."""

    date: str
    kind: str
    reason: str


class Statement(NamedTuple):
    """The citable unit.

    ``supports`` are addresses of statements; ``group`` is the number of the heading that it stands below in the original,
    from 1 (0: none).
    """

    source: str
    id: str
    kind: Kind
    passages: Mapping[str, Passage]
    topics: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    loc: Mapping[str, str] = {}
    supports: tuple[str, ...] = ()
    wording: Wording = Wording.PARAPHRASE
    publication: Publication = Publication.PUBLISHED
    superseded_by: str | None = None
    reason: str | None = None
    corrections: tuple[Correction, ...] = ()
    embargo_until: str | None = None
    group: int = 0

    @property
    def address(self) -> str:
        """``SOURCE/ID``."""
        return f"{self.source}/{self.id}"

    def publication_on(self, today: str) -> Publication:
        """How the statement stands on *today* (ISO date): one under embargo is still a draft."""
        return publication_on(self.publication, self.embargo_until, today)


def publication_on(publication: Publication, embargo_until: str | None, today: str) -> Publication:
    """How a statement of this *publication*, kept back until the ISO date *embargo_until*, stands on *today*."""
    kept_back = embargo_until is not None and today < embargo_until
    return Publication.DRAFT if kept_back else publication


class Confirmation(NamedTuple):
    """One line of ``translations.yaml``: passage version ``text`` translates original version ``of``."""

    of: str
    text: str
    state: State
    produced_by: ProducedBy
    by: str
    date: str
    force_reason: str = ""


class Release(NamedTuple):
    """One line of ``releases.jsonl``: a wording on record. ``address`` is ``SOURCE/ID/LANGUAGE``, ``version`` 64 digits."""

    address: str
    version: str
    text: str
    date: str
    release: str


class Source(NamedTuple):
    """A cited work. ``fields`` are its CSL-JSON fields as text; ``titles`` and ``groups`` per language as read from its files."""

    id: str
    original: str
    title: str
    issued: str
    fields: Mapping[str, object]
    wording: Wording = Wording.PARAPHRASE
    titles: Mapping[str, str] = {}
    translators: Mapping[str, tuple[str, ...]] = {}
    groups: Mapping[str, tuple[str, ...]] = {}

    @property
    def year(self) -> str:
        """The four digits of the year of issue."""
        return self.issued[:4]

    def title_in(self, language: str) -> str:
        """The title in *language*, else in the original."""
        return self.titles.get(language) or self.title


class SourceContent(NamedTuple):
    """One folder under ``content/``: what could be read of it, and what could not."""

    source: Source
    statements: Mapping[str, Statement]
    confirmations: Mapping[tuple[str, str], Confirmation]
    releases: tuple[Release, ...]


class Topic(NamedTuple):
    """A topic or addressee: its label per language, and a verified URI of the same concept elsewhere."""

    id: str
    labels: Mapping[str, str]
    exact_match: str | None = None

    def label(self, *languages: str) -> str:
        """The first label that exists in *languages*, else the id."""
        return next((self.labels[tag] for tag in languages if tag in self.labels), self.id)


class Term(NamedTuple):
    """A glossary entry: approved forms per language. A ``name`` is spelled so wherever a language has no form of its own.

    ``protected`` entries are names: a change of one changes what a statement says.
    """

    id: str
    forms: Mapping[str, tuple[str, ...]]
    name: str | None = None
    protected: bool = False


class Gate(NamedTuple):
    """One rule of the coverage policy: which statements need which languages in which state at least."""

    kind: Kind | None = None
    addressee: str | None = None
    languages: tuple[str, ...] = ()
    state: State = State.TRANSLATED
    outdated: bool = False


class Base(NamedTuple):
    """``kb.yaml``: what the knowledge base is called and which languages it promises."""

    name: str
    languages: tuple[str, ...]
    permalink: str | None = None
    engine: str | None = None
    coverage: tuple[Gate, ...] = ()


class Corpus(NamedTuple):
    """Everything that could be read under ``content/``, and every problem met on the way."""

    base: Base
    topics: Mapping[str, Topic]
    glossary: Mapping[str, Term]
    sources: Mapping[str, SourceContent]
    problems: tuple[Problem, ...] = ()
    files: int = 0

    def statements(self) -> Iterator[Statement]:
        """All statements, by source and then in the order of the original."""
        for content in self.sources.values():
            yield from content.statements.values()

    def statement(self, address: str) -> Statement | None:
        """The statement at ``SOURCE/ID``."""
        source, _, id = address.partition("/")
        content = self.sources.get(source)
        return content.statements.get(id) if content else None


class Standing(NamedTuple):
    """How a passage stands to its original. An original is ``final``, produced by nobody and never outdated."""

    state: State
    produced_by: ProducedBy | None = None
    unconfirmed: bool = False
    outdated: bool = False
    change: Change | None = None
