"""The groups that a person may ask for."""

from __future__ import annotations

from foresail.analytics.forecast.hierarchy.words import COLUMNS, TITLES
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.methods.hierarchy.structure import Level, crossed, tree


def groups(by: str) -> tuple[tuple[str, ...], tuple[Level, ...]]:
    """The columns and the levels that a person asked for.

    Raises
    ------
    InvalidInput
        If a column is unknown or there is none.
    """
    is_tree = ">" in by
    asked = [p.strip() for p in by.replace("，", ",").replace(">", ",").split(",") if p.strip()]
    odd = [p for p in asked if p not in COLUMNS]
    if odd or not asked or len(asked) > 4 or len(set(asked)) < len(asked):
        wrong = odd[0] if odd else by
        raise InvalidInput(
            Text(en=f"“{wrong}” cannot be crossed.", zh=f"无法按“{wrong}”交叉。"),
            where="by",
            closest=closest_names(wrong, COLUMNS),
            next_step=Text(
                en=f"Name one to four of {', '.join(COLUMNS)}, each once, with commas (or > for a tree).",
                zh=f"请给出 {'、'.join(COLUMNS)} 中的一至四个，各一次，用逗号（或用 > 表示树）分隔。",
            ),
        )
    columns = tuple(COLUMNS[p] for p in asked)
    return columns, tree(*columns) if is_tree else crossed(*columns)


def level_title(level: Level) -> Text:
    """“Region × Product category”; “Company” for the whole."""
    if not level:
        return Text(en="Company", zh="公司")
    return Text(en=" × ".join(TITLES[c].en for c in level), zh=" × ".join(TITLES[c].zh for c in level))
