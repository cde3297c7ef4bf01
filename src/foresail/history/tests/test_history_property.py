"""G8: loads in another order, repeated or in pieces give the same model, which a slow reading confirms."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from foresail.kernel.settings import Settings
from foresail.model.tables import TABLES
from foresail.warehouse.warehouse import Warehouse

HISTORIES = 500
FIRST = datetime(2024, 1, 1)  # noqa: DTZ001 - naive UTC, as staged
FAR = date(9999, 12, 31)


class Snapshot(NamedTuple):
    """Everything that a source showed at one moment."""

    source: str
    taken_at: datetime
    tables: Mapping[str, list[dict[str, Any]]]
    complete: frozenset[str]


def history(seed: int) -> list[Snapshot]:
    """A random history of one source: some loads complete, deals appear, change, close, vanish and come back."""
    rng = random.Random(seed)  # noqa: S311
    source = f"h{seed}"
    made, deals = [], {str(n): _born(rng, n) for n in range(rng.randint(1, 3))}
    for moment in sorted(rng.sample(range(5, 60), rng.randint(1, 3))):
        taken = FIRST + timedelta(days=moment, hours=rng.randint(0, 23))
        shown = [dict(d) for d in deals.values() if rng.random() < 0.8]
        complete = frozenset({"opportunity"} if rng.random() < 0.6 else ())
        for number, row in enumerate(shown):
            row["_file"] = f"part{number % 2}.csv"
        spend = [
            {
                "spent_on": date(2024, 1, moment % 28 + 1),
                "channel": "seo",
                "amount": rng.randint(1, 9),
                "_rank": rank,
                "_file": "part0.csv",
            }
            for rank in range(1, rng.choice((1, 1, 2, 3)))
        ]
        made.append(Snapshot(source, taken, {"opportunity": shown, "spend": spend}, complete))
        for name in list(deals):
            deals[name] = _moved(rng, deals[name], taken)
    return made


def _born(rng: random.Random, number: int) -> dict[str, Any]:
    created = FIRST + timedelta(days=rng.randint(0, 9), hours=rng.randint(0, 23)) if rng.random() < 0.8 else None
    state = {"stage": "a", "amount": rng.randint(0, 3), "owner_id": "r1", "outcome": "open", "currency": "CNY"}
    return {"opportunity_id": str(number), **state, "created_at": created, "closed_at": None}


def _moved(rng: random.Random, deal: dict[str, Any], taken: datetime) -> dict[str, Any]:
    after = dict(deal)
    after["stage"] = rng.choice("abc")
    after["amount"] = rng.choice([deal["amount"], rng.randint(0, 3)])
    after["owner_id"] = rng.choice(["r1", "r1", "r2"])
    if deal["outcome"] == "open" and rng.random() < 0.4:
        after |= {
            "outcome": "won",
            "stage": "w",
            "closed_at": taken + timedelta(hours=rng.randint(1, 90)) if rng.random() < 0.7 else None,
        }
    elif deal["outcome"] == "won" and rng.random() < 0.2:
        after |= {"outcome": "open", "closed_at": None}
    return after


def record(warehouse: Warehouse, kit: Any, snapshots: list[Snapshot], pieces: bool, again: bool) -> None:
    """Put snapshots into the landing; in pieces: one load for each table and file."""
    for shot in snapshots:
        parts: list[Mapping[str, list[dict[str, Any]]]] = [shot.tables]
        if pieces:
            files = sorted({(t, r["_file"]) for t, rows in shot.tables.items() for r in rows})
            parts = [{t: [r for r in shot.tables[t] if r["_file"] == f]} for t, f in files] or [shot.tables]
            parts = [*parts, shot.tables] if again else parts
        for part in parts:
            taken = shot.taken_at.replace(tzinfo=kit.UTC)
            kit.put(warehouse.landing, shot.source, taken, part, complete=shot.complete)


def content(warehouse: Warehouse, kit: Any) -> dict[str, pl.DataFrame]:
    """The canonical content of a build, rows in a fixed order, without the moment of loading."""
    with kit.built(warehouse, Settings(time_zone="Asia/Shanghai")) as session:
        names = [*TABLES, "opportunity_span", "xref"]
        found = {}
        for name in names:
            frame = session.fetch(f'SELECT * FROM "{name}"')
            frame = frame.drop("loaded_at", strict=False)
            found[name] = frame.sort(frame.columns, nulls_last=True)
        return found


@pytest.fixture(scope="module", autouse=True)
def hurry() -> Iterator[None]:
    """Thousands of small loads: this test is not about what survives a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sync_file", "sync_folder"):
            patch.setattr(f"foresail.warehouse.landing.{name}", lambda _: None)
        yield


