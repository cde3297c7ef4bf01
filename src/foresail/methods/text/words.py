"""Words that praise and blame, turn and strengthen; and the words of each topic. Ours, in Chinese and English."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRAISE = _words("""
    好 很好 不错 满意 喜欢 稳定 专业 及时 顺利 可靠 优秀 推荐 耐心 热情 快 很快 快捷 方便 简单 实惠 划算 值得
    认真 负责 周到 超值 高效 清晰 准时 提前 贴合 解决了 当天解决 会继续 继续采购 性价比 感谢 点赞 给力 放心 省心
    友好 细致 准确 流畅 good great excellent love loved happy satisfied fast quick quickly reliable stable
    helpful friendly easy smooth professional recommend perfect best nice clear responsive prompt efficient
    amazing awesome thanks thank pleased solid intuitive 没有误报 没有问题 无故障
""")
BLAME = _words("""
    差 很差 慢 太慢 贵 太贵 偏高 略高 太高 坏 坏了 故障 掉线 失望 投诉 延误 延迟 推迟 错误 出错 开错 麻烦 不满
    糟糕 停工 打不通 没人 没有解决 未解决 不回复 无响应 难用 复杂 缺货 破损 漏 异响 误报 返修 退货 更换供应商
    其他供应商 下降 卡顿 崩溃 丢失 推诿 等货 涨了 bad poor slow late delay delayed broken fail fails failed
    failure failing error errors wrong expensive disappointed disappointing terrible awful worst difficult
    complicated confusing unhappy unresponsive crash crashes bug bugs buggy missing damaged defective rude
    problem problems issue issues useless never overpriced complaint refund outage
""")
TURN = _words("""
    不 没 没有 未 无 别 不太 不够 不是 并不 not no never without hardly isn't wasn't don't didn't doesn't can't
""")
"""The next word means its opposite."""
STRONG = _words("很 非常 太 特别 极 十分 极其 very really extremely so too highly totally")
"""The next word counts more."""
NEUTRAL = _words("尽快 赶快 好像 最好 好多 只好 正好 快要 差不多 价格差")
"""Hold a word of praise or blame, and say neither."""

TOPICS: dict[str, tuple[str, ...]] = {
    "quality": (
        "质量", "品质", "稳定", "故障", "掉线", "误报", "坏", "耐用", "精度", "返修", "破损", "异响",
        "quality", "reliab", "stable", "broken", "defect", "damaged", "durab", "accura", "fail", "faulty",
    ),
    "delivery": (
        "交付", "交期", "发货", "物流", "到货", "送货", "延误", "等货", "配送", "安装师傅",
        "deliver", "shipping", "shipment", "arriv", "lead time", "logistic", "courier",
    ),
    "service": (
        "售后", "服务", "报修", "维修", "技术支持", "客服", "响应", "解决", "电话", "回复", "备件",
        "service", "support", "repair", "helpdesk", "hotline", "respons", "technician", "spare part",
    ),
    "price": (
        "价格", "性价比", "太贵", "便宜", "折扣", "涨价", "价格涨", "优惠", "报价", "实惠", "划算", "成本",
        "price", "pricing", "expensive", "cheap", "discount", "cost", "value for money", "overpriced",
    ),
    "software": (
        "软件", "系统", "界面", "网关", "数据", "上云", "升级", "功能", "卡顿", "配置", "登录",
        "software", "app", "interface", "dashboard", "login", "update", "crash", "bug", "feature", "integration",
    ),
    "documents": (
        "说明书", "文档", "手册", "资料", "教程", "培训",
        "manual", "documentation", "instruction", "tutorial", "training",
    ),
    "billing": (
        "发票", "对账", "账单", "付款", "开票", "结算", "退款", "invoice", "billing", "payment", "charged", "refund",
    ),
    "sales": (
        "销售", "业务员", "客户经理", "方案", "沟通", "sales", "account manager", "salesperson", "proposal",
    ),
}  # fmt: skip
"""Topic → words (Chinese) and stems (English) that speak of it."""
