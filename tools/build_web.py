"""Build the web application; `--install` first installs what builds it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "web"))

if __name__ == "__main__":
    if "--install" in sys.argv:
        subprocess.run([sys.executable, str(ROOT / "tools/bootstrap.py"), "build"], check=True)
    import build

    build.build()
