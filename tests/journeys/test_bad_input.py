"""Whatever is typed or loaded: a clear word, the right status, and what was there before is still there."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foresail.kernel.ports import Cancellation
from foresail.kernel.problem import Cancelled
from foresail.runtime.workspace import Workspace

HEAD = "opportunity_id,name,account,stage,amount,created date,close date\n"
ROWS = [f"{i:05d},Deal {i},Acme,Proposal,{i}.50,2026-01-{i % 28 + 1:02d},2026-09-01\n" for i in range(1, 31)]
TOTAL = [{"created_count": 30, "created_amount": "480.00"}]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with thirty deals, built once; nothing that follows may change what it answers."""
    return _made(tmp_path_factory.mktemp("bad") / "w")


def _made(place: Path) -> Path:
    from foresail.cli.main import main

    good = place.parent / "crm"
    good.mkdir()
    (good / "deals.csv").write_text(HEAD + "".join(ROWS), encoding="utf-8")
    assert main(["init", str(place)]) == 0
    assert main(["load", str(good), "-w", str(place), "--yes"]) == 0
    assert main(["build", "-w", str(place), "--no-models"]) == 0
    return place


@pytest.fixture
def unharmed(built: Path, line: Any) -> Any:
    """The workspace; afterwards it answers as before, and all that was landed is still there."""

    def ask() -> Any:
        return line("query", "created_count,created_amount", "-w", built, "-f", "json").json

    assert ask() == TOTAL
    before = {p: p.stat().st_size for p in (built / "landing").rglob("*") if p.is_file()}
    yield built
    assert ask() == TOTAL
    assert before.items() <= {p: p.stat().st_size for p in (built / "landing").rglob("*") if p.is_file()}.items()


def changed(line: int, old: str, new: str) -> bytes:
    rows = list(ROWS)
    assert old in rows[line - 2]
    rows[line - 2] = rows[line - 2].replace(old, new)
    return (HEAD + "".join(rows)).encode()


SET_ASIDE = {
    "three cells too many": (changed(17, "-09-01\n", "-09-01,x,y,z\n"), ["deals.csv", "line 17", "10 cells"]),
    "text in an amount": (changed(8, "7.50", "about 3k?"), ["deals.csv", "line 8", "“amount”", "about 3k?"]),
    "the future": (changed(4, "2026-01-", "2031-01-"), ["deals.csv", "line 4", "“created date”", "after the day"]),
}


@pytest.mark.parametrize("case", SET_ASIDE)
def test_a_bad_row_is_set_aside_with_its_place(case: str, tmp_path: Path, unharmed: Path, line: Any) -> None:
    content, words = SET_ASIDE[case]
    (tmp_path / "deals.csv").write_bytes(content)
    said = line("load", tmp_path, "-w", unharmed, "--yes", "--source", "again")
    assert said.status == 0
    for word in (*words, "Correct the file and load it again"):
        assert word in said.out
    assert [int(n) for n in said.out.split("Opportunity")[1].split()[:6]][4] == 1


def archive(path: Path, name: str, content: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)


def _wide(folder: Path) -> None:
    text = ",".join(f"c{i}" for i in range(10_000)) + "\n" + ",".join("1" * 10_000) + "\n"
    (folder / "deals.csv").write_text(text, encoding="utf-8")


def _utf16() -> bytes:
    return (HEAD + "".join(ROWS)).encode("utf-16")


