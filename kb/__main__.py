"""``python -m kb`` is the command ``kb``."""

import sys

from kb.ui.cli import main

if __name__ == "__main__":  # processes that it starts read this file too
    sys.exit(main())
