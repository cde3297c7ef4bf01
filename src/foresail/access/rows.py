"""Whose rows a person sees, from the teams that stand in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import parse_one

from foresail.access.roles import SCOPES, SEES_PERSONAL_DATA
from foresail.kernel.viewer import LOCAL, Role, RowRule, Viewer
from foresail.state.records import User

if TYPE_CHECKING:
    from foresail.warehouse.warehouse import Reader

_TEAMS = "SELECT team_id, manager_id, parent_team_id FROM team"
_PEOPLE = "SELECT representative_id, team_id, manager_id FROM representative"


def row_rule(user: User, reader: Reader | None) -> RowRule:
    """The rule of a user: everything, the own teams with the teams below them, or the own rows.

    Without a generation there are no rows to see, so the rule is as narrow as it can be.
    """
    if user.visibility == "everything":
        return RowRule()
    own = frozenset({user.representative_id} - {""})
    if user.visibility == "own" or reader is None or not own:
        return RowRule(owners=own)
    return RowRule(owners=own | _below(user.representative_id, reader))


def _below(chief: str, reader: Reader) -> frozenset[str]:
    teams = _rows(reader, _TEAMS)
    people = _rows(reader, _PEOPLE)
    led: set[str | None] = {t["team_id"] for t in teams if t["manager_id"] == chief}
    seen: set[str | None] = {chief}
    while True:
        led |= {t["team_id"] for t in teams if t["parent_team_id"] in led and t["parent_team_id"]}
        more = {p["representative_id"] for p in people if p["team_id"] in led or p["manager_id"] in seen} - seen
        if not more:
            return frozenset(one for one in seen if one)
        seen |= more


def _rows(reader: Reader, sql: str) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = reader.ask(parse_one(sql, dialect="duckdb"), {}, LOCAL).to_pylist()
    return found


def viewer_of(user: User, rows: RowRule, scopes: frozenset[str] | None = None) -> Viewer:
    """The viewer that a user is; `scopes` of a token narrow what the role allows, and never widen it."""
    allowed = SCOPES[user.role]
    if scopes is not None:
        owner = Viewer(user_id=user.user_id, name=user.name, role=user.role, scopes=allowed)
        allowed = frozenset(s for s in scopes if owner.may(s)) if "*" not in scopes else allowed
    return Viewer(
        user_id=user.user_id,
        name=user.name,
        role=user.role,
        scopes=allowed,
        rows=rows,
        sees_personal_data=SEES_PERSONAL_DATA[Role(user.role)],
    )
