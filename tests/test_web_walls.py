"""Who may ask the server what? Every route, Host, Origin and method, without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from kb.ui.web.app import app
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.routes import API, PAGES
from kb.ui.web.walls import HEADERS, MAX_BODY, Walls, hosts

HOST = "127.0.0.1:8000"


class Echo:
    """Stands for the processes that answer: says which route was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    async def ask(self, asked: Asked, _seconds: float = 0) -> Answered:
        """The name of the route."""
        self.asked.append(asked)
        return Answered(200, "text/plain", asked.route.encode())

    def end(self) -> None:
        """Nothing to end."""


@pytest.fixture
def echo() -> Echo:
    """What records the questions that came through."""
    return Echo()


@pytest.fixture
def walls(echo: Echo) -> Walls:
    """The whole server but for who answers."""
    return app(echo, None, hosts("127.0.0.1", 8000, ()))  # type: ignore[arg-type]


def ask(walls: Walls, method: str, url: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
    """One request as a client on this machine makes it."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=walls)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            return await client.request(method, url, headers=headers, **more)

    return asyncio.run(asked())


def urls() -> Iterator[str]:
    """One of every route."""
    for route in PAGES.values():
        yield "/fi" + route.path.format(source="s", id="f1")
    for route in API.values():
        yield "/api/v1" + route.path.format(source="s", id="f1")
    yield from ("/", "/static/style.css", "/api/v1/openapi.json", "/nowhere", "/xx/", "/fi/s/f1/more")


URLS = tuple(urls())


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    ("host", "passes"),
    [
        (HOST, True),
        ("localhost:8000", True),
        ("LOCALHOST:8000", True),
        ("[::1]:8000", True),
        ("127.0.0.1:8001", False),
        ("127.0.0.1", False),
        ("evil.example", False),
        ("evil.example:8000", False),
        ("127.0.0.1:8000.evil.example", False),
        ("127.0.0.1:8000@evil.example", False),
        ("", False),
    ],
)
def test_only_our_own_names_are_answered(url: str, host: str, passes: bool, walls: Walls, echo: Echo) -> None:
    """Name and port of Host must be ours, on every route, before anything else is looked at."""
    response = ask(walls, "GET", url, {"host": host})
    assert (response.status_code != 421) == passes
    if not passes:
        assert not echo.asked


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    ("origin", "passes"),
    [
        (f"http://{HOST}", True),
        ("http://localhost:8000", True),
        ("https://evil.example", False),
        ("http://127.0.0.1:8001", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_our_own_pages_may_ask(url: str, origin: str, passes: bool, walls: Walls, echo: Echo) -> None:
    """An Origin that is there must be ours, on every route."""
    response = ask(walls, "GET", url, {"origin": origin})
    assert (response.status_code != 403) == passes
    if not passes:
        assert not echo.asked


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_it_only_reads(url: str, method: str, walls: Walls, echo: Echo) -> None:
    """GET and HEAD, and POST where a manuscript may be dropped; anything else is refused and says what is allowed."""
    posts = {"/fi" + route.path for route in PAGES.values() if route.post}
    posts |= {"/api/v1" + route.path for route in API.values() if route.post}
    response = ask(walls, method, url)
    if method == "POST" and url in posts:
        assert response.status_code == 200
        return
    assert response.status_code == 405
    allowed = "GET, HEAD, POST" if url in posts else "GET, HEAD"
    assert response.headers["allow"] == ("POST" if url == "/api/v1/verify" else allowed)
    assert not echo.asked


@pytest.mark.parametrize("url", [*URLS, "/fi/?q=" + "x" * 5000])
@pytest.mark.parametrize("headers", [{}, {"host": "evil.example"}, {"origin": "null"}])
def test_every_answer_has_the_headers_that_protect_readers(url: str, headers: dict[str, str], walls: Walls) -> None:
    """Errors too: what a page may load, who may frame it, what is sent on."""
    response = ask(walls, "GET", url, headers)
    for name, value in HEADERS:
        assert response.headers[name.decode()] == value.decode()
    assert "set-cookie" not in response.headers
    assert "server" not in response.headers


def test_an_address_that_is_too_long_is_refused(walls: Walls, echo: Echo) -> None:
    """More than 4 kB is no address of ours."""
    assert ask(walls, "GET", "/fi/?q=" + "x" * 4090).status_code == 200
    assert ask(walls, "GET", "/fi/?q=" + "x" * 4091).status_code == 414
    assert len(echo.asked) == 1


@pytest.mark.parametrize("length", ["9" * 5000, str(MAX_BODY + 1), "99999999999999999999", "-1", "x"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(length: str, walls: Walls, echo: Echo) -> None:
    """By its stated length; what is no length is refused alike."""
    assert ask(walls, "GET", "/fi/", {"content-length": length}).status_code == 413
    assert not echo.asked


@pytest.mark.parametrize(
    "path",
    ["/fi/../../etc/passwd", "/static/../app.py", "/static/%2e%2e/app.py", "/fi/s/..%2f..%2fetc", "/static//style.css"],
)
def test_no_path_climbs(path: str, walls: Walls) -> None:
    """Files are served by their names alone."""
    response = ask(walls, "GET", path)
    assert "import" not in response.text
    assert "root:" not in response.text
    assert response.status_code in (200, 404)


@pytest.mark.parametrize(
    ("url", "accepted", "language"),
    [
        ("/fi/nowhere/at/all", "de", "fi"),
        ("/nowhere", "de-AT,en;q=0.1", "de"),
        ("/xx/", "", "en"),
        ("/FI/", "sv", "sv"),
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(
    url: str, accepted: str, language: str, walls: Walls
) -> None:
    """That of the path if there is one, else what the browser asks for."""
    response = ask(walls, "GET", url, {"accept-language": accepted})
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.text


def test_programs_get_problems(walls: Walls) -> None:
    """RFC 9457 below /api, whatever is wrong."""
    for response in (
        ask(walls, "GET", "/api/v1/nowhere"),
        ask(walls, "GET", "/api/v1/search", {"host": "evil.example"}),
        ask(walls, "DELETE", "/api/v1/search"),
    ):
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == response.status_code


def test_home_leads_to_the_readers_language(walls: Walls) -> None:
    """By relative redirect; caches are told what it depends on."""
    response = ask(walls, "GET", "/", {"accept-language": "fr-BE, en;q=0.5"})
    assert (response.status_code, response.headers["location"]) == (307, "/fr/")
    assert "accept-language" in response.headers["vary"].lower()


def test_what_has_not_changed_is_not_sent_again(walls: Walls) -> None:
    """An answer has a tag; who shows it gets no body."""
    first = ask(walls, "GET", "/fi/?q=x")
    again = ask(walls, "GET", "/fi/?q=x", {"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_head_is_get_without_the_body(walls: Walls) -> None:
    """On every route."""
    for url in URLS:
        got, head = ask(walls, "GET", url), ask(walls, "HEAD", url)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head.headers.get("etag") == got.headers.get("etag")
