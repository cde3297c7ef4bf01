"""What is only ever added to: the audit trail, and forecasts as they were issued."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, insert, select

from foresail.state.records import AuditEntry, IssuedForecast
from foresail.state.store import State, aware
from foresail.state.tables import audit, issued_forecasts

GENESIS = "0" * 64


class AuditTrail:
    """Who did what and when, as a chain of hashes: a change or a gap anywhere breaks every later hash."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, user_id: str, action: str, subject: str = "", details: Mapping[str, Any] | None = None) -> None:
        """Write one entry."""
        at = datetime.now(UTC).isoformat()
        said = json.dumps(dict(details or {}), ensure_ascii=False, sort_keys=True, default=str)
        with self._state.transaction() as c:
            last = c.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
            seq, before = (last.seq + 1, last.hash) if last else (1, GENESIS)
            digest = _chain(before, seq, at, user_id, action, subject, said)
            row = {"seq": seq, "at": at, "user_id": user_id, "action": action, "subject": subject, "details": said}
            c.execute(insert(audit).values(**row, hash=digest))

    def entries(self, limit: int = 200, before: int | None = None) -> tuple[AuditEntry, ...]:
        """The newest entries first."""
        wanted = select(audit).order_by(audit.c.seq.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(audit.c.seq < before)
        with self._state.reading() as c:
            rows = c.execute(wanted).mappings().all()
        return tuple(AuditEntry(**{**r, "details": json.loads(r["details"])}) for r in rows)

    def first_broken(self) -> int | None:
        """The number of the first entry that is not what was written, or None if all are."""
        before, expected = GENESIS, 1
        with self._state.reading() as c:
            for r in c.execute(select(audit).order_by(audit.c.seq)).mappings():
                found = _chain(before, r["seq"], r["at"], r["user_id"], r["action"], r["subject"], r["details"])
                if r["seq"] != expected or found != r["hash"]:
                    return expected
                before, expected = r["hash"], expected + 1
        return None


def _chain(before: str, *parts: object) -> str:
    return hashlib.sha256(json.dumps([before, *parts], ensure_ascii=False).encode()).hexdigest()


class ForecastLedger:
    """Forecasts as issued. Issuing the same forecast twice keeps one."""

    def __init__(self, state: State) -> None:
        self._state = state

    def issue(self, forecast: IssuedForecast) -> bool:
        """Write a forecast; False if exactly this one (data, code, parameters) stands there already."""
        key = {
            "capability_id": forecast.capability_id,
            "as_of": forecast.as_of,
            "data_hash": forecast.data_hash,
            "code_version": forecast.code_version,
            "params": json.dumps(forecast.params, ensure_ascii=False, sort_keys=True, default=str),
        }
        rows = json.dumps(forecast.rows, ensure_ascii=False, default=str)
        with self._state.transaction() as c:
            same = select(issued_forecasts.c.seq)
            for name, value in key.items():
                same = same.where(issued_forecasts.c[name] == value)
            if c.execute(same.limit(1)).first():
                return False
            c.execute(
                insert(issued_forecasts).values(**key, issued_at=forecast.issued_at, issuer=forecast.issuer, rows=rows)
            )
        return True

    def of(self, capability_id: str) -> tuple[IssuedForecast, ...]:
        """All forecasts of a capability, oldest first."""
        return self._read(select(issued_forecasts).where(issued_forecasts.c.capability_id == capability_id))

    def everything(self) -> tuple[IssuedForecast, ...]:
        """All forecasts of all capabilities, oldest first."""
        return self._read(select(issued_forecasts))

    def _read(self, wanted: Select[Any]) -> tuple[IssuedForecast, ...]:
        with self._state.reading() as c:
            rows = c.execute(wanted.order_by(issued_forecasts.c.seq)).mappings().all()
        return tuple(
            IssuedForecast(
                **{k: v for k, v in r.items() if k not in {"seq", "issued_at", "params", "rows"}},
                issued_at=aware(r["issued_at"]),
                params=json.loads(r["params"]),
                rows=json.loads(r["rows"]),
            )
            for r in rows
        )
