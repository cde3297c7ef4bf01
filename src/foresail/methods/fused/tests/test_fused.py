"""Deals, orders and sums: what is simulated is found again, draws keep the means, cents add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from foresail.methods.fused.blend import GROWN, blended
from foresail.methods.fused.book import LAGS, Book, month_end, month_of
from foresail.methods.fused.cents import cents, shared
from foresail.methods.fused.draw import draw, spread
from foresail.methods.fused.parts import Parts, foresee
from foresail.methods.fused.rolling import FUSED, NAIVE, SERIES, Judged
from foresail.methods.fused.scale import FREEDOM, REACH_80, Scale, inside, scale_of
from foresail.methods.fused.states import Looks, learn, month_edges, states
from foresail.methods.rolling.roll import ENGINE, Rolled
from foresail.methods.survival.pace import Pace

FIRST = 600
MONTHS = 36


def simulated(seed: int = 1, deals: int = 3000, realised: float = 0.9) -> Book:
    """Deals at a steady pace; each ends at 1% a day, half of the large and a third of the small ones won."""
    draws = np.random.default_rng(seed)
    start, end = month_end(FIRST - 1) + 1, month_end(FIRST + MONTHS - 1)
    began = np.sort(draws.integers(start - 200, end + 1, deals))
    amount = draws.lognormal(4, 0.5, deals)
    took = draws.geometric(0.01, deals)
    won = draws.random(deals) < 0.4
    over = began + took <= end
    cause = np.where(~over, 0, np.where(won, 1, 2)).astype(np.int64)
    ended = began + took
    month = [month_end(FIRST + k) for k in range(MONTHS)]
    rows = [(d, i) for d in month for i in np.flatnonzero((began <= d) & (ended > d)).tolist()]
    seen, deal = (np.array(v, dtype=np.int64) for v in zip(*rows, strict=True))
    by_lag = np.zeros((MONTHS, LAGS))
    mine = cause == 1
    place = month_of(ended[mine]) - FIRST
    kept = place >= 0
    np.add.at(by_lag[:, 0], place[kept], realised * amount[mine][kept])
    zeros = np.zeros(len(seen), dtype=np.int64)
    return Book(
        began=began, ended=ended, cause=cause, amount=amount, seen=seen, deal=deal, stage=zeros,
        stage_days=(seen - began[deal]).astype(np.float64), said=amount[deal],
        probability=np.full(len(seen), 0.4), ahead=zeros + 1, first=FIRST, by_lag=by_lag,
        repeat=np.full(MONTHS, 500.0),
    )  # fmt: skip


def seen_on(book: Book, h: int = 3) -> Parts:
    last = month_end(FIRST + MONTHS - 1)
    return foresee(book, last, MONTHS, np.full(h, 3000 / 43), np.full(h, 500.0))


def test_the_hazard_is_found_again() -> None:
    book = simulated()
    last = month_end(FIRST + MONTHS - 1)
    made = learn(book.looks(last), last, Pace())
    by = made.won_by(book.looks(last).state[:, -1:], np.array([30.0, 90.0]))[0]
    truth = 0.4 * (1 - 0.99 ** np.array([30, 90]))
    assert by == pytest.approx(truth, rel=0.12)


def test_nothing_later_is_seen() -> None:
    book = simulated()
    last = month_end(FIRST + 20)
    late = book.ended > last
    wrong = replace(book, cause=np.where(late, 3 - np.maximum(book.cause, 1), book.cause))
    one, other = (foresee(b, last, 21, np.full(3, 70.0), np.full(3, 500.0)) for b in (book, wrong))
    for name in ("chance", "worth", "sizes", "realised", "ripe", "owed"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_parts_come_to_what_the_truth_expects() -> None:
    book = simulated(deals=20_000)
    parts = seen_on(book)
    still = book.seen == month_end(FIRST + MONTHS - 1)
    hand = 0.4 * (0.99 ** np.array([0, 30, 60]) - 0.99 ** np.array([30, 60, 90])) * book.said[still].sum()
    assert parts.in_hand == pytest.approx(0.9 * hand, rel=0.12)
    assert parts.realised == pytest.approx([0.9, 0, 0, 0], abs=1e-9)
    assert np.array_equal(parts.mean, parts.in_hand + parts.new + parts.repeat)


def test_orders_that_name_no_deal_leave_deals_worth_nothing() -> None:
    book = simulated()
    unnamed = replace(book, by_lag=np.zeros_like(book.by_lag), repeat=book.repeat + book.by_lag.sum(axis=1))
    parts = seen_on(unnamed)
    assert not parts.in_hand.any()
    assert not parts.new.any()


def test_wins_bring_their_orders_later() -> None:
    book = simulated()
    late = np.zeros_like(book.by_lag)
    late[1:, 1] = book.by_lag[:-1, 0]
    parts = seen_on(replace(book, by_lag=late))
    assert parts.realised[1] == pytest.approx(0.9, rel=1e-6)
    assert parts.owed[0] == pytest.approx(0.9 * book.won()[-1], rel=1e-6)
    assert parts.in_hand[0] == pytest.approx(parts.owed[0])


def test_draws_keep_means_and_spread() -> None:
    parts = seen_on(simulated())
    rng = np.random.default_rng(3)
    flat = np.ones((4000, 3))
    made = draw(parts, flat, flat, rng, 4000)
    assert made.total.mean(axis=0) == pytest.approx(parts.mean, rel=0.02)
    assert made.total.std(axis=0) == pytest.approx(spread(parts, np.zeros(3), np.zeros(3)), rel=0.08)
    assert np.array_equal(made.total, made.in_hand + made.new + made.repeat)


def test_drivers_turn_what_they_name() -> None:
    parts = seen_on(simulated())
    same = {"conversion": 1.0, "size": 1.0, "speed": 1.0, "arrivals": 1.0, "repeat": 1.0}
    assert parts.turned(**same).mean == pytest.approx(parts.mean)
    assert parts.turned(**{**same, "size": 1.1}).in_hand == pytest.approx(1.1 * parts.in_hand)
    assert parts.turned(**{**same, "arrivals": 0.5}).new == pytest.approx(0.5 * parts.new)
    assert parts.turned(**{**same, "repeat": 0.5}).repeat == pytest.approx(0.5 * parts.repeat)
    assert parts.turned(**{**same, "speed": 1.2}).in_hand[0] > parts.in_hand[0]
    assert parts.turned(**{**same, "conversion": 0.9}).in_hand == pytest.approx(0.9 * parts.in_hand)


def test_states_lie_within_each_other() -> None:
    found = states(np.array([0, 0, 1]), np.array([1, 0, 1]), np.array([2, 2, 0]))
    assert found.shape == (3, 3)
    assert len(set(found[0].tolist())) == 3
    assert found[2].tolist() == [0, 0, 1]


def test_a_state_never_seen_takes_the_coarser_one() -> None:
    day = np.zeros(60, dtype=np.int64)
    looks = Looks(day, day + 10, 1 + np.arange(60) % 2, np.zeros((2, 60), dtype=np.int64))
    made = learn(looks, 300, Pace())
    strange = np.array([[7], [0]], dtype=np.int64)
    known = np.array([[0], [0]], dtype=np.int64)
    edges = month_edges(Pace(), 0, [30])
    assert made.won_by(strange, edges) == pytest.approx(made.won_by(known, edges), abs=0.1)


@pytest.mark.parametrize("seed", range(40))
def test_shares_add_up_to_the_cent(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, h = int(rng.integers(1, 30)), int(rng.integers(1, 8))
    parts = rng.lognormal(8, 3, (n, h)) * (rng.random((n, h)) < 0.8) * rng.choice([1, -1], (n, h), p=[0.95, 0.05])
    whole = cents(parts.sum(axis=0) * rng.uniform(0.9, 1.1, h))
    made = shared(whole, parts)
    assert np.array_equal(made.sum(axis=0), whole)


def test_nothing_to_share_is_shared_all_the_same() -> None:
    assert shared(np.array([101]), np.zeros((2, 1))).ravel().tolist() == [51, 50]


def judged(seed: int, wide: float, origins: int = 12, h: int = 6) -> Judged:
    """Forecasts of 100 that miss by normal noise, `wide` times as wide as they say."""
    rng = np.random.default_rng(seed)
    made = np.full((origins, h), 100.0)
    actual = made + wide * 5 * rng.normal(size=made.shape)
    methods = {FUSED: made, SERIES: made, NAIVE: made}
    return Judged(tuple(range(20, 20 + origins)), actual, methods, np.full(made.shape, 5.0), ())


def test_intervals_learn_how_wide_they_must_be() -> None:
    found = [inside(judged(seed, 2.0), FUSED, REACH_80) for seed in range(60)]
    assert 0.77 <= np.mean([f for one in found for f in one]) <= 0.84
    assert scale_of(judged(1, 1.0)).width < scale_of(judged(1, 3.0)).width
    assert scale_of(None) == Scale()


def test_paths_are_as_wide_as_the_scale_says() -> None:
    rng = np.random.default_rng(2)
    drawn = 90 + 5 * rng.normal(size=(20_000, 2))
    made = Scale(width=1.5, level=0.1).paths(np.array([100.0, 100.0]), drawn, rng, 0.0)
    assert made.mean(axis=0) == pytest.approx([100, 100], rel=0.01)
    wanted = Scale(1.5, 0.1).sd(np.full(2, 100.0), np.full(2, 5 * 100 / 90))
    assert made.std(axis=0) == pytest.approx(wanted * np.sqrt(FREEDOM / (FREEDOM - 2)), rel=0.03)
    assert np.quantile(made, 0.9, axis=0) - 100 == pytest.approx(REACH_80 * wanted, rel=0.03)


def test_the_blend_leans_to_what_was_right() -> None:
    known = tuple(range(24, 34))
    actual = np.full((10, 1, 2), 10.0)
    past = {ENGINE: np.full((10, 1, 2), 14.0), GROWN: np.full((10, 1, 2), 10.5)}
    coming = {ENGINE: np.full((1, 2), 14.0), GROWN: np.full((1, 2), 10.5)}
    none = np.zeros((1, 2))
    made = blended(Rolled(known, actual, past, coming, none, {}, {}, np.full((1, 5, 2), 14.0), pl.DataFrame()))
    assert made.past[ENGINE][0, 0] == pytest.approx([12.25, 12.25]), "nothing was known yet: equal shares"
    assert 10.5 <= made.coming[ENGINE][0, 0] < 10.7
    assert made.paths[0, 0] == pytest.approx(made.coming[ENGINE][0])
