"""The words of the codes that facts hold: tables keep `won`, people read “Won” or “赢单”."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.kernel.text import Text


def _words(**codes: tuple[str, str]) -> Mapping[str, Text]:
    return {code: Text(en=en, zh=zh) for code, (en, zh) in codes.items()}


WORDS: Mapping[str, Mapping[str, Text]] = {
    "outcome": _words(open=("Open", "进行中"), won=("Won", "赢单"), lost=("Lost", "输单")),
    "sales_kind": {"sale": Text(en="Sale", zh="销售"), "return": Text(en="Return", zh="退货")},
    "activity_kind": _words(
        call=("Call", "电话"),
        meeting=("Meeting", "会议"),
        visit=("Visit", "拜访"),
        email=("E-mail", "邮件"),
        message=("Message", "消息"),
        demo=("Demo", "演示"),
        task=("Task", "任务"),
        note=("Note", "备注"),
        video=("Video call", "视频会议"),
        wechat=("WeChat", "微信"),
    ),
    "scope": _words(
        company=("Company", "公司"),
        team=("Team", "团队"),
        representative=("Representative", "个人"),
        region=("Region", "区域"),
        product=("Product", "产品"),
        channel=("Channel", "渠道"),
    ),
}
"""Column of a fact → code → words. A value without words is shown as it stands."""
