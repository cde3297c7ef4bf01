"""What was taken for granted while a load was read, in words."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.sources.loads.survey import Survey


def assumptions(
    survey: Survey, derived: Mapping[str, int], repeated: Mapping[str, int], currency: str, *, explicit: bool
) -> tuple[Text, ...]:
    """Defaults, derived rows and kept repetitions of one load."""
    found = _currency(survey, currency, explicit=explicit)
    found += [_DERIVED.format(rows=f"{n:,}", en=_title(t).en, zh=_title(t).zh) for t, n in sorted(derived.items())]
    found += [_REPEATED.format(rows=f"{n:,}", en=_title(t).en, zh=_title(t).zh) for t, n in sorted(repeated.items())]
    flat = [m for t in survey.tables for m in t.maps if m.into in ("order_line", "order")]
    fields = {c.field for m in flat for c in m.columns}
    if "account.country" in fields and not fields & {"order.region", "region"}:
        found.append(_REGION)
    found += [_READ_AS.format(name=t.raw.name, code=t.raw.encoding) for t in survey.tables if t.raw.guessed]
    return tuple(found)


def _title(table: str) -> Text:
    return TABLES[table].title


_DERIVED = Text(
    en="{rows} rows of “{en}” were derived from rows of other files.", zh="“{zh}”有 {rows} 行由其他文件的行推导得出。"
)
_REPEATED = Text(
    en="{rows} rows of “{en}” repeat another row word for word and carry no key: they were kept and flagged.",
    zh="“{zh}”有 {rows} 行与其他行完全相同且没有行号：已保留并标记。",
)
_REGION = Text(en="The region of an order is the country that its row names.", zh="订单的区域取自该行所写的国家。")
_READ_AS = Text(en="{name} was read as {code}.", zh="{name} 按 {code} 编码读取。")


def _currency(survey: Survey, currency: str, *, explicit: bool) -> list[Text]:
    without = sorted(
        {
            t.raw.name
            for t in survey.tables
            for m in t.maps
            if any(c.name == "currency" for c in TABLES[m.into].columns) or m.into == "order_line"
            if not {c.field for c in m.columns} & {"currency", "order.currency"}
        }
    )
    if not without:
        return []
    names = ", ".join(without[:5]) + ("…" if len(without) > 5 else "")
    how = Text(en="as it was told", zh="按指定") if explicit else Text(en="by default", zh="按默认")
    return [
        Text(
            en=f"Amounts are in {currency} ({how.en}): these files name no currency: {names}.",
            zh=f"金额{how.zh}视为 {currency}：以下文件未注明货币：{names}。",
        )
    ]
