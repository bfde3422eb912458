"""Does this mapping have the keys and values it should have?

Takes texts out of nodes, noting what is wrong and where.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import TypeVar

from kb.content.inline import is_web_or_mail
from kb.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kb.content.problems import problem
from kb.errors import N_, Place, Problem
from kb.languages import LANGUAGES
from kb.model import is_id
from kb.nearest import did_you_mean

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TEXT, _LIST, _MAPPING = N_("a text"), N_("a list"), N_("a mapping")

Choice = TypeVar("Choice", bound=StrEnum)


def is_date(text: str, *, whole: bool = True) -> bool:
    """Whether *text* is an ISO 8601 date that exists; unless *whole*, a month or year will do."""
    match = _DATE.fullmatch(text)
    if match is None or (whole and len(text) < 10):
        return False
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


class Fields:
    """A mapping whose keys are taken one by one; a key nobody may take is a problem at once."""

    def __init__(self, node: MappingNode, problems: list[Problem], keys: Collection[str]) -> None:
        self.node, self.problems, self.keys = node, problems, keys
        for key, entry in node.entries.items():
            if key not in keys:
                self.note("unknown-key", entry.key.place, near=key, key=key)

    def note(self, code: str, place: Place, *, near: str | None = None, **parameters: object) -> None:
        """Note a problem; with *near*, its hint is the key that comes nearest."""
        hint = did_you_mean(near, self.keys) if near is not None else None
        self.problems.append(problem(code, place, hint, **parameters))

    def has(self, key: str) -> bool:
        """Whether *key* is written, whatever it holds."""
        return key in self.node.entries

    def place(self, key: str) -> Place:
        """Where the value of *key* stands; the mapping itself if there is none."""
        entry = self.node.entries.get(key)
        return entry.value.place if entry else self.node.place

    def text(self, key: str, *, required: bool = False, prose: bool = False) -> str | None:
        """The text of *key*; None if there is none. In *prose* a comment cannot be meant."""
        entry = self.node.entries.get(key)
        text = "" if entry is None else scalar(entry.value, key, self.problems, prose=prose)
        if text is None:
            return None
        if not text and (required or entry is not None):
            self.note("missing-key", self.place(key), key=key)
        return text or None

    def choice(self, key: str, values: type[Choice], *, required: bool = False) -> Choice | None:
        """The member of *values* that *key* names."""
        text = self.text(key, required=required)
        if text is None:
            return None
        names = [member.value for member in values]
        if text in names:
            return values(text)
        hint = did_you_mean(text, names)
        self.problems.append(problem("bad-value", self.place(key), hint, key=key, value=text))
        return None

    def date(self, key: str, *, required: bool = False, whole: bool = True) -> str | None:
        """The date in *key*, in ISO 8601; unless *whole*, a month or year will do."""
        text = self.text(key, required=required)
        if text is None or is_date(text, whole=whole):
            return text
        self.note("bad-date", self.place(key), value=text)
        return None

    def link(self, key: str) -> str | None:
        """The web or mail address in *key*."""
        text = self.text(key)
        if text is None or is_web_or_mail(text):
            return text
        self.note("link-scheme", self.place(key), target=text)
        return None

    def scalars(self, key: str) -> Iterator[ScalarNode]:
        """The texts of the list in *key*."""
        for node in self.nodes(key):
            text = scalar(node, key, self.problems)
            if text:
                yield ScalarNode(text, node.place)
            elif text is not None:
                self.note("missing-key", node.place, key=key)

    def nodes(self, key: str) -> tuple[Node, ...]:
        """The members of the list in *key*."""
        entry = self.node.entries.get(key)
        if entry is None:
            return ()
        if isinstance(entry.value, SequenceNode):
            return entry.value.nodes
        self.note("wrong-shape", entry.value.place, key=key, expected=_LIST)
        return ()

    def mapping(self, key: str) -> MappingNode | None:
        """The mapping in *key*; None if there is none."""
        entry = self.node.entries.get(key)
        return None if entry is None else mapping(entry.value, key, self.problems)


def scalar(node: Node, key: str, problems: list[Problem], *, prose: bool = False) -> str | None:
    """The text of *node*, the value of *key*, without space around it; None if it is a list or a mapping."""
    if not isinstance(node, ScalarNode):
        problems.append(problem("wrong-shape", node.place, key=key, expected=_TEXT))
        return None
    if prose and node.comment:
        problems.append(problem("yaml-comment", node.place))
    return node.text.strip()


def mapping(node: Node, key: str, problems: list[Problem]) -> MappingNode | None:
    """*node*, the value of *key*, if it is a mapping."""
    if isinstance(node, MappingNode):
        return node
    problems.append(problem("wrong-shape", node.place, key=key, expected=_MAPPING))
    return None


def language(text: str, place: Place, problems: list[Problem]) -> str | None:
    """*text* if it is the tag of a language."""
    if text in LANGUAGES:
        return text
    problems.append(problem("unknown-language", place, did_you_mean(text, LANGUAGES), language=text))
    return None


def identifier(node: ScalarNode, problems: list[Problem]) -> str | None:
    """The text of *node* if it is an id."""
    if is_id(node.text):
        return node.text
    problems.append(problem("bad-id", node.place, id=node.text))
    return None
