"""What passes between the server and the processes that answer?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Asked(NamedTuple):
    """One request: the name of a row of ``routes.ROUTES``, the parts of its path, and the query's or form's fields.

    ``language`` is that of the page (or of messages, for the API), ``url`` the path and query as they were asked.
    """

    route: str
    language: str
    path: Mapping[str, str]
    fields: Mapping[str, Sequence[str]]
    url: str
    body: bytes = b""
    media: str = ""


class Answered(NamedTuple):
    """``body`` in the form of ``media``; ``headers`` beside those that every answer has.

    ``same`` is the same for answers that say the same, where their bodies may differ (by how long it took).
    """

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = {}
    same: str = ""
