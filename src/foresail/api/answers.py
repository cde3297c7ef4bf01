"""Answers: JSON, CSV and XLSX of the same result, with the generation as ETag."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from fastapi import Request, Response
from pydantic import BaseModel

from foresail.api.problems import language_of
from foresail.contracts.query import Result, json_record, json_value
from foresail.kernel.text import Language

if TYPE_CHECKING:
    from foresail.warehouse.warehouse import Reader

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRIVATE = "private, no-cache"
JSON = "application/json"
KEPT_BESIDE = 500
"""Bytes that a kept answer takes besides its text."""
PACKED_FROM, PACKING = 1024, 5
"""Bytes from which an answer is packed, and how hard the packer tries; the same for what is not kept."""


class Form(StrEnum):
    """The form of an answer."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def as_json(content: Any, tag: str = "") -> Response:
    """Plain JSON."""
    return Response(json_text(content), media_type=JSON, headers=_headers(tag))


def json_text(content: Any) -> str:
    """The text of an answer. NaN is refused, because no client can read it."""
    body = content.model_dump(mode="json") if isinstance(content, BaseModel) else content
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=json_value)


class Body(NamedTuple):
    """The text of an answer as it is kept: packed where it is long, since nearly all clients take it so."""

    sent: bytes
    is_packed: bool


def _body(content: Any) -> Body:
    plain = json_text(content).encode()
    if len(plain) < PACKED_FROM:
        return Body(plain, is_packed=False)
    return Body(gzip.compress(plain, PACKING, mtime=0), is_packed=True)


def kept(request: Request, reader: Reader, kind: str, tag: str, made: Callable[[], Any]) -> Response:
    """JSON that is worked out and packed once for its tag and kept with the generation, where it is not too long.

    The tag names everything that the answer rests on: what one person has read, the next gets as it stands.
    """
    body = reader.remember((kind, tag), lambda: _body(made()), lambda found: len(found.sent) + KEPT_BESIDE)
    headers = _headers(tag)
    if not body.is_packed:
        return Response(body.sent, media_type=JSON, headers=headers)
    headers["vary"] += ", accept-encoding"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(body.sent), media_type=JSON, headers=headers)
    return Response(body.sent, media_type=JSON, headers={**headers, "content-encoding": "gzip"})


def not_modified(request: Request, tag: str) -> Response | None:
    """304 where the client holds this very answer."""
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=_headers(tag))
    return None


def result_json(result: Result) -> dict[str, Any]:
    """A whole result with its columns."""
    return {
        **result.model_dump(mode="json", exclude={"rows"}),
        "rows": [[json_value(value) for value in row] for row in result.rows],
    }


def answer(request: Request, result: Result, form: Form, name: str, *, full: bool, tag: str = "") -> Response:
    """A result in the form that was asked for; files carry a name, JSON is rows or the full result."""
    if form is Form.JSON:
        return as_json(result_json(result) if full else [json_record(r) for r in result.records()], tag)
    from foresail.metrics.forms import to_csv, to_xlsx

    language: Language = language_of(request)
    content = to_csv(result, language) if form is Form.CSV else to_xlsx(result, language)
    media = "text/csv; charset=utf-8" if form is Form.CSV else XLSX
    return Response(
        content,
        media_type=media,
        headers={**_headers(tag), "content-disposition": f'attachment; filename="{name}.{form.value}"'},
    )


def _headers(tag: str) -> dict[str, str]:
    return {
        "cache-control": PRIVATE,
        "vary": "cookie, authorization, accept-language",
        **({"etag": tag} if tag else {}),
    }
