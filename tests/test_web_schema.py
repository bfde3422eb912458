"""Do the schemas say what the JSON of answers has, all of it and nothing else?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_type_hints

import click
import jsonschema
import pytest

from kb import answers
from kb.answers import Differing, Earlier, InLanguage, Made, Quotation, VerifyAnswer
from kb.citation import alterations, quotes
from kb.errors import message
from kb.hall.reporting import LISTINGS
from kb.library import Library, SearchOptions
from kb.model import Correction
from kb.ui import cli
from kb.ui.cli import COMMANDS
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from kb.ui.render import verify as verifying
from kb.ui.render.schema import COMMANDS as ANSWERS
from kb.ui.render.schema import CSL_JSON, JSON_LD, LISTS, SHAPES, WORDS, Schemas, schema
from tests import sample_answers as samples

LOOK = Look(Translator("en"))

VERIFIED = VerifyAnswer(
    checked=2,
    exact=1,
    shortened=0,
    altered=1,
    earlier_wording=0,
    misattributed=0,
    withdrawn=0,
    not_found=0,
    could_not_check=0,
    not_ours=0,
    quotations=(
        Quotation(
            "brief.md", 3, "40 %", "exact", "typographic", "survey-2024/f2/de@0123456789ab", "40 %", folded=("space",)
        ),
        Quotation(
            "brief.md",
            4,
            "47 %",
            "altered",
            differences=(Differing("number", "47 %", "40 %"),),
            notes=(message("not reviewed"),),
            against="paraphrase",
            translation=InLanguage("survey-2024/f2/en@0123456789ab", "40%"),
        ),
    ),
)

MARKED = samples.passage(
    publication="superseded",
    superseded_by="survey-2024/f3",
    reason="counted twice",
    corrections=(Correction("2026-01-31", "erratum", "a digit"),),
)
EARLIER = Earlier("2026-01-31", "2026-1", None, "number", (("-", "41"), ("+", "40")))

SAMPLES: Mapping[str, tuple[Any, ...]] = {
    "search": (samples.found(), samples.NOTHING._replace(without={"kind": 2})),
    "show": (
        samples.SHOWN,
        answers.ShowAnswer(
            (samples.SHOWN.passages[0]._replace(passage=MARKED, history=samples.WORDINGS, earlier=EARLIER),)
        ),
    ),
    "verify": (VERIFIED,),
    "status": (samples.STATUS,),
    "coverage": (samples.COVERED, samples.COVERED._replace(catalogs=samples.COVERED.labels)),
    "check": (samples.CHECKED,),
    "confirm": (samples.CONFIRMED,),
    "release": (samples.RELEASED,),
    "export": (samples.EXPORTED,),
    "import": (samples.IMPORTED,),
    "index": (samples.INDEXED, samples.INDEXED._replace(probe=samples.PROBED)),
    "init": (Made(("content/kb.yaml",), ()),),
    "new": (Made(("content/a/de.md",), ("f1",)),),
}


def validator(wanted: Mapping[str, Any]) -> jsonschema.Draft202012Validator:
    """What judges by the schema *wanted*, which must be one."""
    jsonschema.Draft202012Validator.check_schema(wanted)
    return jsonschema.Draft202012Validator(wanted)


def data(answer: Any, command: str) -> Any:
    """*answer* as a program reads it."""
    return json.loads(render(answer, "json", LOOK, command))


def test_every_command_that_writes_json_has_a_schema() -> None:
    """And no other."""
    names = set()
    for name in COMMANDS:
        command = cli.kb.get_command(click.Context(cli.kb), name)
        assert command is not None
        group = command.commands.values() if isinstance(command, click.Group) else [command]
        formats = (one for each in group for one in each.params if one.name == "form")
        if any(isinstance(one.type, click.Choice) and "json" in one.type.choices for one in formats):
            names.add(name)
    assert names - {"list"} == set(ANSWERS) == set(SAMPLES)


@pytest.mark.parametrize("command", SAMPLES)
def test_answers_are_as_their_schema_says(command: str) -> None:
    """Every key is described, and every required one is there."""
    judge = validator(schema(command))
    for answer in SAMPLES[command]:
        judge.validate(data(answer, command))


#: Keys that may be absent, and maps whose keys are data.
MAY_BE_ABSENT = {
    *("superseded_by", "reason", "corrections", "without", "explained", "history", "earlier", "translated_from"),
    "catalogs",
}
MAPS = {"without", "facets", "languages", "produced_by", "labels", "catalogs"}


def changed(value: Any, name: str = "") -> Iterator[tuple[str, str, Any]]:
    """*value* (in a key *name*) with a key more or less in one of its objects: (key of the object, key, the whole)."""
    if isinstance(value, dict):
        yield name, "surprise", {**value, "surprise": {}}
        for key, part in value.items():
            yield name, key, {other: value[other] for other in value if other != key}
            yield from ((where, what, {**value, key: one}) for where, what, one in changed(part, key))
    elif isinstance(value, list) and value:
        yield from ((where, what, [one, *value[1:]]) for where, what, one in changed(value[0], name))


@pytest.mark.parametrize("command", ["search", "show", "verify", "coverage"])
def test_a_schema_refuses_what_an_answer_never_is(command: str) -> None:
    """A key more or less is noticed, but for keys that may be absent, and for those of maps."""
    judge = validator(schema(command))
    for answer in SAMPLES[command]:
        for where, what, other in changed(data(answer, command)):
            free = where in MAPS or what in MAY_BE_ABSENT or where in samples.found().facets
            assert free or not judge.is_valid(other), (where, what)


@pytest.mark.parametrize("what", LISTINGS)
def test_lists_are_as_their_schema_says(what: str, shipped: Library) -> None:
    """Each has its own columns."""
    columns, _ = LISTINGS[what]
    assert tuple(LISTS[what]._fields) == columns  # type: ignore[attr-defined]
    validator(schema("list", what)).validate(data(shipped.listing(what, "fi"), "list"))


def test_every_list_has_a_schema() -> None:
    """And no other."""
    assert set(LISTS) == set(LISTINGS)


@pytest.mark.parametrize("language", ["de", "fi", "mt"])
def test_what_the_toy_answers_is_as_the_schema_says(language: str, toy: Library) -> None:
    """With drafts, withdrawn and superseded statements, and corrections."""
    options = SearchOptions(limit=100, drafts=True, explain=True)
    for query in ("", "Stellplätze", "60 %", "Xylophon"):
        validator(schema("search")).validate(data(toy.search(query, language, options), "search"))
    shown = toy.show([f"cycling-2023/f{n}" for n in range(1, 6)], [language], history=True)
    validator(schema("show")).validate(data(shown, "show"))
    validator(schema("coverage")).validate(data(toy.coverage(), "coverage"))
    for form, wanted in (("csl-json", CSL_JSON), ("json-ld", JSON_LD)):
        written = render(toy.cite(["cycling-2023/r1/de"], anyway=True, form=form), form, LOOK, "cite")
        validator(wanted).validate(json.loads(written))


def test_shapes_and_words_speak_of_fields_that_exist() -> None:
    """A row that nothing uses is a row about something that has another name by now."""
    for cls, shape in SHAPES.items():
        fields = set(get_type_hints(cls))
        assert {*shape.without, *shape.merged, *shape.renamed} <= fields, cls
        assert set(shape.optional) <= fields | set(shape.more), cls
    named = [get_type_hints(one) for one in {*ANSWERS.values(), *LISTS.values(), *SHAPES, *parts()}]
    for key in WORDS:
        if isinstance(key, tuple):
            assert key[1] in get_type_hints(key[0]), key
        else:
            assert any(key in hints for hints in named), key


def parts() -> set[type]:
    """All types of answers."""
    return {one for one in vars(answers).values() if isinstance(one, type) and hasattr(one, "_fields")}


def test_words_are_those_of_the_tables_they_come_from() -> None:
    """What is called something in the front is in the schema."""
    assert tuple(WORDS[Quotation, "verdict"]) == tuple(verifying.VERDICTS)
    assert set(WORDS[Differing, "kind"]) == set(verifying.KINDS)
    assert set(WORDS[Quotation, "against"]) == set(verifying.AGAINST)
    assert set(WORDS[Quotation, "level"]) == {quotes.IDENTICAL, quotes.CANONICAL, quotes.TYPOGRAPHIC}
    assert alterations.NUMBER in WORDS[Differing, "kind"]


def test_references_lead_where_they_are_told_to() -> None:
    """A description that holds several answers keeps each type once."""
    schemas = Schemas("#/components/schemas/")
    for command in ANSWERS:
        assert schemas.answer(command)["$ref"].startswith("#/components/schemas/")
    assert {"SearchAnswer", "Hit", "VerifyAnswer", "Quotation", "Problem"} <= set(schemas.definitions)
