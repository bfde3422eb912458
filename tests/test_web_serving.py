"""Does ``kb serve`` go on answering whatever happens to processes, index and content, and does it end when told to?"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from kb.search.generations import current_name
from kb.ui.web.serving import address, is_loopback
from tests.knowledge_bases import edit, written

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes by /proc")

URLS = ("/de/", "/de/?q=Bahnhof", "/fi/cycling-2023/f1", "/api/v1/search?q=Bahnhof", "/api/v1/sources", "/nowhere")

#: The command line. What is given up by the clock is tested elsewhere: here a busy machine must not make a refusal of it.
#: Whoever runs the tests in the background has SIGINT ignored, and children inherit that.
PROGRAM = (
    *(sys.executable, "-W", "error", "-c"),
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from kb.ui.web import workers; workers.DEADLINE = 60.0; "
    "from kb.ui.cli import main; sys.exit(main())",
)


class Serving(NamedTuple):
    """A server, and where it listens."""

    process: subprocess.Popen[str]
    port: int
    root: Path

    def status(self, url: str) -> int:
        """The status of the answer to *url*."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)) as connection:
            connection.request("GET", url)
            return connection.getresponse().status

    def body(self, url: str) -> bytes:
        """The answer to *url*."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)) as connection:
            connection.request("GET", url)
            return connection.getresponse().read()

    def workers(self) -> list[int]:
        """The processes that it has started."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [int(pid) for one in children for pid in one.read_text().split()]
        return [pid for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def until(holds: Callable[[], object], seconds: float = 180.0) -> bool:
    """Whether *holds* becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    """Whether the process runs."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextmanager
def serving(root: Path, cache: Path) -> Iterator[Serving]:
    """``kb serve`` with two processes on *root*, at any port that is free."""
    environment = {**os.environ, "KB_CACHE": str(cache), "KB_LANG": "en"}
    command = [*PROGRAM, "--root", str(root), "serve", "--port", "0", "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr is not None
    try:
        while (found := re.match(r"Serving at http://127\.0\.0\.1:(\d+)/", process.stderr.readline())) is None:
            assert process.poll() is None
        one = Serving(process, int(found[1]), root)
        assert one.status("/de/") == 200
        assert until(lambda: len(one.workers()) == 3)
        yield one
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.fixture
def server(toy_root: Path, cache: Path) -> Iterator[Serving]:
    """A server on a copy of the toy."""
    with serving(toy_root, cache) as one:
        yield one


class Load:
    """Sixteen clients that ask one question after the other while the ``with`` lasts; ``answers`` counts statuses.

    A request that was sent before ``over`` is set and not answered counts as ``lost``.
    """

    def __init__(self, server: Serving) -> None:
        self.answers: Counter[object] = Counter()
        self.over = threading.Event()
        self._server = server
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(16)]

    def _ask(self, number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=40)
        while not self.over.is_set():
            url = URLS[number % len(URLS)]
            number += 1
            try:
                connection.request("GET", url)
                before = not self.over.is_set()
                response = connection.getresponse()
                response.read()
                self.answers[url, response.status] += 1
            except (OSError, http.client.HTTPException) as error:
                if before:
                    self.answers["lost", type(error).__name__] += 1
                connection.close()
        connection.close()

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()

    def wait(self, more: int = 100) -> None:
        """Go on until so many more are answered."""
        enough = self.answers.total() + more
        assert until(lambda: self.answers.total() >= enough)

    def wrong(self) -> dict[object, int]:
        """How often which answer was not what is expected where nothing is broken."""
        return {one: count for one, count in self.answers.items() if one not in EXPECTED}


EXPECTED = {(url, 404 if url == "/nowhere" else 200) for url in URLS}


def test_no_request_fails_while_the_index_is_swapped(server: Serving) -> None:
    """Five edits, five generations, and nobody who asks meanwhile notices; in the end the last edit is found."""
    names = {current_name(server.root / "search_index")}
    with Load(server) as load:
        for number in range(5):
            edit(server.root / "content" / "cycling-2023" / "de.md", "Bahnhof", f"Bahnhof Nummer{number}")
            assert until(lambda: current_name(server.root / "search_index") not in names)
            names.add(current_name(server.root / "search_index"))
            load.wait(50)
    assert load.wrong() == {}
    assert b'"total": 2' in server.body("/api/v1/search?q=Nummer4")


def test_no_request_fails_when_the_index_is_deleted(server: Serving) -> None:
    """It is a cache: what is open goes on answering while it is built anew."""
    with Load(server) as load:
        load.wait()
        shutil.rmtree(server.root / "search_index")
        assert until(lambda: current_name(server.root / "search_index") is not None)
        load.wait()
    assert load.wrong() == {}


def test_a_broken_file_is_not_there_and_the_others_are(server: Serving) -> None:
    """Statements of sound files are served, nothing fails, and what is mended comes back."""
    path = server.root / "content" / "cycling-2023" / "fi.md"
    sound = path.read_bytes()
    with Load(server) as load:
        before = current_name(server.root / "search_index")
        path.write_bytes(b"---\nsource: [[[\n")
        assert until(lambda: current_name(server.root / "search_index") != before)
        load.wait()
        broken = current_name(server.root / "search_index")
        path.write_bytes(sound)
        assert until(lambda: current_name(server.root / "search_index") != broken)
        load.wait()
    assert load.wrong() == {}


def test_a_process_that_is_killed_is_replaced(server: Serving) -> None:
    """Who waited for it is asked to try again (503); the next are answered."""
    with Load(server) as load:
        for _ in range(5):
            load.wait(20)
            for pid in server.workers():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    assert load.wrong().keys() <= {(url, 503) for url in URLS}
    assert server.status("/de/") == 200
    assert until(lambda: len(server.workers()) == 3)


def test_a_signal_ends_it_in_time_and_what_is_in_flight_is_answered(server: Serving) -> None:
    """SIGTERM under load: out within five seconds, and no request that was sent before goes without an answer."""
    workers = server.workers()
    with Load(server) as load:
        load.wait()
        load.over.set()
        start = time.monotonic()
        server.process.terminate()
        server.process.wait(10)
        assert time.monotonic() - start <= 5.0
    assert load.wrong() == {}
    assert until(lambda: not any(map(alive, workers)), 5)


def test_an_interruption_is_no_accident(server: Serving) -> None:
    """Ctrl+C reaches all processes of the terminal: one word, the usual exit code, and nobody is left."""
    workers = server.workers()
    for pid in [server.process.pid, *workers]:
        os.kill(pid, signal.SIGINT)
    assert server.process.wait(10) == 130
    assert server.process.stderr is not None
    assert server.process.stderr.read().strip() == "Interrupted."
    assert until(lambda: not any(map(alive, workers)), 5)


def test_nobody_outlives_a_server_that_is_killed(server: Serving) -> None:
    """Also who is in the middle of something."""
    workers = server.workers()
    server.process.kill()
    assert until(lambda: not any(map(alive, workers)), 5)


def test_two_servers_share_a_knowledge_base(server: Serving, cache: Path) -> None:
    """Each follows what either of them builds."""
    with serving(server.root, cache) as other, Load(server) as one, Load(other) as two:
        before = current_name(server.root / "search_index")
        edit(server.root / "content" / "cycling-2023" / "de.md", "Bahnhof", "Bahnhof Nummer7")
        assert until(lambda: current_name(server.root / "search_index") != before)
        one.wait()
        two.wait()
    assert one.wrong() == two.wrong() == {}


def test_a_port_in_use_is_said_before_anything_is_built(server: Serving, tmp_path: Path, cache: Path) -> None:
    """One sentence, exit code 5."""
    root = written(tmp_path / "other", {})
    command = [*PROGRAM, "--root", str(root), "serve", "--port", str(server.port)]
    environment = {**os.environ, "KB_CACHE": str(cache), "KB_LANG": "en"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert f"cannot listen at 127.0.0.1, port {server.port}" in done.stderr
    assert not (root / "search_index").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "kb.example"])
def test_others_are_served_only_by_a_name_that_was_allowed(host: str, toy_root: Path, cache: Path) -> None:
    """Beyond loopback ``--allow-host`` is needed."""
    command = [*PROGRAM, "--root", str(toy_root), "serve", "--port", "0", "--host", host]
    environment = {**os.environ, "KB_CACHE": str(cache), "KB_LANG": "en"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert "--allow-host" in done.stderr


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("LocalHost", True), ("::", False), ("10.0.0.1", False)],
)
def test_only_loopback_is_this_machine(host: str, here: bool) -> None:
    """By number, or by its one name."""
    assert is_loopback(host) is here


def test_an_address_is_written_as_in_a_url() -> None:
    """IPv6 in brackets; a port that is named stays."""
    assert address("::1", 80) == "[::1]:80"
    assert address("[::1]:81", 80) == "[::1]:81"
    assert address("kb.example", 80) == "kb.example:80"
    assert address("kb.example:443", 80) == "kb.example:443"
