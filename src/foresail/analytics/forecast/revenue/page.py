"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, OwnFigures, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_MONTHLY = OutputData(table="forecast_revenue_monthly", order_by=("period",))


def _split(dimension: str, en: str, zh: str) -> Table:
    """One month after the other of the members of a dimension."""
    return Table(
        title=Text(en=en, zh=zh),
        data=OutputData(
            table="forecast_revenue_splits",
            where=Condition(field="dimension", operator=Operator.EQ, values=(dimension,)),
            order_by=("period", "label"),
            limit=2000,
        ),
        columns=("label", "period", "mean", "in_hand", "new_deals", "repeat", "target"),
        page_size=8,
    )


PAGE = PageSpec(
    id="forecast.revenue",
    title=Text(en="Revenue forecast", zh="收入预测"),
    question=Text(
        en="What will the coming months bring, how sure is that, and is the target in reach?",
        zh="未来几个月收入多少、把握多大、目标能否达成？",
    ),
    section="forecast",
    order=10,
    icon="trend",
    filters=(),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Chance of reaching the target: {target_probability} (target of the first {target_months} months "
                "{target}, forecast {target_mean}). {measure} over the next {months} months: {total} (80%: {total_low} "
                "to {total_high}), growth {growth} on the year before.",
                zh="达成目标的概率 {target_probability}（前 {target_months} 个月目标 {target}，预测 {target_mean}）。"
                "未来 {months} 个月{measure}预计 {total}（80% 区间 {total_low} 至 {total_high}），同比 {growth}。",
            ),
            data=OutputData(table="forecast_revenue_overview"),
        ),
        Trend(
            title=Text(en="Past and coming months", zh="历史与预测"),
            subtitle=Text(en="With 80% and 95% intervals", zh="含 80% 与 95% 区间"),
            data=_MONTHLY,
            y=("actual",),
            forecast="mean",
            target="target",
            bands=(("lo_80", "hi_80", 80), ("lo_95", "hi_95", 95)),
        ),
        Headline(
            sentence=Text(
                en="What drives it: {open_deals} from open deals at their chances, {new_deals} from deals yet to come, "
                "{repeat} from orders that no deal brings. The win model judges {modelled} of the open amount.",
                zh="驱动因素：在途商机按赢率贡献 {open_deals}，尚未出现的新商机 {new_deals}，非商机订单 {repeat}；"
                "在途金额的 {modelled} 由赢率模型判断。",
            ),
            data=OutputData(table="forecast_revenue_overview"),
        ),
        Bars(
            title=Text(en="What it is made of", zh="预测由什么构成"),
            subtitle=Text(
                en="Open deals at their chances, deals that are not there yet, orders that no deal brings",
                zh="在途商机按赢率、尚未出现的新商机、非商机带来的订单",
            ),
            data=OutputData(
                table="forecast_revenue_splits",
                where=Condition(field="dimension", operator=Operator.EQ, values=("company",)),
                order_by=("period",),
            ),
            x="period",
            y=("so_far", "in_hand", "new_deals", "repeat"),
            horizontal=False,
            stacked=True,
        ),
        Table(
            title=Text(en="Scenarios and what they assume", zh="情景及其假设"),
            data=OutputData(table="forecast_revenue_scenarios", order_by=("position",)),
            columns=("scenario", "assumption_en", "assumption_zh", "total", "target", "gap"),
            page_size=5,
        ),
        Table(
            title=Text(en="Month by month", zh="逐月"),
            data=OutputData(
                table="forecast_revenue_monthly",
                where=Condition(field="mean", operator=Operator.IS_NOT_EMPTY),
                order_by=("period",),
            ),
            columns=(
                "period", "mean", "lo_80", "hi_80", "conservative", "optimistic", "baseline", "target",
                "target_probability",
            ),
            page_size=12,
        ),
        Table(
            title=Text(en="Roll-up: commit, best case, pipeline", zh="汇总：承诺、乐观、在途"),
            data=OutputData(table="forecast_revenue_categories", order_by=("position",)),
            columns=("category", "deals", "amount", "closing", "expected", "kept", "stated"),
            page_size=6,
        ),
        Table(
            title=Text(en="Roll-up by person", zh="按人员汇总"),
            data=OutputData(table="forecast_revenue_rollup", order_by=("owner_name", "category"), limit=2000),
            columns=("owner_name", "team_name", "category", "deals", "amount", "closing", "expected"),
            page_size=8,
        ),
        OwnFigures(
            title=Text(en="Your own figure", zh="填写本人预测"),
            subtitle=Text(
                en="For a person, team, region or product. Kept for ever as you said it, with name, day and reason, "
                "and judged beside the forecast once the month is over.",
                zh="可针对人员、团队、区域或产品。数字、姓名、日期与理由原样保存，月份结束后与预测一同评判。",
            ),
            beside="forecast.revenue",
            data=OutputData(
                table="forecast_revenue_splits",
                columns=(
                    "dimension", "label", "series", "period", "mean", "so_far", "in_hand", "new_deals", "repeat",
                    "target",
                ),
                order_by=("dimension", "label", "period"),
                limit=5000,
            ),
            group="dimension",
            label="label",
            driven=("so_far", "in_hand", "new_deals", "repeat"),
        ),
        _split("owner", "By person", "按人员"),
        _split("team", "By team", "按团队"),
        _split("region", "By region", "按区域"),
        _split("category", "By product category", "按产品类别"),
        Table(
            title=Text(en="Who says too much, who too little?", zh="谁说得偏高，谁说得偏低？"),
            subtitle=Text(
                en="Commits and own figures against what came, with a 90% interval",
                zh="承诺与本人预测对照实际，含 90% 区间",
            ),
            empty=Text(
                en="Nobody has said enough yet to tell a habit from chance.",
                zh="次数太少或起伏太大，尚无法判断任何人的习惯。",
            ),
            data=OutputData(
                table="forecast_revenue_habits",
                where=Condition(field="habit", operator=Operator.NE, values=("unclear",)),
                order_by=("said_by", "person"),
                limit=1000,
            ),
            columns=("person", "said_by", "months", "said", "came", "bias", "bias_low", "bias_high", "habit"),
            page_size=10,
        ),
        Trend(
            title=Text(en="Did past forecasts hold? One month ahead", zh="过去的预测准吗？（提前一个月）"),
            subtitle=Text(
                en="What was said a month before, what came, and the same month last year",
                zh="一个月前的预测、实际，以及去年同月",
            ),
            data=OutputData(
                table="forecast_revenue_backtest",
                where=Condition(field="horizon", operator=Operator.EQ, values=(1,)),
                order_by=("period",),
            ),
            y=("actual", "forecast", "baseline"),
            bands=(("lo_80", "hi_80", 80),),
            span=6,
        ),
        Table(
            title=Text(en="Methods side by side, on the same past months", zh="各方法在同一批月份上的对照"),
            data=OutputData(table="forecast_revenue_methods", order_by=("wape",)),
            columns=("method", "wape", "wape_next_month", "bias", "shown"),
            page_size=8,
            span=6,
        ),
        EvidenceBlock(capability="forecast.revenue"),
    ),
)  # fmt: skip
