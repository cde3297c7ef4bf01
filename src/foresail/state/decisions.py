"""What people decided about records that may be one: append-only, so every decision can be looked up and undone."""

from __future__ import annotations

from sqlalchemy import insert, select

from foresail.kernel.problem import InvalidInput, NotFound
from foresail.kernel.text import Text
from foresail.state.records import IdentityDecision
from foresail.state.store import State, aware
from foresail.state.tables import identity_decisions


class IdentityDecisions:
    """Repository of the decisions on identity.

    A decision names two records by the ids that their own systems gave them, so it holds for every later import. The
    last word on a pair counts; a withdrawn decision leaves the pair as the data say.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, decision: IdentityDecision) -> IdentityDecision:
        """Keep a decision; the pair is stored in the order of its ids.

        Raises
        ------
        InvalidInput
            If both records are the same record.
        NotFound
            If a decision is withdrawn on which nothing was decided.
        """
        if decision.left_id == decision.right_id:
            raise InvalidInput(
                Text(en="A record cannot be compared with itself.", zh="不能将一条记录与其自身比较。"),
                where=decision.left_id,
            )
        left, right = sorted((decision.left_id, decision.right_id))
        kept = decision.model_copy(update={"left_id": left, "right_id": right})
        if kept.verdict == "withdrawn" and not any(_pair(d) == _pair(kept) for d in self.standing()):
            raise NotFound(
                Text(en="Nothing was decided about these two records.", zh="尚未对这两条记录作出决定。"),
                where=f"{left} / {right}",
            )
        with self._state.transaction() as c:
            c.execute(insert(identity_decisions).values(kept.model_dump(exclude={"seq"})))
        return kept

    def history(self) -> tuple[IdentityDecision, ...]:
        """Every decision that was ever made, oldest first."""
        with self._state.reading() as c:
            rows = c.execute(select(identity_decisions).order_by(identity_decisions.c.seq)).mappings().all()
        return tuple(IdentityDecision(**{**r, "at": aware(r["at"])}) for r in rows)

    def standing(self) -> tuple[IdentityDecision, ...]:
        """The decisions that hold: the last word on each pair, in the order of the pairs; withdrawn ones left out."""
        last = {_pair(decision): decision for decision in self.history()}
        return tuple(last[pair] for pair in sorted(last) if last[pair].verdict != "withdrawn")


def _pair(decision: IdentityDecision) -> tuple[str, str, str]:
    return decision.entity, decision.left_id, decision.right_id
