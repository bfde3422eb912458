"""How does the API describe itself? OpenAPI 3.1, made from the rows of ``operations`` and the types of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb import __version__
from kb.ui.render.schema import CSL_JSON, JSON_LD, Schemas
from kb.ui.web.failures import PROBLEM
from kb.ui.web.operations import BASE, MEDIA, OPERATIONS, RECEIVED, Operation
from kb.ui.web.parameters import ID, Parameter
from kb.ui.web.received import TEXT

_COMPONENTS = "#/components/"

#: Statuses of refusals, and what they mean.
REFUSALS = {
    400: "The request cannot be understood: a parameter, a value, the query or the manuscript.",
    403: "It comes from another site.",
    404: "There is no such address, language or source.",
    405: "This can only be read, or only be posted to.",
    409: "It was understood and is refused: what should not be cited as it is, a policy that there is not.",
    413: "The body is too large.",
    414: "The address is too long.",
    421: "This server does not answer to that name.",
    500: "Something went wrong inside.",
    503: "It took too long, or the index cannot be used just now.",
}

#: RFC 9457.
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Why a request was not answered (RFC 9457), in the language of Accept-Language.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "the name of the status"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "what is wrong, in a sentence"},
        "hint": {"type": "string", "description": "what to do about it"},
        "code": {"type": "string", "description": "the same in every language"},
        "place": {"type": "string", "description": "where in what was sent"},
        "start": {"type": "integer", "minimum": 0, "description": "where in the query, in code points"},
        "end": {"type": "integer", "minimum": 0},
    },
    "required": ["type", "title", "status", "detail"],
}

_HEADERS = {
    "ETag": {"description": "To be sent as If-None-Match with the next request.", "schema": {"type": "string"}},
    "Link": {
        "description": "The pages before (prev) and after (next), where there are any (RFC 8288).",
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
}

#: CSL-JSON that is read: items, or an object that holds them, or one item.
_ITEMS = {
    "anyOf": [
        {"type": "array", "items": {"type": "object"}},
        {"type": "object", "properties": {"items": {"type": "array", "items": {"type": "object"}}}},
    ]
}

_STATUS_OK = {
    "type": "object",
    "properties": {"status": {"const": "ok"}, "name": {"type": "string"}},
    "required": ["status", "name"],
}


def document() -> dict[str, Any]:
    """The whole description."""
    schemas = Schemas(f"{_COMPONENTS}schemas/")
    paths = {BASE + one.path: _path(name, one, schemas) for name, one in OPERATIONS.items()}
    paths["/healthz"] = {"get": _health()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kb",
            "version": __version__,
            "summary": "Statements of a multilingual knowledge base: found, shown, cited, verified.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {**schemas.definitions, "Problem": _PROBLEM, "CslJson": CSL_JSON, "JsonLd": JSON_LD},
            "headers": _HEADERS,
            "responses": {str(status): _refusal(status) for status in REFUSALS},
        },
    }


def _path(name: str, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "operationId": name,
        "summary": operation.about,
        "parameters": [*_in_path(operation.path), *map(_in_query, operation.parameters_with_form)],
        "responses": dict(_responses(operation, schemas)),
    }
    if operation.post:
        asked["requestBody"] = {
            "description": "The manuscript itself, or a form with files or with a field text.",
            "required": False,
            "content": {media: _body(media) for media in RECEIVED},
        }
    return {"post" if operation.post else "get": asked}


def _in_path(path: str) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", path):
        yield {"name": name, "in": "path", "required": True, "schema": ID}


def _in_query(one: Parameter) -> dict[str, Any]:
    schema: Mapping[str, Any] = {"type": "array", "items": one.schema} if one.many else one.schema
    if one.many and one.required:
        schema = {**schema, "minItems": 1}
    several = "; several values with commas between them, or the parameter several times" if one.many else ""
    return {
        "name": one.name,
        "in": "query",
        "description": one.about + several,
        "required": one.required,
        "schema": schema,
        **({"style": "form", "explode": True} if one.many else {}),
    }


def _body(media: str) -> dict[str, Any]:
    if media == "multipart/form-data":
        file = {"description": "a file, or several", "contentMediaType": "application/octet-stream"}
        return {"schema": {"properties": {"file": file, TEXT: {"description": "a text"}}}}
    return {"schema": _ITEMS} if media.endswith("json") else {}


def _responses(operation: Operation, schemas: Schemas) -> Iterator[tuple[str, dict[str, Any]]]:
    names = [] if operation.post else ["ETag"]
    names += ["Link"] if operation.paged else []
    yield (
        "200",
        {
            "description": "The answer.",
            "headers": {name: {"$ref": f"{_COMPONENTS}headers/{name}"} for name in names},
            "content": {MEDIA[form]: {"schema": _form(form, operation, schemas)} for form in operation.forms},
        },
    )
    if not operation.post:
        yield "304", {"description": "What was sent as If-None-Match has not changed."}
    for status in REFUSALS:
        if status != 409 or operation.refusing:
            yield str(status), {"$ref": f"{_COMPONENTS}responses/{status}"}


def _form(form: str, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    if form == "json":
        return schemas.answer(operation.command, operation.listed)
    named = {"csl-json": "CslJson", "json-ld": "JsonLd"}
    if form in named:
        return {"$ref": f"{_COMPONENTS}schemas/{named[form]}"}
    return {"type": "object"} if form == "sarif" else {"type": "string"}


def _refusal(status: int) -> dict[str, Any]:
    headers = {"Retry-After": {"$ref": f"{_COMPONENTS}headers/Retry-After"}} if status == 503 else {}
    content = {PROBLEM: {"schema": {"$ref": f"{_COMPONENTS}schemas/Problem"}}}
    return {"description": REFUSALS[status], "headers": headers, "content": content}


def _health() -> dict[str, Any]:
    refusals = {str(status): {"$ref": f"{_COMPONENTS}responses/{status}"} for status in REFUSALS if status != 409}
    ok = {"description": "Questions are answered.", "content": {MEDIA["json"]: {"schema": _STATUS_OK}}}
    return {"operationId": "health", "summary": "Whether questions are answered.", "responses": {"200": ok, **refusals}}
