# ruff: noqa: E501, ISC004 - sentences
"""`RESULTS.md` from the figures that were kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.keeping import Kept
from benchmarks.report_customers import customers, together
from benchmarks.report_forecast import forecasts

FILE = Path(__file__).with_name("RESULTS.md")
NOTES = Path(__file__).with_name("notes.md")
GIB = 2**30


def write(kept: Kept) -> None:
    """Write the document; what was not measured is said to be missing."""
    lines = [
        "# Measured", "",
        "Written by `make bench` from `results.json`. Times are CPU and wall seconds; where the load of the machine was above",
        "its cores, wall times include waiting for others, and CPU times and ratios taken in turns tell more.", "",
        *_metrics(kept.figures.get("metrics", {})), *_builds(kept.figures.get("build", {})),
        *_users(kept.figures.get("users", {})), *forecasts(kept.figures.get("forecast", {})),
        *customers(kept.figures.get("customers", {})),
    ]  # fmt: skip
    if NOTES.exists():
        lines += [NOTES.read_text(encoding="utf-8").rstrip(), ""]
    FILE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _sized(found: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return sorted((int(size), figures) for size, figures in found.items())


def _on(figures: dict[str, Any]) -> str:
    m = figures["machine"]
    return f"{m['day']}, {m['cores']} cores, load {m['load']}, Python {m['python']}, DuckDB {m['duckdb']}"


def _metrics(found: dict[str, Any]) -> Iterator[str]:
    yield from ("## Six set metrics through the door, beside the same SQL on the engine", "")
    if not found:
        yield from ("Not measured yet.", "")
    for size, figures in _sized(found):
        yield from (
            f"{size:,} order lines, {figures['rounds']} rounds in turns, medians, nothing cached; ours with compiling, row rule "
            f"and JSON. Target: ≤ 1.2. ({_on(figures)})", "",
            "| set metric | rows | ours, wall | engine, wall | ratio | ours, CPU | engine, CPU | ratio |",
            "|---|--:|--:|--:|--:|--:|--:|--:|",
        )  # fmt: skip
        for name, case in figures["cases"].items():
            door, engine, ratio = case["door"], case["engine"], case["ratio"]
            yield (
                f"| {name} | {case['rows']:,.0f} | {door['wall']:.3f} s | {engine['wall']:.3f} s | {ratio['wall']:.2f} | "
                f"{door['cpu']:.3f} s | {engine['cpu']:.3f} s | {ratio['cpu']:.2f} |"
            )
        yield ""


def _builds(found: dict[str, Any]) -> Iterator[str]:
    yield from ("## Load and build", "")
    if not found:
        yield from ("Not measured yet.", "")
        return
    for size, figures in _sized(found):
        rows = ", ".join(f"{count:,} {name}" for name, count in figures["rows"].items())
        yield from (
            f"{size:,} order lines ({rows}); generation {figures['bytes'] / GIB:.2f} GiB; "
            f"peak of memory {figures['peak'] / GIB:.2f} GiB (target ≤ 8). ({_on(figures)})", "",
            "| step | CPU | wall | peak so far |", "|---|--:|--:|--:|",
        )  # fmt: skip
        for s in (*figures["steps"], _sum(figures["steps"])):
            peak = f"{s['peak'] / GIB:.2f} GiB" if s["peak"] else ""
            yield f"| {s['step']} | {s['cpu']:.1f} s | {s['wall']:.1f} s | {peak} |"
        yield from together(figures["steps"])
        if figures["failed"]:
            yield from ("", f"Failed: {', '.join(figures['failed'])}")
        yield ""
    sizes = _sized(found)
    if len(sizes) > 1:
        (small, first), (large, last) = sizes[0], sizes[-1]
        one, other = _sum(first["steps"]), _sum(last["steps"])
        yield (
            f"Growth from {small:,} to {large:,}: CPU × {other['cpu'] / one['cpu']:.1f}, wall × {other['wall'] / one['wall']:.1f}, "
            f"memory × {last['peak'] / first['peak']:.1f}, file × {last['bytes'] / first['bytes']:.1f}."
        )
        yield ""


def _sum(steps: list[dict[str, Any]]) -> dict[str, Any]:
    return {"step": "all", "cpu": sum(s["cpu"] for s in steps), "wall": sum(s["wall"] for s in steps), "peak": 0}


def _users(found: dict[str, Any]) -> Iterator[str]:
    yield from ("## Users", "")
    if not found:
        yield from ("Not measured yet.", "")
    for size, figures in _sized(found):
        scan = figures["scan"]
        yield from (
            f"{figures['users']} users for {figures['seconds']} s on {size:,} order lines, think time 5 ± 2 s, over HTTP on the same "
            f"machine; {figures['asked']} filters chosen, {figures['repeated']:.0%} of them seen before. "
            f"Targets: 95th percentile ≤ 0.2 s idle, ≤ 4 × one scan. ({_on(figures)})", "",
            "| requests | number | p50 | p95 | p99 | p95 ÷ scan beside them |", "|---|--:|--:|--:|--:|--:|",
        )  # fmt: skip
        for kind, t in figures["kinds"].items():
            share = t["p95"] / scan["busy"]
            yield f"| {kind} | {t['count']:,} | {t['p50']:.3f} s | {t['p95']:.3f} s | {t['p99']:.3f} s | {share:.1f} |"
        codes = ", ".join(f"{code}: {n}" for code, n in figures["codes"].items())
        yield from (
            "", f"One scan of the same columns by the engine alone: {scan['quiet']:.3f} s before and after, {scan['busy']:.3f} s "
            f"beside the users. Server: {figures['server_cpu']:.1f} CPU s. Answers by code: {codes}. {_cache(figures)}", "",
        )  # fmt: skip


def _cache(figures: dict[str, Any]) -> str:
    if figures.get("hits") is None:
        return ""
    asked = sum(figures["cache"][k] for k in ("hits", "joined", "misses"))
    kept = f"Of {asked:,} texts of blocks and results under them {figures['hits']:.0%} were there already"
    return f"{kept}; peak of the server's memory {figures['peak'] / GIB:.2f} GiB."
