"""Which work does a citation refer to? The source itself, or the knowledge base's statement about it, as CSL-JSON has it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kb.citation.citable import Citable
from kb.citation.marks import quoted
from kb.citation.phrases import PHRASES
from kb.citation.refusing import remarks
from kb.model import Source, Wording
from kb.text import SHORT_VERSION

#: Fields of CSL that hold dates and names; those of ``source.yaml`` are dates as texts, and lists of texts or of parts of names.
_DATES = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})

#: The kind of locator of a statement's id: CSL has none, so that styles write no label, and the value brings its own.
STATEMENT = "statement"

Item = dict[str, object]


class Work(NamedTuple):
    """One entry of a list of references. ``item`` is it in CSL-JSON; ``cited`` are the wordings that it stands for.

    ``keys`` has one for each of them, as a rule ``SOURCE/ID``; the first one is that of the work. ``language`` is that of the
    citation.
    """

    item: Item
    cited: tuple[Citable, ...]
    keys: tuple[str, ...]
    language: str

    @property
    def key(self) -> str:
        """By which it is referred to."""
        return self.keys[0]

    @property
    def others(self) -> tuple[str, ...]:
        """The other keys that it should be found by."""
        return tuple(dict.fromkeys(key for key in self.keys if key != self.key))

    @property
    def is_the_source(self) -> bool:
        """Whether it is the source itself; else it is what the knowledge base says about it."""
        return self.cited[0].is_the_sources

    def key_of(self, one: Citable) -> str | None:
        """The key of *one*; None if it belongs to another work."""
        return next((key for key, each in zip(self.keys, self.cited, strict=True) if each is one), None)


def works(cited: Sequence[Citable], language: str) -> list[Work]:
    """One for each source whose own words are cited, and one for each about which the knowledge base's are; in their order.

    *language* is that of the citation.
    """
    groups: dict[tuple[str, bool], list[Citable]] = {}
    for one in cited:
        groups.setdefault((one.source.id, one.is_the_sources), []).append(one)
    found: list[Work] = []
    for members in groups.values():
        taken = {key for work in found for key in work.keys}
        keys = tuple(_key(one, taken) for one in members)
        make = _source if members[0].is_the_sources else _entry
        found.append(Work({"id": keys[0], **make(members, language)}, tuple(members), keys, language))
    return found


def _key(one: Citable, taken: Collection[str]) -> str:
    """``SOURCE/ID``, with the language where another work has that already."""
    key = one.statement.address
    return f"{key}/{one.language}" if key in taken else key


def place(one: Citable, language: str) -> tuple[str, str] | None:
    """Where in its work *one* stands, as the kind of locator and its value; None if nothing is known.

    Of a statement about a source that is its id, as locator :data:`STATEMENT`.
    """
    if not one.is_the_sources:
        return STATEMENT, f"{PHRASES[language].statement} {one.statement.id}"
    loc = dict(one.statement.loc)
    label = "page" if "page" in loc else next(reversed(loc), None)
    return (label, loc[label]) if label else None


def named(source: Source, language: str) -> str:
    """A source in a few words: its title in *language* if it has one, and who issued it when."""
    title = source.titles.get(language)
    title, written_in = (title, language) if title else (source.title, source.original)
    by = _creator(source)
    return f"{quoted(title, written_in, language)} ({', '.join(part for part in (by, source.year) if part)})"


def _creator(source: Source) -> str:
    names = source.fields.get("author") or source.fields.get("editor")
    if isinstance(names, list) and names:
        full = [
            name if isinstance(name, str) else str(name.get("literal") or name.get("family") or "") for name in names
        ]
        return ", ".join(part for part in full[:3] if part) + (" et al." if len(full) > 3 else "")
    return str(source.fields.get("publisher") or "")


def _source(members: Sequence[Citable], language: str) -> Item:
    """The source as its record has it, in the form of CSL-JSON."""
    source = members[0].source
    fields = {key: _value(key, value) for key, value in source.fields.items() if key not in ("id", "license", "note")}
    return {"language": source.original, **fields, "note": _addresses(members)}


def _value(key: str, value: object) -> object:
    if key in _DATES:
        return date(str(value))
    if isinstance(value, list):
        return [{"literal": name} if isinstance(name, str) else dict(name) for name in value]
    return value


def date(iso: str) -> dict[str, object]:
    """A date of ISO 8601, or its beginning, in the form of CSL-JSON."""
    return {"date-parts": [[int(part) for part in iso.split("-")]]}


def _entry(members: Sequence[Citable], language: str) -> Item:
    """Statements of the knowledge base about one source: it is author and container, the source what they speak of."""
    first, words = members[0], PHRASES[language]
    ids = list(dict.fromkeys(one.statement.id for one in members))
    what = words.statement if len(ids) == 1 else words.statements
    title = f"{what[0].upper()}{what[1:]} {', '.join(ids)} {words.about} {named(first.source, language)}"
    is_one = len(members) == 1
    item: Item = {
        "type": "entry",
        "author": [{"literal": first.base.name}],
        "title": title,
        "container-title": first.base.name,
        "issued": date(max(dates)) if (dates := [one.record.date for one in members if one.record]) else None,
        "genre": "; ".join(_remarks(members, language)),
        "translator": [{"literal": name} for name in _translators(members)],
        "version": first.version[:SHORT_VERSION] if is_one else None,
        "URL": first.page if is_one else _folder(first, language),
        "language": first.language if len({one.language for one in members}) == 1 else None,
        "original-title": first.source.title if any(_translates_the_source(one) for one in members) else None,
        "note": _addresses(members),
    }
    return {key: value for key, value in item.items() if value}


def _translates_the_source(one: Citable) -> bool:
    return one.is_translation and one.statement.wording is Wording.VERBATIM


def _remarks(members: Sequence[Citable], language: str) -> list[str]:
    """What a reader must know of all of them, then what of one with its id."""
    is_mixed = len({one.language for one in members}) > 1
    names = (f"{one.statement.id}/{one.language}" if is_mixed else one.statement.id for one in members)
    told = [(name, remarks(one, language)) for name, one in zip(names, members, strict=True)]
    shared = [remark for remark in told[0][1] if all(remark in own for _, own in told)]
    return [*shared, *(f"{remark} ({name})" for name, own in told for remark in own if remark not in shared)]


def _translators(members: Sequence[Citable]) -> list[str]:
    """Those who translated the source's texts into the languages cited, where they are named."""
    names = (name for one in members if one.is_translation for name in one.source.translators.get(one.language, ()))
    return list(dict.fromkeys(names))


def _folder(one: Citable, language: str) -> str | None:
    return f"{one.base.permalink.rstrip('/')}/{language}/{one.source.id}/" if one.base.permalink else None


def _addresses(members: Sequence[Citable]) -> str:
    return ", ".join(str(one.address) for one in members)
