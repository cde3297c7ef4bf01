"""Words of codes."""

from foresail.kernel.text import Text

SCENARIOS: dict[str, Text] = {
    "conservative": Text(en="Conservative", zh="保守"),
    "base": Text(en="Base", zh="基准"),
    "optimistic": Text(en="Optimistic", zh="乐观"),
    "own": Text(en="Your own", zh="自定义"),
}
DRIVERS: dict[str, Text] = {
    "price": Text(en="Price", zh="价格"),
    "promotion": Text(en="Promotion", zh="促销"),
    "budget": Text(en="Marketing budget", zh="市场预算"),
    "headcount": Text(en="Headcount", zh="销售人数"),
    "conversion": Text(en="Win rate", zh="赢率"),
    "index": Text(en="Market index", zh="市场指数"),
}
STEPS: dict[str, Text] = {
    "base": SCENARIOS["base"],
    **DRIVERS,
    "together": Text(en="Together", zh="相互作用"),
    "own": SCENARIOS["own"],
}
METHOD = Text(en="Base forecast × named drivers", zh="基准预测 × 指定驱动因素")
NAIVE = Text(en="Same period last year", zh="去年同期")
