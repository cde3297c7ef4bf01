"""Spend, campaigns and how many leads they truly bring: carry-over and saturation by channel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, Floats, Ints, Texts, Timeline
from foresail.demo.frames import codes, money, ragged, text, words
from foresail.demo.words.phrases import CAMPAIGN_THEMES
from foresail.demo.world.people import REGION_WEIGHTS, REGIONS
from foresail.kernel.ports import rng as stream

CHANNELS = ("搜索广告", "微信", "展会", "内容营销", "邮件营销", "官网", "转介绍", "电话外呼", "渠道伙伴")
PAID = 5
"""The first channels cost money."""
WEEKLY_SPEND = (42_000.0, 26_000.0, 38_000.0, 15_000.0, 6_000.0)
CARRY_OVER = (0.25, 0.40, 0.70, 0.75, 0.15)
HALF_SATURATION = (1.1, 0.8, 1.6, 1.3, 0.5)
"""In units of the channel's own mean carried-over spend."""
CEILING = (26.0, 16.0, 17.0, 15.0, 5.0)
"""Leads a week that a channel approaches when spend grows without end."""
UNPAID_LEADS = (11.0, 5.0, 9.0, 6.0)
CHANNEL_QUALITY = (-0.10, -0.20, 0.20, 0.15, -0.25, 0.20, 0.75, -0.65, 0.45)
"""What a lead's channel adds to the log odds of conversion."""
DETAILS = (("品牌词", "通用词"), ("公众号", "朋友圈"), ("展位",), ("白皮书", "短视频"), ("订阅邮件",))
COST_PER_CLICK = (9.0, 5.0, 60.0, 7.0, 1.5)


@dataclass(frozen=True)
class Marketing:
    """Weekly lead intensity and the moments of leads.

    Attributes
    ----------
    lead_minute, lead_channel, lead_region, lead_campaign
        One entry a lead, in order of time; campaign −1 for none.
    """

    campaign_code: Texts
    campaign_channel: Ints
    campaign_weeks: tuple[Ints, Ints]
    lead_minute: Ints
    lead_channel: Ints
    lead_region: Ints
    lead_campaign: Ints
    frames: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]

    def campaign_at(self, channel: Ints, week: Ints) -> Ints:
        """The channel's campaign of a week, −1 for none."""
        found = np.full(len(channel), -1)
        for i, (c, a, b) in enumerate(
            zip(self.campaign_channel.tolist(), *(w.tolist() for w in self.campaign_weeks), strict=True)
        ):
            found[(channel == c) & (week >= a) & (week <= b)] = i
        return found


def build(time: Timeline, seed: int, scale: float) -> Marketing:
    """Draw campaigns, spend and the leads that follow from them."""
    rng = stream(seed, "marketing")
    campaign_channel, first, last = _campaigns(rng, time)
    running = np.full((PAID, time.weeks), -1)
    for i, (c, a, b) in enumerate(zip(campaign_channel.tolist(), first.tolist(), last.tolist(), strict=True)):
        running[c, a : b + 1] = i
    spend = _spend(rng, time, running)
    leads = _response(time, spend)
    noisy = leads * scale * time.week_pace[None, None, : time.weeks] ** 0.8
    channel, region, week = np.nonzero(drawn := rng.poisson(noisy))
    repeat = drawn[channel, region, week]
    cell, _ = ragged(repeat)
    channel, region, week = channel[cell], region[cell], week[cell]
    minute = _moments(rng, time, week)
    keep = minute < time.days * DAY
    order = np.argsort(minute[keep], kind="stable")
    minute, channel, region, week = (a[keep][order] for a in (minute, channel, region, week))
    tied = np.where(channel < PAID, running[np.minimum(channel, PAID - 1), week], -1)
    marketing = Marketing(
        campaign_code=codes("MK", np.arange(1, len(first) + 1), 3),
        campaign_channel=campaign_channel,
        campaign_weeks=(first, last),
        lead_minute=minute,
        lead_channel=channel,
        lead_region=region,
        lead_campaign=np.where(rng.random(len(tied)) < 0.7, tied, -1),
        frames={},
        truth={},
    )
    marketing.frames["campaign"] = _campaign_frame(rng, time, marketing)
    marketing.frames["spend"] = _spend_frame(rng, time, marketing, spend, running)
    marketing.truth["channel_response"] = _channel_truth()
    marketing.truth["channel_contribution"] = _contribution(time, leads * scale)
    return marketing


def _campaigns(rng: np.random.Generator, time: Timeline) -> tuple[Ints, Ints, Ints]:
    """Each paid channel runs a few campaigns, never two at once."""
    rows: list[tuple[int, int, int]] = []
    for channel in range(PAID):
        week = int(rng.integers(20, 30))
        while week < time.weeks - 2:
            length = int(rng.integers(3, 7))
            rows.append((channel, week, min(week + length - 1, time.weeks - 1)))
            week += length + int(rng.integers(10, 22))
    rows.sort(key=lambda r: (r[1], r[0]))
    table = np.array(rows, dtype=np.int64)
    return table[:, 0], table[:, 1], table[:, 2]


def _spend(rng: np.random.Generator, time: Timeline, running: Ints) -> Floats:
    """Yuan by channel, region and week: slow waves of their own, campaigns, less around Spring Festival."""
    weeks = time.weeks
    wave = np.zeros((PAID, len(REGIONS), weeks))
    shock = rng.normal(0, 0.22, wave.shape)
    for week in range(1, weeks):
        wave[:, :, week] = 0.82 * wave[:, :, week - 1] + shock[:, :, week]
    level = np.array(WEEKLY_SPEND)[:, None, None] * REGION_WEIGHTS[None, :, None]
    pulse = np.where(running >= 0, 1.7, 0.9)[:, None, :]
    dip = np.clip(time.week_pace[:weeks], 0.15, 1.1)[None, None, :]
    return np.asarray(np.round(level * np.exp(wave) * pulse * dip, 2), dtype=np.float64)


