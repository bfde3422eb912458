"""Does anything of the content, or of what a reader types, become part of a page? See also ``test_web_browser``."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from kb.ui.web.answering import Answerer
from kb.ui.web.app import app
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.operations import OPERATIONS
from kb.ui.web.routes import PAGES
from kb.ui.web.walls import hosts
from tests.hostile_content import PAYLOADS, planted
from tests.knowledge_bases import opened

HOST = "127.0.0.1:8000"


class Here:
    """Answers in this process."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    async def ask(self, asked: Asked, _seconds: float = 0) -> Answered:
        """The answer."""
        return self._answerer.answer(asked)

    def end(self) -> None:
        """Nothing to end."""


class Live(HTMLParser):
    """Collects what of a page would be live that must not be."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Of the parser."""
        names = [name for name, _ in attrs]
        values = dict(attrs)
        if "planted" in names or values.get("id") == "planted" or any(name.startswith("on") for name in names):
            self.found.append(f"<{tag} {attrs}>")
        if tag in ("style", "iframe", "object", "embed", "base") or "style" in names:
            self.found.append(f"<{tag} {attrs}>")
        if tag == "script" and not (values.get("src") or "").startswith("/static/"):
            self.found.append(f"<script {attrs}>")
        for name in ("href", "src", "action", "formaction"):
            if urlsplit(values.get(name) or "").scheme not in ("", "http", "https", "mailto"):
                self.found.append(f"<{tag} {name}={values[name]}>")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> httpx.AsyncClient:
    """A client of the server of such a knowledge base."""
    root = planted(tmp_path_factory.mktemp("planted"))
    opened(root, cache).index()
    answerer = Answerer(str(root), {"KB_CACHE": str(cache)}, keeps=False)
    walls = app(Here(answerer), None, hosts("127.0.0.1", 8000, ()))  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=walls), base_url=f"http://{HOST}")


def pages() -> Iterator[str]:
    """Every page, in both languages of the content and in one of neither."""
    for language in ("de", "en", "fi"):
        for id in ("f1", "f2", "f3"):
            yield from (f"/{language}{route.path.format(source='planted', id=id)}" for route in PAGES.values())
        yield f"/{language}/?q=&kind=finding&topic=one&sort=date"
        yield f"/{language}/planted/f1?left=de&right=en&style=ieee"


def typed() -> Iterator[str]:
    """What a reader may type into an address or a form."""
    for payload in PAYLOADS:
        one = quote(payload, safe="")
        yield from (
            f"/de/?q={one}",
            f"/de/?kind={one}",
            f"/de/?sort={one}&topic={one}",
            f"/de/{one}",
            f"/de/{one}/{one}",
        )
        yield from (
            f"/de/?{one}={one}",
            f"/de/planted/f1?left={one}&right={one}&style={one}",
            f"/{one}/",
            f"/de/?q=foo:{one}",
        )
        yield from (f"/de/coverage?source={one}&state={one}", f"/de/sources?q={one}", f"/de/planted/{one}.json")


def live(response: httpx.Response) -> list[str]:
    """What would be live in an answer."""
    parser = Live()
    if response.headers.get("content-type", "").startswith("text/html"):
        parser.feed(response.text)
    return parser.found


@pytest.mark.parametrize("url", [*dict.fromkeys(pages()), *typed()])
def test_what_is_written_is_shown_as_it_is_written(url: str, client: httpx.AsyncClient) -> None:
    """No element, handler, script, style or address on any page that comes from the content or from who asks."""
    response = asyncio.run(client.get(url))
    assert response.status_code in (200, 400, 404, 409), response.text
    assert live(response) == []
    assert "36481" not in response.text  # 191 × 191: a template that was filled twice
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_payloads_are_there(client: httpx.AsyncClient) -> None:
    """Else the test above would show nothing."""
    text = asyncio.run(client.get("/de/planted/f1")).text
    assert "&lt;script id=planted&gt;" in text
    assert "&amp;lt;img planted" in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_judged_is_shown_as_it_is_written(payload: str, client: httpx.AsyncClient) -> None:
    """A manuscript comes back in the page that judges it, the name of its file too."""
    text = f"„{payload} und noch mehr Wörter.“ (planted/f1/de)"
    pasted = client.post("/de/verify", data={"text": text}, headers={"origin": f"http://{HOST}"})
    sent = client.post(
        "/de/verify", files={"file": (f"{payload}.md", text.encode())}, headers={"origin": f"http://{HOST}"}
    )
    for response in (asyncio.run(pasted), asyncio.run(sent)):
        assert response.status_code in (200, 400)
        assert live(response) == []


@pytest.mark.parametrize(
    "path",
    [
        *("/fi/feed.atom", *(f"/de/planted/f1.{ending}" for ending in ("json", "md", "bib", "ris", "jsonld"))),
        *(f"/api/v1{one.path.format(source='planted', id='f1')}" for one in OPERATIONS.values() if not one.post),
    ],
)
def test_what_programs_read_is_no_page(path: str, client: httpx.AsyncClient) -> None:
    """Never HTML, and no browser may take it for that."""
    response = asyncio.run(client.get(path))
    assert "html" not in response.headers["content-type"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/de/?q=x%0d%0aX-Evil:%201", "/de%0d%0aX-Evil:1/", "/?%0aX-Evil=1", "/de/x%0d%0aSet-Cookie:a=b/f1.json"],
)
def test_nobody_writes_our_headers(path: str, client: httpx.AsyncClient) -> None:
    """Line ends in what is asked end no header of the answer."""
    response = asyncio.run(client.get(path))
    assert not {"x-evil", "set-cookie"} & set(response.headers)
