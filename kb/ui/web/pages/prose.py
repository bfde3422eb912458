"""The pages that explain: what this is, how it can be used by everybody, what programs can ask."""

from __future__ import annotations

from kb.errors import N_
from kb.library import Library, SearchOptions
from kb.ui.messages import Translator
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.operations import BASE, OPERATIONS
from kb.ui.web.pages import parts

#: What programs can ask, in words for people.
OPERATIONS_SAID = {
    "search": N_("Statements that answer a search, with the options of the command as fields"),
    "statement": N_("A statement in all its languages"),
    "sources": N_("The sources"),
    "coverage": N_("Which language has which statement"),
    "cite": N_("The citation of a passage"),
    "verify": N_("The verdict on each quotation of a text"),
}


def about(library: Library, asked: Asked, translator: Translator) -> Answered:
    """What the knowledge base is, and how to correct it."""
    found = library.search("", asked.language, SearchOptions(limit=0))
    return parts.page(
        "about.html",
        asked,
        translator,
        library.name,
        statements=found.total,
        sources=len(found.facets["source"]),
        passages=sum(found.facets["language"].values()),
        tags=sorted(found.facets["language"]),
    )


def accessibility(library: Library, asked: Asked, translator: Translator) -> Answered:
    """How far everybody can use the pages."""
    return parts.page("accessibility.html", asked, translator, library.name)


def api(library: Library, asked: Asked, translator: Translator) -> Answered:
    """What programs can ask."""
    rows = [
        ("POST" if one.post else "GET", BASE + one.path, translator.gettext(OPERATIONS_SAID[name]))
        for name, one in OPERATIONS.items()
    ]
    return parts.page("api.html", asked, translator, library.name, operations=rows, description=f"{BASE}/openapi.json")
