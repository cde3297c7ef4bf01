"""A build from exports to published results: reuse, isolation of faults, blocking, cancelling, the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from foresail.kernel.ports import Cancellation
from foresail.kernel.problem import Blocked, Cancelled, InvalidInput, NotBuilt
from foresail.kernel.text import same
from foresail.kernel.viewer import LOCAL
from foresail.runtime.building import build
from foresail.runtime.catalogue import Catalogue
from foresail.runtime.discovery import collect, scan
from foresail.runtime.tests.conftest import fresh
from foresail.runtime.workspace import Workspace
from foresail.warehouse.sqlfile import parse

Make = Callable[..., Path]


def rows(place: Workspace, sql: str) -> list[dict[str, object]]:
    with place.warehouse.reader() as reader:
        found: list[dict[str, object]] = reader.ask(parse(sql), {}, LOCAL).to_pylist()
        return found


def test_build_publishes_metrics_first_and_then_models(loaded: Workspace) -> None:
    heard: list[str] = []
    stages: list[str] = []

    def progress(step: str, done: float, note: str = "") -> None:
        del note
        if done == 1.0:
            heard.append(step)
        if step == "customers.sample" and done == 0.0:
            stages.append(next(g.stage for g in loaded.warehouse.generations() if g.current))
            status = rows(loaded, "SELECT status FROM capability_status")
            assert status == [{"status": "waiting"}]

    report = build(loaded, progress=progress)
    assert heard == [
        "model",
        "quality",
        "metrics",
        "publish metrics",
        "customers.sample",
        "publish models",
        "issue forecasts",
    ]
    assert stages == ["metrics"]
    assert [c.status for c in report.capabilities] == ["ok"]
    assert report.generation == next(g.id for g in loaded.warehouse.generations() if g.current)
    assert rows(loaded, "SELECT count(*) AS n FROM customers_sample_scores")[0]["n"] == 40
    evidence = rows(loaded, "SELECT evidence FROM capability_evidence")[0]["evidence"]
    assert json.loads(str(evidence))["measures"]
    info = {r["name"]: r["value"] for r in rows(loaded, "SELECT name, value FROM generation_info")}
    assert info["base_currency"] == "CNY"
    assert info["as_of"] == str(report.as_of)
    assert len(str(info["data_hash"])) == 64
    json.dumps(report.to_json())


def test_nothing_changed_means_everything_is_taken_over(built: Workspace) -> None:
    report = build(built)
    assert report.capabilities[0].reused
    log = (built.path / "logs" / report.log).read_text(encoding="utf-8").splitlines()
    steps = {line["step"]: line for line in map(json.loads, log)}
    assert steps["customers.sample"]["reused"] is True
    assert steps["customers.sample"]["rows"] == 41
    assert all(line["seconds"] >= 0 for line in steps.values())


def test_models_can_wait(loaded: Workspace) -> None:
    report = build(loaded, models=False)
    assert report.stage == "metrics"
    assert [c.status for c in report.capabilities] == ["waiting"]
    assert rows(loaded, "SELECT status FROM capability_status") == [{"status": "waiting"}]


def test_a_fault_is_noted_and_the_others_go_on(tmp_path: Path, exports: Path, make_package: Make) -> None:
    package = make_package("faulty", None, "customers.sample", "customers.other", "customers.after")
    model = package / "customers" / "sample" / "model.py"
    text = model.read_text(encoding="utf-8").replace("= spent.mean() + share", "= {} + share")
    model.write_text(text, encoding="utf-8")
    after = package / "customers" / "after" / "capability.py"
    after.write_text(
        after.read_text(encoding="utf-8").replace("minimum=", 'results=("customers_sample_scores",), minimum='),
        encoding="utf-8",
    )
    place = fresh(tmp_path / "w", collect(scan(package.name)), exports)
    report = build(place)
    found = {c.capability_id: c for c in report.capabilities}
    assert found["customers.other"].status == "ok"
    assert found["customers.sample"].status == "failed"
    assert found["customers.sample"].reason is not None
    assert "TypeError" in found["customers.sample"].reason.en
    assert found["customers.after"].status == "not_enough_data"
    place.close()


def test_too_little_data_is_an_answer_that_names_what_is_missing(
    tmp_path: Path, sample: Catalogue, exports: Path
) -> None:
    only = tmp_path / "only"
    only.mkdir()
    (only / "accounts.csv").write_bytes((exports / "accounts.csv").read_bytes())
    place = fresh(tmp_path / "w", sample, only)
    status = build(place).capabilities[0]
    assert status.status == "not_enough_data"
    assert status.missing == ("order",)
    gaps = rows(place, "SELECT table_name, column_name FROM gap WHERE capability_or_metric = 'customers.sample'")
    assert {"table_name": "order", "column_name": "ordered_at"} in gaps
    assert rows(place, "SELECT count(*) AS n FROM gap WHERE capability_or_metric = 'net_revenue'")[0]["n"]
    place.close()


def test_nothing_loaded_is_said(tmp_path: Path, sample: Catalogue) -> None:
    place = fresh(tmp_path / "w", sample)
    with pytest.raises(InvalidInput, match="Nothing has been loaded"):
        build(place)


def test_a_blocking_rule_keeps_it_from_being_published(loaded: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foresail.quality.blocking", lambda _session: Blocked(same("no")))
    with pytest.raises(Blocked):
        build(loaded)
    with pytest.raises(NotBuilt):
        loaded.warehouse.reader()


def test_cancel_between_steps(loaded: Workspace) -> None:
    cancel = Cancellation()

    def progress(step: str, done: float, note: str = "") -> None:
        del note
        if (step, done) == ("quality", 1.0):
            cancel.ask()

    with pytest.raises(Cancelled):
        build(loaded, progress=progress, cancel=cancel)
    with pytest.raises(NotBuilt):
        loaded.warehouse.reader()


def test_changed_code_is_run_again(tmp_path: Path, exports: Path, make_package: Make) -> None:
    package = make_package("edited")
    place = fresh(tmp_path / "w", collect(scan(package.name)), exports)
    assert not build(place).capabilities[0].reused
    assert build(place).capabilities[0].reused
    model = package / "customers" / "sample" / "model.py"
    model.write_text(model.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert not build(place).capabilities[0].reused
    place.close()
