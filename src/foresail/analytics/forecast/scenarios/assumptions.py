"""What each driver assumes, in words with its numbers."""

from __future__ import annotations

from foresail.analytics.forecast.scenarios.effects.spread import sizes
from foresail.analytics.forecast.scenarios.facts import Facts
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.analytics.forecast.scenarios.words import DRIVERS
from foresail.kernel.text import Text


def assumption(driver: str, facts: Facts, params: ScenariosParams) -> Text:
    """One driver's assumption."""
    deals = 1 - facts.free
    found = facts.response
    if driver == "price":
        e = found.common if found is not None else -1.5
        how = Text(en="learnt", zh="由数据学得") if found is not None else Text(en="assumed", zh="为假设")
        return Text(
            en=f"1% of price moves a product’s purchases by {e:.1f}% ({how.en}); buyers switch among products, the "
            f"number of purchases moves by {params.market_elasticity:g}% (assumed); deals ({deals:.0%} of revenue) "
            "carry the new price.",
            zh=f"价格变动 1%，该产品购买次数变动 {e:.1f}%（{how.zh}）；购买者在产品间转移，总购买次数变动 "
            f"{params.market_elasticity:g}%（假设）；协商成交（占收入 {deals:.0%}）按新价成交。",
        )
    if driver == "promotion":
        after = found.after if found is not None else 0.85
        return Text(
            en=f"More purchases at less money each; buyers switch from other products; two weeks at {after:.0%} "
            "after it.",
            zh=f"购买次数增加、单价降低；购买者从其他产品转来；结束后两周为平常的 {after:.0%}。",
        )
    if driver == "budget":
        e, _, learnt = facts.leads
        how = Text(en="learnt", zh="由数据学得") if learnt else Text(en="mostly assumed", zh="主要为假设")
        return Text(
            en=f"1% of budget brings {e:.2f}% of leads ({how.en}); they become deals ({deals:.0%} of revenue) over "
            f"{2 * facts.cycle:.0f} months.",
            zh=f"预算变动 1% 带来 {e:.2f}% 线索（{how.zh}），"
            f"在 {2 * facts.cycle:.0f} 个月内转为成交（占收入 {deals:.0%}）。",
        )
    return _others(driver, facts, params, deals)


def _others(driver: str, facts: Facts, params: ScenariosParams, deals: float) -> Text:
    if driver == "headcount":
        return Text(
            en=f"{facts.people} people today; a new one is as good as the others after {params.ramp_months} months, "
            f"and 70% of what they bring comes on top (assumed); deals are {deals:.0%} of revenue.",
            zh=f"现有 {facts.people} 人；新人 {params.ramp_months} 个月后成熟，"
            f"其业绩 70% 为净增（假设）；成交占收入 {deals:.0%}。",
        )
    if driver == "conversion":
        rate = facts.win_rate if facts.win_rate is not None else 0.25
        return Text(
            en=f"The win rate of last year ({rate:.0%}) changes in proportion, for deals decided from now on.",
            zh=f"过去一年赢率 {rate:.0%} 按比例变动，作用于今后决定的商机。",
        )
    if not facts.index:
        return Text(en="No market index is known; revenue does not follow it.", zh="没有市场指数数据，视为不随其变动。")
    name = params.index_name.strip() or sorted(facts.index)[0]
    slope, error, learnt = facts.index.get(name, (0.0, 0.0, False))
    how = Text(en="learnt", zh="由数据学得") if learnt else Text(en="the data tell little", zh="数据支持较弱")
    return Text(
        en=f"1% of “{name}” went with {slope:+.2f}% (±{error:.2f}) of revenue, year on year ({how.en}).",
        zh=f"“{name}”同比变动 1%，收入同比变动 {slope:+.2f}%（±{error:.2f}，{how.zh}）。",
    )


def own(facts: Facts, params: ScenariosParams) -> Text:
    """The assumptions of one's own scenario: those of the drivers that were moved."""
    said = [(DRIVERS[d], v, assumption(d, facts, params)) for d, v in sizes(params).items() if v]
    if not said:
        return Text(en="No driver was moved: as the base.", zh="未改动任何驱动因素，与基准相同。")

    def size(value: float) -> str:
        return f"{value:+d}" if isinstance(value, int) else f"{value:+.0%}"

    return Text(
        en=" ".join(f"{t.en} {size(v)}: {a.en}" for t, v, a in said),
        zh="".join(f"{t.zh} {size(v)}：{a.zh}" for t, v, a in said),
    )
