"""G4 and G5: readers never wait and never see two generations; one build at a time, and its lock heals."""

from __future__ import annotations

import os
import signal
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest
from harness import CHILDREN, assert_whole, first_build, start_server
from victim import fill, one_build

from foresail.contracts.access import SHARED
from foresail.kernel.problem import Busy, Problem
from foresail.kernel.viewer import LOCAL
from foresail.warehouse.sqlfile import parse
from foresail.warehouse.warehouse import Warehouse


def hold(workspace: Path, ready: Path) -> None:
    """Hold the writer's lock until somebody kills this process."""
    with Warehouse(workspace, threads=1).build(note="holder"):
        ready.write_text("ready", encoding="utf-8")
        time.sleep(60)


def test_twenty_builds_at_once(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, threads=1)
    told: list[Busy] = []
    done: list[str] = []
    running, over = threading.Event(), threading.Event()

    def build(number: int) -> None:
        try:
            with warehouse.build(note=f"build {number}") as session:
                session.table("one", "SELECT 1 AS x", rule=SHARED)
                running.set()
                over.wait(30)
            done.append(session.generation_id)
        except Busy as busy:
            told.append(busy)

    threads = [threading.Thread(target=build, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    running.wait(30)
    for _ in range(500):
        if len(told) == 19:
            break
        time.sleep(0.01)
    assert (warehouse.builder() or {})["pid"] == os.getpid()
    over.set()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert len(told) == 19
    for busy in told:
        assert busy.details["pid"] == os.getpid()
        assert datetime.fromisoformat(busy.details["since"]).tzinfo is not None
        assert str(os.getpid()) in busy.what.en
    assert warehouse.builder() is None
    warehouse.close()


def test_lock_of_a_dead_process_heals(tmp_path: Path) -> None:
    first_build(tmp_path)
    ready = tmp_path / "ready"
    start_server()
    child = CHILDREN.Process(target=hold, args=(tmp_path, ready))
    child.start()
    while not ready.exists():
        time.sleep(0.01)
    warehouse = Warehouse(tmp_path, threads=1)
    with pytest.raises(Busy) as busy, warehouse.build():
        pass
    assert busy.value.details["note"] == "holder"
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    start = time.perf_counter()
    with warehouse.build() as session:
        assert time.perf_counter() - start < 2
        fill(session, 2)
    assert_whole(tmp_path, {"2"})
    warehouse.close()


def read_and_publish(tmp_path: Path, readers: int, publishes: int) -> tuple[list[str], int]:
    """Readers that ask two questions in one answer while another process's builds are published."""
    warehouse = Warehouse(tmp_path, threads=1)
    with warehouse.build() as session:
        stamp(session, 0)
    wrong: list[str] = []
    asked = 0
    over = threading.Event()
    question = parse("SELECT (SELECT max(s) FROM one) AS a, (SELECT min(s) FROM two) AS b, :n AS n")

    def read(number: int) -> None:
        nonlocal asked
        own = warehouse if number % 2 else Warehouse(tmp_path, threads=1)
        count = 0
        while not over.is_set():
            try:
                with own.reader() as reader:
                    for _ in range(3):
                        count += 1
                        row = reader.ask(question, {"n": count * 100 + number}, LOCAL).to_pylist()[0]
                        if not str(row["a"]) == str(row["b"]) == reader.info["stamp"]:
                            wrong.append(f"mixed {row} {reader.id}")
            except Problem as problem:
                wrong.append(problem.render("en"))
        asked += count
        own.close()

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for number in range(1, publishes + 1):
        with warehouse.build() as session:
            stamp(session, number)
    over.set()
    for thread in threads:
        thread.join()
    warehouse.close()
    return wrong, asked


def stamp(session: object, number: int) -> None:
    from foresail.warehouse.build import BuildSession

    assert isinstance(session, BuildSession)
    session.info["stamp"] = str(number)
    for name in ("one", "two"):
        session.table(name, "SELECT :n AS s FROM range(1000)", {"n": number}, rule=SHARED)


def test_readers_while_publishing(tmp_path: Path) -> None:
    wrong, asked = read_and_publish(tmp_path, 4, 5)
    assert wrong == []
    assert asked > 20
    assert len([p for p in (tmp_path / "generations").iterdir() if p.suffix == ".duckdb"]) <= 4


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_eight_readers_and_a_hundred_publishes(tmp_path: Path) -> None:
    wrong, asked = read_and_publish(tmp_path, 8, 100)
    assert wrong == []
    assert asked > 1000


@pytest.mark.nightly
def test_reader_in_another_process_keeps_its_file(tmp_path: Path) -> None:
    one_build(tmp_path, 1, tmp_path / "log")
    held = Warehouse(tmp_path)
    reader = held.reader()
    start_server()
    for seed in range(2, 8):
        child = CHILDREN.Process(target=one_build, args=(tmp_path, seed, tmp_path / "log"))
        child.start()
        child.join()
    assert (tmp_path / "generations" / f"{reader.id}.duckdb").exists()
    assert reader.ask(parse("SELECT count(*) AS n FROM t0"), {}, LOCAL).to_pylist() == [{"n": 3000}]
    name = reader.id
    reader.close()
    held.close()
    Warehouse(tmp_path).sweep()
    assert not (tmp_path / "generations" / f"{name}.duckdb").exists()
