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

from kb.library import Library
from tests.knowledge_bases import opened

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "kb").rglob("*.py"))

#: Which file may import which foreign library: one file a library, or the files of one engine.
FOREIGN = {
    "citeproc": ("kb/citation/csl.py",),
    "babel": ("kb/ui/catalogs.py", "kb/translation/exchange/gettext_po.py"),
    "click": ("kb/ui/",),
    "filelock": ("kb/search/publishing.py",),
    "h11": ("kb/ui/web/server.py",),
    "jinja2": ("kb/ui/web/templating.py",),
    "marisa_trie": ("kb/search/tries.py",),
    "markdown": ("kb/content/bodies.py",),
    "nh3": ("kb/content/bodies.py",),
    "simplemma": ("kb/search/lemmas.py",),
    "Stemmer": ("kb/search/stems.py",),
    "starlette": ("kb/ui/web/app.py",),
    "uvicorn": ("kb/ui/web/server.py",),
    "whoosh": ("kb/search/whoosh_",),
    "yaml": ("kb/content/strict_yaml.py",),
}

#: Where people are spoken to.
DOORS = ("kb/ui/", "kb/__main__.py")

#: What only they may call.
SPEAKING = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "gettext", "_"}

#: Names that say nothing of what a module does.
NAMELESS = {"util", "utils", "helper", "helpers", "base", "common", "manager", "misc", "handler", "tools"}

#: What a plain search must not load: reading content and analysing words is for those who change something.
HEAVY = (
    *("markdown", "nh3", "yaml", "babel", "simplemma", "Stemmer", "filelock", "citeproc", "lxml"),
    *("kb.content", "kb.translation", "kb.citation"),
)

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
    "citeproc",
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


def breaches(found: Iterator[tuple[Path, int, str]]) -> list[str]:
    """What breaks a rule, as ``path:line: what``."""
    return [f"{name(path)}:{line}: {what}" for path, line, what in found]


def nodes(*kinds: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    """Every node of *kinds* in the house."""
    for path in MODULES:
        yield from ((path, node) for node in ast.walk(tree(path)) if isinstance(node, kinds))


def foreign() -> Iterator[tuple[Path, int, str]]:
    """Every import of a library that is neither Python's nor ours."""
    for path, node in nodes(ast.Import, ast.ImportFrom):
        for package in imported(node):
            if package != "kb" and package not in sys.stdlib_module_names:
                yield path, node.lineno, package  # type: ignore[attr-defined]


def test_a_foreign_library_is_imported_only_where_the_table_says() -> None:
    """That file also turns its exceptions into ours."""
    assert breaches(found for found in foreign() if not name(found[0]).startswith(FOREIGN.get(found[2], "?"))) == []


def test_every_row_of_the_table_is_needed() -> None:
    """Every file of a row imports its library."""
    users = {(package, name(path)) for path, _, package in foreign()}
    for package, places in FOREIGN.items():
        assert all(any(user.startswith(place) for one, user in users if one == package) for place in places), package


def test_every_dependency_is_imported_and_every_import_declared() -> None:
    """In ``pyproject.toml``, under the names of the index."""
    distributions = {"pystemmer": "Stemmer", "pyyaml": "yaml", "marisa-trie": "marisa_trie", "citeproc-py": "citeproc"}
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    declared = {match.lower() for match in re.findall(r'^ *"([A-Za-z0-9_-]+)', block[1], re.MULTILINE)}
    assert {distributions.get(one, one) for one in declared} == set(FOREIGN)


def test_no_import_stands_in_a_function() -> None:
    """What a module depends on is read at its top."""
    functions = nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    inside = ((path, one) for path, node in functions for one in ast.walk(node))
    assert (
        breaches((p, one.lineno, "import") for p, one in inside if isinstance(one, ast.Import | ast.ImportFrom)) == []
    )


def speaking() -> Iterator[tuple[Path, int, str]]:
    """Everything by which a process speaks to people or ends."""
    for path, node in nodes(ast.Call):
        assert isinstance(node, ast.Call)
        if (called := ast.unparse(node.func)) in SPEAKING:
            yield path, node.lineno, called
    for path, node in nodes(ast.Import, ast.ImportFrom):
        yield from ((path, 0, package) for package in imported(node) if package in {"gettext", "argparse", "click"})


def test_rooms_do_not_speak() -> None:
    """No print, no gettext, no exit code below the front."""
    assert breaches(found for found in speaking() if not name(found[0]).startswith(DOORS)) == []


def test_the_first_line_of_a_module_says_what_it_answers() -> None:
    """A question, or what it is."""
    firsts = ((path, (ast.get_docstring(tree(path)) or "").partition("\n")[0]) for path in MODULES)
    assert breaches((path, 1, first) for path, first in firsts if len(first) < 15 or first[-1] not in "?.:") == []


def test_a_module_is_named_for_what_it_does() -> None:
    """Not for being useful."""
    assert breaches((path, 0, "name") for path in MODULES if {path.stem, path.parent.name} & NAMELESS) == []


def test_what_others_may_use_is_explained() -> None:
    """Every public class and function of a module has a docstring."""
    public = (
        (path, node)
        for path in MODULES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    )
    assert breaches((path, node.lineno, node.name) for path, node in public if not ast.get_docstring(node)) == []


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
