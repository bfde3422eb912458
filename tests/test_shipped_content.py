"""Does the knowledge base that ships keep what we promise of it? All 24 languages, every passage."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator

import pytest

from kb.answers import PassageView
from kb.content import corpus as contents
from kb.library import Library, SearchOptions
from kb.model import Corpus, ProducedBy, State
from kb.search.query import MAX_CHARACTERS, MAX_PHRASE_WORDS
from kb.search.tokens import FIGURE, Token, tokens
from kb.text import typographic, version
from kb.translation import coverage
from tests.knowledge_bases import TAGS, address, cut, edit, ids, without_time
from tests.knowledge_bases import passages as passages_text
from tests.knowledge_bases import source as source_text

SOURCE = "protect-children-2024"
IDS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "b1", "b2", "r1", "r2", "r3", "r4", "r5", "r6", "r7")
SEED = 20240117

#: Which statement supports which, as the original says.
SUPPORTS = {"f1": ["r3"], "f3": ["r2"], "f4": ["r2"], "f6": ["r5"], "f7": ["r5"], "r6": ["r5"], "r7": ["r5"]}


@pytest.fixture(scope="module")
def corpus(shipped: Library) -> Corpus:
    """What stands in the files."""
    return contents.read(shipped.settings.content, shipped.settings.root)


def passages(library: Library, language: str) -> Iterator[PassageView]:
    """Every passage in *language*."""
    for one in library.show([f"{SOURCE}/{id}" for id in IDS], [language]).passages:
        yield one.passage


def words(text: str, language: str) -> list[Token]:
    """The words of *text* that are no figures, longest first."""
    return sorted((t for t in tokens(text, language) if t.kind != FIGURE), key=lambda token: -len(token.word))


def only_in(language: str, **more: object) -> SearchOptions:
    """Look in one language, and see everything."""
    return SearchOptions(languages_in=(language,), limit=100)._replace(**more)  # type: ignore[arg-type]


# --------------------------------------------------------------------------------------------------------- completeness


def test_there_is_no_problem_at_all(shipped: Library) -> None:
    """No error, and no warning either."""
    answer = shipped.check()
    assert answer.problems == ()
    assert (answer.passages, answer.files) == (len(IDS) * len(TAGS), 30)


def test_every_statement_is_there_in_every_language(corpus: Corpus) -> None:
    """The seventeen, and no other."""
    assert sorted(one.address for one in corpus.statements()) == sorted(f"{SOURCE}/{id}" for id in IDS)
    assert {one.address: sorted(one.passages) for one in corpus.statements() if set(one.passages) != set(TAGS)} == {}
    assert sorted(corpus.base.languages) == sorted(TAGS)


@pytest.mark.parametrize("language", TAGS)
def test_every_translation_is_confirmed_as_translated_by_machine(corpus: Corpus, language: str) -> None:
    """And says so: nobody has reviewed it. None is outdated."""
    expected = {(State.FINAL, None)} if language == "de" else {(State.TRANSLATED, ProducedBy.MACHINE)}
    standing_of = coverage.assess(corpus)
    standings = [standing_of[f"{SOURCE}/{id}", language] for id in IDS]
    assert {(one.state, one.produced_by) for one in standings} == expected
    assert not any(one.unconfirmed or one.outdated or one.change for one in standings)


def test_every_title_topic_addressee_and_group_is_in_every_language(corpus: Corpus) -> None:
    """Nothing of an answer falls back."""
    source = corpus.sources[SOURCE].source
    assert set(source.titles) == set(source.groups) == set(TAGS)
    assert {len(groups) for groups in source.groups.values()} == {len(source.groups["de"])}
    assert {id: sorted(topic.labels) for id, topic in corpus.topics.items() if set(topic.labels) != set(TAGS)} == {}
    used = {topic for one in corpus.statements() for topic in (*one.topics, *one.addressees)}
    assert used <= set(corpus.topics)
    assert all(label.strip() for topic in corpus.topics.values() for label in topic.labels.values())


def test_statements_support_recommendations_that_exist(corpus: Corpus) -> None:
    """As the original's file says."""
    supports = {
        one.id: [address.partition("/")[2] for address in one.supports] for one in corpus.statements() if one.supports
    }
    assert supports == SUPPORTS
    for supported in supports.values():
        assert all(corpus.statement(f"{SOURCE}/{id}").kind == "recommendation" for id in supported)  # type: ignore[union-attr]


def test_every_wording_is_on_record_in_a_release(shipped: Library, corpus: Corpus) -> None:
    """So that it can be cited for ever."""
    assert shipped.status().unreleased == 0
    released = {(line.address, line.version) for line in corpus.sources[SOURCE].releases if line.release}
    for statement in corpus.statements():
        for language, passage in statement.passages.items():
            assert (f"{statement.address}/{language}", passage.version) in released


# -------------------------------------------------------------------------------------------------------------- showing


