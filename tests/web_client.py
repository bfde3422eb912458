"""How does a test ask the server without a network and without other processes?"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx

from kb.ui.web.answering import Answerer
from kb.ui.web.app import app
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.walls import hosts

HOST = "127.0.0.1:8000"


class Here:
    """Stands for the processes that answer: answers in this one."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.answerer = Answerer(str(root), {"KB_CACHE": str(cache)}, keeps=True)

    async def ask(self, asked: Asked, _seconds: float = 0) -> Answered:
        """The answer."""
        return self.answerer.answer(asked)

    def end(self) -> None:
        """Nothing to end."""


class Client:
    """Asks the whole server, walls and all; *workers* answer."""

    def __init__(self, workers: Any) -> None:
        self.app = app(workers, None, hosts("127.0.0.1", 8000, ()))

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        """One request as a client on this machine makes it."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
                return await client.request(method, url, **more)

        return asyncio.run(asked())

    def get(self, url: str, **more: Any) -> httpx.Response:
        """What is at *url*."""
        return self.ask("GET", url, **more)

    def post(self, url: str, **more: Any) -> httpx.Response:
        """What is answered to something sent to *url*."""
        return self.ask("POST", url, **more)
