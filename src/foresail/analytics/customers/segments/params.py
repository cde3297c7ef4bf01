"""What can be set."""

from __future__ import annotations

from typing import Literal

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class SegmentsParams(Params):
    """Parameters of `customers.segments`."""

    window_days: int = param(
        730, Text(en="How far back behaviour counts", zh="行为统计的回溯天数"), Unit.DAYS, ge=30, le=3650
    )
    method: Literal["clusters", "tree"] = param(
        "clusters",
        Text(
            en="Clusters of like behaviour, or a tree of conditions that tell revenue apart",
            zh="按行为相似聚类，或用决策树按收入高低分群",
        ),
        Unit.CATEGORY,
    )
    segments: int = param(
        0, Text(en="Number of segments; 0 chooses it", zh="分群数量，0 表示自动选择"), Unit.COUNT, ge=0, le=12
    )
