"""Generations: the pointer, rolling back, sweeping, damage, leases."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from foresail.contracts.access import SHARED
from foresail.kernel.problem import Damaged, NotFound
from foresail.kernel.viewer import LOCAL
from foresail.warehouse.sqlfile import parse
from foresail.warehouse.warehouse import Warehouse, run_check


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    made = Warehouse(tmp_path, threads=2)
    yield made
    made.close()


def build(warehouse: Warehouse, stamp: int) -> None:
    with warehouse.build(note=f"build {stamp}") as session:
        session.table("one", "SELECT :stamp AS stamp, i FROM range(5000) AS r(i)", {"stamp": stamp}, rule=SHARED)


def stamp(warehouse: Warehouse) -> int:
    with warehouse.reader() as reader:
        return int(reader.ask(parse("SELECT min(stamp) AS s FROM one"), {}, LOCAL).to_pylist()[0]["s"])


def files(warehouse: Warehouse) -> list[str]:
    return sorted(p.stem for p in (warehouse.root / "generations").iterdir() if p.suffix == ".duckdb")


def test_rollback_and_the_numbers_after_it(warehouse: Warehouse) -> None:
    for number in (1, 2, 3):
        build(warehouse, number)
    start = time.perf_counter()
    info = warehouse.rollback()
    assert time.perf_counter() - start < 1
    assert (info.id, info.current, info.note) == ("generation-000002", True, "build 2")
    assert stamp(warehouse) == 2
    assert warehouse.rollback("generation-000003").id == "generation-000003"
    assert warehouse.rollback("generation-000001").id == "generation-000001"
    assert stamp(warehouse) == 1
    with pytest.raises(NotFound):
        warehouse.rollback()
    with pytest.raises(NotFound):
        warehouse.rollback("generation-000009")
    build(warehouse, 4)
    assert files(warehouse)[-1] == "generation-000004"
    assert stamp(warehouse) == 4


def test_sweep_spares_what_is_read(warehouse: Warehouse) -> None:
    build(warehouse, 1)
    held = warehouse.reader()
    for number in range(2, 7):
        build(warehouse, number)
    assert files(warehouse) == [f"generation-00000{n}" for n in (1, 4, 5, 6)]
    assert held.ask(parse("SELECT min(stamp) AS s FROM one"), {}, LOCAL).to_pylist() == [{"s": 1}]
    held.close()
    assert warehouse.sweep(keep=1) == ("generation-000001", "generation-000004", "generation-000005")
    assert stamp(warehouse) == 6
    names = {p.name for p in (warehouse.root / "generations").iterdir()}
    assert names == {f"generation-000006.{kind}" for kind in ("duckdb", "seal", "lease")}


def test_a_closed_reader_says_so(warehouse: Warehouse) -> None:
    build(warehouse, 1)
    reader = warehouse.reader()
    reader.close()
    reader.close()
    with pytest.raises(Exception, match="closed"):
        reader.ask(parse("SELECT 1 AS x"), {}, LOCAL)


def damage(path: Path, random: Random) -> str:
    """Change a file in one of the ways in which files break."""
    size = path.stat().st_size
    way = random.choice(["flip", "cut", "zero", "junk", "swap"])
    with path.open("r+b") as file:
        if way == "cut":
            file.truncate(random.randrange(size))
        else:
            place = random.randrange(size)
            length = min(size - place, random.choice([1, 100, 4096, 100_000]))
            file.seek(place)
            before = file.read(length)
            file.seek(place)
            after = bytes(length) if way == "zero" else random.randbytes(length)
            if way == "flip":
                after = bytes(b ^ 0x40 for b in before)
            if after == before:
                after = bytes(b ^ 1 for b in before)
            file.write(after)
    return way


def serves_the_one_before(tmp_path: Path, count: int) -> None:
    first = Warehouse(tmp_path, threads=2)
    build(first, 1)
    build(first, 2)
    first.close()
    current = tmp_path / "generations" / "generation-000002.duckdb"
    whole = tmp_path / "whole"
    shutil.copyfile(current, whole)
    random = Random(5)  # noqa: S311
    for _ in range(count):
        shutil.copyfile(whole, current)
        way = damage(current, random)
        fresh = Warehouse(tmp_path, threads=2)
        assert stamp(fresh) == 1, way
        fresh.close()
        run_check(current)  # whatever it finds, only the child may die
    shutil.copyfile(whole, current)
    fresh = Warehouse(tmp_path, threads=2)
    assert stamp(fresh) == 2  # the same bytes again: sound, whatever the times of the file say
    fresh.close()


def test_damaged_generations_are_refused(tmp_path: Path) -> None:
    serves_the_one_before(tmp_path, 6)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_two_hundred_damaged_generations(tmp_path: Path) -> None:
    serves_the_one_before(tmp_path, 200)


def test_everything_damaged_and_built_again(tmp_path: Path) -> None:
    first = Warehouse(tmp_path, threads=2)
    build(first, 1)
    first.close()
    path = tmp_path / "generations" / "generation-000001.duckdb"
    os.truncate(path, 1000)
    second = Warehouse(tmp_path, threads=2)
    with pytest.raises(Damaged):
        second.reader()
    build(second, 2)
    assert stamp(second) == 2
    second.close()


def test_a_lost_pointer_is_told(warehouse: Warehouse) -> None:
    build(warehouse, 1)
    (warehouse.root / "CURRENT").write_text("{", encoding="utf-8")
    with pytest.raises(Damaged):
        warehouse.reader()
