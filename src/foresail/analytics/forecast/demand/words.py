"""Words of codes."""

from foresail.kernel.text import Text

METHODS: dict[str, Text] = {
    "engine": Text(en="Foresail's forecast", zh="系统预测"),
    "offers": Text(en="Foresail's forecast, with prices and promotions", zh="系统预测（计入价格与促销）"),
    "seasonal_naive": Text(en="Same month last year", zh="去年同月"),
}
STATES: dict[str, Text] = {
    "run_out": Text(en="Will run out", zh="将缺货"),
    "order": Text(en="Order now", zh="应订货"),
    "fine": Text(en="Fine", zh="正常"),
    "too_much": Text(en="Too much", zh="积压"),
    "idle": Text(en="Not asked for", zh="无需求"),
    "retired": Text(en="Taken off the list: forecast 0", zh="已退市：预测为 0"),
    "silent": Text(en="Not sold for long: forecast 0", zh="久未售出：预测为 0"),
}
DEMAND: dict[str, Text] = {"asked": Text(en="Asked for", zh="有需求"), **{k: STATES[k] for k in ("retired", "silent")}}
