"""The pipeline's tables at any moment: what an export taken then would have shown, and the true odds behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, MISSING, Floats, Ints, Texts, Timeline
from foresail.demo.frames import money, text, words
from foresail.demo.words.phrases import COMPETITORS, LOST_REASONS, NEXT_STEPS
from foresail.demo.world.cash import currency
from foresail.demo.world.catalog import Catalog
from foresail.demo.world.customers import Accounts
from foresail.demo.world.deals import Deals
from foresail.demo.world.marketing import CHANNELS
from foresail.demo.world.people import People
from foresail.demo.world.progress import KEY, LOST, WON, Course, Log, day_edges

PIPELINE = "标准销售流程"
STAGE_NAMES = ("线索确认", "需求分析", "方案报价", "商务谈判", "赢单", "输单")
OUTCOMES = ("open", "won", "lost")
CATEGORIES = ("管道", "最佳", "承诺", "已成交", "排除")
STEP_TEXTS = tuple(s for stage in NEXT_STEPS for s in stage)


@dataclass(frozen=True)
class View:
    """Everything that is needed to look at the pipeline as of a moment."""

    time: Timeline
    people: People
    deals: Deals
    course: Course
    owners: Log
    lost_reason: Ints
    static: pl.DataFrame
    active_key: Ints
    """Packed (deal, minute) of every activity on a deal, sorted."""

    def value(self, name: str, deal: Ints, minute: Ints) -> Ints:
        """A field's value as of a moment."""
        log = self.course.logs[name]
        return log.value[log.at(deal, minute)]

    def open_by(self, minute: int) -> Ints:
        """Deals that exist by a moment."""
        return np.flatnonzero(self.deals.minute <= minute)


def build_view(
    time: Timeline,
    people: People,
    catalog: Catalog,
    accounts: Accounts,
    deals: Deals,
    course: Course,
    owners: Log,
    rng: np.random.Generator,
    code: Texts,
    active_key: Ints,
) -> View:
    """Prepare the columns that never change and the reasons of losses."""
    main = deals.line_product[np.flatnonzero(np.diff(deals.line_deal, prepend=-1))]
    label = accounts.name[deals.account]
    product = catalog.frames["product"]["name"].to_numpy()[main]
    static = pl.DataFrame(
        {
            "opportunity_id": text(code),
            "name": [f"{a}{p.split()[0]}项目" for a, p in zip(label.tolist(), product.tolist(), strict=True)],
            "account_id": text(accounts.code[deals.account]),
            "account_name": text(label),
            "pipeline": [PIPELINE] * len(deals),
            "currency": text(currency(accounts, deals.account)),
            "created_at": time.at(deals.minute),
            "competitor": text(words(COMPETITORS, deals.competitor)),
            "channel": text(words(CHANNELS, deals.channel)),
            "campaign_id": text(words([f"MK{n:03d}" for n in range(1, 200)], deals.campaign)),
            "partner_id": text(words([f"HB{n:03d}" for n in range(1, 100)], deals.partner)),
            "product_id": text(catalog.code[main]),
            "customer_kind": text(words(("新客户", "老客户"), deals.existing)),
        }
    )
    return View(time, people, deals, course, owners, _reasons(rng, deals), static, active_key)


def _reasons(rng: np.random.Generator, deals: Deals) -> Ints:
    """Why each deal would be lost: rivals and thin discounts show in the reason."""
    draw, count = rng.random(len(deals)), len(LOST_REASONS)
    reason = rng.integers(2, count, len(deals))
    reason = np.where((deals.competitor >= 0) & (draw < 0.45), 0, reason)
    return np.asarray(np.where((deals.discount < 0.04) & (draw > 0.6), 1, reason), dtype=np.int64)


