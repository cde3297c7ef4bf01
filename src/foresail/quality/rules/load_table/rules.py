"""The quality rules of `load_table`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="load_table.rows_dropped",
        table="load_table",
        severity=Severity.BLOCKING,
        title=Text(en="A complete load with less than half of the rows before", zh="完整载入的行数不足上次一半"),
        why=Text(en="A cut-off or empty export would delete the rest.", zh="被截断或空的导出会删除其余数据。"),
        fix=Text(
            en="Export the whole table and load it again, or load this one as partial.",
            zh="请导出完整的表并重新载入，或按部分载入处理。",
        ),
        sql="rows_dropped.sql",
        needs={"load_table": ("table_name",)},
    ),
)
