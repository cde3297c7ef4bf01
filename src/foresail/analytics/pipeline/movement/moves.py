"""Between two days: the state of every deal on both, and the steps that lead from one total to the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from foresail.analytics.pipeline.movement.outputs import STEPS, TOTALS, USUAL

MONEY = pl.Decimal(38, 4)
_WORDS = ("opportunity_name", "account_id", "account_name", "owner_id", "owner_name", "channel")
_STATE = ("outcome", "stage", "amount", "amount_base", "currency", "expected_close_on")


def window_end(day: date, months: int) -> date | None:
    """The last day of the block of calendar months that holds a day; None for 0 months (no window).

    Examples
    --------
    >>> window_end(date(2025, 5, 17), 3).isoformat()
    '2025-06-30'
    """
    if months == 0:
        return None
    place = (day.month - 1) // months * months + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, 1) - timedelta(days=1)


def state_on(spans: pl.DataFrame, day: date) -> pl.DataFrame:
    """The state of every deal at the end of a day, one row a deal that is there."""
    there = spans.filter((pl.col("valid_from") <= day) & (pl.col("valid_to") > day))
    return there.select("opportunity_id", *_STATE, *_WORDS)


class Period(NamedTuple):
    """Two days, and the end of the window that is looked at (None: all open deals)."""

    name: str
    first: date
    last: date
    end: date | None


def moves(spans: pl.DataFrame, first: date, last: date, end: date | None) -> pl.DataFrame:
    """What every deal did between the ends of two days: see `moves_over`."""
    return moves_over(spans, [Period("", first, last, end)])


def moves_over(spans: pl.DataFrame, periods: Sequence[Period]) -> pl.DataFrame:
    """What every deal did between the ends of two days, as signed amounts by step, for several pairs of days at once.

    Parameters
    ----------
    spans
        As the SQL gives them.
    periods
        Pairs of days with their windows: deals that are open and expected to close by its end, or that closed in
        between.

    Returns
    -------
    Rows of period, deal, step, `amount` (signed) and both states; `opening` and `closing` among the steps. For each
    deal and period opening + steps = closing, exactly.
    """
    before = _stacked(spans, [(p, p.first) for p in periods]).rename({c: f"{c}_before" for c in _STATE})
    after = _stacked(spans, [(p, p.last) for p in periods]).rename({c: f"{c}_after" for c in _STATE})
    key = ["grain_name", "ends_on", "opportunity_id"]
    words = pl.concat([after.select(*key, *_WORDS), before.select(*key, *_WORDS)]).unique(key, keep="first")
    own = [*_WORDS, "starts_on", "end"]
    both = before.drop(own).join(after.drop(own), on=key, how="full", coalesce=True).join(words, on=key, how="left")
    both = both.join(_listed(periods), on=["grain_name", "ends_on"], how="left")
    for side in ("before", "after"):
        both = both.with_columns(_value(side), *_inside(side))
    both = both.filter(pl.col("in_before") | pl.col("in_after") | pl.col("ended_within"))
    steps = [both.filter(when).with_columns(step=pl.lit(name), amount=amount) for name, when, amount in _steps()]
    return pl.concat(steps).with_columns(pl.col("amount").cast(MONEY))


def _listed(periods: Sequence[Period]) -> pl.DataFrame:
    rows = [(p.name, p.last, p.first + timedelta(days=1), p.end) for p in periods]
    kinds = {"grain_name": pl.String, "ends_on": pl.Date, "starts_on": pl.Date, "end": pl.Date}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _stacked(spans: pl.DataFrame, days: Sequence[tuple[Period, date]]) -> pl.DataFrame:
    return pl.concat(
        [
            state_on(_touched(spans, p), day).with_columns(
                grain_name=pl.lit(p.name),
                ends_on=pl.lit(p.last, dtype=pl.Date),
                starts_on=pl.lit(p.first, dtype=pl.Date),
                end=pl.lit(p.end, dtype=pl.Date),
            )
            for p, day in days
        ]
    )


def _touched(spans: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Without the deals that were closed all the while: nothing of them moves, and in time they are most of all."""
    throughout = (pl.col("valid_from") <= period.first) & (pl.col("valid_to") > period.last)
    return spans.filter((pl.col("outcome") == "open") | ~throughout)


