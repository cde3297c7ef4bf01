"""The built web application: hashed files for ever, pre-compressed where the client takes it, one page for all."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
_CODINGS = (("br", ".br"), ("gzip", ".gz"))
_NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Foresail</title>
<p>The web application is being built; this page comes by itself in a moment.
<p lang="zh">网页应用正在构建，请稍候，页面会自动出现。"""


def install(app: FastAPI, folder: Path = FOLDER) -> None:
    """Serve the files, and the page for every address that is not the API's."""

    @app.get("/assets/{name:path}", include_in_schema=False)
    def asset(name: str, request: Request) -> Response:
        root = (folder / "assets").resolve()
        file = (root / name).resolve()
        if not file.is_relative_to(root) or not file.is_file() or file.suffix in {".gz", ".br"}:
            raise HTTPException(404, "There is no such file")
        return _sent(file, request, FOR_EVER)

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        if path == "api" or path.startswith("api/"):
            raise HTTPException(404, "There is no such address in the API")
        index = folder / "index.html"
        if "/" not in path and path and (folder / path).is_file() and not path.endswith((".gz", ".br")):
            return _sent(folder / path, request, "no-cache")
        if not index.is_file():
            return Response(_NOT_BUILT, media_type="text/html", headers={"refresh": "2", "cache-control": "no-store"})
        return _sent(index, request, "no-cache")


def _sent(file: Path, request: Request, cache: str) -> Response:
    media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    accepted = request.headers.get("accept-encoding", "")
    headers = {"cache-control": cache, "vary": "accept-encoding"}
    for coding, ending in _CODINGS:
        packed = file.with_name(file.name + ending)
        if coding in accepted and packed.is_file():
            return FileResponse(packed, media_type=media, headers={**headers, "content-encoding": coding})
    return FileResponse(file, media_type=media, headers=headers)
