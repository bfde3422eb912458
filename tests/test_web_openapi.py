"""Is the API as it describes itself, whatever is sent to it?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from kb.ui.web.openapi import REFUSALS, document
from kb.ui.web.operations import BASE, OPERATIONS
from kb.ui.web.parameters import Parameter, check
from kb.ui.web.walls import MAX_URL
from tests.knowledge_bases import laid_out
from tests.web_client import HOST, Client, Here

DESCRIBED = document()

#: Questions of each kind that are asked of every operation, and the seed they are made with.
EXAMPLES, SEED = 25, 20261122

#: Statements of the toy, so that not every question leads nowhere.
STATEMENTS = ("cycling-2023/f1", "cycling-2023/f4", "cycling-2023/f5", "cycling-2023/r2", "libraries-2021/b1")

#: What is refused by more than the description can say.
ACCEPTANCE = [positive_data_acceptance, negative_data_rejection]

LABELS = tuple(f"{method.upper()} {path}" for path, methods in DESCRIBED["paths"].items() for method in methods)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Client:
    """The toy, asked."""
    return Client(Here(laid_out("toy", tmp_path_factory.mktemp("openapi")), cache))


def operations(client: Client) -> dict[str, Any]:
    """The operations as they are described, asked of *client*."""
    schema = schemathesis.openapi.from_dict(DESCRIBED)
    schema.app = client.app
    schema.config.update(base_url=f"http://{HOST}")
    return {label: schema[label.partition(" ")[2]][label.partition(" ")[0]] for label in LABELS}


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("label", LABELS)
def test_nothing_that_is_sent_is_answered_otherwise_than_described(
    label: str, mode: GenerationMode, client: Client
) -> None:
    """What fits the description, and what does not: status, media type, headers and body are as described.

    What does not fit is refused, and what fits is not, but for mistakes in the query, which has a grammar of its own.
    """
    if (label, mode) == ("GET /healthz", GenerationMode.NEGATIVE):
        return  # there is nothing about it that could be wrong
    asked: list[int] = []

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operations(client)[label].as_strategy(generation_mode=mode))
    def judged(case: Any) -> None:
        response = case.call(headers={"host": HOST})
        asked.append(response.status_code)
        # Schemathesis does not know that an address may be too long to be looked at.
        beyond = response.status_code == 414 or (response.status_code == 400 and "start" in response.json())
        case.validate_response(response, excluded_checks=ACCEPTANCE if beyond else [])

    judged()
    print(f"seed {SEED}: {sorted(set(asked))}")
    assert len(asked) >= (1 if label == "GET /healthz" else EXAMPLES)


@pytest.mark.parametrize("name", ["statement", "cite"])
def test_statements_that_are_there_are_answered_as_described(name: str, client: Client) -> None:
    """With whatever options; drafts are not there."""
    path = "/statements/{source}/{id}" if name == "statement" else "/cite"
    operation = operations(client)[f"GET {BASE}{path}"]
    asked: list[int] = []

    @seed(SEED)
    @settings(
        max_examples=2 * EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE), address=st.sampled_from(STATEMENTS))
    def judged(case: Any, address: str) -> None:
        if name == "cite":
            case.query["address"] = [address]
        else:
            case.path_parameters = dict(zip(("source", "id"), address.split("/"), strict=True))
            case.query.pop("version", None)
        response = case.call(headers={"host": HOST})
        asked.append(response.status_code)
        case.validate_response(response)
        assert address != "cycling-2023/r2" or response.status_code == 404

    judged()
    print(f"seed {SEED}: {sorted(set(asked))}")
    assert {200, 404} <= set(asked)


# ------------------------------------------------------------------------------------------------------ the description


def test_it_is_openapi(client: Client) -> None:
    """3.1, as those who read it for a living have it; served as it is made."""
    schemathesis.openapi.from_dict(DESCRIBED).validate()
    assert client.get(f"{BASE}/openapi.json").json() == DESCRIBED
    assert DESCRIBED["openapi"].startswith("3.1")


def found(value: Any, key: str) -> Iterator[Any]:
    """Everything under *key*, at any depth."""
    if isinstance(value, dict):
        yield from ([value[key]] if key in value else [])
        for part in value.values():
            yield from found(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from found(part, key)


def test_every_reference_leads_somewhere_and_every_part_is_needed() -> None:
    """No description of what there is not."""
    used = set(found(DESCRIBED, "$ref"))
    there = {f"#/components/{kind}/{name}" for kind, parts in DESCRIBED["components"].items() for name in parts}
    assert used == there


def test_every_schema_is_one() -> None:
    """Of JSON Schema 2020-12."""
    for one in [*DESCRIBED["components"]["schemas"].values(), *found(DESCRIBED["paths"], "schema")]:
        jsonschema.Draft202012Validator.check_schema(one)


def test_every_operation_is_described() -> None:
    """By its parameters and those of its path, with a sentence and a name of its own."""
    for name, one in OPERATIONS.items():
        (described,) = DESCRIBED["paths"][BASE + one.path].values()
        assert described["operationId"] == name
        assert described["summary"].endswith(".")
        parameters = [each["name"] for each in described["parameters"]]
        assert parameters == [*re.findall(r"\{(\w+)\}", one.path), *(each.name for each in one.parameters), "format"]
        assert set(described["responses"]) - {"200", "304"} <= {str(status) for status in REFUSALS}


def test_parameters_are_the_options_of_the_commands() -> None:
    """A program that knows one knows the other; drafts and files of this machine are for the command only."""
    names = {name: {one.name for one in operation.parameters} for name, operation in OPERATIONS.items()}
    assert names["search"] >= {"in", "lang", "literal", "kind", "topic", "source", "publisher", "state", "year"}
    assert names["search"] >= {"sort", "limit", "offset", "explain"}
    assert not any("drafts" in each or "annotate" in each for each in names.values())
    assert names["cite"] == {"address", "lang", "with-original", "part", "style", "anyway"}
    assert len(json.dumps(DESCRIBED)) > MAX_URL


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_described_is_what_is_checked(name: str) -> None:
    """Each value of a closed table is let through, and each default."""
    for one in OPERATIONS[name].parameters_with_form:
        values = [*one.schema.get("enum", ()), *([one.schema["default"]] if "default" in one.schema else [])]
        for value in values:
            written = json.dumps(value) if isinstance(value, bool) else str(value)
            check({one.name: [written]}, (one,))
        check({}, (one._replace(required=False),))


def test_a_value_may_be_as_long_as_it_is_described() -> None:
    """And no longer, and no shorter."""
    one = Parameter("x", "", {"type": "string", "minLength": 2, "maxLength": 3})
    judge = jsonschema.Draft202012Validator(one.schema)
    for value in ("", "a", "ab", "abc", "abcd"):
        if judge.is_valid(value):
            check({"x": [value]}, (one,))
        else:
            with pytest.raises(Exception, match="no value"):
                check({"x": [value]}, (one,))
