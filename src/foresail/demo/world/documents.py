"""What is written about deals: contacts and their roles, lines, quotes, contracts, activities."""

from __future__ import annotations

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, MISSING, Flags, Floats, Ints, Texts, Timeline, office_minute
from foresail.demo.frames import codes, money, ragged, text, unit_price, weighted_rows, words
from foresail.demo.words import names
from foresail.demo.words.phrases import ACTIVITY_OUTCOMES
from foresail.demo.world.cash import currency
from foresail.demo.world.catalog import Catalog
from foresail.demo.world.customers import Accounts, Leads, contact_names
from foresail.demo.world.deals import Deals
from foresail.demo.world.people import People
from foresail.demo.world.progress import KEY, WON, Course
from foresail.demo.world.purchases import Life
from foresail.kernel.ports import rng as stream

KINDS = ("call", "email", "meeting", "visit", "demo", "message")
KIND_EDGES = np.cumsum(
    [
        [0.45, 0.25, 0.05, 0.05, 0.00, 0.20],
        [0.25, 0.20, 0.20, 0.15, 0.10, 0.10],
        [0.20, 0.25, 0.20, 0.10, 0.20, 0.05],
        [0.25, 0.20, 0.25, 0.20, 0.00, 0.10],
    ],
    axis=1,
)
ACTIVITIES_A_WEEK = np.array([0.06, 0.55, 1.75])
EVENING = 18 * 60 + 30


def contacts(
    time: Timeline, seed: int, accounts: Accounts, deals: Deals, course: Course, deal_code: Texts
) -> tuple[dict[str, pl.DataFrame], Ints]:
    """The canonical tables contact and opportunity_contact, and each account's first contact's number."""
    rng = stream(seed, "contacts")
    size = 4 + rng.integers(0, 3, len(accounts.code))
    first = np.cumsum(size) - size
    account, place = ragged(size)
    deal, day, which = course.joined
    opened = deals.minute[deal] // DAY == day
    since = np.where(opened, deals.minute[deal], day * DAY + EVENING)
    known = since < time.days * DAY
    deal, which, since = deal[known], which[known], since[known]
    person = first[deals.account[deal]] + which
    created = accounts.created[account] + np.where(place < 2, 30, rng.integers(1, 700, len(account)) * DAY)
    created = np.minimum(created, np.maximum(accounts.created[account], (time.days - 1) * DAY + 9 * 60))
    np.minimum.at(created, person, since)
    region = accounts.region[account]
    number = np.arange(len(account))
    code = codes("LX", number + 1)
    frame = pl.DataFrame(
        {
            "contact_id": text(code),
            "account_id": text(accounts.code[account]),
            "full_name": text(contact_names(rng, region)),
            "title": text(words(names.TITLES, place)),
            "department": text(words(names.DEPARTMENTS, place)),
            "email": [f"p{n:06d}@c{a + 1:06d}.example" for n, a in zip(number.tolist(), account.tolist(), strict=True)],
            "phone": [f"100{n:08d}" for n in number.tolist()],
            "opted_out": rng.random(len(number)) < 0.06,
            "created_at": time.at(created),
        }
    )
    roles = pl.DataFrame(
        {
            "opportunity_id": text(deal_code[deal]),
            "contact_id": text(code[person]),
            "role": text(words(names.ROLES, which)),
            "since": time.at(since),
        }
    )
    return {"contact": frame, "opportunity_contact": roles}, first


def deal_documents(
    time: Timeline, seed: int, catalog: Catalog, accounts: Accounts, deals: Deals, course: Course, deal_code: Texts
) -> dict[str, pl.DataFrame]:
    """The canonical tables opportunity_line, quote and contract, as of the last day."""
    rng = stream(seed, "documents")
    log, last = course.logs["stage"], time.days * DAY
    seen = (log.minute < last) & (log.value < WON)
    reached = np.zeros(len(deals), dtype=np.int64)
    np.maximum.at(reached, log.deal[seen], log.value[seen])
    rate = np.where(reached < 2, 0.0, deals.discount + np.where(reached == 3, deals.extra, 0.0))
    there = np.flatnonzero(deals.minute[deals.line_deal] < last)
    first = np.flatnonzero(np.diff(deals.line_deal, prepend=-1))
    _, position = ragged(np.diff(np.append(first, len(deals.line_deal))))
    line = pl.DataFrame(
        {
            "opportunity_id": text(deal_code[deals.line_deal[there]]),
            "line_no": position[there] + 1,
            "product_id": text(catalog.code[deals.line_product[there]]),
            "quantity": deals.line_quantity[there],
            "unit_price": unit_price(deals.line_price[there]),
            "discount_rate": np.round(rate[deals.line_deal[there]], 4),
        }
    )
    return {
        "opportunity_line": line,
        "quote": _quotes(time, rng, accounts, deals, course, deal_code),
        "contract": _contracts(time, rng, accounts, deals, course, deal_code),
    }


