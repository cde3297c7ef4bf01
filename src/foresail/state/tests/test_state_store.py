"""The store of what people enter: migrations, one-time links, the chain of the audit trail, the append-only ledger."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from foresail.kernel.problem import Conflict, NotFound
from foresail.kernel.viewer import Role
from foresail.state.ledgers import AuditTrail, ForecastLedger
from foresail.state.people import People
from foresail.state.records import IssuedForecast, SavedView, SetupLink, User
from foresail.state.store import State
from foresail.state.tables import metadata
from foresail.state.views import SavedViews

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


def a_user(name: str = "王芳") -> User:
    return User(user_id=f"u-{name}", name=name, role=Role.MANAGER, visibility="team", created_at=NOW)


def test_the_migrations_make_exactly_the_declared_tables(tmp_path: Path) -> None:
    state = State.in_folder(tmp_path)
    with state.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    state.close()


def test_opening_twice_at_once_makes_one_store(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            State.in_folder(tmp_path).close()
        except BaseException as error:  # noqa: BLE001 - the test reports whatever a thread met
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_sqlite_keeps_what_it_confirmed(tmp_path: Path) -> None:
    state = State.in_folder(tmp_path)
    with state.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    state.close()


def test_names_are_one_whatever_their_case() -> None:
    people = People(State("sqlite://"))
    people.add(a_user("Wang"))
    with pytest.raises(Conflict, match="already a user"):
        people.add(User(user_id="other", name="WANG", role=Role.VIEWER, visibility="own", created_at=NOW))
    found = people.find("wAnG")
    assert found is not None
    assert found.user_id == "u-Wang"
    with pytest.raises(NotFound):
        people.get("nobody")


def test_a_link_works_once() -> None:
    people = People(State("sqlite://"))
    people.add_link("h1", SetupLink(user_id="", expires_at=NOW + timedelta(days=1)), NOW)
    people.add_link("h2", SetupLink(user_id="", expires_at=NOW + timedelta(days=1)), NOW)
    assert people.use_link("h1") is None, "a newer link for the same person ends the older one"
    assert people.use_link("h2") is not None
    assert people.use_link("h2") is None


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE audit SET user_id = 'somebody else' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET details = '{}' WHERE seq = 2",
        "UPDATE audit SET at = '2000-01-01' WHERE seq = 2",
    ],
)
def test_a_changed_audit_trail_is_found(damage: str) -> None:
    state = State("sqlite://")
    trail = AuditTrail(state)
    for number in range(4):
        trail.add("u", "did", f"thing {number}", {"n": number})
    assert trail.first_broken() is None
    with state.transaction() as connection:
        connection.execute(text(damage))
    assert trail.first_broken() == 2


def test_a_forecast_is_issued_once_and_stays_as_it_was() -> None:
    ledger = ForecastLedger(State("sqlite://"))
    forecast = IssuedForecast(
        issued_at=NOW,
        capability_id="forecast.revenue",
        as_of="2026-10-31",
        data_hash="d",
        code_version="0.1.0",
        params={"horizon_months": 6},
        issuer="local",
        rows=[{"period": "2026-11-01", "mean": "12.50"}],
    )
    assert ledger.issue(forecast)
    assert not ledger.issue(forecast)
    assert ledger.issue(forecast.model_copy(update={"data_hash": "other"}))
    assert ledger.of("forecast.revenue")[0] == forecast


def test_saved_views_belong_to_their_owner() -> None:
    state = State("sqlite://")
    People(state).add(a_user())
    views = SavedViews(state)
    views.add(SavedView(view_id="v", user_id="u-王芳", name="华东", address="/p/overview?region=华东", created_at=NOW))
    with pytest.raises(NotFound):
        views.drop("v", "somebody else")
    assert [v.name for v in views.of("u-王芳")] == ["华东"]
    views.drop("v", "u-王芳")
    assert views.of("u-王芳") == ()
