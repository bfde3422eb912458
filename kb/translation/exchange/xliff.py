"""Which XLIFF is this, and what came back in it?"""

from __future__ import annotations

from kb.errors import Place
from kb.translation.exchange import xliff12, xliff21
from kb.translation.exchange.collecting import collect
from kb.translation.exchange.rules import refusal
from kb.translation.exchange.units import Reading
from kb.translation.exchange.xml_reading import parse


def read(data: bytes, path: str) -> Reading:
    """What came back in the XLIFF file *path*, of version 1.2 or 2.0 and later.

    :raises Refused: if it is not XLIFF, or nothing of it can be read.
    """
    root = parse(data, path)
    if root.tag == "xliff" and root.namespace == xliff12.NAMESPACE:
        source, target = xliff12.languages(root, path)
        return collect(xliff12.read(root, path), path, source_language=source, target_language=target)
    if root.tag == "xliff" and root.namespace == xliff21.NAMESPACE:
        source, target = root.get("srcLang"), root.get("trgLang")
        return collect(xliff21.read(root, path), path, source_language=source, target_language=target)
    raise refusal("exchange-format", Place(path, root.line))
