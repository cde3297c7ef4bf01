"""A small company as exports, loaded and built once; and a capability made by the scaffold."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from foresail.kernel.settings import Settings
from foresail.runtime.building import build
from foresail.runtime.catalogue import Catalogue
from foresail.runtime.discovery import collect, scan
from foresail.runtime.loading import load
from foresail.runtime.workspace import Workspace

TOOL = Path(__file__).resolve().parents[4] / "tools" / "new_capability.py"
ID = "customers.sample"
FIRST = date(2023, 1, 2)

Make = Callable[..., Path]


def write_exports(folder: Path, *, orders: int = 400) -> Path:
    """Accounts, orders and their lines as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(5)  # noqa: S311  made-up data
    _csv(folder / "accounts.csv", ("account_id", "name", "region", "owner_id", "created_at"), [
        (f"A{i:03d}", f"客户{i}", ("华东", "华南")[i % 2], f"R{i % 3}", FIRST.isoformat()) for i in range(40)
    ])  # fmt: skip
    days = sorted(chance.randrange(700) for _ in range(orders))
    _csv(folder / "orders.csv", ("order_id", "account_id", "ordered_at", "currency", "status"), [
        (f"O{i:05d}", f"A{chance.randrange(40):03d}", f"{FIRST + timedelta(days=d)} 10:00:00", "CNY", "done")
        for i, d in enumerate(days)
    ])  # fmt: skip
    _csv(folder / "order_lines.csv", ("order_id", "line_no", "product_id", "quantity", "unit_price", "net_amount"), [
        (f"O{i:05d}", 1, "P1", q, "10.50", f"{q * 10.5:.2f}") for i in range(orders) for q in (chance.randrange(1, 9),)
    ])  # fmt: skip
    return folder


def _csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])


@pytest.fixture(scope="session")
def make_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Write a package with one scaffolded capability; `changes` are file → (old text, new text)."""
    spec = importlib.util.spec_from_file_location("new_capability", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    root = tmp_path_factory.mktemp("packages")
    sys.path.insert(0, str(root))

    def make(name: str, changes: Mapping[str, Sequence[tuple[str, str]]] | None = None, *ids: str) -> Path:
        package = root / name
        for capability_id in ids or (ID,):
            tool.write(capability_id, package, name)
        (package / "__init__.py").touch()
        for file, pairs in (changes or {}).items():
            path = package / "customers" / "sample" / file
            text = path.read_text(encoding="utf-8")
            for old, new in pairs:
                assert old in text
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        return package

    yield make
    sys.path.remove(str(root))


@pytest.fixture(scope="session")
def sample(make_package: Make) -> Catalogue:
    """A catalogue of the scaffolded capability alone."""
    return collect(scan(make_package("sample_alone").name))


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_exports(tmp_path_factory.mktemp("exports") / "erp")


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second each time."""
    moment = datetime(2025, 1, 1, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return clock


def fresh(folder: Path, catalogue: Catalogue, exports: Path | None = None) -> Workspace:
    """A new workspace that knows these declarations alone."""
    place = Workspace.init(folder, Settings(), ticking())
    place.__dict__["catalogue"] = catalogue
    if exports is not None:
        load(place, [exports], yes=True)
    return place


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory, sample: Catalogue, exports: Path) -> Path:
    folder = tmp_path_factory.mktemp("built") / "w"
    place = fresh(folder, sample, exports)
    build(place)
    place.close()
    return folder


@pytest.fixture
def built(_built: Path, tmp_path: Path, sample: Catalogue) -> Iterator[Workspace]:
    """A workspace that was loaded and built; a copy of its own for each test."""
    shutil.copytree(_built, tmp_path / "w")
    place = Workspace.open(tmp_path / "w", ticking())
    place.__dict__["catalogue"] = sample
    yield place
    place.close()


@pytest.fixture
def loaded(tmp_path: Path, sample: Catalogue, exports: Path) -> Iterator[Workspace]:
    """A workspace that was loaded, not built."""
    place = fresh(tmp_path / "w", sample, exports)
    yield place
    place.close()
