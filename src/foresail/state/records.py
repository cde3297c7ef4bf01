"""The rows of the state store as frozen values."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from foresail.kernel.base import Frozen
from foresail.kernel.text import Language
from foresail.kernel.viewer import Role

Visibility = Literal["everything", "team", "own"]


class User(Frozen):
    """A person who may sign in. `visibility` says whose rows: everything, those of the own teams, the own ones."""

    user_id: str
    name: str
    role: Role
    visibility: Visibility
    representative_id: str = ""
    language: Language = "zh"
    active: bool = True
    created_at: datetime
    password_hash: str = ""


class Session(Frozen):
    """A signed-in browser. The token itself is never stored."""

    user_id: str
    csrf: str
    created_at: datetime
    expires_at: datetime


class Token(Frozen):
    """An API token: never wider than its owner."""

    token_id: str
    user_id: str
    name: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None = None


class SetupLink(Frozen):
    """A one-time link that sets a password; `user_id` is empty for the first administrator."""

    user_id: str
    expires_at: datetime


class AuditEntry(Frozen):
    """Who did what and when; each entry's hash covers the one before."""

    seq: int
    at: str
    user_id: str
    action: str
    subject: str
    details: dict[str, Any]
    hash: str


class IssuedForecast(Frozen):
    """A forecast as it was issued, never changed afterwards."""

    issued_at: datetime
    capability_id: str
    as_of: str
    data_hash: str
    code_version: str
    params: dict[str, Any]
    issuer: str
    rows: list[dict[str, Any]]


class SavedView(Frozen):
    """A named address of the cockpit."""

    view_id: str
    user_id: str
    name: str
    address: str
    created_at: datetime


class IdentityDecision(Frozen):
    """What a person decided about two records: the same customer, different ones, or an earlier word taken back."""

    seq: int = 0
    at: datetime
    user_id: str
    entity: Literal["account", "contact"]
    left_id: str
    right_id: str
    verdict: Literal["same", "different", "withdrawn"]
    note: str = ""


class SavedSegment(Frozen):
    """A set of customers by what is known of them, told anew from the data each time.

    Parameters
    ----------
    condition
        A filter over the fields of a customer, as text of the grammar; empty: none.
    pinned
        Ids of accounts that are in it whatever the filter says.
    shared
        Whether everybody may use it; otherwise only who made it.
    """

    segment_id: str
    name: str
    note: str = ""
    condition: str = ""
    pinned: tuple[str, ...] = ()
    shared: bool = False
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime
