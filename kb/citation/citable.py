"""What must be known of a wording to cite it?"""

from __future__ import annotations

from typing import NamedTuple

from kb.model import Address, Base, Change, Publication, Release, Source, Standing, Statement, Wording


class Earlier(NamedTuple):
    """That a wording is not today's: ``version`` is today's (None if there is none), ``change`` what happened since."""

    version: str | None
    change: Change


class Citable(NamedTuple):
    """One wording. ``standing`` is None for an earlier wording of a translation: nobody knows any more how it stood.

    ``record`` is the line by which it was released, None if it never was. ``original`` is the wording that one of today's
    translations translates.
    """

    statement: Statement
    source: Source
    base: Base
    language: str
    text: str
    version: str
    publication: Publication
    standing: Standing | None
    record: Release | None
    earlier: Earlier | None = None
    original: Citable | None = None

    @property
    def address(self) -> Address:
        """With its version."""
        return Address(self.statement.source, self.statement.id, self.language, self.version)

    @property
    def is_translation(self) -> bool:
        """Whether it is in another language than the source."""
        return self.language != self.source.original

    @property
    def is_the_sources(self) -> bool:
        """Whether these are the source's own words, which may be quoted as such; all others are the knowledge base's."""
        return self.statement.wording is Wording.VERBATIM and not self.is_translation

    @property
    def page(self) -> str | None:
        """The URL of its page, where the knowledge base says where its pages are."""
        if not self.base.permalink:
            return None
        return f"{self.base.permalink.rstrip('/')}/{self.language}/{self.source.id}/{self.statement.id}"
