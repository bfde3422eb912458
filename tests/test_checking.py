"""What is wrong in the content and between its languages, and what does the code of a problem mean?"""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kb.content import corpus as contents
from kb.content.problems import PROBLEMS
from kb.errors import ERROR, NotFound, Place, Problem, message
from kb.hall import checking as hall
from kb.languages import LANGUAGES
from kb.library import Library, explain
from kb.model import Corpus, SourceContent
from kb.translation import coverage
from kb.translation.checks import checking
from kb.translation.checks.pair import Finding
from kb.translation.checks.placing import place
from kb.translation.checks.rules import DIFFERENCES, RULES
from tests.knowledge_bases import edit, opened, passages, source, written

# ---------------------------------------------------------------------------------------------------------------- check


@pytest.fixture
def broken(my_toy: Library) -> Library:
    """The toy with an unknown topic in one source and an unknown key in the other."""
    content = my_toy.settings.content
    edit(content / "cycling-2023" / "de.md", "topics: [road-safety]\nloc", "topics: [road-safty]\nloc")
    edit(content / "libraries-2021" / "source.yaml", "volume: 12", "volum: 12")
    return my_toy


def found(library: Library, *paths: str) -> list[tuple[str, str]]:
    """Path and code of each problem."""
    return [(problem.place.path, problem.code) for problem in library.check(paths).problems]


CYCLING = ("content/cycling-2023/de.md", "unknown-topic")
OUTDATED = ("content/cycling-2023/fi.md", "outdated-number")
LIBRARIES = ("content/libraries-2021/source.yaml", "unknown-key")


def test_all_is_counted_and_what_is_outdated_is_a_warning(toy: Library) -> None:
    """Files, passages and rules are counted."""
    answer = toy.check()
    assert (answer.files, answer.passages, answer.rules) == (15, 26, len(PROBLEMS) + len(RULES))
    (problem,) = answer.problems
    assert (problem.place.path, problem.code) == OUTDATED
    assert str(answer.explained["outdated-number"]) == RULES["outdated-number"].explanation


@pytest.mark.parametrize(
    ("path", "problems"),
    [
        ("content", [CYCLING, OUTDATED, LIBRARIES]),
        (".", [CYCLING, OUTDATED, LIBRARIES]),
        ("content/cycling-2023", [CYCLING, OUTDATED]),
        ("cycling-2023", [CYCLING, OUTDATED]),
        ("cycling-2023/de.md", [CYCLING]),
        ("content/cycling-2023/../libraries-2021/", [LIBRARIES]),
        ("libraries-2021/source.yaml", [LIBRARIES]),
        ("cycling-2023/en.md", []),
        ("topics.yaml", []),
    ],
)
def test_problems_of_the_files_named_are_shown(broken: Library, path: str, problems: list[tuple[str, str]]) -> None:
    """Named from the root or from its content."""
    assert found(broken, path) == problems


