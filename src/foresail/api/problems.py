"""Errors as `application/problem+json`: the same words as on the command line and in the pages."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from foresail.kernel.problem import Forbidden, InvalidInput, NotFound, Problem, TooMany
from foresail.kernel.text import Language, Text

MEDIA_TYPE = "application/problem+json"


def language_of(request: Request) -> Language:
    """The first language that the client prefers: `Accept-Language`, otherwise English."""
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def install(app: FastAPI) -> None:
    """Answer every error in one form."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def answer(problem: Problem, language: Language) -> JSONResponse:
    """A problem as a response."""
    headers = {"retry-after": "900"} if isinstance(problem, TooMany) else {}
    both: dict[str, Any] = {
        "detail_text": problem.what.model_dump(),
        "next_step_text": problem.next_step.model_dump() if problem.next_step else None,
    }
    content = {**problem.to_json(language), **both}
    return JSONResponse(content, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


async def _problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this class only
    return answer(error, language_of(request))


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in {"query", "body", "path"})
    what = Text(en=f"{first['msg']}.", zh=f"参数不正确：{first['msg']}。")
    return answer(InvalidInput(what, where=where), language_of(request))


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    kinds: dict[int, type[Problem]] = {403: Forbidden, 404: NotFound}
    kind = kinds.get(error.status_code, InvalidInput)
    what = Text(en=f"{error.detail}.", zh="找不到该地址。" if error.status_code == 404 else f"{error.detail}。")
    response = answer(kind(what, where=request.url.path), language_of(request))
    response.status_code = error.status_code
    return response
