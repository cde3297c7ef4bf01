"""What was filled in because the source leaves it out; counted, so that a person can see it."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.history.merge import merged, staged
from foresail.history.staged import Profile
from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.warehouse.warehouse import BuildSession

_BARE = """
WITH bare AS (SELECT _load, _file FROM "{whole}" GROUP BY _load, _file HAVING count(currency) = 0)
SELECT count(*) AS rows FROM "{state}" m JOIN bare b ON b._load = m._load AND b._file IS NOT DISTINCT FROM m._file
"""

_NO_OUTCOME = """
WITH known AS (SELECT stage, min(outcome) AS outcome FROM stage GROUP BY stage HAVING count(DISTINCT outcome) = 1)
SELECT count(*) AS rows FROM merged_opportunity m LEFT JOIN known k ON k.stage = m.stage
WHERE m.outcome IS NULL AND k.outcome IS NULL
"""


def defaulted(
    session: BuildSession, profiles: Mapping[str, Profile], base: str
) -> list[tuple[str, Text, str, int | None]]:
    """Assumptions about currencies, outcomes and kinds of lines. Runs while the merged tables are there."""
    found: list[tuple[str, Text, str, int | None]] = []
    for name, seen in sorted(profiles.items()):
        rows = _bare_rows(session, name, seen)
        if rows:
            title = TABLES[name].title
            words = Text(
                en=f"{rows} rows of “{title.en}” come from files without a currency; taken as {base}.",
                zh=f"“{title.zh}”有 {rows} 行来自没有币种列的文件，按 {base} 处理。",
            )
            found.append(("currency", words, name, rows))
    if session.exists("merged_opportunity"):
        rows = int(session.fetch(_NO_OUTCOME)["rows"][0])
        if rows:
            words = Text(
                en=f"{rows} opportunities say neither won nor lost, nor does their stage; taken as open.",
                zh=f"{rows} 个商机及其阶段都未说明输赢，按进行中处理。",
            )
            found.append(("outcome", words, "opportunity", rows))
    rows = profiles["order_line"].blank_kind if "order_line" in profiles else 0
    if rows:
        words = Text(
            en=f"{rows} order lines don’t say what they are; a negative quantity counts as a return, else as a sale.",
            zh=f"{rows} 条订单明细未注明类型；数量为负的按退货、其余按销售处理。",
        )
        found.append(("kind", words, "order_line", rows))
    return found


def _bare_rows(session: BuildSession, name: str, seen: Profile) -> int:
    if not seen.bare_rows or not session.exists(merged(name)):
        return seen.bare_rows
    whole = staged(name) if session.exists(staged(name)) else merged(name)
    return int(session.fetch(_BARE.format(whole=whole, state=merged(name)))["rows"][0])
