"""Under which keys words are found, in all 24 languages."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.languages import LANGUAGES
from kb.search import lemmas
from kb.search.analysis import ANALYSIS, VERSION, Analysis, Known, merged
from kb.search.compounds import JOINTS
from kb.search.folding import fold
from kb.search.keys import FOLDED, LEMMA, MADE, RULES, Keys, made_of
from kb.search.levels import LEVELS, asked
from kb.search.stopwords import function_words
from kb.search.tokens import literal, surface, tokens
from tests.case_tables import tables
from tests.real_analysis import real_analysis

CONTENT = Path(__file__).parents[1] / "content" / "protect-children-2024"
TAGS = sorted(LANGUAGES)
PAIRS = [(tag, *pair) for tag in TAGS for pair in tables(f"analysis-{tag}.md")["same"]]
STRANGERS = [(tag, *pair) for tag in TAGS for pair in tables(f"analysis-{tag}.md")["apart"]]

# What no list of function words may hold: it would make the word's absence from a passage a match.
NEGATIONS = {
    "bg": "не без ни никога", "cs": "ne bez nikdy", "da": "ikke ingen uden aldrig", "de": "nicht kein keine ohne nie",
    "el": "δεν μην χωρίς ποτέ", "en": "not no never without nor", "es": "no sin nunca", "et": "ei ega ilma",
    "fi": "ei eivät ilman", "fr": "ne pas sans jamais", "ga": "ní níl nach gan ná", "hr": "ne nije bez nikad",
    "hu": "nem ne nélkül soha", "it": "non né senza mai", "lt": "ne nėra be", "lv": "nav ne bez",
    "mt": "mhux mhix mingħajr", "nl": "niet geen zonder nooit", "pl": "nie bez nigdy",
    "pt": "não sem nunca", "ro": "nu fără nici", "sk": "nie bez nikdy",
    "sl": "ne brez niso nikoli", "sv": "inte utan aldrig ej",
}  # fmt: skip
# Number words and words of the first source's subject in each language.
MEANINGFUL = {
    "bg": "две дете", "cs": "dva dítě", "da": "to barn", "de": "zwei kind", "el": "δύο παιδί", "en": "two child",
    "es": "dos menor", "et": "kaks laps", "fi": "kaksi lapsi", "fr": "deux enfant", "ga": "dhá trí leanbh",
    "hr": "dva dijete", "hu": "két gyermek", "it": "due stato", "lt": "du vaikas", "lv": "divi bērns",
    "mt": "żewġ tfal",
    "nl": "twee kind", "pl": "dwa dziecko", "pt": "dois estado", "ro": "doi copil", "sk": "dva dieťa",
    "sl": "dva otrok",
    "sv": "två barn",
}  # fmt: skip


def passages(language: str) -> dict[str, str]:
    """Id -> plain text of the statements of the first source, near enough to canonical text."""
    text = (CONTENT / f"{language}.md").read_text(encoding="utf-8")
    found = re.findall(r"^## (\S+)\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return {id: body.split("~~~")[-1].strip() for id, body in found}


def level(word: str, other: str, language: str) -> str | None:
    """How the query *word* finds *other*, letters and figures aside; None if it does not."""
    analysis = real_analysis()
    wanted = asked(analysis.query_keys(word, language).coded())
    levels = [wanted[key].level for key in analysis.query_keys(other, language).coded() if key in wanted]
    return LEVELS[min(levels)] if levels else None


def test_every_language_has_a_row() -> None:
    """The table is complete, in the order of languages; absence of compounds has a reason."""
    assert list(ANALYSIS) == list(LANGUAGES)
    for tag, row in ANALYSIS.items():
        assert row.stages, tag
        assert (row.compounds is None) == bool(row.why_no_compounds), tag
        assert (row.compounds is not None) == (tag in JOINTS), tag
        assert (row.dictionary is None) == (tag == "mt")


def test_the_version_names_everything_keys_depend_on() -> None:
    """Our rules, the lemmatiser, the stemmer and Unicode each change the version."""
    assert VERSION.startswith(f"{RULES}+simplemma-{lemmas.VERSION}+snowball-")
    assert "+unicode-" in VERSION
    assert Analysis.version == VERSION


@pytest.mark.parametrize(("language", "word", "other"), PAIRS)
def test_forms_of_a_word_find_each_other(language: str, word: str, other: str) -> None:
    """Inflections, capitals and spellings without accents of one word, in both directions."""
    assert {level(word, other, language), level(other, word, language)} <= {"stem", "spelling"}


@pytest.mark.parametrize(("language", "word", "other"), STRANGERS)
def test_other_words_do_not(language: str, word: str, other: str) -> None:
    """Words that only look alike stay apart."""
    assert level(word, other, language) is None


@pytest.mark.parametrize(("language", "word", "other", "how"), tables("analysis-levels.md")[""])
def test_how_a_word_finds_another(language: str, word: str, other: str, how: str) -> None:
    """A word with its accents finds its forms by the stem; without them, or in other letters, as a spelling."""
    assert level(word, other, language) == how


@pytest.mark.parametrize(("language", "word", "parts"), tables("analysis-compounds.md")["compounds"])
def test_a_compound_is_found_by_each_of_its_parts(language: str, word: str, parts: str) -> None:
    """Whole words that it is made of, in the dictionary's form, and words that its parts make together."""
    assert real_analysis().query_keys(word, language).atoms
    assert {part: level(part, word, language) for part in parts.split()} == dict.fromkeys(parts.split(), "compound")


