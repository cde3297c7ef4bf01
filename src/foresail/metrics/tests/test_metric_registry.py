"""A metric that contradicts itself or others is refused with the file in which it stands."""

from __future__ import annotations

import pytest

from foresail.contracts.metric import Metric, Ratio
from foresail.kernel.problem import DeclarationError
from foresail.metrics import METRICS
from foresail.metrics.registry import checked

SALES = METRICS["net_revenue"]


def renamed(name: str, **changes: object) -> Metric:
    return SALES.model_copy(update={"name": name, **changes})


def test_what_is_declared_stands() -> None:
    by_file: dict[str, list[Metric]] = {}
    for metric in METRICS.values():
        by_file.setdefault(metric.domain, []).append(metric)
    assert checked(by_file) == METRICS


@pytest.mark.parametrize(
    ("metrics", "why"),
    [
        ([SALES, SALES], "declared twice"),
        ([renamed("channel")], "declared twice or elsewhere"),
        ([renamed("more", domain="pipeline")], "declared twice or elsewhere"),
        ([renamed("before_revenue")], "is reserved"),
        ([renamed("share", expression=Ratio(numerator="net_revenue", denominator="nothing"))], "names “net_revenue”"),
    ],
    ids=["twice", "a dimension's name", "another domain's file", "reserved", "rests on nothing"],
)
def test_what_contradicts_is_refused(metrics: list[Metric], why: str) -> None:
    with pytest.raises(DeclarationError, match=why) as refused:
        checked({SALES.domain: metrics})
    assert refused.value.where == f"domains/{SALES.domain}.py"
