"""Tickets, feedback, touches and web visits: the traces that customers and leads leave."""

from __future__ import annotations

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, MISSING, Floats, Ints, Texts, Timeline, office_minute
from foresail.demo.frames import codes, ragged, text, words
from foresail.demo.words import phrases
from foresail.demo.world.customers import Accounts, Leads
from foresail.demo.world.marketing import CHANNELS, PAID, WEEKLY_SPEND, Marketing
from foresail.demo.world.purchases import Experiment, Life
from foresail.kernel.ports import rng as stream

TICKETS_A_YEAR, FEEDBACK_A_YEAR = 1.3, 1.0
ONLINE = (0, 1, 3, 5)
"""Channels whose leads visit the web site."""


def _visits(rng: np.random.Generator, time: Timeline, life: Life, rate: Floats) -> tuple[Ints, Ints]:
    """Account and day of events at a yearly rate while a customer stays, within the three years."""
    begin = np.maximum(life.start, time.start)
    length = np.where(life.start == MISSING, 0, np.clip(np.minimum(life.end, time.days) - begin, 0, None))
    account, _ = ragged(rng.poisson(rate / 365 * length))
    day = begin[account] + (rng.random(len(account)) * length[account]).astype(np.int64)
    order = np.argsort(day, kind="stable")
    return account[order], day[order]


def tickets_and_feedback(
    time: Timeline, seed: int, accounts: Accounts, life: Life, first_contact: Ints
) -> dict[str, pl.DataFrame]:
    """The canonical tables ticket and feedback; both show the hidden trouble of an account."""
    rng = stream(seed, "service")
    account, day = _visits(rng, time, life, TICKETS_A_YEAR * np.exp(0.6 * accounts.trouble))
    trouble = accounts.trouble[account]
    opened = office_minute(rng, day)
    severity = np.clip(np.round(1 + 0.6 * trouble + rng.normal(0, 0.9, len(day))), 0, 3).astype(np.int64)
    closed = opened + (rng.gamma(1.5, 1.0 + severity) * DAY).astype(np.int64) + 30
    done = closed < time.days * DAY
    satisfaction = np.clip(np.round(3.8 - 0.7 * trouble + rng.normal(0, 0.8, len(day))), 1, 5)
    rated = done & (rng.random(len(day)) < 0.7)
    ticket = pl.DataFrame(
        {
            "ticket_id": text(codes("GD", np.arange(1, len(day) + 1))),
            "account_id": text(accounts.code[account]),
            "opened_at": time.at(opened),
            "closed_at": time.at(np.where(done, closed, MISSING)),
            "severity": text(words(("低", "中", "高", "紧急"), severity)),
            "satisfaction": pl.Series(satisfaction).zip_with(pl.Series(rated), pl.Series([None], dtype=pl.Float64)),
        }
    )
    return {"ticket": ticket, "feedback": _feedback(rng, time, accounts, life, first_contact)}


def _feedback(
    rng: np.random.Generator, time: Timeline, accounts: Accounts, life: Life, first_contact: Ints
) -> pl.DataFrame:
    account, day = _visits(rng, time, life, np.full(len(life.start), FEEDBACK_A_YEAR))
    score = np.clip(np.round(7.6 - 1.7 * accounts.trouble[account] + rng.normal(0, 1.2, len(day))), 0, 10)
    mood = np.where(score >= 8, 0, np.where(score >= 6, 1, 2))
    sets = (phrases.GOOD_COMMENTS, phrases.FAIR_COMMENTS, phrases.POOR_COMMENTS)
    draw = rng.random(len(day))
    comment = np.empty(len(day), dtype=object)
    for m, options in enumerate(sets):
        rows = mood == m
        comment[rows] = words(options, (draw[rows] * len(options)).astype(np.int64))
    silent = rng.random(len(day)) < 0.25
    comment[silent] = None
    kind = (rng.random(len(day)) < 0.35).astype(np.int64)
    person = first_contact[account] + 1 + rng.integers(0, 3, len(day))
    return pl.DataFrame(
        {
            "feedback_id": text(codes("FK", np.arange(1, len(day) + 1))),
            "account_id": text(accounts.code[account]),
            "contact_id": text(codes("LX", person + 1)),
            "given_at": time.at(office_minute(rng, day)),
            "kind": text(words(("nps", "csat"), kind)),
            "score": np.where(kind == 0, score, np.clip(np.round(score / 2), 1, 5)),
            "text": text(comment),
        }
    )


