"""Fit: every learner is judged by cross-validated Qini; an uplift model has to beat the plain response model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.frames import need_columns, to_polars
from foresail.methods.uplift.columns import Columns, learn_columns
from foresail.methods.uplift.learners import BASES, METHODS, Predict, Trial
from foresail.methods.uplift.measures import Floats, average_effect, qini

FOLDS = 5
LEAST_ROWS, LEAST_EVENTS = 50, 10
TITLES = {
    "response": Text(en="plain response model", zh="普通响应模型"),
    "s": Text(en="S-learner", zh="S-学习器"),
    "t": Text(en="T-learner", zh="T-学习器"),
    "dr": Text(en="doubly robust learner", zh="双重稳健学习器"),
    "mean": Text(en="mean of the S-, T- and doubly robust learners", zh="S-、T- 与双重稳健学习器的均值"),
}
MEAN = ("mean", "both")
BASE_TITLES = {
    "linear": Text(en="linear", zh="线性"),
    "trees": Text(en="trees", zh="树"),
    "both": Text(en="linear and trees", zh="线性与树"),
}
RANDOM = Text(en="Random order", zh="随机顺序")


@dataclass(frozen=True)
class Uplift:
    """A chosen model of whom a treatment moves.

    Parameters
    ----------
    method
        `response`, `s`, `t`, `dr`, or `mean` of the last three.
    base
        `linear`, `trees`, or `both` for the mean.
    evidence
        Cross-validated Qini, beside random order (0).
    scores
        (Method, base) → Qini of each fold.
    effect
        Average effect of the treatment on the outcome, and its standard error.
    """

    method: str
    base: str
    evidence: Evidence
    scores: dict[tuple[str, str], Floats]
    effect: tuple[float, float]
    columns: Columns
    model: Predict

    def predict(self, frame: Any) -> Floats:
        """Expected change of the outcome by treating each row, shape (rows,), in units of the outcome.

        For the response model it is the average effect's size, spread in proportion to the expected outcome.
        """
        return self.model(self.columns.matrix(to_polars(frame)))


def fit(
    frame: Any,
    *,
    outcome: str,
    treatment: str,
    treated: Any = 1,
    control: Any = 0,
    share: float | None = None,
    exclude: Sequence[str] = (),
    seed: int = 0,
) -> Uplift:
    """Learn from a randomised experiment.

    Parameters
    ----------
    frame
        Polars, pandas or Arrow; a row a customer, with columns known before the treatment.
    outcome
        0/1 or a number.
    treatment, treated, control
        The column of arms, and the two values that are compared; rows of other arms are left out.
    share
        Probability of treatment by design; by default the share of the treated.
    exclude
        Columns that are not to be learnt from (other outcomes, keys).
    seed
        Of the folds.

    Raises
    ------
    NotEnoughData
        Below 50 rows in an arm, or an outcome that hardly varies.
    InvalidInput
        If a column is missing or the outcome is no number.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> age, t = rng.random(4000), rng.integers(0, 2, 4000)
    >>> bought = (rng.random(4000) < 0.2 + 0.3 * t * age).astype(int)
    >>> found = fit({"age": age, "t": t, "bought": bought}, outcome="bought", treatment="t")
    >>> old, young = found.predict({"age": [0.9, 0.1]})
    >>> bool(old > young)
    True
    """
    table = to_polars(frame)
    need_columns(table, outcome, treatment, *exclude)
    rows, y, t = _arms(table, outcome, treatment, treated, control)
    columns = learn_columns(rows, (outcome, treatment, *exclude))
    trial = Trial(columns.matrix(rows), y, t, _checked_share(share, t))
    scores = _cross_validated(trial, seed)
    method, base = _winner(scores)
    model = _learnt(trial, method, base)
    effect = average_effect(y, t)
    evidence = _evidence(method, base, scores, effect, len(y))
    return Uplift(method, base, evidence, scores, effect, columns, model)


def _arms(
    table: pl.DataFrame, outcome: str, treatment: str, treated: Any, control: Any
) -> tuple[pl.DataFrame, Floats, Floats]:
    kind = table.schema[outcome]
    if not (kind.is_numeric() or kind == pl.Boolean):
        raise InvalidInput(
            Text(en=f"{outcome!r} holds no numbers.", zh=f"{outcome!r} 不是数值列。"),
            where=outcome,
            next_step=Text(en="Give 0/1 or an amount.", zh="请给出 0/1 或金额。"),
        )
    arm = table[treatment].cast(pl.String)
    kind_of_arm = table.schema[treatment]
    one, zero = (str(pl.Series([v], dtype=kind_of_arm, strict=False).cast(pl.String)[0]) for v in (treated, control))
    known = arm.is_in([one, zero]) & table[outcome].is_not_null()
    rows = table.filter(known)
    t = (rows[treatment].cast(pl.String) == one).cast(pl.Float64).to_numpy()
    y = np.asarray(rows[outcome].cast(pl.Float64).to_numpy(), dtype=np.float64)
    for size, name in ((int(t.sum()), one), (int((1 - t).sum()), zero)):
        if size < LEAST_ROWS:
            raise NotEnoughData(
                Text(
                    en=f"The arm {name!r} has {size} rows, at least {LEAST_ROWS} are needed.",
                    zh=f"组 {name!r} 仅有 {size} 行，至少需要 {LEAST_ROWS} 行。",
                ),
                where=treatment,
                next_step=Text(
                    en="Check `treated` and `control`, or wait for more.",
                    zh="请检查 `treated` 与 `control`，或等待更多数据。",
                ),
            )
    common = max(np.unique(y, return_counts=True)[1])
    if len(y) - common < LEAST_EVENTS:
        raise NotEnoughData(
            Text(en=f"{outcome!r} hardly varies: nothing to learn from.", zh=f"{outcome!r} 几乎没有变化，无法学习。"),
            where=outcome,
            next_step=Text(en="Wait for more outcomes.", zh="请等待更多结果。"),
        )
    return rows, y, t


def _checked_share(share: float | None, t: Floats) -> float:
    if share is None:
        return float(t.mean())
    if not 0 < share < 1:
        raise InvalidInput(
            Text(
                en=f"The share of the treated is {share}; it lies between 0 and 1.",
                zh=f"处理比例为 {share}，应介于 0 与 1 之间。",
            ),
            where="share",
        )
    return share


def _cross_validated(trial: Trial, seed: int) -> dict[tuple[str, str], Floats]:
    """Qini of each fold; folds keep the shares of arms and outcomes."""
    rng = np.random.default_rng(seed)
    order = np.lexsort((rng.random(len(trial.y)), trial.y, trial.t))
    fold = np.empty(len(order), dtype=np.int64)
    fold[order] = np.arange(len(order)) % FOLDS
    names = [(m, b) for m in METHODS for b in BASES]
    scores: dict[tuple[str, str], list[float]] = {name: [] for name in (*names, MEAN)}
    for k in range(FOLDS):
        past, test = trial.where(fold != k), trial.where(fold == k)
        said = {(m, b): METHODS[m](past, BASES[b])(test.x) for m, b in names}
        said[MEAN] = np.mean([v for (m, _), v in said.items() if m != "response"], axis=0)
        for name, found in scores.items():
            found.append(qini(said[name], test.y, test.t))
    return {name: np.asarray(found) for name, found in scores.items()}


def _learnt(trial: Trial, method: str, base: str) -> Predict:
    if (method, base) != MEAN:
        return METHODS[method](trial, BASES[base])
    models = [METHODS[m](trial, BASES[b]) for m in METHODS if m != "response" for b in BASES]
    return lambda x: np.asarray(np.mean([model(x) for model in models], axis=0), dtype=np.float64)


def _winner(scores: dict[tuple[str, str], Floats]) -> tuple[str, str]:
    """An uplift model only where it beats the best response model, a single one only where it beats their mean.

    Beating is by more than a standard error over the folds: Qini is noisy, and the best of many is lucky.
    """

    def beats(name: tuple[str, str], other: tuple[str, str]) -> bool:
        gain = scores[name] - scores[other]
        return bool(gain.mean() > gain.std(ddof=1) / np.sqrt(len(gain)))

    def best(names: list[tuple[str, str]]) -> tuple[str, str]:
        return max(names, key=lambda n: float(scores[n].mean()))

    plain = best([n for n in scores if n[0] == "response"])
    rival = best([n for n in scores if n[0] != "response"])
    rival = rival if beats(rival, MEAN) else MEAN
    return rival if beats(rival, plain) else plain


def _evidence(
    method: str, base: str, scores: dict[tuple[str, str], Floats], effect: tuple[float, float], n: int
) -> Evidence:
    found = scores[method, base]
    mean, error = float(found.mean()), float(found.std(ddof=1) / np.sqrt(len(found)))
    plain = max(float(v.mean()) for (m, _), v in scores.items() if m == "response")
    name = Text(
        en=f"{TITLES[method].en} ({BASE_TITLES[base].en})",
        zh=f"{TITLES[method].zh}（{BASE_TITLES[base].zh}）",
    )
    skill = mean > error
    verdict = Text(
        en=f"Qini of the {name.en}: {mean:.3f} ± {error:.3f}; of the best response model: {plain:.3f}.",
        zh=f"{name.zh}的 Qini 为 {mean:.3f} ± {error:.3f}；最佳响应模型为 {plain:.3f}。",
    )
    if not skill:
        verdict = Text(
            en="No model orders customers reliably better than chance; treat by the average effect.",
            zh="没有模型能可靠地优于随机排序；请按平均效果决策。",
        )
    return Evidence(
        method=name,
        baseline=RANDOM,
        n=n,
        n_train=n - n // FOLDS,
        measures=(
            _measure("qini", mean, error),
            _measure("average_effect", *effect),
        ),
        skill=skill,
        verdict=verdict,
    )


def _measure(name: str, value: float, error: float) -> Measure:
    interval = (value - 1.96 * error, value + 1.96 * error)
    return Measure(name=name, value=value, baseline=0.0, better="higher", interval=interval)
