"""What happens between ``kb serve`` and the first request?"""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

from kb.errors import N_, Refused, message
from kb.ui.cli.session import Session
from kb.ui.web import server
from kb.ui.web.app import app
from kb.ui.web.walls import hosts
from kb.ui.web.workers import Workers

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(root: Path, session: Session, host: str, port: int, allowed: Sequence[str], shown: bool, count: int) -> None:
    """Listen at *host* and *port* and answer with *count* processes until a signal ends it.

    :raises Refused: if others than this machine could ask, and no name is allowed for them.
    """
    if host not in LOOPBACK:
        if not allowed:
            raise Refused(
                N_("others could reach this server, and no name is allowed for it"),
                code="host-not-allowed",
                hint=message(N_("say by which name readers may call it: --allow-host NAME:PORT")),
            )
        session.remark(message(N_("Whoever can reach this machine can read this knowledge base.")))
    listening = server.bound(host, port)
    at = listening.getsockname()[1]
    url = f"http://{f'[{host}]' if ':' in host else host}:{at}/"
    session.remark(message(N_("Serving at {url}; to end it: Ctrl+C"), url=url))
    if shown:
        webbrowser.open(url)
    answering = Workers.on(str(root), session.environment, count)
    keeping = Workers.on(str(root), session.environment, 1, keeps=True)
    server.run(app(answering, keeping, hosts(host, at, allowed)), listening)
