"""Splink, driven by our declarations: settings, learning where there is enough to learn from, the scored pairs."""

# ruff: noqa: S608  statements are put together from our own declarations, never from a person's words
from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import polars as pl

from foresail.identity.match.blocks import condition, keyed
from foresail.identity.match.declare import UNSURE, Field, Kind
from foresail.identity.match.learn import FEWEST, by_chance, rarity
from foresail.warehouse.engine import scratch

LEAST_TO_LEARN = 200
"""Pairs that are all but proven to be one, below which the shares stay as they are known before."""

WORTH_KEEPING = 0.05
"""Pairs of lower probability are not kept, unless they must be held apart."""

WEAKEST = -12.0
"""Pairs of lower weight cannot become likely by what is learnt about the share of pairs that are one."""


def used_fields(framed: pl.DataFrame, kind: Kind) -> list[Field]:
    """The fields of which the frame knows anything; a whole name only where its parts are not known."""
    filled = {c for c in framed.columns if framed[c].null_count() < framed.height}
    fields = [f for f in kind.fields if set(f.columns) & filled]
    names = {f.name for f in fields}
    if "names" in names and kind.name == "person":
        parts = framed.select(pl.any_horizontal(pl.col("given", "surname").is_not_null()).mean()).item()
        drop = "name" if parts > 0.5 else "names"
        fields = [f for f in fields if f.name != drop]
    return fields


def scored(prepared: pl.DataFrame, kind: Kind, *, memory: str = "2GB", threads: int | None = None) -> pl.DataFrame:
    """Pairs that may be one: `left`, `right`, `weight`, `probability`, and `level_<field>`, `points_<field>`.

    Weights are log2 of how much likelier the agreement is if the two are one (Fellegi and Sunter 1969), as Splink
    calculates them.
    """
    framed = keyed(prepared, kind)
    fields = used_fields(framed, kind)
    with scratch(memory, threads) as engine:
        chance = by_chance(engine, framed, fields)
        rare = rarity(framed, kind, fields)
        proven = _proven(framed, kind)
        with engine.raw() as connection:
            linker = _linker(connection, framed, _settings(kind, fields, chance, _share(framed, proven)), rare)
            if any("m" in f.learns for f in fields) and _pairs(proven) >= LEAST_TO_LEARN:
                said = _learnt(linker, kind, fields, framed, proven)
                linker = _linker(
                    connection, framed, _settings(kind, fields, chance, _share(framed, proven), said), rare
                )
            found = linker.inference.predict(threshold_match_weight=WEAKEST)
            pairs = engine.fetch(_told(found.physical_name, fields))
    return _asked(_with_share(pairs, framed, _share(framed, proven)), fields)


def _asked(pairs: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """The pairs worth keeping: likely ones, and those that must not come together by way of a third record."""

    def any_of(found: list[pl.Expr]) -> pl.Expr:
        return pl.any_horizontal(*found) if found else pl.lit(value=False)

    ask = any_of([pl.col(f"level_{f.name}") == 0 for f in fields if f.asks])
    known = {f.name for f in fields}
    unlike = any_of([pl.col(f"level_{f.name}") == 0 for f in fields if f.vital in known])
    proven = any_of([pl.col(f"level_{f.name}") == len(f.levels) - 1 for f in fields if f.proof])
    asked = pairs.with_columns(ask.alias("ask"))
    capped = pl.when(ask | (unlike & ~proven)).then(pl.min_horizontal("probability", UNSURE)).otherwise("probability")
    return asked.with_columns(capped).filter(pl.col("ask") | (pl.col("probability") >= WORTH_KEEPING))


def _with_share(pairs: pl.DataFrame, framed: pl.DataFrame, share: float) -> pl.DataFrame:
    """Probabilities with the share of pairs that are one as the pairs themselves tell it, inside and across sources."""
    origin = framed["id"].to_list(), framed["source"].to_list()
    left, right = (pairs[side].replace_strict(*origin, return_dtype=pl.String) for side in ("left", "right"))
    inside = (left == right).to_numpy()
    sizes = framed.group_by("source").len()["len"].to_numpy().astype(np.float64)
    whole, within = framed.height * (framed.height - 1) / 2, float((sizes * (sizes - 1) / 2).sum())
    evidence = pairs["weight"].to_numpy() - math.log2(share / (1 - share))
    weight = np.empty_like(evidence)
    for chosen, possible, least in ((inside, within, 0.02), (~inside, whole - within, 0.1)):
        one = _found_share(evidence[chosen], possible, framed.height, share, least)
        weight[chosen] = evidence[chosen] + math.log2(one / (1 - one))
    likely = 1 / (1 + np.exp2(-np.clip(weight, -60, 60)))
    return pairs.with_columns(pl.Series("weight", np.round(weight, 4)), pl.Series("probability", np.round(likely, 6)))


def _found_share(evidence: np.ndarray[Any, Any], possible: float, rows: int, share: float, least: float) -> float:
    """Expectation maximisation of one number: the share of pairs that are one.

    At least so much of the records have a partner: two systems of one company have customers in common, while one
    system lists few of them twice.
    """
    if not possible:
        return share
    rows = max(rows, FEWEST)
    possible = max(possible, rows * (rows - 1) / 4)
    odds = np.exp2(np.clip(evidence, -60, 60))
    for _ in range(50):
        before, likely = share, odds * share / (odds * share + 1 - share)
        share = min(rows / possible, max(least * rows / possible, float(likely.sum()) / possible))
        if abs(share - before) < 1e-6 * before:
            break
    return share


def _told(table: str, fields: Sequence[Field]) -> str:
    points = []
    for field in fields:
        tf = " + mw_tf_adj_" + field.name if any(level.rare for level in field.levels) else ""
        points.append(f"gamma_{field.name} AS level_{field.name}, round(mw_{field.name}{tf}, 4) AS points_{field.name}")
    return (
        f"SELECT id_l AS left, id_r AS right, round(match_weight, 4) AS weight, "
        f"round(match_probability, 6) AS probability, {', '.join(points)} FROM {table} ORDER BY 1, 2"
    )


def _linker(connection: Any, framed: pl.DataFrame, settings: dict[str, Any], rare: dict[str, pl.DataFrame]) -> Any:
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection)
    linker = Linker(api.register(framed.to_arrow()), settings, log_level=None, validate_settings=False)
    for column, table in rare.items():
        lookup = table.rename({"value": column, "share": f"tf_{column}"}).to_arrow()
        linker.table_management.register_term_frequency_lookup(api.register(lookup), column)
    return linker


