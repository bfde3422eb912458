"""Which pages and answers are there? One row each; patterns are Starlette's."""

from __future__ import annotations

from typing import NamedTuple

from kb.ui.web.workers import DEADLINE


class Route(NamedTuple):
    """``answer`` names a function (library, asked, translator) -> Answered; ``seconds`` is when it is given up."""

    path: str
    answer: str
    seconds: float = DEADLINE
    post: bool = False


#: Pages, below ``/{language}``, by name.
PAGES = {
    "search": Route("/", "kb.ui.web.pages.search:page"),
    "statement": Route("/{source}/{id}", "kb.ui.web.pages.statement:page"),
}

#: What programs ask, below ``/api/v1``, by name.
API = {
    "api-search": Route("/search", "kb.ui.web.api:search"),
    "api-statement": Route("/statements/{source}/{id}", "kb.ui.web.api:statement"),
    "api-sources": Route("/sources", "kb.ui.web.api:sources"),
}

#: What no reader asks for: the index is brought up to date.
KEEP = {"keep": Route("", "kb.ui.web.answering:keep", 3600.0)}

ROUTES = {**PAGES, **API, **KEEP}