@pytest.mark.parametrize("id", IDS)
def test_every_statement_is_shown_in_24_languages_each_with_its_fingerprint(shipped: Library, id: str) -> None:
    """The version is the SHA-256 of the text beside it, and is the address's."""
    shown = [one.passage for one in shipped.show([id], every=True).passages]
    assert sorted(one.language for one in shown) == sorted(TAGS)
    for one in shown:
        assert one.version == version(one.text)
        assert one.address == f"{SOURCE}/{id}/{one.language}@{one.version[:12]}"
        assert (one.fallback_reason, one.requested_language) == (None, one.language)
        assert one.title
        assert shipped.show([one.address]).passages[0].passage == one


def test_a_missing_passage_falls_back_to_the_original_and_says_so(my_shipped: Library) -> None:
    """In show and in search; the others stay."""
    path = my_shipped.settings.content / SOURCE / "mt.md"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("## f2"), text.index("## f3")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    first, second = (one.passage for one in my_shipped.show(["f2", "f3"], ["mt"]).passages)
    assert (first.language, first.requested_language, first.fallback_reason) == ("de", "mt", "missing")
    assert (second.language, second.fallback_reason) == ("mt", None)
    (hit,) = my_shipped.search(f'"{first.text}"', "mt", only_in("de")).hits
    assert (hit.passage.id, hit.passage.language, hit.passage.fallback_reason) == ("f2", "de", "missing")
    assert my_shipped.search("", "mt", SearchOptions(states=("missing",))).total == 1


# ------------------------------------------------------------------------------------------------------------ searching


@pytest.mark.parametrize("language", TAGS)
def test_a_word_of_any_language_finds_its_statement_and_is_marked(shipped: Library, language: str) -> None:
    """Shown in another language; marked is exactly the word, in the passage that matched."""
    other = "fi" if language != "fi" else "de"
    for passage in passages(shipped, language):
        token = words(passage.text, language)[0]
        word = passage.text[token.start : token.end]
        hits = {address(hit): hit for hit in shipped.search(word, other, only_in(language)).hits}
        hit = hits[f"{SOURCE}/{passage.id}"]
        assert (hit.passage.language, hit.passage.fallback_reason, hit.passage.highlights) == (other, None, ())
        (match,) = hit.matched
        assert (match.language, match.how, match.text) == (language, "literal", passage.text)
        folded = {piece.casefold() for piece in cut(match.text, match.highlights)}
        assert folded == {word.casefold()}


@pytest.mark.parametrize("language", TAGS)
def test_every_passage_is_found_by_its_own_words_in_its_own_language(shipped: Library, language: str) -> None:
    """Alone and together, in any case; what is shown is then that passage, marked."""
    for passage in passages(shipped, language):
        own = list(dict.fromkeys(passage.text[t.start : t.end] for t in words(passage.text, language)))[:3]
        for query in (own[-1], " ".join(own), own[0].upper()):
            hits = {address(hit): hit for hit in shipped.search(query, language, only_in(language)).hits}
            hit = hits[f"{SOURCE}/{passage.id}"]
            assert hit.passage.text == passage.text
            assert cut(hit.passage.text, hit.passage.highlights)


@pytest.mark.parametrize("language", TAGS)
def test_every_passage_is_found_wherever_one_looks(shipped: Library, language: str) -> None:
    """Without ``--in``, by two of its words (every fourth passage: the others are looked for above)."""
    for passage in list(passages(shipped, language))[TAGS.index(language) % 4 :: 4]:
        query = " ".join(passage.text[t.start : t.end] for t in words(passage.text, language)[:2])
        assert f"{SOURCE}/{passage.id}" in ids(shipped.search(query, language, SearchOptions(limit=100)))


def piece(text: str, chance: random.Random) -> str:
    """Some words of *text* one after another, as a quotation may have them."""
    pieces = text.split(" ")
    length = min(len(pieces), chance.randint(4, MAX_PHRASE_WORDS))
    start = chance.randint(0, len(pieces) - length)
    return " ".join(pieces[start : start + length]).translate(dict.fromkeys(map(ord, '"“”„‟«»')))


def altered(quote: str, chance: random.Random) -> str:
    """*quote* with one letter another."""
    place = chance.choice([at for at, letter in enumerate(quote) if letter.isalpha()])
    return f"{quote[:place]}{'x' if quote[place].lower() != 'x' else 'y'}{quote[place + 1 :]}"


