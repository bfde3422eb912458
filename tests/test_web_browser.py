"""What does a reader's browser make of the pages? In Debian's Chromium; see ``tests/browser/browser.mjs``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kb.languages import LANGUAGES
from kb.ui.web.routes import PAGES
from tests.hostile_content import PAYLOADS, planted
from tests.knowledge_bases import laid_out
from tests.test_web_serving import Serving, serving

HERE = Path(__file__).parent / "browser"
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "")

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and shutil.which("node") and (HERE / "node_modules").exists()),
    reason="needs Chromium, Node and `npm ci` in tests/browser",
)

#: WCAG 2.2 at levels A and AA, EN 301 549, and what the makers of axe advise beyond.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]

DESK, TELEPHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}

MANUSCRIPT = (
    "„40 % der befragten Täter haben im Internet Kontakt zu Kindern gesucht.“ (protect-children-2024/f2/de)\n\n"
    "“A sentence that nobody has ever written about anything.” (protect-children-2024/f1/en)\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Serving]:
    """The knowledge base that ships, served."""
    with serving(laid_out("shipped", tmp_path_factory.mktemp("browser")), cache) as one:
        yield one


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Serving]:
    """A knowledge base that tries to run scripts from every field."""
    with serving(planted(tmp_path_factory.mktemp("hostile")), cache) as one:
        yield one


def wrong(server: Serving, check: str, **more: Any) -> list[str]:
    """What the browser finds wrong."""
    job = {"base": f"http://127.0.0.1:{server.port}", "check": check, **more}
    environment = {**os.environ, "CHROMIUM": CHROMIUM}
    done = subprocess.run(
        ["node", "browser.mjs"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        cwd=HERE,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def urls(language: str, source: str = "protect-children-2024", query: str = "Internet") -> list[str]:
    """Every page in *language*, and pages of what is not there."""
    pages = [f"/{language}{route.path.format(source=source, id='f2')}" for route in PAGES.values()]
    searches = [
        f"/{language}/?q={query}",
        f"/{language}/?q=xyzzy",
        f"/{language}/?q=foo:bar",
        f"/{language}/?q=&kind=finding",
    ]
    return [*pages, *searches, f"/{language}/{source}/f2?left=de&right=fi&style=ieee", f"/{language}/nowhere/f1"]


#: All languages take a quarter of an hour: ``KB_AXE=all`` before a release; otherwise three with different letters and lengths.
JUDGED = tuple(LANGUAGES) if os.environ.get("KB_AXE") == "all" else ("bg", "de", "mt")


@pytest.mark.parametrize("language", JUDGED)
def test_every_page_is_accessible(language: str, server: Serving) -> None:
    """No violation by axe on any page in any language, in light and dark, and on a telephone; nothing runs off the side."""
    looks: list[Mapping[str, object]] = [{"viewport": DESK}, {"viewport": TELEPHONE, "colorScheme": "dark"}]
    assert wrong(server, "axe", urls=urls(language), looks=looks, tags=TAGS, text=MANUSCRIPT) == []


@pytest.mark.parametrize(("language", "other"), [("de", "fi"), ("el", "mt")])
def test_the_keyboard_is_enough(language: str, other: str, server: Serving) -> None:
    """Search, open a hit, go on to another language, copy the citation: by Tab and Enter; the focus is always seen."""
    assert wrong(server, "keyboard", urls=[f"/{language}/"], query="Internet", other=other) == []


def test_scripts_are_not_needed(server: Serving) -> None:
    """The main job, and every page, with scripts off."""
    assert wrong(server, "scriptless", urls=urls("de"), query="Internet", other="fi", text=MANUSCRIPT) == []


def test_nothing_in_the_content_runs(hostile: Serving) -> None:
    """Whatever stands in titles, labels, bodies, names and addresses, and in what a reader types."""
    typed = [f"/de/?q={payload}" for payload in PAYLOADS] + [f"/de/{payload}/f1" for payload in PAYLOADS]
    pages = [*urls("de", "planted"), *urls("en", "planted"), *typed]
    assert wrong(hostile, "hostile", urls=pages, text=f"“{PAYLOADS[0]}” (planted/f1/de)") == []


def test_the_pictures_of_the_readme_can_be_made(server: Serving, tmp_path: Path) -> None:
    """Search, statement and coverage; ``docs/images`` has them as they were made here."""
    folder = Path(os.environ.get("KB_IMAGES", tmp_path))
    shots = [
        ["/de/?q=Internet", str(folder / "search.png"), 1280, 800],
        ["/de/protect-children-2024/f2?left=de&right=fi", str(folder / "statement.png"), 1280, 800],
        ["/de/coverage", str(folder / "coverage.png"), 1280, 800],
    ]
    assert wrong(server, "shots", shots=shots) == []
    assert sorted(path.name for path in folder.glob("*.png")) == ["coverage.png", "search.png", "statement.png"]
