"""What a table needs beyond its columns: outcomes, names, amounts of lines, kinds. One function a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import polars as pl

from foresail.kernel.base import Frozen
from foresail.kernel.money import CURRENCY_DECIMALS
from foresail.kernel.text import Text
from foresail.sources.convert.dates import to_utc
from foresail.sources.convert.value import MONEY_TYPE
from foresail.sources.staging.convert import refuse
from foresail.sources.staging.words import outcome_of_stage

_FUTURE = Text(en="The moment lies after the day on which the export was taken.", zh="该时间晚于导出当天。")
_NOT_LATER = {**dict.fromkeys(("account", "contact", "lead", "opportunity"), "created_at"), "order": "ordered_at"}
"""Table → the column that cannot lie in the future: what has been created, was created before it was exported."""


class Context(Frozen):
    """What the rules need to know about the load."""

    taken_at: datetime
    zone: str
    currency: str  # of amounts whose file has no column for it
    mapped: frozenset[str] = frozenset()
    headers: Mapping[str, str] = {}  # field → header, for words


def complete(frame: pl.DataFrame, table: str, context: Context) -> pl.DataFrame:
    """Fill what can be computed in the rows of one table."""
    rule = _RULES.get(table)
    frame = rule(frame, context) if rule else frame
    for name in (_NOT_LATER.get(table, ""), "order.ordered_at"):
        if name and name in frame.columns:
            last = context.taken_at.replace(tzinfo=None) + timedelta(days=1)
            header = pl.lit(context.headers.get(name, name))
            frame = refuse(frame, pl.col(name) > last, header, pl.col(name), _FUTURE)
    return frame


def _has(frame: pl.DataFrame, *names: str) -> bool:
    return any(n in frame.columns for n in names)


def _flag(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name).fill_null(value=False) if name in frame.columns else pl.lit(value=False)


def _opportunity(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    stages = frame["stage"].drop_nulls().unique()
    said = {s: outcome_of_stage(s) for s in stages}
    # where no stage speaks of an end, the table of stages may know more: then nothing is said here
    telling = {s: o for s, o in said.items() if o != "open" or set(said.values()) != {"open"}}
    by_stage = frame["stage"].replace_strict(
        list(telling), list(telling.values()), default=None, return_dtype=pl.String
    )
    frame = frame.with_columns(by_stage.alias("_by_stage"))
    given: pl.Expr = pl.when(pl.col("outcome").is_in(["open", "won", "lost"])).then("outcome")
    if _has(frame, "_won", "_lost", "_closed"):
        closed = _flag(frame, "_closed")
        lost = _flag(frame, "_lost") | (
            closed & ~_flag(frame, "_won") if "_won" in frame.columns else pl.lit(value=False)
        )
        flags = (
            pl.when(_flag(frame, "_won")).then(pl.lit("won")).when(lost).then(pl.lit("lost")).otherwise(pl.lit("open"))
        )
        given = pl.coalesce(given, flags)
    if "_active" in frame.columns:  # Odoo archives what was lost
        given = pl.when(~pl.col("_active").fill_null(value=True)).then(pl.lit("lost")).otherwise(given)
    frame = frame.with_columns(pl.coalesce(given, "_by_stage").alias("outcome")).drop("_by_stage")
    if "_close_date" in frame.columns:
        midnight = to_utc(frame["_close_date"].cast(pl.Datetime("us")), context.zone)
        open_deal = pl.col("outcome").fill_null("open") == "open"
        frame = frame.with_columns(midnight.alias("_closed_at")).with_columns(
            pl.coalesce("closed_at", pl.when(~open_deal).then("_closed_at")).alias("closed_at"),
            pl.coalesce("expected_close_on", pl.when(open_deal).then("_close_date")).alias("expected_close_on"),
        ).drop("_closed_at")  # fmt: skip
    return _default_currency(frame, context)


def _stage(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    stages = frame["stage"].drop_nulls().unique().to_list()
    by_name = frame["stage"].replace_strict(
        stages, [outcome_of_stage(s) for s in stages], default="open", return_dtype=pl.String
    )
    given: pl.Expr = pl.when(pl.col("outcome").is_in(["open", "won", "lost"])).then("outcome")
    if _has(frame, "_won"):
        lost = _flag(frame, "_closed") & ~_flag(frame, "_won")
        flags = (
            pl.when(_flag(frame, "_won")).then(pl.lit("won")).when(lost).then(pl.lit("lost")).otherwise(pl.lit("open"))
        )
        given = pl.coalesce(given, flags)
    return frame.with_columns(pl.coalesce(given, by_name).alias("outcome"))


def _person(column: str) -> Callable[[pl.DataFrame, Context], pl.DataFrame]:
    def rule(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
        if not _has(frame, "_first_name", "_last_name"):
            return frame
        first, last = (
            pl.col(n) if n in frame.columns else pl.lit(None, dtype=pl.String) for n in ("_first_name", "_last_name")
        )
        spaced = pl.concat_str([first, last], separator=" ", ignore_nulls=True)
        joined = pl.concat_str([last, first], ignore_nulls=True)  # Chinese: family name first, no space
        chinese = last.str.contains(r"^\p{Han}+$").fill_null(value=False)
        name = pl.when(chinese).then(joined).otherwise(spaced)
        return frame.with_columns(pl.coalesce(column, pl.when(name != "").then(name)).alias(column))

    return rule


def _contact(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    frame = _person("full_name")(frame, context)
    if "_opted_in" in frame.columns:
        frame = frame.with_columns(pl.coalesce("opted_out", ~pl.col("_opted_in")).alias("opted_out"))
    return frame


def _activity(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    parts = [pl.col("minutes")]
    parts += [pl.col("_seconds") / 60] if "_seconds" in frame.columns else []
    parts += [pl.col("_milliseconds") / 60_000] if "_milliseconds" in frame.columns else []
    if "_ends_at" in frame.columns:
        span = (pl.col("_ends_at") - pl.col("occurred_at")).dt.total_seconds() / 60
        parts.append(pl.when(span >= 0).then(span))
    return frame.with_columns(pl.coalesce(parts).alias("minutes"))


def _money(value: pl.Expr, code: str) -> pl.Expr:
    """Rounded once to the decimals of the currency, half to even."""
    return value.round(CURRENCY_DECIMALS.get(code, 2), mode="half_to_even").cast(MONEY_TYPE)


def _rounded(value: pl.Expr, codes: pl.Series, code: pl.Expr) -> pl.Expr:
    out = pl.lit(None, dtype=MONEY_TYPE)
    for known in codes.drop_nulls().unique().to_list():
        out = pl.when(code == known).then(_money(value, known)).otherwise(out)
    return out


def _order_line(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    if "order.currency" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("order.currency"))
    if "order.currency" not in context.mapped:
        frame = frame.with_columns(pl.col("order.currency").fill_null(context.currency))
    frame = frame.with_columns(pl.col("order.currency").fill_null(context.currency).alias("_currency"))
    codes, code = frame["_currency"], pl.col("_currency")
    exact = pl.Decimal(38, 10)
    gross = (pl.col("quantity").cast(pl.Decimal(38, 4)) * pl.col("unit_price").cast(pl.Decimal(38, 6))).cast(exact)
    if "_discount_rate" in frame.columns:
        share = (gross * pl.col("_discount_rate")).cast(exact)
        frame = frame.with_columns(
            pl.coalesce("discount_amount", _rounded(share, codes, code)).alias("discount_amount")
        )
    if "_unit_cost" in frame.columns:
        cost = (pl.col("quantity").cast(pl.Decimal(38, 4)) * pl.col("_unit_cost").cast(pl.Decimal(38, 6))).cast(exact)
        frame = frame.with_columns(pl.coalesce("cost_amount", _rounded(cost, codes, code)).alias("cost_amount"))
    net = gross - pl.col("discount_amount").fill_null(Decimal(0)).cast(exact)
    frame = frame.with_columns(
        pl.coalesce(_rounded(pl.col("net_amount"), codes, code), _rounded(net, codes, code)).alias("net_amount")
    )
    negative = (pl.col("quantity") < 0) | (pl.col("net_amount") < 0)
    cancelled = pl.col("order_id").str.contains(r"^C\d+$")  # a cancellation beside the order of the same number
    kind = pl.when(pl.col("kind").is_in(["sale", "return"])).then("kind")
    made = pl.when((negative | cancelled).fill_null(value=False)).then(pl.lit("return")).otherwise(pl.lit("sale"))
    frame = frame.with_columns(pl.coalesce(kind, made).alias("kind"))
    if "order.region" not in frame.columns and "account.country" in frame.columns:
        frame = frame.with_columns(pl.col("account.country").alias("order.region"))
    return frame


def _order(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    if "account.country" in frame.columns:
        frame = frame.with_columns(pl.coalesce("region", "account.country").alias("region"))
    return _default_currency(frame, context)


def _default_currency(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    """A file without a column for it means one currency; an empty cell in such a column stays empty: it is reported."""
    if "currency" in context.mapped:
        return frame
    return frame.with_columns(pl.col("currency").fill_null(context.currency))


_RULES: dict[str, Callable[[pl.DataFrame, Context], pl.DataFrame]] = {
    "opportunity": _opportunity,
    "stage": _stage,
    "contact": _contact,
    "lead": _person("name"),
    "activity": _activity,
    "order_line": _order_line,
    "order": _order,
    **dict.fromkeys(
        ("quote", "contract", "product", "invoice", "payment", "campaign", "spend", "partner_sale", "price",
         "subscription",
         "training", "target", "competitor_price"),
        _default_currency,
    ),
}  # fmt: skip
