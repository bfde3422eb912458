"""Which of the names that exist was probably meant?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kb.errors import N_, Message, message
from kb.lazy import LazyModule

if TYPE_CHECKING:
    import difflib
else:
    difflib = LazyModule("difflib")  # for those who mistype only

_LONGEST = 80


def did_you_mean(name: str, names: Iterable[str]) -> Message | None:
    """The hint that names the one of *names* that *name* was probably meant to be; None if nothing comes near."""
    by_folded = {each.casefold(): each for each in names}
    found = difflib.get_close_matches(name.casefold()[:_LONGEST], by_folded, n=1, cutoff=0.6)
    return message(N_("did you mean “{nearest}”?"), nearest=by_folded[found[0]]) if found else None
