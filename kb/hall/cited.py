"""Does this citation in a manuscript mean us, and which statement or source of ours?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kb.citation.manuscripts.mentions import ADDRESS, AUTHOR, KEY, Mention, address_in
from kb.model import Address
from kb.search.labels import Labels

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d")
_PARTED = re.compile(r"[:_.+]|--")


class Meant(NamedTuple):
    """What citations mean: ``addresses`` of ours (of statements that exist or not), whole ``sources`` of ours, others' works."""

    addresses: tuple[Address, ...] = ()
    sources: frozenset[str] = frozenset()
    foreign: bool = False

    @property
    def ours(self) -> bool:
        """Whether we are cited at all."""
        return bool(self.addresses or self.sources)

    def __or__(self, other: Meant) -> Meant:
        addresses = tuple(dict.fromkeys((*self.addresses, *other.addresses)))
        return Meant(addresses, self.sources | other.sources, self.foreign or other.foreign)


class Resolver:
    """Knows our statements, and what the keys of the bibliographies given with a manuscript mean."""

    def __init__(self, labels: Labels, exists: Callable[[str], bool]) -> None:
        self._labels = labels
        self._exists = exists
        self.keys: dict[str, Meant] = {}

    def meant(self, mentions: Iterable[Mention]) -> Meant:
        """What all of *mentions* mean together."""
        whole = Meant()
        for mention in mentions:
            whole |= self._one(mention)
        return whole

    def _one(self, mention: Mention) -> Meant:
        if mention.kind == KEY and mention.target in self.keys:
            return self.keys[mention.target]
        address = address_in(mention)
        if address is not None and (address.source in self._labels.titles or address.version):
            return Meant((address,))
        if mention.kind == ADDRESS:
            return Meant()  # and/or, km/h: two words with a stroke
        if mention.kind == KEY:
            return self._key(mention.target)
        if mention.kind == AUTHOR:
            return self._author(mention.target)
        return Meant(foreign=True)

    def _key(self, key: str) -> Meant:
        """A key that is a source's id, or a statement's with another sign for the stroke."""
        if key in self._labels.titles:
            return Meant(sources=frozenset((key,)))
        source, *rest = _PARTED.split(key)
        if source in self._labels.titles and rest and self._exists(f"{source}/{rest[0]}"):
            return Meant((Address(source, rest[0]),))
        source, _, id = key.rpartition("-")
        if source in self._labels.titles and self._exists(f"{source}/{id}"):
            return Meant((Address(source, id),))
        return Meant(foreign=True)

    def _author(self, text: str) -> Meant:
        """Authors and year: ours if a publisher or title of that year is named so."""
        years = set(_YEAR.findall(text))
        words = " ".join(_YEAR.split(text)[0].split()).strip(" ,:;(").casefold()
        found = frozenset(
            source
            for source, year in self._labels.years.items()
            if year[:4] in years and len(words) > 3 and self._is_named(source, words, text.casefold())
        )
        return Meant(sources=found, foreign=not found)

    def _is_named(self, source: str, words: str, text: str) -> bool:
        publisher = self._labels.publishers.get(source, "").casefold()
        titles: Mapping[str, str] = self._labels.titles.get(source, {})
        return bool(publisher and (words in publisher or publisher in text)) or any(
            title.casefold() in text for title in titles.values() if title
        )
