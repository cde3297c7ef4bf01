"""Rows of the outputs: a scope in a period, deals, past periods, yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

import polars as pl
from scipy.stats import t

from foresail.analytics.pipeline.coverage.book import Look, standing, wins
from foresail.analytics.pipeline.coverage.learn import Yields, weighted
from foresail.analytics.pipeline.coverage.periods import Period

FOUR = Decimal("0.0001")
WINDOW = 365


@dataclass(frozen=True)
class Rates:
    """The usual size of an open deal, and deals per lead."""

    deal: float
    lead_rate: float | None

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame]) -> Rates:
        """From the deals that are open, or were won in the last year; and from the leads of the last year."""
        spans = frames["spans"]
        as_of = spans["as_of"][0]
        now = spans.filter((pl.col("valid_to") > as_of) & (pl.col("outcome") == "open"))
        amounts = now["amount"].drop_nulls().cast(pl.Float64)
        if not len(amounts):
            recent = (pl.lit(as_of) - pl.col("won_on")).dt.total_days() < WINDOW
            amounts = wins(spans).filter(recent)["won"].cast(pl.Float64)
        mean = float(amounts.mean() or 0.0)  # type: ignore[arg-type]
        told = frames["leads"]
        leads, converted = (int(told[c][0]) for c in ("leads", "converted")) if told.height else (0, 0)
        return cls(mean, converted / leads if converted else None)


class Scope(NamedTuple):
    """One scope in one period."""

    kind: str
    starts_on: date
    ends_on: date
    scope: str
    scope_id: str
    label: str
    team_id: str | None
    target: Decimal | None
    won: Decimal
    gap: Decimal | None
    open: Decimal
    open_deals: int
    weighted: Decimal
    extra: Decimal
    expected: Decimal
    expected_share: float | None
    chance: float | None
    coverage: float | None
    needed_coverage: float | None
    missing_money: Decimal | None
    missing_pipeline: Decimal | None
    missing_deals: int | None
    missing_leads: int | None


def scopes(period: Period, yields: Yields, frames: Mapping[str, pl.DataFrame], rates: Rates) -> list[Scope]:
    """The company, each team and each person with a target, pipeline or wins in the period."""
    spans, people = frames["spans"], frames["people"]
    targets = _targets(frames["targets"], period)
    deals = standing(spans, period)
    done = wins(spans).filter(pl.col("won_on").is_between(period.starts_on, period.ends_on))
    team_of = dict(people.select("owner_id", "team_id").rows())
    names = {r["owner_id"]: r["owner_name"] or r["owner_id"] for r in people.iter_rows(named=True)}
    teams = {r["team_id"]: r["team_name"] or r["team_id"] for r in people.iter_rows(named=True) if r["team_id"]}
    gone = set(people.filter(pl.col("has_left"))["owner_id"].to_list())
    busy: set[str] = {*deals["owner_id"].drop_nulls().to_list(), *done["owner_id"].drop_nulls().to_list()}
    aimed = {i for scope, i in targets if scope == "representative"}
    sellers = ((busy | aimed | set(yields.shares)) & set(names)) - gone
    extra = _extras(yields, sorted(sellers))
    whole = targets.get(("company", "")) or _sum(targets, "team") or _sum(targets, "representative")
    made = [_scope(period, yields, rates, ("company", "", "", None), whole, deals, done, yields.extra)]
    for team in sorted(teams):
        own = [o for o, t in team_of.items() if t == team]
        goal = targets.get(("team", team))
        if goal is None:
            given = [targets[("representative", o)] for o in own if ("representative", o) in targets]
            goal = sum(given, Decimal(0)) if given else None
        mine, theirs = (f.filter(pl.col("owner_id").is_in(own)) for f in (deals, done))
        if goal is not None or (busy | sellers) & set(own):
            share = sum(extra.get(o, 0.0) for o in own)
            made.append(_scope(period, yields, rates, ("team", team, teams[team], team), goal, mine, theirs, share))
    for owner in sorted(busy | sellers):
        mine, theirs = (f.filter(pl.col("owner_id") == owner) for f in (deals, done))
        who = ("representative", owner, names.get(owner, owner), team_of.get(owner))
        goal = targets.get(("representative", owner))
        made.append(_scope(period, yields, rates, who, goal, mine, theirs, extra.get(owner, 0.0)))
    return made


def _extras(yields: Yields, here: list[str]) -> dict[str, float]:
    """What comes from elsewhere by person: half by what each has brought so far, half alike for those who sell."""
    own = {o: yields.shares.get(o, 0.0) for o in here}
    known = sum(own.values())
    if not here:
        return {}
    alike = 1 / len(here)
    return {o: yields.extra * (0.5 * (s / known if known > 0 else alike) + 0.5 * alike) for o, s in own.items()}


def _sum(targets: Mapping[tuple[str, str], Decimal], scope: str) -> Decimal | None:
    found = [v for (s, _), v in targets.items() if s == scope]
    return sum(found, Decimal(0)) if found else None


def _targets(frame: pl.DataFrame, period: Period) -> dict[tuple[str, str], Decimal]:
    """Targets that fall into the period; of a longer one the share of its months."""
    first, last = _month(period.starts_on), _month(period.ends_on)
    found: dict[tuple[str, str], Decimal] = {}
    for row in frame.sort("scope", "scope_id", "starts_on", "months").iter_rows(named=True):
        begin = _month(row["starts_on"])
        shared = min(last, begin + row["months"] - 1) - max(first, begin) + 1
        if shared > 0:
            key = (row["scope"], row["scope_id"])
            part = (row["amount"] * shared / row["months"]).quantize(FOUR)
            found[key] = found.get(key, Decimal(0)) + part
    return found


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _scope(
    period: Period,
    yields: Yields,
    rates: Rates,
    who: tuple[str, str, str, str | None],
    target: Decimal | None,
    deals: pl.DataFrame,
    done: pl.DataFrame,
    extra: float,
) -> Scope:
    stages = deals.group_by("stage").agg(open=pl.col("amount").sum()).sort("stage")
    open_amount, won = float(stages["open"].sum() or 0), float(done["won"].sum() or 0)
    told = weighted(stages, yields.stages, yields.all)
    lack = _lack(target, won, won + told + extra, extra, yields, rates)
    still = lack.gap is not None and lack.gap > 0
    return Scope(
        kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        scope=who[0],
        scope_id=who[1],
        label=who[2],
        team_id=who[3],
        target=target,
        won=_money(won),
        gap=_maybe(lack.gap),
        open=_money(open_amount),
        open_deals=deals.height,
        weighted=_money(told),
        extra=_money(extra),
        expected=_money(won + told + extra),
        expected_share=(won + told + extra) / float(target) if target else None,
        chance=_chance(lack.money, yields.spread, yields.periods) if who[0] == "company" else None,
        coverage=open_amount / lack.gap if still and lack.gap else None,
        needed_coverage=lack.needed,
        missing_money=None if lack.money is None else _money(max(lack.money, 0.0)),
        missing_pipeline=_maybe(lack.pipeline),
        missing_deals=None if lack.deals is None else _up(lack.deals),
        missing_leads=None if lack.deals is None or not rates.lead_rate else _up(lack.deals / rates.lead_rate),
    )


class _Lack(NamedTuple):
    """What is missing: to the target now, to it in the end, and what would make up for it."""

    gap: float | None = None
    money: float | None = None
    needed: float | None = None
    pipeline: float | None = None
    deals: float | None = None


def _lack(target: Decimal | None, won: float, expected: float, extra: float, yields: Yields, rates: Rates) -> _Lack:
    if target is None:
        return _Lack()
    gap, money = float(target) - won, float(target) - expected
    if yields.all <= 0:
        return _Lack(gap, money)
    needed = max((gap - extra) / yields.all / gap, 0.0) if gap > 0 else None
    pipeline = max(money, 0.0) / yields.all
    return _Lack(gap, money, needed, pipeline, pipeline / rates.deal if rates.deal > 0 else None)


def _up(count: float) -> int:
    """Whole ones; the last bit of a float makes none more."""
    return ceil(round(count, 6))


def _maybe(value: float | None) -> Decimal | None:
    return None if value is None else _money(value)


def _chance(missing: float | None, spread: float | None, periods: int) -> float | None:
    """The chance that the target is reached, from how far past periods ended off what was expected (Student's t)."""
    if missing is None or spread is None or spread <= 0:
        return None
    return round(float(t.sf(missing / spread, max(periods - 1, 1))), 6)


def _money(value: float) -> Decimal:
    return Decimal(repr(round(value, 4))).quantize(FOUR)


def deal_rows(period: Period, yields: Yields, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The open deals that are expected in the period, with what they should bring."""
    chosen = standing(frames["spans"], period).select("opportunity_id", pl.col("stage").alias("at"))
    words = frames["deals"].join(chosen, on="opportunity_id")
    yields_of = pl.col("at").replace_strict(dict(yields.stages), default=yields.all, return_dtype=pl.Float64)
    return words.with_columns(
        kind=pl.lit(period.kind),
        share=yields_of,
        weighted=(pl.col("amount").cast(pl.Float64) * yields_of).round(4),
        overdue=(pl.col("expected_close_on") < pl.col("as_of")).fill_null(value=False),
    )


def yield_rows(yields: Yields, kind: str) -> pl.DataFrame:
    """The share of each stage's pipeline that was won within such a period."""
    rows = [
        {"kind": kind, "stage": s, "share": v, "periods": yields.periods, "open": yields.open[s]}
        for s, v in sorted(yields.stages.items())
    ]
    return pl.DataFrame(rows)


def past_rows(looks: list[Look], yields: Yields | None) -> pl.DataFrame:
    """Past periods: the pipeline at the same point, and what became of it."""
    rows = []
    for one in looks:
        told = weighted(one.stages, yields.stages, yields.all) + yields.extra if yields else 0.0
        rows.append(
            {
                "kind": one.period.kind,
                "starts_on": one.period.starts_on,
                "seen_on": one.period.seen_on,
                "open": one.open,
                "deals": int(one.stages["deals"].sum() or 0),
                "won_from": one.won_from,
                "won_else": one.won_else,
                "won": one.won_from + one.won_else,
                "told": told,
                "ratio": one.won_from / one.open if one.open > 0 else None,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"ratio": pl.Float64}, infer_schema_length=None)
