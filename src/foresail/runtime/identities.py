"""What people decide about records that may be one customer: kept, replayed by every build, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from foresail.contracts.query import AllOf, Condition, Operator, Result
from foresail.identity import Decision
from foresail.identity.join.rows import ReasonRow, ReviewRow
from foresail.identity.join.words import STATUS
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.metrics import select
from foresail.runtime.workspace import Workspace

if TYPE_CHECKING:
    from foresail.state.records import IdentityDecision
    from foresail.warehouse.reader import Reader

Verdict = Literal["same", "different", "withdrawn"]


def standing_decisions(ws: Workspace) -> tuple[Decision, ...]:
    """The decisions that a build has to follow.

    A workspace in which nobody ever entered anything has no store to open.
    """
    if not ws.settings.state_url and not (ws.path / "state.sqlite").exists():
        return ()
    from foresail.state.decisions import IdentityDecisions

    return tuple(Decision(d.entity, d.left_id, d.right_id, d.verdict) for d in IdentityDecisions(ws.state).standing())


def review(reader: Reader, viewer: Viewer, *, status: str = "open", limit: int | None = 50, offset: int = 0) -> Result:
    """Pairs of records that may be one, most money first.

    Parameters
    ----------
    reader, viewer
        The generation and who looks; only viewers of everything see the list.
    status
        `open`, `joined`, `held_apart`, `same`, `different`; empty: all.
    limit, offset
        Paging.

    Raises
    ------
    InvalidInput
        If there is no such standing.
    """
    if status and status not in STATUS:
        raise InvalidInput(
            Text(en=f"There is no standing “{status}”.", zh=f"没有名为“{status}”的状态。"),
            where="status",
            closest=closest_names(status, STATUS),
        )
    wanted = Condition(field="status", operator=Operator.EQ, values=(status,)) if status else None
    order = ("-money", "-probability")
    names = tuple(ReviewRow.model_fields)
    return select(reader, "identity_review", names, wanted, order, limit, offset, viewer, ReviewRow)


def reasons(reader: Reader, viewer: Viewer, left: str, right: str) -> Result:
    """Why two records are thought one: field by field, the weightiest first."""
    first, second = sorted((left, right))
    wanted = AllOf(
        parts=tuple(
            Condition(field=name, operator=Operator.EQ, values=(value,))
            for name, value in (("left_id", first), ("right_id", second))
        )
    )
    names = tuple(ReasonRow.model_fields)
    return select(reader, "identity_reason", names, wanted, ("-points",), None, 0, viewer, ReasonRow)


def decide(ws: Workspace, left: str, right: str, verdict: Verdict, *, user_id: str, note: str = "") -> IdentityDecision:
    """Keep what a person says about two records; the next build follows it.

    Parameters
    ----------
    left, right
        Ids of two records of accounts or of contacts, as the review list shows them (`crm:C001`).
    verdict
        `same`, `different`, or `withdrawn`: what was said before no longer holds.
    user_id, note
        Who says so, and why.

    Raises
    ------
    InvalidInput
        If there is no such record, or the two are of different kinds.
    NotFound
        If nothing was decided that could be withdrawn.
    """
    from foresail.state.decisions import IdentityDecisions
    from foresail.state.records import IdentityDecision

    kept = IdentityDecisions(ws.state)
    if verdict == "withdrawn":
        entity = next((d.entity for d in kept.standing() if {d.left_id, d.right_id} == {left, right}), "account")
    else:
        entity = _entity(ws, left, right)
    said = IdentityDecision.model_validate(
        {
            "at": ws.clock(),
            "user_id": user_id,
            "entity": entity,
            "left_id": left,
            "right_id": right,
            "verdict": verdict,
            "note": note,
        }
    )
    return kept.add(said)


def decisions(ws: Workspace) -> tuple[IdentityDecision, ...]:
    """Every decision that was ever made, oldest first."""
    from foresail.state.decisions import IdentityDecisions

    return IdentityDecisions(ws.state).history()


def _entity(ws: Workspace, left: str, right: str) -> str:
    """Of what both are records."""
    from sqlglot import parse_one

    sql = (
        "SELECT DISTINCT entity, source || ':' || source_id AS record FROM xref "
        "WHERE entity IN ('account', 'contact') AND source || ':' || source_id IN (:left, :right)"
    )
    with ws.warehouse.reader() as reader:
        rows = reader.ask(parse_one(sql, dialect="duckdb"), {"left": left, "right": right}, LOCAL).to_pylist()
    kinds = {row["record"]: row["entity"] for row in rows}
    for name in (left, right):
        if name not in kinds:
            raise InvalidInput(
                Text(en=f"There is no account or contact “{name}”.", zh=f"没有编号为“{name}”的客户或联系人记录。"),
                where=name,
                next_step=Text(
                    en="Ids of records carry their system, as the review list shows them: crm:C001.",
                    zh="记录编号带有系统前缀，与核对清单所示一致，例如 crm:C001。",
                ),
            )
    if kinds[left] != kinds[right]:
        raise InvalidInput(
            Text(en="One is an account, the other a contact.", zh="一条是客户，另一条是联系人。"),
            where=f"{left} / {right}",
        )
    return str(kinds[left])
