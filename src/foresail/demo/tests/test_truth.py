"""The truth is true: odds are calibrated, drivers matter, customers leave, spend and experiments work."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from foresail.demo.clock import Timeline
from foresail.demo.scale import scale_lines
from foresail.demo.truth import Truth
from foresail.demo.world import odds
from foresail.demo.world.company import Company, build


@pytest.fixture(scope="module")
def company() -> Company:
    """The company at full size, in memory."""
    return build(date(2026, 10, 31), 7, 1.0, lambda step, done: None)


@pytest.mark.parametrize("name", ["win_odds", "win_odds_weekly"])
@pytest.mark.parametrize("view", [1, 3])
def test_win_odds_are_calibrated(company: Company, name: str, view: int) -> None:
    """Outcomes agree with the odds in every band, when each deal is seen for the first or for the third time.

    A row picked at random among a deal's rows would not do: how many there are depends on how it goes on.
    """
    rows = company.truth[name].sort("opportunity_id", "on_date")
    rows = rows.filter(pl.int_range(pl.len()).over("opportunity_id") == view - 1)
    chance, won = rows["win_odds"].to_numpy(), rows["won"].to_numpy()
    for low in np.arange(0, 1, 0.1):
        band = (chance >= low) & (chance < low + 0.1)
        spread = np.sqrt((chance[band] * (1 - chance[band])).sum())
        assert abs(won[band].sum() - chance[band].sum()) < 3.5 * spread + 1


def test_win_odds_have_skill(company: Company) -> None:
    rows = company.truth["win_odds"]
    chance, won = rows["win_odds"].to_numpy(), rows["won"].to_numpy()
    base = won.mean() * (1 - won.mean())
    assert 0.25 < 1 - ((chance - won) ** 2).mean() / base < 0.37


def test_odds_equation_agrees_with_simulation() -> None:
    """Odds from the fixed point equal the share of wins among many simulated deals of one kind."""
    law, rng, count = odds.solve(), np.random.default_rng(3), 20_000
    for quality in (-1.0, 0.4):
        one = np.ones(count, dtype=np.int64)
        state = odds.State(0 * one, 0 * one, 0 * one, 0 * one, one.copy())
        expected = law.read(law.now, np.full(1, quality), state.take(np.zeros(1, dtype=np.int64)))[0]
        wins, alive = 0, np.arange(count)
        for _ in range(200):
            here = state.take(alive)
            ahead, lost = odds.hazards(np.full(len(alive), quality), here)
            draw = rng.random(len(alive))
            goes, fails = draw < ahead, (draw >= ahead) & (draw < ahead + lost)
            won = goes & (here.stage == 3)
            wins += int(won.sum())
            week = np.where(goes, 0, np.minimum(here.week + 1, odds.WEEKS - 1))
            after = odds.State(here.stage + (goes & ~won), week, here.contacts, here.decision, here.level)
            keep = np.flatnonzero(~won & ~fails)
            state.put(alive[keep], odds.step(rng, after.take(keep)))
            alive = alive[keep]
        assert abs(wins / count - expected) < 4 * np.sqrt(expected * (1 - expected) / count) + 0.002


def test_lead_odds_are_calibrated(company: Company) -> None:
    lead = company.tables["lead"].join(company.truth["lead_odds"], on="lead_id", maintain_order="left")
    old = lead.filter(pl.col("created_at").dt.date() < date(2026, 8, 1))
    chance, happened = old["convert_odds"].to_numpy(), old["converted_at"].is_not_null().to_numpy()
    for band in (chance < 0.1, (chance >= 0.1) & (chance < 0.3), chance >= 0.3):
        spread = np.sqrt((chance[band] * (1 - chance[band])).sum())
        assert abs(happened[band].sum() - chance[band].sum()) < 4 * spread


def test_leads_follow_spend(company: Company) -> None:
    expected = company.truth["channel_contribution"].group_by("channel").agg(pl.col("expected_leads").sum())
    real = company.tables["lead"].group_by("channel").len()
    for mean, count in expected.join(real, on="channel").select("expected_leads", "len").iter_rows():
        assert abs(count - mean) < 4 * np.sqrt(mean) + 0.02 * mean


def test_experiment_lifts_orders(company: Company) -> None:
    """Among customers still there, treated ones order more, by about the mean effect."""
    arm = company.truth["uplift"].filter(pl.col("alive") & (pl.col("experiment") == "老客户升级邮件"))
    day = company.time.start + 16 * 30
    first = company.time.on(np.array([day, day + 60]))
    order = company.tables["order"].filter(pl.col("opportunity_id").is_null())
    order = order.filter(pl.col("ordered_at").dt.date().is_between(first[0], first[1]))
    count = order.group_by("account_id").len()
    both = arm.join(count, on="account_id", how="left").with_columns(pl.col("len").fill_null(0))
    rate = dict(both.group_by("treated").agg(pl.col("len").mean()).iter_rows())
    assert 1.05 < rate[True] / rate[False] < 1.8


def test_customers_order_while_they_stay(company: Company) -> None:
    customer = company.truth["customer"]
    order = company.tables["order"].filter(pl.col("opportunity_id").is_null() & (pl.col("status") != "已取消"))
    order = order.join(company.tables["order_line"].filter(pl.col("kind") == "sale"), on="order_id", how="semi")
    joined = order.join(customer, on="account_id").with_columns(on=pl.col("ordered_at").dt.date())
    assert (joined["on"] <= joined["customer_until"]).all()
    assert (joined["on"] >= joined["customer_since"]).all()
    alive = company.truth["customer_alive"]
    assert set(alive["on_date"]) == set(company.truth["win_odds"]["on_date"])


def test_promotions_lift_units(company: Company) -> None:
    truth, line = company.truth["promotion_lift"], company.tables["order_line"]
    assert (truth["unit_lift"] <= truth["lift"] + 1e-9).all()
    assert (truth["lift"] > 1).all()
    assert line["promotion_id"].drop_nulls().is_in(truth["promotion_id"].implode()).all()


def test_spring_festival_and_quarter_end_show(company: Company) -> None:
    time = company.time
    season = time.season
    for festival in time.spring_festivals[time.spring_festivals < time.days].tolist():
        if festival > 0:
            assert season[festival : festival + 7].mean() < 0.2
    month = company.tables["order"].group_by(pl.col("ordered_at").dt.month()).len()
    counts = dict(month.iter_rows())
    assert counts[2] < counts[3]


def test_timeline_of_a_leap_day() -> None:
    time = Timeline(date(2024, 2, 29))
    assert time.begin == date(2021, 3, 1)
    assert time.origin.weekday() == 0
    assert len(time.month_ends()) == 36


def test_readers_list_what_there_is(truth: Truth) -> None:
    assert {"win_odds", "elasticity", "customer", "uplift", "faults"} <= set(truth.facts)
    assert truth.channel_response["展会"]["carry_over"] == 0.70
    assert len(truth.win_odds_on(date(2026, 10, 31))) > 10


def test_scale_lines_writes_canonical_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("scale")
    made = scale_lines(folder, order_lines=10_001, customers=500, opportunities=200, seed=1)
    assert made.rows["order_line"] == 10_001
    line = pl.read_parquet(folder / "order_line.parquet")
    assert not line.select("order_id", "line_no").is_duplicated().any()
    orders = pl.read_parquet(folder / "order.parquet")
    assert line["order_id"].is_in(orders["order_id"].implode()).all()
    assert orders["account_id"].is_in(pl.read_parquet(folder / "account.parquet")["account_id"].implode()).all()
    assert sorted(p.stem for p in folder.iterdir()) == sorted(made.rows)
