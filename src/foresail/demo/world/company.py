"""The whole company: runs every unit in order and gathers its tables and its truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, MISSING, Floats, Ints, Texts, Timeline
from foresail.demo.frames import codes, text, words
from foresail.demo.world import (
    cash,
    customers,
    deals,
    documents,
    market,
    marketing,
    odds,
    people,
    pipeline,
    progress,
    purchases,
    service,
)
from foresail.demo.world import catalog as catalogs
from foresail.kernel.ports import rng as stream


@dataclass(frozen=True)
class Company:
    """The invented company as it really is.

    Attributes
    ----------
    tables
        Canonical tables as they stand on the last day, by name.
    truth
        What no export shows, by name.
    view
        The pipeline at any moment.
    """

    time: Timeline
    tables: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]
    view: pipeline.View


def build(until: date, seed: int, scale: float, tell: Callable[[str, float], None]) -> Company:
    """Simulate the company up to a day."""
    time = Timeline(until)
    staff = people.build(time, seed, scale)
    catalog = catalogs.build(time, seed)
    market_plan = marketing.build(time, seed, scale)
    leads, accounts = customers.build(time, seed, scale, staff, market_plan)
    tell("customers", 0.2)
    sold, course, life, origin = _pipeline(time, seed, staff, catalog, leads, accounts)
    tell("pipeline", 0.5)
    code = codes("SJ", np.arange(1, len(sold) + 1))
    tests = purchases.experiments(seed, time, accounts, life)
    orders = purchases.buy(seed, time, catalog, accounts, life, tests, (sold, course))
    people_met, first_contact = documents.contacts(time, seed, accounts, sold, course, code)
    done, active_key = documents.activities(time, seed, staff, accounts, leads, life, sold, course, first_contact, code)
    owners = progress.owner_log(staff, sold, course)
    view = pipeline.build_view(
        time, staff, catalog, accounts, sold, course, owners, stream(seed, "reasons"), code, active_key
    )
    tell("orders", 0.8)
    lead_deal = _deal_of_lead(leads, sold, code, time)
    tables = {
        **staff.frames,
        **catalog.frames,
        **market_plan.frames,
        **people_met,
        "account": customers.account_frame(time, staff, accounts, _status(time, accounts, life, orders)),
        "lead": customers.lead_frames(time, staff, leads, accounts, lead_deal),
        "opportunity": pipeline.opportunities(view, time.days * DAY - 1),
        "opportunity_change": pipeline.changes(view),
        "stage": pipeline.stages(),
        "activity": done,
        **documents.deal_documents(time, seed, catalog, accounts, sold, course, code),
        **cash.order_frames(time, staff, catalog, accounts, orders, code),
        **cash.invoice_frames(time, seed, accounts, orders, documents.contract_of(time, course)),
        "subscription": cash.subscriptions(time, seed, catalog, accounts, life),
        **service.tickets_and_feedback(time, seed, accounts, life, first_contact),
        **service.touches(time, seed, accounts, leads, market_plan, tests, first_contact),
        **market.partners(time, seed, staff, catalog),
        "fx_rate": market.rates(time, seed),
        "market_index": market.indexes(time, seed),
        "target": market.targets(time, seed, staff, _actuals(time, staff, accounts, sold, course, orders)),
    }
    truth = {
        **catalog.truth,
        **purchases.response(catalog, orders),
        **market_plan.truth,
        **purchases.truth(time, accounts, life, tests),
        "lead_odds": _lead_truth(tables["lead"], leads),
        "deal_driver": _deal_truth(code, sold, origin),
        "representative_skill": _skill_truth(time, staff),
        "win_odds": pl.concat([pipeline.odds_at(view, d) for d in time.month_ends()]),
        "win_odds_weekly": pipeline.odds_weekly(view),
        "calendar": _calendar(time),
    }
    return Company(time, tables, truth, view)


def _pipeline(
    time: Timeline,
    seed: int,
    staff: people.People,
    catalog: catalogs.Catalog,
    leads: customers.Leads,
    accounts: customers.Accounts,
) -> tuple[deals.Deals, progress.Course, purchases.Life, Ints]:
    """Deals from leads first, since their wins make customers; then the further deals of customers."""
    law = odds.solve()
    row = np.flatnonzero(leads.account >= 0)
    one = deals.open_deals(
        stream(seed, "deals", "new"), staff, catalog, accounts, leads, (leads.account[row], leads.converts[row], row)
    )
    first = progress.run(stream(seed, "progress", "new"), time, one, law)
    life = purchases.live(seed, time, accounts, first, one)
    who, when = purchases.wishes(seed, time, accounts, life)
    none = np.full(len(who), -1)
    two = deals.open_deals(stream(seed, "deals", "more"), staff, catalog, accounts, leads, (who, when, none))
    more = progress.run(stream(seed, "progress", "more"), time, two, law)
    both, place = deals.join(one, two)
    origin = np.zeros(len(place), dtype=np.int64)
    origin[place[len(one) :]] = 1
    return both, progress.merge(first, more, place), life, origin


def _deal_of_lead(leads: customers.Leads, sold: deals.Deals, code: Texts, time: Timeline) -> Texts:
    """Each lead's opportunity code, if it converted."""
    found = np.full(len(leads.minute), -1)
    own = np.flatnonzero(sold.lead >= 0)
    found[sold.lead[own]] = own
    return words(code.tolist(), found)


