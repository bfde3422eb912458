"""Who may ask what? Decided before any route is looked at, and the same headers on every answer, errors too.

Host and Origin (name and port) against an allow-list, methods, lengths. What is refused is said in the reader's language
by ``failures``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
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

#: Methods, and paths (after the language) that take POST.
READING = ("GET", "HEAD")


class Refusal(Exception):
    """A request that is not answered: its status and why."""

    def __init__(self, status: int, why: Message, allow: str = "") -> None:
        super().__init__(str(why))
        self.status = status
        self.why = why
        self.allow = allow


Refused = Callable[[Scope, Refusal], tuple[str, bytes]]


class Walls:
    """Around *app*: only what may pass reaches it. *refused* says (media type, body) of a refusal."""

    def __init__(self, app: App, hosts: Collection[str], posting: Callable[[str], bool], refused: Refused) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._posting = posting
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
        except Refusal as refusal:
            await self._refuse(scope, refusal, send_with_headers)
            return
        await self._app(scope, _bounded(receive, scope), send_with_headers)

    def check(self, scope: Scope) -> None:
        """Refuse what may not pass.

        :raises Refusal: with its status.
        """
        headers = list(scope["headers"])
        hosts = [value.decode("latin-1").lower() for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            raise Refusal(421, message(N_("this server does not answer to that name")))
        origins = [value.decode("latin-1").lower() for name, value in headers if name == b"origin"]
        if any(origin.partition("://")[2] not in self._hosts for origin in origins):
            raise Refusal(403, message(N_("requests from other sites are not answered")))
        posting = self._posting(scope["path"])
        if scope["method"] not in READING and not (posting and scope["method"] == "POST"):
            allow = "GET, HEAD, POST" if posting else "GET, HEAD"
            raise Refusal(405, message(N_("this can only be read")), allow)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_URL:
            raise Refusal(414, message(N_("the address is too long")))
        if any(name == b"content-length" and _over(value) for name, value in headers):
            raise Refusal(413, message(N_("the file is larger than {limit} MiB"), limit=MAX_BODY // 1024**2))

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
    return not length.isdigit() or int(length) > MAX_BODY


def _bounded(receive: Receive, scope: Scope) -> Receive:
    """*receive*, which gives up where a body without a length grows beyond the bound."""
    received = 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal received
        event = await receive()
        received += len(event.get("body", b""))
        if received > MAX_BODY:
            return {"type": "http.disconnect"}
        return event

    return bounded if scope["method"] == "POST" else receive


def hosts(host: str, port: int, more: Iterable[str]) -> frozenset[str]:
    """The values of a Host header that mean this server: where it listens, its loopback names, and *more* as given."""
    names = {host, "127.0.0.1", "localhost", "[::1]"} if host in ("127.0.0.1", "::1", "localhost") else {host}
    bracketed = {f"[{name}]" if ":" in name and not name.startswith("[") else name for name in names}
    return frozenset({f"{name}:{port}" for name in bracketed} | (bracketed if port == 80 else set()) | set(more))
