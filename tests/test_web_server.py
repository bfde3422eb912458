"""What do clients get that do not keep to HTTP, or take their time? Over real connections."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from kb.errors import StorageError
from kb.ui.web import server
from kb.ui.web.walls import HEADERS, MAX_BODY, Receive, Refusal, Scope, Send, Walls

HOST = b"Host: kb.example\r\n"

#: Seconds, instead of those that readers have.
SHORT = 0.6


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """Says how much it received; ``/large`` has a large answer, ``/slow`` takes its time."""
    if scope["type"] == "lifespan":
        for _ in range(2):
            event = await receive()
            await send({"type": f"{event['type']}.complete"})
        return
    body = (await receive())["body"]
    if scope["path"] == "/slow":
        await asyncio.sleep(0.3)
    answer = b"x" * 20_000_000 if scope["path"] == "/large" else b"%s %d\n" % (scope["path"].encode(), len(body))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(answer))]})
    await send({"type": "http.response.body", "body": answer})


def refused(_scope: Scope, refusal: Refusal) -> tuple[str, bytes]:
    """A refusal, as short as can be."""
    return "text/plain", str(refusal.why).encode()


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """Where a server with little patience listens, which takes POST at ``/post``."""
    monkeypatch.setattr(server, "RECEIVED_WITHIN", SHORT)
    monkeypatch.setattr(server, "TAKEN_WITHIN", 2 * SHORT)
    walls = Walls(inner, ["kb.example"], lambda path: ("POST",) if path == "/post" else ("GET", "HEAD"), refused)
    with closing(server.bound("127.0.0.1", 0)) as listening:
        at = listening.getsockname()
        one = server.server(walls, lambda: None)
        thread = threading.Thread(target=one.run, args=([listening],))
        thread.start()
        yield at
        one.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def received(connection: socket.socket) -> bytes:
    """Everything until the server closes the connection, which it must."""
    parts = []
    with suppress(ConnectionResetError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def exchange(address: tuple[str, int], *pieces: bytes, pause: float = 0.05) -> bytes:
    """What comes back for *pieces*, sent one after the other, until the server closes."""
    with socket.create_connection(address, 10) as connection:
        for number, piece in enumerate(pieces):
            if number:
                time.sleep(pause)
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(piece)
        return received(connection)


def statuses(answer: bytes) -> list[int]:
    """The status of each answer."""
    return [int(status) for status in re.findall(rb"^HTTP/1\.1 ([0-9]{3})", answer, re.MULTILINE)]


CLOSE = b"Connection: close\r\n\r\n"

NOT_OURS = {
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "no Host, as was once allowed": (b"GET / HTTP/1.0\r\n\r\n", 421),
    "two Hosts": (b"GET / HTTP/1.1\r\nHost: kb.example\r\nHost: evil.example\r\n\r\n", 400),
    "two Hosts, as was once allowed": (b"GET / HTTP/1.0\r\nHost: kb.example\r\nHost: kb.example\r\n\r\n", 400),
    "another server's address": (b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + CLOSE, 400),
    "our address as for a proxy": (b"GET http://kb.example/ HTTP/1.1\r\n" + HOST + CLOSE, 400),
    "a tunnel": (b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + CLOSE, 405),
    "the whole server": (b"OPTIONS * HTTP/1.1\r\n" + HOST + CLOSE, 405),
    "NUL in a header": (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n", 400),
    "NUL in the address": (b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a carriage return in a header": (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\rX-Evil: b\r\n\r\n", 400),
    "a space before the colon": (b"GET / HTTP/1.1\r\n" + HOST + b"X : a\r\n\r\n", 400),
    "a header without a name": (b"GET / HTTP/1.1\r\n" + HOST + b": a\r\n\r\n", 400),
    "letters beyond ASCII in the address": ("GET /é HTTP/1.1\r\n".encode() + HOST + b"\r\n", 400),
    "no HTTP at all": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n" * 4, 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 421),
    "HTTP/9.9": (b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", 505),
    "a length that is none": (b"POST /post HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", 400),
    "two lengths": (b"POST /post HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    "an unknown coding": (b"POST /post HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\nab", 400),
    "a chunk that is none": (b"POST /post HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    "too much, said before": (b"POST /post HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % (MAX_BODY + 1), 413),
    "too much, and is it wanted": (
        b"POST /post HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY + 1),
        413,
    ),
    "a long address": (b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\n" + HOST + CLOSE, 414),
    "a very long address": (b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\n" + HOST + CLOSE, 414),
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_what_may_not_pass_is_refused_and_the_connection_closed(name: str, address: tuple[str, int]) -> None:
    """Whatever is sent: one refusal, with the headers that protect readers, and nothing after it is listened to."""
    request, status = NOT_OURS[name]
    answer = exchange(address, request)
    assert statuses(answer) == [status], answer[:200]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    for header, value in HEADERS:
        assert header + b": " + value.lower() in head
    assert b"evil" not in answer
    assert b"\nserver:" not in head


def test_a_long_header_in_pieces_is_refused_before_it_ends(address: tuple[str, int]) -> None:
    """It is not kept in memory until its end comes."""
    pieces = [b"GET / HTTP/1.1\r\n" + HOST + b"X: ", *[b"x" * 4000] * 6]
    assert statuses(exchange(address, *pieces)) == [431]


def test_a_body_of_unknown_length_is_refused_where_it_is_too_large(address: tuple[str, int]) -> None:
    """Chunks are counted; nobody waits for the last one."""
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    head = b"POST /post HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(address, 10) as connection:
        connection.sendall(head)
        with suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(MAX_BODY // 0x100000):
                connection.sendall(chunk)
        connection.sendall(b"1\r\n")
        connection.sendall(b"x\r\n")
        assert statuses(connection.recv(65536)) == [413]


@pytest.mark.parametrize(
    "coding",
    [b"Content-Length: 5\r\n\r\nhello", b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"],
)
def test_a_body_is_handed_on_whole(coding: bytes, address: tuple[str, int]) -> None:
    """However its length is said."""
    assert exchange(address, b"POST /post HTTP/1.1\r\n" + HOST + b"Connection: close\r\n" + coding).endswith(
        b"/post 5\n"
    )


def test_who_asks_whether_a_body_is_wanted_is_told(address: tuple[str, int]) -> None:
    """``100 Continue``, and only then is it sent."""
    head = b"POST /post HTTP/1.1\r\n" + HOST + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    assert statuses(exchange(address, head, b"hello", pause=0.2)) == [100, 200]


@pytest.mark.parametrize("protocol", [b"websocket", b"h2c", b"TLS/1.0"])
def test_no_other_protocol_is_spoken(protocol: bytes, address: tuple[str, int]) -> None:
    """Who offers one is answered as if not."""
    head = b"GET /a HTTP/1.1\r\n" + HOST + b"Connection: close, Upgrade\r\nUpgrade: " + protocol
    answer = exchange(
        address, head + b"\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    assert statuses(answer) == [200]


@pytest.mark.parametrize(
    "smuggled", [b"0\r\n\r\nGET /b HTTP/1.1\r\nX: ", b"5\r\nhello\r\n0\r\n\r\nGET /b HTTP/1.1\r\nX: "]
)
def test_two_lengths_are_no_two_requests(smuggled: bytes, address: tuple[str, int]) -> None:
    """Where a length and chunks disagree, what follows the body is never taken for a request without a Host."""
    head = b"POST /post HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = exchange(address, head + smuggled + b"y\r\n\r\n")
    assert b"/b " not in answer


def test_what_is_sent_ahead_is_answered_in_order(address: tuple[str, int]) -> None:
    """Pipelining: each gets its answer, the slow one first if it came first; nothing after a refusal is answered."""
    requests = [b"GET /%s HTTP/1.1\r\n" % path + HOST + b"\r\n" for path in (b"slow", b"a", b"b")]
    evil = b"GET /c HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    answer = exchange(address, b"".join([*requests, evil, *requests]))
    assert statuses(answer) == [200, 200, 200, 421]
    assert answer.index(b"/slow ") < answer.index(b"/a ") < answer.index(b"/b ")


def test_the_body_of_a_get_means_nothing(address: tuple[str, int]) -> None:
    """Nor does it become the next request."""
    body = b"GET /b HTTP/1.1\r\n" + HOST + b"\r\n"
    head = b"GET /a HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(body)
    answer = exchange(address, head + body + b"GET /c HTTP/1.1\r\n" + HOST + CLOSE)
    assert [line for line in answer.splitlines() if line.startswith(b"/")] == [b"/a 0", b"/c 0"]


SLOW = {
    "nothing": (b"", []),
    "half a header": (b"GET / HTTP/1.1\r\nHo", [408]),
    "no end of headers": (b"GET / HTTP/1.1\r\n" + HOST, [408]),
    "half a body": (b"POST /post HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\nhello", [408]),
    "half a chunk": (b"POST /post HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhe", [408]),
    "half a body, sent ahead": (
        b"GET /a HTTP/1.1\r\n" + HOST + b"\r\nPOST /post HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\nhello",
        [200, 408],
    ),
    "half a header, sent ahead": (b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\nGET /a HT", [200, 408]),
    "half a body that nobody wanted": (
        b"GET /a HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\nhello",
        [200],
    ),
}


@pytest.mark.parametrize("name", SLOW)
def test_who_does_not_say_everything_in_time_is_not_waited_for(name: str, address: tuple[str, int]) -> None:
    """Whatever is missing, also of what was sent ahead."""
    request, expected = SLOW[name]
    start = time.monotonic()
    assert statuses(exchange(address, request)) == expected
    assert time.monotonic() - start > SHORT / 2


@pytest.mark.parametrize(
    "head", [b"GET / HTTP/1.1\r\nX: ", b"POST /post HTTP/1.1\r\n" + HOST + b"Content-Length: 1000\r\n\r\n"]
)
def test_who_says_it_drop_by_drop_has_no_more_time(head: bytes, address: tuple[str, int]) -> None:
    """Each drop does not begin the time anew: sending goes on only until the server has closed."""
    with socket.create_connection(address, 10) as connection:
        connection.sendall(head)
        with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012
            for _ in range(1000):
                connection.sendall(b"x")
                time.sleep(0.05)


def test_who_does_not_take_the_answer_does_not_hold_it_for_ever(address: tuple[str, int]) -> None:
    """A large answer that is not read is thrown away with its connection."""
    with socket.create_connection(address, 10) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\n" + HOST + b"\r\n")
        time.sleep(4 * SHORT)
        assert len(received(connection)) < 20_000_000


def test_who_is_half_there_does_not_hold_the_others(address: tuple[str, int]) -> None:
    """Two hundred that say nothing, or half of it, and one that asks meanwhile."""
    halves = [socket.create_connection(address, 10) for _ in range(200)]
    try:
        for number, half in enumerate(halves):
            half.sendall(
                (b"", b"GET / HT", b"POST /post HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n\r\nx")[number % 3]
            )
        for _ in range(20):
            assert statuses(exchange(address, b"GET /a HTTP/1.1\r\n" + HOST + CLOSE)) == [200]
        for half in halves:
            half.settimeout(10)
            assert 200 not in statuses(received(half))
    finally:
        for half in halves:
            half.close()


def test_a_port_is_had_once() -> None:
    """Who comes second is told so, also before the first answers; so is who asks for what no port can be."""
    with closing(server.bound("127.0.0.1", 0)) as listening:
        for host, port in [
            ("127.0.0.1", listening.getsockname()[1]),
            ("127.0.0.1", 70000),
            ("no.such.host.invalid", 0),
        ]:
            with pytest.raises(StorageError) as error:
                server.bound(host, port).close()
            assert error.value.code == "cannot-listen"
