"""Is the index built, fresh and whole?"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from kb.answers import IndexAnswer
from kb.errors import N_, IndexUnusable, message
from kb.hall.opening import Opening
from kb.search import generations, upkeep
from kb.search.generations import Generation


def index(opening: Opening, *, rebuild: bool, check: bool) -> IndexAnswer:
    """Bring the index up to date, build it anew, or look at every byte of it without changing anything.

    :raises IndexUnusable: when asked to check an index that is not there, or not one that can be asked.
    """
    start = perf_counter()
    if check:
        generation, action = _published(opening), "checked"
        damage = generation.wrong(full=True)
    else:
        fresh = upkeep.rebuild(opening.upkeep) if rebuild else upkeep.fresh(opening.upkeep)
        generation, action, damage = fresh.generation, fresh.action, []
        for remark in fresh.remarks:
            opening.remark(remark)
    with generation:
        return _answer(generation, action, perf_counter() - start, damage)


def _published(opening: Opening) -> Generation:
    generation = generations.current(opening.upkeep.folder, upkeep.expected(opening.upkeep.engine))
    if generation is None:
        raise IndexUnusable(
            N_("there is no search index yet"), code="index-missing", hint=message(N_("to build it: kb index"))
        )
    return generation


def _answer(generation: Generation, action: str, seconds: float, damage: Sequence[str]) -> IndexAnswer:
    fields = generation.manifest.fields
    return IndexAnswer(
        action=action,
        generation=generation.name,
        engine=fields["engine"],
        statements=fields["statements"],
        passages=fields["passages"],
        seconds=round(seconds, 3),
        bytes=sum(entry.stamp.size for entry in generation.manifest.files.values()),
        damage=tuple(damage),
    )
