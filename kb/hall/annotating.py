"""How does a manuscript get its verdicts as comments?"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from kb.answers import Quotation, VerifyAnswer
from kb.citation.manuscripts import comments
from kb.citation.manuscripts.comments import Remark
from kb.citation.manuscripts.quotations import Cited, Quoted
from kb.errors import N_, StorageError, UsageError, message
from kb.hall import judging, verifying
from kb.hall.manuscripts import Manuscript
from kb.hall.opening import Opened

#: What can be annotated.
FORMATS = (".docx", ".odt")


def only(manuscripts: Sequence[Manuscript]) -> Manuscript:
    """The one manuscript that is to be annotated.

    :raises UsageError: if there are several, or it is of another kind.
    """
    if len(manuscripts) == 1 and manuscripts[0].suffix.lower() in FORMATS:
        return manuscripts[0]
    raise UsageError(
        N_("only one DOCX or ODT can be annotated"),
        code="not-annotated",
        hint=message(N_("name one file that ends in {formats}"), formats=" ".join(FORMATS)),
    )


def annotate(
    opened: Opened,
    manuscript: Manuscript,
    out: str,
    say: Callable[[Quotation], str],
    language: str | None,
) -> VerifyAnswer:
    """The verdicts on *manuscript*, which is written to *out* with them, as *say* says each, as comments."""
    document = manuscript.document()
    found = list(verifying.Verifier(opened, language).verdicts([document]))
    remarks = [_remark(place, say(row)) for place, row in found if row.verdict != judging.NOT_OURS]
    if Path(out).exists() and Path(manuscript.name).exists() and Path(out).samefile(manuscript.name):
        raise UsageError(N_("the manuscript itself is not written over"), code="not-annotated")
    data = comments.annotated(manuscript.data, manuscript.name, manuscript.suffix, document.blocks, remarks)
    _write(Path(out), data)
    return verifying.counted([row for _, row in found])


def _remark(place: Quoted | Cited, text: str) -> Remark:
    if isinstance(place, Quoted):
        return Remark(place.block, place.start, place.end, text)
    return Remark(place.block, place.mention.start, place.mention.end, text)


def _write(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise StorageError(
            N_("{path} cannot be written: {reason}"), code="unwritable", path=str(path), reason=reason
        ) from error
