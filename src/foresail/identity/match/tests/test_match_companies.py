"""Companies written in several ways, against known truth."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from foresail.identity import match
from foresail.kernel.problem import InvalidInput


@pytest.mark.parametrize(
    ("seed", "known", "least"), [(5, 0.65, 0.98), pytest.param(6, 0.4, 0.98, marks=pytest.mark.nightly)]
)
def test_200_companies_written_three_ways(known_truth: Any, seed: int, known: float, least: float) -> None:
    frame, truth = known_truth.companies(200, seed, known=known)
    found = match(frame, kind="company", id="id", source="source")
    assert known_truth.f1(known_truth.pairs_of(found.clusters), truth) >= least


@pytest.mark.nightly
@pytest.mark.parametrize("source", ["source", None])
def test_200_companies_over_many_seeds(known_truth: Any, source: str | None) -> None:
    scores = []
    for seed in range(12):
        frame, truth = known_truth.companies(200, seed, known=0.65)
        found = match(frame, kind="company", id="id", source=source)
        scores.append(known_truth.f1(known_truth.pairs_of(found.clusters), truth))
    assert sum(scores) / len(scores) >= 0.98
    assert min(scores) >= 0.97


@pytest.mark.nightly
def test_names_alone_tell_most_of_them_and_join_no_namesakes(known_truth: Any) -> None:
    frame, truth = known_truth.companies(200, 5, known=0.0)
    pairs = known_truth.pairs_of(match(frame, kind="company", id="id", source="source").clusters)
    assert len(pairs - truth) <= 2
    assert known_truth.f1(pairs, truth) >= 0.94, "what is left are namesakes whose city is not said"


def test_reasons_are_told_field_by_field(known_truth: Any) -> None:
    frame = pl.DataFrame(
        {
            "id": ["a", "b", "c"],
            "公司名称": ["上海华联科技有限公司", "Shanghai Hualian Technology Co., Ltd.", "北京华联科技有限公司"],
            "税号": ["91310000MA1K000X1A", "9131 0000 MA1K 000X 1A", "91110000MA1K000Y2B"],
            "电话": ["021-68881234", "+86 (0)21 6888 1234", "010-55667788"],
        }
    )
    for given in (frame, frame.to_pandas() if _has_pandas() else frame, frame.to_arrow()):
        found = match(given, kind="company", id="id")
        assert found.clusters["cluster"].to_list() == ["a", "a", "c"]
    told = found.evidence.filter((pl.col("left") == "a") & (pl.col("right") == "b"))
    words = {row["field"]: (row["words_en"], row["points"] > 0) for row in told.iter_rows(named=True)}
    assert words["tax_id"] == ("the same code", True)
    assert words["phone"] == ("the same number", True)
    assert words["name"] == ("the same brand name, city and line of business", True)
    assert told["left_value"].to_list().count("021-68881234") == 1


def test_a_branch_and_another_tax_code_are_asked_about() -> None:
    names = ["华为技术有限公司", "华为技术有限公司上海分公司", "上海星辰贸易有限公司", "上海星辰贸易有限公司"]
    codes = ["", "", "91310000MA1K000X1A", "91110000MA1K999Y2B"]
    frame = pl.DataFrame({"id": list("abcd"), "name": names, "tax_id": codes})
    found = match(frame, kind="company", id="id")
    assert found.clusters["cluster"].to_list() == ["a", "b", "c", "d"]
    assert {tuple(p) for p in found.pairs.select("left", "right").iter_rows()} == {("a", "b"), ("c", "d")}


def test_a_shared_phone_and_domain_alone_make_no_one_customer() -> None:
    names = ["上海华联科技有限公司", "北京星辰贸易有限公司"]
    frame = pl.DataFrame(
        {"id": ["a", "b"], "system": ["crm", "erp"], "name": names, "phone": ["021-68881234"] * 2, "web": ["hl.cn"] * 2}
    )
    found = match(frame, kind="company", id="id", source="system")
    assert found.clusters["cluster"].to_list() == ["a", "b"]
    assert found.pairs["probability"].to_list() == [0.9], "likely enough to be asked about"


def test_people_go_first() -> None:
    frame = pl.DataFrame({"id": list("abc"), "name": ["华联", "上海华联科技有限公司", "上海華聯科技有限公司"]})
    found = match(frame, kind="company", id="id", same=[("a", "b")], different=[("b", "c")])
    assert found.clusters["cluster"].to_list() == ["a", "a", "c"]
    assert found.clusters["confidence"].to_list() == [1.0, 1.0, None]


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_few_records_and_empty_values_are_no_trouble(rows: int) -> None:
    frame = pl.DataFrame(
        {"id": ["a", "b"][:rows], "name": ["", "  "][:rows]}, schema={"id": pl.String, "name": pl.String}
    )
    found = match(frame, kind="company", id="id")
    assert found.clusters.height == rows
    assert found.pairs.height == found.evidence.height == 0


def test_columns_that_are_not_there_are_named() -> None:
    frame = pl.DataFrame({"id": ["a"], "x": ["b"]})
    with pytest.raises(InvalidInput, match="No column of names"):
        match(frame, kind="company", id="id")
    with pytest.raises(InvalidInput, match="no role"):
        match(frame, kind="company", id="id", columns={"tax": "x"})
    with pytest.raises(InvalidInput, match="no column"):
        match(frame, kind="company", id="nummer")


@pytest.mark.nightly
def test_the_answer_does_not_depend_on_the_order_of_rows(known_truth: Any) -> None:
    frame, _ = known_truth.companies(40, 3)
    one, other = (
        match(f, kind="company", id="id", source="source")
        for f in (frame, frame.sample(fraction=1, shuffle=True, seed=1))
    )
    assert one.pairs.equals(other.pairs)
    assert one.clusters.equals(other.clusters)
    assert one.evidence.equals(other.evidence)


def _has_pandas() -> bool:
    from importlib.util import find_spec

    return find_spec("pandas") is not None
