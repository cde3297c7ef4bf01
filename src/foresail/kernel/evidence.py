"""What backs a number: method, baseline, back-test, sample size, and whether there is skill at all."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import model_validator

from foresail.kernel.base import Frozen
from foresail.kernel.measures import is_share, words_of
from foresail.kernel.text import Text, same


class Measure(Frozen):
    """One quality measure of a method beside that of the naive baseline on the same held-out rows."""

    name: str
    value: float
    baseline: float
    better: Literal["lower", "higher"] = "lower"
    interval: tuple[float, float] | None = None

    title: Text = same("")
    share: bool = False

    @model_validator(mode="before")
    @classmethod
    def _called(cls, given: Any) -> Any:
        """Give it its words, and whether it is told in percent: said once for all analyses."""
        if isinstance(given, dict) and "name" in given:
            name = str(given["name"])
            return {**given, "title": words_of(name), "share": is_share(name)}
        return given

    @property
    def skill(self) -> float:
        """Relative gain over the baseline; positive is better than the baseline."""
        if self.baseline == 0:
            return 0.0
        gain = (self.baseline - self.value) / abs(self.baseline)
        return gain if self.better == "lower" else -gain


class CalibrationBin(Frozen):
    """Predicted against observed frequency over `n` held-out rows."""

    predicted: float
    observed: float
    n: int


class Evidence(Frozen):
    """What was tested, against what, on how much, and what came out.

    Parameters
    ----------
    method, baseline
        The chosen method and the naive baseline it was held against.
    n, n_train
        Held-out and training rows.
    tested_on
        The cut day (as of) of the last back-test.
    measures
        Quality, each beside the baseline's.
    skill
        False when nothing beat the baseline: the baseline is then what is shown.
    verdict
        One sentence for people.
    """

    method: Text
    baseline: Text
    n: int
    n_train: int = 0
    tested_on: date | None = None
    measures: tuple[Measure, ...] = ()
    skill: bool = False
    verdict: Text
    calibration: tuple[CalibrationBin, ...] = ()
    notes: tuple[Text, ...] = ()
