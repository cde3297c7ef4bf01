"""Views stand in one another: their steps have names of their own, and they show what they declare."""

from __future__ import annotations

from collections import Counter

from sqlglot import exp

from foresail.cockpit.scene import Filters
from foresail.cockpit.views import declared
from foresail.cockpit.views.view import FOLDER
from foresail.warehouse.sqlfile import parse, read_sql


def test_steps_are_named_once_among_all_views() -> None:
    """Engines that gather the steps of a statement at its head would mix up two of the same name."""
    trees = [parse(read_sql(FOLDER / f"{name}.sql")) for name in declared()]
    steps = Counter(cte.alias for tree in trees for cte in tree.find_all(exp.CTE))
    assert [name for name, times in steps.items() if times > 1] == []
    assert set(steps).isdisjoint(declared())


def test_every_file_is_a_view_and_gives_its_columns() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(declared())
    for name, view in declared().items():
        given = parse(read_sql(FOLDER / f"{name}.sql")).named_selects
        assert [c.name for c in view.columns if c.name not in given] == [], name


def test_a_filter_on_a_dimension_finds_its_column() -> None:
    picked = Filters(picked={"owner": ("r1",), "region": ("EU",), "team": ("t1",)})
    wanted = picked.condition_on(frozenset({"owner_id", "team"}))
    assert wanted is not None
    assert [part.field for part in wanted.parts] == ["owner_id", "team"]  # type: ignore[union-attr]
