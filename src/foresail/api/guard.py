"""Who is asking, and may they? Every route names its scope; a route without one cannot be made.

What a request needs is found without leaving the event loop wherever nothing is waited for: each plain function among
the dependencies would cost a change of threads, and a page asks for ten blocks at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool

from foresail.access.roles import demand
from foresail.access.rows import row_rule, viewer_of
from foresail.access.secrets import same_secret
from foresail.api.place import Place
from foresail.kernel.problem import Forbidden, NotBuilt, Unauthenticated
from foresail.kernel.text import Text
from foresail.kernel.viewer import RowRule, Viewer
from foresail.state.records import User

if TYPE_CHECKING:
    from foresail.warehouse.warehouse import Reader

COOKIE = "foresail_session"
CSRF_HEADER = "x-foresail-csrf"
SCOPE = "x-foresail-scope"
PUBLIC = "public"
SIGNED_IN = "signed-in"
_SAFE = {"GET", "HEAD", "OPTIONS"}

Endpoint = Callable[..., Any]


class Routes:
    """A router whose every route says what it needs: a scope, `signed-in` or `public`."""

    def __init__(self, tag: str) -> None:
        self.router = APIRouter(tags=[tag])

    def add(self, method: str, path: str, scope: str, **settings: Any) -> Callable[[Endpoint], Endpoint]:
        """Register an endpoint behind a scope."""
        needs = [] if scope == PUBLIC else [Depends(require(scope))]

        def register(endpoint: Endpoint) -> Endpoint:
            self.router.add_api_route(
                path, endpoint, methods=[method], dependencies=needs, openapi_extra={SCOPE: scope}, **settings
            )
            return endpoint

        return register

    def get(self, path: str, scope: str, **settings: Any) -> Callable[[Endpoint], Endpoint]:
        """Register a GET."""
        return self.add("GET", path, scope, **settings)

    def post(self, path: str, scope: str, **settings: Any) -> Callable[[Endpoint], Endpoint]:
        """Register a POST."""
        return self.add("POST", path, scope, **settings)

    def put(self, path: str, scope: str, **settings: Any) -> Callable[[Endpoint], Endpoint]:
        """Register a PUT."""
        return self.add("PUT", path, scope, **settings)

    def patch(self, path: str, scope: str, **settings: Any) -> Callable[[Endpoint], Endpoint]:
        """Register a PATCH."""
        return self.add("PATCH", path, scope, **settings)

    def delete(self, path: str, scope: str, **settings: Any) -> Callable[[Endpoint], Endpoint]:
        """Register a DELETE."""
        return self.add("DELETE", path, scope, **settings)


# A dependency of a dependency is walked through anew for each that names it, so that those of every request name none:
# who asks is kept with the request.


async def the_place(request: Request) -> Place:
    """The server's state."""
    place: Place = request.app.state.place
    return place


PlaceOf = Annotated[Place, Depends(the_place)]


class Asking:
    """The user behind a request, and what the token or the session allows."""

    def __init__(self, user: User, scopes: frozenset[str] | None, csrf: str) -> None:
        self.user = user
        self.scopes = scopes
        self.csrf = csrf


async def asking(request: Request) -> Asking:
    """Find out who asks, from the bearer token or the session cookie; once a request.

    Raises
    ------
    Unauthenticated
        If nobody is signed in, or the session or token is over.
    Forbidden
        If a request of a browser that changes something lacks its anti-forgery value.
    """
    known: Asking | None = getattr(request.state, "asking", None)
    if known is None:
        known = request.state.asking = await _found(request, await the_place(request))
    return known


async def _found(request: Request, place: Place) -> Asking:
    header = request.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        by_token = await run_in_threadpool(place.gate.by_token, header[7:].strip())
        if by_token is None:
            raise await run_in_threadpool(_nobody, place)
        return Asking(by_token[0], by_token[1].scopes, "")
    cookie = request.cookies.get(COOKIE, "")
    by_session = place.gate.session_at_hand(cookie) if cookie else None
    if by_session is None and cookie:
        by_session = await run_in_threadpool(place.gate.by_session, cookie)
    if by_session is None:
        raise await run_in_threadpool(_nobody, place)
    user, session = by_session
    if request.method not in _SAFE and not same_secret(request.headers.get(CSRF_HEADER, ""), session.csrf):
        raise Forbidden(
            Text(en="The request does not come from the cockpit.", zh="请求并非来自驾驶舱。"),
            where=CSRF_HEADER,
            next_step=Text(en="Reload the page.", zh="请刷新页面。"),
        )
    return Asking(user, None, session.csrf)


def _nobody(place: Place) -> Unauthenticated:
    return Unauthenticated(
        Text(en="Nobody is signed in.", zh="尚未登录。"),
        next_step=Text(en="Sign in, or send a valid token.", zh="请登录，或提供有效的令牌。"),
        details={"setup_needed": place.gate.setup_needed},
    )


AskingOf = Annotated[Asking, Depends(asking)]


def require(scope: str) -> Callable[..., Awaitable[None]]:
    """A dependency that refuses whoever lacks a scope."""

    async def check(request: Request) -> None:
        who = await asking(request)
        if scope != SIGNED_IN:
            demand(viewer_of(who.user, RowRule(), who.scopes), scope)

    return check


async def reader_of(request: Request) -> AsyncIterator[Reader]:
    """The published generation for the time of one request.

    Raises
    ------
    NotBuilt
        If nothing has been published yet.
    """
    warehouse = (await the_place(request)).workspace.warehouse
    at_hand = warehouse.reader_at_hand()
    with at_hand if at_hand is not None else await run_in_threadpool(warehouse.reader) as reader:
        yield reader


ReaderOf = Annotated["Reader", Depends(reader_of)]


async def viewer(request: Request) -> Viewer:
    """The viewer of a request, with the rows of the person or team in the present generation."""
    who = await asking(request)
    if who.user.visibility == "everything":
        return viewer_of(who.user, RowRule(), who.scopes)
    return await run_in_threadpool(_of_a_part, who, await the_place(request))


def _of_a_part(who: Asking, place: Place) -> Viewer:
    try:
        with place.workspace.warehouse.reader() as reader:
            return viewer_of(who.user, row_rule(who.user, reader), who.scopes)
    except NotBuilt:
        return viewer_of(who.user, row_rule(who.user, None), who.scopes)


ViewerOf = Annotated[Viewer, Depends(viewer)]


def tag_of(reader: Reader, viewer_: Viewer, request: Request) -> str:
    """The ETag of an answer: generation, calendar, rows, rights, question and what its segments mean."""
    owners = viewer_.rows.owners
    seen = "*" if owners is None else ",".join(sorted(owners))
    rights = (str(viewer_.sees_personal_data), ",".join(sorted(viewer_.scopes)))
    place: Place = request.app.state.place
    calendar = place.workspace.settings.calendar.model_dump_json()  # it may change within a generation
    meaning = getattr(request.state, "meaning", "")  # what saved segments in the question stand for
    parts = (reader.id, calendar, seen, *rights, str(request.url.query), meaning)
    digest = hashlib.sha256("\n".join((request.url.path, *parts)).encode()).hexdigest()[:24]
    return f'W/"{digest}"'
