"""Does the code keep the rules of the house? See ``docs/developers.md``; the layers themselves are import-linter's."""

from __future__ import annotations

import ast
import functools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.library import Library
from tests.knowledge_bases import opened

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "kb").rglob("*.py"))

#: Which file may import which foreign library: one file a library, or the files of one engine.
FOREIGN = {
    "babel": ("kb/ui/catalogs.py", "kb/ui/messages.py"),
    "click": ("kb/ui/",),
    "filelock": ("kb/search/publishing.py",),
    "marisa_trie": ("kb/search/tries.py",),
    "markdown": ("kb/content/markup.py", "kb/content/bodies.py"),
    "nh3": ("kb/content/markup.py", "kb/content/bodies.py"),
    "simplemma": ("kb/search/lemmas.py",),
    "Stemmer": ("kb/search/stems.py",),
    "whoosh": ("kb/search/whoosh_",),
    "yaml": ("kb/content/strict_yaml.py",),
}

#: Where people are spoken to.
DOORS = ("kb/ui/", "kb/__main__.py")

#: Names that say nothing of what a module does.
NAMELESS = {"util", "utils", "helper", "helpers", "base", "common", "manager", "misc", "handler", "tools"}

#: What a plain search must not load: reading content and analysing words is for those who change something.
HEAVY = ("markdown", "nh3", "yaml", "babel", "simplemma", "Stemmer", "filelock", "kb.content", "kb.translation")

#: What help for a command must not load.
BEHIND_THE_DOOR = (
    "kb.library",
    "kb.search",
    "kb.content",
    "babel",
    "whoosh",
    "markdown",
    "yaml",
    "simplemma",
    "filelock",
)


def name(path: Path) -> str:
    """The path of a module as rules have it."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> Iterator[str]:
    """The top-level packages that an import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "kb" if node.level else (node.module or "").partition(".")[0]


def test_there_is_a_house() -> None:
    """The rules below look at something."""
    assert len(MODULES) > 60


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_foreign_library_is_imported_only_where_the_table_says(path: Path) -> None:
    """That file also turns its exceptions into ours."""
    for node in ast.walk(tree(path)):
        for package in imported(node):
            if package != "kb" and package not in sys.stdlib_module_names:
                assert package in FOREIGN, f"{package} is in no row of the table"
                assert name(path).startswith(FOREIGN[package]), f"line {getattr(node, 'lineno', 0)}: {package}"


def test_every_row_of_the_table_is_needed() -> None:
    """A library that nobody imports is no dependency."""
    found = {package for path in MODULES for node in ast.walk(tree(path)) for package in imported(node)}
    assert set(FOREIGN) <= found
    for package, places in FOREIGN.items():
        users = [name(path) for path in MODULES for node in ast.walk(tree(path)) if package in imported(node)]
        assert users, package
        assert all(user.startswith(places) for user in users)


def test_every_dependency_is_imported_and_every_import_declared() -> None:
    """In ``pyproject.toml``, under the names of the index."""
    distributions = {"pystemmer": "Stemmer", "pyyaml": "yaml", "marisa-trie": "marisa_trie"}
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("\ndependencies = [") : text.index("\n]", text.index("\ndependencies = ["))]
    declared = {match.lower() for match in re.findall(r'"([A-Za-z0-9_-]+)', block)}
    assert {distributions.get(one, one) for one in declared} == set(FOREIGN)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_import_stands_in_a_function(path: Path) -> None:
    """What a module depends on is read at its top."""
    for function in ast.walk(tree(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inside = [node.lineno for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            assert inside == []


@pytest.mark.parametrize("path", [path for path in MODULES if not name(path).startswith(DOORS)], ids=name)
def test_rooms_do_not_speak(path: Path) -> None:
    """No print, no gettext, no exit and no argument of the process below the front."""
    for node in ast.walk(tree(path)):
        assert not {"gettext", "argparse", "click"} & set(imported(node))
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "input", "exit", "quit", "sys.exit", "os._exit", "gettext", "_"}, node.lineno
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.argv":
            assert name(path) == "kb/search/lemmas.py"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_first_line_of_a_module_says_what_it_answers(path: Path) -> None:
    """A question, or what it is."""
    first = (ast.get_docstring(tree(path)) or "").partition("\n")[0]
    assert first.endswith(("?", ".", ":")), first
    assert len(first) > 15


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_named_for_what_it_does(path: Path) -> None:
    """And can be read in one go."""
    assert not {path.stem, path.parent.name} & NAMELESS
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_what_others_may_use_is_explained(path: Path) -> None:
    """Every public class and function of a module has a docstring."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"line {node.lineno}"


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that a new process has loaded after *code*."""
    whole = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", whole, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def below(packages: tuple[str, ...], modules: set[str]) -> list[str]:
    """Those of *modules* that are in one of *packages*."""
    return sorted(module for module in modules if any(f"{module}.".startswith(f"{one}.") for one in packages))


def test_the_door_opens_without_the_house() -> None:
    """Help and completion load neither the library nor what it needs."""
    assert below(BEHIND_THE_DOOR, loaded("import kb.ui.cli")) == []


def test_a_plain_search_reads_no_content_and_analyses_no_word(toy_root: Path, cache: Path) -> None:
    """Where the index is current and has the words, neither is loaded."""
    library: Library = opened(toy_root, cache)
    for path in (toy_root / "content").rglob("*.*"):
        # Files written a moment ago are read once more.
        os.utime(path, (1_700_000_000, 1_700_000_000))
    library.index()
    library.search("Stellplätze")
    code = (
        "import sys\nfrom kb.library import open_library\n"
        "library = open_library(sys.argv[1], environment={'KB_CACHE': sys.argv[2]})\n"
        "assert library.search('Stellplätze', 'fi').total == 3 and library.search('', 'fi').total == 9\n"
        "assert library.search('\"am Bahnhof fehlen\"', 'fi').total == 2 and not library.warnings"
    )
    modules = loaded(code, str(toy_root), str(cache))
    assert below(HEAVY, modules) == []
    assert "kb.search.whoosh_reader" in modules
