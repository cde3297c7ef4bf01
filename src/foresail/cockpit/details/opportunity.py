"""One opportunity: fields, probability with its reasons, history, people, lines and activities."""

from __future__ import annotations

from typing import Any

from foresail.cockpit.details.door import ask
from foresail.cockpit.scene import Scene
from foresail.cockpit.views import declared
from foresail.cockpit.views.deals import OPEN_DEALS
from foresail.cockpit.views.view import rows_of_view
from foresail.contracts.query import json_value
from foresail.kernel.problem import NotFound
from foresail.kernel.text import LANGUAGES, Text


def opportunity_detail(opportunity_id: str, scene: Scene) -> dict[str, Any]:
    """Everything about an opportunity that the viewer may see.

    Raises
    ------
    NotFound
        If there is none of that id among the viewer's rows: both cases read the same.
    """
    found = ask("opportunity", "opportunity", scene, id=opportunity_id)
    if not found:
        raise NotFound(
            Text(en=f"There is no opportunity {opportunity_id}.", zh=f"没有商机 {opportunity_id}。"),
            where=opportunity_id,
        )
    known = scene.reader.tables()
    scores, reasons = "pipeline_win_probability_scores", "pipeline_win_probability_reasons"
    score = ask("opportunity", "opportunity_score", scene, id=opportunity_id) if scores in known else []
    closing = "pipeline_win_probability_closing"
    when = ask("opportunity", "opportunity_closing", scene, id=opportunity_id) if closing in known else []
    why = ask("opportunity", "opportunity_reasons", scene, id=opportunity_id) if reasons in known else []
    return {
        "fields": found[0],
        "score": score[0] if score else None,
        "reasons": why,
        "closing": when,
        "now": _now(opportunity_id, scene) if found[0]["outcome"] == "open" else None,
        "stages": ask("opportunity", "opportunity_stages", scene, id=opportunity_id, as_of=scene.reader.as_of),
        "history": ask("opportunity", "opportunity_history", scene, id=opportunity_id),
        "activities": ask("opportunity", "opportunity_activities", scene, id=opportunity_id),
        "contacts": ask("opportunity", "opportunity_contacts", scene, id=opportunity_id),
        "lines": ask("opportunity", "opportunity_lines", scene, id=opportunity_id),
        "currency": scene.reader.base_currency,
    }


def _now(opportunity_id: str, scene: Scene) -> dict[str, Any] | None:
    """What an open deal calls for today, as the board and the list of the week say it, with the words of its codes."""
    found = rows_of_view(OPEN_DEALS, declared(), scene, limit=1, only=opportunity_id)
    if not found.rows:
        return None
    row = dict(zip((c.name for c in found.columns), found.rows[0], strict=True))
    said = {c.name: c.labels[str(row[c.name])] for c in found.columns if str(row[c.name]) in c.labels}
    words = {f"{name}_{tongue}": text.in_(tongue) for name, text in said.items() for tongue in LANGUAGES}
    return {**{name: json_value(value) for name, value in row.items()}, **words}
