"""One deliberately broken capability for each behaviour: the scaffold with one change. It must fail exactly that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Broken(NamedTuple):
    """What is changed: file → (old text, new text), or the protection that is taken away."""

    why: str
    changes: Mapping[str, Sequence[tuple[str, str]]] = {}
    without_views: bool = False


BROKEN: Mapping[str, Broken] = {
    "same_seed": Broken(
        "takes numbers from the global generator",
        {"model.py": [("spent.mean() + share", "spent.mean() * (1 + 0.1 * np.random.random()) + share")]},
    ),
    "row_order": Broken(
        "counts rows in the order in which they happen to come",
        {
            "features.sql": [
                ("bought AS (", 'placed AS (\n  SELECT *, ROW_NUMBER() OVER () AS place FROM "order"\n),\nbought AS ('),
                ("    o.account_id,", "    o.account_id,\n    o.place,"),
                ('FROM "order" AS o', "FROM placed AS o"),
                ("COUNT(*) AS orders", "MIN(p.place) AS orders"),
            ]
        },
    ),
    "nothing_later": Broken("reads the tables themselves instead of their as-of views", without_views=True),
    "too_little": Broken(
        "answers on a single row",
        {
            "capability.py": [('Minimum(rows={"order": 50}, days=180)', "Minimum()")],
            "model.py": [("MIN_ACCOUNTS = 10", "MIN_ACCOUNTS = 1")],
        },
    ),
    "money_scale": Broken(
        "adds a fixed amount", {"model.py": [("spent.mean() + share", "spent.mean() + 1000.0 + share")]}
    ),
    "json_finite": Broken(
        "gives an interval that is not a number",
        {"evaluate.py": [("baseline=naive)", 'baseline=naive, interval=(float("nan"), error))')]},
    ),
    "output_types": Broken(
        "repeats a row",
        {"model.py": [('return {"scores": scores,', 'return {"scores": pl.concat([scores, scores.head(1)]),')]},
    ),
    "row_scope": Broken(
        "shows every account to everybody",
        {
            "outputs.py": [
                (
                    'row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")',
                    "shared: ClassVar[bool] = True",
                )
            ]
        },
    ),
    "naive_baseline": Broken(
        "measures nothing",
        {"evaluate.py": [('measures=(Measure(name="mae", value=error, baseline=naive),)', "measures=()")]},
    ),
    "page_names": Broken("misspells a column", {"page.py": [('y=("expected",)', 'y=("expcted",)')]}),
    "units": Broken(
        "declares a count as text",
        {"outputs.py": [('zh="历史订单数"), Unit.COUNT', 'zh="历史订单数"), Unit.TEXT')]},
    ),
    "no_effects": Broken(
        "imports the operating system", {"model.py": [("import numpy as np", "import os\n\nimport numpy as np")]}
    ),
    "bad_params": Broken("sets no bounds", {"params.py": [(", ge=7, le=365", "")]}),
    "doors_agree": Broken(
        "takes a name that the command line uses itself",
        {
            "params.py": [
                (
                    "    horizon_days: int",
                    '    limit: int = param(1, Text(en="", zh=""), Unit.COUNT, ge=1, le=9)\n    horizon_days: int',
                )
            ]
        },
    ),
}
