"""What could the library have answered? Small, complete answers to render, and a hall that gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kb.answers import (
    CheckAnswer,
    ConfirmAnswer,
    Confirmed,
    Hit,
    IndexAnswer,
    Listing,
    Made,
    Match,
    Miss,
    PassageView,
    Probed,
    Recall,
    ReleaseAnswer,
    Released,
    SearchAnswer,
    ShowAnswer,
    ShownPassage,
    StatusAnswer,
    Step,
    Wordings,
)
from kb.errors import IndexLocked, Message, NotFound, Place, Problem, QueryError, StorageError, UsageError, message
from kb.languages import LANGUAGES

TEXTS = {
    "de": "40 % der befragten Täter versuchten, zu einem Kind Kontakt aufzunehmen.",
    "en": "40% of the offenders surveyed attempted to contact a child.",
    "fi": "40 % kyselyyn vastanneista tekijöistä yritti ottaa yhteyttä lapseen.",
}
VERSIONS = {"de": "d" * 64, "en": "e" * 64, "fi": "f" * 64}


def passage(language: str = "en", **changes: Any) -> PassageView:
    """A passage of a statement written in German."""
    original = language == "de"
    view = PassageView(
        address=f"survey-2024/f2/{language}@{VERSIONS[language][:12]}",
        version=VERSIONS[language],
        source="survey-2024",
        id="f2",
        kind="finding",
        topics=("contact-online",),
        language=language,
        requested_language=language,
        original_language="de",
        fallback_reason=None,
        text=TEXTS[language],
        highlights=(),
        state="final" if original else "translated",
        produced_by=None if original else "machine",
        unconfirmed=False,
        outdated=False,
        change=None,
        publication="published",
        wording="paraphrase",
        title="Umfrage 2024" if original else "Survey 2024",
        path=f"content/survey-2024/{language}.md",
        line=12,
        url=f"/{language}/survey-2024/f2",
    )
    return view._replace(**changes)


def found(**changes: Any) -> SearchAnswer:
    """A search for a German word, answered in English, with one hit."""
    start = TEXTS["de"].index("Kontakt")
    hit = Hit(passage(), 7.1, "stem", (Match("de", "stem", TEXTS["de"], ((start, start + len("Kontakt")),)),))
    answer = SearchAnswer(
        query="Kontakte",
        languages=tuple(LANGUAGES),
        language="en",
        total=1,
        elapsed_ms=2.1,
        outdated_index=False,
        relaxed=False,
        suggestion=None,
        facets={"kind": {"finding": 1}, "topic": {}, "source": {}, "year": {}, "language": {}, "state": {}},
        hits=(hit,),
    )
    return answer._replace(**changes)


NOTHING = found(query="Xylophon", total=0, hits=(), facets={})

WORDINGS = (
    Wordings("c" * 64, "41% of them.", "2026-01-31", "2026-1", (("-", "41%"), ("+", "40%"), ("=", "of them."))),
)

SHOWN = ShowAnswer(
    (
        ShownPassage(passage("en"), passage("de"), "**40%** of the offenders surveyed attempted to contact a child.\n"),
        ShownPassage(passage("fi"), passage("de"), TEXTS["fi"]),
    )
)

LISTED = Listing(
    "topics",
    ("id", "label", "statements", "languages"),
    (("contact-online", "=Contact with children online", 12, ["de", "en"]), ("research", "Research", 3, [])),
)

PROBLEMS = (
    Problem(
        Place("content/survey-2024/fi.md", 12, 1),
        "number-differs",
        "error",
        message("“{here}” here, “{there}” in the original", here="41 %", there="40 %"),
        message("write the value of the original"),
    ),
    Problem(Place("content/survey-2024/fi.md", 20, 3), "not-composed", "warning", message("not in NFC")),
)

CHECKED = CheckAnswer(25, 408, 30, PROBLEMS)

STATUS = StatusAnswer(
    name="Survey",
    root="/base",
    statements=17,
    drafts=1,
    passages=408,
    languages={
        "fi": {"missing": 0, "unconfirmed": 0, "outdated": 1, "translated": 16},
        "fr": {"missing": 2, "translated": 15},
        "it": {"missing": 2, "translated": 15},
    },
    unreleased=3,
    last_release="2026-1",
    outdated={"number": 1},
    errors=1,
    warnings=2,
    next=(Step("errors", 1, "kb check"), Step("release", 3, "kb release")),
)

CONFIRMED = ConfirmAnswer(
    "fi",
    False,
    (Confirmed("survey-2024/f2/fi", "d" * 64, "f" * 64, None, "translated", "machine"),),
    PROBLEMS[:1],
)

RELEASED = ReleaseAnswer("2026-2", "2026-11-22", True, (Released("survey-2024/f2/fi", "f" * 64, TEXTS["fi"]),))

INDEXED = IndexAnswer("built", "gen-000001-0123abcd", "whoosh 2.7.4", 17, {"de": 17, "fi": 17}, 1.24, 1_234_567, ())

PROBED = Probed(
    17,
    1,
    {
        "de": {"own": Recall(130, 130), "inflected": Recall(2000, 1999), "component": Recall(51, 51)},
        "mt": {"own": Recall(120, 120), "figures": Recall(3, 0)},
    },
    (Miss("survey-2024/f2/de", "inflected", "Kindern"), Miss("survey-2024/f2/mt", "figures", "40 %")),
)


class FakeLibrary:
    """Answers every question with the samples; remembers what it was asked."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.warnings: list[Message] = []
        self.asked: list[tuple[Any, ...]] = []

    def search(self, query: str, language: str, options: Any) -> SearchAnswer:
        """Nothing for the word ``Xylophon``; errors for a few others."""
        self.asked.append((query, language, options))
        errors: Mapping[str, BaseException] = {
            "foo:bar": QueryError("there is no field “{field}”", code="unknown-field", start=0, end=4, field="foo"),
            "locked": IndexLocked("process {pid} holds the lock", pid=7),
            "full": StorageError("no space left on the disk"),
            "denied": PermissionError(13, "Permission denied", "/base/search_index"),
            "bug": ZeroDivisionError("division by \x1b[31mzero"),
            "interrupted": KeyboardInterrupt(),
        }
        if query in errors:
            raise errors[query]
        answer = NOTHING if query == "Xylophon" else found()
        return answer._replace(query=query, outdated_index=query == "old")

    def show(self, addresses: Sequence[str], languages: Sequence[str], *, history: bool, **options: Any) -> ShowAnswer:
        """The same two passages at every address but ``nowhere``."""
        self.asked.append((addresses, languages, {"history": history, **options}))
        if "nowhere" in addresses:
            raise NotFound(
                "there is no statement “{address}”",
                hint=message("{list} has them all", list="kb list"),
                address="nowhere",
            )
        shown = tuple(one._replace(history=WORDINGS) for one in SHOWN.passages) if history else SHOWN.passages
        return ShowAnswer(shown)

    def listing(self, what: str, language: str) -> Listing:
        """Topics, whatever was asked."""
        self.asked.append((what, language))
        return LISTED

    def check(self, paths: Sequence[str]) -> CheckAnswer:
        """Problems everywhere but in ``clean.md``, which has a warning."""
        self.asked.append(tuple(paths))
        return CHECKED._replace(problems=PROBLEMS[1:]) if "clean.md" in paths else CHECKED

    def confirm(self, language: str, addresses: Sequence[str], **options: Any) -> ConfirmAnswer:
        """Refused in part, unless forced."""
        self.asked.append((language, addresses, options))
        if options["force"] and not options["reason"].strip():
            raise UsageError("--force needs a reason")
        return CONFIRMED._replace(refused=()) if options["force"] else CONFIRMED

    def release(self, name: str | None, *, dry_run: bool) -> ReleaseAnswer:
        """One wording."""
        return RELEASED._replace(name=name or RELEASED.name, written=not dry_run)

    def index(self, *, rebuild: bool, check: bool) -> IndexAnswer:
        """Damaged when examined."""
        return INDEXED._replace(action="checked", damage=("MAIN_1.seg: 3 bytes short",)) if check else INDEXED

    def probe(self, languages: Sequence[str]) -> Probed:
        """Two languages, whichever were asked for."""
        self.asked.append(tuple(languages))
        return PROBED

    def status(self) -> StatusAnswer:
        """One screen."""
        return STATUS

    def new_source(self, id: str, original: str, title: str) -> Made:
        """A folder."""
        self.asked.append((id, original, title))
        return Made((f"content/{id}/source.yaml", f"content/{id}/{original}.md"), ())

    def new_statement(self, source: str, kind: str, count: int) -> Made:
        """Ids in a row."""
        self.asked.append((source, kind, count))
        return Made((f"content/{source}/de.md",), tuple(f"{kind[0]}{n + 3}" for n in range(count)))

    def new_translation(self, source: str | None, language: str) -> Made:
        """A file."""
        self.asked.append((source, language))
        return Made((f"content/{source}/{language}.md",), ())
