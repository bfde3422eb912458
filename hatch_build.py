"""What does a package hold beside its Python files? Compiled catalogs, and the sample of ``kb init --sample``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackageData(BuildHookInterface):
    """Adds files to the wheel; an editable install gets its catalogs compiled beside their sources instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is built; *version* is ``standard`` or ``editable``."""
        root = Path(self.root)
        self._compiled = tempfile.TemporaryDirectory()
        for source in sorted(root.glob("locales/*/LC_MESSAGES/kb.po")):
            name = source.relative_to(root).with_suffix(".mo")
            target = root / name if version == "editable" else Path(self._compiled.name, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as po, target.open("wb") as mo:
                write_mo(mo, read_po(po))
            if version != "editable":
                build_data["force_include"][str(target)] = f"kb/{name.as_posix()}"
        for path in [] if version == "editable" else root.glob("content/**/*"):
            name = path.relative_to(root / "content")
            if path.is_file() and not name.parts[0].startswith("."):
                build_data["force_include"][str(path)] = f"kb/sample/{name.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling when the wheel is there."""
        self._compiled.cleanup()
