"""What the analyses say of one customer: its stage, its worth, its risk with reasons, what to offer it."""

from __future__ import annotations

from typing import Any

from foresail.cockpit.scene import Scene
from foresail.contracts.query import Condition, Operator, json_value
from foresail.metrics import select

PARTS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "stage": ("customers_lifecycle_stages", ("stage", "play", "silent_days", "usual_gap_days"), 1),
    "worth": ("customers_clv_customers", ("value", "value_low", "value_high", "value_class", "value_rank", "alive"), 1),
    "risk": (
        "customers_churn_scores",
        ("probability", "probability_low", "probability_high", "risk", "at_risk", "play", "uses_base_rate"),
        1,
    ),
    "reasons": ("customers_churn_reasons", ("label_en", "label_zh", "points"), 5),
    "offers": (
        "customers_next_offer_offers",
        ("rank", "product_name", "product_id", "kind", "reason", "line_value", "on_hand"),
        5,
    ),
}
"""Part of the page → the output that it is read from, what is shown of it, and how many rows."""


def outlook(account_id: str, scene: Scene) -> dict[str, Any]:
    """Each part with its columns (words of codes among them) and rows; a part that no analysis gives has no rows."""
    return {name: _part(account_id, scene, *declared) for name, declared in PARTS.items()}


def _part(account_id: str, scene: Scene, table: str, columns: tuple[str, ...], most: int) -> dict[str, Any]:
    if table not in scene.reader.tables():
        return {"columns": [], "rows": []}
    mine = Condition(field="account_id", operator=Operator.EQ, values=(account_id,))
    order = ("rank",) if most > 1 else ()
    row = scene.row_types.get(table)
    found = select(scene.reader, table, columns, mine, order, most, 0, scene.viewer, row)
    return {
        "columns": [column.model_dump(mode="json") for column in found.columns],
        "rows": [{name: json_value(value) for name, value in record.items()} for record in found.records()],
    }
