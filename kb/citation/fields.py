"""Which texts, dates and people does an item of CSL-JSON hold? What the writers of other formats ask it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.citation.works import Work


def text(work: Work, name: str) -> str:
    """The text of a field; empty if there is none."""
    value = work.item.get(name)
    return value if isinstance(value, str) else ""


def day(work: Work, name: str) -> str:
    """A date as ISO 8601 has it, as far as it is known: ``2024``, ``2024-02`` or ``2024-02-20``."""
    value: Any = work.item.get(name)
    parts = value["date-parts"][0] if value else ()
    return "-".join(f"{part:0{4 if number == 0 else 2}}" for number, part in enumerate(parts))


def people(work: Work, name: str) -> list[Mapping[str, str]]:
    """The names in a field: with the key ``literal``, or with parts."""
    value: Any = work.item.get(name)
    return list(value or ())


def inverted(name: Mapping[str, str]) -> str:
    """``Family, Given``, or the name as one text."""
    if "literal" in name:
        return name["literal"]
    particle = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
    family = " ".join(part for part in (particle, name.get("family", "")) if part)
    return ", ".join(part for part in (family, name.get("suffix", ""), name.get("given", "")) if part)
