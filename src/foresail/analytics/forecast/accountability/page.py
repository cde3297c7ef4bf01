"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import AllOf, Condition, Operator
from foresail.kernel.text import Text


def _is(field: str, *values: str | int) -> Condition:
    kind = Operator.EQ if len(values) == 1 else Operator.IN
    return Condition(field=field, operator=kind, values=values)


_SCORES = "forecast_accountability_scores"
_MEASURES = ("n", "wape", "mape", "mase", "rmse", "bias", "coverage", "skill")

PAGE = PageSpec(
    id="forecast.accountability",
    title=Text(en="Were the forecasts right?", zh="预测问责"),
    question=Text(
        en="How right were past forecasts, by level, method, horizon and person, and did adjustments help?",
        zh="过去的预测有多准（按层级、方法、期限、人员），人工调整是否有帮助？",
    ),
    section="forecast",
    order=60,
    icon="check",
    filters=(),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Forecasts come due: {issued} issued, {adjusted} set by people; made anew with data of past days: "
                "{replayed}. They missed by {wape} (on the whole by {bias}; above 0: too high); the error is {skill} "
                "smaller than that of the same period last year.",
                zh="已到期的预测 {issued} 个，人工调整 {adjusted} 个；另按过去各日的数据重新推算 {replayed} 个。"
                "误差 {wape}（整体偏差 {bias}，正为偏高），比沿用去年同期的误差小 {skill}。",
            ),
            data=OutputData(table="forecast_accountability_overview"),
        ),
        Trend(
            title=Text(en="The company, one period ahead", zh="公司整体，提前一期"),
            data=OutputData(
                table="forecast_accountability_forecasts",
                where=AllOf(parts=(_is("level", "company"), _is("horizon", 1), _is("method", "engine"))),
                order_by=("period",),
            ),
            y=("actual", "forecast", "baseline"),
        ),
        Bars(
            title=Text(en="Error by method", zh="各方法误差"),
            data=OutputData(table=_SCORES, where=_is("cut", "method"), order_by=("wape",)),
            x="method",
            y=("wape",),
            span=6,
        ),
        Bars(
            title=Text(en="Error by how many periods ahead", zh="预测提前越久，误差越大吗？"),
            subtitle=Text(en="Periods ahead (01 = the next one)", zh="提前的期数（01 = 下一期）"),
            data=OutputData(
                table=_SCORES, where=AllOf(parts=(_is("cut", "horizon"), _is("method", "engine"))), order_by=("value",)
            ),
            x="value",
            y=("wape",),
            horizontal=False,
            span=6,
        ),
        Table(
            title=Text(en="By level and method", zh="按层级与方法"),
            data=OutputData(table=_SCORES, where=_is("cut", "level"), order_by=("origin", "value", "wape")),
            columns=("origin", "value", "method", *_MEASURES),
        ),
        Table(
            title=Text(en="Did adjustments help?", zh="人工调整是否有帮助？"),
            empty=Text(en="No figure that a person set has come due yet.", zh="还没有人工填写的预测到期。"),
            subtitle=Text(
                en="A person’s figure against the forecast for the same period, both issued on the same data.",
                zh="同一数据下，人员数字与系统对同一时期的预测对照。",
            ),
            data=OutputData(table="forecast_accountability_judgement", order_by=("wape",)),
            columns=("person", "n", "better", "wape", "engine_wape", "bias"),
            span=6,
        ),
        Table(
            title=Text(en="Largest misses", zh="误差最大的预测"),
            data=OutputData(
                table="forecast_accountability_forecasts",
                where=_is("method", "engine", "revenue", "adjusted"),
                order_by=("-period", "error"),
                limit=500,
            ),
            columns=(
                "series",
                "owner_name",
                "error",
                "forecast",
                "actual",
                "period",
                "issued_on",
                "method",
                "person",
                "reason",
            ),
            span=6,
            page_size=10,
        ),
        EvidenceBlock(capability="forecast.accountability"),
    ),
)