def _status(time: Timeline, accounts: customers.Accounts, life: purchases.Life, orders: purchases.Orders) -> Texts:
    """What the CRM calls an account, from its last order: the hidden truth isn't in it."""
    last = np.full(len(accounts.code), MISSING)
    kept = ~orders.cancelled
    np.maximum.at(last, orders.account[kept], orders.minute[kept] // DAY)
    age = time.days - last
    customer = life.start > MISSING
    state = np.where(last == MISSING, np.where(customer & (accounts.initial == 1), 2, 0), np.where(age < 365, 1, 2))
    return words(("潜在客户", "成交客户", "沉睡客户"), state)


def _actuals(
    time: Timeline,
    staff: people.People,
    accounts: customers.Accounts,
    sold: deals.Deals,
    course: progress.Course,
    orders: purchases.Orders,
) -> market.Actuals:
    """What each person brought in by month, in cents of CNY, for plans to lean on."""
    first = int(time.month_number[time.start])
    months = int(time.month_number[time.days - 1]) - first + 1

    def spread(day: Ints, account: Ints, owner: Ints, cents: Ints) -> Floats:
        month = time.month_number[day] - first
        rate = np.where(accounts.region[account] == customers.ABROAD, catalogs.USD_PRICE, 1.0)
        kept = month >= 0
        index = staff.owner_at(owner, day)[kept] * months + month[kept]
        total = np.bincount(index, weights=(cents * rate)[kept], minlength=len(staff.code) * months)
        return np.asarray(total.reshape(len(staff.code), months), dtype=np.float64)

    won = np.flatnonzero((course.outcome == progress.WON) & (course.closed < time.days * DAY))
    amount = course.logs["amount"]
    value = amount.value[amount.at(won, course.closed[won])]
    kept = ~orders.cancelled
    account = orders.account[kept]
    return market.Actuals(
        first,
        {
            "won_amount": spread(course.closed[won] // DAY, sold.account[won], sold.owner[won], value),
            "net_revenue": spread(orders.minute[kept] // DAY, account, accounts.owner[account], orders.net[kept]),
        },
    )


def _lead_truth(lead: pl.DataFrame, leads: customers.Leads) -> pl.DataFrame:
    return lead.select("lead_id").with_columns(convert_odds=leads.odds)


def _deal_truth(code: Texts, sold: deals.Deals, origin: Ints) -> pl.DataFrame:
    """Each deal's constant quality and the discount that was in the offer's design from the start."""
    return pl.DataFrame(
        {
            "opportunity_id": text(code),
            "quality": sold.quality,
            "discount_rate": sold.discount,
            "extra_discount": sold.extra,
            "from_customer": origin == 1,
        }
    )


def _skill_truth(time: Timeline, staff: people.People) -> pl.DataFrame:
    everyone = np.arange(len(staff.code))
    return pl.DataFrame(
        {
            "representative_id": text(staff.code),
            "skill_first": staff.skill_at(everyone, np.full(len(everyone), time.start)),
            "skill_last": staff.skill_at(everyone, np.full(len(everyone), time.days - 1)),
        }
    )


def _calendar(time: Timeline) -> pl.DataFrame:
    day = np.arange(time.days)
    return pl.DataFrame(
        {"on_date": time.on(day), "workday": time.workday[: time.days], "season": time.season[: time.days]}
    )
