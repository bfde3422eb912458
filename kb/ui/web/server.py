"""How does the server listen, keep time and end? The only file that imports ``uvicorn``."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kb.errors import N_, StorageError
from kb.ui.web.walls import App

#: Seconds in which a request must have been received, headers and body.
RECEIVED_WITHIN = 5.0

#: Seconds in which everything has ended after a signal.
ENDED_WITHIN = 4


class _TimedProtocol(H11Protocol):
    """Closes a connection that does not finish saying what it wants: half-open clients hold nothing."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._await_request()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED):
            self._disarm()
        elif self._deadline is None:
            self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def _await_request(self) -> None:
        self._deadline = self.loop.call_later(RECEIVED_WITHIN, self._give_up)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        self.transport.close()


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at *host* and *port* (0: any that is free).

    :raises StorageError: if that cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise StorageError(
            N_("cannot listen at {host}, port {port}: {reason}"),
            code="cannot-listen",
            host=host,
            port=port,
            reason=error.strerror or str(error),
        ) from error
    return listening


def run(app: App, listening: socket.socket) -> None:
    """Serve *app* until a signal ends it: what is in flight is answered, and nothing is waited for longer than 5 s."""
    config = uvicorn.Config(
        app,
        http=_TimedProtocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=ENDED_WITHIN,
        backlog=2048,
    )
    uvicorn.Server(config).run([listening])
