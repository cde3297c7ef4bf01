"""What was taken for granted while a load was read, in words."""

from __future__ import annotations

from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.sources.loads.survey import Survey


def assumptions(
    survey: Survey,
    tables: frozenset[str],
    derived: dict[str, int],
    repeated: dict[str, int],
    currency: str,
    *,
    explicit: bool,
) -> tuple[Text, ...]:
    """Defaults, derived rows and kept repetitions of one load."""
    found = _currency(survey, currency, explicit=explicit)
    for table, rows in sorted(derived.items()):
        title = TABLES[table].title
        found.append(
            Text(
                en=f"{rows:,} rows of “{title.en}” were derived from rows of other files.",
                zh=f"“{title.zh}”有 {rows:,} 行由其他文件的行推导得出。",
            )
        )
    for table, rows in sorted(repeated.items()):
        title = TABLES[table].title
        found.append(
            Text(
                en=f"{rows:,} rows of “{title.en}” repeat another row word for word and carry no key: they were kept and flagged.",
                zh=f"“{title.zh}”有 {rows:,} 行与其他行完全相同且没有行号：已保留并标记。",
            )
        )
    flat = [m for t in survey.tables for m in t.maps if m.into in ("order_line", "order")]
    fields = {c.field for m in flat for c in m.columns}
    if "account.country" in fields and not fields & {"order.region", "region"}:
        found.append(
            Text(en="The region of an order is the country that its row names.", zh="订单的区域取自该行所写的国家。")
        )
    for table in survey.tables:
        if table.raw.guessed:
            found.append(
                Text(
                    en=f"{table.raw.name} was read as {table.raw.encoding}.",
                    zh=f"{table.raw.name} 按 {table.raw.encoding} 编码读取。",
                )
            )
    return tuple(found)


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
