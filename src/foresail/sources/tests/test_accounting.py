"""G11: no row disappears. 200 generated files with faults of every kind; each row is staged, refused or a duplicate."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from foresail.sources.tests.helpers import Loaded, adds_up, load, write

_FAULTS = (
    "none",
    "none",
    "none",
    "few",
    "many",
    "amount",
    "date",
    "future",
    "nokey",
    "twice",
    "other",
    "blank",
    "header",
    "quote",
)


def _spoilt(row: list[str], fault: str) -> list[str]:
    """The row with the fault in it."""
    changed = {"amount": (3, "面议"), "date": (4, "2026-02-31"), "future": (4, "2029-02-03"), "quote": (1, '"Deal" x')}
    if fault in changed:
        place, value = changed[fault]
        row[place] = value
    return {"few": row[:3], "many": [*row, "x", "y"], "nokey": ["", "", *row[2:]]}.get(fault, row)


def _file(folder: Path, number: int) -> tuple[str, Counter[str]]:
    """One file of opportunities, and how often each fault is in it."""
    random_ = random.Random(number)  # noqa: S311 - a seeded test
    header = "opportunity_id,name,stage,amount,created date"
    lines, found = [header], Counter[str]()
    for i in range(random_.randint(1, 25)):
        fault = random_.choice(_FAULTS)
        row = [f"{number}-{i}", f"Deal {i}", random_.choice(["New", "Closed Won", "输单"]), f"{i}.25", "2026-02-03"]
        found[fault] += 1
        row = _spoilt(row, fault)
        if fault == "blank":
            lines.append(random_.choice(["", ",,,,", "  ,,,,"]))
        elif fault == "header":
            lines.append(header)
        else:
            lines.append(",".join(row))
        if fault == "twice":
            lines.append(lines[-1])
        elif fault == "other":
            lines.append(",".join([row[0], "Renamed", *row[2:]]))
    lines.append("end,Deal end,New,1,2026-02-03".replace("end", f"{number}-end", 1))
    found["none"] += 1
    name = f"deals {number:03d}.csv"
    write(folder / name, "\n".join(lines) + random_.choice(["", "\n", "\n\n"]))
    return name, found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, dict[str, Counter[str]]]:
    folder = tmp_path_factory.mktemp("faulty") / "crm"
    faults = dict(_file(folder, number) for number in range(200))
    return load(folder), faults


def test_every_table_adds_up(loaded: tuple[Loaded, dict[str, Counter[str]]]) -> None:
    assert adds_up(loaded[0])
    manifest = loaded[0].staged.manifest
    assert sum(f.rows_in for f in manifest.files) == manifest.tables["opportunity"].rows_in


def test_every_file_adds_up(loaded: tuple[Loaded, dict[str, Counter[str]]]) -> None:
    whole, faults = loaded
    staged = Counter(whole.tables["opportunity"]["_file"].to_list())
    refused = Counter(whole.quarantine["file"].to_list())
    for file in whole.staged.manifest.files:
        f = faults[file.name]
        bad = sum(f[k] for k in ("few", "many", "amount", "date", "future", "nokey", "other", "quote"))
        good = f["none"] + f["twice"] + f["other"]
        assert staged[file.name] == good, file.name
        assert refused[file.name] == bad, file.name
        assert file.rows_in == good + bad + f["twice"], file.name
        assert file.skipped.get("repeated_header", 0) == f["header"]


def test_every_refusal_names_its_place(loaded: tuple[Loaded, dict[str, Counter[str]]]) -> None:
    for row in loaded[0].quarantine.to_dicts():
        assert row["file"]
        assert row["line"] > 1
        assert row["reason_en"]
        assert row["reason_zh"]
        if "amount" in row["reason_en"]:
            assert (row["column_name"], row["value"]) == ("amount", "面议")


def test_the_same_files_in_another_order_are_the_same_load(tmp_path: Path) -> None:
    folder = tmp_path / "crm"
    files = [folder / _file(folder, number)[0] for number in range(6)]
    one, two = load(folder, *files), load(folder, *reversed(files))
    assert one.staged.manifest.load_id == two.staged.manifest.load_id
    assert one.tables["opportunity"].equals(two.tables["opportunity"])
    other = load(folder, *files[:5])
    assert other.staged.manifest.load_id != one.staged.manifest.load_id