REFUSED: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "an empty file": (lambda f: (f / "deals.csv").write_bytes(b""), ["deals.csv", "empty"]),
    "a workbook of no bytes": (lambda f: (f / "deals.xlsx").write_bytes(b""), ["deals.xlsx", "empty"]),
    "a workbook that is none": (lambda f: (f / "deals.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 500), ["deals.xlsx"]),
    "only headers": (lambda f: (f / "deals.csv").write_text(HEAD), ["deals.csv", "no rows"]),
    "another system": (
        lambda f: (f / "valves.csv").write_text("valve,kelvin\n1,200\n2,300\n"),
        ["valves.csv", "kelvin"],
    ),
    "a bomb": (lambda f: archive(f / "a.zip", "deals.csv", HEAD + "0" * 300_000_000), ["a.zip", "unpack"]),
    "a way out": (lambda f: archive(f / "a.zip", "../../evil.csv", HEAD + ROWS[0]), ["a.zip", "evil.csv"]),
    "not text": (lambda f: (f / "deals.csv").write_bytes(HEAD.encode() + b"\x00\xff\xfe\x81" * 50), ["deals.csv"]),
    "UTF-16 with a byte lost": (
        lambda f: (f / "deals.csv").write_bytes(_utf16()[:151] + _utf16()[152:]),
        ["deals.csv"],
    ),
    "ten thousand columns": (_wide, ["deals.csv", "10,000 columns"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_used_is_refused(case: str, tmp_path: Path, unharmed: Path, line: Any) -> None:
    write, words = REFUSED[case]
    folder = tmp_path / "crm"
    folder.mkdir()
    write(folder)
    said = line("load", folder, "-w", unharmed, "--yes", "--source", "other")
    assert said.status == 2, said
    for word in (*words, "Next: "):
        assert word in said.out + said.err
    assert "Traceback" not in said.err
    assert not list(tmp_path.rglob("evil*"))


def test_a_wrong_encoding_is_read_as_it_was_meant_or_refused(tmp_path: Path, unharmed: Path, line: Any) -> None:
    (tmp_path / "deals.csv").write_bytes((HEAD + "".join(ROWS)).replace("Acme", "华北钢铁").encode("gb18030"))
    assert line("load", tmp_path, "-w", unharmed, "--yes", "--source", "gb").status == 0
    mixed = (
        HEAD.encode() + "".join(ROWS).replace("Acme", "华北").encode() + ROWS[0].replace("Acme", "华北").encode("gbk")
    )
    (tmp_path / "deals.csv").write_bytes(mixed)
    said = line("load", tmp_path, "-w", unharmed, "--yes", "--source", "mixed")
    assert "deals.csv" in said.out + said.err
    assert "line 32" in said.out + said.err or said.status == 2


def test_one_row_and_strange_names_are_welcome(tmp_path: Path, unharmed: Path, line: Any) -> None:
    folder = tmp_path / "数据 ☃ [bold]"
    folder.mkdir()
    odd = ROWS[0].replace("Acme", "Ω≈ç√ 😀 [red]x[/red]")
    (folder / "商机 ① 😀 [b].csv").write_text(HEAD + odd, encoding="utf-8")
    said = line("load", folder, "-w", unharmed, "--yes")
    assert said.status == 0
    assert "商机 ① 😀 [b].csv" in said.out  # the currency's assumption names the file, brackets and all


WRONG = {
    "metric": (("query", "won_amont"), 2, ["won_amont", "won_amount"]),
    "dimension": (("query", "won_amount", "--by", "regionn"), 2, ["regionn", "region"]),
    "field": (("query", "won_amount", "--where", "stagee=x"), 2, ["stagee", "stage"]),
    "unfinished": (("query", "won_amount", "--where", "stage="), 2, ["ends too early"]),
    "unquoted": (("query", "won_amount", "--where", "product=GTX Pro"), 2, ['"GTX Pro"', "quotes"]),
    "month": (("query", "won_amount", "--from", "2025-13"), 2, ["2025-13", "2025-01"]),
    "grain": (("query", "won_amount", "--grain", "fortnight"), 2, ["fortnight", "month"]),
    "workbook": (("query", "won_amount", "-f", "xlsx"), 2, ["--out"]),
    "capability": (("run", "customers.rfn"), 4, ["customers.rfm"]),
    "parameter": (("run", "pipeline.funnel", "--cohort-dayz", "9"), 2, ["cohort_days"]),
    "bounds": (("run", "customers.rfm", "--lookback-days", "-5"), 2, ["lookback_days", "from 7 to 730"]),
    "no number": (("run", "customers.rfm", "--lookback-days", "abc"), 2, ["lookback_days", "abc"]),
    "output": (("run", "pipeline.funnel", "--output", "x"), 4, ["stages"]),
    "table": (("show", "acount"), 4, ["acount", "account"]),
    "rule": (("check", "account.same_nam"), 4, ["account.same_nam"]),
    "path": (("load", "/nowhere/at/all"), 4, ["/nowhere/at/all", "Next: "]),
    "source": (("load", ".", "--source", "../../out"), 2, ["../../out", "letters"]),
    "generation": (("rollback", "generation-999999"), 4, ["generation-999999"]),
    "option": (("check", "--nope"), 2, ["--nope", "foresail check --help"]),
    "no argument": (("load",), 2, ["paths", "foresail load --help"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_word_is_answered(case: str, unharmed: Path, line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    words, status, said_words = WRONG[case]
    said = line(*words, "-w", unharmed)
    assert said.status == status, said
    for word in said_words:
        assert word in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("FORESAIL_LANG", "zh")
    again = line(*words, "-w", unharmed).err
    assert any("\u4e00" <= sign <= "\u9fff" for sign in again)


def test_an_unknown_command_and_none(line: Any) -> None:
    assert line("qery").status == 2
    assert "foresail --help" in line("qery").err
    assert "query" in line().out


def test_what_comes_too_early(tmp_path: Path, line: Any) -> None:
    assert line("query", "orders", "-w", tmp_path).status == 2  # no workspace
    assert "foresail init" in line("load", tmp_path, "-w", tmp_path / "w").err
    place = tmp_path / "w"
    assert line("init", place).status == 0
    nothing = line("build", "-w", place)
    assert (nothing.status, "foresail load" in nothing.err) == (2, True)
    for words in (("query", "orders"), ("check",), ("run", "customers.rfm"), ("report",), ("show", "account")):
        early = line(*words, "-w", place)
        assert (early.status, "foresail build" in early.err) == (4, True), words
    assert line("init", place).status == 2
    assert "foresail build" in line("doctor", "-w", place).out


def test_a_stop_publishes_nothing(unharmed: Path, line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Workspace.open(unharmed)
    before = [g.id for g in place.warehouse.generations()]

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("foresail.metrics.facts.build.build_facts", stop)
        said = line("build", "-w", unharmed)
    assert (said.status, "Stopped" in said.err) == (130, True)
    from foresail.runtime.building import build

    cancel = Cancellation()
    cancel.ask()
    with pytest.raises(Cancelled):
        build(place, cancel=cancel)
    assert [g.id for g in place.warehouse.generations()] == before


def test_a_folder_that_may_not_be_written(
    unharmed: Path, line: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deals.csv").write_text(HEAD + ROWS[3], encoding="utf-8")
    landing = unharmed / "landing"

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", os.fspath(landing))

    monkeypatch.setattr("foresail.warehouse.landing.Landing.keep", refuse)
    said = line("load", tmp_path, "-w", unharmed, "--yes", "--source", "shut")
    assert (said.status, "Traceback" in said.err) == (6, False)
    assert os.fspath(landing) in said.err
    monkeypatch.setenv("FORESAIL_LANG", "zh")
    assert "不允许" in line("load", tmp_path, "-w", unharmed, "--yes", "--source", "shut").err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_the_system_shut(tmp_path: Path, line: Any) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    assert line("init", shut / "w").status == 6


def test_a_blocking_rule_keeps_what_was_published(line: Any, tmp_path: Path) -> None:
    """Deals in a currency without any rate would be missing from every total: nothing is published, and it says why."""
    place, foreign = _made(tmp_path / "w"), tmp_path / "abroad"
    foreign.mkdir()
    head = HEAD.replace("amount,", "amount,currency,")
    rows = "".join(f"X{i},Deal {i},Acme,Proposal,{i}.50,CHF,2026-01-05,2026-09-01\n" for i in range(1, 31))
    (foreign / "deals.csv").write_text(head + rows, encoding="utf-8")
    assert line("load", foreign, "-w", place, "--yes", "--source", "abroad").status == 0
    found = line("build", "-w", place, "--no-models")
    assert found.status != 0
    for said in ("cannot be converted", "30 of 60", "Nothing was published", "exchange rates"):
        assert said in found.err
    assert line("query", "created_count,created_amount", "-w", place, "-f", "json").json == TOTAL
