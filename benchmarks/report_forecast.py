# ruff: noqa: E501, ISC004 - sentences
"""The part of `RESULTS.md` about forecasts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

GIB = 2**30
BESIDE = " beside the peers"


def forecasts(found: dict[str, Any]) -> Iterator[str]:
    """Lines of the document from the figures of `forecast_peers`."""
    yield from ("## Forecasts", "")
    if not found:
        yield from ("Not measured yet.", "")
        return
    yield from _start(found.get("start"))
    yield from _many(found)
    for name in sorted(k for k in found if k.startswith("m")):
        yield from _set(name, found[name])


def _on(figures: dict[str, Any]) -> str:
    m = figures["machine"]
    return f"{m['day']}, {m['cores']} cores, load {m['load']}, Python {m['python']}"


def _start(found: dict[str, Any] | None) -> Iterator[str]:
    if not found:
        return
    cold, again = found["cold"], found["again"]
    yield from (
        f"First forecast of a fresh process, reading the libraries included: {cold['cpu']:.1f} CPU s ({cold['wall']:.1f} s) with nothing "
        f"compiled (target of compiling: ≤ 30 CPU s), {again['cpu']:.1f} CPU s ({again['wall']:.1f} s) with the kernels on disk "
        f"(target: ≤ 3 s). ({_on(found)})", "",
    )  # fmt: skip


def _many(found: dict[str, Any]) -> Iterator[str]:
    rows = sorted((f for k, f in found.items() if k.endswith(" series")), key=lambda f: f["series"])
    if not rows:
        return
    yield from (
        f"Monthly series of 60 points, 12 ahead, fast mode with intervals, each size in a process of its own. ({_on(rows[-1])})", "",
        "| series | CPU | wall | series a CPU second | series a second | peak of memory |", "|--:|--:|--:|--:|--:|--:|",
    )  # fmt: skip
    for f in rows:
        yield (
            f"| {f['series']:,} | {f['cpu']:.1f} s | {f['wall']:.1f} s | {f['series'] / f['cpu']:.0f} | {f['series'] / f['wall']:.0f} | {f['peak'] / GIB:.2f} GiB |"
        )
    yield ""
    peers = found.get("peers on many")
    if peers:
        ours = rows[-1]["cpu"] / rows[-1]["series"]
        told = "; ".join(
            f"{name} {1 / peers[name]:.1f} series a CPU second, {peers[name] / ours:.1f} × ours"
            for name in ("AutoETS", "AutoTheta")
        )
        yield from (f"statsforecast on {peers['series']} of the same series: {told} (target: ≥ 5 × AutoETS).", "")
    if len(rows) > 1:
        small, large = rows[0], rows[-1]
        yield from (
            f"Growth from {small['series']:,} to {large['series']:,}: CPU × {large['cpu'] / small['cpu']:.0f} for × {large['series'] / small['series']:.0f} series.", "",
        )  # fmt: skip


def _set(name: str, figures: dict[str, Any]) -> Iterator[str]:
    yield from (
        f"`{name.removesuffix(BESIDE)}`{BESIDE if name.endswith(BESIDE) else ''}: {figures['series']} series, {figures['horizon']} ahead, CPU of one core. ({_on(figures)})", "",
        "| | sMAPE | MASE | 80% covers | 95% covers | MSIS 80 | MSIS 95 | CPU a series |", "|---|--:|--:|--:|--:|--:|--:|--:|",
    )  # fmt: skip
    for row, f in figures["rows"].items():
        ends = " | ".join(
            (f"{f[k]:.1%}" if k.startswith("c") else f"{f[k]:.2f}") if k in f else ""
            for k in ("coverage-80", "coverage-95", "msis-80", "msis-95")
        )
        yield f"| {row} | {f['smape']:.3f} | {f['mase']:.4f} | {ends} | {f['ms']:.1f} ms |"
    scum = figures["rows"].get("SCUM")
    if scum:
        told = "; ".join(
            f"{mode} MASE {figures['rows'][f'{mode}, points']['mase'] / scum['mase'] - 1:+.1%} at 1/{scum['ms'] / figures['rows'][f'{mode}, points']['ms']:.0f} of its CPU"
            for mode in ("best", "fast")
        )
        yield from ("", f"Beside SCUM: {told} (targets: better at ≤ 1/6; at most 2% behind at ≤ 1/20).")
    yield ""
