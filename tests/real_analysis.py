"""The analysis as users have it: with the dictionaries in this user's cache folder, built once a machine."""

from __future__ import annotations

import os
from functools import cache

from kb.languages import LANGUAGES
from kb.search.analysis import Analysis
from kb.settings import cache_folder


@cache
def real_analysis() -> Analysis:
    """One for all tests of a run, every language prepared."""
    analysis = Analysis(cache_folder(os.environ))
    analysis.prepare(tuple(LANGUAGES))
    return analysis
