"""Portraits of the segments and tags of the customers. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.personas.outputs import (
    TAGS,
    Persona,
    PersonaAccount,
    PersonaOverview,
    PersonaTag,
    PersonaTagCount,
)
from foresail.analytics.customers.personas.params import PersonasParams
from foresail.analytics.customers.personas.portrait import persona, portrait
from foresail.analytics.customers.personas.tags import tagged, words
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: PersonasParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Describe the segments, tag the customers.

    Raises
    ------
    NotEnoughData
        If there are no segments.
    """
    del artefact, rng
    customers = joined(frames, params)
    accounts = customers.with_columns(
        tags=pl.sum_horizontal(pl.col(f"tag_{code}").cast(pl.Int64) for code in TAGS),
        tags_en=words("en"),
        tags_zh=words("zh"),
    )
    long = pl.concat(
        [accounts.filter(f"tag_{code}").select("account_id", tag=pl.lit(code, dtype=pl.String)) for code in TAGS]
    )
    return {
        "personas": to_output(_personas(customers, frames["profile"]), Persona),
        "accounts": to_output(accounts, PersonaAccount),
        "tags": to_output(long, PersonaTag),
        "tag_counts": to_output(_counts(customers), PersonaTagCount),
        "overview": to_output(_overview(customers), PersonaOverview),
    }


def joined(frames: Mapping[str, pl.DataFrame], params: PersonasParams) -> pl.DataFrame:
    """The customers with segment, persona and marks of tags.

    Raises
    ------
    NotEnoughData
        If there are no segments.
    """
    members, profile = frames["members"], frames["profile"]
    if members.height == 0 or profile.height == 0:
        raise NotEnoughData(
            Text(en="Personas rest on segments, and there are none.", zh="画像依据行为分群，目前没有分群结果。"),
            next_step=Text(en="Load orders of at least 30 customers.", zh="请载入至少 30 个客户的订单。"),
            details={"missing": ["customers_segments_members"]},
        )
    named = pl.DataFrame(
        [(s, persona(profile.filter(pl.col("segment") == s))) for s in sorted(profile["segment"].unique())],
        schema={"segment": pl.String, "persona": pl.String},
        orient="row",
    )
    both = frames["customers"].join(members, on="account_id", how="inner").join(named, on="segment", how="left")
    return tagged(both.sort("account_id"), params)


def _personas(customers: pl.DataFrame, profile: pl.DataFrame) -> pl.DataFrame:
    made = customers.group_by("segment", "persona").agg(
        accounts=pl.len().cast(pl.Int64),
        account_share=pl.len() / customers.height,
        monetary=pl.col("monetary").sum(),
    )
    made = made.sort("segment").with_columns(
        monetary_mean=pl.col("monetary") / pl.col("accounts").cast(pl.Decimal(18, 0)), approach=pl.col("persona")
    )
    said = [portrait(profile.filter(pl.col("segment") == s)) for s in made["segment"]]
    return made.with_columns(
        portrait_en=pl.Series([t.en for t in said], dtype=pl.String),
        portrait_zh=pl.Series([t.zh for t in said], dtype=pl.String),
    )


def _counts(customers: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for code in TAGS:
        own = customers.filter(f"tag_{code}")
        share = own.height / customers.height
        rows.append(
            {"tag": code, "accounts": own.height, "account_share": share, "monetary": own["monetary"].sum() or 0}
        )
    return pl.DataFrame(rows, schema_overrides={"monetary": pl.Decimal(38, 4)})


def _overview(customers: pl.DataFrame) -> pl.DataFrame:
    counts = customers["persona"].value_counts().sort(["count", "persona"], descending=[True, False])
    return pl.DataFrame(
        {
            "as_of": [customers["as_of"][0]],
            "accounts": [customers.height],
            "personas": [counts.height],
            "largest": [counts["persona"][0]],
            "largest_share": [counts["count"][0] / customers.height],
            "neglected": [int(customers["tag_neglected"].sum())],
            "slipping": [int(customers["tag_slipping"].sum())],
        }
    )
