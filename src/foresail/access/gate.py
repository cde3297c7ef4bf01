"""Signing in and out, one-time links, API tokens: every way to become somebody."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from foresail.access.roles import SCOPES
from foresail.access.secrets import hash_password, new_token, password_matches, token_hash
from foresail.kernel.base import Frozen
from foresail.kernel.ports import Clock, system_clock
from foresail.kernel.problem import Conflict, Forbidden, InvalidInput, TooMany, Unauthenticated
from foresail.kernel.text import Language, Text
from foresail.kernel.unchanged import Unchanged
from foresail.kernel.viewer import Role
from foresail.state.ledgers import AuditTrail
from foresail.state.people import People
from foresail.state.records import Session, SetupLink, Token, User, Visibility
from foresail.state.store import State

SESSION_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(days=2)
WINDOW = timedelta(minutes=15)
TRIES_PER_NAME, TRIES_PER_ADDRESS = 5, 50


class Grant(Frozen):
    """What a successful sign-in gives: the secret for the cookie, and what belongs to it."""

    token: str
    user: User
    session: Session


class Gate:
    """The one place where a person or a program becomes a user.

    Parameters
    ----------
    state
        The state store.
    clock
        Where the time comes from.
    """

    def __init__(self, state: State, clock: Clock = system_clock) -> None:
        self._people = People(state)
        self._trail = AuditTrail(state)
        self._clock = clock
        self._sessions: Unchanged[tuple[User, Session]] = Unchanged(state.mark)
        self._tokens: Unchanged[tuple[User, Token]] = Unchanged(state.mark)

    @property
    def people(self) -> People:
        return self._people

    @property
    def trail(self) -> AuditTrail:
        return self._trail

    # signing in ------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, address: str) -> Grant:
        """Open a session.

        Raises
        ------
        TooMany
            After five failures for a name, or fifty from an address, within fifteen minutes.
        Unauthenticated
            In the same words and the same time whether the name or the password was wrong.
        """
        now = self._clock()
        subjects = (f"name:{name.casefold()}", f"address:{address}")
        for subject, most in zip(subjects, (TRIES_PER_NAME, TRIES_PER_ADDRESS), strict=True):
            if self._people.attempts_since(subject, now - WINDOW) >= most:
                raise TooMany(
                    Text(en="Too many failed attempts.", zh="失败次数过多。"),
                    next_step=Text(en="Wait fifteen minutes and try again.", zh="请等待十五分钟后再试。"),
                )
        user = self._people.find(name)
        hashed = user.password_hash if user and user.active else ""
        if not password_matches(password, hashed) or user is None:
            for subject in subjects:
                self._people.note_attempt(subject, now)
                self._people.forget_attempts(subject, now - WINDOW)
            self._trail.add(user.user_id if user else "", "sign-in.failed", name)
            raise Unauthenticated(
                Text(en="The name or the password is wrong.", zh="用户名或密码错误。"),
                next_step=Text(
                    en="Try again, or ask an administrator for a new link.", zh="请重试，或请管理员发送新的链接。"
                ),
            )
        self._trail.add(user.user_id, "sign-in")
        return self._grant(user, now)

    def _grant(self, user: User, now: datetime) -> Grant:
        token = new_token()
        session = Session(user_id=user.user_id, csrf=new_token(), created_at=now, expires_at=now + SESSION_LASTS)
        self._people.open_session(token_hash(token), session)
        return Grant(token=token, user=user, session=session)

    def by_session(self, token: str) -> tuple[User, Session] | None:
        """The user of a session cookie; None when it is unknown, over, or the user was switched off."""
        hashed = token_hash(token)
        found = self._sessions.get(hashed, lambda: self._people.session(hashed))
        if found is None:
            return None
        user, session = found
        if session.expires_at <= self._clock():
            self._people.close_session(hashed)
            return None
        return found if user.active else None

    def session_at_hand(self, token: str) -> tuple[User, Session] | None:
        """The same without waiting for the store: None also where it would have to be asked."""
        found = self._sessions.at_hand(token_hash(token))
        if found is None or not found[0].active or found[1].expires_at <= self._clock():
            return None
        return found

    def sign_out(self, token: str) -> None:
        """End a session."""
        self._people.close_session(token_hash(token))

    # one-time links --------------------------------------------------------------------------------------------

    @property
    def setup_needed(self) -> bool:
        """Whether nobody can administer this workspace yet."""
        return not self._people.any_administrator()

    def first_link(self) -> str:
        """A one-time secret for the first administrator, printed on the console at the first start."""
        return self._link("")

    def _link(self, user_id: str) -> str:
        token, now = new_token(), self._clock()
        self._people.add_link(token_hash(token), SetupLink(user_id=user_id, expires_at=now + LINK_LASTS), now)
        return token

    def set_up(self, link: str, name: str, password: str, language: Language = "zh") -> Grant:
        """Use a one-time link: the first administrator chooses name and password, an invited user the password.

        Raises
        ------
        Forbidden
            If the link is unknown, used or over.
        """
        hashed_password = hash_password(password)  # first, so that a weak password does not use up the link
        first = self.setup_needed
        if first and not name.strip():
            raise InvalidInput(Text(en="A name is needed.", zh="请填写姓名。"), where="name")
        found, now = self._people.use_link(token_hash(link)), self._clock()
        if found is None or found.expires_at <= now or (not found.user_id and not first):
            raise Forbidden(
                Text(en="This link is not valid any more.", zh="此链接已失效。"),
                next_step=Text(en="Ask an administrator for a new one.", zh="请向管理员索取新的链接。"),
            )
        if found.user_id:
            self._people.close_sessions_of(found.user_id)
            user = self._people.change(found.user_id, password_hash=hashed_password, active=True)
        else:
            user = self._new(name, Role.ADMIN, "everything", "", language, hashed_password)
        self._trail.add(user.user_id, "set-up", user.name)
        return self._grant(user, now)

    # users -----------------------------------------------------------------------------------------------------

    def invite(
        self,
        by: str,
        name: str,
        role: Role,
        visibility: Visibility,
        representative_id: str = "",
        language: Language = "zh",
    ) -> tuple[User, str]:
        """Add a user without a password, with the one-time secret that sets it."""
        if not name.strip():
            raise InvalidInput(Text(en="A name is needed.", zh="请填写姓名。"), where="name")
        if visibility != "everything" and not representative_id:
            raise InvalidInput(
                Text(en="Own or team rows need a representative.", zh="查看本人或团队的数据需要指定销售代表。"),
                where="representative_id",
                next_step=Text(en="Choose the representative that this user is.", zh="请选择该用户对应的销售代表。"),
            )
        user = self._new(name, role, visibility, representative_id, language, "")
        self._trail.add(by, "user.invite", name, {"role": role.value, "visibility": visibility})
        return user, self._link(user.user_id)

    def new_link(self, by: str, user_id: str) -> str:
        """A new one-time secret for a user who lost the password; open sessions end."""
        user = self._people.get(user_id)
        self._people.close_sessions_of(user_id)
        self._trail.add(by, "user.link", user.name)
        return self._link(user_id)

    def change_user(self, by: str, user_id: str, **values: object) -> User:
        """Change role, visibility, language or activity; narrower rights hold from the next request on."""
        before = self._people.get(user_id)
        ends = values.get("active") is False or values.get("role", Role.ADMIN) != Role.ADMIN
        others = [u for u in self._people.everyone() if u.role is Role.ADMIN and u.active and u.user_id != user_id]
        if before.role is Role.ADMIN and ends and not any(u.password_hash for u in others):
            raise Conflict(
                Text(en="This is the only administrator.", zh="这是唯一的管理员。"),
                next_step=Text(en="Make somebody else administrator first.", zh="请先指定另一位管理员。"),
            )
        user = self._people.change(user_id, **values)
        if not user.active:
            self._people.close_sessions_of(user_id)
        self._trail.add(by, "user.change", user.name, {k: str(v) for k, v in values.items()})
        return user

    def _new(
        self, name: str, role: Role, visibility: Visibility, representative_id: str, language: Language, hashed: str
    ) -> User:
        user = User(
            user_id=uuid.uuid4().hex,
            name=name.strip(),
            role=role,
            visibility=visibility,
            representative_id=representative_id,
            language=language,
            created_at=self._clock(),
            password_hash=hashed,
        )
        self._people.add(user)
        return user

    # API tokens ------------------------------------------------------------------------------------------------

    def make_token(self, user: User, name: str, scopes: frozenset[str], lasts: timedelta | None) -> tuple[Token, str]:
        """An API token of a user; its scopes may not go beyond the user's.

        Raises
        ------
        Forbidden
            If a scope is wider than the user's own.
        """
        from foresail.access.rows import viewer_of  # rows reads the warehouse, which signing in does not need
        from foresail.kernel.viewer import RowRule

        owner = viewer_of(user, RowRule())
        wider = sorted(s for s in scopes if not owner.may(s))
        if wider:
            raise Forbidden(
                Text(en=f"You don't hold {wider[0]} yourself.", zh=f"您本人没有权限 {wider[0]}。"),
                where="scopes",
                details={"own": sorted(SCOPES[user.role])},
            )
        secret, now = "fs_" + new_token(), self._clock()
        token = Token(
            token_id=uuid.uuid4().hex,
            user_id=user.user_id,
            name=name.strip() or "token",
            scopes=scopes,
            created_at=now,
            expires_at=now + lasts if lasts else None,
        )
        self._people.add_token(token_hash(secret), token)
        self._trail.add(user.user_id, "token.make", token.name, {"scopes": sorted(scopes)})
        return token, secret

    def by_token(self, secret: str) -> tuple[User, Token] | None:
        """The user of an API token; None when it is unknown, revoked, over, or the user was switched off."""
        hashed = token_hash(secret)
        found = self._tokens.get(hashed, lambda: self._people.token(hashed))
        if found is None:
            return None
        user, token = found
        over = token.expires_at is not None and token.expires_at <= self._clock()
        return found if user.active and not over else None
