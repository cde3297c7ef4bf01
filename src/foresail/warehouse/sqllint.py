"""The lint of SQL files: what DuckDB and Spark answer differently, or one of them not at all, is refused by name.

Found by trying every construct on both engines; the dangerous ones are those that differ without an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError, UnsupportedError

from foresail.kernel.problem import InvalidInput
from foresail.warehouse.sqlfile import parse, placeholders

INTEGERS = {
    exp.DataType.Type.INT,
    exp.DataType.Type.BIGINT,
    exp.DataType.Type.SMALLINT,
    exp.DataType.Type.TINYINT,
    exp.DataType.Type.INT128,
    exp.DataType.Type.UBIGINT,
    exp.DataType.Type.UINT,
}
FLOATS = {exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT}
FRACTIONAL = (exp.Div, exp.Avg, exp.Sqrt, exp.Ln, exp.Log, exp.Exp, exp.Pow, exp.Median, exp.Stddev, exp.Variance)
WHOLE = (exp.Floor, exp.Ceil, exp.Round, exp.Trunc)
WEEKDAY_PARTS = {"isodow", "dow", "dayofweek", "week", "weekofyear", "isoyear", "yearweek", "weekday"}
WEEK_FORMATS = ("%V", "%G", "%u", "%W", "%U", "%w")

Finder = Callable[[exp.Expr], Iterator[str]]


def lint(sql: str) -> list[str]:
    """What is wrong with a SQL file, each with the words in question; empty when nothing is.

    Examples
    --------
    >>> lint("SELECT a / b FROM t")
    ['division without nullif(…, 0): a / b', 'division without an explicit cast: a / b']
    """
    try:
        tree = parse(sql)
    except InvalidInput as problem:
        return [f"{problem.what.en} {problem.where}"]
    found = [f"{said}: {_shown(node)}" for node in tree.walk() for check in CHECKS for said in check(node)]
    named = {p.name for p in tree.find_all(exp.Placeholder)}
    if named != placeholders(sql):
        found.append(f"placeholders are read as {sorted(named)} and as {sorted(placeholders(sql))}: put blanks around")
    return found or _transpiles(tree)


def _transpiles(tree: exp.Expr) -> list[str]:
    plain = tree.copy()
    for holder in list(plain.find_all(exp.Placeholder)):
        holder.replace(exp.Null())
    try:
        text = plain.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        sqlglot.parse_one(text, dialect="spark")
    except (UnsupportedError, SqlglotError) as error:
        return [f"Spark has no such thing: {str(error).splitlines()[0][:200]}"]
    return []


def _date_diff(node: exp.Expr) -> Iterator[str]:
    if not isinstance(node, exp.DateDiff | exp.TimestampDiff):
        return
    unit = node.args.get("unit")
    if unit is None or unit.name.upper() not in ("DAY", "DAYS"):
        yield "date_diff of another unit than days (use year * 12 + month)"
    elif any(_is_moment(side) for side in (node.this, node.expression)):
        yield "date_diff on timestamps (cast both sides to DATE)"


def _is_moment(node: exp.Expr) -> bool:
    if isinstance(node, exp.Column):
        return node.name.endswith("_at")
    if isinstance(node, exp.Cast):
        return node.to.this in (exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPTZ)
    return isinstance(node, exp.CurrentTimestamp | exp.TimestampTrunc)


def _weekdays(node: exp.Expr) -> Iterator[str]:
    named = isinstance(node, exp.Anonymous) and str(node.this).lower() in WEEKDAY_PARTS
    part = isinstance(node, exp.Extract) and node.this.name.lower() in WEEKDAY_PARTS
    if named or part or isinstance(node, exp.DayOfWeek | exp.DayOfWeekIso | exp.Week | exp.WeekOfYear):
        yield "days of the week and weeks are numbered differently"
    elif isinstance(node, exp.TimeToStr) and any(f in node.args["format"].name for f in WEEK_FORMATS):
        yield "strftime with weeks or days of the week"


def _zones(node: exp.Expr) -> Iterator[str]:
    if isinstance(node, exp.AtTimeZone):
        yield "AT TIME ZONE (derived columns `<name>_on` hold the local day)"


def _truncations(node: exp.Expr) -> Iterator[str]:
    if isinstance(node, exp.DateTrunc | exp.TimestampTrunc) and not isinstance(node.parent, exp.Cast):
        yield "date_trunc without a cast to DATE (a moment on one engine has a time zone on the other)"


def _lists(node: exp.Expr) -> Iterator[str]:
    if isinstance(node, exp.ArrayAgg) and node.find(exp.Order) is not None:
        yield "list(… ORDER BY …)"
    if isinstance(node, exp.Unnest | exp.Explode):
        holder = node.parent
        while isinstance(holder, exp.Alias | exp.Paren):
            holder = holder.parent
        if not isinstance(holder, exp.Select | exp.Table | exp.From | exp.Join | exp.Lateral):
            yield "unnest inside an expression"


def _casts(node: exp.Expr) -> Iterator[str]:
    if not isinstance(node, exp.Cast) or node.to.this not in INTEGERS:
        return
    inner = node.this.unnest()
    if isinstance(inner, WHOLE):
        return
    if any(isinstance(part, FRACTIONAL) or _is_float(part) for part in inner.walk()):
        yield "a cast from float to integer (wrap in floor, ceil or round)"


def _is_float(node: exp.Expr) -> bool:
    return isinstance(node, exp.Cast) and node.to.this in FLOATS


def _divisions(node: exp.Expr) -> Iterator[str]:
    if isinstance(node, exp.Div | exp.IntDiv | exp.Mod) and not _never_zero(node.expression):
        yield "division without nullif(…, 0)"
    if isinstance(node, exp.Div) and not (_typed(node.this) or _typed(node.expression) or _cast_around(node)):
        yield "division without an explicit cast"


def _never_zero(node: exp.Expr) -> bool:
    inner = node.unnest()
    if isinstance(inner, exp.Cast):
        return _never_zero(inner.this)
    if isinstance(inner, exp.Literal):
        return not inner.is_string and float(inner.this) != 0
    return isinstance(inner, exp.Nullif)


def _typed(node: exp.Expr) -> bool:
    inner = node.unnest()
    if isinstance(inner, exp.Cast | exp.TryCast | exp.Count):
        return True
    if isinstance(inner, exp.Add | exp.Sub | exp.Mul | exp.Div):
        return _typed(inner.this) or _typed(inner.expression)
    if isinstance(
        inner, exp.Neg | exp.Nullif | exp.Coalesce | exp.Abs | exp.Sum | exp.Avg | exp.Min | exp.Max | exp.Window
    ):
        return _typed(inner.this)
    return isinstance(inner, exp.Filter) and _typed(inner.this)


def _cast_around(node: exp.Expr) -> bool:
    holder = node.parent
    while isinstance(holder, exp.Paren | exp.Round | exp.Coalesce):
        holder = holder.parent
    return isinstance(holder, exp.Cast)


def _joins(node: exp.Expr) -> Iterator[str]:
    if isinstance(node, exp.Join) and "ASOF" in (node.method or "", node.kind or "", node.side or ""):
        yield "ASOF join (use row_number and QUALIFY)"


def _quantiles(node: exp.Expr) -> Iterator[str]:
    name = str(node.this).lower() if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc) else ""
    if isinstance(node, exp.PercentileCont | exp.PercentileDisc | exp.Quantile) or name.startswith("quantile"):
        yield "quantile_cont and its kin"


def _lateral_alias(node: exp.Expr) -> Iterator[str]:
    if not isinstance(node, exp.Select) or node.args.get("where") is None:
        return
    made = {}
    for part in node.expressions:
        if isinstance(part, exp.Alias) and not any(c.name == part.alias for c in part.this.find_all(exp.Column)):
            made[part.alias] = part
    for column in node.args["where"].find_all(exp.Column):
        if not column.table and column.name in made and column.find_ancestor(exp.Select) is node:
            yield f"an alias of the same SELECT in WHERE ({column.name})"


CHECKS: tuple[Finder, ...] = (
    _date_diff,
    _weekdays,
    _zones,
    _truncations,
    _lists,
    _casts,
    _divisions,
    _joins,
    _quantiles,
    _lateral_alias,
)


def _shown(node: exp.Expr) -> str:
    return " ".join(node.sql(dialect="duckdb").split())[:120]
