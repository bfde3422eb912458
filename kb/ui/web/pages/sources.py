"""The page of all sources."""

from __future__ import annotations

from kb.library import Library, SearchOptions
from kb.ui.messages import Translator
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """Sources that have statements which are not drafts, by their titles."""
    names = library.names(asked.language)
    counts = library.search("", asked.language, SearchOptions(limit=0)).facets["source"]
    ordered = sorted(counts, key=lambda id: (names.sources[id].casefold(), id))
    rows = [(id, names.sources[id], names.written_in[id], counts[id]) for id in ordered]
    return parts.page("sources.html", asked, translator, library.name, sources=rows)
