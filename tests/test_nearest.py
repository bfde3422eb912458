"""Is the name that was probably meant named?"""

from __future__ import annotations

import pytest

from kb.nearest import did_you_mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("findings", "finding"), ("Finding", "finding"), ("metod", "Method"), ("xyz", None), ("", None)],
)
def test_the_nearest_name_is_named_or_none(typed: str, meant: str | None) -> None:
    """Case does not count; the name is given as it is written; what resembles nothing gets no guess."""
    assert str(did_you_mean(typed, ["finding", "Method"]) or "") == (f"did you mean “{meant}”?" if meant else "")
