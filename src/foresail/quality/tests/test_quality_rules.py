"""Every rule finds the rows that it must find, with their money, and no other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from foresail.quality import rules
from foresail.quality.tests import cases_money, cases_people

CASES = {**cases_people.CASES, **cases_money.CASES}


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(rules())


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_finds_what_it_must_and_nothing_else(checked: Any, rule_id: str) -> None:
    tables, keys, money = CASES[rule_id]
    for factor in (1, 100) if money is not None else (1,):
        with checked(tables, factor) as session:
            line = session.fetch("SELECT * FROM quality_rule WHERE rule_id = :id", {"id": rule_id}).row(0, named=True)
            found = session.fetch("SELECT * FROM quality_finding WHERE rule_id = :id", {"id": rule_id})
            assert line["status"] == "bad"
            assert set(found["row_key"]) == keys
            assert line["bad"] == len(found)
            assert line["money"] == (None if money is None else Decimal(money) * factor)
            assert found["source"].null_count() == 0
