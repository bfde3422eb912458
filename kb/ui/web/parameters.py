"""Which values may a parameter of the API have, and are these? One description for who reads it and for who checks it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kb.errors import N_, UsageError, message
from kb.languages import LANGUAGES
from kb.model import ID_PATTERN
from kb.nearest import did_you_mean
from kb.ui.messages import known_language

Fields = Mapping[str, Sequence[str]]

#: JSON Schemas of single values. What is no word of a table here is checked by whoever is asked.
TEXT = {"type": "string"}
LANGUAGE = {"type": "string", "enum": list(LANGUAGES)}
FLAG = {"type": "boolean", "default": False}
ID = {"type": "string", "pattern": f"^{ID_PATTERN.pattern}$"}


class Parameter(NamedTuple):
    """A parameter of the query: what it is for, and the JSON Schema of a value.

    With ``many`` it may be given several times, and with ``commas`` several values at once with commas between them.
    """

    name: str
    about: str
    schema: Mapping[str, Any]
    many: bool = False
    commas: bool = True
    required: bool = False

    def values(self, fields: Fields) -> list[str]:
        """Its values in *fields*."""
        given = fields.get(self.name, ())
        if not (self.many and self.commas):
            return list(given)
        return [part.strip() for value in given for part in value.split(",")]


def check(fields: Fields, parameters: Sequence[Parameter]) -> None:
    """Nothing, if *fields* are values of *parameters*.

    :raises UsageError: for a name or value that is none.
    :raises NotFound: for a language that there is not.
    """
    names = [one.name for one in parameters]
    for name in fields:
        if name not in names:
            hint = did_you_mean(name, names) or message(N_("there are {values}"), values=", ".join(names))
            raise UsageError(N_("there is no parameter “{name}”"), code="unknown-parameter", hint=hint, name=name)
    for one in parameters:
        values = one.values(fields)
        if one.required and not values:
            raise UsageError(N_("the parameter “{name}” is missing"), code="missing-parameter", name=one.name)
        for value in values:
            _check(one, value)


def _check(one: Parameter, value: str) -> None:
    schema = one.schema
    if schema is LANGUAGE:
        known_language(value)
    elif "enum" in schema and value not in schema["enum"]:
        hint = message(N_("there are {values}"), values=", ".join(map(str, schema["enum"])))
        raise _wrong(one, value, hint)
    elif schema.get("type") == "boolean" and value.lower() not in ("", "0", "1", "true", "false"):
        raise _wrong(one, value, message(N_("there are {values}"), values="true, false"))
    elif schema.get("type") == "integer":
        _check_number(one, value)
    elif not (_is_spelled_so(schema, value) and _is_of_length(schema, value)):
        raise _wrong(one, value)


def _is_spelled_so(schema: Mapping[str, Any], value: str) -> bool:
    return "pattern" not in schema or re.search(schema["pattern"], value) is not None


def _is_of_length(schema: Mapping[str, Any], value: str) -> bool:
    least, most = schema.get("minLength", 0), schema.get("maxLength", len(value))
    return bool(least <= len(value) <= most)


def _check_number(one: Parameter, value: str) -> None:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(N_("“{value}” is not a whole number"), code="not-a-number", value=value)
    if int(value) > one.schema["maximum"]:
        raise _wrong(one, value, message(N_("the largest is {value}"), value=one.schema["maximum"]))


def _wrong(one: Parameter, value: str, hint: Any = None) -> UsageError:
    return UsageError(
        N_("“{value}” is no value of the parameter “{name}”"), code="wrong-value", hint=hint, value=value, name=one.name
    )
