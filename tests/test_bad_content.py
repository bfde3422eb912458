"""Whatever arrives as content: is it found, at the right place, and does everything else stay served?"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kb.content import corpus
from kb.content.problems import PROBLEMS
from kb.model import Corpus
from tests.content_cases import Case, cases, lay_out

CASES = list(cases())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The base as it is before a case changes it."""
    root = tmp_path_factory.mktemp("base")
    return corpus.read(lay_out(root), root)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_has_the_right_code_and_place(case: Case, whole: Corpus, tmp_path: Path) -> None:
    """A bad file gives exactly the problems the case lists, never an exception, and takes nobody else down."""
    if any(block.how == "pipe" for block in case.blocks) and not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes on this system")
    read = corpus.read(lay_out(tmp_path, case), tmp_path)
    assert [f"{problem.place} {problem.code}" for problem in read.problems] == list(case.expected)
    for problem in read.problems:
        assert str(problem.message)
        assert problem.hint is None or str(problem.hint)
    if not any(block.path.startswith("content/beta") for block in case.blocks):
        assert read.sources["beta"].statements["g1"].passages == whole.sources["beta"].statements["g1"].passages


def test_the_base_has_no_problem(tmp_path: Path) -> None:
    """The base that cases change is itself without any problem, warnings included."""
    read = corpus.read(lay_out(tmp_path), tmp_path)
    assert read.problems == ()
    assert [statement.address for statement in read.statements()] == ["alpha/f1", "alpha/f2", "beta/g1"]


def test_there_is_a_case_for_every_code() -> None:
    """Each code of the table is met by a case, and each code that the room's code uses is in the table."""
    met = {line.rpartition(" ")[2] for case in CASES for line in case.expected}
    # A file that cannot be opened needs a system that refuses: test_corpus.py does that.
    assert set(PROBLEMS) - met == {"unreadable"}
    used: set[str] = set()
    for path in (Path(corpus.__file__).parent).glob("*.py"):
        used |= set(re.findall(r'(?:problem|note|_note|line|offset)\(\s*"([a-z0-9-]+)"', path.read_text("utf-8")))
    assert used - set(PROBLEMS) == set()


def test_rows_say_what_they_mean() -> None:
    """An explanation has no fields to fill; severities are the two of the contract."""
    for code, row in PROBLEMS.items():
        assert "{" not in row.explanation, code
        assert row.severity in ("error", "warning")
