"""Opportunities as they are opened: who, what, how much, and the quality that their drivers give them."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from foresail.demo.clock import DAY, Floats, Ints
from foresail.demo.frames import ragged, weighted
from foresail.demo.words.phrases import COMPETITOR_EFFECT, COMPETITORS
from foresail.demo.world.catalog import FAMILIES, Catalog, dollars
from foresail.demo.world.customers import ABROAD, INDUSTRY_FIT, Accounts, Leads
from foresail.demo.world.marketing import CHANNEL_QUALITY, CHANNELS
from foresail.demo.world.people import People

FAMILY_EFFECT = np.array([0.35, 0.10, -0.15, -0.50, 0.45, 0.05])
SKILL_WEIGHT = 0.65
HIDDEN = 0.10
"""Spread of what no column shows."""
REPEAT_CHANNEL = len(CHANNELS) - 4
PARTNER_CHANNEL = len(CHANNELS) - 1
PARTNERS = 30


@dataclass(frozen=True)
class Deals:
    """Opportunities as arrays; lines are ragged, `line_deal` says whose they are.

    Attributes
    ----------
    quality
        The constant part of the linear predictor: skill, fit, channel, competitor, discount, size, the hidden part.
    discount, extra
        Discount rate of the quote, and what negotiation adds to it.
    estimate
        The amount before there is a quote, in cents of the deal's currency.
    lead
        Index of the lead it came from, −1 for none.
    """

    minute: Ints
    account: Ints
    owner: Ints
    lead: Ints
    channel: Ints
    campaign: Ints
    partner: Ints
    competitor: Ints
    existing: Ints
    discount: Floats
    extra: Floats
    estimate: Ints
    quality: Floats
    optimism: Floats
    line_deal: Ints
    line_product: Ints
    line_quantity: Ints
    line_price: Ints

    def __len__(self) -> int:
        return len(self.minute)


LINE_FIELDS = ("line_product", "line_quantity", "line_price")


def open_deals(
    rng: np.random.Generator,
    people: People,
    catalog: Catalog,
    accounts: Accounts,
    leads: Leads,
    who: tuple[Ints, Ints, Ints],
) -> Deals:
    """Open one opportunity for each (account, moment, lead or −1) of `who`."""
    account, minute, lead = who
    count, day = len(account), minute // DAY
    owner = people.owner_at(np.where(lead >= 0, leads.owner[lead], accounts.owner[account]), day)
    existing = (accounts.initial[account] == 1) | (lead < 0)
    again = np.where(rng.random(count) < 0.8, REPEAT_CHANNEL, PARTNER_CHANNEL)
    channel = np.where(lead >= 0, leads.channel[lead], again)
    rival = np.where(rng.random(count) < 0.55, rng.integers(0, len(COMPETITORS), count), -1)
    discount = np.clip(accounts.discount[account] + people.generosity[owner] + rng.normal(0.02, 0.03, count), 0, 0.25)
    discount = np.round(discount, 2)
    lines = _lines(rng, catalog, accounts, account, day)
    total = np.bincount(lines[0], weights=lines[2] * lines[3], minlength=count)
    main = lines[1][np.flatnonzero(np.diff(lines[0], prepend=-1))]
    rate = np.where(accounts.region[account] == ABROAD, 7.1, 1.0)
    quality = (
        -0.60
        + SKILL_WEIGHT * people.skill_at(owner, day)
        + INDUSTRY_FIT[accounts.industry[account]]
        + FAMILY_EFFECT[catalog.family[main]]
        + 0.6 * np.array(CHANNEL_QUALITY)[channel]
        + np.where(existing, 0.50, -0.15)
        + np.where(rival < 0, 0.45, np.array([*COMPETITOR_EFFECT, 0.0])[rival])
        + 2.5 * (discount - 0.06)
        - 0.22 * np.log(total * rate / 12_000_000)
        + rng.normal(0, HIDDEN, count)
    )
    rough = np.maximum(np.round(total * np.exp(rng.normal(0.02, 0.22, count)) / 100_000), 1).astype(np.int64) * 100_000
    return Deals(
        minute=minute,
        account=account,
        owner=owner,
        lead=lead,
        channel=channel,
        campaign=np.where(lead >= 0, leads.campaign[lead], -1),
        partner=np.where(channel == PARTNER_CHANNEL, account * 31 % PARTNERS, -1),
        competitor=rival,
        existing=existing.astype(np.int64),
        discount=discount,
        extra=np.where(rng.random(count) < 0.35, rng.integers(1, 5, count) / 100, 0.0),
        estimate=rough,
        quality=quality,
        optimism=people.optimism[owner] * rng.lognormal(0, 0.25, count),
        line_deal=lines[0],
        line_product=lines[1],
        line_quantity=lines[2],
        line_price=lines[3],
    )


def _lines(
    rng: np.random.Generator, catalog: Catalog, accounts: Accounts, account: Ints, day: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """Deal, product, quantity and list price of each line; the first line is the main product."""
    deal, _ = ragged(1 + rng.poisson(1.3, len(account)))
    family = weighted(rng, np.array([0.26, 0.15, 0.20, 0.17, 0.08, 0.14]), len(deal))
    product = np.zeros(len(deal), dtype=np.int64)
    early = np.maximum(day[deal], 0)
    for f in range(len(FAMILIES)):
        rows = np.flatnonzero(family == f)
        members = np.flatnonzero(catalog.family == f)
        weight = catalog.pull[np.ix_(members, early[rows])].T
        edges = np.cumsum(weight, axis=1)
        draw = rng.random(len(rows))[:, None] * edges[:, -1:]
        product[rows] = members[np.minimum((edges < draw).sum(axis=1), len(members) - 1)]
    first = np.unique(deal * len(catalog.code) + product, return_index=True)[1]
    keep = np.sort(first)
    deal, product = deal[keep], product[keep]
    price = catalog.price[product, early[keep]]
    goal = 7_000_000 * accounts.size[account[deal]] ** 0.6 * rng.lognormal(0, 0.7, len(deal))
    quantity = np.clip(np.round(goal / price), 1, 5000).astype(np.int64)
    price = np.where(accounts.region[account[deal]] == ABROAD, dollars(price), price)
    return deal, product, quantity, price


def join(one: Deals, two: Deals) -> tuple[Deals, Ints]:
    """Both sets of deals as one, in order of opening, and where each of the two sets' deals went."""
    shift = len(one)
    order = np.argsort(np.concatenate([one.minute, two.minute]), kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    line_deal = place[np.concatenate([one.line_deal, two.line_deal + shift])]
    lines = np.argsort(line_deal, kind="stable")
    joined = {}
    for field in fields(Deals):
        if field.name == "line_deal":
            continue
        both = np.concatenate([getattr(one, field.name), getattr(two, field.name)])
        joined[field.name] = both[lines if field.name in LINE_FIELDS else order]
    joined["line_deal"] = line_deal[lines]
    return Deals(**joined), place


def amounts(deals: Deals, rate: Floats) -> Ints:
    """Cents of each deal when every line is discounted by the deal's rate and rounded by itself."""
    net = line_net(deals, rate)
    return np.bincount(deals.line_deal, weights=net, minlength=len(deals)).astype(np.int64)


def line_net(deals: Deals, rate: Floats) -> Ints:
    """Cents of each line after the deal's discount."""
    gross = deals.line_quantity * deals.line_price
    cut = np.round(gross * rate[deals.line_deal]).astype(np.int64)
    return np.asarray(gross - cut, dtype=np.int64)