def opportunities(view: View, minute: int) -> pl.DataFrame:
    """The canonical table opportunity as it stood at a moment, with what the CRM shows beside it."""
    rows = view.open_by(minute)
    at = np.full(len(rows), minute)
    time, people = view.time, view.people
    log = view.course.logs["stage"]
    place = log.at(rows, at)
    stage = log.value[place]
    ended = stage >= WON
    closed = np.where(ended, view.course.closed[rows], MISSING)
    chance = view.value("probability", rows, at)
    owner = view.owners.value[view.owners.at(rows, at)]
    step = np.where(ended, -1, view.value("next_step", rows, at))
    planned = np.where(ended, MISSING, view.value("next_on", rows, at))
    promised = np.where(stage < 2, 0, np.where(chance >= 75, 2, 1))
    category = np.where(stage == WON, 3, np.where(stage == LOST, 4, promised))
    # a CRM sets the close date of a closed deal to the day it closed
    expected = np.where(ended, closed // DAY, view.value("close", rows, at))
    changing = pl.DataFrame(
        {
            "owner_id": text(people.code[owner]),
            "owner_name": text(people.name[owner]),
            "stage": text(words(STAGE_NAMES, stage)),
            "amount": money(view.value("amount", rows, at)),
            "expected_close_on": time.on(expected),
            "probability": chance / 100.0,
            "closed_at": time.at(closed),
            "outcome": text(words(OUTCOMES, np.clip(stage - 3, 0, 2))),
            "lost_reason": text(words(LOST_REASONS, np.where(stage == LOST, view.lost_reason[rows], -1))),
            "forecast_category": text(words(CATEGORIES, category)),
            "next_step": text(words(STEP_TEXTS, step)),
            "next_step_on": time.on(planned),
            "stage_changed_at": time.at(log.minute[place]),
            "modified_at": time.at(_touched(view, rows, at)),
            "followed_at": time.at(_followed(view, rows, at)),
        }
    )
    return view.static[rows].hstack(changing)


def _touched(view: View, rows: Ints, at: Ints) -> Ints:
    """The moment of the last change of any field."""
    logs = [*view.course.logs.values(), view.owners]
    return np.asarray(np.max([log.minute[log.at(rows, at)] for log in logs], axis=0), dtype=np.int64)


def _followed(view: View, rows: Ints, at: Ints) -> Ints:
    """The moment of the last activity on each deal, if any."""
    place = np.searchsorted(view.active_key, rows * KEY + at, side="right") - 1
    key = view.active_key[np.maximum(place, 0)] if len(view.active_key) else rows
    mine = (place >= 0) & (key // KEY == rows)
    return np.asarray(np.where(mine, key % KEY, MISSING), dtype=np.int64)


def odds_at(view: View, day: int) -> pl.DataFrame:
    """The exact odds that each deal open at the end of a day will be won, and how it did end."""
    minute = day * DAY + DAY - 1
    rows = view.open_by(minute)
    stage = view.value("stage", rows, np.full(len(rows), minute))
    rows, stage = rows[stage < WON], stage[stage < WON]
    record = view.course.weeks
    deal, weeks = record["deal"].astype(np.int64), record["week"].astype(np.int64)
    place = np.searchsorted(deal * KEY + weeks, rows * KEY + day // 7)
    place = np.minimum(place, len(deal) - 1)  # the week's record, or the first one for a deal opened this week
    odds, quiet, later, onward = (record[k][place] for k in ("odds", "quiet", "later", "onward"))
    left = 1.0 - float(day_edges(view.time, day // 7)[day % 7])
    unmoved = (left * (odds - quiet * later) + quiet * later) / (left * (1 - quiet) + quiet)
    now = np.where(weeks[place] > day // 7, odds, np.where(record["stage"][place] == stage, unmoved, onward))
    return _odds_frame(view, rows, np.full(len(rows), day), now)


def odds_weekly(view: View) -> pl.DataFrame:
    """The odds of each open deal at the end of every Sunday up to the last day."""
    record = view.course.weeks
    day = record["week"].astype(np.int64) * 7 - 1
    known = day < view.time.days
    rows = record["deal"].astype(np.int64)[known]
    return _odds_frame(view, rows, day[known], record["odds"][known].astype(np.float64))


def _odds_frame(view: View, rows: Ints, day: Ints, odds: Floats) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "opportunity_id": view.static["opportunity_id"].gather(rows.tolist()),
            "on_date": view.time.on(day),
            "win_odds": odds,
            "won": view.course.outcome[rows] == WON,
            "closed_on": view.time.on(view.course.closed[rows] // DAY),
        }
    )


def changes(view: View) -> pl.DataFrame:
    """The canonical table opportunity_change: every change up to the last day."""
    last = view.time.days * DAY
    named = {"stage": "stage", "amount": "amount", "close": "expected_close_on", "probability": "probability"}
    named |= {"next_step": "next_step", "next_on": "next_step_on"}
    logs = [(named[k], log) for k, log in view.course.logs.items()] + [("owner_id", view.owners)]
    parts = []
    for name, log in logs:
        row = np.flatnonzero(np.diff(log.deal, prepend=-1) == 0)
        row = row[log.minute[row] < last]
        parts.append(
            pl.DataFrame(
                {
                    "opportunity_id": view.static["opportunity_id"].gather(log.deal[row].tolist()),
                    "changed_at": view.time.at(log.minute[row]),
                    "field": [name] * len(row),
                    "old": _shown(view, name, log.value[row - 1]),
                    "new": _shown(view, name, log.value[row]),
                    "origin": ["reported"] * len(row),
                }
            )
        )
    return pl.concat(parts).sort("opportunity_id", "changed_at", "field", maintain_order=True)


def _shown(view: View, name: str, value: Ints) -> pl.Series:
    """A field's values as text."""
    if name == "stage":
        return text(words(STAGE_NAMES, value))
    if name == "next_step":
        return text(words(STEP_TEXTS, value))
    if name == "owner_id":
        return text(view.people.code[value])
    if name in ("expected_close_on", "next_step_on"):
        return view.time.on(value).cast(pl.String)
    return (money(value) if name == "amount" else pl.Series(value / 100.0)).cast(pl.String)


def stages() -> pl.DataFrame:
    """The canonical table stage."""
    return pl.DataFrame(
        {
            "pipeline": [PIPELINE] * len(STAGE_NAMES),
            "stage": STAGE_NAMES,
            "position": range(1, len(STAGE_NAMES) + 1),
            "probability": [0.10, 0.30, 0.50, 0.75, 1.0, 0.0],
            "outcome": ["open"] * 4 + ["won", "lost"],
            "entry_criteria": ["线索已核实", "需求已记录", "方案已认可", "报价已确认", "合同已签订", "客户已放弃"],
            "exit_criteria": ["需求负责人已确认", "关键联系人已参与", "正式报价已提交", "商务条款已达成", None, None],
        }
    )
