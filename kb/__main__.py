"""``python -m kb`` is the command ``kb``."""

import sys

from kb.ui.cli import main

sys.exit(main())
