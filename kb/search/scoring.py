"""How much does a term weigh in a record? BM25 as Lucene computes it, with Lucene's byte for the length of a field."""

from __future__ import annotations

from math import log

K1 = 1.2
B = 0.75

# Lucene's SmallFloat: lengths below this are kept exactly, those above with four significant bits.
_EXACT = 24


def length_byte(length: int) -> int:
    """The byte that stands for a field of *length* terms; 0 is a record without the field.

    Exact up to 40, then rounded down: 41 counts as 40, 100 as 96 (``SmallFloat.intToByte4`` of Lucene 8).
    """
    if length < _EXACT:
        return length
    rest = length - _EXACT
    bits = rest.bit_length()
    if bits < 4:
        return _EXACT + rest
    shift = bits - 4
    return _EXACT + ((shift + 1) << 3 | (rest >> shift) & 7)


def _length(byte: int) -> int:
    if byte < _EXACT:
        return byte
    code = byte - _EXACT
    shift = (code >> 3) - 1
    return _EXACT + (code if shift < 0 else (code & 7 | 8) << shift)


#: The length that each byte stands for.
LENGTHS = tuple(_length(byte) for byte in range(256))


def norms(average: float) -> list[float]:
    """For each length byte what a term's frequency is weighed against, in fields of *average* length."""
    return [K1 * (1 - B + B * length / average) for length in LENGTHS] if average else [K1] * len(LENGTHS)


def idf(records: int, having: int) -> float:
    """How telling a term is that *having* of *records* records with the field have."""
    return log(1 + (records - having + 0.5) / (having + 0.5))
