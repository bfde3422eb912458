"""What does a confirmation record, and what may not be confirmed?"""

from __future__ import annotations

import pytest

from kb.errors import Refused
from kb.model import Confirmation, Kind, Passage, ProducedBy, Release, Source, SourceContent, State, Statement
from kb.text import version
from kb.translation.confirming import Intent, Step, check_intent, plan, wordings

DAY = "2026-11-22"
NOTHING_SAID = Intent("fi", None, None, "", DAY)


def passage(language: str, text: str) -> Passage:
    """A passage as read from a file."""
    return Passage(language, text, version(text), text, f"content/s/{language}.md", 7)


def content(line: Confirmation | None = None, *releases: Release, **texts: str) -> SourceContent:
    """A source with one statement, original German, and a line for Finnish."""
    given = texts or {"de": "Satz", "fi": "Lause"}
    statement = Statement("s", "f1", Kind.FINDING, {tag: passage(tag, text) for tag, text in given.items()})
    return SourceContent(
        Source("s", "de", "T", "2024", {}), {"f1": statement}, {("fi", "f1"): line} if line else {}, releases
    )


def line(of: str = "Satz", text: str = "Lause", state: State = State.TRANSLATED, by: str = "") -> Confirmation:
    """A line of translations.yaml."""
    return Confirmation(version(of), version(text), state, ProducedBy.MACHINE, by, "2026-01-01")


def steps(source: SourceContent, intent: Intent = NOTHING_SAID) -> list[Step]:
    """What would be recorded."""
    return list(plan(source, list(source.statements.values()), intent))


def test_a_new_passage_is_recorded_with_both_versions_as_translated_by_a_human() -> None:
    """Unless something else is said."""
    (step,) = steps(content())
    assert step.old is None
    assert step.new == Confirmation(version("Satz"), version("Lause"), State.TRANSLATED, ProducedBy.HUMAN, "", DAY, "")
    (step,) = steps(content(), Intent("fi", State.REVIEWED, ProducedBy.POST_EDITED, "A. V.", DAY, "quoted so"))
    assert step.new[2:] == (State.REVIEWED, ProducedBy.POST_EDITED, "A. V.", DAY, "quoted so")


@pytest.mark.parametrize(
    ("was", "intent", "recorded"),
    [
        (line(), NOTHING_SAID, False),
        (line(), NOTHING_SAID._replace(state=State.TRANSLATED, produced_by=ProducedBy.MACHINE), False),
        (line(state=State.REVIEWED, by="A"), NOTHING_SAID._replace(by="A"), False),
        (line(), NOTHING_SAID._replace(state=State.REVIEWED, by="A"), True),
        (line(), NOTHING_SAID._replace(produced_by=ProducedBy.HUMAN), True),
        (line(by="A"), NOTHING_SAID._replace(by="B"), True),
        (line(of="Alt"), NOTHING_SAID, True),
        (line(text="Vanha"), NOTHING_SAID, True),
    ],
)
def test_only_what_differs_from_the_record_is_recorded(was: Confirmation, intent: Intent, recorded: bool) -> None:
    """Today's wordings, and what is said about them."""
    assert bool(steps(content(was), intent)) is recorded


def test_who_produced_a_passage_stays_on_record_when_nothing_is_said() -> None:
    """A review is of one wording: another wording is merely translated again."""
    (step,) = steps(content(line(of="Alt", state=State.REVIEWED, by="A")))
    assert (step.new.produced_by, step.new.state, step.new.by) == (ProducedBy.MACHINE, State.TRANSLATED, "")


@pytest.mark.parametrize(
    ("texts", "language"),
    [({"de": "Satz"}, "fi"), ({"fi": "Lause"}, "fi"), ({"de": "Satz", "fi": "Lause"}, "de")],
)
def test_there_is_nothing_to_confirm_without_a_translation_and_its_original(
    texts: dict[str, str], language: str
) -> None:
    """A missing passage, a missing original, and the original itself."""
    assert steps(content(None, **texts), NOTHING_SAID._replace(language=language)) == []


@pytest.mark.parametrize("state", [State.REVIEWED, State.FINAL])
@pytest.mark.parametrize("by", ["", "  "])
def test_a_review_needs_a_name(state: State, by: str) -> None:
    """Somebody must stand behind it."""
    with pytest.raises(Refused) as caught:
        check_intent(NOTHING_SAID._replace(state=state, by=by))
    assert caught.value.code == "review-without-name"
    check_intent(NOTHING_SAID._replace(state=state, by="A. Virtanen"))


@pytest.mark.parametrize("state", [None, State.INITIAL, State.TRANSLATED])
def test_a_translation_needs_no_name(state: State | None) -> None:
    """Machines have none."""
    check_intent(NOTHING_SAID._replace(state=state))


def test_both_wordings_go_on_record_once_so_that_later_changes_can_be_shown() -> None:
    """Under no release."""
    source = content()
    found = wordings(source, steps(source), NOTHING_SAID)
    assert found == [
        Release("s/f1/de", version("Satz"), "Satz", DAY, ""), Release("s/f1/fi", version("Lause"), "Lause", DAY, ""),
    ]  # fmt: skip
    assert wordings(source, steps(source) * 2, NOTHING_SAID) == found
    known = content(None, *found)
    assert wordings(known, steps(known), NOTHING_SAID) == []
    released = content(None, found[0]._replace(release="2026-1", date="2026-01-01"))
    assert wordings(released, steps(released), NOTHING_SAID) == found[1:]
