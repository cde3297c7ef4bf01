"""Words of codes, and codes of words that CRMs use."""

from __future__ import annotations

from foresail.kernel.text import Text

METHODS: dict[str, Text] = {
    "fused": Text(en="Open deals + new deals + repeat orders", zh="在途商机 + 新商机 + 复购"),
    "series": Text(en="Revenue series alone", zh="仅收入时间序列"),
    "run_rate": Text(en="Run rate: mean of the last three months", zh="近三月均值"),
    "open_deals": Text(en="Deals in hand alone", zh="仅在途商机"),
    "crm": Text(en="Amount × CRM probability, with repeat orders", zh="金额 × CRM 赢率（另加复购）"),
    "seasonal_naive": Text(en="Same month last year", zh="去年同月"),
}
MEASURES: dict[str, Text] = {
    "net_revenue": Text(en="Net revenue", zh="净收入"),
    "won_amount": Text(en="Won amount", zh="赢单金额"),
}
SCENARIOS: dict[str, Text] = {
    "conservative": Text(en="Conservative", zh="保守"),
    "base": Text(en="Base", zh="基准"),
    "optimistic": Text(en="Optimistic", zh="乐观"),
}
COMPONENTS: dict[str, Text] = {
    "so_far": Text(en="Already in", zh="已实现"),
    "in_hand": Text(en="Open deals", zh="在途商机"),
    "new_deals": Text(en="Deals yet to come", zh="未来新商机"),
    "repeat": Text(en="Repeat orders", zh="复购订单"),
}
DRIVERS: dict[str, Text] = {
    "conversion": Text(en="Share of ended deals that are won", zh="结束商机的赢单比例"),
    "size": Text(en="Amount of a won deal", zh="赢单平均金额"),
    "timing": Text(en="How soon open deals end", zh="商机结束的快慢"),
    "arrivals": Text(en="New deals", zh="新商机数量"),
    "repeat": Text(en="Repeat orders", zh="复购订单"),
}
DIMENSIONS: dict[str, Text] = {
    "company": Text(en="Company", zh="公司"),
    "owner": Text(en="Person", zh="人员"),
    "team": Text(en="Team", zh="团队"),
    "region": Text(en="Region", zh="区域"),
    "category": Text(en="Product category", zh="产品类别"),
}
CATEGORIES: dict[str, Text] = {
    "commit": Text(en="Commit", zh="承诺"),
    "best_case": Text(en="Best case", zh="乐观"),
    "pipeline": Text(en="Pipeline", zh="在途"),
    "omitted": Text(en="Omitted", zh="排除"),
}
HABITS: dict[str, Text] = {
    "optimist": Text(en="Optimist: says too much", zh="偏乐观：说得偏高"),
    "sandbagger": Text(en="Sandbagger: says too little", zh="留有余地：说得偏低"),
    "fair": Text(en="Fair: no habit beyond chance", zh="中肯：无超出偶然的偏向"),
    "unclear": Text(en="Too few or too uneven to tell", zh="次数太少或起伏太大，无法判断"),
}
SAID_BY: dict[str, Text] = {
    "commit": Text(en="Commit in the CRM", zh="CRM 中的承诺"),
    "figure": Text(en="Own figure in the ledger", zh="账本中的本人预测"),
}
NO_ONE = "—"
NOBODY: dict[str, Text] = {NO_ONE: Text(en="Not filled in", zh="未填写")}

_SPELT: dict[str, tuple[str, ...]] = {
    "commit": ("commit", "committed", "承诺", "确定", "必达", "确保"),
    "best_case": ("best", "best case", "bestcase", "best_case", "upside", "most likely", "最佳", "乐观", "争取"),
    "pipeline": ("pipeline", "pipe", "管道", "潜在", "跟进"),
    "omitted": ("omitted", "omit", "omitted from forecast", "排除", "不计入"),
}
CATEGORY_OF: dict[str, str] = {word: code for code, words in _SPELT.items() for word in words}
