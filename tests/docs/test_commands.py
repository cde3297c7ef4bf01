"""Every command that the READMEs and guides show is run, in their order, on a tiny company."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from foresail.cli.main import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "docs/guide.md", "README.zh.md", "docs/guide.zh.md")
ELSEWHERE = {"serve", "demo"}  # tests/e2e and tests/api run these
SAME = {"我的公司": "my-company", "导出文件夹": "EXPORTS", "周报": "weekly", "修正清单": "fixes", "产品": "products"}


def commands(text: str) -> list[list[str]]:
    """The commands of a document: indented lines, and what stands behind `&&` in them."""
    found = []
    for line in re.findall(r"^ {4,}(\S.*)$", text, re.MULTILINE):
        for part in line.split("&&"):
            shown = re.match(r"(?:\.venv/bin/)?foresail (.*)", part.strip())
            if shown:
                found.append(shlex.split(shown[1], comments=True))
    return found


def all_commands() -> list[tuple[str, list[str]]]:
    """Each command once, with its document; both languages work on the same workspace.

    What a fix list changed is built again, without the analyses: once is enough for these.
    """
    found: list[tuple[str, list[str]]] = []
    done: set[tuple[str, ...]] = set()
    for document in DOCUMENTS:
        for words in commands((ROOT / document).read_text(encoding="utf-8")):
            plain = [_plain(word) for word in words]
            if plain[0] in ELSEWHERE or tuple(plain) in done:
                continue
            found.append((document, plain))
            done.add(tuple(plain))
            if plain[:2] == ["load", "fixes.csv"]:
                found.append((document, ["build", "--no-models", "-w", "my-company"]))
    return found


def _plain(word: str) -> str:
    for said, meant in SAME.items():
        word = word.replace(said, meant)
    return word


def test_the_documents_show_commands() -> None:
    text = (
        "Do it:\n\n    .venv/bin/foresail show tables -w x  # why\n\n    5 * * * 1  cd a && foresail build -w 'y z'\n"
    )
    assert commands(text) == [["show", "tables", "-w", "x"], ["build", "-w", "y z"]]
    for document in DOCUMENTS:
        assert len(commands((ROOT / document).read_text(encoding="utf-8"))) >= 5, document


def test_both_guides_show_the_same_commands() -> None:
    english, chinese = (
        [[_plain(word) for word in words] for words in commands((ROOT / name).read_text(encoding="utf-8"))]
        for name in ("docs/guide.md", "docs/guide.zh.md")
    )
    assert [words for words in chinese if "--language" not in words] == [
        words for words in english if "--language" not in words
    ]


def test_every_command_of_the_guides_runs(
    exports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = exports.parent
    monkeypatch.chdir(folder)
    failed = []
    for document, words in all_commands():
        status = main(words)
        said = capsys.readouterr()
        # `doctor` also tells about the machine: room on the disk, a browser for PDF.
        if status != 0 and not (words[0] == "doctor" and status == 1):
            failed.append(f"{document}: foresail {shlex.join(words)} ended with {status}: {said.err}")
        if words[0] in AFTERWARDS:
            AFTERWARDS[words[0]](folder)
    assert not failed, "\n".join(failed)
    assert (folder / "weekly.html").stat().st_size > 10_000
    assert (folder / "products.csv").read_text(encoding="utf-8-sig").count("\n") > 3


def _fill_the_fix_list(folder: Path) -> None:
    """As a person would: the first row gets a day in its last column."""
    path = folder / "fixes.csv"
    if not path.exists():
        return
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) > 1, "the tiny company has no deal whose close date has passed"
    rows[1][-1] = "2027-06-30"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


AFTERWARDS: dict[str, Callable[[Path], None]] = {"check": _fill_the_fix_list}
