"""G11: what a load brings adds up, row by row, whatever came before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foresail.history import compare
from foresail.warehouse.landing import Landing

ROWS = st.dictionaries(st.sampled_from("abcde"), st.sampled_from([None, "x", "y"]), max_size=5)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(loads=st.lists(ROWS, min_size=1, max_size=4))
def test_new_changed_and_unchanged_add_up(
    loads: list[dict[str, str | None]], kit: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    landing = Landing(tmp_path_factory.mktemp("l"))
    state: dict[str, str | None] = {}
    for number, shown in enumerate(loads):
        taken = kit.day(f"2024-01-{number + 1:02d}")
        rows = [{"account_id": k, "name": v, "source_id": k} for k, v in shown.items()]
        with landing.staging() as folder:
            kit.stage_frame("account", rows, "crm", taken).write_parquet(folder / "account.parquet")
            counts = compare(landing, folder, "crm", taken)["account"]
            other = compare(landing, folder, "erp", taken)["account"]
        new = sum(k not in state for k in shown)
        changed = sum(k in state and state[k] != v for k, v in shown.items())
        assert (counts.new, counts.changed, counts.unchanged) == (new, changed, len(shown) - new - changed)
        assert counts.adds_up
        assert other.new == len(shown)  # another source has seen nothing yet
        kit.put(landing, "crm", taken, {"account": rows})
        state |= shown
