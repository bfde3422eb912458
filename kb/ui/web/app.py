"""Which request goes where? The only file that imports ``starlette``.

Nothing is answered here but style sheets and the description of the API: every question goes to a process of ``workers``.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Path_

from kb.errors import N_, KbError, Message, message
from kb.languages import FALLBACK, LANGUAGES
from kb.ui.web import failures
from kb.ui.web.answering import translator
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.negotiation import negotiated
from kb.ui.web.openapi import document
from kb.ui.web.operations import BASE, MEDIA
from kb.ui.web.routes import API, FILES, FOR_PROGRAMS, HEALTH, PAGES, Route
from kb.ui.web.walls import MAX_BODY, READING, Refusal, Scope, Walls
from kb.ui.web.workers import Workers

_STATIC = Path(__file__).parent / "static"
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

#: Seconds between looks at the content.
_KEEP_EVERY = 2.0

Endpoint = Callable[[Request], Awaitable[Response]]


class _Language(StringConvertor):
    """The language of a page in its path, written as it is in the table."""

    regex = "|".join(LANGUAGES)


register_url_convertor("language", _Language())


def app(workers: Workers, keeper: Workers | None, hosts: frozenset[str]) -> Walls:
    """The whole of it: answered by *workers*, kept up to date by *keeper*, for requests to *hosts*."""
    inner = Starlette(
        routes=list(_paths(workers)),
        lifespan=lambda _: _lifespan(workers, keeper),
        exception_handlers={HTTPException: _not_found},
    )
    inner.router.redirect_slashes = False
    return Walls(inner, hosts, _methods, _refused)


def _paths(workers: Workers) -> Iterator[Path_]:
    """In the order in which they are tried."""
    described = Answered(200, MEDIA["json"], json.dumps(document(), ensure_ascii=False, indent=1).encode())
    yield Path_(f"{BASE}/openapi.json", _fixed(described), methods=READING)
    for name, route in API.items():
        yield Path_(BASE + route.path, _endpoint(name, route, workers), methods=["POST"] if route.post else READING)
    for name, route in HEALTH.items():
        yield Path_(route.path, _endpoint(name, route, workers), methods=READING)
    yield Path_("/", _home, methods=READING)
    for path in sorted(_STATIC.iterdir()):
        answered = Answered(200, _MEDIA[path.suffix], path.read_bytes())
        yield Path_(f"/static/{path.name}", _fixed(answered), methods=READING)
    for name, route in {**FILES, **PAGES}.items():
        methods = [*READING, "POST"] if route.post else READING
        yield Path_("/{language:language}" + route.path, _endpoint(name, route, workers), methods=methods)


@asynccontextmanager
async def _lifespan(workers: Workers, keeper: Workers | None) -> AsyncIterator[None]:
    task = asyncio.create_task(_keep(keeper)) if keeper is not None else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
        for one in (workers, keeper):
            if one is not None:
                one.end()


async def _keep(keeper: Workers) -> None:
    """Look at the content from time to time; what is wrong with it is said where it is asked for."""
    while True:
        with suppress(KbError):
            await keeper.ask(Asked("keep", FALLBACK, {}, {}, ""), 3600.0)
        await asyncio.sleep(_KEEP_EVERY)


# ------------------------------------------------------------------------------------------------------------ endpoints


def _endpoint(name: str, route: Route, workers: Workers) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        asked = await _asked(name, request)
        try:
            answered = await workers.ask(asked, route.seconds)
        except KbError as error:
            program = name in FOR_PROGRAMS
            answered = failures.of_error(error, translator(asked.language), program=program, url=asked.url)
        return _response(answered, request)

    return endpoint


async def _asked(name: str, request: Request) -> Asked:
    """The question that *request* asks; only pages have their language in the path."""
    path = dict(request.path_params)
    language = path.pop("language", None) or negotiated(request.headers.get("accept-language", ""))
    fields: dict[str, list[str]] = {}
    for key, value in request.query_params.multi_items():
        fields.setdefault(key, []).append(value)
    try:
        body = await request.body() if request.method == "POST" else b""
    except ClientDisconnect:  # or it has sent more than it may
        raise HTTPException(413) from None
    query = request.url.query
    url = request.url.path + (f"?{query}" if query else "")
    return Asked(name, language, path, fields, url, body, request.headers.get("content-type", ""))


def _response(answered: Answered, request: Request) -> Response:
    """The answer, or that it has not changed since the reader saw it last."""
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language", **answered.headers}
    if answered.status == 200 and request.method != "POST":
        weak = "W/" if answered.same else ""
        tag = hashlib.sha256(answered.same.encode() or answered.body).hexdigest()[:32]
        headers["ETag"] = f'{weak}"{tag}"'
        if _is_known(tag, request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
    return Response(answered.body, answered.status, headers, answered.media)


def _is_known(tag: str, header: str) -> bool:
    """Whether *tag* is among those of an ``If-None-Match`` header."""
    known = [one.strip().removeprefix("W/") for one in header.split(",")]
    return f'"{tag}"' in known or known == ["*"]


async def _home(request: Request) -> Response:
    language = negotiated(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 307, {"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _fixed(answered: Answered) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return _response(answered, request)

    return endpoint


# ------------------------------------------------------------------------------------------------------------- refusals

#: What is said of a request that leads nowhere, by status.
_WHY = {
    404: message(N_("there is nothing at this address")),
    413: message(N_("the file is larger than {limit} MiB"), limit=MAX_BODY // 1024**2),
}


async def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    answered = _said(dict(request.scope), status, _WHY.get(status, _WHY[404]))
    more: Mapping[str, str] = (isinstance(error, HTTPException) and error.headers) or {}
    return _response(answered._replace(headers={**answered.headers, **more}), request)


def _refused(scope: Scope, refusal: Refusal) -> tuple[str, bytes]:
    answered = _said(scope, refusal.status, refusal.why)
    return answered.media, answered.body


def _said(scope: Scope, status: int, why: Message) -> Answered:
    """A page, or a problem where programs ask, in the language of the path or else the one asked for."""
    path = scope["path"]
    first = path.split("/")[1] if "/" in path else ""
    wanted = Headers(raw=list(scope["headers"])).get("accept-language", "")
    language = first if first in LANGUAGES else negotiated(wanted)
    program = path.startswith((f"{BASE}/", "/healthz"))
    return failures.said(status, why, None, translator(language), program=program)


def _methods(path: str) -> tuple[str, ...]:
    """What may be done with *path*, whether or not there is anything."""
    if any(route.post and path == BASE + route.path for route in API.values()):
        return ("POST",)
    language, _, rest = path.removeprefix("/").partition("/")
    posted = language in LANGUAGES and any(route.post and f"/{rest}" == route.path for route in PAGES.values())
    return (*READING, "POST") if posted else READING
