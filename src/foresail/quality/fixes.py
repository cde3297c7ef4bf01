"""The fix list of a rule: the bad rows as the source knows them, with an empty column for what is right."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from foresail.contracts.query import Result, ResultColumn
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.quality.discover import rules
from foresail.warehouse.reader import Reader
from foresail.warehouse.sqlfile import parse

COLUMNS = (
    ResultColumn(name="rule_id", title=Text(en="Rule", zh="规则"), unit=Unit.CATEGORY),
    ResultColumn(name="table_name", title=Text(en="Table", zh="表"), unit=Unit.CATEGORY),
    ResultColumn(name="source", title=Text(en="Source", zh="来源"), unit=Unit.CATEGORY),
    ResultColumn(name="source_id", title=Text(en="ID in the source", zh="来源编号"), unit=Unit.TEXT),
    ResultColumn(name="row_key", title=Text(en="Row", zh="行"), unit=Unit.TEXT),
    ResultColumn(name="field", title=Text(en="Field", zh="字段"), unit=Unit.CATEGORY),
    ResultColumn(name="found", title=Text(en="Found", zh="现值"), unit=Unit.TEXT, personal=True),
    ResultColumn(name="money", title=Text(en="Money at risk", zh="涉及金额"), unit=Unit.MONEY),
    ResultColumn(name="corrected", title=Text(en="Corrected", zh="更正为"), unit=Unit.TEXT),
)
"""The columns of a fix list; their names are the headers of the CSV that is loaded again."""

HEADER = tuple(c.name for c in COLUMNS)


def fix_list(reader: Reader, viewer: Viewer = LOCAL, rule_id: str = "") -> Result:
    """The findings of a rule, most money first, ready to be filled in and loaded again.

    Parameters
    ----------
    reader, viewer
        The generation and who looks; findings are shown to viewers of everything.
    rule_id
        The rule.

    Raises
    ------
    NotFound
        If there is no such rule; the closest names are given.
    """
    if rule_id not in rules():
        raise NotFound(
            Text(en=f"There is no quality rule “{rule_id}”.", zh=f"没有名为“{rule_id}”的质量规则。"),
            closest=closest_names(rule_id, rules()),
        )
    shown = ", ".join(c for c in HEADER if c != "corrected")
    tree = parse(
        f"SELECT {shown}, CAST(NULL AS VARCHAR) AS corrected FROM quality_finding WHERE rule_id = :rule_id "
        "ORDER BY money DESC NULLS LAST, row_key"
    )
    found = reader.ask(tree, {"rule_id": rule_id}, viewer)
    rows = [tuple(row[c] for c in HEADER) for row in found.to_pylist()]
    return Result(
        columns=COLUMNS,
        rows=rows,
        total=len(rows),
        as_of=reader.as_of,
        generation=reader.id,
        currency=reader.base_currency,
    )
