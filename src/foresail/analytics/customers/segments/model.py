"""Members, profiles and reading rules of the segments. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.customers.segments.groups import MOST_LEAVES, NUMBERS, WORDS, labels, prepared
from foresail.analytics.customers.segments.outputs import (
    MONEY,
    SegmentChoice,
    SegmentMember,
    SegmentOverview,
    SegmentProfile,
    SegmentRule,
    SegmentSummary,
)
from foresail.analytics.customers.segments.params import SegmentsParams
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.methods.segments import ReadableTree, explain
from foresail.methods.segments.matrix import NumberColumn, learn

FAR = 0.25
"""A trait is worth a word from this many usual spreads off the middle of all customers."""


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact, params: SegmentsParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Put every customer into a segment and describe the segments.

    Raises
    ------
    NotEnoughData
        Below 30 customers.
    """
    del rng
    given = prepared(frames["customers"])
    customers = given.with_columns(segment=pl.Series(labels(given, artefact, params)).cast(pl.String))
    profile = _profile(customers)
    tree = explain(customers, customers["segment"].cast(pl.Int64), (*NUMBERS, *WORDS), leaves=MOST_LEAVES)
    summary = _summary(customers, profile)
    return {
        "members": to_output(customers, SegmentMember),
        "summary": to_output(summary, SegmentSummary),
        "profile": to_output(profile, SegmentProfile),
        "rules": to_output(_rules(tree), SegmentRule),
        "choice": to_output(_choice(artefact, summary.height), SegmentChoice),
        "overview": to_output(_overview(customers, summary, artefact, tree), SegmentOverview),
    }


def _profile(customers: pl.DataFrame) -> pl.DataFrame:
    rows: list[dict[str, Any]] = []
    columns = learn(customers, [n for n in NUMBERS if customers[n].n_unique() > 1]).columns
    for (segment,), group in customers.group_by("segment", maintain_order=True):
        rows += [_number(str(segment), c, group, customers) for c in columns if isinstance(c, NumberColumn)]
        rows += [row for name in WORDS if (row := _word(str(segment), name, group, customers)) is not None]
    kinds: dict[str, Any] = {
        "amount": pl.Decimal(18, 4),
        "number": pl.Float64,
        "times": pl.Float64,
        "share": pl.Float64,
    }
    return pl.DataFrame(rows, schema_overrides={**kinds, "word": pl.String, "distance": pl.Float64})


def _number(segment: str, column: NumberColumn, group: pl.DataFrame, every: pl.DataFrame) -> dict[str, Any]:
    name = column.name
    own, all_ = group[name].cast(pl.Float64), every[name].cast(pl.Float64)
    typical, mean = _float(own.median()), _float(all_.mean())
    is_money = name in MONEY
    return {
        "segment": segment,
        "feature": name,
        "amount": Decimal(repr(round(typical, 4))) if is_money and typical is not None else None,
        "number": None if is_money else typical,
        "word": None,
        "share": None,
        "times": (_float(own.mean()) or 0.0) / mean if mean else None,
        "distance": float(column.matrix(group).mean() - column.matrix(every).mean()),
    }


def _word(segment: str, name: str, group: pl.DataFrame, every: pl.DataFrame) -> dict[str, Any] | None:
    counts = group[name].drop_nulls().value_counts().sort(["count", name], descending=[True, False])
    if counts.height == 0:
        return None
    word = counts[name][0]
    share = counts["count"][0] / group.height
    overall = every.filter(pl.col(name) == word).height / every.height
    said = {"segment": segment, "feature": name, "amount": None, "number": None, "word": word, "share": share}
    return {**said, "times": share / overall, "distance": share - overall}


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _summary(customers: pl.DataFrame, profile: pl.DataFrame) -> pl.DataFrame:
    total = float(customers["monetary"].sum() or 0)
    made = customers.group_by("segment").agg(
        accounts=pl.len().cast(pl.Int64),
        account_share=pl.len() / customers.height,
        monetary=pl.col("monetary").sum(),
        orders_mean=pl.col("orders").mean(),
        recency_median=pl.col("recency_days").median(),
    )
    made = made.with_columns(
        monetary_share=pl.when(pl.lit(total > 0)).then(pl.col("monetary").cast(pl.Float64) / (total or 1.0)),
        monetary_mean=pl.col("monetary") / pl.col("accounts").cast(pl.Decimal(18, 0)),
    ).sort("segment")
    said = {s: _traits(profile.filter(pl.col("segment") == s)) for s in made["segment"]}
    times = {
        s: dict(zip(p["feature"], p["times"], strict=True))
        for s in made["segment"]
        if (p := profile.filter(pl.col("segment") == s)) is not None
    }
    return made.with_columns(
        trait=pl.Series([said[s][0] for s in made["segment"]], dtype=pl.String),
        trait_2=pl.Series([said[s][1] for s in made["segment"]], dtype=pl.String),
        play=pl.Series([_play(times[s]) for s in made["segment"]], dtype=pl.String),
    )