def _quotes(
    time: Timeline, rng: np.random.Generator, accounts: Accounts, deals: Deals, course: Course, deal_code: Texts
) -> pl.DataFrame:
    """A quote when a deal reaches the quoting stage, a revised one when negotiation adds a discount."""
    log, last = course.logs["stage"], time.days * DAY
    entry = (log.value == 2) | ((log.value == 3) & (deals.extra[log.deal] > 0))
    row = np.flatnonzero(entry & (log.minute < last))
    row = row[np.argsort(log.minute[row], kind="stable")]
    deal, minute, stage = log.deal[row], log.minute[row], log.value[row]
    issued = np.minimum(minute + rng.integers(1, 30, len(row)), last - 1)
    replaced = (stage == 2) & (deals.extra[deal] > 0) & _later_stage(course, deal, 3, last)
    ended = course.closed[deal] < last
    status = np.where(replaced, 1, np.where(~ended, 0, np.where(course.outcome[deal] == WON, 2, 3)))
    amount = course.logs["amount"]
    return pl.DataFrame(
        {
            "quote_id": text(codes("BJ", np.arange(1, len(row) + 1))),
            "opportunity_id": text(deal_code[deal]),
            "account_id": text(accounts.code[deals.account[deal]]),
            "issued_at": time.at(issued),
            "valid_until": time.on(issued // DAY + 30),
            "amount": money(amount.value[amount.at(deal, minute)]),
            "currency": text(currency(accounts, deals.account[deal])),
            "discount_rate": np.round(deals.discount[deal] + np.where(stage == 3, deals.extra[deal], 0.0), 4),
            "status": text(words(("待确认", "已替换", "已接受", "已拒绝"), status)),
        }
    )


def contract_of(time: Timeline, course: Course) -> Texts:
    """Each deal's contract code, none where it isn't won by the last day."""
    won = np.flatnonzero((course.outcome == WON) & (course.closed < time.days * DAY))
    number = np.full(len(course.outcome), -1)
    number[won[np.argsort(course.closed[won], kind="stable")]] = np.arange(1, len(won) + 1)
    return codes("HT", number)


def _later_stage(course: Course, deal: Ints, stage: int, last: int) -> Flags:
    """Whether each deal reached a stage before a moment."""
    log = course.logs["stage"]
    reached = np.zeros(len(course.outcome), dtype=np.bool_)
    reached[log.deal[(log.value == stage) & (log.minute < last)]] = True
    return np.asarray(reached[deal])


def _contracts(
    time: Timeline, rng: np.random.Generator, accounts: Accounts, deals: Deals, course: Course, deal_code: Texts
) -> pl.DataFrame:
    """One contract for each won deal."""
    won = np.flatnonzero((course.outcome == WON) & (course.closed < time.days * DAY))
    won = won[np.argsort(course.closed[won], kind="stable")]
    signed = course.closed[won] // DAY
    starts = signed + rng.integers(0, 15, len(won))
    amount = course.logs["amount"]
    return pl.DataFrame(
        {
            "contract_id": text(codes("HT", np.arange(1, len(won) + 1))),
            "account_id": text(accounts.code[deals.account[won]]),
            "opportunity_id": text(deal_code[won]),
            "signed_on": time.on(signed),
            "starts_on": time.on(starts),
            "ends_on": time.on(starts + 365),
            "amount": money(amount.value[amount.at(won, course.closed[won])]),
            "currency": text(currency(accounts, deals.account[won])),
            "renews": rng.random(len(won)) < 0.3,
            "status": text(words(("执行中", "已到期"), (starts + 365 < time.days).astype(np.int64))),
        }
    )


def activities(
    time: Timeline,
    seed: int,
    people: People,
    accounts: Accounts,
    leads: Leads,
    life: Life,
    deals: Deals,
    course: Course,
    first_contact: Ints,
    deal_code: Texts,
) -> tuple[pl.DataFrame, Ints]:
    """The canonical table activity, and the packed (deal, minute) of those on deals."""
    rng = stream(seed, "activities")
    parts = [
        _on_deals(rng, time, people, deals, course),
        _on_leads(rng, time, leads),
        _care(rng, time, people, accounts, life),
    ]
    minute, owner, account, deal, lead, stage = (np.concatenate(c) for c in zip(*parts, strict=True))
    order = np.argsort(minute, kind="stable")
    minute, owner, account, deal, lead, stage = (c[order] for c in (minute, owner, account, deal, lead, stage))
    kind = weighted_rows(rng, KIND_EDGES[stage])
    person = np.where(account >= 0, first_contact[account] + 1, -1)
    contact = codes("LX", np.where(person >= 0, person + 1, -1))
    frame = pl.DataFrame(
        {
            "activity_id": text(codes("HD", np.arange(1, len(minute) + 1), 7)),
            "kind": text(words(KINDS, kind)),
            "occurred_at": time.at(minute),
            "owner_id": text(people.code[owner]),
            "account_id": text(words(accounts.code.tolist(), account)),
            "contact_id": text(contact),
            "lead_id": text(codes("XS", np.where(lead >= 0, lead + 1, -1))),
            "opportunity_id": text(words(deal_code.tolist(), deal)),
            "outcome": text(words(ACTIVITY_OUTCOMES, rng.integers(0, len(ACTIVITY_OUTCOMES), len(minute)))),
            "minutes": np.array([8, 5, 60, 120, 90, 3])[kind] + rng.integers(0, 20, len(minute)),
        }
    )
    key = np.sort(deal[deal >= 0] * KEY + minute[deal >= 0])
    return frame, key


def _on_deals(
    rng: np.random.Generator, time: Timeline, people: People, deals: Deals, course: Course
) -> tuple[Ints, ...]:
    """Activities of each week of an open deal, more where the customer is engaged."""
    record = course.weeks
    week = record["week"].astype(np.int64)
    working = time.workday[: time.horizon].reshape(-1, 7).mean(axis=1) * 7 / 5
    usual: Floats = ACTIVITIES_A_WEEK[record["level"].astype(np.int64)] * working[week]
    row, _ = ragged(rng.poisson(np.where(week < time.weeks, usual, 0.0)))
    deal = record["deal"].astype(np.int64)[row]
    minute = office_minute(rng, _workday_in(rng, time, week[row]))
    kept = (minute > deals.minute[deal]) & (minute < course.closed[deal]) & (minute < time.days * DAY)
    deal, minute, row = deal[kept], minute[kept], row[kept]
    owner = people.owner_at(deals.owner[deal], minute // DAY)
    lead = np.full(len(deal), -1)
    return minute, owner, deals.account[deal], deal, lead, record["stage"].astype(np.int64)[row]


def _workday_in(rng: np.random.Generator, time: Timeline, week: Ints) -> Ints:
    """A working day of each week (any day of a week without one)."""
    open_days = time.workday.reshape(-1, 7).astype(np.float64)
    open_days[open_days.sum(axis=1) == 0] = 1.0
    edges = np.cumsum(open_days / open_days.sum(axis=1, keepdims=True), axis=1)
    return week * 7 + weighted_rows(rng, edges[week])


def _on_leads(rng: np.random.Generator, time: Timeline, leads: Leads) -> tuple[Ints, ...]:
    """The first answer to each lead and, for some, a second contact."""
    again = rng.random(len(leads.minute)) < 0.4
    lead = np.concatenate([np.arange(len(leads.minute)), np.flatnonzero(again)])
    later = office_minute(rng, leads.answered[again] // DAY + rng.integers(1, 20, int(again.sum())))
    minute = np.concatenate([leads.answered, later])
    lead, minute = lead[minute < time.days * DAY], minute[minute < time.days * DAY]
    none, zero = np.full(len(lead), -1), np.zeros(len(lead), dtype=np.int64)
    return minute, leads.owner[lead], none, none, lead, zero


def _care(rng: np.random.Generator, time: Timeline, people: People, accounts: Accounts, life: Life) -> tuple[Ints, ...]:
    """Contact with customers outside deals; it thins out in the quarter before a customer leaves."""
    begin = np.maximum(life.start, 0)
    length = np.where(life.start == MISSING, 0, np.clip(np.minimum(life.end, time.days) - begin, 0, None))
    account, _ = ragged(rng.poisson(5 / 365 * length))
    day = begin[account] + (rng.random(len(account)) * length[account]).astype(np.int64)
    fading = life.end[account] - day < 90
    kept = time.workday[day] & (rng.random(len(day)) < np.where(fading, 0.4, 1.0))
    account, day = account[kept], day[kept]
    none = np.full(len(account), -1)
    owner = people.owner_at(accounts.owner[account], day)
    return office_minute(rng, day), owner, account, none, none, np.ones(len(account), dtype=np.int64)
