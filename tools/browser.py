"""Make sure that the browser tests have a Chromium: install Debian's as root, otherwise say what to type."""

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-noto-cjk"]


def main() -> int:
    """Outside CI a missing browser is a word, not a failure: those tests are then skipped."""
    if shutil.which("chromium"):
        return 0
    line = f"apt-get install -y {' '.join(PACKAGES)}"
    if os.name != "nt" and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet, stdout=subprocess.DEVNULL)
        done = subprocess.run(
            ["apt-get", "install", "-y", "-qq", *PACKAGES], check=False, env=quiet, stdout=subprocess.DEVNULL
        )
        if done.returncode == 0:
            return 0
    print(f"There is no Chromium: the browser tests will be skipped. To run them: {line}", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
