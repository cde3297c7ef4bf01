"""Set up everything on a bare machine: Python ≥ 3.11 is enough. Only the standard library is used here.

python3 tools/bootstrap.py core     what the product runs on
python3 tools/bootstrap.py build    what builds the web application
python3 tools/bootstrap.py test     the above and what the tests need
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(wanted: list[str]) -> int:
    """Make the virtual environment and install the named locks, each only when it changed."""
    if not ((3, 11) <= sys.version_info[:2] <= (3, 13)):
        return _refuse(f"Foresail runs on Python 3.11 to 3.13; this is {sys.version.split()[0]}.\n"
                       "Next: make PYTHON=python3.11 …")  # fmt: skip
    if not PYTHON.exists() and (problem := _make_venv()):
        return _refuse(problem)
    for name in wanted:
        _install(name)
    _link_package()
    return 0


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def _make_venv() -> str:
    try:
        import ensurepip
        import venv
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return (f"This Python has no venv module.\nNext: apt-get install python{version}-venv   "
                "(Debian, Ubuntu; as root), then run the same command again.")  # fmt: skip
    del ensurepip
    print("Making the virtual environment in .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)
    return ""


def _install(name: str) -> None:
    lock = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f".{name}.sha256"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing requirements/{name}.txt …", flush=True)
    if not _with_uv(lock):
        subprocess.run(
            [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock],
            check=True,
        )
    stamp.write_text(digest)


def _with_uv(lock: Path) -> bool:
    """Install with uv, which is several times faster; pip does it where uv is not to be had."""
    uv = PYTHON.parent / ("uv.exe" if os.name == "nt" else "uv")
    environment = os.environ.copy()
    index = _pip_setting("global.index-url")
    if index:
        environment.setdefault("UV_DEFAULT_INDEX", index)
    certificate = environment.get("PIP_CERT") or _pip_setting("global.cert")
    if certificate:
        environment.setdefault("SSL_CERT_FILE", certificate)
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        if not uv.exists():
            quiet = ["--quiet", "--disable-pip-version-check"]
            subprocess.run([PYTHON, "-m", "pip", "install", *quiet, "uv"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock],
            check=True,
            env=environment,
        )
        return True
    return False


def _pip_setting(name: str) -> str:
    found = subprocess.run([PYTHON, "-m", "pip", "config", "get", name], capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else ""


def _link_package() -> None:
    """Put the sources on the path and the command into the environment, without building a wheel."""
    site = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages")
    (site / "foresail-source.pth").write_text(str(ROOT / "src") + "\n", encoding="utf-8")
    command = PYTHON.parent / "foresail"
    command.write_text(
        f"#!{PYTHON}\nimport sys\nfrom foresail.cli.main import main\nsys.exit(main())\n", encoding="utf-8"
    )
    command.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["core"]))
