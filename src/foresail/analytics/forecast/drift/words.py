"""Words of codes."""

from foresail.kernel.text import Text

STATES: dict[str, Text] = {
    "steady": Text(en="Holds", zh="稳定"),
    "too_high": Text(en="Has become too high", zh="近期偏高"),
    "too_low": Text(en="Has become too low", zh="近期偏低"),
    "noisier": Text(en="Misses by more than it used to", zh="误差变大"),
    "too_short": Text(en="Too few past forecasts to tell", zh="历史预测过少"),
}
ACTIONS: dict[str, Text] = {
    "steady": Text(en="Nothing to do.", zh="无需处理。"),
    "too_high": Text(
        en="The models were fitted anew on the latest data. Look for a lost customer, product or person, and adjust "
        "with a reason until the new level is learnt.",
        zh="模型已用最新数据重新拟合。请检查是否流失了客户、产品或人员；在学会新水平之前，可附理由人工调整。",
    ),
    "too_low": Text(
        en="The models were fitted anew on the latest data. Look for a new customer, price or campaign: will it stay?",
        zh="模型已用最新数据重新拟合。请检查是否有新客户、新价格或活动：是否会持续？",
    ),
    "noisier": Text(
        en="The models were fitted anew on the latest data. Plan with the interval rather than with the middle.",
        zh="模型已用最新数据重新拟合。请按区间而非中间值做计划。",
    ),
    "too_short": Text(en="Wait for more forecasts to come due.", zh="请等待更多预测到期。"),
}
METHOD = Text(en="Standardised errors of the latest forecasts", zh="最近预测的标准化误差")
NAIVE = Text(en="Same period last year", zh="去年同期")
