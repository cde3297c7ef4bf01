"""Back-test: the cash of past weeks as it would have been foretold, against the mean of the weeks before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import polars as pl

from foresail.analytics.pipeline.lead_to_cash.collect import book_of
from foresail.analytics.pipeline.lead_to_cash.judged import Verdict, past, verdict
from foresail.analytics.pipeline.lead_to_cash.params import LeadToCashParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text

METHOD = Text(
    en="Steps are counted; cash from each customer's habit of paying and the usual new invoices; "
    "interval from past errors",
    zh="环节按实际单据统计；回款按各客户付款习惯与通常新开发票推算，区间取自历史误差",
)
BASELINE = Text(en="Every week brings the mean of the last 13 weeks", zh="每周回款等于前 13 周均值")


def run(frames: Mapping[str, pl.DataFrame], params: LeadToCashParams, rng: np.random.Generator) -> Evidence:
    """Judge each past week with what was known before it."""
    del rng
    invoices = frames["invoices"].sort("invoice_id")
    book = book_of(invoices, frames["payments"].sort("payment_id"))
    found = verdict(past(book, params.weeks)) if len(book.due) else None
    if found is None:
        return _short(invoices.height)
    skill = found.naive - found.wape > 1.645 * found.noise
    day: date = invoices["as_of"][0]
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=found.weeks,
        n_train=invoices.height,
        tested_on=day - timedelta(days=int(found.first)),
        measures=(
            Measure(
                name="wape",
                value=found.wape,
                baseline=found.naive,
                interval=(found.wape - 1.96 * found.noise, found.wape + 1.96 * found.noise),
            ),
            Measure(name="coverage_80", value=found.inside, baseline=0.8),
        ),
        skill=skill,
        verdict=_said(found, skill=skill),
    )


def _said(found: Verdict, *, skill: bool) -> Text:
    if skill:
        return Text(
            en=f"Weekly cash was off by {found.wape:.0%}, the plain mean by {found.naive:.0%}; {found.inside:.0%} of "
            "past weeks lay inside the 80% interval.",
            zh=f"每周回款平均偏差 {found.wape:.0%}，简单均值为 {found.naive:.0%}；"
            f"{found.inside:.0%} 的历史周落在 80% 区间内。",
        )
    return Text(
        en=f"No skill in weekly cash: off by {found.wape:.0%}, the plain mean by {found.naive:.0%}. Steps and "
        "ageing are counted.",
        zh=f"每周回款预测无优势：偏差 {found.wape:.0%}，简单均值 {found.naive:.0%}。环节与账龄按实际单据统计。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en="Steps and ageing are counted; the history of payments is too short to judge the cash of coming weeks.",
            zh="环节与账龄按实际单据统计；回款历史太短，尚不能检验未来各周回款。",
        ),
    )