@pytest.mark.parametrize(("language", "word", "parts"), tables("analysis-compounds.md")["no compounds"])
def test_a_word_that_is_no_compound_stays_whole(language: str, word: str, parts: str) -> None:
    """Neither endings nor pieces that only look like words are parts."""
    assert real_analysis().query_keys(word, language).atoms == ()
    assert {level(part, word, language) for part in parts.split()} <= {None}


def test_every_compounding_language_has_cases_of_compounds() -> None:
    """Ten at least, with words that are none among them."""
    found = tables("analysis-compounds.md")
    for tag in JOINTS:
        counts = [sum(row[0] == tag for row in found[heading]) for heading in ("compounds", "no compounds")]
        assert sum(counts) >= 10, tag
        assert min(counts) >= 3, tag


def test_what_a_compound_is_made_of_is_for_queries_only() -> None:
    """The key that names all parts together is known of the word, and no term of the passage."""
    found = real_analysis().index_terms("Kindesmissbrauch", "de")
    assert [made_of(key) for key in found.words["kindesmissbrauch"].keys if made_of(key)] == [
        (("kind",), ("missbrauch",))
    ]
    assert {"p:kind", "p:missbrauch"} <= set(found.keys)
    assert not any(key.startswith(MADE) for key in found.keys)


def test_words_tied_by_hyphens_are_indexed_as_one_word_too() -> None:
    """Up to three pieces, their last one in its stems; a dash and other signs tie nothing."""
    terms = real_analysis().index_terms
    assert {"f:email", "s:mail"} <= set(terms("Two e-mails.", "en").keys)
    assert "f:onlinespiel" in terms("Online‑Spielen", "de").keys
    assert not any("onlinespiel" in key for key in terms("Online – Spiele, Online/Spiele", "de").keys)
    assert not any("stateoftheart" in key for key in terms("state-of-the-art", "en").keys)


def test_every_language_has_cases() -> None:
    """Six pairs of forms and two of strangers at least, in each language."""
    for tag in TAGS:
        found = tables(f"analysis-{tag}.md")
        assert len(found["same"]) >= 6, tag
        assert len(found["apart"]) >= 2, tag


@pytest.mark.parametrize(("language", "query", "statement"), tables("analysis-content.md")[""])
def test_other_forms_find_a_passage(language: str, query: str, statement: str) -> None:
    """Every word of the query asks for a key of the passage."""
    analysis = real_analysis()
    held = set(analysis.index_terms(passages(language)[statement], language).keys)
    for token in tokens(query, language):
        known = analysis.known(token, language)
        assert not known.stop
        assert asked(known.keys).keys() & held


@pytest.mark.parametrize("language", TAGS)
def test_words_typed_without_accents_or_in_capitals_are_found(language: str) -> None:
    """Each word of the content is found by its folded form, and by its capitals."""
    analysis = real_analysis()
    for text in passages(language).values():
        for token in tokens(text, language):
            assert level(fold(token.word), token.surface, language) in ("stem", "spelling"), token.word
            if language not in ("ga", "el"):  # A prefix, and a final sigma after an apostrophe, hang on the case.
                capitals = analysis.query_keys(token.surface.upper(), language)
                assert set(capitals.stems) & set(analysis.keys(token.surface, language).stems), token.word


@pytest.mark.parametrize("language", TAGS)
def test_function_words_are_what_they_must_be(language: str) -> None:
    """Closed classes only, as literal terms: no negation, no number word, no word of the subject."""
    words = function_words(language)
    assert len(words) >= 60
    assert not words & set(NEGATIONS[language].split())
    assert not words & set(MEANINGFUL[language].split())
    assert all(word.isalpha() and literal(word, language) in words for word in words)


def test_a_negation_must_match_and_an_article_need_not() -> None:
    """The flag on a word says whether it may be missing, also typed without accents."""
    analysis = real_analysis()
    assert analysis.query_keys("Der", "de").stop
    assert analysis.query_keys("fur", "de").stop
    assert not analysis.query_keys("nicht", "de").stop


