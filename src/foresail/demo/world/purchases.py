"""How long customers stay, what they buy by themselves and what they buy because they were asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, MISSING, Flags, Floats, Ints, Timeline, office_minute
from foresail.demo.frames import ragged, text, weighted
from foresail.demo.world.catalog import SERVICE, Catalog, dollars
from foresail.demo.world.customers import ABROAD, Accounts
from foresail.demo.world.deals import Deals, line_net
from foresail.demo.world.progress import WON, Course
from foresail.kernel.ports import rng as stream

LEAVE_A_YEAR = 0.22
DEALS_A_YEAR = 2.5
PEAK = 1.9 * 1.8
"""More than season × experiment can raise the rate of orders; candidates are thinned by it."""
EXPERIMENT_MONTHS = (16, 28)
"""Months after `begin` in which each experiment starts."""
EXPERIMENT_DAYS = 60
COMPANION_CHANCE = 0.25
"""How often a product brings its companion along, at the companion's base price."""
REPEAT_FAMILY = np.array([1.0, 0.40, 0.45, 0.12, 1.7, 0.0])
ORDER_CHANNELS = (5, 7, 8)


@dataclass(frozen=True)
class Life:
    """When each account became and ceased to be a customer, in days; `MISSING` for never became one."""

    start: Ints
    end: Ints


@dataclass(frozen=True)
class Experiment:
    """A campaign with a random holdout.

    Attributes
    ----------
    effect
        The relative change of the account's rate of orders within the window, if treated.
    """

    name: str
    day: int
    account: Ints
    treated: Flags
    effect: Floats


@dataclass(frozen=True)
class Orders:
    """Orders and lines as arrays; amounts in cents of the order's currency; a return has negative amounts."""

    minute: Ints
    account: Ints
    deal: Ints
    channel: Ints
    campaign: Ints
    cancelled: Flags
    returned: Flags
    line_order: Ints
    line_product: Ints
    line_quantity: Ints
    line_price: Ints
    line_discount: Ints
    line_cost: Ints
    line_promotion: Ints

    @property
    def line_net(self) -> Ints:
        """Cents of each line after discount."""
        return self.line_quantity * self.line_price - self.line_discount

    @property
    def net(self) -> Ints:
        """Cents of each order."""
        return np.bincount(self.line_order, weights=self.line_net, minlength=len(self.minute)).astype(np.int64)


