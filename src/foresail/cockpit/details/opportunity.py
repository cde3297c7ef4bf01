"""One opportunity: fields, probability with its reasons, history, people, lines and activities."""

from __future__ import annotations

from typing import Any

from foresail.cockpit.details.door import ask
from foresail.cockpit.scene import Scene
from foresail.kernel.problem import NotFound
from foresail.kernel.text import Text


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
    why = ask("opportunity", "opportunity_reasons", scene, id=opportunity_id) if reasons in known else []
    return {
        "fields": found[0],
        "score": score[0] if score else None,
        "reasons": why,
        "history": ask("opportunity", "opportunity_history", scene, id=opportunity_id),
        "activities": ask("opportunity", "opportunity_activities", scene, id=opportunity_id),
        "contacts": ask("opportunity", "opportunity_contacts", scene, id=opportunity_id),
        "lines": ask("opportunity", "opportunity_lines", scene, id=opportunity_id),
        "currency": scene.reader.base_currency,
    }
