"""Saved views: named addresses of the cockpit."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from foresail.kernel.problem import NotFound
from foresail.kernel.text import Text
from foresail.state.records import SavedView
from foresail.state.store import State, aware
from foresail.state.tables import saved_views


class SavedViews:
    """Repository of saved views."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, view: SavedView) -> None:
        """Keep a view."""
        with self._state.transaction() as c:
            c.execute(insert(saved_views).values(view.model_dump()))

    def of(self, user_id: str) -> tuple[SavedView, ...]:
        """The views of a user, oldest first."""
        wanted = select(saved_views).where(saved_views.c.user_id == user_id).order_by(saved_views.c.created_at)
        with self._state.reading() as c:
            rows = c.execute(wanted).mappings().all()
        return tuple(SavedView(**{**r, "created_at": aware(r["created_at"])}) for r in rows)

    def drop(self, view_id: str, user_id: str) -> None:
        """Forget a view of a user (NotFound if the user has no such view)."""
        with self._state.transaction() as c:
            done = c.execute(
                delete(saved_views).where(saved_views.c.view_id == view_id, saved_views.c.user_id == user_id)
            )
            if done.rowcount == 0:
                raise NotFound(Text(en="There is no such view.", zh="没有这个视图。"))
