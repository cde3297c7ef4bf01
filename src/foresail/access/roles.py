"""What each role may do. One table; routes and commands name the scope that they need."""

from __future__ import annotations

from foresail.kernel.problem import Forbidden
from foresail.kernel.text import Text
from foresail.kernel.viewer import Role, Viewer

_READ = frozenset(
    {
        "metrics:read",
        "customers:read",
        "pipeline:read",
        "forecast:read",
        "channels:read",
        "pricing:read",
        "products:read",
        "team:read",
        "market:read",
        "strategy:read",
        "reports:read",
    }
)

SCOPES: dict[Role, frozenset[str]] = {
    Role.ADMIN: frozenset({"*"}),
    Role.MANAGER: _READ
    | {"rows:read", "rows:export", "runs:write", "forecast:adjust", "quality:read"}
    | {"views:write", "segments:write", "tokens:write"},
    Role.REPRESENTATIVE: _READ | {"rows:read", "forecast:adjust", "views:write", "segments:write", "tokens:write"},
    Role.VIEWER: _READ | {"views:write"},
}
"""Role → scopes. Loading, building, settings and users are the administrator's."""

SEES_PERSONAL_DATA: dict[Role, bool] = {
    Role.ADMIN: True,
    Role.MANAGER: True,
    Role.REPRESENTATIVE: True,
    Role.VIEWER: False,
}


def demand(viewer: Viewer, scope: str) -> None:
    """Refuse a viewer who lacks a scope.

    Raises
    ------
    Forbidden
        With the scope that is missing.
    """
    if not viewer.may(scope):
        raise Forbidden(
            Text(en=f"This needs the permission {scope}.", zh=f"此操作需要权限 {scope}。"),
            next_step=Text(en="Ask an administrator of this workspace.", zh="请联系本工作区的管理员。"),
            details={"scope": scope},
        )