def live(seed: int, time: Timeline, accounts: Accounts, first: Course, deals: Deals) -> Life:
    """Customers begin with their first win (or before the first day) and leave at a rate of their own."""
    rng = stream(seed, "life")
    start = np.where(accounts.initial == 1, 0, MISSING)
    won = np.flatnonzero((first.outcome == WON) & (first.closed < time.days * DAY))
    begun = np.full(len(start), time.horizon)
    np.minimum.at(begun, deals.account[won], first.closed[won] // DAY)
    start = np.where((start == MISSING) & (begun < time.horizon), begun, start)
    rate = LEAVE_A_YEAR * np.exp(0.5 * accounts.trouble - 0.12) * accounts.size**-0.25
    stay = rng.exponential(365.0 / rate).astype(np.int64) + 1
    return Life(start, np.where(start == MISSING, MISSING, start + stay))


def wishes(seed: int, time: Timeline, accounts: Accounts, life: Life) -> tuple[Ints, Ints]:
    """Account and moment of each further opportunity that a customer opens while staying."""
    rng = stream(seed, "wishes")
    begin = np.where(life.start == MISSING, 0, life.start + 20)
    length = np.where(life.start == MISSING, 0, np.clip(np.minimum(life.end, time.days) - begin, 0, None))
    peak = 1.6
    count = rng.poisson(DEALS_A_YEAR / 365 * length * accounts.size**0.2 * peak)
    account, _ = ragged(count)
    day = begin[account] + (rng.random(len(account)) * length[account]).astype(np.int64)
    pace = time.workday[day] * np.clip(time.season[day], 0, peak)
    kept = np.flatnonzero(rng.random(len(day)) < pace / peak)
    order = kept[np.argsort(day[kept], kind="stable")]
    return account[order], office_minute(rng, day[order])


def experiments(seed: int, time: Timeline, accounts: Accounts, life: Life) -> list[Experiment]:
    """Two campaigns to everybody who had ever been a customer, half held out at random."""
    rng = stream(seed, "experiments")
    done = []
    for number, months in enumerate(EXPERIMENT_MONTHS):
        day = time.start + months * 30
        account = np.flatnonzero((life.start > MISSING) & (life.start < day))
        effect = 0.20 + 0.35 * np.isin(accounts.industry[account], (0, 2)) - 0.30 * (accounts.size[account] > 1.8)
        effect = effect + 0.15 * (accounts.region[account] == 1)
        treated = rng.random(len(account)) < 0.5
        done.append(Experiment(("老客户升级邮件", "备件囤货优惠")[number], day, account, treated, effect))
    return done


def buy(
    seed: int,
    time: Timeline,
    catalog: Catalog,
    accounts: Accounts,
    life: Life,
    tests: list[Experiment],
    sold: tuple[Deals, Course],
) -> Orders:
    """All orders of the three years: of won deals, by the customers' own rhythm, and returns."""
    rng = stream(seed, "orders")
    account, minute = _moments(rng, time, accounts, life, tests)
    lines = _basket(rng, time, catalog, accounts, account, minute)
    own = len(account)
    deals, course = sold
    won = np.flatnonzero((course.outcome == WON) & (course.closed >= time.start * DAY))
    when = course.closed[won] + rng.integers(1, 120, len(won))
    won, when = won[when < time.days * DAY], when[when < time.days * DAY]
    place = np.full(len(deals), -1)
    place[won] = np.arange(len(won))
    of_deal = _deal_lines(catalog, accounts, deals, place)
    lines = [np.concatenate([a, b]) for a, b in zip(lines, [of_deal[0] + own, *of_deal[1:]], strict=True)]
    repeat_channel = np.array([*ORDER_CHANNELS, -1])[weighted(rng, np.array([0.4, 0.25, 0.2, 0.15]), own)]
    repeat_channel = np.where(repeat_channel < 0, accounts.channel[account], repeat_channel)
    header = [
        np.concatenate([minute, when]),
        np.concatenate([account, deals.account[won]]),
        np.concatenate([np.full(own, -1), won]),
        np.concatenate([repeat_channel, deals.channel[won]]),
        np.concatenate([np.full(own, -1), deals.campaign[won]]),
    ]
    cancelled = (rng.random(len(header[0])) < 0.03) & (header[2] < 0)
    header, lines, cancelled, back = _returns(rng, time, header, lines, cancelled, catalog)
    order = np.argsort(header[0], kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    lines[0] = rank[lines[0]]
    by = np.argsort(lines[0], kind="stable")
    heads, parts = [h[order] for h in header], [c[by] for c in lines]
    return Orders(
        minute=heads[0],
        account=heads[1],
        deal=heads[2],
        channel=heads[3],
        campaign=heads[4],
        cancelled=cancelled[order],
        returned=back[order],
        line_order=parts[0],
        line_product=parts[1],
        line_quantity=parts[2],
        line_price=parts[3],
        line_discount=parts[4],
        line_cost=parts[5],
        line_promotion=parts[6],
    )


def _moments(
    rng: np.random.Generator, time: Timeline, accounts: Accounts, life: Life, tests: list[Experiment]
) -> tuple[Ints, Ints]:
    """Thinned Poisson process of each customer's repeat orders."""
    begin = np.where(life.start == MISSING, 0, np.maximum(life.start + 7, time.start))
    length = np.where(life.start == MISSING, 0, np.clip(np.minimum(life.end, time.days) - begin, 0, None))
    account, _ = ragged(rng.poisson(accounts.rhythm / 365 * length * PEAK))
    day = begin[account] + (rng.random(len(account)) * length[account]).astype(np.int64)
    lift = np.ones(len(account))
    for test in tests:
        effect = np.zeros(len(accounts.code))
        effect[test.account] = np.where(test.treated, test.effect, 0.0)
        lift *= 1 + np.where((day >= test.day) & (day < test.day + EXPERIMENT_DAYS), effect[account], 0.0)
    kept = np.flatnonzero(rng.random(len(day)) < time.season[day] * lift / PEAK)
    return account[kept], office_minute(rng, day[kept])


def _basket(
    rng: np.random.Generator, time: Timeline, catalog: Catalog, accounts: Accounts, account: Ints, minute: Ints
) -> list[Ints]:
    """Order, product, quantity, list price, discount, cost and promotion of each line of repeat orders."""
    order, _ = ragged(1 + rng.poisson(1.15, len(account)))
    taste = np.exp(stream(11, "taste").normal(0, 0.5, (8, len(catalog.code))))
    week = minute // DAY // 7
    product = np.zeros(len(order), dtype=np.int64)
    for industry in range(taste.shape[0]):
        rows = np.flatnonzero(accounts.industry[account[order]] == industry)
        weekly = catalog.pull[:, 3 : time.days + 6 : 7] * (REPEAT_FAMILY[catalog.family] * taste[industry])[:, None]
        edges = np.cumsum(weekly, axis=0)
        edges = (edges / edges[-1]).T
        product[rows] = (edges[week[order[rows]]] < rng.random(len(rows))[:, None]).sum(axis=1)
    other, on = catalog.companion[product], minute[order] // DAY
    joins = np.where(catalog.pull[other, on] > 0, COMPANION_CHANCE * catalog.appeal[other, on], 0.0)
    with_it = np.flatnonzero((rng.random(len(order)) < joins) & (other != product))
    order = np.concatenate([order, order[with_it]])
    product = np.concatenate([product, catalog.companion[product[with_it]]])
    first = np.unique(order * len(catalog.code) + product, return_index=True)[1]
    order, product = order[first], product[first]
    who, day = account[order], minute[order] // DAY
    goal = 320_000 * accounts.size[who] ** 0.5 * rng.lognormal(0, 0.7, len(order))
    quantity = np.clip(np.round(goal / catalog.price[product, 0]), 1, 2000).astype(np.int64)
    promotion = catalog.promotion[product, day]
    cut = accounts.discount[who] + np.where(promotion >= 0, catalog.promotion_rate[promotion], 0.0)
    abroad = accounts.region[who] == ABROAD
    price = np.where(abroad, dollars(catalog.price[product, day]), catalog.price[product, day])
    discount = np.round(quantity * price * cut).astype(np.int64)
    return [order, product, quantity, price, discount, _cost(catalog, product, quantity, abroad), promotion]


def _cost(catalog: Catalog, product: Ints, quantity: Ints, abroad: Flags) -> Ints:
    cost = catalog.cost[product]
    return np.asarray(quantity * np.where(abroad, dollars(cost), cost), dtype=np.int64)


def _deal_lines(catalog: Catalog, accounts: Accounts, deals: Deals, place: Ints) -> list[Ints]:
    """Lines of won deals, at the negotiated discount."""
    rows = np.flatnonzero(place[deals.line_deal] >= 0)
    deal, product, quantity = deals.line_deal[rows], deals.line_product[rows], deals.line_quantity[rows]
    net = line_net(deals, np.minimum(deals.discount + deals.extra, 0.4))[rows]
    price = deals.line_price[rows]
    abroad = accounts.region[deals.account[deal]] == ABROAD
    cost = _cost(catalog, product, quantity, abroad)
    return [place[deal], product, quantity, price, quantity * price - net, cost, np.full(len(rows), -1)]


def _returns(
    rng: np.random.Generator, time: Timeline, header: list[Ints], lines: list[Ints], cancelled: Flags, catalog: Catalog
) -> tuple[list[Ints], list[Ints], Flags, Flags]:
    """One line in fifty comes back some weeks later, as an order of its own with negative amounts."""
    goods = (catalog.family[lines[1]] < SERVICE) & ~cancelled[lines[0]]
    rows = np.flatnonzero((rng.random(len(lines[0])) < 0.02) & goods)
    minute = office_minute(rng, header[0][lines[0][rows]] // DAY + rng.integers(6, 40, len(rows)))
    rows, minute = rows[minute < time.days * DAY], minute[minute < time.days * DAY]
    count, source = len(header[0]), lines[0][rows]
    added = [np.arange(len(rows)) + count, lines[1][rows], -lines[2][rows], lines[3][rows]]
    added += [-lines[4][rows], -lines[5][rows], lines[6][rows]]
    back = np.concatenate([np.zeros(count, dtype=np.bool_), np.ones(len(rows), dtype=np.bool_)])
    header = [np.concatenate([h, n]) for h, n in zip(header, [minute, *(h[source] for h in header[1:])], strict=True)]
    lines = [np.concatenate([a, b]) for a, b in zip(lines, added, strict=True)]
    return header, lines, np.concatenate([cancelled, np.zeros(len(rows), dtype=np.bool_)]), back


def response(catalog: Catalog, orders: Orders) -> dict[str, pl.DataFrame]:
    """What a price or a promotion truly does to units sold by customers' own rhythm.

    A product's weight among all reacts with `elasticity`; since weights are shares, units react with
    `elasticity × (1 − share)`, and a weight lifted by L lifts units by L ÷ (1 + (L − 1) × share).
    """
    own = (orders.deal[orders.line_order] < 0) & ~orders.returned[orders.line_order]
    count = np.bincount(orders.line_product[own], minlength=len(catalog.code))
    share = count / max(count.sum(), 1)
    prices = catalog.truth["elasticity"].with_columns(
        share=share, unit_elasticity=catalog.elasticity * (1 - share), repeat_lines=count
    )
    shares = pl.DataFrame({"product_id": text(catalog.code), "share": share})
    product = catalog.frames["promotion"].select("promotion_id", "product_id")
    lifts = catalog.truth["promotion_lift"].join(product, on="promotion_id", how="left", maintain_order="left")
    lifts = lifts.join(shares, on="product_id", how="left", maintain_order="left")
    unit = pl.col("lift") / (1 + (pl.col("lift") - 1) * pl.col("share"))
    return {"elasticity": prices, "promotion_lift": lifts.with_columns(unit_lift=unit)}


def truth(time: Timeline, accounts: Accounts, life: Life, tests: list[Experiment]) -> dict[str, pl.DataFrame]:
    """Who was still a customer at each month's end, each customer's rhythm, and the experiments' effects."""
    customer = np.flatnonzero(life.start > MISSING)
    month = np.array(time.month_ends(), dtype=np.int64)
    who, day = (a.ravel() for a in np.meshgrid(customer, month, indexing="ij"))
    known = life.start[who] <= day
    who, day = who[known], day[known]
    alive = pl.DataFrame(
        {"account_id": text(accounts.code[who]), "on_date": time.on(day), "alive": life.end[who] > day}
    )
    rhythm = pl.DataFrame(
        {
            "account_id": text(accounts.code[customer]),
            "customer_since": time.on(life.start[customer]),
            "customer_until": time.on(life.end[customer]),
            "orders_per_year": accounts.rhythm[customer] * float(time.season[time.start : time.days].mean()),
            "trouble": accounts.trouble[customer],
            "pays_late_days": accounts.slow[customer],
        }
    )
    uplift = pl.concat(
        [
            pl.DataFrame(
                {
                    "experiment": [t.name] * len(t.account),
                    "account_id": text(accounts.code[t.account]),
                    "treated": t.treated,
                    "effect": t.effect,
                    "alive": life.end[t.account] > t.day,
                }
            )
            for t in tests
        ]
    )
    return {"customer_alive": alive, "customer": rhythm, "uplift": uplift}
