# ruff: noqa: E501 - sentences
"""The part of `RESULTS.md` about customers: methods on public sets, and all customer capabilities of one build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

GIB = 2**30
TARGETS = {
    "telco_churn": "Telephone company, five folds (seed 42): means of folds, ECE out of fold. Target: AUC ≥ .848, average precision ≥ .668, Brier ≤ .134, ECE ≤ .012, CPU ≤ CatBoost's.",
    "bank_full": "Calls of a bank in the order of time, the last fifth, without `duration`. Target: AUC and Brier at least the better peer's, drift reported; with `duration` it is named as suspect.",
    "online_retail": "Lists of ten, orders up to 2011-10-31 against those after. Target: hit rate ≥ .845 and NDCG ≥ .351 over all, ≥ .476 and ≥ .104 over new items.",
    "hillstrom": "E-mail experiment, ten halvings. Target: women's Qini ≥ .066; men's by the response model ≥ .022.",
    "cdnow": "Published: BG/NBD r .243 α 4.414 a .793 b 2.426; Pareto/NBD r .553 α 10.578 s .606 β 11.669; gamma-gamma p 6.25 q 3.74 v 15.44 (`lifetimes` gives these too). Target of the chosen method over 39 weeks: RMSE ≤ 1.603, |bias| ≤ .115, weekly miss ≤ .116.",
    "febrl": "People with injected errors, default settings. Target: F1 ≥ .995 (febrl2), ≥ .992 (febrl3).",
}


def customers(found: dict[str, Any]) -> Iterator[str]:
    """Lines of the document from the figures of `customers.measure`."""
    yield from ("## Customers", "")
    if not found:
        yield from ("Not measured yet.", "")
    for name, target in TARGETS.items():
        if name in found:
            yield from (f"**{name}.** {target} ({_on(found[name])})", "", *_table(found[name]["rows"]), "")


def together(steps: list[dict[str, Any]]) -> Iterator[str]:
    """One line: the customer capabilities of a build."""
    own = [s for s in steps if s["step"].startswith("customers.")]
    if len(own) > 1:  # a build of few analyses says nothing of all of them
        cpu, wall, peak = sum(s["cpu"] for s in own), sum(s["wall"] for s in own), max(s["peak"] for s in own)
        slowest = ", ".join(
            f"{s['step'].removeprefix('customers.')} {s['cpu']:.0f}" for s in sorted(own, key=lambda s: -s["cpu"])[:4]
        )
        yield from (
            "", f"{len(own)} customer capabilities together: {cpu:.0f} CPU s, {wall:.0f} s, peak {peak / GIB:.2f} GiB (target at ten million lines: ≤ 360 s and ≤ 8 GiB); CPU seconds of the slowest: {slowest}.",
        )  # fmt: skip


def _on(figures: dict[str, Any]) -> str:
    m = figures["machine"]
    return f"{m['day']}, {m['cores']} cores, load {m['load']}, Python {m['python']}"


def _table(rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Rows of one set, a table for those with the same figures; what is said in words below."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for name, row in rows.items():
        kind = tuple(sorted(c for c, v in row.items() if _is_number(v) and c not in ("cpu", "chosen")))
        kinds.setdefault(kind, []).append(name)
    for kind, names in kinds.items():
        if kind:
            extra = [c for c in ("chosen", "cpu") if any(_is_number(rows[n].get(c)) for n in names)]
            columns = [*kind, *extra]
            yield from ("| | " + " | ".join(columns) + " |", "|---|" + "--:|" * len(columns))
            yield from ("| " + " | ".join([n, *(_number(c, rows[n].get(c)) for c in columns)]) + " |" for n in names)
            yield ""
    said = [
        f"{name}: {'; '.join(v) if isinstance(v, list) else v}" if not isinstance(v, dict) else f"{name}: {_counted(v)}"
        for name, row in rows.items()
        for v in row.values()
        if v and not _is_number(v)
    ]
    if said:
        yield from (f"- {s}" for s in said)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def _counted(value: dict[str, int]) -> str:
    return ", ".join(f"{k} {n}×" for k, n in value.items())


def _number(column: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if not _is_number(value):
        return ""
    return f"{value:.1f} s" if column == "cpu" else f"{value:.4f}"
