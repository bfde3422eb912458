"""How does the server listen, keep time and end? The only file that imports ``uvicorn`` and ``h11``."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kb.errors import N_, StorageError
from kb.ui.web.walls import HEADERS, MAX_URL, App

try:
    import resource
except ImportError:  # Windows, untested: there a process may have as many connections as it likes.
    resource = None  # type: ignore[assignment]

#: Seconds in which a request must have been received, headers and body.
RECEIVED_WITHIN = 5.0

#: Seconds in which an answer must have been made and taken.
TAKEN_WITHIN = 60.0

#: Seconds for which a connection may be silent between requests, and in which it must be closed when it should be.
IDLE_WITHIN = 5
LET_GO_WITHIN = 10.0

#: Seconds after a signal in which what is in flight may still be answered, in which it is refused, and all together.
ANSWERED_WITHIN = 3.0
ENDED_WITHIN = 4

#: Longest header of a request that arrives in pieces, in bytes.
MAX_HEADER = 16384

#: So many connections wait to be accepted.
_BACKLOG = 2048

_MAX_PORT = 65535

_RECEIVED = (h11.DONE, h11.MUST_CLOSE, h11.CLOSED)


class TimedProtocol(H11Protocol):
    """Closes a connection that does not say in time what it wants, or does not take what it asked for: it would hold a place.

    What is no HTTP is refused with the same headers as everything else.
    """

    _timer: asyncio.TimerHandle | None = None
    _phase: tuple[float, bool] | None = None

    def connection_made(self, transport: Any) -> None:
        """Of asyncio."""
        super().connection_made(transport)
        self._keep_time()

    def data_received(self, data: bytes) -> None:
        """Of asyncio."""
        super().data_received(data)
        self._keep_time()

    def on_response_complete(self) -> None:
        """Of uvicorn; may go on to what the client has sent ahead."""
        super().on_response_complete()
        self._phase = None
        self._keep_time()

    def connection_lost(self, exc: Exception | None) -> None:
        """Of asyncio."""
        self._stop()
        super().connection_lost(exc)

    def _keep_time(self) -> None:
        """Start the clock anew where something else is waited for: a request that drips in has no more time than another."""
        phase = self._waits_for()
        if phase != self._phase:
            self._stop()
            self._phase = phase
            self._timer = self.loop.call_later(phase[0], self._give_up)

    def _waits_for(self) -> tuple[float, bool]:
        """For how long to wait, and whether it is for the client to say something."""
        if self.conn.their_state in _RECEIVED or self.transport.get_write_buffer_size():
            return TAKEN_WITHIN, False
        if self.transport.is_closing():
            return LET_GO_WITHIN, False
        silent = self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]
        if silent and self.cycle is not None:
            return LET_GO_WITHIN, False
        return RECEIVED_WITHIN, True

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        receiving = self._phase is not None and self._phase[1]
        self._timer = self._phase = None
        if not receiving:
            self.transport.abort()
            return
        begun = self.conn.their_state is not h11.IDLE or bool(self.conn.trailing_data[0])
        if begun:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        self.transport.close()
        self._keep_time()

    def send_400_response(self, msg: str) -> None:
        """Of uvicorn, for what is no HTTP (any more)."""
        received = self.conn.trailing_data[0]
        if b"\n" not in received[: MAX_URL + 64] and len(received) > MAX_URL:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)
        elif len(received) > MAX_HEADER:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        else:
            self._refuse(HTTPStatus.BAD_REQUEST)
        self.transport.close()

    def _refuse(self, status: HTTPStatus) -> None:
        body = f"{status.value} {status.phrase}\n".encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
            *HEADERS,
        ]
        answer = (
            h11.Response(status_code=status.value, headers=headers, reason=status.phrase.encode()),
            h11.Data(data=body),
            h11.EndOfMessage(),
        )
        with suppress(h11.LocalProtocolError):  # an answer was being sent; it ends here
            for event in answer:
                self.transport.write(self.conn.send(event) or b"")


class _Server(uvicorn.Server):
    """Ends in time: after a while *hurry* is called, which refuses what still waits."""

    def __init__(self, config: uvicorn.Config, hurry: Callable[[], None]) -> None:
        super().__init__(config)
        self._hurry = hurry

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Of uvicorn."""
        asyncio.get_running_loop().call_later(ANSWERED_WITHIN, self._hurry)
        await super().shutdown(sockets)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at *host* and *port* (0: any that is free).

    :raises StorageError: if that cannot be had.
    """
    try:
        if port > _MAX_PORT:  # the system would take it modulo 65536
            raise OverflowError(f"0–{_MAX_PORT}")
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            # From here on nobody else gets the port; who comes early waits.
            listening.listen(_BACKLOG)
        except BaseException:
            listening.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        raise StorageError(
            N_("cannot listen at {host}, port {port}: {reason}"),
            code="cannot-listen",
            host=host,
            port=port,
            reason=getattr(error, "strerror", None) or str(error),
        ) from error
    return listening


def run(app: App, listening: socket.socket, hurry: Callable[[], None]) -> None:
    """Serve *app* until a signal ends it, within 5 s: what is in flight is answered; *hurry* refuses what still waits."""
    _allow_connections()
    server(app, hurry).run([listening])


def server(app: App, hurry: Callable[[], None]) -> uvicorn.Server:
    """What serves *app*; see :func:`run`."""
    config = uvicorn.Config(
        app,
        http=TimedProtocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        # What a client does wrong is said to the client, not to whoever looks at the terminal.
        log_level="critical",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=MAX_HEADER,
        timeout_keep_alive=IDLE_WITHIN,
        timeout_graceful_shutdown=ENDED_WITHIN,
        backlog=_BACKLOG,
    )
    return _Server(config, hurry)


def _allow_connections() -> None:
    """As many as the system lets us have: its default of 1,024 is soon used up by clients that hold theirs."""
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
