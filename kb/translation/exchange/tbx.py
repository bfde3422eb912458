"""Which terms does this TBX file have, in which languages?

After ISO 30042: the 2008 edition (``martif``, TBX-Basic and others) and the 2019 one (``tbx``, in both of its styles).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb.errors import Place, Problem
from kb.languages import closest
from kb.translation.exchange.rules import problem, refusal
from kb.translation.exchange.xml_reading import LANG, Element, parse

_ROOTS = ("martif", "tbx")
#: Entry, language and term, as the two editions call them; a term may stand in one more element.
_ENTRIES, _LANGUAGES, _TERMS = ("termEntry", "conceptEntry"), ("langSet", "langSec"), ("tig", "ntig", "termSec")
_STATUS = "administrativeStatus"
#: How good a form is by its status: the preferred one is the dictionary form; those of None are no approved forms.
_RANKS = {"preferredTerm-admn-sts": 0, "deprecatedTerm-admn-sts": None, "supersededTerm-admn-sts": None}


class TermEntry(NamedTuple):
    """One concept: ``id`` as the file has it, its approved forms by language tag, the preferred one first."""

    id: str
    forms: Mapping[str, tuple[str, ...]]
    line: int


class Terminology(NamedTuple):
    """What a file has: entries, and what of it cannot be taken."""

    entries: tuple[TermEntry, ...]
    problems: tuple[Problem, ...] = ()


def read(data: bytes, path: str) -> Terminology:
    """The terms of the TBX file *path*. Of a term's data, the form, language and status are read.

    :raises Refused: if it is not TBX, or nothing of it can be read.
    """
    root = parse(data, path)
    if root.tag not in _ROOTS:
        raise refusal("exchange-format", Place(path, root.line))
    entries: dict[str, TermEntry] = {}
    problems: list[Problem] = []
    for element in (entry for tag in _ENTRIES for entry in root.within(tag)):
        id, place = element.get("id"), Place(path, element.line)
        if not id:
            problems.append(problem("unit-without-id", place))
        elif id in entries:
            problems.append(problem("unit-twice", place, id=id))
        else:
            entries[id] = TermEntry(id, _forms(element, path, problems), element.line)
    return Terminology(tuple(entries.values()), tuple(problems))


def _forms(entry: Element, path: str, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for section in entry.elements(*_LANGUAGES):
        language = closest(section.get(LANG))
        if language is None:
            place = Place(path, section.line)
            problems.append(problem("term-language", place, language=section.get(LANG)[:80]))
            continue
        ranked = sorted(_ranked(section), key=lambda one: one[0])
        forms[language] = tuple(dict.fromkeys([*forms.get(language, ()), *(form for _, form in ranked)]))
    return {language: found for language, found in forms.items() if found}


def _ranked(section: Element) -> Iterator[tuple[int, str]]:
    """The approved forms with their rank."""
    for container in section.elements(*_TERMS):
        rank = _RANKS.get(_status(container), 1)
        form = " ".join("".join(term.text() for term in container.within("term")).split())
        if form and rank is not None:
            yield rank, form


def _status(container: Element) -> str:
    """The status of a term: a ``termNote`` of that type, or an element of that name in a namespace of its own."""
    for child in container.children:
        if isinstance(child, Element):
            if child.tag == _STATUS or child.get("type") == _STATUS:
                return child.text().strip()
            if inner := _status(child):
                return inner
    return ""
