"""Who may ask what? Decided before any route is looked at, and the same headers on every answer, errors too.

Host and Origin (name and port) against an allow-list, methods, lengths. What is refused is said in the reader's language
by ``failures``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping, Sequence
from typing import Any

from kb.errors import N_, Message, message

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Longest path with its query, in bytes.
MAX_URL = 4096

#: Largest body: a manuscript.
MAX_BODY = 8 * 1024 * 1024

#: On every answer. Styles, scripts, images and forms come from us and go to us; nothing else is loaded or framed.
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        b"base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

#: Names of this machine for itself.
LOOPBACK = ("127.0.0.1", "::1", "localhost")

#: Methods of every route.
READING = ("GET", "HEAD")


class Refusal(Exception):
    """A request that is not answered: its status and why."""

    def __init__(self, status: int, why: Message, allow: str = "") -> None:
        super().__init__(str(why))
        self.status = status
        self.why = why
        self.allow = allow


Refused = Callable[[Scope, Refusal], tuple[str, bytes]]
Methods = Callable[[str], Sequence[str]]


class Walls:
    """Around *app*: only what may pass reaches it. *methods* says those of a path, *refused* (media type, body) of a refusal."""

    def __init__(self, app: App, hosts: Collection[str], methods: Methods, refused: Refused) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._methods = methods
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_with_headers(event: MutableMapping[str, Any]) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": [*event.get("headers", ()), *HEADERS]}
            await send(event)

        try:
            self.check(scope)
            body = await _body(receive) if scope["method"] == "POST" else b""
        except Refusal as refusal:
            await self._refuse(scope, refusal, send_with_headers)
        except _GoneAway:
            return
        else:
            await self._app(scope, _replayed(body, receive), send_with_headers)

    def check(self, scope: Scope) -> None:
        """Refuse what may not pass.

        :raises Refusal: with its status.
        """
        headers = list(scope["headers"])
        hosts = [value.decode("latin-1").lower() for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            raise Refusal(421, message(N_("this server does not answer to that name")))
        origins = [value.decode("latin-1").lower() for name, value in headers if name == b"origin"]
        if not all(self._is_ours(origin) for origin in origins):
            raise Refusal(403, message(N_("requests from other sites are not answered")))
        methods = self._methods(scope["path"])
        if scope["method"] not in methods:
            why = message(N_("this can only be read") if "GET" in methods else N_("this is asked with POST"))
            raise Refusal(405, why, ", ".join(methods))
        if scope["http_version"] not in ("1.0", "1.1"):
            raise Refusal(505, message(N_("this request is not understood")))
        if not scope["path"].startswith("/"):
            raise Refusal(400, message(N_("this request is not understood")))
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_URL:
            raise Refusal(414, message(N_("the address is too long")))
        if any(name == b"content-length" and _over(value) for name, value in headers):
            raise _too_large()

    def _is_ours(self, origin: str) -> bool:
        scheme, _, host = origin.partition("://")
        return scheme in ("http", "https") and host in self._hosts

    async def _refuse(self, scope: Scope, refusal: Refusal, send: Send) -> None:
        media, body = self._refused(scope, refusal)
        headers = [(b"content-type", media.encode()), (b"content-length", str(len(body)).encode())]
        if refusal.allow:
            headers.append((b"allow", refusal.allow.encode()))
        # What was not read of a refused request must not be taken for the next one.
        headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _over(length: bytes) -> bool:
    return not length.isdigit() or len(length) > 9 or int(length) > MAX_BODY


def _too_large() -> Refusal:
    return Refusal(413, message(N_("the file is larger than {limit} MiB"), limit=MAX_BODY // 1024**2))


class _GoneAway(Exception):
    """The client left before it had said everything."""


async def _body(receive: Receive) -> bytes:
    """The whole body, at most so much, whether or not its length was stated."""
    parts, received = [], 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise _GoneAway
        parts.append(event.get("body", b""))
        received += len(parts[-1])
        if received > MAX_BODY:
            raise _too_large()
        if not event.get("more_body"):
            return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """*receive* as it was before *body* was taken from it. The body of a GET means nothing and is not handed on."""
    events = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def replayed() -> MutableMapping[str, Any]:
        return next(events, None) or await receive()

    return replayed


def hosts(host: str, port: int, more: Iterable[str]) -> frozenset[str]:
    """The values of a Host header that mean this server: where it listens, its loopback names, and *more*.

    Those hold as they are given and with our port: behind a proxy readers use another, or none.
    """
    names = {f"[{name}]" if ":" in name and not name.startswith("[") else name for name in {host, *LOOPBACK}}
    named = {*more, *(f"{name}:{port}" for name in more if not _has_port(name))}
    return frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()) | named)


def _has_port(name: str) -> bool:
    return name.rpartition("]")[2].rpartition(":")[2].isdigit()