def test_a_passage_has_a_literal_term_for_every_position() -> None:
    """Literal terms keep stop words, clitics and figures; keys leave clitics and figures out; words have all."""
    found = real_analysis().index_terms("L’enfant n’a 30 études.", "fr")
    assert list(found.literal) == ["l", "enfant", "n", "a", "30", "études"]
    assert not {"s:l", "s:ne"} & set(found.keys)
    assert {"s:enfant", "l:étude", "s:étud", "f:etud"} <= set(found.keys)
    assert set(found.words) == set(found.literal)
    assert found.words["30"] == Known()
    assert found.words["l"].stop


def test_a_clitic_and_a_figure_ask_for_nothing() -> None:
    """A token tied to its neighbour need not match; a figure has no keys."""
    analysis = real_analysis()
    tied, word, figure = tokens("it-tfal 40", "mt")
    assert analysis.known(tied, "mt").stop
    assert not analysis.known(word, "mt").stop
    assert analysis.known(figure, "mt") == Known((), stop=False)


def test_keys_are_coded_by_level() -> None:
    """The code before a key says its kind, the best first."""
    keys = Keys(stems=("a",), lemmas=("b",), folded=("c",), parts=("d",), weak=("e",))
    assert keys.coded() == ("s:a", "l:b", "p:d", "f:c", "t:e")
    assert [LEMMA, FOLDED] == ["l:", "f:"]


def test_surfaces_of_one_word_pool_their_keys() -> None:
    """Straße and Strasse are one literal term with the keys of both; the same keys stay as they are."""
    one, other = Known(("s:a", "s:b")), Known(("s:b", "s:c"), stop=True)
    assert merged(one, other) == Known(("s:a", "s:b", "s:c"), stop=False)
    assert merged(one, one) is one
    found = real_analysis().index_terms("Straße Strasse", "de")
    assert list(found.words) == ["strasse"]


@given(st.text(min_size=1, max_size=12), st.sampled_from(TAGS))
@settings(max_examples=300, deadline=None)
def test_any_word_has_keys_that_are_terms(word: str, language: str) -> None:
    """Keys never hold a space, a capital or an uncomposed accent, whatever is typed; at least one spelling exists."""
    analysis = real_analysis()
    for token in tokens(word, language):
        for key in analysis.known(token, language).keys:
            assert not re.search(r"\s", key)
            assert len(key) > 2
        if token.kind == "word":
            assert analysis.keys(token.surface, language).stems


@given(
    st.lists(st.sampled_from(sorted({cell for pair in PAIRS for cell in pair[1:]})), max_size=5), st.sampled_from(TAGS)
)
@settings(max_examples=50, deadline=None)
def test_analysis_is_deterministic(words: list[str], language: str) -> None:
    """A second analysis with nothing remembered gives the same keys."""
    fresh = Analysis(_cache())
    for word in words:
        assert fresh.query_keys(word, language) == real_analysis().query_keys(word, language)


def _cache() -> Path:
    # The dictionaries lie two folders deep below the cache of the analysis.
    return real_analysis()._lemmas._folder.parents[1]


def test_several_threads_get_the_single_thread_answer() -> None:
    """Eight threads analysing the same words at once get what one gets."""
    words = [(word, tag) for tag, word, _ in PAIRS]
    expected = [real_analysis().query_keys(word, tag) for word, tag in words]
    fresh = Analysis(_cache())
    with ThreadPoolExecutor(8) as pool:
        for answers in [pool.map(lambda pair: fresh.query_keys(*pair), words) for _ in range(8)]:
            assert list(answers) == expected


def test_a_word_too_long_to_be_one_is_only_folded() -> None:
    """Beyond 80 characters a word is found as written or folded, and costs no analysis."""
    word = "Ü" * 5000
    assert real_analysis().query_keys(word, "et") == Keys(("ü" * 5000,), folded=("u" * 5000,))


def test_irish_mutations_meet() -> None:
    """A mutated word, with or without a capital, has the keys of the plain one."""
    analysis = real_analysis()
    assert surface("nÉireann", "ga") == "éireann"
    for word in ("hÉireann", "nÉireann", "héireann"):
        assert set(analysis.query_keys(word, "ga").stems) & set(analysis.query_keys("Éireann", "ga").stems), word


def test_the_first_use_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While dictionaries are built, progress counts up to their number, with the language; afterwards there is none."""
    steps: list[tuple[int, int, str]] = []
    analysis = Analysis(tmp_path, lambda *step: steps.append(step))
    analysis.prepare(("sl", "hr", "mt"))
    assert [(done, total) for done, total, _ in steps] == [(1, 2), (2, 2)]
    assert {tag for _, _, tag in steps} == {"sl", "hr"}
    again = Analysis(tmp_path, lambda *step: steps.append(step))
    assert again.query_keys("otroci", "sl") == real_analysis().query_keys("otroci", "sl")
    assert len(steps) == 2
