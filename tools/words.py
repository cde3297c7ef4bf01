"""What must not stand in a tracked file: registry addresses, paths of one machine, secrets, unsafe calls."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FORBIDDEN = {
    "the address of a package registry": re.compile(
        r"(pypi|pythonhosted|npmjs|npmmirror|tuna\.tsinghua)\.(org|com|edu)"
    ),
    "the path of one machine": re.compile(r"(?<![\w.-])/(?:work|farm|root|home/\w+)/"),
    "a call that can execute what is stored": re.compile(r"^\s*(?:import|from) pickle\b|[^.\w]eval\(|[^.\w]exec\("),
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY"),
}
SKIP = {"tools/words.py", "LICENSE"}
READ = {".py", ".sql", ".ts", ".tsx", ".css", ".md", ".toml", ".txt", ".json", ".html", ".yml", ".in", ".cfg", ""}


def main() -> int:
    """Name each line that must not be there."""
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = 0
    for name in files.stdout.splitlines():
        path = ROOT / name
        if name in SKIP or path.suffix not in READ or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for what, pattern in FORBIDDEN.items():
                if pattern.search(line) and "words: meant" not in line:
                    print(f"{name}:{number}: {what}: {line.strip()[:120]}")
                    found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
