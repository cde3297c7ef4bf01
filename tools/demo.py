"""`make demo`: build the web application while the demo company is made and loaded, then open the cockpit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKSPACE = ROOT / "demo-workspace"


def main() -> int:
    """Both halves at once; the analyses finish behind the open cockpit. What stands already is not made again."""
    web = subprocess.Popen([sys.executable, "tools/build_web.py", "--install"], cwd=ROOT)
    command = [sys.executable, "-m", "foresail.cli.main", "demo", str(WORKSPACE)]
    if not (WORKSPACE / "CURRENT").exists():
        made = subprocess.run([*command, "--no-serve", "--no-models"], cwd=ROOT, check=False)
        if made.returncode:
            web.terminate()
            return made.returncode
    if web.wait():
        return 1
    return subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
