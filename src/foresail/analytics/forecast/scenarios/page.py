"""The page."""

from typing import Any

from foresail.contracts.page import (
    Bars,
    EvidenceBlock,
    Grounds,
    Headline,
    OutputData,
    PageSpec,
    Slider,
    Sliders,
    Table,
    Trend,
    Waterfall,
)
from foresail.kernel.text import Text


def _slider(param: str, driver: str, en: str, zh: str, **more: Any) -> Slider:
    return Slider(param=param, driver=driver, title=Text(en=en, zh=zh), **more)


_ALL = Text(en="all products", zh="全部产品")
_FIRST = Text(en="the first of the list", zh="列表中的第一个")

SLIDERS = Sliders(
    title=Text(en="Your own scenario", zh="自定义情景"),
    subtitle=Text(
        en="Move what you would change; the address keeps it, so a link is the view.",
        zh="移动您想改变的因素；设置保存在网址中，链接即视图。",
    ),
    capability="forecast.scenarios",
    sliders=(
        _slider("price_change", "price", "List prices", "标价", low=-0.3, high=0.3),
        _slider("price_scope", "price", "… of", "价格范围", choices="choices", nothing=_ALL),
        _slider("promotion_rate", "promotion", "Promotion: discount", "促销折扣", high=0.5),
        _slider("promotion_months", "promotion", "… for months", "促销月数", high=6),
        _slider("promotion_scope", "promotion", "… of", "促销范围", choices="choices", nothing=_ALL),
        _slider("budget_change", "budget", "Marketing budget", "市场预算", high=1.0, step=0.05),
        _slider("headcount_change", "headcount", "Representatives", "销售代表人数", low=-20, high=20),
        _slider("conversion_change", "conversion", "Win rate, relative", "赢率（相对变动）", low=-0.3, high=0.3),
        _slider("index_change", "index", "Market index", "市场指数", low=-0.3, high=0.3),
        _slider("index_name", "index", "… named", "指数名称", choices="choices", nothing=_FIRST),
        _slider(
            "market_elasticity",
            "price",
            "All prices +1%: purchases, %",
            "全部涨价 1%：购买次数（%）",
            low=-3,
            step=0.1,
            folded=True,
        ),
        _slider("ramp_months", "headcount", "Ramp-up, months", "新人成熟月数", high=18, folded=True),
    ),
    grounds=Grounds(
        data=OutputData(table="forecast_scenarios_drivers"), driver="driver", learnt="learnt", words="assumption"
    ),
    results=(
        Headline(
            sentence=Text(
                en="Your own scenario: {own} over {periods} periods (80%: {own_low} to {own_high}). Against the base: "
                "{own_change}, {own_share}% in revenue and {volume_share}% in quantity.",
                zh="自定义情景：{periods} 期共 {own}（80% 区间 {own_low} 至 {own_high}）。与基准相比 {own_change}，"
                "收入 {own_share}%，数量 {volume_share}%。",
            ),
            data=OutputData(table="forecast_scenarios_overview"),
        ),
        Trend(
            title=Text(en="Past, base, scenarios and your own", zh="历史、基准、情景与自定义"),
            subtitle=Text(
                en="The interval (80%) is that of your own scenario, or of the base while nothing is moved.",
                zh="80% 区间属于自定义情景；未改动时属于基准。",
            ),
            data=OutputData(table="forecast_scenarios_paths", order_by=("period",)),
            y=("actual", "conservative", "optimistic", "own"),
            forecast="base",
            bands=(("low", "high", 80),),
        ),
        Waterfall(
            title=Text(en="What each driver brings", zh="各因素的贡献"),
            subtitle=Text(
                en="Each by itself; “together” is what they do to each other.",
                zh="各因素单独计算；“相互作用”为共同变动的余项。",
            ),
            data=OutputData(table="forecast_scenarios_steps", order_by=("position",)),
            label="step",
            value="effect",
            total="is_total",
        ),
        Table(
            title=Text(en="Scenarios side by side", zh="情景对照"),
            subtitle=Text(
                en="Conservative and optimistic: as far off as in the worst and best fifth of past forecasts.",
                zh="保守与乐观：偏离程度相当于历史预测最差与最好的五分之一。",
            ),
            data=OutputData(table="forecast_scenarios_scenarios", order_by=("position",)),
            columns=(
                "scenario",
                "total",
                "low",
                "high",
                "change",
                "change_share",
                "volume_share",
            ),
            page_size=5,
        ),
    ),
)

PAGE = PageSpec(
    id="forecast.scenarios",
    title=Text(en="What if", zh="情景推演"),
    question=Text(
        en="What would another price, promotion, budget, team, win rate or market do to revenue?",
        zh="价格、促销、预算、人员、赢率或市场变化会给收入带来什么？",
    ),
    section="forecast",
    order=40,
    icon="branches",
    filters=(),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Over the next {periods} periods: {conservative} conservative, {base} base, {optimistic} "
                "optimistic. The strongest driver is {strongest}: 10% more of it adds {strongest_effect}.",
                zh="未来 {periods} 期：保守 {conservative}，基准 {base}，乐观 {optimistic}。最强驱动因素是{strongest}："
                "增加一成带来 {strongest_effect}。",
            ),
            data=OutputData(table="forecast_scenarios_overview"),
        ),
        SLIDERS,
        Bars(
            title=Text(en="What 10% more of each driver does", zh="各驱动因素变动一成的影响"),
            data=OutputData(table="forecast_scenarios_drivers", order_by=("-effect",)),
            x="driver",
            y=("effect",),
        ),
        Table(
            title=Text(en="Drivers and what they assume", zh="驱动因素及其假设"),
            data=OutputData(table="forecast_scenarios_drivers", order_by=("-effect",)),
            columns=("driver", "tried", "effect", "low", "high", "learnt", "assumption_en", "assumption_zh"),
            page_size=10,
        ),
        EvidenceBlock(capability="forecast.scenarios"),
    ),
)  # fmt: skip
