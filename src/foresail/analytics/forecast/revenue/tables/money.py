"""Amounts that add up: the coming months in cents, and their components."""

from __future__ import annotations

import numpy as np

from foresail.analytics.forecast.revenue.look.outlook import Outlook
from foresail.methods.forecast.arrays import Floats
from foresail.methods.fused.cents import cents, shared
from foresail.methods.survival.grid import Rows


def in_cents(mean: Floats) -> Rows:
    """Whole cents, shape (h,)."""
    return cents(np.round(mean, 6))


def amounts(look: Outlook) -> dict[str, Rows]:
    """Component → cents of each month, adding up to the months; what is in already stands as it is."""
    whole = in_cents(look.mean)
    parts = look.shares
    so_far = in_cents(parts["so_far"])
    names = [name for name in parts if name != "so_far"]
    split = shared(whole - so_far, np.stack([np.round(parts[name], 6) for name in names]))
    return {"so_far": so_far, **dict(zip(names, split, strict=True))}
