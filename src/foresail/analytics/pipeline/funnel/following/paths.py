"""The path of every deal: on which day it reached each stage, how and when it ended, or that it has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ADVANCED, LOST = 1, 2
PLACED_SHARE = 0.3
"""From this share of losses with a known stage on, the others are not guessed."""


@dataclass(frozen=True)
class Paths:
    """Paths through one pipeline; days count backwards, NaN where a stage was not reached.

    Parameters
    ----------
    deals
        A row a deal, sorted by id; arrays follow its order.
    order
        Open stages, first to last.
    entered
        Days ago at which each deal reached each stage (or one beyond), shape (deals, stages).
    ended
        Days ago at which it ended, NaN if open, shape (deals,).
    won, lost
        Flags, shape (deals,).
    recorded
        Whether any open stage of the deal is known.
    unplaced
        Lost deals without a recorded stage, where the other losses have one: nobody knows where they were lost, so they
        count in the whole and in no stage. Where no loss has a stage, all are taken to have gone through every stage.
    until
        Days ago at which the look ends (0: the day itself).
    """

    deals: pl.DataFrame
    order: list[str]
    entered: Floats
    ended: Floats
    won: NDArray[np.bool_]
    lost: NDArray[np.bool_]
    recorded: NDArray[np.bool_]
    unplaced: NDArray[np.bool_]
    until: float

    def step(self, place: int) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
        """Deals that reached a stage, the days until they left it forward or were lost, and which of the two.

        Returns
        -------
        Row numbers, durations, and causes (1 advanced or won, 2 lost, 0 not yet), each of shape (reached,).
        """
        rows = np.flatnonzero(~np.isnan(self.entered[:, place]) & ~self.unplaced)
        onward = self.entered[rows, place + 1] if place + 1 < len(self.order) else np.full(len(rows), np.nan)
        onward = np.where(np.isnan(onward) & self.won[rows], self.ended[rows], onward)
        return self._spent(rows, place, onward)

    def to_win(self, place: int) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
        """The same from reaching a stage until the deal is won or lost."""
        rows = np.flatnonzero(~np.isnan(self.entered[:, place]))
        return self._spent(rows, place, np.where(self.won[rows], self.ended[rows], np.nan))

    def _spent(
        self, rows: NDArray[np.int64], place: int, onward: Floats
    ) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
        cause = np.where(~np.isnan(onward), ADVANCED, np.where(self.lost[rows], LOST, 0))
        end = np.where(cause == ADVANCED, onward, np.where(cause == LOST, self.ended[rows], self.until))
        return rows, np.maximum(self.entered[rows, place] - end, 0.0), cause.astype(np.int64)


def paths(deals: pl.DataFrame, spans: pl.DataFrame, order: list[str], until: float = 0.0) -> Paths:
    """Follow the deals of one pipeline up to `until` days ago.

    Parameters
    ----------
    deals
        `opportunity_id, began_ago` and what they can be cut by.
    spans
        `opportunity_id, stage, outcome, from_ago`.
    order
        Open stages, first to last.
    """
    deals = deals.filter(pl.col("began_ago") >= until).sort("opportunity_id")
    seen = spans.filter(pl.col("from_ago") >= until).sort("opportunity_id", "from_ago", descending=[False, True])
    last = seen.group_by("opportunity_id").agg(state=pl.col("outcome").last())
    closing = _closing(seen)
    joined = deals.join(last, on="opportunity_id", how="left", maintain_order="left").join(
        closing, on="opportunity_id", how="left", maintain_order="left"
    )
    won = (joined["state"] == "won").fill_null(False).to_numpy()
    lost = (joined["state"] == "lost").fill_null(False).to_numpy()
    ended = np.where(won | lost, _floats(joined["closed_ago"]), np.nan)
    entered, recorded = _entered(joined, seen, order, won | lost)
    # A deal that was won has passed every stage; what was skipped was passed on the day of the win.
    entered = np.where(np.isnan(entered) & won[:, None], ended[:, None], entered)
    blank = lost & ~recorded
    unplaced = blank if (lost & recorded).sum() >= PLACED_SHARE * lost.sum() else np.zeros_like(blank)
    entered[unplaced, 1:] = np.nan
    return Paths(joined, order, entered, ended, won, lost, recorded, unplaced, until)


def _closing(seen: pl.DataFrame) -> pl.DataFrame:
    """The day of the last step from open to won or lost (a reopened deal closes when it closes again)."""
    before = pl.col("outcome").shift().over("opportunity_id")
    steps = seen.filter((pl.col("outcome") != "open") & ((before == "open") | before.is_null()))
    return steps.group_by("opportunity_id").agg(closed_ago=pl.col("from_ago").min())


def _entered(
    deals: pl.DataFrame, seen: pl.DataFrame, order: list[str], closed: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_]]:
    places = pl.DataFrame({"stage": order, "place": range(len(order))}, schema={"stage": pl.String, "place": pl.Int64})
    steps = seen.filter(pl.col("outcome") == "open").join(places, on="stage", how="inner")
    entered = np.full((deals.height, len(order)), np.nan)
    began = _floats(deals["began_ago"])
    for place in range(len(order)):
        reached = steps.filter(pl.col("place") >= place).group_by("opportunity_id").agg(ago=pl.col("from_ago").max())
        found = deals.select("opportunity_id").join(reached, on="opportunity_id", how="left", maintain_order="left")
        entered[:, place] = _floats(found["ago"])
    recorded = ~np.isnan(entered).all(axis=1)
    ids = deals.select(pl.col("opportunity_id").is_in(steps["opportunity_id"].unique().to_list())).to_series()
    recorded &= ids.to_numpy()
    if len(order):
        entered[:, 0] = began  # whoever exists has reached the first stage
        # One load shows only the end of a closed deal: it is taken to have gone through every stage before.
        entered[closed & ~recorded, :] = began[closed & ~recorded, None]
    return entered, recorded


def _floats(column: pl.Series) -> Any:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()