def _traits(profile: pl.DataFrame) -> tuple[str | None, str | None]:
    """The two numbers that stand out most, as codes."""
    far = profile.filter(pl.col("feature").is_in(NUMBERS) & (pl.col("distance").abs() >= FAR))
    ranked = far.sort([pl.col("distance").abs(), pl.col("feature")], descending=[True, False]).head(2)
    codes = [
        f"{name}_{'high' if distance > 0 else 'low'}"
        for name, distance in zip(ranked["feature"], ranked["distance"], strict=True)
    ]
    return (codes[0] if codes else None), (codes[1] if len(codes) > 1 else None)


def _play(times: Mapping[str, float | None]) -> str:
    """What to do with a segment, from how it stands against all customers."""

    def of(name: str) -> float:
        found = times.get(name)
        return 1.0 if found is None else found

    if of("recency_days") > 1.5:
        return "win_back" if of("monetary") >= 0.5 else "serve_cheaply"
    if of("tickets") > 2:
        return "repair"
    if of("monetary") > 1.3:
        return "protect"
    if of("tenure_days") < 0.5:
        return "welcome"
    return "grow" if of("monetary") >= 0.6 else "serve_cheaply"


def _rules(tree: ReadableTree) -> pl.DataFrame:
    rows: list[dict[str, Any]] = []
    kept = sorted((leaf for leaf in tree.leaves if leaf.conditions), key=lambda leaf: (leaf.group, -leaf.rows))
    for number, leaf in enumerate(kept, start=1):
        for position, condition in enumerate(leaf.conditions, start=1):
            is_money = condition.column in MONEY and condition.number is not None
            rows.append(
                {
                    "rule": number,
                    "position": position,
                    "segment": str(leaf.group),
                    "feature": condition.column,
                    "operator": condition.operator,
                    "amount": Decimal(repr(round(condition.number or 0.0, 4))) if is_money else None,
                    "number": None if is_money else condition.number,
                    "word": condition.word,
                    "accounts": leaf.rows,
                    "purity": leaf.purity,
                }
            )
    kinds: dict[str, Any] = {"amount": pl.Decimal(18, 4), "number": pl.Float64, "word": pl.String, "purity": pl.Float64}
    plain = {"rule": pl.Int64, "position": pl.Int64, "segment": pl.String, "feature": pl.String, "operator": pl.String}
    return pl.DataFrame(rows, schema={**plain, **kinds, "accounts": pl.Int64})


def _choice(artefact: Artefact, chosen: int) -> pl.DataFrame:
    kinds = {"segments": pl.Int64, "stability": pl.Float64, "silhouette": pl.Float64, "by_chance": pl.Float64}
    rows = [{name: t[name] for name in kinds} for t in artefact.values.get("tried", [])]
    tried = pl.DataFrame(rows, schema=kinds)
    return tried.with_columns(chosen=pl.col("segments") == chosen)


def _steady(artefact: Artefact, chosen: int) -> str:
    if artefact.values["method"] == "tree":
        return "tree"
    (own,) = [t for t in artefact.values["tried"] if t["segments"] == chosen] or [None]
    return "stable" if own and own["sound"] else "unstable"


def _overview(customers: pl.DataFrame, summary: pl.DataFrame, artefact: Artefact, tree: ReadableTree) -> pl.DataFrame:
    top = summary.sort(["monetary", "segment"], descending=[True, False]).row(0, named=True)
    return pl.DataFrame(
        {
            "as_of": [customers["as_of"][0]],
            "accounts": [customers.height],
            "segments": [summary.height],
            "steady": [_steady(artefact, summary.height)],
            "top_segment": [top["segment"]],
            "top_share": [top["monetary_share"]],
            "top_accounts": [top["accounts"]],
            "agreement": [tree.agreement],
        },
        schema_overrides={"top_share": pl.Float64},
    )