def carried(spend: Floats, decay: float) -> Floats:
    """Spend with its geometric carry-over, along the last axis."""
    out = spend.copy()
    for week in range(1, spend.shape[-1]):
        out[..., week] += decay * out[..., week - 1]
    return out


def _response(time: Timeline, spend: Floats) -> Floats:
    """Expected leads by channel, region and week at a normal season."""
    leads = np.zeros((len(CHANNELS), len(REGIONS), time.weeks))
    for channel in range(PAID):
        stock = carried(spend[channel], CARRY_OVER[channel])
        usual = WEEKLY_SPEND[channel] * REGION_WEIGHTS[:, None] / (1 - CARRY_OVER[channel])
        half = usual * HALF_SATURATION[channel]
        leads[channel] = CEILING[channel] * REGION_WEIGHTS[:, None] * stock / (stock + half)
    for i, base in enumerate(UNPAID_LEADS):
        leads[PAID + i] = base * REGION_WEIGHTS[:, None]
    return leads * (0.88 + 0.24 * np.arange(time.weeks) / time.weeks)  # the market grows


def _moments(rng: np.random.Generator, time: Timeline, week: Ints) -> Ints:
    """A moment in each week, on working days mostly."""
    pace = time.season[: time.weeks * 7].reshape(-1, 7)
    edges = np.cumsum(pace / pace.sum(axis=1, keepdims=True), axis=1)
    weekday = np.minimum((edges[week] < rng.random(len(week))[:, None]).sum(axis=1), 6)
    return np.asarray((week * 7 + weekday) * DAY + rng.integers(8 * 60, 21 * 60, len(week)), dtype=np.int64)


def _campaign_frame(rng: np.random.Generator, time: Timeline, marketing: Marketing) -> pl.DataFrame:
    first, last = marketing.campaign_weeks
    theme = rng.integers(0, len(CAMPAIGN_THEMES), len(first))
    starts = time.on(first * 7)
    label = [
        f"{day.year} {CAMPAIGN_THEMES[t]}（{CHANNELS[c]}）"
        for day, t, c in zip(starts.to_list(), theme.tolist(), marketing.campaign_channel.tolist(), strict=True)
    ]
    usual = np.array(WEEKLY_SPEND)[marketing.campaign_channel]
    budget = np.round(usual * 1.7 * (last - first + 1) / 1000).astype(np.int64) * 100_000
    return pl.DataFrame(
        {
            "campaign_id": text(marketing.campaign_code),
            "name": label,
            "channel": text(words(CHANNELS, marketing.campaign_channel)),
            "starts_on": starts,
            "ends_on": time.on(last * 7 + 6),
            "budget": money(budget),
            "currency": ["CNY"] * len(first),
        }
    )


def _spend_frame(
    rng: np.random.Generator, time: Timeline, marketing: Marketing, spend: Floats, running: Ints
) -> pl.DataFrame:
    """One row a week, channel, region and detail; the cents of the parts add up to the whole."""
    channel, region, week = (a.ravel() for a in np.indices(spend.shape))
    cents = np.round(spend.ravel() * 100).astype(np.int64)
    parts = np.array([len(d) for d in DETAILS])[channel]
    parent, part = ragged(parts)
    share = np.where(parts[parent] == 1, 1.0, np.where(part == 0, 0.6, 0.4))
    major = np.round(cents * 0.6).astype(np.int64)[parent]
    amount = np.where(share == 1.0, cents[parent], np.where(part == 0, major, cents[parent] - major))
    channel, region, week = channel[parent], region[parent], week[parent]
    clicks = rng.poisson(amount / 100 / np.array(COST_PER_CLICK)[channel])
    label = np.array([DETAILS[c][p] for c, p in zip(channel.tolist(), part.tolist(), strict=True)], dtype=object)
    frame = pl.DataFrame(
        {
            "spent_on": time.on(week * 7),
            "channel": text(words(CHANNELS, channel)),
            "campaign_id": text(words(marketing.campaign_code.tolist(), running[channel, week])),
            "region": text(words(REGIONS, region)),
            "detail": text(label),
            "amount": money(amount),
            "currency": ["CNY"] * len(channel),
            "impressions": clicks * rng.integers(20, 60, len(channel)),
            "clicks": clicks,
            "interactions": rng.binomial(clicks, 0.3),
        }
    )
    return frame.sort("spent_on", "channel", "region", "detail")


def _channel_truth() -> pl.DataFrame:
    """The response curve of each paid channel."""
    return pl.DataFrame(
        {
            "channel": CHANNELS[:PAID],
            "carry_over": CARRY_OVER,
            "half_saturation": HALF_SATURATION,
            "ceiling_leads_per_week": CEILING,
            "mean_weekly_spend": WEEKLY_SPEND,
        }
    )


def _contribution(time: Timeline, leads: Floats) -> pl.DataFrame:
    """Expected leads of each channel and week, after the season."""
    seasonal = leads.sum(axis=1) * time.week_pace[None, : time.weeks] ** 0.8
    channel, week = (a.ravel() for a in np.indices(seasonal.shape))
    return pl.DataFrame(
        {
            "channel": text(words(CHANNELS, channel)),
            "week_on": time.on(week * 7),
            "expected_leads": seasonal.ravel(),
        }
    )
