"""Lift of traits and of pairs of traits; prospects in the order of their likeness."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl

from foresail.analytics.customers.ideal_customer.outputs import KINDS, TRAITS
from foresail.analytics.customers.ideal_customer.params import IdealParams
from foresail.analytics.customers.ideal_customer.traits import counted
from foresail.methods.scoring.measures import Floats
from foresail.methods.scoring.scorer import Scorer

LEAST_HAVE = 8
DRAWN = 10.0
Z90 = 1.645
MOST_RULES = 12
MOST_PARTS = 12
GRADES = {"A": 1.5, "B": 1.1, "C": 0.7}
"""Grade → how many times the base rate its lowest chance is."""
SIGN = ": "
AND = " + "


def lifts(counts: pl.DataFrame, base: float) -> pl.DataFrame:
    """Share of the best, its lift, and the 90% interval (of the share drawn toward the base by ten customers)."""
    n, k = pl.col("accounts"), pl.col("best_accounts")
    drawn = (k + DRAWN * base) / (n + DRAWN)
    half = Z90 * (drawn * (1 - drawn) / (n + DRAWN)).sqrt()
    return counts.with_columns(
        best_rate=k / n,
        lift=drawn / base,
        lift_low=((drawn - half) / base).clip(0),
        lift_high=(drawn + half) / base,
    )


def traits(words: pl.DataFrame, best: pl.Series, money: pl.Series) -> pl.DataFrame:
    """A row a trait and value that at least eight customers have."""
    base = float(best.cast(pl.Float64).sum()) / best.len()
    counts = counted(words, best, money.fill_null(0)).filter(pl.col("accounts") >= LEAST_HAVE)
    mean = pl.col("money").cast(pl.Decimal(38, 4)) / pl.col("accounts").cast(pl.Decimal(18, 0))
    sure = (pl.col("lift_low") > 1) | (pl.col("lift_high") < 1)
    return lifts(counts, base).with_columns(value_mean=mean, is_sure=sure)


def named(trait: str, value: str) -> tuple[str, str]:
    """A trait and its value in words of both languages."""
    said = KINDS.get(value) if trait == "kind" else None
    en, zh = (said.en, said.zh) if said else (value, value)
    return f"{TRAITS[trait].en}{SIGN}{en}", f"{TRAITS[trait].zh}：{zh}"


def rules(words: pl.DataFrame, best: pl.Series, found: pl.DataFrame, ahead: pl.DataFrame) -> pl.DataFrame:
    """Traits and pairs of them whose lift is surely above one, the highest lower end first.

    A pair that leaves out nobody whom one of its traits leaves in says nothing more than that trait, and is not told.
    """
    base = float(best.cast(pl.Float64).sum()) / best.len()
    parts = found.filter(pl.col("lift") > 1).sort(["lift_low", "trait", "value_name"], descending=[True, False, False])
    chosen = parts.head(MOST_PARTS).select("trait", "value_name").rows()
    rows = []
    has = best.to_numpy()
    masks = {(t, v): (words[t] == v).fill_null(value=False).to_numpy() for t, v in chosen}
    for one in [(p,) for p in chosen] + list(combinations(chosen, 2)):
        if len({trait for trait, _ in one}) < len(one):
            continue
        mask = np.logical_and.reduce([masks[part] for part in one])
        if len(one) > 1 and any(mask.sum() == masks[part].sum() for part in one):
            continue
        there = [(ahead[t] == v).fill_null(value=False).to_numpy() for t, v in one]
        rows.append(
            {
                "profile_en": AND.join(named(t, v)[0] for t, v in one),
                "profile_zh": AND.join(named(t, v)[1] for t, v in one),
                "accounts": int(mask.sum()),
                "best_accounts": int((mask & has).sum()),
                "coverage": float((mask & has).sum() / max(has.sum(), 1)),
                "prospects": int(np.logical_and.reduce(there).sum()) if ahead.height else 0,
            }
        )
    if not rows:
        return pl.DataFrame()
    kept = lifts(pl.DataFrame(rows).filter(pl.col("accounts") >= LEAST_HAVE), base).filter(pl.col("lift_low") > 1)
    ranked = kept.sort(["lift_low", "profile_en"], descending=[True, False]).head(MOST_RULES)
    return ranked.with_columns(place=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))


def prospects(ahead: pl.DataFrame, columns: pl.DataFrame, scorer: Scorer, params: IdealParams) -> pl.DataFrame:
    """Accounts without an order, the likest first, each with its main reason."""
    if not ahead.height:
        return ahead
    p: Floats = np.clip(scorer.predict(columns), 0.001, 0.999)
    low, high = scorer.interval(p)
    scored = ahead.with_columns(
        pl.Series("score", np.round(p, 6)),
        pl.Series("score_low", np.round(low, 6)),
        pl.Series("score_high", np.round(high, 6)),
        at=pl.int_range(0, pl.len(), dtype=pl.Int64),
    )
    ranked = scored.sort(["score", "account_id"], descending=[True, False]).head(params.prospects)
    ranked = ranked.with_columns(place=pl.int_range(1, pl.len() + 1, dtype=pl.Int64), grade=_grade(scorer.rate))
    reasons = _reasons(scorer, columns[ranked["at"]])
    return ranked.with_row_index("row").join(reasons, on="row", how="left")


def _grade(rate: float) -> pl.Expr:
    times = pl.col("score") / max(rate, 1e-9)
    named = pl.when(times >= GRADES["A"]).then(pl.lit("A")).when(times >= GRADES["B"]).then(pl.lit("B"))
    return named.when(times >= GRADES["C"]).then(pl.lit("C")).otherwise(pl.lit("D"))


def _reasons(scorer: Scorer, columns: pl.DataFrame) -> pl.DataFrame:
    """The strongest reason of each row, in words of both languages with its points."""
    first = scorer.reasons(columns, 1)
    rows = first.select("row", "column", "value", "points").rows()
    said = [(r, *_said(c, v), round(100 * p)) for r, c, v, p in rows]
    return pl.DataFrame(
        {
            "row": [r for r, *_ in said],
            "reason_en": [f"{en} ({p:+d})" for _, en, _, p in said],
            "reason_zh": [f"{zh}（{p:+d}）" for _, _, zh, p in said],
        },
        schema={"row": pl.UInt32, "reason_en": pl.String, "reason_zh": pl.String},
    )


def _said(trait: str, value: str | None) -> tuple[str, str]:
    """A trait with its value; of money without, since the share below it stands in the table."""
    if trait == "annual_revenue" or value is None:
        return TRAITS[trait].en, TRAITS[trait].zh
    return named(trait, value)


def overview(known: pl.DataFrame, found: pl.DataFrame, ahead: pl.DataFrame, scorer: Scorer) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    top = found.sort(["lift_low", "trait", "value_name"], descending=[True, False, False]).head(1)
    money = known["net_first_year"].cast(pl.Float64).fill_null(0)
    whole, best = float(money.sum()), float(money.filter(known["best"]).sum())
    best_en, best_zh = named(top["trait"][0], top["value_name"][0]) if top.height else ("—", "—")
    good = ahead.filter(pl.col("grade").is_in(["A", "B"])).height if ahead.height else 0
    return pl.DataFrame(
        {
            "as_of": [known["as_of"][0]],
            "accounts": [known.height],
            "best_accounts": [int(known["best"].sum())],
            "best_share": [best / whole if whole > 0 else None],
            "best_trait_en": [best_en],
            "best_trait_zh": [best_zh],
            "best_lift": [float(top["lift"][0]) if top.height else 1.0],
            "prospects": [ahead.height],
            "good_prospects": [good],
            "has_skill": [scorer.skill],
        },
        schema_overrides={"best_share": pl.Float64},
    )
