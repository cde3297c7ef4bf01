"""Simulated users on a real `foresail serve`: think time 5 ± 2 s, 70% of the filters seen before, 30% new."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.client import Browser, sign_in
from benchmarks.direct import Direct

REPEATED = 0.7
THINK, SPREAD = 5.0, 2.0
COLD = 20
"""Seconds after the start of the server, in which fifty people at once ask for everything for the first time."""
GZIP = b"\x1f\x8b"
PAGES = ("overview", "overview", "pipeline.funnel", "customers.rfm", "forecast.revenue")
REGIONS = ("华东", "华南", "华北", "华中", "西南", "西北", "东北")
QUERIES = (
    {"metrics": "net_revenue", "by": "channel", "grain": "month"},
    {"metrics": "net_revenue,orders", "by": "region", "compare": "last_year"},
    {"metrics": "won_amount,win_rate", "by": "owner", "order_by": "-won_amount", "limit": "20"},
    {"metrics": "gross_revenue,average_order_value", "grain": "quarter"},
)
SCAN = "SELECT SUM(amount_base) AS amount, MIN(ordered_on) AS day, MAX(channel) AS a, MAX(region) AS b FROM fact_sales"
"""One scan of the columns that the questions read: the day, the amount, channel and region of every order line."""


@dataclass
class Seen:
    """What the users measured."""

    times: dict[str, list[float]] = field(default_factory=dict)
    codes: Counter[int] = field(default_factory=Counter)
    worst: list[tuple[float, str]] = field(default_factory=list)
    asked: int = 0
    repeated: int = 0
    since: float = field(default_factory=time.monotonic)

    def add(self, kind: str, seconds: float, code: int = 200, address: str = "") -> None:
        """What somebody waited; the first seconds, in which everything is asked for the first time, apart."""
        cold = time.monotonic() - self.since < COLD
        self.times.setdefault(f"{kind}, first {COLD} s" if cold else kind, []).append(seconds)
        if not address:
            return
        self.codes[code] += 1
        self.worst = sorted([*self.worst, (seconds, address)], reverse=True)[:5]


class Filters:
    """The filters that somebody has already used, and a way to new ones; shared by all users."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311
        self._known: list[dict[str, Any]] = [{}, {"region": "华东"}, {"from": "2026-01"}]

    def pick(self, seen: Seen) -> dict[str, Any]:
        """A page's filters."""
        seen.asked += 1
        if self._draw.random() < REPEATED:
            seen.repeated += 1
            return self._draw.choice(self._known)
        start = self._draw.randrange(0, 30)
        fresh: dict[str, Any] = {"from": f"{2024 + start // 12}-{start % 12 + 1:02d}"}
        if self._draw.random() < 0.6:
            fresh["region"] = sorted(self._draw.sample(REGIONS, self._draw.randint(1, 3)))
        self._known.append(fresh)
        return fresh


def measure(workspace: Path, users: int, seconds: int, seed: int = 7) -> dict[str, Any]:
    """Serve, let the users come, and measure one scan of the same columns before, between and after."""
    generation = max((workspace / "generations").glob("*.duckdb"), key=lambda f: f.stat().st_mtime)
    noted = workspace.parent / "cache.json"
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.served", str(workspace), str(noted)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        link = next(line.strip() for line in server.stdout if line.strip().startswith("http"))
        with Direct(generation) as direct:
            quiet = [direct.run(SCAN)["wall"] for _ in range(4)][1:]
            seen, busy, used = asyncio.run(_come(link, users, seconds, seed, direct, server.pid))
            quiet += [direct.run(SCAN)["wall"] for _ in range(3)]
        cache, peak = json.loads(noted.read_text(encoding="utf-8")), _peak_of(server.pid)
    finally:
        server.terminate()
        server.wait(20)
    return {
        "users": users, "seconds": seconds, "asked": seen.asked, "repeated": seen.repeated / max(seen.asked, 1),
        "codes": {str(code): n for code, n in sorted(seen.codes.items())},
        "kinds": {kind: _summary(times) for kind, times in sorted(seen.times.items())},
        "worst": seen.worst, "scan": {"quiet": statistics.median(quiet), "busy": statistics.median(busy)},
        "server_cpu": used, "peak": peak, "cache": cache,
        "hits": (cache["hits"] + cache["joined"]) / max(cache["hits"] + cache["joined"] + cache["misses"], 1),
    }  # fmt: skip


async def _come(
    link: str, users: int, seconds: int, seed: int, direct: Direct, server: int
) -> tuple[Seen, list[float], float]:
    base, _, secret = link.partition("/setup#")
    cookie = await asyncio.to_thread(sign_in, base, secret, "bench", "a long enough passphrase 7391")
    first = Browser(base, cookie)
    blocks = {page: await _blocks(first, page) for page in dict.fromkeys(PAGES)}
    seen, filters, end = Seen(), Filters(seed), time.monotonic() + seconds
    busy: list[float] = []
    before = _cpu_of(server)
    people = [_user(Browser(base, cookie), seed * 1000 + n, blocks, filters, seen, end) for n in range(users)]
    await asyncio.gather(_scanning(direct, busy, end), *people)
    return seen, busy, _cpu_of(server) - before


async def _blocks(browser: Browser, page: str) -> int:
    status, body, _ = await browser.get(f"/pages/{page}")
    if status != 200:
        raise RuntimeError(f"the page {page} ended with {status}")
    return len(json.loads(gzip.decompress(body) if body[:2] == GZIP else body)["blocks"])


async def _user(browser: Browser, seed: int, blocks: dict[str, int], filters: Filters, seen: Seen, end: float) -> None:
    """Think, then open a page or ask the explorer; a page's blocks are fetched side by side, as a browser does."""
    draw = random.Random(seed)  # noqa: S311
    await asyncio.sleep(draw.uniform(0, THINK))
    while time.monotonic() < end:
        chosen = filters.pick(seen)
        if draw.random() < 0.6:
            page = draw.choice(PAGES)
            started = time.perf_counter()
            addresses = [f"/pages/{page}/blocks/{n}" for n in range(blocks[page])]
            await asyncio.gather(*(_get(browser, "block", a, chosen, seen) for a in addresses))
            seen.add("whole page", time.perf_counter() - started)
        else:
            await _get(browser, "query", "/query", {**chosen, **draw.choice(QUERIES)}, seen)
        await asyncio.sleep(max(0.5, draw.gauss(THINK, SPREAD)))
    browser.close()


async def _get(browser: Browser, kind: str, path: str, words: dict[str, Any], seen: Seen) -> None:
    started = time.perf_counter()
    status, _, address = await browser.get(path, words)
    seen.add(kind, time.perf_counter() - started, status, address)


async def _scanning(direct: Direct, busy: list[float], end: float) -> None:
    while time.monotonic() < end:
        await asyncio.sleep(6)
        busy.append((await asyncio.to_thread(direct.run, SCAN))["wall"])


def _summary(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "count": len(ordered),
        **{f"p{p}": ordered[min(len(ordered) - 1, len(ordered) * p // 100)] for p in (50, 95, 99)},
    }


def _cpu_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_of(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)
