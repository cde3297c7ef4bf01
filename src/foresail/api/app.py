"""The application: derived routes, problems in one form, safe headers, the web application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware

from foresail import __version__
from foresail.api import problems, static_files
from foresail.api.answers import PACKED_FROM, PACKING
from foresail.api.derived import capability_router
from foresail.api.guard import SCOPE
from foresail.api.headers import SafeHeaders
from foresail.api.place import Place
from foresail.api.routes import routers
from foresail.kernel.problem import DeclarationError
from foresail.kernel.text import Text

PREFIX = "/api/v1"


def create_app(place: Place) -> FastAPI:
    """The application on one workspace.

    Raises
    ------
    DeclarationError
        If a route of the API does not say what it needs: every route refuses by default.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        place.jobs.close()

    app = FastAPI(
        title="Foresail",
        version=__version__,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: f"{route.tags[0] if route.tags else 'api'}_{route.name}",
    )
    app.state.place = place
    app.add_middleware(GZipMiddleware, minimum_size=PACKED_FROM, compresslevel=PACKING)
    app.add_middleware(SafeHeaders)
    problems.install(app)
    # Named resources first: a capability's address is `/<domain>/<capability>/<output>` and must not hide them.
    served: list[Served] = []
    for router in (*routers(), capability_router(place.workspace.catalogue)):
        served += _declared(router)
        app.include_router(router, prefix=PREFIX)
    app.state.served = tuple(served)
    static_files.install(app)
    return app


class Served(NamedTuple):
    """A route of the API and what it needs."""

    method: str
    path: str
    scope: str


def _declared(router: APIRouter) -> list[Served]:
    found: list[Served] = []
    for route in router.routes:
        scope = (route.openapi_extra or {}).get(SCOPE) if isinstance(route, APIRoute) else None
        if not isinstance(route, APIRoute) or not scope:
            path = getattr(route, "path", "?")
            raise DeclarationError(
                Text(en=f"The route {path} does not say what it needs.", zh=f"路由 {path} 未声明所需权限。"),
                next_step=Text(en="Make it with Routes.get(path, scope).", zh="请使用 Routes.get(path, scope) 创建。"),
            )
        found += [Served(method, PREFIX + route.path_format, str(scope)) for method in sorted(route.methods or ())]
    return found