def _settings(
    kind: Kind,
    fields: Sequence[Field],
    chance: dict[str, list[float]],
    share: float,
    said: dict[str, list[float]] | None = None,
) -> dict[str, Any]:
    comparisons = [
        {
            "output_column_name": field.name,
            "comparison_levels": _levels(field, chance[field.name], (said or {}).get(field.name)),
        }
        for field in fields
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in condition(kind)
        ],
        "probability_two_random_records_match": share,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }


def _levels(field: Field, chance: Sequence[float], said: Sequence[float] | None) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {"sql_condition": field.missing, "label_for_charts": "missing", "is_null_level": True}
    ]
    for n, level in enumerate(field.levels):
        one: dict[str, Any] = {
            "sql_condition": level.sql or "ELSE",
            "label_for_charts": level.code,
            "m_probability": said[n] if said else level.m,
            "u_probability": max(chance[n], 1e-12),
        }
        if level.rare:
            one |= {"tf_adjustment_column": level.rare, "disable_tf_exact_match_detection": True}
        made.append(one)
    return made


def _proven(framed: pl.DataFrame, kind: Kind) -> list[tuple[tuple[str, ...], int]]:
    """(columns, pairs that agree on them) of what is all but proof."""
    found = []
    for columns in kind.sure:
        sizes = framed.filter(pl.all_horizontal(pl.col(columns).is_not_null())).group_by(columns).len()["len"]
        found.append((columns, int((sizes * (sizes - 1) // 2).sum())))
    return found


def _pairs(proven: list[tuple[tuple[str, ...], int]]) -> int:
    return max((n for _, n in proven), default=0)


def _share(framed: pl.DataFrame, proven: list[tuple[tuple[str, ...], int]]) -> float:
    """The share of all pairs that are one: as many as are proven and a few more, at least some."""
    rows = max(framed.height, FEWEST)
    return min(0.05, max(_pairs(proven) * 1.25, rows / 4) / (rows * (rows - 1) / 2))


def _learnt(
    linker: Any, kind: Kind, fields: Sequence[Field], framed: pl.DataFrame, proven: list[tuple[tuple[str, ...], int]]
) -> dict[str, list[float]]:
    """Shares among records that are one, by expectation maximisation on two sorts of proven pairs."""
    from splink.internals.exceptions import EMTrainingException

    columns = {f.name: set(f.columns) for f in fields}
    usable = sorted(((c, n) for c, n in proven if n >= LEAST_TO_LEARN), key=lambda p: -p[1])
    first = usable[0][0]
    second = next((c for c, _ in usable if not set(c) & set(first)), None)
    for rule in filter(None, (first, second)):
        sql = " AND ".join(f'l."{c}" = r."{c}"' for c in rule)
        with suppress(EMTrainingException):  # nothing to learn from after all: what is known before stays
            linker.training.estimate_parameters_using_expectation_maximisation(sql, max_pairs=300_000)
    trained = {c["output_column_name"]: c["comparison_levels"] for c in _model(linker)["comparisons"]}
    found = {}
    for field in fields:
        levels = [level for level in trained[field.name] if not level.get("is_null_level")]
        learns = "m" in field.learns and not (second is None and columns[field.name] & set(first))
        seen = [level.get("m_probability", 0.0) for level in levels] if learns else []
        found[field.name] = _toward(field, seen, _pairs(proven))
    return found


def _toward(field: Field, seen: Sequence[float], pairs: int) -> list[float]:
    """What was learnt, pulled toward what is known before as if that were 50 pairs more."""
    if not seen:
        return [level.m for level in field.levels]
    mixed = [(s * pairs + 50 * level.m) / (pairs + 50) for s, level in zip(seen, field.levels, strict=True)]
    return [m / sum(mixed) for m in mixed]


def _model(linker: Any) -> dict[str, Any]:
    model: dict[str, Any] = linker.misc.save_model_to_json()
    return model