@pytest.mark.parametrize("language", TAGS)
def test_a_piece_of_a_passage_is_proven_and_one_with_a_letter_changed_is_not(shipped: Library, language: str) -> None:
    """Quoted words are compared with what stands there."""
    chance = random.Random(f"{SEED}{language}")
    for passage in passages(shipped, language):
        quote = piece(passage.text, chance)
        if typographic(quote) not in typographic(passage.text):
            continue  # the piece had a quotation mark inside, which ends a quotation
        assert len(quote) + 2 <= MAX_CHARACTERS
        hits = {address(hit): hit for hit in shipped.search(f'"{quote}"', language, only_in(language)).hits}
        hit = hits[f"{SOURCE}/{passage.id}"]
        (marked,) = cut(hit.passage.text, hit.passage.highlights)
        assert typographic(marked).casefold() == typographic(quote).casefold().strip(), f"seed {SEED}"
        wrong = altered(quote, chance)
        assert shipped.search(f'"{wrong}"', language, only_in(language)).total == 0, f"seed {SEED}: {wrong}"


def test_facets_count_what_is_there(shipped: Library) -> None:
    """Every language has every statement."""
    facets = shipped.search("", "fi", SearchOptions(limit=0)).facets
    assert facets["language"] == dict.fromkeys(sorted(TAGS), len(IDS))
    assert facets["state"] == {"translated": len(IDS)}
    assert facets["kind"] == {"finding": 8, "recommendation": 7, "background": 2}


# ------------------------------------------------------------------------------------------------- the index is a cache


def test_an_edited_passage_is_found_by_its_new_wording_and_not_by_its_old(my_shipped: Library) -> None:
    """By the next search, in its language; it is unconfirmed from then on."""
    token = words(next(passages(my_shipped, "sv")).text, "sv")[0]
    before = next(passages(my_shipped, "sv"))
    word = before.text[token.start : token.end]
    edit(my_shipped.settings.content / SOURCE / "sv.md", word, "Kvasten")
    assert f"{SOURCE}/{before.id}" not in ids(my_shipped.search(word, "sv", only_in("sv", literal=True)))
    (hit,) = [hit for hit in my_shipped.search("kvasten", "sv", only_in("sv")).hits if hit.passage.id == before.id]
    assert (hit.passage.unconfirmed, hit.passage.state) == (True, "initial")
    assert hit.passage.text == before.text.replace(word, "Kvasten")


def test_another_number_in_the_original_outdates_all_translations_at_once(my_shipped: Library) -> None:
    """Whoever asks in another language is shown the original until a translation is confirmed again."""
    edit(my_shipped.settings.content / SOURCE / "de.md", "\n40", "\n47")
    shown = [one.passage for one in my_shipped.show(["f2"], TAGS).passages]
    assert {one.language for one in shown} == {"de"}
    assert {one.fallback_reason for one in shown} == {None, "outdated_number"}
    edit(my_shipped.settings.content / SOURCE / "fi.md", "40", "47")
    my_shipped.confirm("fi", ["f2"])
    (one,) = my_shipped.show(["f2/fi"]).passages
    assert (one.passage.language, one.passage.outdated) == ("fi", False)


def test_two_builds_and_a_deleted_index_give_the_same_answers(shipped: Library, my_shipped: Library) -> None:
    """Hits, order, scores, facets and marks."""
    queries = [words(passage.text, tag)[0].word for tag in TAGS[::4] for passage in passages(shipped, tag)][::11]
    assert len(queries) > 5
    for library in (my_shipped, my_shipped):
        for query in (*queries, "", '"Kontakt zu einem Kind"'):
            assert without_time(library.search(query, "fr")) == without_time(shipped.search(query, "fr"))
        shutil.rmtree(my_shipped.settings.search_index)


def test_a_broken_original_takes_no_other_source_away_and_is_told(my_shipped: Library) -> None:
    """Search answers as of what can be read; mended, everything is there again."""
    content = my_shipped.settings.content
    other = content / "other-2025"
    other.mkdir()
    (other / "source.yaml").write_text(source_text("other-2025", "de", "Anderes", "2025"), encoding="utf-8")
    (other / "de.md").write_text(
        passages_text("other-2025", "de", "Anderes", f1="kind: finding | Täter lügen."), encoding="utf-8"
    )
    assert my_shipped.search("Täter", "de", only_in("de")).total > 1
    german = content / SOURCE / "de.md"
    whole = german.read_bytes()
    german.write_bytes(whole[:200] + b"\xff" + whole[200:])
    answer = my_shipped.search("Täter", "de", only_in("de"))
    assert (ids(answer), answer.outdated_index) == (["other-2025/f1"], False)
    assert my_shipped.warnings
    assert [problem.code for problem in my_shipped.check().problems if problem.is_error] == ["encoding"]
    german.write_bytes(whole)
    assert my_shipped.search("Täter", "de", only_in("de")).total > 1
    assert my_shipped.warnings == []


def test_a_broken_translation_leaves_all_other_languages(my_shipped: Library) -> None:
    """Who asks in its language is shown the original."""
    (my_shipped.settings.content / SOURCE / "fi.md").write_text("---\n", encoding="utf-8")
    shown = [one.passage for one in my_shipped.show(["f2"], ["fi", "sv"]).passages]
    assert [(one.language, one.fallback_reason) for one in shown] == [("de", "missing"), ("sv", None)]
    assert my_shipped.warnings
