"""People with injected errors: the published Febrl sets, and small cases by hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from foresail.identity import match

DATA = Path(os.environ.get("FORESAIL_DATA", "../shared/data"))


def febrl(name: str) -> tuple[pl.DataFrame, set[tuple[str, str]]]:
    path = DATA / "febrl" / f"{name}.parquet"
    if not path.exists():
        pytest.skip(f"{path} is not there; FORESAIL_DATA says where the data sets are")
    links = pl.read_parquet(DATA / "febrl" / f"{name}_links.parquet")
    return pl.read_parquet(path), {(min(p), max(p)) for p in links.iter_rows()}


@pytest.mark.nightly
@pytest.mark.data
@pytest.mark.parametrize(("name", "least"), [("febrl1", 0.995), ("febrl2", 0.995), ("febrl3", 0.992)])
def test_febrl_with_default_settings(known_truth: Any, name: str, least: float) -> None:
    frame, truth = febrl(name)
    found = match(frame, kind="person", id="rec_id")
    assert known_truth.f1(known_truth.pairs_of(found.clusters), truth) >= least


def test_a_few_people_by_hand() -> None:
    frame = pl.DataFrame(
        {
            "id": list("abcdef"),
            "姓名": ["王芳", "Wang Fang", "王芳", "Anna Müller", "Muller, Anna", "Anna Schmidt"],
            "手机": [
                "138 0013 8000",
                "+86 13800138000",
                "13911112222",
                "0171 2345678",
                "+49 171 2345678",
                "0171 9999999",
            ],
            "邮箱": ["wf@hualian.cn", "wf@hualian.cn", "", "", "a.mueller@acme.de", "a.schmidt@acme.de"],
        }
    )
    found = match(frame, kind="person", id="id")
    assert found.clusters["cluster"].to_list() == ["a", "a", "c", "d", "d", "f"]


def test_swapped_names_and_a_typo_in_the_day_of_birth() -> None:
    frame = pl.DataFrame(
        {
            "id": ["a", "b", "c"],
            "given_name": ["lachlan", "berry", "lachlan"],
            "surname": ["berry", "lachlan", "berry"],
            "date_of_birth": ["19990219", "19990291", "19540811"],
            "soc_sec_id": ["7364009", "7364009", "5551234"],
            "postcode": ["4814", "4814", "2600"],
        }
    )
    assert match(frame, kind="person", id="id").clusters["cluster"].to_list() == ["a", "a", "c"]


def test_colleagues_who_share_a_phone_are_asked_about() -> None:
    frame = pl.DataFrame(
        {
            "id": ["a", "b"],
            "system": ["crm", "erp"],
            "full_name": ["王芳", "李伟"],
            "phone": ["021-68881234", "021-68881234"],
            "account_id": ["crm:1", "crm:1"],
        }
    )
    found = match(frame, kind="person", id="id", source="system")
    assert found.clusters["cluster"].to_list() == ["a", "b"]
