"""How does a statement look in each language asked for, with its original beside it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kb.answers import Earlier, PassageView, ShowAnswer, ShownPassage, Wordings
from kb.hall import reporting
from kb.hall.addresses import resolve
from kb.lazy import LazyModule
from kb.model import Address, State
from kb.search.records import Stored
from kb.search.searching import Searcher
from kb.settings import Settings
from kb.text import version

if TYPE_CHECKING:
    from kb import differences
    from kb.hall import reading, wordings
else:
    differences, reading, wordings = (
        LazyModule(name) for name in ("kb.differences", "kb.hall.reading", "kb.hall.wordings")
    )


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

    An address with a version is answered with just that wording, today's or an earlier one on record.

    :raises NotFound: if there is no such statement, or there never was such a wording of it.
    """
    known = searcher.ids()
    addresses = [resolve(text, known) for text in texts]
    stored = searcher.show([address.statement for address in addresses])
    folders = frozenset(address.source for address in addresses)
    past = reporting.history(settings, stored) if wanted.history else {}
    written = reporting.markdown(settings, folders) if wanted.markdown else {}
    passages: list[ShownPassage] = []
    for address in addresses:
        one = stored[address.statement]
        for language in wanted.of(address, one):
            view, original = searcher.view(one, language), searcher.view(one, one.original)
            shown = _shown(view, original, written, past, wanted.history)
            if _another(one, language, address):
                shown = _earlier(settings, shown, address)
            elif language in one.passages and one.passages[language].outdated:
                shown = shown._replace(translated_from=_translated_from(settings, one, language))
            passages.append(shown)
    return ShowAnswer(tuple(passages))


def _shown(
    view: PassageView,
    original: PassageView,
    written: Mapping[tuple[str, str], str],
    past: Mapping[tuple[str, str], Sequence[Wordings]],
    history: bool,
) -> ShownPassage:
    key = f"{view.source}/{view.id}", view.language
    return ShownPassage(view, original, written.get(key, view.text), past.get(key, ()) if history else None)


def _translated_from(settings: Settings, one: Stored, language: str) -> Wordings | None:
    """What the outdated passage of *one* in *language* translates."""
    content = reading.read(settings, frozenset({one.source})).sources[one.source]
    line = wordings.translated_from(content, one.id, language)
    if line is None:
        return None
    changed = differences.word_diff(line.text, one.passages[one.original].text)
    return Wordings(line.version, line.text, line.date, line.release, tuple(changed))


def _another(stored: Stored, language: str, address: Address) -> bool:
    """Whether *address* names, for *language*, another wording than today's."""
    if address.version is None or address.language != language:
        return False
    passage = stored.passages.get(language)
    return passage is None or not version(passage.text).startswith(address.version)


def _earlier(settings: Settings, shown: ShownPassage, address: Address) -> ShownPassage:
    """The wording on record that *address* names, in place of today's.

    Nobody knows any more how a translation stood then: it counts as one that was not reviewed.
    """
    corpus = reading.read(settings, frozenset({address.source}))
    line, today, change = wordings.earlier(corpus.sources[address.source], address, corpus.glossary)
    view, language = shown.passage, address.language or shown.original.language
    then = view._replace(
        address=str(address._replace(version=line.version)),
        version=line.version,
        text=line.text,
        language=language,
        fallback_reason=None,
        state=(State.FINAL if language == view.original_language else State.TRANSLATED).value,
        produced_by=None,
        unconfirmed=False,
        outdated=False,
        change=None,
    )
    since = Earlier(
        line.date,
        line.release,
        str(address._replace(version=today.version)) if today else None,
        change.value,
        tuple(differences.word_diff(line.text, today.text)) if today else (),
    )
    return shown._replace(passage=then, markdown=line.text, earlier=since)
