"""Which request goes where? The only file that imports ``fastapi`` and ``starlette``.

Nothing is answered here but style sheets: every question goes to a process of ``workers``.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from kb import __version__
from kb.errors import N_, KbError, message
from kb.languages import FALLBACK, LANGUAGES, closest
from kb.ui.web import failures
from kb.ui.web.answering import translator
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.negotiation import negotiated
from kb.ui.web.routes import API, PAGES, Route
from kb.ui.web.walls import Refusal, Scope, Walls
from kb.ui.web.workers import Workers

_STATIC = Path(__file__).parent / "static"
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

_API = "/api/v1"

#: Seconds between looks at the content.
_KEEP_EVERY = 2.0

Endpoint = Callable[[Request], Awaitable[Response]]


def app(workers: Workers, keeper: Workers | None, hosts: frozenset[str]) -> Walls:
    """The whole of it: answered by *workers*, kept up to date by *keeper*, for requests to *hosts*."""
    inner = FastAPI(
        title="kb",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{_API}/openapi.json",
        lifespan=_lifespan(workers, keeper),
        redirect_slashes=False,
    )
    for name, route in API.items():
        endpoint = _endpoint(name, route, workers)
        inner.add_api_route(_API + route.path, endpoint, methods=["GET"], name=name, operation_id=name)
        inner.add_route(_API + route.path, endpoint, ["HEAD"], f"{name}-head", False)
    for name, route in PAGES.items():
        methods = ["GET", "HEAD", "POST"] if route.post else ["GET", "HEAD"]
        inner.add_route("/{language}" + route.path, _endpoint(name, route, workers), methods, name, False)
    inner.add_route("/", _home, ["GET", "HEAD"], "home", False)
    for path in sorted(_STATIC.iterdir()):
        inner.add_route(f"/static/{path.name}", _file(path), ["GET", "HEAD"], path.name, False)
    inner.add_exception_handler(HTTPException, _not_found)
    return Walls(inner, hosts, _takes_post, _refused)


def _lifespan(workers: Workers, keeper: Workers | None) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(_keep(keeper)) if keeper is not None else None
        try:
            yield
        finally:
            if task is not None:
                task.cancel()
            for one in (workers, keeper):
                if one is not None:
                    one.end()

    return lifespan


async def _keep(keeper: Workers) -> None:
    """Look at the content from time to time; what is wrong with it is said where it is asked for."""
    while True:
        with suppress(KbError):
            await keeper.ask(Asked("keep", FALLBACK, {}, {}, ""), 3600.0)
        await asyncio.sleep(_KEEP_EVERY)


# ------------------------------------------------------------------------------------------------------------ endpoints


def _endpoint(name: str, route: Route, workers: Workers) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        language = _language(request)
        if language is None:
            raise HTTPException(404)
        path = {key: value for key, value in request.path_params.items() if key != "language"}
        fields: dict[str, list[str]] = {}
        for key, value in request.query_params.multi_items():
            fields.setdefault(key, []).append(value)
        body = await request.body() if request.method == "POST" else b""
        media = request.headers.get("content-type", "")
        asked = Asked(name, language, path, fields, _url(request), body, media)
        try:
            answered = await workers.ask(asked, route.seconds)
        except KbError as error:
            answered = failures.of_error(error, translator(language), program=name in API, url=asked.url)
        return _response(answered, request)

    return endpoint


def _language(request: Request) -> str | None:
    """The language of a page is in its path, and must be written as it is; that of the API in ``lang``."""
    if "language" in request.path_params:
        named = request.path_params["language"]
        return named if named in LANGUAGES else None
    asked_for = request.query_params.get("lang", "").partition(",")[0]
    return closest(asked_for) or negotiated(request.headers.get("accept-language", ""))


def _url(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def _response(answered: Answered, request: Request) -> Response:
    """The answer, or that it has not changed since the reader saw it last."""
    headers = {"Cache-Control": "no-cache", **answered.headers}
    if answered.status == 200 and request.method != "POST":
        tag = f'"{hashlib.sha256(answered.body).hexdigest()[:32]}"'
        headers |= {"ETag": tag, "Vary": "Accept-Language"}
        if tag in [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
    return Response(answered.body, answered.status, headers, answered.media)


async def _home(request: Request) -> Response:
    language = negotiated(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 307, {"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _file(path: Path) -> Endpoint:
    answered = Answered(200, _MEDIA[path.suffix], path.read_bytes())

    async def endpoint(request: Request) -> Response:
        return _response(answered, request)

    return endpoint


# ------------------------------------------------------------------------------------------------------------- refusals


async def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    scope = dict(request.scope)
    answered = _said(scope, status, message(N_("there is nothing at this address")))
    return _response(answered, request)


def _refused(scope: Scope, refusal: Refusal) -> tuple[str, bytes]:
    answered = _said(scope, refusal.status, refusal.why)
    return answered.media, answered.body


def _said(scope: Scope, status: int, why: Any) -> Answered:
    path = scope["path"]
    first = path.split("/")[1] if "/" in path else ""
    wanted = Headers(raw=list(scope["headers"])).get("accept-language", "")
    language = first if first in LANGUAGES else negotiated(wanted)
    return failures.said(status, why, None, translator(language), program=path.startswith(_API))


def _takes_post(path: str) -> bool:
    language, _, rest = path.lstrip("/").partition("/")
    return any(route.post and f"/{rest}" == route.path for route in PAGES.values()) and language in LANGUAGES
