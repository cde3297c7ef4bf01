"""One customer from every side: who it is, what it buys, pays, asks and says, on one time line."""

from __future__ import annotations

from typing import Any

from foresail.cockpit.details.door import ask
from foresail.cockpit.details.outlook import outlook
from foresail.cockpit.scene import Scene
from foresail.kernel.problem import NotFound
from foresail.kernel.text import Text


def account_detail(account_id: str, scene: Scene) -> dict[str, Any]:
    """Everything about an account that the viewer may see.

    Raises
    ------
    NotFound
        If there is none of that id among the viewer's rows: both cases read the same.
    """
    found = ask("account", "account", scene, id=account_id)
    if not found:
        raise NotFound(Text(en=f"There is no account {account_id}.", zh=f"没有客户 {account_id}。"), where=account_id)
    rfm = ask("account", "account_rfm", scene, id=account_id) if "customers_rfm_scores" in scene.reader.tables() else []
    as_of = scene.reader.as_of
    return {
        "fields": found[0],
        "kpis": ask("account", "account_kpis", scene, id=account_id, as_of=as_of)[0],
        "rfm": rfm[0] if rfm else None,
        "outlook": outlook(account_id, scene),
        "monthly": ask("account", "account_monthly", scene, id=account_id, as_of=as_of),
        "contacts": ask("account", "account_contacts", scene, id=account_id),
        "opportunities": ask("account", "account_opportunities", scene, id=account_id),
        "orders": ask("account", "account_orders", scene, id=account_id),
        "payments": ask("account", "account_payments", scene, id=account_id),
        "tickets": ask("account", "account_tickets", scene, id=account_id),
        "products": ask("account", "account_products", scene, id=account_id),
        "timeline": ask("account", "account_timeline", scene, id=account_id),
        "currency": scene.reader.base_currency,
    }
