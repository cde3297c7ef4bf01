"""The build hook: the wheel carries the built web application."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebHook(BuildHookInterface):
    """Builds the web application unless nothing changed or `FORESAIL_SKIP_WEB` is set."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel is made."""
        del version, build_data
        if os.environ.get("FORESAIL_SKIP_WEB"):
            return
        spec = importlib.util.spec_from_file_location("foresail_web_build", Path(self.root) / "web" / "build.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.build()
