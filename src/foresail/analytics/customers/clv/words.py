"""The words of the methods: light, since the declaration reads them; a test holds them to those of `methods.clv`."""

from __future__ import annotations

from foresail.kernel.text import Text

TITLES: dict[str, Text] = {
    "own_rate": Text(en="each customer's own past rate goes on", zh="沿用每个客户过去的购买频率"),
    "bg_nbd": Text(en="BG/NBD", zh="BG/NBD 模型"),
    "mbg_nbd": Text(en="Modified BG/NBD", zh="修正 BG/NBD 模型"),
    "pareto_nbd": Text(en="Pareto/NBD", zh="Pareto/NBD 模型"),
    "boosted": Text(en="BG/NBD corrected by gradient-boosted trees", zh="经梯度提升树修正的 BG/NBD 模型"),
    "half": Text(en="mean of Pareto/NBD and the boosted BG/NBD", zh="Pareto/NBD 与提升 BG/NBD 的均值"),
    "signs": Text(
        en="BG/NBD corrected by trees that hear service, deals and contacts too",
        zh="经树模型修正的 BG/NBD（兼听服务、商机与跟进）",
    ),
}
