"""Scripts of the web application with the right Node: `python tools/web.py typecheck|test|build|dev`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "web"))

SCRIPTS: dict[str, list[str]] = {
    "typecheck": ["node_modules/typescript/bin/tsc", "--noEmit"],
    "test": ["node_modules/vitest/vitest.mjs", "run", "--silent"],
    "build": ["node_modules/vite/bin/vite.js", "build"],
    "dev": ["node_modules/vite/bin/vite.js"],
}


def main() -> int:
    """Install if needed, then run."""
    import build

    if len(sys.argv) < 2 or sys.argv[1] not in SCRIPTS:
        print(f"Give one of: {', '.join(SCRIPTS)}", file=sys.stderr)
        return 2
    build.install(everything=True)
    try:
        build.run(*SCRIPTS[sys.argv[1]], *sys.argv[2:])
    except subprocess.CalledProcessError as failed:  # the tool has said what is wrong
        return failed.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
