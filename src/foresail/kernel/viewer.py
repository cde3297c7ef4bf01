"""Who looks, and at which rows. Values that are passed down; the query door applies them."""

from __future__ import annotations

from enum import StrEnum

from foresail.kernel.base import Frozen


class Role(StrEnum):
    """What a person is allowed to do; the rows that a person sees are a separate matter (`RowRule`)."""

    ADMIN = "admin"
    MANAGER = "manager"
    REPRESENTATIVE = "representative"
    VIEWER = "viewer"


class RowRule(Frozen):
    """Which rows a viewer sees.

    Parameters
    ----------
    owners
        The representatives whose rows are seen; None means every row.
    """

    owners: frozenset[str] | None = None

    @property
    def sees_everything(self) -> bool:
        return self.owners is None


class Viewer(Frozen):
    """The one who looks.

    Parameters
    ----------
    user_id, name
        Who it is.
    role
        What the role allows.
    scopes
        Permissions such as `pipeline:read` or `build:write`; `*` stands for all.
    rows
        Which rows are seen.
    sees_personal_data
        Whether columns that are marked as personal data are shown.
    """

    user_id: str
    name: str
    role: Role
    scopes: frozenset[str] = frozenset()
    rows: RowRule = RowRule()
    sees_personal_data: bool = True

    def may(self, scope: str) -> bool:
        """Whether the viewer holds a scope; `pipeline:*` covers `pipeline:read`."""
        area = scope.split(":", 1)[0]
        return bool({"*", scope, f"{area}:*"} & self.scopes)


LOCAL = Viewer(user_id="local", name="local", role=Role.ADMIN, scopes=frozenset({"*"}))
"""The person at the keyboard of the machine: command line and library use, sees every row."""
