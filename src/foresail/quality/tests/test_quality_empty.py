"""Rules over nothing don't apply, and never crash."""

from __future__ import annotations

from typing import Any

from foresail.quality import blocking, rules


def test_nothing_applies_to_empty_tables(checked: Any) -> None:
    with checked({}) as session:
        found = session.fetch("SELECT * FROM quality_rule")
        assert len(found) == len(rules()) >= 25
        assert set(found["status"]) == {"not_applicable"}
        assert all(found["missing"])
        assert session.fetch("SELECT count(*) AS n FROM quality_finding")["n"][0] == 0
        assert set(session.fetch("SELECT health FROM quality_table")["health"]) == {None}
        assert blocking(session) is None


def test_an_empty_column_is_named(checked: Any) -> None:
    with checked({"account": [{"account_id": "crm:1", "name": "A"}]}) as session:
        found = dict(session.fetch("SELECT rule_id, missing FROM quality_rule").iter_rows())
        assert found["account.same_tax_id"] == "account.tax_id"
        assert found["opportunity.stale"] == "opportunity, activity"
