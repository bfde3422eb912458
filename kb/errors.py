"""What can go wrong, and where was it?

Rooms below ``kb.ui`` never speak to people: an error carries an English template marked with :func:`N_`, its
parameters and a place; ``kb.ui.messages`` says it in the reader's language, ``kb.ui.cli`` maps its class to an exit code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


def N_(template: str) -> str:
    """Mark *template* for translation without translating it; the front looks it up when it is said."""
    return template


class Message(NamedTuple):
    """A sentence not yet said: an English template in ``str.format`` style with named fields, and its parameters.

    With ``plural`` set, ``number`` (also available to the templates as ``{number}``) chooses the form.
    """

    template: str
    parameters: Mapping[str, object] = {}
    plural: str | None = None
    number: int = 0

    def __str__(self) -> str:
        template = self.template if self.plural is None or self.number == 1 else self.plural
        return template.format(**{"number": self.number, **self.parameters}) if self.filled else template

    @property
    def filled(self) -> bool:
        """Whether the template has fields to fill (a message without any may hold literal braces)."""
        return bool(self.parameters) or self.plural is not None


def message(template: str, **parameters: object) -> Message:
    """A :class:`Message` without plural forms."""
    return Message(template, parameters)


class Place(NamedTuple):
    """Where in a file: ``path`` as shown to people (relative to the root), ``line`` and ``column`` from 1, 0 = whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column or 1}"


ERROR, WARNING = "error", "warning"


class Problem(NamedTuple):
    """Something wrong in content. ``code`` is a key of a room's table of problems, ``severity`` ``error`` or ``warning``."""

    place: Place
    code: str
    severity: str
    message: Message
    hint: Message | None = None

    @property
    def is_error(self) -> bool:
        """Whether the problem fails a check (warnings alone do not)."""
        return self.severity == ERROR


class Rule(NamedTuple):
    """A row of a room's table of problems, by code: how grave one is, why it matters, and what is said of it.

    ``message`` and ``hint`` are templates filled with the same parameters; ``explanation`` is one without fields.
    """

    severity: str
    explanation: str
    message: str
    hint: str | None = None


class KbError(Exception):
    """Anything that stops a request, with what the user can do about it. Subclasses decide the exit code."""

    def __init__(
        self,
        template: str,
        /,
        *,
        code: str = "",
        hint: Message | None = None,
        place: Place | None = None,
        **parameters: object,
    ) -> None:
        super().__init__(template, parameters)
        self.message = Message(template, parameters)
        self.code = code
        self.hint = hint
        self.place = place

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message}"


class UsageError(KbError):
    """The request itself is wrong: an option, a value, a query."""


class QueryError(UsageError):
    """A query that cannot be understood or is too large. ``start`` and ``end`` are code point offsets into it."""

    def __init__(
        self,
        template: str,
        /,
        *,
        code: str,
        start: int = 0,
        end: int = 0,
        hint: Message | None = None,
        **parameters: object,
    ) -> None:
        super().__init__(template, code=code, hint=hint)
        self.message = Message(template, parameters)
        self.start = start
        self.end = end


class NotFound(KbError):
    """An address, language or file that was named does not exist."""


class IndexUnusable(KbError):
    """The index or its engine cannot be used, and could not be healed."""


class IndexLocked(IndexUnusable):
    """Another process holds the lock for longer than we wait."""


class ContentUnusable(KbError):
    """The content cannot be read at all, or not acted upon as it stands."""


class InputUnusable(ContentUnusable):
    """What somebody handed over (a manuscript) cannot be read as what it is called."""


class Refused(KbError):
    """The request was understood and is not carried out, because what it asks would record something untrue."""


class StorageError(KbError):
    """Disk or permission."""