def touches(
    time: Timeline,
    seed: int,
    accounts: Accounts,
    leads: Leads,
    marketing: Marketing,
    tests: list[Experiment],
    first_contact: Ints,
) -> dict[str, pl.DataFrame]:
    """The canonical tables touch and web_event."""
    rng = stream(seed, "touches")
    lead, place = ragged(1 + rng.poisson(0.9, len(leads.minute)))
    share = np.cumsum(np.array(WEEKLY_SPEND) / sum(WEEKLY_SPEND))
    other = np.minimum(np.searchsorted(share, rng.random(len(lead))), PAID - 1)
    channel = np.where(place == 0, leads.channel[lead], other)
    before = np.where(place == 0, rng.integers(1, 60, len(lead)), rng.integers(1, 40, len(lead)) * DAY)
    minute = leads.minute[lead] - before
    campaign = np.where(place == 0, leads.campaign[lead], marketing.campaign_at(channel, minute // DAY // 7))
    online = np.isin(channel, ONLINE)
    mailed = [(t.account[t.treated], np.full(int(t.treated.sum()), t.day * DAY + 9 * 60)) for t in tests]
    sent, when = (np.concatenate(c) for c in zip(*mailed, strict=True))
    none = np.full(len(sent), -1)
    columns = {
        "minute": (minute, when),
        "channel": (channel, np.full(len(sent), 4)),
        "campaign": (campaign, none),
        "account": (leads.account[lead], sent),
        "contact": (np.full(len(lead), -1), first_contact[sent] + 1),
        "lead": (lead, none),
        "visitor": (np.where(online, lead, -1), none),
        "kind": (np.where(online, 0, np.where(channel == 2, 1, 2)), np.full(len(sent), 3)),
    }
    joined = {k: np.concatenate(v) for k, v in columns.items()}
    order = np.argsort(joined["minute"], kind="stable")
    c = {k: v[order] for k, v in joined.items()}
    touch = pl.DataFrame(
        {
            "touch_id": text(codes("CD", np.arange(1, len(order) + 1), 7)),
            "occurred_at": time.at(c["minute"]),
            "channel": text(words(CHANNELS, c["channel"])),
            "campaign_id": text(words(marketing.campaign_code.tolist(), c["campaign"])),
            "account_id": text(words(accounts.code.tolist(), c["account"])),
            "contact_id": text(codes("LX", np.where(c["contact"] >= 0, c["contact"] + 1, -1))),
            "lead_id": text(codes("XS", np.where(c["lead"] >= 0, c["lead"] + 1, -1))),
            "visitor_id": text(_visitor(c["visitor"])),
            "kind": text(words(("click", "visit", "contact", "email_sent"), c["kind"])),
        }
    )
    return {"touch": touch, "web_event": _web_events(rng, time, leads, accounts)}


def _visitor(lead: Ints) -> Texts:
    return codes("v", np.where(lead >= 0, lead * 7 + 100_000, -1), 6)


def _web_events(rng: np.random.Generator, time: Timeline, leads: Leads, accounts: Accounts) -> pl.DataFrame:
    """Page views in the session that ends in an online lead's form."""
    online = np.flatnonzero(np.isin(leads.channel, ONLINE))
    parent, place = ragged(1 + rng.poisson(1.4, len(online)))
    lead = online[parent]
    last = np.append(parent[1:] != parent[:-1], True) if len(parent) else np.zeros(0, dtype=np.bool_)
    minute = np.where(last, leads.minute[lead], leads.minute[lead] - 30 + 3 * np.minimum(place, 9))
    page = np.where(last, 5, rng.integers(0, len(phrases.PAGES), len(lead)))
    order = np.lexsort((place, lead, minute))
    lead, minute, last, page = lead[order], minute[order], last[order], page[order]
    return pl.DataFrame(
        {
            "event_id": text(codes("E", np.arange(1, len(lead) + 1), 7)),
            "visitor_id": text(_visitor(lead)),
            "account_id": text(words(accounts.code.tolist(), leads.account[lead])),
            "contact_id": pl.Series([None] * len(lead), dtype=pl.String),
            "occurred_at": time.at(minute),
            "kind": text(words(("page_view", "form_submit"), last.astype(np.int64))),
            "page": text(words(phrases.PAGES, page)),
            "session_id": text(codes("s", lead + 1, 6)),
        }
    )
