"""Which keys and values has the JSON of an answer? JSON Schema (2020-12), made from the types of ``kb.answers``.

Where the JSON of a type differs from its fields, ``SHAPES`` says how; where a text is a word of a closed table, ``WORDS`` says
which.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from kb import answers, model
from kb.errors import ERROR, WARNING, Message, Problem
from kb.languages import LANGUAGES
from kb.search.levels import LEVELS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

Schema = dict[str, Any]


# ------------------------------------------------------------------------------------- what only the JSON has, as types


class Checked(NamedTuple):
    """What was looked at."""

    files: int
    passages: int
    rules: int


class Covered(NamedTuple):
    """How a passage that exists stands (``address`` with its language)."""

    address: str
    state: str
    produced_by: str | None
    outdated: bool
    change: str | None
    unconfirmed: bool


class ListedSource(NamedTuple):
    """A source, its title in the language asked for, and how many statements in which languages there are of it."""

    id: str
    title: str
    issued: str
    original: str
    statements: int
    languages: Sequence[str]


class ListedStatement(NamedTuple):
    """A statement with its passage in the language asked for, or else the original."""

    address: str
    kind: str
    topics: Sequence[str]
    publication: str
    language: str
    text: str


class ListedTopic(NamedTuple):
    """A topic, and how many statements are on it."""

    id: str
    label: str
    statements: int
    exact_match: str | None


class ListedLanguage(NamedTuple):
    """A language, and how many passages are in it."""

    language: str
    name: str
    passages: int


class ListedRelease(NamedTuple):
    """A release, and how many wordings it put on record."""

    release: str
    date: str
    wordings: int


#: The rows of each list.
LISTS: Mapping[str, type] = {
    "sources": ListedSource,
    "statements": ListedStatement,
    "topics": ListedTopic,
    "languages": ListedLanguage,
    "releases": ListedRelease,
}


class Shape(NamedTuple):
    """How the JSON of a type differs from its fields.

    Some are left out (``without``), may be absent (``optional``), are called otherwise (``renamed``), or give their own keys
    in their place (``merged``); others (``more``) are not fields at all.
    """

    without: Sequence[str] = ()
    optional: Sequence[str] = ()
    renamed: Mapping[str, str] = {}
    merged: Sequence[str] = ()
    more: Mapping[str, Any] = {}


SHAPES: Mapping[type, Shape] = {
    answers.PassageView: Shape(without=("unconfirmed",), optional=("superseded_by", "reason", "corrections")),
    answers.Hit: Shape(without=("level",), merged=("passage",)),
    answers.SearchAnswer: Shape(renamed={"languages": "in"}, optional=("without", "explained")),
    answers.ShownPassage: Shape(
        without=("original", "markdown"), merged=("passage",), optional=("history", "earlier", "translated_from")
    ),
    answers.CheckAnswer: Shape(without=("files", "passages", "rules", "explained"), more={"checked": Checked}),
    answers.GateAnswer: Shape(without=("rules",)),
    answers.GateFailure: Shape(more={"message": str}),
    answers.CoverageAnswer: Shape(without=("rows",), optional=("catalogs",), more={"passages": Sequence[Covered]}),
    Problem: Shape(without=("place",), more={"path": str, "line": int, "column": int}),
}

_LANGUAGE = tuple(LANGUAGES)
_HEX = {"pattern": "^[0-9a-f]{64}$"}


def _values(of: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in of)


#: What texts may be, by the name of their field, or by type and field where a name has more than one meaning.
WORDS: Mapping[str | tuple[type, str], Sequence[str] | Mapping[str, Any]] = {
    "language": _LANGUAGE,
    "languages": _LANGUAGE,
    "requested_language": _LANGUAGE,
    "original_language": _LANGUAGE,
    "original": _LANGUAGE,
    "version": _HEX,
    "state": _values(model.State),
    "produced_by": _values(model.ProducedBy),
    "publication": _values(model.Publication),
    "wording": _values(model.Wording),
    "change": _values(model.Change),
    "fallback_reason": ("missing", "outdated_number"),
    "how": LEVELS,
    "severity": (ERROR, WARNING),
    "needed": _values(model.State),
    (answers.PassageView, "kind"): _values(model.Kind),
    (ListedStatement, "kind"): _values(model.Kind),
    (model.Correction, "kind"): model.CORRECTION_KINDS,
    (answers.Differing, "kind"): ("number", "name", "negation", "hedge", "wording", "case", "punctuation"),
    (answers.Quotation, "verdict"): answers.VerifyAnswer._fields[1:10],
    (answers.Quotation, "level"): ("identical", "canonical", "typographic"),
    (answers.Quotation, "against"): ("verbatim", "paraphrase", "translation"),
    (answers.PassageView, "source"): {"pattern": _ID, "maxLength": model.ID_LENGTH},
    (answers.PassageView, "id"): {"pattern": _ID, "maxLength": model.ID_LENGTH},
    (answers.LanguageCoverage, "share"): {"minimum": 0, "maximum": 1},
}

#: The answer of each command that has ``--format json``, but for ``list``, whose answers depend on what is listed.
COMMANDS: Mapping[str, type] = {
    "search": answers.SearchAnswer,
    "show": answers.ShowAnswer,
    "verify": answers.VerifyAnswer,
    "status": answers.StatusAnswer,
    "coverage": answers.CoverageAnswer,
    "check": answers.CheckAnswer,
    "confirm": answers.ConfirmAnswer,
    "release": answers.ReleaseAnswer,
    "export": answers.ExportAnswer,
    "import": answers.ImportAnswer,
    "index": answers.IndexAnswer,
    "init": answers.Made,
    "new": answers.Made,
}

#: What ``cite --format csl-json`` writes, as far as everybody who reads it relies on it.
CSL_JSON: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"id": {"type": "string"}, "type": {"type": "string"}, "title": {"type": "string"}},
        "required": ["id", "type"],
    },
}

#: What ``cite --format json-ld`` writes: a graph with its context inline.
JSON_LD: Schema = {
    "type": "object",
    "properties": {"@context": {"type": "object"}, "@graph": {"type": "array", "items": {"type": "object"}}},
    "required": ["@context", "@graph"],
}


# ------------------------------------------------------------------------------------------------------------ from types


class Schemas:
    """Makes schemas; those of types that have a name are kept in ``definitions`` and referred to below *place*."""

    def __init__(self, place: str = "#/$defs/") -> None:
        self._place = place
        self.definitions: dict[str, Schema] = {}

    def answer(self, command: str, listed: str = "sources") -> Schema:
        """A reference to the schema of the JSON of *command*; of ``list`` there is one for each thing *listed*."""
        if command == "list":
            rows: dict[str, Schema] = {
                "what": {"const": listed},
                "items": {"type": "array", "items": self.of(LISTS[listed])},
            }
            return self._answer(f"List{listed.capitalize()}", command, _object(rows))
        cls = COMMANDS[command]
        return self._answer(cls.__name__, command, self._made(cls))

    def _answer(self, name: str, command: str, schema: Schema) -> Schema:
        properties = {"schema": {"const": f"kb/{command}/1"}, **schema["properties"]}
        self.definitions[name] = {**schema, "properties": properties, "required": ["schema", *schema["required"]]}
        return {"$ref": f"{self._place}{name}"}

    def of(self, kind: Any, words: Sequence[str] | Mapping[str, Any] = ()) -> Schema:
        """The schema of values of the type *kind*; *words* are those that a text (or a key) may be, or what else is known."""
        if isinstance(kind, types.UnionType):
            first, *_ = (part for part in typing.get_args(kind) if part is not types.NoneType)
            return {"anyOf": [self.of(first, words), {"type": "null"}]}
        arguments = typing.get_args(kind)
        origin = typing.get_origin(kind)
        if origin is tuple:
            items = [self.of(part) for part in arguments]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if origin is not None and issubclass(origin, Mapping):
            names = {"propertyNames": {"enum": list(words)}} if words else {}
            return {"type": "object", "additionalProperties": self.of(arguments[1]), **names}
        if origin is not None:
            return {"type": "array", "items": self.of(arguments[0], words)}
        if hasattr(kind, "_fields") and kind is not Message:
            return self._named(kind)
        return {**_PLAIN[kind], **(words if isinstance(words, Mapping) else {"enum": list(words)} if words else {})}

    def _named(self, cls: Any) -> Schema:
        if cls.__name__ not in self.definitions:
            self.definitions[cls.__name__] = {}  # in case it holds itself
            self.definitions[cls.__name__] = self._made(cls)
        return {"$ref": f"{self._place}{cls.__name__}"}

    def _made(self, cls: Any) -> Schema:
        shape, hints = SHAPES.get(cls, Shape()), typing.get_type_hints(cls)
        properties: dict[str, Schema] = {}
        optional = set(shape.optional)
        for name in (one for one in cls._fields if one not in shape.without):
            if name in shape.merged:
                inner = self._made(hints[name])
                properties |= inner["properties"]
                optional |= set(inner["properties"]) - set(inner["required"])
            else:
                properties[shape.renamed.get(name, name)] = self.of(hints[name], _words(cls, name))
        properties |= {name: self.of(kind) for name, kind in shape.more.items()}
        return _object(properties, optional, (cls.__doc__ or "").partition("\n")[0].replace("``", ""))


_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    Message: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number", "minimum": 0},
}


def _words(cls: type, name: str) -> Sequence[str] | Mapping[str, Any]:
    return WORDS.get((cls, name)) or WORDS.get(name, ())


def _object(properties: Mapping[str, Schema], optional: Iterable[str] = (), description: str = "") -> Schema:
    required = [name for name in properties if name not in set(optional)]
    schema: Schema = {"type": "object", "properties": dict(properties), "required": required}
    return {**schema, "additionalProperties": False, **({"description": description} if description else {})}


@cache
def schema(command: str, listed: str = "sources") -> Schema:
    """The schema of the JSON of *command*, complete in itself."""
    schemas = Schemas()
    reference = schemas.answer(command, listed)
    return {"$schema": DIALECT, **reference, "$defs": schemas.definitions}
