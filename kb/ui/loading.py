"""What does ``module:attribute`` name? Rows of tables name what they lead to: it is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """What *name* (``package.module:attribute``) names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
