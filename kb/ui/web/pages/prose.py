"""The pages that explain: what this is, how it can be used by everybody, what programs can ask."""

from __future__ import annotations

from kb.library import Library, SearchOptions
from kb.ui.messages import Translator, catalog
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts


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
        translated=catalog(asked.language) is not None,
    )


def accessibility(library: Library, asked: Asked, translator: Translator) -> Answered:
    """How far everybody can use the pages."""
    return parts.page("accessibility.html", asked, translator, library.name)


def api(library: Library, asked: Asked, translator: Translator) -> Answered:
    """What programs can ask."""
    return parts.page("api.html", asked, translator, library.name)
