"""No step is written for one engine only: whatever is asked by way of a `.sql` file, Spark answers the same."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pytest
from asking import ask_everything, second_system
from recorder import SOURCE, Asked, recording

from foresail.demo import generate
from foresail.kernel.settings import Settings
from foresail.runtime.building import build
from foresail.runtime.loading import load
from foresail.runtime.workspace import Workspace
from foresail.warehouse.spark import SparkEngine, differences, spark_engine

SCALE = 0.03
LONG = 7200
pytestmark = [pytest.mark.nightly, pytest.mark.spark, pytest.mark.timeout(LONG)]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[Asked]:
    """Every statement of a build of the demo company, and of those who look at it."""
    folder = tmp_path_factory.mktemp("every-sql")
    generate(folder / "exports", seed=7, scale=SCALE)
    place = Workspace.init(folder / "workspace", Settings(company="前帆自动化", language="zh"))
    load(place, [folder / "exports"], yes=True)
    load(place, [second_system(place, folder / "shop")], source="shop", yes=True)
    with recording() as recorder:
        build(place)
        ask_everything(place)
    place.close()
    return recorder.asked


@pytest.fixture(scope="module")
def engine() -> Iterator[SparkEngine]:
    pytest.importorskip("pyspark")
    with spark_engine() as held:
        yield held


def test_every_file_is_asked(asked: list[Asked]) -> None:
    there = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.sql")}
    reached = {name for one in asked for name in one.files}
    assert there - reached == set()


@pytest.mark.filterwarnings("ignore")
def test_every_statement_agrees(asked: list[Asked], engine: SparkEngine) -> None:
    loaded: dict[str, pa.Table] = {}
    wrong: list[str] = []
    for one in asked:
        for name, table in one.inputs.items():
            if loaded.get(name) is not table:
                engine.load(name, table)
                loaded[name] = table
        try:
            found = differences(one.answer, engine.fetch(one.sql, one.values))
        except Exception as error:  # noqa: BLE001  every statement is tried, and all that fail are named
            found = [f"{type(error).__name__}: {error}"[:500]]
        if found:
            wrong.append(f"{one.name} {sorted(one.files)}: {found[:3]}")
    files = {name for one in asked for name in one.files}
    print(f"{len(asked)} statements of {len(files)} files on both engines, {len(wrong)} differ")  # noqa: T201
    assert wrong == []
