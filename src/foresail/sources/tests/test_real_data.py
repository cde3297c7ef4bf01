"""The two real exports of the first pass, to the last row and cent."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from foresail.sources.loads.plan import plan_loads
from foresail.sources.loads.survey import survey
from foresail.sources.staging.stage import Options, stage
from foresail.sources.tests.helpers import NOW, Loaded

_ROOT = Path(__file__).resolve().parents[4]
_DATA = (_ROOT / os.environ.get("FORESAIL_DATA", "../shared/data")).resolve()


def _load(name: str, tmp: Path, currency: str = "") -> Loaded:
    folder = _DATA / name
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set FORESAIL_DATA to the folder that holds them")
    (planned,) = plan_loads([folder])
    seen = survey(planned.files, work=tmp / "work", source=planned.source, root=planned.root)
    out = tmp / "staged"
    out.mkdir()
    staged = stage(seen, out, Options(currency=currency), clock=lambda: NOW)
    return Loaded(seen, staged, {p.stem: pl.read_parquet(p) for p in out.glob("*.parquet")}, pl.DataFrame())


@pytest.mark.data
def test_crm_maven_without_a_question(tmp_path: Path) -> None:
    loaded = _load("crm_maven", tmp_path)
    assert loaded.survey.questions == ()
    assert {f.name for f in loaded.survey.ignored} == {"README.md", "data_dictionary.csv"}
    deals, accounts = loaded.tables["opportunity"], loaded.tables["account"]
    assert (accounts.height, deals.height) == (85, 8800)
    stages = dict(deals.group_by("stage").len().rows())
    assert stages == {"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500}
    assert deals.filter(pl.col("outcome") == "won")["amount"].sum() == Decimal(10_005_534)
    assert dict(deals.group_by("outcome").len().rows()) == {"won": 4238, "lost": 2473, "open": 2089}
    assert deals["account_id"].null_count() == 1425
    assert deals.filter(pl.col("stage") == "Prospecting")["created_at"].null_count() == 500
    assert deals.filter(pl.col("outcome") != "open")["closed_at"].null_count() == 0
    assert "technolgy" in accounts["industry"].to_list()
    assert deals.filter(pl.col("product_id") == "crm_maven:GTXPro").height == 1480


@pytest.mark.data
def test_online_retail_to_the_cent(tmp_path: Path) -> None:
    loaded = _load("online_retail", tmp_path, "GBP")
    lines, orders = loaded.tables["order_line"], loaded.tables["order"]
    assert loaded.counts("order_line") == (541_909, 0, 0)
    assert lines.height == 541_909
    assert (lines["_rank"] > 1).sum() == 5268
    assert lines["net_amount"].sum() == Decimal("9747747.93")
    assert lines.filter(pl.col("quantity") < 0, pl.col("kind") != "return").is_empty()
    assert lines.filter(pl.col("order_id").str.contains(":C"), pl.col("kind") != "return").is_empty()
    assert lines.select("order_id", "line_no").is_unique().all()
    assert (orders.height, orders["account_id"].n_unique() - 1) == (25_900, 4372)
    assert set(orders["currency"]) == {"GBP"}
    raw = pl.read_parquet(_DATA / "online_retail" / "online_retail.parquet")
    direct = raw.group_by("country").agg((pl.col("quantity") * pl.col("unit_price")).sum().round(2))
    ours = (
        lines.join(orders.select("order_id", "region"), on="order_id")
        .group_by("region")
        .agg(pl.col("net_amount").sum())
    )
    assert dict(ours.rows()) == {c: Decimal(f"{v:.2f}") for c, v in direct.rows()}
