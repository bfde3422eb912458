"""What could the library have answered? Small, complete answers to render, and a hall that gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.answers import (
    Amount,
    Cell,
    CheckAnswer,
    CiteAnswer,
    Cited,
    ConfirmAnswer,
    Confirmed,
    CoverageAnswer,
    CoverageRow,
    ExportAnswer,
    ExportedFile,
    GateAnswer,
    GateFailure,
    Hit,
    ImportAnswer,
    ImportedFile,
    ImportedUnit,
    IndexAnswer,
    LanguageCoverage,
    Listing,
    Made,
    Match,
    Miss,
    PassageView,
    Probed,
    Recall,
    RefusedUnit,
    ReleaseAnswer,
    Released,
    SearchAnswer,
    ShowAnswer,
    ShownPassage,
    StatusAnswer,
    Step,
    Wordings,
)
from kb.errors import (
    IndexLocked,
    Message,
    NotFound,
    Place,
    Problem,
    QueryError,
    Refused,
    StorageError,
    UsageError,
    message,
)
from kb.languages import LANGUAGES
from kb.settings import Settings

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

CITED = CiteAnswer(
    language="en",
    style="apa",
    form="text",
    citations=(
        Cited(
            address="survey-2024/f2/en@eeeeeeeeeeee",
            version=VERSIONS["en"],
            source="survey-2024",
            id="f2",
            language="en",
            original_language="de",
            text=TEXTS["en"],
            wording="paraphrase",
            state="translated",
            produced_by="machine",
            publication="published",
            quotation=f"“{TEXTS['en']}” [paraphrase; survey-2024/f2/en@eeeeeeeeeeee]",
            in_text="(Survey, 2024, statement f2)",
            remarks=("paraphrase",),
            key="survey-2024/f2",
            url=None,
        ),
    ),
    references=("Survey. (2024). Statement f2 on the source “Survey 2024” (2024) [paraphrase].",),
    document="TY  - DICT\nER  - \n",
)

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

_FINAL = Cell("final", "final", None, False, None)
_MACHINE = Cell("translated", "translated", "machine", False, None)

COVERED = CoverageAnswer(
    statements=3,
    languages={
        "de": LanguageCoverage(0, 0, 0, 0, 0, 0, 3, 30, 1.0, 0, {}),
        "fi": LanguageCoverage(1, 0, 1, 0, 1, 0, 0, 20, 1 / 3, 20, {"machine": 2}),
        "sv": LanguageCoverage(0, 0, 0, 0, 3, 0, 0, 30, 1.0, 0, {"machine": 3}),
    },
    rows=(
        CoverageRow("survey-2024/f1", "finding", (_FINAL, Cell("missing", None, None, False, None), _MACHINE)),
        CoverageRow(
            "survey-2024/f2", "finding", (_FINAL, Cell("outdated", "translated", "machine", True, "number"), _MACHINE)
        ),
        CoverageRow("survey-2024/r1", "recommendation", (_FINAL, _MACHINE, _MACHINE)),
    ),
    labels={"de": Amount(4, 4), "fi": Amount(3, 4), "sv": Amount(4, 4)},
    gate=GateAnswer(
        False,
        1,
        (
            GateFailure("survey-2024/f1/fi", "fi", "missing", None, "translated"),
            GateFailure("survey-2024/f2/fi", "fi", "outdated", "number", "translated"),
        ),
    ),
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


EXPORTED = ExportAnswer(
    "po", (ExportedFile("fi.po", ("fi",), 1, 2, 12, 'msgctxt "survey-2024/f2"\nmsgid "40 %"\nmsgstr ""\n'),)
)

IMPORTED = ImportAnswer(
    "imported",
    False,
    (
        ImportedFile(
            "fi.po",
            "fi",
            (
                ImportedUnit(
                    "survey-2024/f2",
                    "fi",
                    "changed",
                    "translated",
                    "post-edited",
                    (("=", "40 %"), ("-", "a"), ("+", "b")),
                ),
                ImportedUnit("topics#contact-online", "fi", "new", None, None, (("+", "Yhteydenotot"),)),
            ),
            3,
            (RefusedUnit("survey-2024/f3", PROBLEMS[0], "41 %"),),
        ),
    ),
    ("content/survey-2024/fi.md", "content/topics.yaml"),
)


class FakeLibrary:
    """Answers every question with the samples; remembers what it was asked."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.settings = Settings(Path("/nowhere"), Path("/nowhere/cache"))
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

    def cite(self, addresses: Sequence[str], *, part: str, form: str, **wanted: Any) -> CiteAnswer:
        """One citation, in whatever form; ``withdrawn`` is refused."""
        self.asked.append((addresses, {"part": part, "form": form, **wanted}))
        if "withdrawn" in addresses:
            raise Refused("{address} was withdrawn: {reason}", address="survey-2024/f9/en", reason="counted twice")
        return CITED._replace(part=part, form=form)

    def listing(self, what: str, language: str) -> Listing:
        """Topics, whatever was asked."""
        self.asked.append((what, language))
        return LISTED

    def check(self, paths: Sequence[str], more: Iterable[Problem] = ()) -> CheckAnswer:
        """Problems everywhere but in ``clean.md``, which has a warning."""
        self.asked.append(tuple(paths))
        return CHECKED._replace(problems=PROBLEMS[1:]) if "clean.md" in paths else CHECKED

    def confirm(self, language: str, addresses: Sequence[str], **options: Any) -> ConfirmAnswer:
        """Refused in part, unless forced."""
        self.asked.append((language, addresses, options))
        if options["force"] and not options["reason"].strip():
            raise UsageError("--force needs a reason")
        return CONFIRMED._replace(refused=()) if options["force"] else CONFIRMED

    def export(self, form: str, targets: Sequence[str], **options: Any) -> ExportAnswer:
        """One file."""
        self.asked.append((form, targets, options))
        return EXPORTED._replace(format=form)

    def import_files(self, files: Sequence[tuple[str, bytes]], *, write: bool, **options: Any) -> ImportAnswer:
        """Two units to go in, one refused."""
        self.asked.append((files, {"write": write, **options}))
        return IMPORTED._replace(written=write)

    def undo_import(self) -> ImportAnswer:
        """What there was."""
        return IMPORTED._replace(action="undone", written=True, files=())

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

    def coverage(self, source: str | None, *, gate: bool) -> CoverageAnswer:
        """Three statements, two of which fail the gate; all is well in the source ``whole``."""
        self.asked.append((source, gate))
        return COVERED._replace(gate=GateAnswer(True, 1, ())) if source == "whole" else COVERED

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
