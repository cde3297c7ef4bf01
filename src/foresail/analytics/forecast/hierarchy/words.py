"""Words of codes."""

from __future__ import annotations

from foresail.kernel.text import Text

COLUMNS = {"region": "region", "category": "category", "family": "family", "channel": "channel", "owner": "owner_id"}
TITLES: dict[str, Text] = {
    "region": Text(en="Region", zh="区域"),
    "category": Text(en="Product category", zh="产品类别"),
    "family": Text(en="Product family", zh="产品系列"),
    "channel": Text(en="Channel", zh="渠道"),
    "owner_id": Text(en="Representative", zh="销售代表"),
}
METRICS: dict[str, Text] = {
    "net_revenue": Text(en="Net revenue", zh="净收入"),
    "gross_revenue": Text(en="Gross revenue", zh="折前收入"),
    "won_amount": Text(en="Won amount", zh="赢单金额"),
    "created_amount": Text(en="Created amount", zh="新建商机金额"),
    "collected_amount": Text(en="Collected amount", zh="回款金额"),
}
METHODS: dict[str, Text] = {
    "ols": Text(en="Made to agree, all weigh alike", zh="统一口径（各组等权）"),
    "structural": Text(en="Made to agree, by size of the group", zh="统一口径（按规模）"),
    "variance": Text(en="Made to agree, by past errors", zh="统一口径（按历史误差）"),
    "shrunk": Text(en="Made to agree, by errors that go together", zh="统一口径（按误差关联）"),
    "bottom_up": Text(en="Summed from the smallest groups", zh="由最小分组逐级相加"),
    "blend": Text(en="Mean of three made to agree", zh="三种统一口径的均值"),
    "base": Text(en="Each by itself (does not add up)", zh="各自预测（不相加）"),
    "seasonal_naive": Text(en="Same period last year", zh="去年同期"),
}