@pytest.fixture(scope="module")
def shots() -> list[Snapshot]:
    return [shot for seed in range(HISTORIES) for shot in history(seed)]


@pytest.fixture(scope="module")
def plain(shots: list[Snapshot], kit: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    warehouse = Warehouse(tmp_path_factory.mktemp("plain"), threads=2)
    record(warehouse, kit, shots, pieces=False, again=False)
    found = content(warehouse, kit)
    warehouse.close()
    return found


def test_order_pieces_and_repetition_change_nothing(
    shots: list[Snapshot], plain: dict[str, pl.DataFrame], kit: Any, tmp_path: Path
) -> None:
    mixed = list(shots)
    random.Random(7).shuffle(mixed)  # noqa: S311
    warehouse = Warehouse(tmp_path, threads=2)
    record(warehouse, kit, mixed, pieces=True, again=True)
    found = content(warehouse, kit)
    warehouse.close()
    for name, frame in plain.items():
        assert frame.equals(found[name]), name


def test_latest_state_is_what_the_rules_say(shots: list[Snapshot], plain: dict[str, pl.DataFrame]) -> None:
    expected = {}
    for source, mine in _by_source(shots).items():
        for deal, life in _lives(source, mine).items():
            if life.gone_at is None:
                expected[deal] = (life.sightings[-1][1]["stage"], Decimal(life.sightings[-1][1]["amount"]))
    rows = plain["opportunity"].select("opportunity_id", "stage", "amount").rows()
    assert {r[0]: (r[1], r[2]) for r in rows} == expected
    amounts = sum(r["amount"] for s in shots for r in s.tables["spend"])
    assert plain["spend"]["amount"].sum() <= amounts
    assert len(plain["spend"].select("source", "spent_on", "channel", "source_id").rows()) == len(plain["spend"])


class Life(NamedTuple):
    """The sightings of a deal, and when a complete load no longer held it."""

    sightings: list[tuple[datetime, dict[str, Any]]]
    gone: list[tuple[datetime, datetime | None]]

    @property
    def gone_at(self) -> datetime | None:
        return self.gone[-1][0] if self.gone and self.gone[-1][1] is None else None


def _by_source(shots: list[Snapshot]) -> dict[str, list[Snapshot]]:
    found: dict[str, list[Snapshot]] = {}
    for shot in shots:
        found.setdefault(shot.source, []).append(shot)
    return found


def _lives(source: str, shots: list[Snapshot]) -> dict[str, Life]:
    lives: dict[str, Life] = {}
    for name in sorted({r["opportunity_id"] for s in shots for r in s.tables["opportunity"]}):
        seen, gone, held, missing = [], [], False, False
        for shot in sorted(shots, key=lambda s: s.taken_at):
            row = next((r for r in shot.tables["opportunity"] if r["opportunity_id"] == name), None)
            whole = "opportunity" in shot.complete
            if row is not None:
                if missing:
                    gone[-1] = (gone[-1][0], shot.taken_at)
                seen.append((shot.taken_at, row))
                held, missing = held or whole, False
            elif whole and held and not missing:
                gone.append((shot.taken_at, None))
                missing = True
        lives[f"{source}:{name}"] = Life(seen, gone)
    return lives


def _local(moment: datetime) -> date:
    return (moment + timedelta(hours=8)).date()


def state_on(life: Life, day: date, as_of: date) -> tuple[str | None, Decimal | None, str] | None:
    """Stage, amount and outcome at the end of a local day, read slowly from the rules; None: not there."""
    last = life.sightings[-1][1]
    first_on, start = _local(life.sightings[0][0]), None
    closed = _closing(life, as_of)
    start = min(x for x in (_local(last["created_at"]) if last["created_at"] else min(first_on, as_of), closed) if x)
    if day < start:
        return None
    for at, back in life.gone:
        if _local(at) <= day and (back is None or day < _local(back)):
            return None
    stage, amount, outcome = _first_state(life, closed)
    for (before, old), (taken, new) in zip(life.sightings, life.sightings[1:], strict=False):
        closes = (
            old["outcome"] == "open" and new["outcome"] != "open" and new["closed_at"] and new["closed_at"] <= taken
        )
        state_at = new["closed_at"] if closes else taken
        value_at = new["closed_at"] if closes and new["closed_at"] > before else taken
        if _local(value_at) <= day and new["amount"] != old["amount"]:
            amount = Decimal(new["amount"])
        if _local(state_at) <= day and (closed is None or _local(state_at) <= closed):
            stage = new["stage"] if new["stage"] != old["stage"] else stage
            outcome = new["outcome"] if new["outcome"] != old["outcome"] else outcome
    if closed is not None and day >= closed:
        stage, outcome = last["stage"], last["outcome"]
    return stage, amount, outcome


def _closing(life: Life, as_of: date) -> date | None:
    _taken, last = life.sightings[-1]
    if last["outcome"] == "open":
        return None
    if last["closed_at"]:
        return _local(last["closed_at"])
    for (_, old), (at, new) in reversed(list(zip(life.sightings, life.sightings[1:], strict=False))):
        if old["outcome"] == "open" and new["outcome"] != "open":
            return _local(at)
    return min(_local(life.sightings[0][0]), as_of)


def _first_state(life: Life, closed: date | None) -> tuple[str | None, Decimal, str]:
    """What is known of the beginning: of a closed deal, stage and outcome only if a change before the end tells."""
    first = life.sightings[0][1]
    steps = list(zip(life.sightings, life.sightings[1:], strict=False))
    told = {
        name: closed is None
        or any(old[name] != new[name] and _state_day(old, new, at) <= closed for (_, old), (at, new) in steps)
        for name in ("stage", "outcome")
    }
    stage = first["stage"] if told["stage"] else None
    return stage, Decimal(first["amount"]), first["outcome"] if told["outcome"] else "open"


def _state_day(old: dict[str, Any], new: dict[str, Any], taken: datetime) -> date:
    closes = old["outcome"] == "open" and new["outcome"] != "open" and new["closed_at"] and new["closed_at"] <= taken
    return _local(new["closed_at"] if closes else taken)


def test_spans_equal_a_slow_reading_day_by_day(shots: list[Snapshot], plain: dict[str, pl.DataFrame]) -> None:
    as_of = max(_as_of(shots))
    spans: dict[str, list[tuple[Any, ...]]] = {}
    for row in (
        plain["opportunity_span"]
        .select("opportunity_id", "valid_from", "valid_to", "stage", "amount", "outcome")
        .rows()
    ):
        spans.setdefault(row[0], []).append(row[1:])
    days = [date(2023, 12, 30) + timedelta(days=n) for n in range(80)]
    for source, mine in _by_source(shots).items():
        for deal, life in _lives(source, mine).items():
            for day in days:
                held = [s[2:] for s in spans.get(deal, []) if s[0] <= day < s[1]]
                wanted = state_on(life, day, as_of)
                assert held == ([] if wanted is None else [wanted]), (deal, day, life)


def _as_of(shots: list[Snapshot]) -> list[date]:
    newest = max(_local(s.taken_at) for s in shots)
    rows = [r for s in shots for r in s.tables["opportunity"]]
    days = [_local(r[c]) for r in rows for c in ("created_at", "closed_at") if r[c]]
    return [d for d in [*days, *(r["spent_on"] for s in shots for r in s.tables["spend"])] if d <= newest]
