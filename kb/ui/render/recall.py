"""How does the recall of an index look to a person?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from kb.answers import Probed, Recall
from kb.errors import N_, Message, message
from kb.ui.messages import Translator
from kb.ui.render import Look
from kb.ui.render.layout import FAINT, columns, paragraph, styled
from kb.ui.render.words import LEVELS

#: Ways to type a word of a passage, as the columns of the table are called.
MODES = {
    "own": LEVELS["literal"],
    "inflected": N_("other forms"),
    "component": LEVELS["compound"],
    "unaccented": N_("without accents"),
    "figures": N_("figures"),
}

#: JSON has all of them.
_MOST_MISSES = 20


def recall(probed: Probed, look: Look) -> str:
    """A row for each language, a column for each way of typing; then the total, and what was not found."""
    rows = [[tag, *(_percent(recall.get(mode)) for mode in MODES)] for tag, recall in probed.languages.items()]
    names = ["", *map(look.translator.gettext, MODES.values())]
    heading, _, table = columns([names, *rows], look.width).partition("\n")
    total = paragraph(look.translator.say(_total(probed)), look.width)
    return f"\n{styled(heading, FAINT, look.colour)}\n{table}\n{total}{_misses(probed, look)}"


def _percent(recall: Recall | None) -> str:
    # Cut, not rounded: 100 % is all of them.
    return f"{1000 * recall.found // recall.asked / 10:.1f} %" if recall else "–"


def _total(probed: Probed) -> Message:
    recalls = list(chain.from_iterable(recall.values() for recall in probed.languages.values()))
    return message(
        N_("{found} of {asked} searches found their passage ({statements} statements, seed {seed})."),
        found=sum(one.found for one in recalls),
        asked=sum(one.asked for one in recalls),
        statements=probed.statements,
        seed=probed.seed,
    )


def _misses(probed: Probed, look: Look) -> str:
    if not probed.missed:
        return ""
    shown = columns(list(_rows(probed, look.translator)), look.width)
    more = "…\n" if len(probed.missed) > _MOST_MISSES else ""
    return f"\n{look.translator.gettext(N_('Not found:'))}\n{shown}{more}"


def _rows(probed: Probed, translator: Translator) -> Iterator[Sequence[str]]:
    for miss in probed.missed[:_MOST_MISSES]:
        yield miss.address, translator.gettext(MODES[miss.mode]), miss.typed
