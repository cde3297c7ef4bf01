"""The page."""

from foresail.contracts.page import EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import AllOf, Condition, Operator
from foresail.kernel.text import Text


def _is(field: str, value: str) -> Condition:
    return Condition(field=field, operator=Operator.EQ, values=(value,))


_COMPANY = OutputData(table="forecast_series_points", where=_is("level", "company"), order_by=("period",))
_REGION = OutputData(
    table="forecast_series_points",
    where=AllOf(parts=(_is("level", "region"), Condition(field="mean", operator=Operator.IS_NOT_EMPTY))),
    order_by=("period", "series"),
)

PAGE = PageSpec(
    id="forecast.series",
    title=Text(en="Forecast workbench", zh="预测工作台"),
    question=Text(
        en="What will any measure be, at any level, and what drives it?",
        zh="任一指标在任一层级将是多少、由什么驱动？",
    ),
    section="forecast",
    order=20,
    icon="line",
    filters=("region",),
    tool="workbench",
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{metric}: {series} forecasts, {periods} periods ahead. The company’s past months were missed "
                "by {wape}, by the same period last year {baseline_wape}.",
                zh="{metric}：{series} 个预测对象，预测未来 {periods} 期。公司整体历史误差 {wape}，"
                "去年同期 {baseline_wape}。",
            ),
            data=OutputData(table="forecast_series_overview"),
        ),
        Trend(
            title=Text(en="The company", zh="公司整体"),
            data=_COMPANY,
            y=("actual",),
            forecast="mean",
            target="target",
            bands=(("lo_80", "hi_80", 80), ("lo_95", "hi_95", 95)),
        ),
        Trend(
            title=Text(en="Coming periods by region", zh="各区域未来各期"),
            data=_REGION,
            y=("mean",),
            series="region",
            span=6,
        ),
        Table(
            title=Text(en="Methods compared on past origins", zh="各方法回测对比"),
            data=OutputData(table="forecast_series_accuracy", where=_is("level", "company"), order_by=("wape",)),
            columns=("method", "wape", "bias", "n", "shown"),
            page_size=5,
            span=6,
        ),
        Table(
            title=Text(en="What drives each forecast", zh="各预测的驱动因素"),
            subtitle=Text(en="And how well it could be forecast", zh="以及可预测的程度"),
            data=OutputData(table="forecast_series_series", order_by=("level", "series")),
            columns=(
                "level",
                "series",
                "owner_name",
                "method",
                "wape",
                "baseline_wape",
                "growth",
                "drivers_en",
                "drivers_zh",
            ),
            page_size=10,
        ),
        Table(
            title=Text(en="Forecasts by period", zh="各预测逐期"),
            data=OutputData(
                table="forecast_series_points",
                where=Condition(field="mean", operator=Operator.IS_NOT_EMPTY),
                order_by=("level", "series", "period"),
                limit=5000,
            ),
            columns=(
                "series",
                "owner_name",
                "period",
                "mean",
                "lo_80",
                "hi_80",
                "baseline",
                "target",
                "target_probability",
            ),
            page_size=10,
        ),
        EvidenceBlock(capability="forecast.series"),
    ),
)
