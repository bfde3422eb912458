"""What do answers say beside the statements: titles, topics, years? Kept with a generation."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from kb.errors import N_, IndexUnusable

LABELS = "labels.json"

#: The keyword fields whose values have labels that can be searched for.
LABEL_FIELDS = ("topic", "source", "name")

T = TypeVar("T")


class Labels(NamedTuple):
    """What answers say beside the statements, kept with a generation. The first four map a source (folder) to what it has.

    ``titles`` per language, ``years`` of issue, ``publishers``, and paths of ``broken`` files; ``topics`` maps a topic to
    its label per language, ``names`` a protected name to its forms per language (joined by spaces). ``base`` is what the
    knowledge base is called. ``records`` and ``groups`` map a source to its fields, as in ``kb.model``, and to the headings of
    its statements per language; ``languages`` are those that the knowledge base promises.
    """

    titles: Mapping[str, Mapping[str, str]]
    years: Mapping[str, str]
    publishers: Mapping[str, str]
    broken: Mapping[str, Sequence[str]]
    topics: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, str]]
    base: str = ""
    records: Mapping[str, Mapping[str, object]] = {}
    groups: Mapping[str, Mapping[str, Sequence[str]]] = {}
    languages: Sequence[str] = ()

    def texts(self) -> Iterator[tuple[str, str, str, str]]:
        """(keyword field, value, language, text) of every label that can be searched for."""
        for field in LABEL_FIELDS:
            for value, texts in self._of_field(field).items():
                yield from ((field, value, language, text) for language, text in texts.items())

    def of(self, field: str, value: str, language: str) -> str:
        """The label of a keyword in *language*; empty if it has none."""
        return self._of_field(field).get(value, {}).get(language, "")

    def _of_field(self, field: str) -> Mapping[str, Mapping[str, str]]:
        return {"topic": self.topics, "source": self.titles, "name": self.names}[field]

    def replaced(self, folders: Collection[str], new: Labels) -> Labels:
        """These labels with those of *folders* taken from *new*."""
        return Labels(
            titles=_replaced(self.titles, new.titles, folders),
            years=_replaced(self.years, new.years, folders),
            publishers=_replaced(self.publishers, new.publishers, folders),
            broken=_replaced(self.broken, new.broken, folders),
            topics=new.topics,
            names=new.names,
            base=new.base,
            records=_replaced(self.records, new.records, folders),
            groups=_replaced(self.groups, new.groups, folders),
            languages=new.languages,
        )


def _replaced(old: Mapping[str, T], new: Mapping[str, T], folders: Collection[str]) -> dict[str, T]:
    return {folder: value for folder, value in old.items() if folder not in folders} | dict(new)


def write_labels(directory: Path, labels: Labels) -> None:
    """Keep *labels* in a generation that is being written."""
    (directory / LABELS).write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")


def read_labels(directory: Path) -> Labels:
    """What :func:`write_labels` kept.

    :raises IndexUnusable: if it cannot be read.
    """
    try:
        labels = Labels(*json.loads((directory / LABELS).read_bytes()))
        return labels._replace(languages=tuple(labels.languages))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(N_("the index is damaged ({file})"), code="index-damaged", file=LABELS) from error
