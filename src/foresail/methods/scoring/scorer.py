"""A learnt scorer: probabilities, intervals, reasons in points, evidence. Kept as JSON and native model text."""

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
from foresail.methods.scoring.logistic import Logistic
from foresail.methods.scoring.measures import Floats
from foresail.methods.scoring.trees import tree_contributions, tree_log_odds

Method = Literal["base", "logistic", "trees", "blend"]
CHUNK = 20_000
BAND_Z = 1.645
"""Standard deviations to either side of a band: it holds nine of ten."""


@dataclass(frozen=True)
class Band:
    """Half-widths of 90% intervals by predicted probability, straight lines in between."""

    at: tuple[float, ...] = (0.5,)
    width: tuple[float, ...] = (0.5,)

    def __call__(self, p: Floats) -> tuple[Floats, Floats]:
        """Lower and upper ends, inside 0 … 1."""
        width = np.interp(p, self.at, self.width)
        return np.clip(p - width, 0.0, 1.0), np.clip(p + width, 0.0, 1.0)


@dataclass(frozen=True)
class Model:
    """One fitted pair of candidates and their mix (share of the trees in log odds)."""

    encoder: Encoder
    logistic: Logistic | None
    trees: str
    mix: float

    def log_odds(self, x: Floats) -> Floats:
        """Of an encoded matrix, shape (n,)."""
        total = np.zeros(len(x))
        if self.mix < 1 and self.logistic is not None:
            total = total + (1 - self.mix) * self.logistic.log_odds(x)
        if self.mix > 0 and self.trees:
            total = total + self.mix * tree_log_odds(self.trees, x)
        return total

    def contributions(self, x: Floats) -> Floats:
        """What each column adds to the log odds, shape (n, k)."""
        total = np.zeros(x.shape)
        if self.mix < 1 and self.logistic is not None:
            total = total + (1 - self.mix) * self.logistic.contributions(x)
        if self.mix > 0 and self.trees:
            total = total + self.mix * tree_contributions(self.trees, x)
        return total


@dataclass(frozen=True)
class Scorer:
    """What `fit` gives.

    Parameters
    ----------
    method
        The chosen candidate; `base` means that nothing beat the base rate, which is then what is predicted.
    rate
        The base rate.
    model
        None for `base`.
    """

    method: Method
    rate: float
    evidence: Evidence
    model: Model | None = None
    calibrator: Calibrator = field(default_factory=Calibrator)
    band: Band = field(default_factory=Band)

    @property
    def skill(self) -> bool:
        """Whether anything beat the base rate on later rows."""
        return self.method != "base"

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that a frame must hold."""
        return self.model.encoder.names if self.model else ()

    def predict(self, frame: pl.DataFrame) -> Floats:
        """Probabilities, shape (rows,)."""
        if self.model is None:
            return np.full(frame.height, self.rate)
        return self.calibrator(self.model.log_odds(self.model.encoder.matrix(frame)))

    def interval(self, p: Floats) -> tuple[Floats, Floats]:
        """Where the true chance of rows that are scored like this lies, nine times in ten."""
        return self.band(p)

    def reasons(self, frame: pl.DataFrame, top: int = 5) -> pl.DataFrame:
        """What pushes each row's probability up or down, in points of probability.

        A column's points are the probability as it is, less the probability if the column were as usual.

        Returns
        -------
        Columns `row` (0 …), `rank` (1 = strongest), `column`, `value` (as text), `points`; without rows for `base`.
        """
        if self.model is None:
            return pl.DataFrame(schema=_REASON)
        parts = [
            self._reasons(frame.slice(at, CHUNK), at, top, self.model) for at in range(0, max(frame.height, 1), CHUNK)
        ]
        return pl.concat(parts)

    def _reasons(self, frame: pl.DataFrame, first: int, top: int, model: Model) -> pl.DataFrame:
        x = model.encoder.matrix(frame)
        added, total = model.contributions(x), model.log_odds(x)
        points = self.calibrator.smooth(total)[:, None] - self.calibrator.smooth(total[:, None] - added)
        order = np.argsort(-np.round(np.abs(points), 9), axis=1, kind="stable")[:, :top]
        rows, rank = np.indices(order.shape)
        names = np.array(model.encoder.names, dtype=object)
        chosen = order.ravel()
        values = {n: frame[n].cast(pl.String).to_list() for n in model.encoder.names}
        flat_rows = rows.ravel()
        found = pl.DataFrame(
            {
                "row": flat_rows + first,
                "rank": rank.ravel() + 1,
                "column": names[chosen].tolist(),
                "value": [values[names[c]][r] for r, c in zip(flat_rows.tolist(), chosen.tolist(), strict=True)],
                "points": points[flat_rows, chosen],
            },
            schema=_REASON,
        )
        return found.filter(pl.col("points").abs() > 1e-6)

    def to_artefact(self, kind: str) -> Artefact:
        """The scorer as JSON and native model text."""
        values: dict[str, Any] = {
            "method": self.method,
            "rate": self.rate,
            "calibrator": self.calibrator.to_json(),
            "band": {"at": list(self.band.at), "width": list(self.band.width)},
            "evidence": self.evidence.model_dump(mode="json"),
        }
        if self.model is None:
            return Artefact(kind=kind, values=values)
        values["encoder"] = self.model.encoder.to_json()
        values["mix"] = self.model.mix
        if self.model.logistic is not None:
            values["logistic"] = self.model.logistic.to_json()
        return Artefact(kind=kind, values=values, texts={"trees": self.model.trees} if self.model.trees else {})

    @classmethod
    def from_artefact(cls, artefact: Artefact) -> Scorer:
        """What `to_artefact` gave."""
        values: Mapping[str, Any] = artefact.values
        model = None
        if values["method"] != "base":
            logistic = Logistic.from_json(values["logistic"]) if "logistic" in values else None
            encoder = Encoder.from_json(values["encoder"])
            model = Model(encoder, logistic, artefact.texts.get("trees", ""), float(values["mix"]))
        return cls(
            values["method"],
            float(values["rate"]),
            Evidence.model_validate(values["evidence"]),
            model,
            Calibrator.from_json(values["calibrator"]),
            Band(tuple(values["band"]["at"]), tuple(values["band"]["width"])),
        )


_REASON = {"row": pl.Int64, "rank": pl.Int64, "column": pl.String, "value": pl.String, "points": pl.Float64}
