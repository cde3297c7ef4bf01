"""Do the tags tell a customer's persona? Learnt on four fifths of the customers, judged on the fifth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.analytics.customers.personas.model import joined
from foresail.analytics.customers.personas.outputs import TAGS
from foresail.analytics.customers.personas.params import PersonasParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text

METHOD = Text(en="Persona told by the tags (naive Bayes)", zh="由标签判断画像（朴素贝叶斯）")
BASELINE = Text(en="The most frequent persona for all", zh="一律判为最常见画像")
FOLDS = 5


def run(frames: Mapping[str, pl.DataFrame], params: PersonasParams, rng: np.random.Generator) -> Evidence:
    """Five folds in the order of the ids.

    Raises
    ------
    NotEnoughData
        If there are no segments.
    """
    del rng
    customers = joined(frames, params)
    marks = customers.select(f"tag_{code}" for code in TAGS).to_numpy().astype(np.float64)
    names, target = np.unique(customers["persona"].to_numpy().astype(np.str_), return_inverse=True)
    right = np.zeros(len(target))
    for fold in range(FOLDS):
        test = np.arange(len(target)) % FOLDS == fold
        guess = told(marks[~test], target[~test], marks[test], len(names))
        right[test] = guess == target[test]
    # the most frequent of all, not of each fold's others: among alike frequent ones that would be the rarest here
    accuracy, baseline = float(right.mean()), float(np.bincount(target).max() / len(target))
    error = float(right.std() / max(len(right), 1) ** 0.5)
    skill = accuracy - baseline > 1.645 * error
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(target),
        n_train=len(target) * (FOLDS - 1) // FOLDS,
        tested_on=customers["as_of"][0],
        measures=(
            Measure(
                name="accuracy",
                value=accuracy,
                baseline=baseline,
                better="higher",
                interval=(max(accuracy - 1.96 * error, 0.0), min(accuracy + 1.96 * error, 1.0)),
            ),
        ),
        skill=skill,
        verdict=_verdict(accuracy, baseline, skill),
    )


def told(marks: NDArray[np.float64], target: NDArray[np.intp], new: NDArray[np.float64], k: int) -> NDArray[np.intp]:
    """The likeliest class of new rows of marks (0 or 1), each mark by itself (naive Bayes, one added to each count).

    Parameters
    ----------
    marks, target
        Shape (rows, tags) and (rows,), classes 0 … k − 1.
    new
        Shape (others, tags).
    """
    counts = np.bincount(target, minlength=k).astype(np.float64)
    seen = np.array([marks[target == c].sum(axis=0) for c in range(k)])
    share = (seen + 1) / (counts[:, None] + 2)
    log = new @ np.log(share).T + (1 - new) @ np.log(1 - share).T + np.log((counts + 1) / (counts.sum() + k))
    found: NDArray[np.intp] = log.argmax(axis=1)
    return found


def _verdict(accuracy: float, baseline: float, skill: bool) -> Text:
    if not skill:
        return Text(
            en="The tags do not tell the personas apart: read the portraits as a sketch.",
            zh="标签无法区分各画像：画像描述仅供粗略参考。",
        )
    return Text(
        en=f"The tags alone name the persona of {accuracy:.0%} of customers; the most frequent one would fit "
        f"{baseline:.0%}.",
        zh=f"仅凭标签即可判对 {accuracy:.0%} 客户的画像；一律判为最常见画像仅 {baseline:.0%}。",
    )
