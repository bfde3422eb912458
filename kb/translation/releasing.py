"""Which of today's wordings are not on record yet?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.model import Publication, Release, SourceContent, Statement


def unreleased(content: SourceContent, today: str) -> list[tuple[str, str, str]]:
    """(address, version, text) of every published wording of a source that no release has, in the order of the original."""
    return [
        wording
        for statement, wordings in _waiting(content)
        if statement.publication_on(today) is Publication.PUBLISHED
        for wording in wordings
    ]


def waiting(content: SourceContent) -> list[int]:
    """How many wordings of each statement of a source no release has, published or not, in the order of the original."""
    return [len(wordings) for _, wordings in _waiting(content)]


def _waiting(content: SourceContent) -> Iterator[tuple[Statement, list[tuple[str, str, str]]]]:
    released = {(line.address, line.version) for line in content.releases if line.release}
    for statement in content.statements.values():
        addressed = (
            (f"{statement.address}/{language}", passage) for language, passage in sorted(statement.passages.items())
        )
        yield (
            statement,
            [(at, one.version, one.text) for at, one in addressed if (at, one.version) not in released],
        )


def lines(wordings: Iterable[tuple[str, str, str]], today: str, name: str) -> list[Release]:
    """The lines that put *wordings* on record."""
    return [Release(address, version, text, today, name) for address, version, text in wordings]


def names(contents: Iterable[SourceContent]) -> list[str]:
    """The names of all releases, the earliest first."""
    dated = {(line.date, line.release) for content in contents for line in content.releases if line.release}
    return list(dict.fromkeys(name for _, name in sorted(dated, key=order)))


def order(release: tuple[str, str]) -> tuple[str, int, str]:
    """What (date, name) of a release sorts by: of one day, 2026-9 comes before 2026-10."""
    date, name = release
    return date, len(name), name


def next_name(existing: Sequence[str], today: str) -> str:
    """The next free name of the form ``<year>-<number>``."""
    year = today[:4]
    numbers = (re.fullmatch(rf"{year}-([1-9]\d*)", name) for name in existing)
    return f"{year}-{max((int(match[1]) for match in numbers if match), default=0) + 1}"