def _value(side: str) -> pl.Expr:
    return pl.col(f"amount_base_{side}").fill_null(0).cast(MONEY).alias(f"value_{side}")


def _inside(side: str) -> list[pl.Expr]:
    is_open = (pl.col(f"outcome_{side}") == "open").fill_null(value=False)
    by = (pl.col(f"expected_close_on_{side}") <= pl.col("end")).fill_null(value=False)
    near = pl.col("end").is_null() | by
    found = [is_open.alias(f"open_{side}"), (is_open & near).alias(f"in_{side}")]
    if side == "after":
        closed = pl.col("outcome_after").is_in(["won", "lost"]).fill_null(value=False)
        was_open = (pl.col("outcome_before") == "open").fill_null(value=False)
        fresh = pl.col("outcome_before").is_null()
        # the window reaches beyond the last day, so whatever closed by then closed inside it
        found.append((closed & (was_open | fresh)).alias("ended_within"))
    return found


def _steps() -> list[tuple[str, pl.Expr, pl.Expr]]:
    """Step, which deals it holds, and its signed amount.

    A deal enters with its amount of the last day if it was not inside before; leaves with that of the first day if it
    was pushed out or removed; and its growth stands in between, so that each deal adds up.
    """
    into, out = pl.col("in_after") | pl.col("ended_within"), pl.col("in_before")
    before, after = pl.col("value_before"), pl.col("value_after")
    stays = out & into
    change = after - before
    same_money = (pl.col("amount_before") == pl.col("amount_after")).fill_null(value=False)
    same_money = same_money & (pl.col("currency_before") == pl.col("currency_after")).fill_null(value=False)
    entered = into & ~out
    known = pl.col("outcome_before").is_not_null()
    closed_before = known & ~pl.col("open_before")
    won = pl.col("ended_within") & (pl.col("outcome_after") == "won").fill_null(value=False)
    lost = pl.col("ended_within") & (pl.col("outcome_after") == "lost").fill_null(value=False)
    gone = pl.col("outcome_after").is_null()
    return [
        ("opening", out, before),
        ("new", entered & ~known, after),
        ("reopened", entered & closed_before, after),
        ("pulled_in", entered & pl.col("open_before"), after),
        ("pushed_out", out & pl.col("open_after") & ~pl.col("in_after"), -before),
        ("grown", stays & ~same_money & (change > 0), change),
        ("shrunk", stays & ~same_money & (change < 0), change),
        ("exchange", stays & same_money & (change != 0), change),
        ("won", won, -after),
        ("lost", lost, -after),
        ("removed", out & gone, -before),
        ("closing", pl.col("in_after"), after),
    ]


def waterfall(moved: pl.DataFrame, periods: Sequence[Period] = (Period("", date.min, date.min, None),)) -> pl.DataFrame:
    """Sums of the steps in their order, by period: `position`, `step`, `deals`, `amount`, `is_total`."""
    one = len(periods) == 1 and periods[0].name == ""
    key = ["step"] if one else ["grain_name", "ends_on", "step"]
    sums = moved.group_by(key).agg(deals=pl.len(), amount=pl.col("amount").sum())
    order = pl.DataFrame({"step": list(STEPS), "position": range(1, len(STEPS) + 1)})
    order = order if one else _listed(periods).drop("end").join(order, how="cross")
    found = order.join(sums, on=key, how="left").with_columns(
        pl.col("deals").fill_null(0),
        pl.col("amount").fill_null(0).cast(MONEY),
        is_total=pl.col("step").is_in(list(TOTALS)),
    )
    return found.filter(pl.col("step").is_in(list(USUAL)) | (pl.col("deals") > 0)).sort(
        "position" if one else ["grain_name", "ends_on", "position"]
    )


def pushes(spans: pl.DataFrame) -> pl.DataFrame:
    """Every time the expected close date of an open deal was moved out: deal, day, days, who owned it."""
    ordered = spans.filter(pl.col("outcome") == "open").sort("opportunity_id", "valid_from")
    last = pl.col("expected_close_on").shift(1).over("opportunity_id")
    out = ordered.with_columns(days=(pl.col("expected_close_on") - last).dt.total_days())
    return out.filter(pl.col("days") > 0).select("opportunity_id", "owner_id", "channel", "days", day="valid_from")
