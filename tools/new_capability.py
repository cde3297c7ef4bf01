"""Write the folder of a new capability: `python tools/new_capability.py customers.next_order`.

The folder runs as it is: a small, honest analysis that passes the whole contract suite. Replace its parts one by one.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = Path(__file__).resolve().parent / "scaffold"
SECTIONS = ("customers", "pipeline", "forecast", "channels", "pricing", "products", "team")
_ID = re.compile(r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$")


def main(arguments: list[str] | None = None) -> int:
    """Command line: exit 0 when the folder is written, 2 when the id cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("id", nargs="?", default="", help="<domain>.<name>, for example customers.next_order")
    parser.add_argument("--into", type=Path, default=ROOT / "src/foresail/analytics", help="folder of the package")
    parser.add_argument("--package", default="foresail.analytics", help="import name of that folder")
    given = parser.parse_args(arguments)
    if not _ID.match(given.id):
        print(
            f"“{given.id}” is not <domain>.<name> in small letters, as in: make new-capability ID=customers.next_order"
        )
        return 2
    folder = given.into / given.id.replace(".", "/")
    if folder.exists():
        print(f"{folder} is there already; choose another name.")
        return 2
    for path in write(given.id, given.into, given.package):
        print(f"  {path}")
    print(f"\nNext: edit these files, then `pytest tests/contract -k {given.id}` and `pytest {folder}`.")
    return 0


def write(capability_id: str, into: Path, package: str) -> list[Path]:
    """Write the folder and give the files written."""
    domain, name = capability_id.split(".")
    folder = into / domain / name
    words = {
        "id": capability_id,
        "domain": domain,
        "name": name,
        "Name": "".join(part.capitalize() for part in name.split("_")),
        "title": name.replace("_", " ").capitalize(),
        "package": f"{package}.{domain}.{name}",
        "section": domain if domain in SECTIONS else "overview",
        "scope": domain,
    }
    (folder / "tests").mkdir(parents=True)
    written = []
    for template in sorted(TEMPLATES.glob("*.tmpl")):
        text = Template(template.read_text(encoding="utf-8")).substitute(words)
        target = folder / template.name.removesuffix(".tmpl")
        if target.name == "test_model.py":
            target = folder / "tests" / f"test_{domain}_{name}_model.py"
        target.write_text(text, encoding="utf-8")
        written.append(target)
    for init, what in ((folder, f"`{capability_id}`."), (folder.parent, f"Analyses of {domain}.")):
        if not (init / "__init__.py").exists():
            (init / "__init__.py").write_text(f'"""{what}"""\n', encoding="utf-8")
            written.append(init / "__init__.py")
    tidy(folder)
    return written


def tidy(folder: Path) -> None:
    """Format what was written: lines and order of imports depend on the name. Without ruff it stays as it is."""
    ruff = [sys.executable, "-m", "ruff"]
    config = ["--config", str(ROOT / "pyproject.toml"), "--quiet", str(folder)]
    subprocess.run([*ruff, "check", "--fix", "--select", "I", *config], check=False, capture_output=True, cwd=ROOT)
    subprocess.run([*ruff, "format", *config], check=False, capture_output=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
