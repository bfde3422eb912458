"""What has happened lately: which statements were corrected, what was released?"""

from __future__ import annotations

from collections.abc import Iterator

from kb.answers import News, NewsAnswer
from kb.hall import folders
from kb.hall.opening import Opened, Progress
from kb.settings import Settings

#: So much is news.
MOST = 100


def news(settings: Settings, opened: Opened, language: str, progress: Progress) -> NewsAnswer:
    """Corrections and releases, the newest first; statements in *language* or else in the original."""
    shared, reports = folders.read(settings, progress)
    released = {release for report in reports for release in report.facts.releases}
    happened = [*_corrections(opened, language), *(News("release", day, name) for day, name in released)]
    ordered = sorted(happened, key=lambda one: (one.date, one.kind, one.name, one.address, one.reason), reverse=True)
    return NewsAnswer(shared.base.name, shared.base.permalink, tuple(ordered[:MOST]))


def _corrections(opened: Opened, language: str) -> Iterator[News]:
    for stored in opened.searcher.corrected():
        view = opened.searcher.view(stored, language)
        for one in stored.corrections:
            statement = f"{stored.source}/{stored.id}"
            yield News(one.kind, one.date, "", statement, view.title, view.language, view.text, one.reason)
