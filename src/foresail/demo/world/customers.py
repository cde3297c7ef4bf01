"""Accounts, contacts and leads: who comes, who converts, who they are, and the hidden traits that drive the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, MISSING, Floats, Ints, Texts, Timeline
from foresail.demo.frames import codes, money, scaled, text, weighted, words
from foresail.demo.words import names
from foresail.demo.world.marketing import CHANNEL_QUALITY, CHANNELS, Marketing
from foresail.demo.world.people import REGION_WEIGHTS, REGIONS, People
from foresail.kernel.ports import rng as stream

INITIAL_ACCOUNTS = 900
INDUSTRY_WEIGHTS = np.array([0.18, 0.20, 0.16, 0.11, 0.09, 0.10, 0.16, 0.10])
INDUSTRY_FIT = np.array([0.55, 0.30, 0.60, -0.35, -0.20, 0.10, 0.05, -0.65])
"""How well the company's products suit each industry, in log odds."""
URGENCY = ("高", "中", "低")
URGENCY_EFFECT = np.array([0.95, 0.0, -0.9])
LEAD_BASE = -1.75
ABROAD = len(REGIONS) - 1


@dataclass(frozen=True)
class Leads:
    """Leads as arrays; `account` is −1 where a lead never converts."""

    minute: Ints
    channel: Ints
    campaign: Ints
    region: Ints
    industry: Ints
    urgency: Ints
    owner: Ints
    assigned: Ints
    answered: Ints
    converts: Ints
    account: Ints
    odds: Floats
    company: Texts
    city: Texts
    person: Texts


@dataclass(frozen=True)
class Accounts:
    """Accounts as arrays.

    Attributes
    ----------
    size
        Hidden scale of the customer, log normal about 1, shown by employees and revenue.
    trouble
        Hidden: makes tickets, poor feedback and departure likelier.
    rhythm
        Repeat orders a year while the customer stays.
    slow
        Days by which the customer pays after the due date, on average.
    initial
        Was a customer before the first day.
    """

    code: Texts
    name: Texts
    region: Ints
    industry: Ints
    city: Texts
    size: Floats
    owner: Ints
    created: Ints
    channel: Ints
    trouble: Floats
    rhythm: Floats
    slow: Ints
    discount: Floats
    initial: Ints


def build(time: Timeline, seed: int, scale: float, people: People, marketing: Marketing) -> tuple[Leads, Accounts]:
    """Draw the customers of the first day, the leads, and the accounts that leads become."""
    rng = stream(seed, "customers")
    leads = _leads(rng, time, people, marketing)
    initial = scaled(INITIAL_ACCOUNTS, scale, 20)
    known = _initial(rng, time, people, initial)
    rows = np.flatnonzero(leads.converts > MISSING)
    old = _existing(rng, leads, known, rows)
    fresh = rows[old < 0]
    leads.account[rows] = np.where(old >= 0, old, -1)
    leads.account[fresh] = initial + np.arange(len(fresh))
    joined = [np.concatenate([a, b]) for a, b in zip(known, _from_leads(leads, fresh), strict=True)]
    region, industry, owner, created, channel = joined
    count = len(region)
    size = rng.lognormal(0, 0.8, count)
    trouble = rng.normal(0, 1, count)
    kind = weighted(rng, np.array([0.45, 0.35, 0.20]), count)
    name, city = _companies(rng, region, industry)
    name[initial:], city[initial:] = leads.company[fresh], leads.city[fresh]
    name = _unlike(name)
    leads.company[rows] = name[leads.account[rows]]
    accounts = Accounts(
        code=codes("C", np.arange(1, count + 1)),
        name=name,
        region=region,
        industry=industry,
        city=city,
        size=size,
        owner=owner,
        created=created,
        channel=channel,
        trouble=trouble,
        rhythm=rng.gamma(1.6, 5.3, count) * size**0.25,
        slow=np.array([-4, 7, 38])[kind] + rng.integers(-3, 8, count),
        discount=np.clip(np.round(0.03 + 0.03 * np.log(size) + rng.normal(0, 0.02, count), 2), 0.0, 0.15),
        initial=(np.arange(count) < initial).astype(np.int64),
    )
    return leads, accounts


def _initial(rng: np.random.Generator, time: Timeline, people: People, count: int) -> list[Ints]:
    """Region, industry, owner, day and channel of the customers of the first day."""
    region = weighted(rng, REGION_WEIGHTS, count)
    owner = people.pick(rng, region, np.zeros(count, dtype=np.int64))
    created = -rng.integers(30, 1500, count) * DAY + 10 * 60
    industry = weighted(rng, INDUSTRY_WEIGHTS * np.exp(0.4 * INDUSTRY_FIT), count)
    return [region, industry, owner, created, rng.integers(5, len(CHANNELS), count)]


