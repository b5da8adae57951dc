"""Builds the web face's assets into the wheel: with the machine's Node.js, or as they lie there if it has none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "src/trucewatch/faces/web/built"


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """``hatch build`` (not an editable install) runs ``tools/assets.sh`` where there is something to build from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises RuntimeError where the assets are neither there nor can be built."""
        root = Path(self.root)
        if version == "editable":
            return
        script = root / "tools" / "assets.sh"
        if script.exists() and not os.environ.get("TRUCEWATCH_KEEP_ASSETS") and shutil.which("bash"):
            subprocess.run(["bash", str(script)], cwd=root, check=False)  # noqa: S603, S607 - our own script
        if not (root / BUILT / "app.js").exists():
            raise RuntimeError("the web face's assets are missing: run tools/assets.sh (it needs Node.js 20 or newer)")
        build_data["artifacts"].append(f"/{BUILT}/**")