def test_paths_are_taken_from_where_one_is_first(broken: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell completes them; also upwards, and whole."""
    content = broken.settings.content
    monkeypatch.chdir(content / "cycling-2023")
    assert found(broken, "de.md") == [CYCLING]
    assert found(broken, "..") == [CYCLING, OUTDATED, LIBRARIES]
    assert found(broken, "../libraries-2021") == [LIBRARIES]
    assert found(broken, str(content / "libraries-2021")) == [LIBRARIES]
    assert found(broken, "de.md", "../libraries-2021/source.yaml") == [CYCLING, LIBRARIES]


def test_a_root_reached_by_a_link_or_upwards_is_the_same(broken: Library, tmp_path: Path, cache: Path) -> None:
    """Names of files lead to their problems however the root was written."""
    (tmp_path / "link").symlink_to(broken.settings.root, target_is_directory=True)
    for root in (tmp_path / "link", broken.settings.content / ".."):
        assert found(opened(root, cache), "cycling-2023/de.md") == [CYCLING]


@pytest.mark.parametrize("path", ["nowhere.md", "content/cycling-2023/sv.md", "/etc", "content/../../"])
def test_what_is_not_in_the_base_is_not_found(broken: Library, path: str) -> None:
    """A check of nothing would look like a good one."""
    with pytest.raises(NotFound) as caught:
        broken.check([path])
    assert caught.value.code == "no-such-path"


@pytest.mark.parametrize("code", hall.ALL)
def test_every_problem_is_explained(code: str) -> None:
    """With its severity, in a sentence."""
    severity, sentence = explain(code)
    assert severity in {"error", "warning"}
    assert str(sentence).endswith(".")


def test_an_unknown_code_is_not_found_with_the_nearest() -> None:
    """A typo is easy to mend."""
    with pytest.raises(NotFound) as caught:
        explain("unknown-topik")
    assert "unknown-topic" in str(caught.value.hint)
    with pytest.raises(NotFound) as other:
        explain("zzzzzz")
    assert other.value.hint is None


# --------------------------------------------------------------------------------------------------------------- runner

GERMAN = "kind: finding | 40 % der Befragten nutzen Signal und kennen den Bericht gut."
FINNISH = "40 % vastaajista käyttää Signalia ja tuntee raportin hyvin."


def base(root: Path, finnish: str, german: str = GERMAN, **more: str) -> Corpus:
    """A source with one statement in German and Finnish."""
    files = {
        "glossary.yaml": "names:\n  signal:\n    name: Signal\n",
        "s/source.yaml": source("s"),
        "s/de.md": passages("s", "de", f1=german),
        "s/fi.md": passages("s", "fi", f1=finnish),
        **more,
    }
    written(root, files)
    return contents.read(root / "content", root)


def problems(corpus: Corpus, *, today: bool = False) -> list[Problem]:
    """What is found in the only source; *today*: without regard to what was confirmed."""
    (content,) = corpus.sources.values()
    standing_of = {} if today else coverage.standings(content, corpus.glossary)
    return list(checking.check(content, standing_of, corpus.glossary, PROBLEMS))


def codes(found: list[Problem]) -> list[str]:
    """Their codes."""
    return [one.code for one in found]


def test_a_good_translation_has_no_problem(tmp_path: Path) -> None:
    """And neither has its original."""
    assert problems(base(tmp_path, FINNISH)) == []


def test_a_problem_has_the_place_of_the_words_in_the_file(tmp_path: Path) -> None:
    """Line and column of the figure, also behind emphasis and on a later line."""
    corpus = base(tmp_path, "Vastaajista\n**41** % käyttää Signalia ja tuntee raportin hyvin.")
    (problem,) = problems(corpus)
    assert problem.code == "number-differs"
    assert problem.severity == ERROR
    text = (tmp_path / "content/s/fi.md").read_text(encoding="utf-8").splitlines()
    assert str(problem.place) == "content/s/fi.md:10:3"
    assert text[problem.place.line - 1][problem.place.column - 1 :].startswith("41**")


def test_what_is_missing_has_the_place_of_the_passage(tmp_path: Path) -> None:
    """There are no words to point to."""
    (problem,) = problems(base(tmp_path, "Osa vastaajista käyttää Signalia ja tuntee raportin hyvin."))
    assert problem.place == Place("content/s/fi.md", 9, 1)


def test_an_original_is_read_by_itself_unless_the_words_are_the_sources(tmp_path: Path) -> None:
    """A quotation stays as it was written."""
    odd = "Die Leute sagen “ja” und das ist gut so."
    good = FINNISH.replace("40 % vastaajista käyttää Signalia", "Ihmiset sanovat ”kyllä”")
    assert codes(problems(base(tmp_path / "ours", good, f"kind: finding | {odd}"))) == ["quotes"]
    theirs = base(tmp_path / "theirs", good, f"kind: finding; wording: verbatim | {odd}")
    assert problems(theirs) == []


def test_a_passage_in_another_language_is_said_once(tmp_path: Path) -> None:
    """That its length, terms and marks differ goes without saying, unless the language is accepted."""
    german = "41 % der Befragten nutzen die App Signal, weil sie den Bericht über sie nicht kennen"
    assert sorted(codes(problems(base(tmp_path / "wrong", german)))) == ["number-differs", "wrong-language"]
    accepted = problems(base(tmp_path / "accepted", accepting(german, wrong_language="quoted")))
    assert "punctuation-differs" in codes(accepted)
    assert "wrong-language" not in codes(accepted)


def test_drafts_and_withdrawn_statements_are_checked_too(tmp_path: Path) -> None:
    """A mistake is easier to mend before anybody has read it."""
    for publication in ("draft", "withdrawn"):
        german = GERMAN.replace("finding |", f"finding; publication: {publication}; reason: x |")
        wrong = FINNISH.replace("40", "41")
        assert codes(problems(base(tmp_path / publication, wrong, german))) == ["number-differs"]


# ------------------------------------------------------------------------------------------------------------- outdated


def test_while_the_original_has_changed_differences_are_one_warning(my_toy: Library) -> None:
    """With both values, so that a correction can go out; by today's original they are errors."""
    corpus = contents.read(my_toy.settings.content, my_toy.settings.root)
    content = corpus.sources["cycling-2023"]
    standing_of = coverage.standings(content, corpus.glossary)
    (problem,) = checking.check(content, standing_of, corpus.glossary)
    assert (problem.code, problem.severity) == ("outdated-number", "warning")
    said = str(problem.message)
    assert "500 here, 520 in the original" in said
    assert "https://example.org/zaehlung" in said
    assert str(problem.hint).endswith("kb confirm fi cycling-2023/f4")
    assert codes(list(checking.check(content, {}, corpus.glossary))) == ["number-differs", "link-differs"]


def test_a_correction_goes_out_though_its_translations_are_outdated(my_shipped: Library) -> None:
    """Every translation has one warning, and no error."""
    edit(
        my_shipped.settings.content / "protect-children-2024" / "de.md",
        "40\u00a0% der befragten",
        "41\u00a0% der befragten",
    )
    found = my_shipped.check().problems
    assert set(codes(list(found))) == {"outdated-number"}
    assert len(found) == len(LANGUAGES) - 1
    assert all(" here, 41 % in the original" in str(one.message) for one in found)


def test_a_change_that_shows_the_translation_on_hides_no_error(my_shipped: Library) -> None:
    """Readers see the passage when only the wording of the original has changed."""
    folder = my_shipped.settings.content / "protect-children-2024"
    edit(folder / "de.md", "versuchten, Kontakt", "haben versucht, Kontakt")
    edit(folder / "en.md", "40% of the offenders", "41% of the offenders")
    assert codes(list(my_shipped.check().problems)) == ["number-differs"]


def test_what_may_be_folded_into_one_warning_are_rules() -> None:
    """A misspelled code would fold nothing."""
    assert set(RULES) >= DIFFERENCES


# ------------------------------------------------------------------------------------------------------------- accepted


def accepting(finnish: str, **accepted: str) -> str:
    """A section that accepts problems."""
    codes = ", ".join(f"{code.replace('_', '-')}: {reason}" for code, reason in accepted.items())
    return f"accept: {{{codes}}} | {finnish}"


def test_a_problem_is_accepted_in_one_passage_with_a_reason(tmp_path: Path) -> None:
    """In a translation, and an error too."""
    wrong = FINNISH.replace("40 %", "41 %")
    assert problems(base(tmp_path, accepting(wrong, number_differs="rounded"))) == []


def test_an_acceptance_of_nothing_is_a_warning(tmp_path: Path) -> None:
    """It would silence the next mistake."""
    (problem,) = problems(base(tmp_path, accepting(FINNISH, number_differs="rounded")))
    assert (problem.code, problem.severity, problem.place) == (
        "accept-unused", "warning", Place("content/s/fi.md", 7, 1),
    )  # fmt: skip


def test_an_acceptance_of_what_does_not_exist_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    """Or without, where nothing is near."""
    (near,) = problems(base(tmp_path / "near", accepting(FINNISH, number_difers="rounded")))
    assert (near.code, near.severity, str(near.hint)) == ("accept-unknown", "error", "did you mean “number-differs”?")
    (far,) = problems(base(tmp_path / "far", accepting(FINNISH, zzz="rounded")))
    assert (far.code, far.hint) == ("accept-unknown", None)


def test_a_warning_of_the_content_is_accepted_once(tmp_path: Path) -> None:
    """What reading the file has left out is not called unused; what it has not, is."""
    hidden = FINNISH.replace("raportin", "ra\u00adportin")
    corpus = base(tmp_path / "one", accepting(hidden, invisible_character="as printed"))
    assert (corpus.problems, problems(corpus)) == ((), [])
    unused = base(tmp_path / "two", accepting(FINNISH, invisible_character="as printed"))
    assert codes(problems(unused)) == ["accept-unused"]


# -------------------------------------------------------------------------------------------------------------- details


def test_many_problems_of_a_kind_in_one_passage_are_not_all_told(tmp_path: Path) -> None:
    """A list of hundreds would hide the others."""
    odd = "Näin , näin , näin , " * 10
    found = codes(problems(base(tmp_path, f"{odd}ja 41 %.", "kind: finding | So ist es, 40 %.")))
    assert found.count("spacing") == checking.MOST
    assert found.count("number-differs") == 1


def test_the_result_can_be_sent_to_another_process(tmp_path: Path) -> None:
    """Large bases are checked by several."""
    found = problems(base(tmp_path, FINNISH.replace("40", "41").replace("Signalia", "Telegramia")))
    assert pickle.loads(pickle.dumps(found)) == found
    content: SourceContent = base(tmp_path, FINNISH).sources["s"]
    assert pickle.loads(pickle.dumps(content)) == content


def test_no_code_is_in_both_tables() -> None:
    """A code means one thing."""
    assert not set(PROBLEMS) & set(RULES)


@pytest.mark.parametrize(
    ("markdown", "words", "expected"),
    [
        ("Eins zwei eins.", "eins.", (11, 11)),
        ("Eins\nzwei.", "Eins zwei.", (11, 1)),
        ("Eins\n\n- *zwei* drei", "zwei drei", (13, 4)),
        ("<!-- zwei -->\nEins zwei.", "zwei.", (12, 6)),
        ("Eins &amp; zwei.", "& zwei.", (11, 6)),
        ("Eins \\* zwei.", "Eins * zwei.", (11, 1)),
        ("Eins.", "", (11, 1)),
    ],
)
def test_words_are_found_in_the_markdown(markdown: str, words: str, expected: tuple[int, int], tmp_path: Path) -> None:
    """Over line ends, emphasis and lists; else their first word, else the passage."""
    content = base(tmp_path, markdown, "kind: finding | Satz.").sources["s"]
    passage = content.statements["f1"].passages["fi"]._replace(body_line=11)
    start = passage.text.index(words) if words else 0
    found = place(passage, start, start + len(words))
    assert (found.line, found.column) == expected


def test_the_second_of_two_equal_words_is_found(tmp_path: Path) -> None:
    """As many stand before it as in the text."""
    content = base(tmp_path, "Osuus 5 ja osuus 5.", "kind: finding | Satz.").sources["s"]
    passage = content.statements["f1"].passages["fi"]
    assert place(passage, 17, 18).column == 18
    assert checking.problem(passage, Finding("spacing", 6, 7, {"found": "5", "expected": "5"})).place.column == 7


def test_problems_found_elsewhere_are_sorted_in(broken: Library) -> None:
    """And kept to the paths that are named."""
    more = [Problem(Place("content/cycling-2023/de.md", 1, 1), "catalog-unreadable", "error", message("odd"))]
    assert [one.code for one in broken.check(["cycling-2023/de.md"], more).problems] == [
        "catalog-unreadable",
        "unknown-topic",
    ]
    assert [one.code for one in broken.check(["libraries-2021"], more).problems] == ["unknown-key"]
