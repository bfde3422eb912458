"""What does the block of metadata of a statement say?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kb.content import schema
from kb.content.csl import LOCATORS
from kb.content.nodes import MappingNode, Node, ScalarNode
from kb.content.problems import problem
from kb.content.vocabularies import check_topics
from kb.errors import Place, Problem
from kb.model import CORRECTION_KINDS, Correction, Kind, Publication, Statement, Topic, Wording, is_id

_KEYS = (
    "kind", "topics", "loc", "supports", "addressees", "wording", "publication", "superseded_by", "reason",
    "corrections", "embargo_until", "accept",
)  # fmt: skip
_CORRECTION_KEYS = ("date", "kind", "reason")


class Reference(NamedTuple):
    """A statement's address that another statement names, and where it does; whether it exists is known at the end."""

    address: str
    place: Place

    @property
    def source(self) -> str:
        """The source of the statement that is named."""
        return self.address.partition("/")[0]


class Meta(NamedTuple):
    """``statement`` has no passages yet; None if the block does not even say of which kind it is."""

    statement: Statement | None
    references: tuple[Reference, ...]


def read_meta(
    node: MappingNode,
    source: str,
    id: str,
    wording: Wording,
    topics: Mapping[str, Topic] | None,
    problems: list[Problem],
) -> Meta:
    """What the block *node* of statement *source*/*id* says. *wording* is that of the source."""
    fields = schema.Fields(node, problems, _KEYS)
    kind = fields.choice("kind", Kind, required=True)
    references = [
        Reference(address, written.place)
        for written in fields.scalars("supports")
        if (address := _address(written, source, problems))
    ]
    superseded_by = _superseded_by(fields, f"{source}/{id}")
    if kind is None:
        return Meta(None, ())
    statement = Statement(
        source=source,
        id=id,
        kind=kind,
        passages={},
        topics=check_topics(tuple(fields.scalars("topics")), topics, problems),
        addressees=check_topics(tuple(fields.scalars("addressees")), topics, problems),
        loc=_loc(fields),
        supports=tuple(dict.fromkeys(reference.address for reference in references)),
        wording=fields.choice("wording", Wording) or wording,
        publication=fields.choice("publication", Publication) or Publication.PUBLISHED,
        superseded_by=superseded_by.address if superseded_by else None,
        reason=fields.text("reason", prose=True),
        corrections=tuple(found for node in fields.nodes("corrections") if (found := _correction(node, problems))),
        embargo_until=_embargo(fields),
    )
    return Meta(statement, (*references, superseded_by) if superseded_by else tuple(references))


def read_accept(node: MappingNode, problems: list[Problem]) -> dict[str, str]:
    """The problems accepted in a passage: code and reason."""
    entry = node.entries.get("accept")
    accepted = schema.mapping(entry.value, "accept", problems) if entry else None
    if accepted is None:
        return {}
    fields = schema.Fields(accepted, problems, tuple(accepted.entries))
    codes = (schema.identifier(entry.key, problems) for entry in accepted.entries.values())
    return {code: reason for code in codes if code and (reason := fields.text(code, required=True, prose=True))}


def _address(written: ScalarNode, source: str, problems: list[Problem]) -> str | None:
    """The address that an id or an address stands for."""
    text = written.text if "/" in written.text else f"{source}/{written.text}"
    parts = text.split("/")
    if len(parts) == 2 and all(map(is_id, parts)):
        return text
    problems.append(problem("bad-id", written.place, id=written.text))
    return None


def _superseded_by(fields: schema.Fields, own: str) -> Reference | None:
    """The statement that takes this one's place: there if and only if it is superseded, and another one."""
    text = fields.text("superseded_by")
    written = ScalarNode(text, fields.place("superseded_by")) if text else None
    address = _address(written, own.partition("/")[0], fields.problems) if written else None
    superseded = fields.node.entries.get("publication")
    is_superseded = superseded is not None and getattr(superseded.value, "text", "") == Publication.SUPERSEDED
    if is_superseded != (text is not None) or address == own:
        fields.problems.append(problem("superseded-by", fields.place("superseded_by" if text else "publication")))
        return None
    return Reference(address, written.place) if address and written else None


def _loc(fields: schema.Fields) -> dict[str, str]:
    node = fields.mapping("loc")
    if node is None:
        return {}
    loc = schema.Fields(node, fields.problems, LOCATORS)
    return {label: value for label in node.entries if label in LOCATORS and (value := loc.text(label))}


def _correction(node: Node, problems: list[Problem]) -> Correction | None:
    mapping = schema.mapping(node, "corrections", problems)
    if mapping is None:
        return None
    fields = schema.Fields(mapping, problems, _CORRECTION_KEYS)
    date, kind = fields.date("date", required=True), fields.text("kind", required=True)
    reason = fields.text("reason", required=True, prose=True)
    if kind is not None and kind not in CORRECTION_KINDS:
        problems.append(problem("bad-value", fields.place("kind"), key="kind", value=kind))
        return None
    return Correction(date, kind, reason) if date and kind and reason else None


def _embargo(fields: schema.Fields) -> str | None:
    """Until when the statement is kept back; for ever if the date cannot be read: nothing is published by mistake."""
    return fields.date("embargo_until") or ("9999-12-31" if fields.has("embargo_until") else None)
