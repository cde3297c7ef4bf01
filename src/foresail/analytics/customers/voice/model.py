"""What customers say, and what goes with it. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import polars as pl

from foresail.analytics.customers.voice import tables
from foresail.analytics.customers.voice.hearing import heard, mood_of, opinion, scaled
from foresail.analytics.customers.voice.outputs import (
    TOPIC_NAMES,
    VoiceAccount,
    VoiceComment,
    VoiceGroup,
    VoiceMonth,
    VoiceOverview,
    VoiceTopic,
)
from foresail.analytics.customers.voice.params import VoiceParams
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

LEAST = 5


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: VoiceParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Months, topics, opinions, comments and customers.

    Parameters
    ----------
    frames
        `feedback`: an answer or comment a row, with what its customer bought before and after.
    artefact, rng
        Not used.

    Raises
    ------
    NotEnoughData
        Below 5 answers or comments.
    """
    del artefact, rng
    rows = answers(frames).with_columns(opinion=opinion())
    said = heard(rows)
    as_of: date = rows["as_of"][0]
    recent, since = _window(rows, as_of, params.window_days, 0), _window(said, as_of, params.window_days, 0)
    earlier = _window(rows, as_of, params.window_days, 1)
    topics = tables.topics(since, _window(said, as_of, params.window_days, 1))
    accounts = _accounts(recent, since)
    groups = tables.groups(rows)
    return {
        "months": to_output(tables.months(rows, said), VoiceMonth),
        "topics": to_output(topics, VoiceTopic) if topics.height else empty_output(VoiceTopic),
        "groups": to_output(groups, VoiceGroup) if groups.height else empty_output(VoiceGroup),
        "comments": to_output(_comments(said), VoiceComment),
        "accounts": to_output(accounts, VoiceAccount),
        "overview": to_output(tables.overview(recent, earlier, since, topics, accounts, as_of), VoiceOverview),
    }


def answers(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Answers on one scale.

    Raises
    ------
    NotEnoughData
        Below 5 with a score or a text.
    """
    rows = scaled(frames["feedback"]).filter(pl.col("level").is_not_null() | pl.col("text").is_not_null())
    if rows.height < LEAST:
        raise NotEnoughData(
            Text(
                en=f"Voice needs at least {LEAST} answers or comments; there are {rows.height}.",
                zh=f"客户之声至少需要 {LEAST} 条评分或评论，现有 {rows.height} 条。",
            ),
            next_step=Text(
                en="Load feedback with day, kind and score or text.", zh="请载入含日期、类型以及评分或内容的反馈。"
            ),
            details={"missing": ["feedback.score", "feedback.text"], "found": rows.height},
        )
    return rows


def _window(rows: pl.DataFrame, as_of: date, days: int, back: int) -> pl.DataFrame:
    end = as_of - timedelta(days=days * back)
    return rows.filter((pl.col("given_on") <= end) & (pl.col("given_on") > end - timedelta(days=days)))


def _comments(said: pl.DataFrame) -> pl.DataFrame:
    lists = said["topics"].to_list()
    english = [", ".join(TOPIC_NAMES[t].en for t in topics) for topics in lists]
    chinese = ["、".join(TOPIC_NAMES[t].zh for t in topics) for topics in lists]
    return said.with_columns(
        pl.Series("topics_en", english, dtype=pl.String),
        pl.Series("topics_zh", chinese, dtype=pl.String),
        comment="text",
        revenue_year="net_now",
    )


def _accounts(recent: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Customers by the mean of their scores (as −1 … 1) and the moods of their comments."""
    known = recent.filter(pl.col("account_id").is_not_null())
    by = known.group_by("account_id", maintain_order=True).agg(
        pl.col("account_name", "owner_id", "owner_name", "region").first(),
        nps_last=pl.col("score").filter(pl.col("kind") == "nps").last(),
        csat_last=pl.col("score").filter(pl.col("kind") != "nps").last(),
        answers=pl.len(),
        level=(2 * pl.col("level") - 1).mean(),
        last_on=pl.col("given_on").max(),
        revenue_year=pl.col("net_now").first(),
    )
    moods = said.group_by("account_id").agg(
        sentiment=pl.col("sentiment").mean(), unhappy_comments=(pl.col("mood") == "unhappy").sum()
    )
    joined = by.join(moods, on="account_id", how="left")
    return joined.with_columns(
        mood=mood_of(pl.mean_horizontal("level", "sentiment")), unhappy_comments=pl.col("unhappy_comments").fill_null(0)
    )
