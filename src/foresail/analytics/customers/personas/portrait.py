"""What a segment is called and how it is described: rules over its profile, no amounts, only comparisons."""

from __future__ import annotations

import polars as pl

from foresail.kernel.text import Text

FAR = 0.25
WORTH_SAYING = 4

_SAID: dict[str, tuple[Text, Text]] = {
    "monetary": (Text(en="spend {t} times the average", zh="消费为平均的 {t} 倍"),) * 2,
    "orders": (Text(en="order {t} times as often", zh="下单次数为平均的 {t} 倍"),) * 2,
    "order_value": (Text(en="place orders {t} times as large", zh="单笔金额为平均的 {t} 倍"),) * 2,
    "products": (
        Text(en="buy many different products", zh="购买品类多"),
        Text(en="buy few different products", zh="购买品类少"),
    ),
    "recency_days": (
        Text(en="have been silent for long", zh="已久未购买"),
        Text(en="bought lately", zh="近期刚购买"),
    ),
    "tenure_days": (
        Text(en="have been customers for long", zh="是老客户"),
        Text(en="are rather new", zh="成为客户不久"),
    ),
    "discount_rate": (
        Text(en="get higher discounts than others", zh="折扣高于其他客户"),
        Text(en="get lower discounts than others", zh="折扣低于其他客户"),
    ),
    "return_share": (
        Text(en="return more than others", zh="退货多于其他客户"),
        Text(en="return less than others", zh="退货少于其他客户"),
    ),
    "contacts": (Text(en="are closely attended", zh="跟进密集"), Text(en="have little contact with us", zh="跟进较少")),
    "tickets": (Text(en="need much service", zh="服务需求多"), Text(en="need little service", zh="服务需求少")),
    "employee_count": (
        Text(en="are larger companies", zh="企业规模较大"),
        Text(en="are smaller companies", zh="企业规模较小"),
    ),
}
_PLACED = {
    "industry": Text(en="most often from {word} ({share})", zh="以{word}行业居多（{share}）"),
    "region": Text(en="mainly in {word} ({share})", zh="主要在{word}（{share}）"),
}


def persona(profile: pl.DataFrame) -> str:
    """The name of a segment: the first rule that holds.

    Parameters
    ----------
    profile
        Rows `feature`, `times`, `distance` of one segment.
    """
    times = {f: (1.0 if t is None else float(t)) for f, t in profile.select("feature", "times").rows()}
    far = {f: float(d) for f, d in profile.select("feature", "distance").rows()}

    def of(name: str) -> float:
        return times.get(name, 1.0)

    if of("recency_days") > 1.5:
        return "sleeper"
    if of("tickets") > 2:
        return "demanding"
    if of("tenure_days") < 0.4:
        return "newcomer"
    if of("order_value") > 1.5 and of("orders") < 1:
        return "big_ticket"
    if of("monetary") > 1.3:
        return "pillar" if of("orders") > 1 else "big_ticket"
    if of("discount_rate") > 1.3 and far.get("discount_rate", 0.0) > FAR:
        return "bargainer"
    if of("orders") > 1.1:
        return "regular"
    return "occasional" if of("orders") < 0.6 else "average"


def portrait(profile: pl.DataFrame) -> Text:
    """One sentence on what stands out, farthest first, and where these customers are found."""
    said = [f for f in _ranked(profile) if f[0] in _SAID][:WORTH_SAYING]
    parts = [_SAID[name][0 if distance > 0 else 1].format(t=f"{max(times, 0.1):.1f}") for name, times, distance in said]
    for name, text in _PLACED.items():
        row = profile.filter((pl.col("feature") == name) & pl.col("word").is_not_null())
        if row.height and row["share"][0] >= 0.2:
            parts.append(text.format(word=row["word"][0], share=f"{row['share'][0]:.0%}"))
    if not parts:
        return Text(en="They are like the average customer.", zh="与平均客户相近。")
    return Text(
        en=f"They {', '.join(p.en for p in parts)}.",
        zh=f"{'，'.join(p.zh for p in parts)}。",
    )


def _ranked(profile: pl.DataFrame) -> list[tuple[str, float, float]]:
    far = profile.filter(pl.col("distance").abs() >= FAR).sort(
        [pl.col("distance").abs(), pl.col("feature")], descending=[True, False]
    )
    return [
        (f, 1.0 if t is None else float(t), float(d)) for f, t, d in far.select("feature", "times", "distance").rows()
    ]
