"""Which words a word is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.compounds import JOINTS, Compound, Joints, tiled

WORDS = "kind kindes schutz gesetz land landes schule klasse skola klass skol neu lass skolk verfahren prüfung alter"
GERMAN = JOINTS["de"]._replace(capitals=False)


def parts(word: str, joints: Joints = GERMAN, words: str = WORDS) -> Compound:
    """The parts of *word* where the dictionary holds *words*."""
    return tiled(word, joints, frozenset(words.split()).__contains__)


@pytest.mark.parametrize(
    ("word", "atoms"),
    [
        ("kinderschutz", (("kind",), ("schutz",))),
        ("kindesschutz", (("kindes", "kind"), ("schutz",))),
        ("schulklasse", (("schule",), ("klasse",))),
        ("altersprüfung", (("alter",), ("prüfung",))),
        ("landesschutzgesetz", (("landes", "land"), ("schutz",), ("gesetz",))),
        ("prüfungsverfahren", (("prüfung",), ("verfahren",))),
        ("schutzxgesetz", ()),
        ("schutzneu", ()),
        ("verfahren", ()),
        ("schutz", ()),
        ("", ()),
    ],
)
def test_a_word_is_tiled_with_known_words_and_links(word: str, atoms: tuple[tuple[str, ...], ...]) -> None:
    """Every letter belongs to a known word or a link; a last part of three letters must be in the list of heads."""
    assert parts(word).atoms == atoms


def test_neighbours_make_words_too() -> None:
    """All runs of atoms but the whole word, links between them kept and the last one's dropped."""
    assert parts("landesschutzgesetz").spans == ("landesschutz", "schutzgesetz")
    assert parts("kinderschutz").spans == ()


def test_after_an_ending_that_takes_it_an_s_is_a_link() -> None:
    """Prüfungsschutz is Prüfung-s-schutz, and prüfungschutz has no link that chutz could do without."""
    assert parts("prüfungsschutz").atoms == (("prüfung",), ("schutz",))
    assert parts("prüfungschutz").atoms == ()
    assert parts("prüfungschutz", GERMAN._replace(sealed=())).atoms == (("prüfung",), ("schutz",))


def test_particles_and_endings_are_no_parts() -> None:
    """What is in the language's list is never a part, whatever the dictionary says."""
    assert parts("überschutz", words="über schutz").atoms == ()
    assert parts("landschaft", words="land schaft").atoms == ()


def test_a_part_may_have_lost_or_turned_a_letter() -> None:
    """Swedish skola becomes skol- and Finnish -nen becomes -s; of two even tilings the longer last word decides."""
    assert parts("skolklass", JOINTS["sv"]).atoms == (("skol", "skola"), ("klass",))
    assert parts("ihmiskunta", JOINTS["fi"], "ihminen kunta").atoms == (("ihminen",), ("kunta",))


def test_a_long_part_is_taken_apart_again_and_a_short_one_is_not() -> None:
    """Nine letters at least; the link after it belongs to its last word."""
    words = "strafverfolgung straf verfolgung behörde plattform platt form netz"
    assert parts("strafverfolgungsbehörde", words=words).atoms == (("straf",), ("verfolgung",), ("behörde",))
    assert parts("kontrollnetz", words="kontroll kont roll netz").atoms == (("kontroll",), ("netz",))


def test_a_dictionary_with_capitals_is_asked_for_both() -> None:
    """German nouns stand in it with a capital."""
    assert parts("kinderschutz", JOINTS["de"], "Kind Schutz").atoms == (("kind",), ("schutz",))


def test_four_parts_are_the_most() -> None:
    """More tiles at one level are no word anybody reads."""
    assert len(parts("baum" * 2 + "wald" * 2, words="baum wald").atoms) == 4
    assert parts("baum" * 5, words="baum").atoms == ()


@given(st.lists(st.sampled_from(["kind", "schutz", "gesetz", "land", "klasse"]), min_size=2, max_size=4))
def test_what_is_put_together_is_taken_apart(words: list[str]) -> None:
    """Tiling undoes joining, for words that no other tiling makes."""
    found = parts("".join(words), Joints(), " ".join(words))
    assert found.atoms == tuple((word,) for word in words)


@given(st.text("abs", max_size=40), st.sets(st.text("abs", min_size=1, max_size=6), max_size=8))
def test_atoms_of_any_word_cover_it(word: str, words: set[str]) -> None:
    """Without links and turned letters the atoms of a word, put together, are the word."""
    found = tiled(word, Joints(), words.__contains__)
    assert "".join(forms[0] for forms in found.atoms) in ("", word)
    assert all(form in words for forms in found.atoms for form in forms)
