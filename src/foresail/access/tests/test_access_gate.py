"""Ways to become somebody: links, passwords, sessions and tokens end when they should, and never widen."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from foresail.access import gate as gate_module
from foresail.access.gate import Gate
from foresail.access.roles import SCOPES, demand
from foresail.access.rows import row_rule, viewer_of
from foresail.access.secrets import MEMORY_KIB, hash_password, password_matches
from foresail.kernel.problem import Conflict, Forbidden, InvalidInput, TooMany, Unauthenticated
from foresail.kernel.viewer import Role, RowRule
from foresail.state.records import User
from foresail.state.store import State

GOOD = "correct horse battery"


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(clock: Clock) -> Gate:
    return Gate(State("sqlite://"), clock)


@pytest.fixture
def admin(gate: Gate) -> User:
    return gate.set_up(gate.first_link(), "王芳", GOOD).user


def test_there_is_no_default_account(gate: Gate) -> None:
    assert gate.setup_needed
    assert gate.people.everyone() == ()
    for password in ("", "admin", "foresail"):
        with pytest.raises(Unauthenticated):
            gate.sign_in("admin", password, "10.0.0.1")


def test_the_first_link_makes_one_administrator(gate: Gate, admin: User) -> None:
    assert admin.role is Role.ADMIN
    assert not gate.setup_needed
    with pytest.raises(Forbidden):
        gate.set_up(gate.first_link(), "second", GOOD)


def test_a_weak_password_does_not_use_up_the_link(gate: Gate) -> None:
    link = gate.first_link()
    for weak in ("short", "aaaaaaaaaaaaaaaa"):
        with pytest.raises(InvalidInput):
            gate.set_up(link, "王芳", weak)
    assert gate.set_up(link, "王芳", GOOD).user.name == "王芳"


def test_an_old_link_is_refused(gate: Gate, clock: Clock) -> None:
    link = gate.first_link()
    clock.now += timedelta(days=3)
    with pytest.raises(Forbidden):
        gate.set_up(link, "王芳", GOOD)


def test_passwords_are_argon2id_with_enough_memory() -> None:
    hashed = hash_password(GOOD)
    assert hashed.startswith("$argon2id$")
    assert f"m={MEMORY_KIB}" in hashed
    assert MEMORY_KIB >= 64 * 1024
    assert password_matches(GOOD, hashed)
    assert not password_matches(GOOD + "x", hashed)
    assert not password_matches(GOOD, "")


def test_unknown_and_known_names_cost_one_hash_each(gate: Gate, admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = gate_module.password_matches
    monkeypatch.setattr(gate_module, "password_matches", lambda p, h: (asked.append(h), real(p, h))[1])
    words = []
    for name in (admin.name, "nobody"):
        with pytest.raises(Unauthenticated) as error:
            gate.sign_in(name, "wrong password", "10.0.0.1")
        words.append(str(error.value))
    assert len(asked) == 2, "both paths hash"
    assert words[0] == words[1], "both paths say the same"


def test_guessing_is_slowed_down_and_time_heals(gate: Gate, admin: User, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            gate.sign_in("王芳", "wrong password", "10.0.0.1")
    with pytest.raises(TooMany):
        gate.sign_in("王芳", GOOD, "10.0.0.2")
    clock.now += timedelta(minutes=16)
    assert gate.sign_in("王芳", GOOD, "10.0.0.2").user == admin


def test_sessions_end_by_time_by_sign_out_and_by_switching_off(gate: Gate, admin: User, clock: Clock) -> None:
    grant = gate.sign_in("王芳", GOOD, "10.0.0.1")
    assert gate.by_session(grant.token) is not None
    assert gate.by_session("guess") is None
    gate.sign_out(grant.token)
    assert gate.by_session(grant.token) is None
    grant = gate.sign_in("王芳", GOOD, "10.0.0.1")
    clock.now += timedelta(hours=13)
    assert gate.by_session(grant.token) is None
    user, link = gate.invite(admin.user_id, "李雷", Role.REPRESENTATIVE, "own", "crm:U1")
    token = gate.set_up(link, "", GOOD).token
    assert gate.by_session(token) is not None
    gate.change_user(admin.user_id, user.user_id, active=False)
    assert gate.by_session(token) is None


def test_what_another_process_takes_away_is_gone_with_the_next_request(clock: Clock, tmp_path: Path) -> None:
    here, there = State.in_folder(tmp_path), State.in_folder(tmp_path)
    gate, other = Gate(here, clock), Gate(there, clock)
    admin = gate.set_up(gate.first_link(), "王芳", GOOD).user
    user, link = gate.invite(admin.user_id, "李雷", Role.MANAGER, "everything")
    token = gate.set_up(link, "", GOOD).token
    assert gate.session_at_hand(token) is None, "nothing is kept of a store that was written a moment ago"
    _long_ago(tmp_path)
    assert gate.by_session(token) == gate.session_at_hand(token)
    other.change_user(admin.user_id, user.user_id, role=Role.VIEWER)
    assert gate.session_at_hand(token) is None
    found = gate.by_session(token)
    assert found is not None
    assert found[0].role is Role.VIEWER
    _long_ago(tmp_path)
    assert gate.by_session(token) is not None
    other.change_user(admin.user_id, user.user_id, active=False)
    assert gate.by_session(token) is None
    clock.now += timedelta(hours=13)
    assert gate.session_at_hand(token) is None
    here.close()
    there.close()


def _long_ago(folder: Path) -> None:
    for path in folder.glob("state.sqlite*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_the_last_administrator_stays(gate: Gate, admin: User) -> None:
    with pytest.raises(Conflict):
        gate.change_user(admin.user_id, admin.user_id, role=Role.VIEWER)
    with pytest.raises(Conflict):
        gate.change_user(admin.user_id, admin.user_id, active=False)


def test_tokens_are_never_wider_than_their_owner(gate: Gate, admin: User, clock: Clock) -> None:
    user, _ = gate.invite(admin.user_id, "李雷", Role.REPRESENTATIVE, "own", "crm:U1")
    with pytest.raises(Forbidden):
        gate.make_token(user, "t", frozenset({"build:write"}), None)
    token, secret = gate.make_token(user, "t", frozenset({"metrics:read"}), timedelta(days=1))
    found = gate.by_token(secret)
    assert found is not None
    viewer = viewer_of(found[0], RowRule(), found[1].scopes)
    assert viewer.scopes == {"metrics:read"}
    demoted = user.model_copy(update={"role": Role.VIEWER})
    assert not viewer_of(demoted, RowRule(), frozenset({"rows:read"})).may("rows:read")
    gate.people.drop_token(token.token_id, user.user_id)
    assert gate.by_token(secret) is None
    _, short = gate.make_token(user, "t", frozenset({"metrics:read"}), timedelta(hours=1))
    clock.now += timedelta(hours=2)
    assert gate.by_token(short) is None


def test_secrets_are_not_stored(gate: Gate, admin: User) -> None:
    grant = gate.sign_in("王芳", GOOD, "10.0.0.1")
    _, secret = gate.make_token(admin, "t", frozenset({"*"}), None)
    from sqlalchemy import text

    from foresail.state.tables import metadata

    with gate.people._state.transaction() as connection:
        stored = " ".join(
            str(row)
            for table in metadata.tables
            for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        )
    for hidden in (grant.token, secret, GOOD):
        assert hidden not in stored


def test_everything_is_on_the_record(gate: Gate, admin: User) -> None:
    with pytest.raises(Unauthenticated):
        gate.sign_in("王芳", "wrong password", "10.0.0.1")
    gate.invite(admin.user_id, "李雷", Role.VIEWER, "everything")
    assert [e.action for e in gate.trail.entries()] == ["user.invite", "sign-in.failed", "set-up"]
    assert gate.trail.first_broken() is None


def test_scopes_are_demanded_by_name(admin: User) -> None:
    viewer = viewer_of(admin.model_copy(update={"role": Role.VIEWER}), RowRule())
    demand(viewer, "metrics:read")
    with pytest.raises(Forbidden, match="rows:read"):
        demand(viewer, "rows:read")
    assert not viewer.sees_personal_data
    assert "build:write" not in SCOPES[Role.MANAGER]


def test_without_data_the_rule_is_narrow(admin: User) -> None:
    assert row_rule(admin, None).sees_everything
    own = admin.model_copy(update={"visibility": "team", "representative_id": "crm:U1"})
    assert row_rule(own, None).owners == {"crm:U1"}
    assert row_rule(own.model_copy(update={"representative_id": ""}), None).owners == frozenset()


class Team:
    """A reader that knows two tables."""

    def ask(self, tree: object, _values: object, _viewer: object) -> Team:
        self.about = str(tree)
        return self

    def to_pylist(self) -> list[dict[str, str | None]]:
        if "parent_team_id" in self.about:
            return [
                {"team_id": "华东", "manager_id": "m", "parent_team_id": None},
                {"team_id": "上海", "manager_id": None, "parent_team_id": "华东"},
                {"team_id": "华南", "manager_id": "n", "parent_team_id": None},
            ]
        return [
            {"representative_id": r, "team_id": t, "manager_id": m}
            for r, t, m in (
                ("m", None, None),
                ("a", "华东", None),
                ("b", "上海", None),
                ("c", "华南", "n"),
                ("d", None, "b"),
            )
        ]


def test_a_manager_sees_the_teams_below(admin: User) -> None:
    manager = admin.model_copy(update={"visibility": "team", "representative_id": "m"})
    assert row_rule(manager, Team()).owners == {"m", "a", "b", "d"}  # type: ignore[arg-type]
    assert row_rule(manager.model_copy(update={"visibility": "own"}), Team()).owners == {"m"}  # type: ignore[arg-type]
