"""How does a statement look in each language asked for, with its original beside it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.answers import PassageView, ShowAnswer, ShownPassage, Wordings
from kb.errors import N_, NotFound, message
from kb.hall import reporting
from kb.hall.addresses import resolve
from kb.model import Address
from kb.search.records import Stored
from kb.search.searching import Searcher
from kb.settings import Settings


class Wanted(NamedTuple):
    """What to show of a statement: ``languages``, else the address's own, else ``default``; or ``every`` that exists."""

    languages: tuple[str, ...]
    default: str
    every: bool = False
    history: bool = False
    markdown: bool = False

    def of(self, address: Address, stored: Stored) -> Sequence[str]:
        """The languages to show at *address*."""
        if self.every:
            return tuple(stored.passages)
        return self.languages or (address.language or self.default,)


def show(settings: Settings, searcher: Searcher, texts: Sequence[str], wanted: Wanted) -> ShowAnswer:
    """The passages at the addresses that *texts* spell, in their order.

    :raises NotFound: if there is no such statement, or no such version of it today.
    """
    known = searcher.ids()
    addresses = [resolve(text, known) for text in texts]
    stored = searcher.show([address.statement for address in addresses])
    folders = frozenset(address.source for address in addresses)
    past = reporting.history(settings, folders) if wanted.history else {}
    written = reporting.markdown(settings, folders) if wanted.markdown else {}
    views = [
        (_checked(searcher.view(one, language), address), searcher.view(one, one.original))
        for address in addresses
        for one in (stored[address.statement],)
        for language in wanted.of(address, one)
    ]
    return ShowAnswer(tuple(_shown(view, original, written, past, wanted.history) for view, original in views))


def _shown(
    view: PassageView,
    original: PassageView,
    written: Mapping[tuple[str, str], str],
    past: Mapping[tuple[str, str], Sequence[Wordings]],
    history: bool,
) -> ShownPassage:
    key = f"{view.source}/{view.id}", view.language
    return ShownPassage(view, original, written.get(key, view.text), past.get(key, ()) if history else None)


def _checked(view: PassageView, address: Address) -> PassageView:
    """*view*, unless *address* names another wording than today's."""
    if address.version and address.language == view.language and not view.version.startswith(address.version):
        raise NotFound(
            N_("{address} is not today's wording, which is {version}"),
            code="other-version",
            hint=message(
                N_("to see the wordings on record: kb show {address} --history"), address=str(address).partition("@")[0]
            ),
            address=str(address),
            version=view.version[:12],
        )
    return view
