"""What happens between ``kb serve`` and the first request?"""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from kb.errors import N_, IndexLocked, Refused, message
from kb.ui.cli.session import Session
from kb.ui.web import server
from kb.ui.web.app import app
from kb.ui.web.walls import LOOPBACK, hosts
from kb.ui.web.workers import Workers


def serve(session: Session, host: str, port: int, allowed: Sequence[str], shown: bool, count: int) -> None:
    """Listen at *host* and *port* and answer with *count* processes until a signal ends it.

    :raises Refused: if others than this machine could ask, and no name is allowed for them.
    :raises StorageError: if somebody else listens there.
    """
    here = is_loopback(host)
    if not here and not allowed:
        raise Refused(
            N_("others could reach this server, and no name is allowed for it"),
            code="host-not-allowed",
            hint=message(N_("say by which name readers may call it: --allow-host NAME:PORT")),
        )
    with server.bound(host, port) as listening:
        root = prepared(session)
        at = listening.getsockname()[1]
        called = host if here else allowed[0]
        url = f"http://{address(called, at)}/"
        if not here:
            session.remark(message(N_("Whoever can reach this machine can read this knowledge base.")))
        session.remark(message(N_("Serving at {url}; to end it: Ctrl+C"), url=url))
        if shown:
            webbrowser.open(url)
        answering = Workers.on(str(root), session.environment, count)
        keeping = Workers.on(str(root), session.environment, 1, keeps=True)

        def end() -> None:
            answering.end()
            keeping.end()

        try:
            server.run(app(answering, keeping, hosts(host, at, allowed)), listening, end)
        finally:
            end()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches *host*."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() in LOOPBACK


def address(host: str, port: int) -> str:
    """*host* with *port* unless it names one, as in a URL.

    >>> address("127.0.0.1", 8000), address("::1", 8000), address("kb.example:80", 8000)
    ('127.0.0.1:8000', '[::1]:8000', 'kb.example:80')
    """
    name = f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host
    return name if name.rpartition("]")[2].rpartition(":")[1] else f"{name}:{port}"


def prepared(session: Session) -> Path:
    """The root of the knowledge base, whose index is built or refreshed, unless another process is at it."""
    library = session.library()
    with suppress(IndexLocked):
        library.index()
    return library.settings.root
