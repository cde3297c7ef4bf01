"""Users, sessions, tokens, one-time links and failed attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update

from foresail.kernel.problem import Conflict, NotFound
from foresail.kernel.text import Text
from foresail.state.records import Session, SetupLink, Token, User
from foresail.state.store import State, aware
from foresail.state.tables import attempts, sessions, setup_links, tokens, users


class People:
    """Repository of everything that has to do with who may come in."""

    def __init__(self, state: State) -> None:
        self._state = state

    def _one(self, wanted: Select[Any]) -> RowMapping | None:
        with self._state.reading() as c:
            return c.execute(wanted).mappings().first()

    # users -----------------------------------------------------------------------------------------------------

    def add(self, user: User) -> None:
        """Add a user.

        Raises
        ------
        Conflict
            If somebody has that name already (upper and lower case are the same).
        """
        with self._state.transaction() as c:
            if c.execute(select(users.c.user_id).where(users.c.name_folded == user.name.casefold())).first():
                raise Conflict(
                    Text(en=f"There is already a user “{user.name}”.", zh=f"已有名为“{user.name}”的用户。"),
                    next_step=Text(en="Choose another name.", zh="请换一个名称。"),
                )
            values = {**user.model_dump(), "name_folded": user.name.casefold(), "role": user.role.value}
            c.execute(insert(users).values(values))

    def change(self, user_id: str, **values: Any) -> User:
        """Change some fields of a user and give the new state."""
        if "name" in values:
            values["name_folded"] = str(values["name"]).casefold()
        with self._state.transaction() as c:
            done = c.execute(update(users).where(users.c.user_id == user_id).values(values))
            if done.rowcount == 0:
                raise NotFound(Text(en=f"There is no user {user_id}.", zh=f"没有用户 {user_id}。"))
        return self.get(user_id)

    def get(self, user_id: str) -> User:
        """A user by id (NotFound if there is none)."""
        row = self._one(select(users).where(users.c.user_id == user_id))
        if row is None:
            raise NotFound(Text(en=f"There is no user {user_id}.", zh=f"没有用户 {user_id}。"))
        return _user(row)

    def find(self, name: str) -> User | None:
        """A user by name."""
        row = self._one(select(users).where(users.c.name_folded == name.casefold()))
        return _user(row) if row else None

    def everyone(self) -> tuple[User, ...]:
        """All users by name."""
        with self._state.reading() as c:
            return tuple(_user(r) for r in c.execute(select(users).order_by(users.c.name_folded)).mappings())

    def any_administrator(self) -> bool:
        """Whether somebody can administer this workspace."""
        wanted = select(users.c.user_id).where(users.c.role == "admin", users.c.active, users.c.password_hash != "")
        with self._state.reading() as c:
            return c.execute(wanted.limit(1)).first() is not None

    # sessions --------------------------------------------------------------------------------------------------

    def open_session(self, token_hash: str, session: Session) -> None:
        """Keep a session under the hash of its token."""
        with self._state.transaction() as c:
            c.execute(insert(sessions).values(token_hash=token_hash, **session.model_dump()))

    def session(self, token_hash: str) -> tuple[User, Session] | None:
        """The session of a token, with its user."""
        wanted = select(users, sessions).join_from(sessions, users, sessions.c.user_id == users.c.user_id)
        row = self._one(wanted.where(sessions.c.token_hash == token_hash))
        if row is None:
            return None
        session = Session(
            user_id=row[sessions.c.user_id],
            csrf=row[sessions.c.csrf],
            created_at=aware(row[sessions.c.created_at]),
            expires_at=aware(row[sessions.c.expires_at]),
        )
        return _user(row), session

    def close_session(self, token_hash: str) -> None:
        """End one session."""
        with self._state.transaction() as c:
            c.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def close_sessions_of(self, user_id: str) -> int:
        """End every session of a user; gives how many there were."""
        with self._state.transaction() as c:
            return c.execute(delete(sessions).where(sessions.c.user_id == user_id)).rowcount

    # tokens ----------------------------------------------------------------------------------------------------

    def add_token(self, token_hash: str, token: Token) -> None:
        """Keep an API token under its hash."""
        values = {**token.model_dump(), "scopes": " ".join(sorted(token.scopes)), "token_hash": token_hash}
        with self._state.transaction() as c:
            c.execute(insert(tokens).values(values))

    def token(self, token_hash: str) -> tuple[User, Token] | None:
        """The API token with a hash, with its user."""
        wanted = select(users, tokens).join_from(tokens, users, tokens.c.user_id == users.c.user_id)
        row = self._one(wanted.where(tokens.c.token_hash == token_hash))
        return (_user(row), _token(row)) if row else None

    def tokens_of(self, user_id: str) -> tuple[Token, ...]:
        """The API tokens of a user."""
        wanted = select(tokens).where(tokens.c.user_id == user_id).order_by(tokens.c.created_at)
        with self._state.reading() as c:
            return tuple(_token(r) for r in c.execute(wanted).mappings())

    def drop_token(self, token_id: str, user_id: str) -> None:
        """Revoke an API token of a user (NotFound if the user has no such token)."""
        with self._state.transaction() as c:
            done = c.execute(delete(tokens).where(tokens.c.token_id == token_id, tokens.c.user_id == user_id))
            if done.rowcount == 0:
                raise NotFound(Text(en="There is no such token.", zh="没有这个令牌。"))

    # one-time links --------------------------------------------------------------------------------------------

    def add_link(self, link_hash: str, link: SetupLink, at: datetime) -> None:
        """Keep a one-time link; an older one for the same user ends."""
        with self._state.transaction() as c:
            c.execute(delete(setup_links).where(setup_links.c.user_id == link.user_id))
            c.execute(insert(setup_links).values(link_hash=link_hash, created_at=at, **link.model_dump()))

    def use_link(self, link_hash: str) -> SetupLink | None:
        """Take a one-time link: whoever comes second gets None."""
        with self._state.transaction() as c:
            row = c.execute(select(setup_links).where(setup_links.c.link_hash == link_hash)).mappings().first()
            c.execute(delete(setup_links).where(setup_links.c.link_hash == link_hash))
        return SetupLink(user_id=row["user_id"], expires_at=aware(row["expires_at"])) if row else None

    # failed attempts -------------------------------------------------------------------------------------------

    def note_attempt(self, subject: str, at: datetime) -> None:
        """Remember a failed sign-in of a name or an address."""
        with self._state.transaction() as c:
            c.execute(insert(attempts).values(subject=subject, at=at))

    def attempts_since(self, subject: str, since: datetime) -> int:
        """How many failed sign-ins a subject had since a moment."""
        wanted = select(func.count()).select_from(attempts).where(attempts.c.subject == subject, attempts.c.at >= since)
        with self._state.reading() as c:
            return int(c.execute(wanted).scalar_one())

    def forget_attempts(self, subject: str, before: datetime) -> None:
        """Drop old attempts of a subject."""
        with self._state.transaction() as c:
            c.execute(delete(attempts).where(attempts.c.subject == subject, attempts.c.at < before))


def _user(row: RowMapping) -> User:
    values = {column.name: row[column] for column in users.c if column is not users.c.name_folded}
    return User(**{**values, "created_at": aware(values["created_at"])})


def _token(row: RowMapping) -> Token:
    expires = row[tokens.c.expires_at]
    return Token(
        token_id=row[tokens.c.token_id],
        user_id=row[tokens.c.user_id],
        name=row[tokens.c.name],
        scopes=frozenset(row[tokens.c.scopes].split()),
        created_at=aware(row[tokens.c.created_at]),
        expires_at=aware(expires) if expires else None,
    )