def _from_leads(leads: Leads, rows: Ints) -> list[Ints]:
    return [leads.region[rows], leads.industry[rows], leads.owner[rows], leads.converts[rows], leads.channel[rows]]


def _existing(rng: np.random.Generator, leads: Leads, known: list[Ints], rows: Ints) -> Ints:
    """One lead in seven turns out to come from a customer of the first day, of the same region."""
    found = np.full(len(rows), -1)
    again = rng.random(len(rows)) < 1 / 7
    for r in range(len(REGIONS)):
        here = np.flatnonzero(again & (leads.region[rows] == r))
        those = np.flatnonzero(known[0] == r)
        if len(those):
            found[here] = those[rng.integers(0, len(those), len(here))]
    return found


def _leads(rng: np.random.Generator, time: Timeline, people: People, marketing: Marketing) -> Leads:
    """Who asks, how fast we answer, and the true odds that follow."""
    minute, channel = marketing.lead_minute, marketing.lead_channel
    region = marketing.lead_region
    count = len(minute)
    industry = weighted(rng, INDUSTRY_WEIGHTS, count)
    urgency = weighted(rng, np.array([0.25, 0.5, 0.25]), count)
    owner = people.pick(rng, region, minute // DAY)
    assigned = minute + rng.integers(5, 300, count)
    hours = people.hours[owner] * rng.lognormal(0, 0.8, count)
    answered = assigned + (hours * 60).astype(np.int64) + 1
    logit = LEAD_BASE + np.array(CHANNEL_QUALITY)[channel] + 0.9 * INDUSTRY_FIT[industry] + URGENCY_EFFECT[urgency]
    logit = logit - 0.55 * np.log(hours / 9.0) + 0.2 * people.skill_at(owner, minute // DAY) + rng.normal(0, 0.2, count)
    odds = 1 / (1 + np.exp(-logit))
    delay = (rng.gamma(2.0, 5.0, count) * DAY).astype(np.int64)
    converts = np.where(rng.random(count) < odds, answered + delay, MISSING)
    day = converts // DAY  # nobody enters a conversion at night
    converts = np.where(converts > MISSING, day * DAY + 9 * 60 + converts % (9 * 60), MISSING)
    converts = np.where(converts > MISSING, np.maximum(converts, answered + 30), MISSING)
    converts = np.where(converts < time.days * DAY, converts, MISSING)
    person = _people_names(rng, region)
    company, city = _companies(rng, region, industry)
    return Leads(
        minute=minute,
        channel=channel,
        campaign=marketing.lead_campaign,
        region=region,
        industry=industry,
        urgency=urgency,
        owner=owner,
        assigned=assigned,
        answered=answered,
        converts=converts,
        account=np.full(count, -1),
        odds=odds,
        company=company,
        city=city,
        person=person,
    )


def _people_names(rng: np.random.Generator, region: Ints) -> Texts:
    count = len(region)
    home = words(names.SURNAMES, rng.integers(0, len(names.SURNAMES), count)) + words(
        names.GIVEN, rng.integers(0, len(names.GIVEN), count)
    )
    abroad = words([f"{n} " for n in names.ENGLISH_GIVEN], rng.integers(0, len(names.ENGLISH_GIVEN), count)) + words(
        names.ENGLISH_SURNAMES, rng.integers(0, len(names.ENGLISH_SURNAMES), count)
    )
    return np.where(region == ABROAD, abroad, home)


def _companies(rng: np.random.Generator, region: Ints, industry: Ints) -> tuple[Texts, Texts]:
    """Company names and cities, such as 苏州瑞拓精密机械有限公司."""
    count = len(region)
    pick = rng.random((6, count))
    city = np.empty(count, dtype=object)
    for r, label in enumerate(REGIONS):
        rows = region == r
        options = names.CITIES[label]
        city[rows] = words(options, (pick[0, rows] * len(options)).astype(np.int64))

    def choose(options: tuple[str, ...], draw: Floats) -> Texts:
        return words(options, (draw * len(options)).astype(np.int64))

    form = np.where(pick[3] < 0.85, "有限公司", "股份有限公司").astype(object)
    brand = choose(names.BRAND_HEAD, pick[1]) + choose(names.BRAND_TAIL, pick[2])
    home = city + brand + words(names.INDUSTRY_WORDS, industry) + form
    abroad = choose(names.LATIN_HEAD, pick[1]) + choose(names.LATIN_TAIL, pick[2])
    abroad = abroad + " " + choose(names.LATIN_FORM, pick[4])
    return np.where(region == ABROAD, abroad, home), city


def _unlike(name: Texts) -> Texts:
    """No two firms with one name: a twin gets another syllable, so that only planted duplicates look alike."""
    seen: set[str] = set()
    for i, label in enumerate(name.tolist()):
        made, turn = label, i
        while made in seen:
            syllable = names.BRAND_HEAD[turn % len(names.BRAND_HEAD)]
            latin = f"{names.LATIN_HEAD[turn % len(names.LATIN_HEAD)]} {label}"
            made = label[:2] + syllable + label[2:] if "公司" in label else latin
            turn += 7
        seen.add(made)
        name[i] = made
    return name


def lead_frames(time: Timeline, people: People, leads: Leads, accounts: Accounts, deal: Texts) -> pl.DataFrame:
    """The canonical table lead as it stands on the last day; `deal` is the opportunity's code, if any."""
    now, count = time.days * DAY, len(leads.minute)
    converted = leads.account >= 0
    age = (now - leads.minute) // DAY
    spoiled = (np.arange(count) * 7919) % 10 < 3
    waiting = leads.answered >= now
    status = np.where(converted, 0, np.where(waiting, 1, np.where(age < 45, 2, np.where(spoiled, 3, 4))))
    pooled = (status == 4) | (waiting & (leads.assigned >= now))
    owner = people.owner_at(leads.owner, np.full(count, time.days - 1))
    return pl.DataFrame(
        {
            "lead_id": text(codes("XS", np.arange(1, count + 1))),
            "name": text(leads.person),
            "company": text(leads.company),
            "channel": text(words(CHANNELS, leads.channel)),
            "campaign_id": text(words(codes("MK", np.arange(1, 200), 3).tolist(), leads.campaign)),
            "status": text(words(("已转化", "未处理", "跟进中", "无效", "冷线索"), status)),
            "owner_id": text(words(people.code.tolist(), np.where(pooled, -1, owner))),
            "pool": text(words(("公海",), np.where(pooled, 0, -1))),
            "industry": text(words(names.INDUSTRIES, leads.industry)),
            "region": text(words(REGIONS, leads.region)),
            "created_at": time.at(leads.minute),
            "assigned_at": time.at(np.where(leads.assigned < now, leads.assigned, MISSING)),
            "converted_at": time.at(leads.converts),
            "account_id": text(words(accounts.code.tolist(), leads.account)),
            "opportunity_id": text(deal),
            "urgency": text(words(URGENCY, leads.urgency)),
        }
    )


def account_frame(time: Timeline, people: People, accounts: Accounts, status: Texts) -> pl.DataFrame:
    """The canonical table account; `status` comes from what the account has bought."""
    count = len(accounts.code)
    number = np.arange(1, count + 1)
    abroad = accounts.region == ABROAD
    country = np.array([names.COUNTRIES.get(c, "CN") for c in accounts.city], dtype=object)
    employees = np.round(90 * accounts.size**1.3).astype(np.int64) + 8
    both = list(zip(abroad.tolist(), number.tolist(), strict=True))
    tax = [None if a else f"91{n * 7919 % 10**8:08d}MA{n:06d}" for a, n in both]
    phone = [f"{'+00 ' if a else ''}400-{n // 10000:03d}-{n % 10000:04d}" for a, n in both]
    return pl.DataFrame(
        {
            "account_id": text(accounts.code),
            "name": text(accounts.name),
            "kind": ["company"] * count,
            "tax_id": pl.Series(tax, dtype=pl.String),
            "domain": [f"c{n:06d}.example" for n in number.tolist()],
            "phone": phone,
            "address": [f"{c}开发区{n % 97 + 1}号" for c, n in zip(accounts.city, number.tolist(), strict=True)],
            "industry": text(words(names.INDUSTRIES, accounts.industry)),
            "employee_count": employees,
            "annual_revenue": money(employees * 60_000_000),
            "region": text(words(REGIONS, accounts.region)),
            "country": text(country),
            "city": text(accounts.city),
            "owner_id": text(people.code[people.owner_at(accounts.owner, np.full(count, time.days - 1))]),
            "parent_account_id": text(_parents(accounts)),
            "channel": text(words(CHANNELS, accounts.channel)),
            "created_at": time.at(accounts.created),
            "status": text(status),
        }
    )


def _parents(accounts: Accounts) -> Texts:
    """Every fortieth account belongs to a group, headed by an older account."""
    number = np.arange(len(accounts.code))
    parent = np.where((number % 40 == 39) & (number > 40), number // 3, -1)
    return words(accounts.code.tolist(), parent)


def contact_names(rng: np.random.Generator, region: Ints) -> Texts:
    """Names for contacts, foreign ones abroad."""
    return _people_names(rng, region)
