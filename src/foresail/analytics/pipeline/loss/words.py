"""The words of dimensions, bands and findings."""

from collections.abc import Mapping

from foresail.kernel.text import Text

DIMENSIONS: Mapping[str, Text] = {
    "competitor": Text(en="Competitor", zh="竞争对手"),
    "owner": Text(en="Person", zh="负责人"),
    "team": Text(en="Team", zh="团队"),
    "region": Text(en="Region", zh="区域"),
    "industry": Text(en="Industry", zh="行业"),
    "channel": Text(en="Source", zh="来源"),
    "product": Text(en="Product", zh="产品"),
    "size": Text(en="Size", zh="规模"),
    "customer": Text(en="Customer", zh="客户类别"),
    "discount_band": Text(en="Discount offered", zh="报价折扣"),
}
NONE = "∅"
SIZES: Mapping[str, Text] = {
    "small": Text(en="smallest third", zh="最小的三分之一"),
    "middle": Text(en="middle third", zh="中间三分之一"),
    "large": Text(en="largest third", zh="最大的三分之一"),
}
CUSTOMERS: Mapping[str, Text] = {
    "known": Text(en="won before", zh="此前赢过单"),
    "new": Text(en="never won before", zh="此前未赢过单"),
}
BANDS: Mapping[str, Text] = {
    "0": Text(en="none", zh="无折扣"),
    "5": Text(en="up to 5%", zh="5% 以内"),
    "10": Text(en="5 to 10%", zh="5% 至 10%"),
    "15": Text(en="10 to 15%", zh="10% 至 15%"),
    "more": Text(en="over 15%", zh="15% 以上"),
}
NO_RIVAL = Text(en="no competitor named", zh="未记录竞争对手")
CODES: Mapping[str, Mapping[str, Text]] = {
    "size": SIZES,
    "customer": CUSTOMERS,
    "discount_band": BANDS,
    "competitor": {NONE: NO_RIVAL},
}
ANY: Mapping[str, Text] = {code: said for codes in CODES.values() for code, said in codes.items()}
"""Every code of every dimension and its words."""
PRICE = ("价格", "太贵", "价高", "报价高", "price", "expensive", "too high", "cost")
"""Words of a lost reason that says: the price."""


def label(dimension: str, value: str, names: Mapping[str, str], *, zh: bool) -> str:
    """What people call a value.

    Examples
    --------
    >>> label("customer", "new", {}, zh=True)
    '此前未赢过单'
    """
    said = CODES.get(dimension, {}).get(value)
    if said is not None:
        return said.zh if zh else said.en
    return names.get(value, value)


def finding(kind: str, dimension: str, name: Text, reason: str, shares: tuple[float, float], n: int) -> Text:
    """What stands out, as a sentence."""
    mine, rest = shares
    said = DIMENSIONS[dimension]
    if kind == "loss_rate":
        return Text(
            en=f"{said.en}: {name.en} – {mine:.0%} of {n} deals were lost, of the others {rest:.0%}",
            zh=f"{said.zh}：{name.zh} – {n} 个商机中 {mine:.0%} 输单，其他为 {rest:.0%}",
        )
    return Text(
        en=f"{said.en}: {name.en} – “{reason}” is the reason of {mine:.0%} of {n} losses, elsewhere of {rest:.0%}",
        zh=f"{said.zh}：{name.zh} – {n} 次输单中 {mine:.0%} 因“{reason}”，其他为 {rest:.0%}",
    )
