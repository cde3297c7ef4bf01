"""Back-test: moods learnt on older comments, held against the scores that came with newer ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.voice.hearing import glad, taught
from foresail.analytics.customers.voice.model import answers
from foresail.analytics.customers.voice.params import VoiceParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import auc, brier
from foresail.methods.text import lexicon_score

METHOD = Text(en="Lexicon corrected by this company's own scores", zh="词典法，并以本公司评分校正")
BASELINE = Text(en="The share of unhappy comments for all", zh="所有评论同一不满比例")
LEAST = 20


def run(frames: Mapping[str, pl.DataFrame], params: VoiceParams, rng: np.random.Generator) -> Evidence:
    """AUC and Brier score of "unhappy" on the newest third of the comments with a clear score.

    Raises
    ------
    NotEnoughData
        Below 5 answers or comments.
    """
    del params, rng
    rows = answers(frames)
    said = rows.filter(pl.col("text").is_not_null())
    told = said.filter(pl.Series(np.isfinite(glad(said)), dtype=pl.Boolean))
    cut = told.height * 2 // 3
    old, new = told[:cut], told[cut:]
    y = 1 - glad(new)
    if new.height < LEAST or y.min() == y.max():
        return _untested(new.height, old.height)
    p = (1 - taught(old)(new["text"].to_list())) / 2
    words = np.array([lexicon_score(t) for t in new["text"]])
    rate = np.full(len(y), float((1 - glad(old)).mean()))
    found = auc(y, p)
    measures = (
        Measure(name="auc", value=found, baseline=0.5, better="higher"),
        Measure(name="auc_of_words_alone", value=auc(y, -words), baseline=0.5, better="higher"),
        Measure(name="brier", value=brier(y, p), baseline=brier(y, rate)),
    )
    skill = found > 0.6 and measures[2].skill > 0
    verdict = Text(
        en=f"Of an unhappy and a glad customer's newer comment, the unhappy one was seen {found:.0%} of the time.",
        zh=f"任取一条不满与一条满意客户的较新评论，判断正确的比例为 {found:.0%}。",
    )
    if not skill:
        verdict = Text(
            en=f"On {len(y)} newer comments the moods did not agree with the scores well enough to rely on.",
            zh=f"在 {len(y)} 条较新的评论上，情绪判断与评分的一致性不足以依赖。",
        )
    return Evidence(
        method=METHOD, baseline=BASELINE, n=new.height, n_train=old.height, tested_on=new["given_on"][0],
        measures=measures, skill=skill, verdict=verdict,
    )  # fmt: skip


def _untested(n: int, n_train: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        n_train=n_train,
        verdict=Text(
            en="Moods cannot be tested: too few comments came with a clear score.",
            zh="带有明确评分的评论太少，无法检验情绪判断。",
        ),
    )
