"""Words of codes."""

from foresail.kernel.text import Text

METHODS: dict[str, Text] = {
    "engine": Text(en="Foresail's forecast", zh="系统预测"),
    "revenue": Text(en="Revenue forecast", zh="收入预测"),
    "adjusted": Text(en="Adjusted by a person", zh="人工调整"),
    "seasonal_naive": Text(en="Same period last year", zh="去年同期"),
    "last_year_grown": Text(en="Last year × growth", zh="去年同期 × 增长"),
    "last_three": Text(en="Mean of the last three", zh="最近三期均值"),
}
ORIGINS: dict[str, Text] = {
    "issued": Text(en="Issued", zh="实际发布"),
    "replayed": Text(en="Made anew with the data of then", zh="按当时数据推算"),
}
CUTS: dict[str, Text] = {
    "all": Text(en="Everything", zh="全部"),
    "level": Text(en="Level", zh="层级"),
    "horizon": Text(en="Periods ahead", zh="提前期数"),
    "method": Text(en="Method", zh="方法"),
    "person": Text(en="Person", zh="人员"),
}
