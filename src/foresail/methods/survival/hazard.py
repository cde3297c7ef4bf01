"""A discrete-time hazard for two ends, won and lost: one model gives the chance of winning and when the end comes.

In each bin of time (`grid`) something open ends with a chance that its columns decide, and an end is a win with another
such chance. The likelihood of won, lost and still open splits into these two parts exactly, so each is learnt by
itself: things at risk, and ends (vertical modelling, Nicolaie, van Houwelingen and Putter 2010; discrete hazards,
Allison 1982; looked at from many days, van Houwelingen 2007).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import polars as pl

from foresail.kernel.artefact import Artefact
from foresail.kernel.evidence import Evidence
from foresail.methods.scoring.calibrate import Calibrator
from foresail.methods.scoring.columns import Encoder
from foresail.methods.scoring.logistic import Logistic, logit, sigmoid
from foresail.methods.scoring.scorer import Band
from foresail.methods.scoring.trees import tree_contributions, tree_log_odds
from foresail.methods.survival.grid import BINS, MIDDLES, Course, Floats, Rows, course_of
from foresail.methods.survival.outlook import Outlook
from foresail.methods.survival.pace import Pace

Method = Literal["base", "hazard"]
CHUNK = 4_000
LOG_TIME: Floats = np.log1p(MIDDLES) - np.log1p(60.0)
TIME_COLUMNS = 3


@dataclass(frozen=True)
class Part:
    """The chance of one thing (an end, or that an end is a win) from columns and time ahead.

    Parameters
    ----------
    encoder
        How columns become numbers.
    timed
        Columns of the matrix whose effect may change with the time ahead, in the straight-line half.
    mix
        Share of the trees in the log odds.
    shift
        Added to the calibrated log odds of each bin, so that as many things end in a bin as were seen to.
    """

    encoder: Encoder
    logistic: Logistic
    timed: tuple[int, ...]
    trees: str
    mix: float
    calibrator: Calibrator = field(default_factory=Calibrator)
    shift: tuple[float, ...] = (0.0,) * BINS

    def raw(self, x: Floats, place: Rows) -> Floats:
        """Log odds before calibration of rows of an encoded matrix in bins, shape (m,)."""
        total = np.zeros(len(x))
        if self.mix < 1:
            total += (1 - self.mix) * self.logistic.log_odds(straight(x, place, self.timed))
        if self.mix > 0 and self.trees:
            total += self.mix * tree_log_odds(self.trees, bent(x, place))
        return total

    def over_bins(self, x: Floats) -> Floats:
        """Calibrated log odds of every row in every bin, shape (n, bins)."""
        place = np.tile(np.arange(BINS), len(x))
        found = self.raw(np.repeat(x, BINS, axis=0), place).reshape(len(x), BINS)
        return np.asarray(self.calibrator.a + self.calibrator.b * found + np.asarray(self.shift), dtype=np.float64)

    def contributions(self, x: Floats, place: Rows) -> Floats:
        """What each column adds to the calibrated log odds in one bin a row, shape (n, columns)."""
        k = x.shape[1]
        total = np.zeros(x.shape)
        if self.mix < 1:
            added = self.logistic.contributions(straight(x, place, self.timed))
            total += (1 - self.mix) * added[:, :k]
            for number, column in enumerate((*self.timed, *self.timed)):
                total[:, column] += (1 - self.mix) * added[:, k + TIME_COLUMNS + number]
        if self.mix > 0 and self.trees:
            total += self.mix * tree_contributions(self.trees, bent(x, place))[:, :k]
        return self.calibrator.b * total

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, without the trees' text."""
        return {
            "encoder": self.encoder.to_json(),
            "logistic": self.logistic.to_json(),
            "timed": list(self.timed),
            "mix": self.mix,
            "calibrator": self.calibrator.to_json(),
            "shift": list(self.shift),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any], trees: str) -> Part:
        """What `to_json` gave."""
        return cls(
            Encoder.from_json(values["encoder"]),
            Logistic.from_json(values["logistic"]),
            tuple(int(t) for t in values["timed"]),
            trees,
            float(values["mix"]),
            Calibrator.from_json(values["calibrator"]),
            tuple(float(v) for v in values["shift"]),
        )


