"""Running for somebody: defaults from the generation, others kept beside it, words for what cannot be."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import polars as pl
import pytest

from foresail.contracts.frames import Frames, once
from foresail.kernel.problem import Forbidden, InvalidInput, NotFound
from foresail.kernel.viewer import LOCAL, Role, RowRule, Viewer
from foresail.runtime.building import build
from foresail.runtime.capability.execute import arranged
from foresail.runtime.running import run
from foresail.runtime.workspace import Workspace

ID = "customers.sample"


def viewer(*owners: str, scopes: frozenset[str] = frozenset({"*"})) -> Viewer:
    rule = RowRule(owners=frozenset(owners))
    return Viewer(user_id="u", name="u", role=Role.REPRESENTATIVE, scopes=scopes, rows=rule)


def test_defaults_are_read_and_others_are_kept(built: Workspace) -> None:
    usual = run(built, ID)
    assert usual.origin == "generation"
    assert usual.evidence is not None
    other = run(built, ID, {"horizon-days": "60"})
    assert (other.origin, other.params) == ("computed", {"horizon_days": 60})
    again = run(built, ID, {"horizon_days": 60})
    assert again.origin == "kept"
    assert [r.rows for r in again.outputs.values()] == [r.rows for r in other.outputs.values()]
    assert isinstance(usual.outputs["scores"].records()[0]["expected"], Decimal)
    json.dumps(other.to_json(), allow_nan=False)


def test_kept_and_stored_are_the_same(built: Workspace) -> None:
    """The same parameters give the same rows whether they were built or computed on the side."""
    usual = run(built, ID)
    near = run(built, ID, {"horizon_days": 90}, as_of=usual.as_of)
    assert near.origin == "generation"
    built.catalogue.entry(ID)
    before = run(built, ID, as_of=usual.as_of - timedelta(days=30))
    assert before.origin == "computed"
    assert before.as_of == usual.as_of - timedelta(days=30)
    assert before.outputs["summary"].records()[0]["as_of"] == before.as_of


def test_row_rules_hold_on_both_ways(built: Workspace) -> None:
    for params in (None, {"horizon_days": 45}):
        whole = {r["account_id"] for r in run(built, ID, params).outputs["scores"].records()}
        parts = [
            {r["account_id"] for r in run(built, ID, params, viewer(f"erp:R{i}")).outputs["scores"].records()}
            for i in range(3)
        ]
        assert set.union(*parts) == whole
        assert sum(map(len, parts)) == len(whole)
        assert run(built, ID, params, viewer("erp:R0")).outputs["summary"].total == 0
        assert run(built, ID, params, viewer()).outputs["scores"].total == 0


def test_scope_is_asked(built: Workspace) -> None:
    with pytest.raises(Forbidden, match="customers:read"):
        run(built, ID, None, viewer(scopes=frozenset({"pipeline:read"})))


def test_results_go_with_their_generation(built: Workspace, exports: object) -> None:
    del exports
    run(built, ID, {"horizon_days": 60})
    assert len(list((built.path / "results").iterdir())) == 1
    note = next((built.path / "results").iterdir()) / "run.json"
    said = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps({**said, "generation": "generation-999999"}), encoding="utf-8")
    build(built)
    assert not list((built.path / "results").iterdir())


def test_a_torn_result_is_computed_again(built: Workspace) -> None:
    run(built, ID, {"horizon_days": 60})
    folder = next((built.path / "results").iterdir())
    (folder / "scores.parquet").write_bytes(b"PAR1")
    assert run(built, ID, {"horizon_days": 60}).origin == "computed"
    assert run(built, ID, {"horizon_days": 60}).origin == "kept"


def test_wrong_parameters_teach(built: Workspace) -> None:
    with pytest.raises(InvalidInput) as unknown:
        run(built, ID, {"horizon": "30"})
    assert unknown.value.closest == ("horizon_days",)
    for wrong in ("zero", "1", "900"):
        with pytest.raises(InvalidInput) as refused:
            run(built, ID, {"horizon_days": wrong})
        assert "from 7 to 365 (days), by default 90" in refused.value.render("en")
        assert "7 到 365 之间的整数" in refused.value.render("zh")


def test_no_such_capability_and_no_such_day(built: Workspace) -> None:
    with pytest.raises(NotFound) as missing:
        run(built, "customers.sampel")
    assert missing.value.closest == (ID,)
    with pytest.raises(InvalidInput, match="The data end on"):
        run(built, ID, as_of=run(built, ID).as_of + timedelta(days=1))


def test_waiting_models_are_computed_when_asked(loaded: Workspace) -> None:
    build(loaded, models=False)
    assert run(loaded, ID, viewer=LOCAL).origin == "computed"


def test_what_a_run_needs_twice_is_worked_out_once() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return 7

    run_of_it, plain = Frames({"a": pl.DataFrame()}), {"a": pl.DataFrame()}
    assert [once(run_of_it, "x", make) for _ in range(3)] == [7, 7, 7]
    assert len(made) == 1
    assert [once(plain, "x", make) for _ in range(2)] == [7, 7]
    assert len(made) == 3


def test_few_columns_sort_a_frame_as_all_do() -> None:
    """Ties in the first columns are told apart by the later ones, empty values last."""
    tied = {"a": [1, 1, None, 1, 1], "b": ["x"] * 5, "c": [0.5, 0.5, 0.5, None, 0.5], "d": [4, 3, 2, 1, 0]}
    for frame in (pl.DataFrame(tied), pl.DataFrame({**tied, "a": [5, 4, 3, 2, 1]})):
        assert arranged(frame).equals(frame.sort(frame.columns, nulls_last=True))
