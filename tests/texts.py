"""Which characters may stand in content? For tests that make up texts."""

from __future__ import annotations

from hypothesis import strategies as st

#: Refused wherever they stand: signs of a failed decoding, and variation selectors that can carry hidden text.
REFUSED = "\ufffc\ufffd" + "".join(map(chr, range(0xE0100, 0xE01F0)))

PERMITTED = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"), exclude_characters=REFUSED)