def straight(x: Floats, place: Rows, timed: tuple[int, ...]) -> Floats:
    """Columns, the time ahead (a line, its square, and the first week), and products of some columns with both."""
    time = LOG_TIME[place]
    first = (place == 0).astype(np.float64)
    products = [x[:, c] * power for power in (time, time**2) for c in timed]
    return np.column_stack([x, time, time**2, first, *products])


def bent(x: Floats, place: Rows) -> Floats:
    """Columns and the time ahead: trees find products by themselves."""
    return np.column_stack([x, place.astype(np.float64)])


@dataclass(frozen=True)
class Hazard:
    """What `fit_hazard` gives.

    Parameters
    ----------
    method
        `base`: nothing beat the course that all share.
    rate
        Share of what is open that is won at last.
    levels
        Levels of the distribution in time at which one win in ten, half, and nine in ten of later deals lay.
    usual_ends, usual_wins
        The shared course: chance of an end in each bin, and of its being a win, shape (bins,).
    ends, wins
        The two parts; None for `base`.
    outlook, weight
        The chance of being won at last as straight lines, and its share in the log odds: the two parts give the days.
    """

    method: Method
    rate: float
    evidence: Evidence
    usual_ends: Floats
    usual_wins: Floats
    pace: Pace = field(default_factory=Pace)
    ends: Part | None = None
    wins: Part | None = None
    final: Calibrator = field(default_factory=Calibrator)
    band: Band = field(default_factory=Band)
    levels: tuple[float, float, float] = (0.1, 0.5, 0.9)
    outlook: Outlook | None = None
    weight: float = 0.0

    @property
    def skill(self) -> bool:
        """Whether anything beat the base rate on later rows."""
        return self.method != "base"

    def course(self, frame: pl.DataFrame) -> Course:
        """What lies ahead of each row, in days of average pace."""
        if self.ends is None or self.wins is None:
            n = frame.height
            return course_of(np.tile(self.usual_ends, (n, 1)), np.tile(self.usual_wins, (n, 1)))
        parts = [self._course(frame.slice(i, CHUNK)) for i in range(0, max(frame.height, 1), CHUNK)]
        joined = Course(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
        return joined.moved_to(self._calibrated(self._joint(joined.chance, self._ahead(frame))))

    def _ahead(self, frame: pl.DataFrame) -> Floats | None:
        """Log odds of the outlook, if it has a share."""
        return self.outlook.log_odds(frame) if self.outlook is not None and self.weight > 0 else None

    def _joint(self, chance: Floats, ahead: Floats | None) -> Floats:
        """Both answers in one, by their log odds."""
        if ahead is None or self.weight == 0:
            return chance
        return sigmoid((1 - self.weight) * logit(chance) + self.weight * ahead)

    def _course(self, frame: pl.DataFrame) -> Course:
        assert self.ends is not None  # noqa: S101  (asked by `course` alone)
        assert self.wins is not None  # noqa: S101
        ends = sigmoid(self.ends.over_bins(self.ends.encoder.matrix(frame)))
        wins = sigmoid(self.wins.over_bins(self.wins.encoder.matrix(frame)))
        return course_of(ends, wins)

    def _calibrated(self, chance: Floats) -> Floats:
        p = np.clip(chance, 1e-6, 1 - 1e-6)
        return np.clip(self.final(np.log(p / (1 - p))), 0.001, 0.999)

    def interval(self, p: Floats) -> tuple[Floats, Floats]:
        """Where the true chance of rows that are scored like this lies, nine times in ten."""
        return self.band(p)

    def reasons(self, frame: pl.DataFrame, top: int = 5) -> pl.DataFrame:
        """What pushes each row's chance of winning up or down, in points of probability.

        A column's points: the chance as it is, less the chance if the column were as usual, in both parts.

        Returns
        -------
        Columns `row` (0 …), `rank` (1 = strongest), `column`, `value` (as text), `points`; without rows for `base`.
        """
        if self.ends is None or self.wins is None or not frame.height:
            return pl.DataFrame(schema=_REASON)
        parts = [self._reasons(frame.slice(i, CHUNK), i, top) for i in range(0, frame.height, CHUNK)]
        return pl.concat(parts)

    def _reasons(self, frame: pl.DataFrame, first: int, top: int) -> pl.DataFrame:
        assert self.ends is not None  # noqa: S101  (asked by `reasons` alone)
        assert self.wins is not None  # noqa: S101
        x_ends, x_wins = self.ends.encoder.matrix(frame), self.wins.encoder.matrix(frame)
        z_ends, z_wins = self.ends.over_bins(x_ends), self.wins.over_bins(x_wins)
        course = course_of(sigmoid(z_ends), sigmoid(z_wins))
        place = np.minimum((np.cumsum(course.won + course.lost, axis=1) < 0.5).sum(axis=1), BINS - 1).astype(np.int64)
        by_ends = dict(zip(self.ends.encoder.names, self.ends.contributions(x_ends, place).T, strict=True))
        by_wins = dict(zip(self.wins.encoder.names, self.wins.contributions(x_wins, place).T, strict=True))
        none = np.zeros(frame.height)
        ahead, by_ahead = none, dict[str, Floats]()
        if self.outlook is not None and self.weight > 0:
            parts = self.outlook.contributions(frame)
            ahead, by_ahead = (
                parts.sum(axis=1) + self.outlook.intercept,
                dict(zip(self.outlook.names, parts.T, strict=True)),
            )
        names = list(dict.fromkeys([*by_wins, *by_ends, *by_ahead]))
        now = self._calibrated(self._joint(course.chance, ahead))
        points = np.empty((frame.height, len(names)))
        for j, name in enumerate(names):
            ends = sigmoid(z_ends - by_ends.get(name, none)[:, None])
            wins = sigmoid(z_wins - by_wins.get(name, none)[:, None])
            without = self._joint(course_of(ends, wins).chance, ahead - by_ahead.get(name, none))
            points[:, j] = now - self._calibrated(without)
        return _ranked(points, names, frame, first, top)

    def to_artefact(self, kind: str) -> Artefact:
        """As JSON and native model text."""
        values: dict[str, Any] = {
            "method": self.method,
            "rate": self.rate,
            "usual_ends": self.usual_ends.tolist(),
            "usual_wins": self.usual_wins.tolist(),
            "pace": self.pace.to_json(),
            "final": self.final.to_json(),
            "band": {"at": list(self.band.at), "width": list(self.band.width)},
            "levels": list(self.levels),
            "evidence": self.evidence.model_dump(mode="json"),
        }
        if self.ends is None or self.wins is None:
            return Artefact(kind=kind, values=values)
        values |= {"ends": self.ends.to_json(), "wins": self.wins.to_json()}
        if self.outlook is not None:
            values |= {"outlook": self.outlook.to_json(), "weight": self.weight}
        return Artefact(kind=kind, values=values, texts={"ends": self.ends.trees, "wins": self.wins.trees})

    @classmethod
    def from_artefact(cls, artefact: Artefact) -> Hazard:
        """What `to_artefact` gave."""
        v: Mapping[str, Any] = artefact.values
        parts = [Part.from_json(v[n], artefact.texts.get(n, "")) if n in v else None for n in ("ends", "wins")]
        return cls(
            v["method"],
            float(v["rate"]),
            Evidence.model_validate(v["evidence"]),
            np.asarray(v["usual_ends"], dtype=np.float64),
            np.asarray(v["usual_wins"], dtype=np.float64),
            Pace.from_json(v["pace"]),
            parts[0],
            parts[1],
            Calibrator.from_json(v["final"]),
            Band(tuple(v["band"]["at"]), tuple(v["band"]["width"])),
            (float(v["levels"][0]), float(v["levels"][1]), float(v["levels"][2])),
            Outlook.from_json(v["outlook"]) if "outlook" in v else None,
            float(v.get("weight", 0.0)),
        )


def _ranked(points: Floats, names: list[str], frame: pl.DataFrame, first: int, top: int) -> pl.DataFrame:
    order = np.argsort(-np.round(np.abs(points), 9), axis=1, kind="stable")[:, :top]
    rows, rank = np.indices(order.shape)
    chosen, flat = order.ravel(), rows.ravel()
    values = {n: frame[n].cast(pl.String).to_list() for n in names}
    found = pl.DataFrame(
        {
            "row": flat + first,
            "rank": rank.ravel() + 1,
            "column": [names[c] for c in chosen.tolist()],
            "value": [values[names[c]][r] for r, c in zip(flat.tolist(), chosen.tolist(), strict=True)],
            "points": points[flat, chosen],
        },
        schema=_REASON,
    )
    return found.filter(pl.col("points").abs() > 1e-6)


_REASON = {"row": pl.Int64, "rank": pl.Int64, "column": pl.String, "value": pl.String, "points": pl.Float64}
