"""The words of what identity assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foresail.kernel.text import Text
from foresail.model.tables import TABLES

_WORDS = {
    "spelling": Text(
        en="{rows} rows of “{table.en}” name the {entity.en} “{written}”; taken as “{taken}”.",
        zh="“{table.zh}”有 {rows} 行的{entity.zh}写作“{written}”，按“{taken}”处理。",
    ),
    "spellings": Text(
        en="{rows} further rows of “{table.en}” spell the {entity.en} otherwise than its own file.",
        zh="“{table.zh}”另有 {rows} 行的{entity.zh}写法与其自身文件不同。",
    ),
    "code": Text(
        en="{rows} rows of “{table.en}” name a {entity.en} of another system by its code.",
        zh="“{table.zh}”有 {rows} 行按编码对应到其他系统的{entity.zh}。",
    ),
    "name": Text(
        en="{rows} rows of “{table.en}” name the {entity.en} by its name instead of its id.",
        zh="“{table.zh}”有 {rows} 行按名称而非编号对应到{entity.zh}。",
    ),
    "derived": Text(
        en="{rows} rows of “{entity.en}” were made from what other tables name.",
        zh="有 {rows} 个{entity.zh}由其他表中的名称生成。",
    ),
    "found": Text(
        en="{rows} records of “{entity.en}” agree with records of other systems and count as one with them.",
        zh="有 {rows} 条{entity.zh}记录与其他系统的记录高度一致，视为同一个。",
    ),
    "joined": Text(
        en="{rows} records of “{entity.en}” have the code of a record in another system and count as one with it.",
        zh="有 {rows} 条{entity.zh}记录与其他系统编码相同，视为同一个。",
    ),
}


def note(row: Mapping[str, Any]) -> tuple[str, Text, str, int]:
    """(kind, text, table, rows) of one assumption."""
    table, entity = TABLES[row["table_name"]].title, TABLES[row["entity"]].title
    entity = Text(en=entity.en.lower(), zh=entity.zh)
    words = _WORDS[row["kind"]].format(
        rows=row["rows"], table=table, entity=entity, written=row["written"], taken=row["taken"]
    )
    return str(row["kind"]), words, str(row["table_name"]), int(row["rows"])
