"""Write `web/openapi.json`: the routes of the API, and the contract types that its answers are made of.

`python tools/openapi.py` writes it and the TypeScript types from it; `--check` only says whether they are current.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "web" / "openapi.json"
TYPES = "src/client/schema.d.ts"


def document() -> dict[str, Any]:
    """The document of this working tree. Routes come from declarations, so an empty workspace is enough."""
    from pydantic.json_schema import models_json_schema

    from foresail.api.app import create_app
    from foresail.api.place import Place
    from foresail.contracts.block import BlockData
    from foresail.contracts.page import PageSpec
    from foresail.contracts.query import Result
    from foresail.runtime.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.init(Path(folder) / "w")
        try:
            made: dict[str, Any] = create_app(Place(workspace)).openapi()
        finally:
            workspace.close()
    _, contracts = models_json_schema(
        [(model, "serialization") for model in (BlockData, PageSpec, Result)],
        ref_template="#/components/schemas/{model}",
    )
    made["components"]["schemas"] |= contracts["$defs"]
    made["info"]["version"] = "v1"  # the version of the API, not of the package: a release changes nothing here
    return made


def text() -> str:
    """The file as it is kept."""
    return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write or check."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "web")]
    if "--check" in sys.argv:
        if TARGET.read_text(encoding="utf-8") == text():
            return 0
        print("web/openapi.json is stale. Next: python tools/openapi.py", file=sys.stderr)
        return 1
    TARGET.write_text(text(), encoding="utf-8")
    import build

    build.install(everything=True)
    build.run("node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", TYPES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
