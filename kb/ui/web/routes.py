"""Which pages and answers are there? One row each; patterns are Starlette's."""

from __future__ import annotations

from typing import NamedTuple

from kb.ui.web.operations import OPERATIONS
from kb.ui.web.workers import DEADLINE, PATIENT


class Route(NamedTuple):
    """``answer`` names a function (library, asked, translator) -> Answered; ``seconds`` is when it is given up."""

    path: str
    answer: str
    seconds: float = DEADLINE
    post: bool = False


#: Pages, below ``/{language}``, by name.
PAGES = {
    "search": Route("/", "kb.ui.web.pages.search:page"),
    "sources": Route("/sources", "kb.ui.web.pages.sources:page"),
    "coverage": Route("/coverage", "kb.ui.web.pages.coverage:page", PATIENT),
    "verify": Route("/verify", "kb.ui.web.pages.verify:page", PATIENT, post=True),
    "about": Route("/about", "kb.ui.web.pages.prose:about"),
    "accessibility": Route("/accessibility", "kb.ui.web.pages.prose:accessibility"),
    "api": Route("/api", "kb.ui.web.pages.prose:api"),
    "source": Route("/{source}/", "kb.ui.web.pages.source:page"),
    "statement": Route("/{source}/{id}", "kb.ui.web.pages.statement:page", PATIENT),
}

#: What other programs read, below ``/{language}``, by name; they come before pages, whose ids could look like theirs.
FILES = {
    "feed": Route("/feed.atom", "kb.ui.web.feed:feed", PATIENT),
    "statement-file": Route("/{source}/{id}.{ending}", "kb.ui.web.files:statement", PATIENT),
}

#: What programs ask, below ``operations.BASE``, by name.
API = {f"api-{name}": Route(one.path, one.answer, one.seconds, one.post) for name, one in OPERATIONS.items()}

#: Whether there is anybody who answers.
HEALTH = {"health": Route("/healthz", "kb.ui.web.api:health")}

#: What no reader asks for: the index is brought up to date.
KEEP = {"keep": Route("", "kb.ui.web.answering:keep", 3600.0)}

#: To whom refusals are said as problems rather than pages.
FOR_PROGRAMS = frozenset((*FILES, *API, *HEALTH))

ROUTES = {**PAGES, **FILES, **API, **HEALTH, **KEEP}
