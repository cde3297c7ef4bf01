"""Write the lock files: every package with its hashes, and no address of an index.

Run by hand (`make lock`) when a dependency changes; needs `uv`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = {
    "core": ["pyproject.toml"],
    "build": ["requirements/build.in"],
    "test": ["pyproject.toml", "requirements/test.in"],
}


def main() -> int:
    """Compile each lock for Python 3.11 – 3.13 on every platform."""
    for name, inputs in LOCKS.items():
        command = [
            "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
            "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
            *inputs, "--output-file", f"requirements/{name}.txt",
        ]  # fmt: skip
        subprocess.run(command, cwd=ROOT, check=True)
        print(f"requirements/{name}.txt: {(ROOT / f'requirements/{name}.txt').read_text().count('==')} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
