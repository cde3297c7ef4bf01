"""Answers brought to one scale, comments given a mood and topics."""

from __future__ import annotations

import numpy as np
import polars as pl

from foresail.methods.scoring.measures import Floats
from foresail.methods.text import Sentiment, fit_sentiment, topics_of

GLAD, UNHAPPY = 0.25, -0.25


def scaled(feedback: pl.DataFrame) -> pl.DataFrame:
    """Scores as 0 … 1 (`level`), by the scale that each kind of answer uses; what lies outside its scale is no score.

    NPS runs from 0 to 10. Others run to 5, 10 or 100, whichever holds all of that kind's scores.
    """
    kind = pl.col("kind").fill_null("")
    top = pl.col("score").max().over(kind)
    scale = pl.when(top <= 5).then(5.0).when(top <= 10).then(10.0).otherwise(100.0)
    level = pl.when(kind == "nps").then(pl.col("score") / 10).otherwise(pl.col("score") / scale)
    ok = pl.col("score").is_finite() & level.is_between(0, 1)
    clean = pl.when(ok).then(level)
    text = pl.col("text").str.strip_chars()
    return feedback.with_columns(
        kind=pl.when(kind != "").then(kind), level=clean, text=pl.when(text != "").then(text)
    ).sort("given_on", "feedback_id")


def opinion() -> pl.Expr:
    """Promoter, passive or detractor of an NPS answer; empty for others."""
    level = pl.col("level")
    named = pl.when(level >= 0.89).then(pl.lit("promoter")).when(level >= 0.69).then(pl.lit("passive"))
    return pl.when((pl.col("kind") == "nps") & level.is_not_null()).then(named.otherwise(pl.lit("detractor")))


def glad(rows: pl.DataFrame) -> Floats:
    """1 where a score is high, 0 where it is low, NaN in between and without one; shape (rows,)."""
    level = rows["level"].fill_null(float("nan")).to_numpy()
    nps = (rows["kind"] == "nps").fill_null(value=False).to_numpy()
    high = np.where(nps, level >= 0.89, level >= 0.79)
    low = np.where(nps, level <= 0.61, level <= 0.41)
    return np.where(high, 1.0, np.where(low, 0.0, np.nan))


def taught(rows: pl.DataFrame) -> Sentiment:
    """The scorer of moods, corrected by the scores that came with comments."""
    said = rows.filter(pl.col("text").is_not_null())
    y = glad(said)
    told = np.isfinite(y)
    texts = said["text"].filter(pl.Series(told)).to_list()
    return fit_sentiment(texts, y[told])


def heard(rows: pl.DataFrame) -> pl.DataFrame:
    """Comments with `sentiment`, `mood` and the list of `topics`."""
    said = rows.filter(pl.col("text").is_not_null())
    mood = np.round(taught(rows)(said["text"].to_list()), 6)
    topics = [list(topics_of(t)) for t in said["text"]]
    return said.with_columns(
        pl.Series("sentiment", mood, dtype=pl.Float64), pl.Series("topics", topics, dtype=pl.List(pl.String))
    ).with_columns(mood=mood_of(pl.col("sentiment")))


def mood_of(value: pl.Expr) -> pl.Expr:
    """Words of a number from −1 to 1."""
    named = pl.when(value >= GLAD).then(pl.lit("glad")).when(value <= UNHAPPY).then(pl.lit("unhappy"))
    return named.otherwise(pl.lit("neutral"))
