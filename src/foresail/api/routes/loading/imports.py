"""Taking in files from the browser: upload, look at the proposed mapping, correct it, load."""

from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import File, UploadFile
from pydantic import BaseModel

from foresail.api.guard import AskingOf, PlaceOf, Routes
from foresail.api.place import Place
from foresail.kernel.problem import InvalidInput, LimitExceeded, NotFound, UnreadableFile
from foresail.kernel.text import Text

ROUTES = Routes("imports")
LARGEST = 2 * 2**30
MOST_FILES = 500
SURVEY_SECONDS = 120
UPLOAD = "upload"
"""Loose files have no folder that says which system they come from: their source is always called this."""
_CHUNK = 1 << 20


class Decisions(BaseModel):
    """The mapping as a person corrected it: file → table and column → canonical column (empty leaves it aside)."""

    decisions: dict[str, Any]


class Load(BaseModel):
    """How the files are to be loaded."""

    source: str = ""
    taken_at: str = ""
    complete: list[str] = []
    currency: str = ""


@ROUTES.post("/imports", "load:write", status_code=201)
def upload(files: Annotated[list[UploadFile], File()], place: PlaceOf) -> dict[str, Any]:
    """Give files; the answer is what they were recognised as, with confidence and what is missing."""
    if len(files) > MOST_FILES:
        raise LimitExceeded(Text(en=f"At most {MOST_FILES} files at a time.", zh=f"一次最多 {MOST_FILES} 个文件。"))
    import_id = uuid.uuid4().hex
    folder = _folder(place, import_id, new=True)
    try:
        room = LARGEST
        for file in files:
            room -= _keep(file, folder, room)
    except BaseException:
        shutil.rmtree(folder.parent, ignore_errors=True)
        raise
    return {"id": import_id, "survey": _survey(place, folder)}


@ROUTES.get("/imports/{import_id}", "load:write")
def look(import_id: str, place: PlaceOf) -> dict[str, Any]:
    """What the files of an upload are recognised as, with the decisions that stand."""
    return {"id": import_id, "survey": _survey(place, _folder(place, import_id))}


@ROUTES.put("/imports/{import_id}/mapping", "load:write")
def decide(import_id: str, body: Decisions, place: PlaceOf) -> dict[str, Any]:
    """Correct the mapping; the answer is the new state. Decisions are kept in the workspace and used next time."""
    folder = _folder(place, import_id)
    _kept(folder).write_text(json.dumps(body.decisions, ensure_ascii=False), encoding="utf-8")
    return {"id": import_id, "survey": _survey(place, folder)}


@ROUTES.post("/imports/{import_id}/load", "load:write", status_code=202)
def load(import_id: str, body: Load, who: AskingOf, place: PlaceOf) -> dict[str, str]:
    """Load the files of an upload; a build follows when the person asks for it."""
    folder = _folder(place, import_id)
    arguments = {**body.model_dump(), "paths": [str(folder)], "yes": True, "decisions": _decisions(folder)}
    job = place.jobs.start("load", arguments, who.user.user_id)
    place.gate.trail.add(who.user.user_id, "load.start", body.source, {"import": import_id})
    return {"job": job.id}


@ROUTES.delete("/imports/{import_id}", "load:write", status_code=204)
def forget(import_id: str, place: PlaceOf) -> None:
    """Throw an upload away; what was loaded from it stays."""
    shutil.rmtree(_folder(place, import_id).parent)


def _folder(place: Place, import_id: str, *, new: bool = False) -> Path:
    if len(import_id) != 32 or not import_id.isalnum():
        raise NotFound(Text(en="There is no such import.", zh="没有这个导入。"))
    folder = place.workspace.path / "uploads" / import_id / UPLOAD
    if new:
        folder.mkdir(parents=True)
    elif not folder.is_dir():
        raise NotFound(Text(en="There is no such import.", zh="没有这个导入。"))
    return folder


def _keep(file: UploadFile, folder: Path, room: int) -> int:
    """Write one upload under a safe name; sub-folders of the browser's name are kept, since they can carry a date."""
    said = PurePosixPath((file.filename or "").replace("\\", "/"))
    parts = [p for p in said.parts if p not in {"", ".", "..", "/"} and ":" not in p and "\0" not in p]
    if not parts or ".." in said.parts or said.is_absolute():
        raise UnreadableFile(Text(en="A file name is not usable.", zh="文件名不可用。"), where=str(said))
    target = folder.joinpath(*parts[-4:])
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with target.open("wb") as out:
        while chunk := file.file.read(_CHUNK):
            size += len(chunk)
            if size > room:
                raise LimitExceeded(
                    Text(en="The upload is larger than 2 GiB.", zh="上传内容超过 2 GiB。"),
                    next_step=Text(
                        en="Use `foresail load` on this machine for large exports.",
                        zh="大文件请在本机使用 foresail load。",
                    ),
                )
            out.write(chunk)
    return size


def _kept(folder: Path) -> Path:
    return folder.parent / "decisions.json"


def _decisions(folder: Path) -> dict[str, Any]:
    path = _kept(folder)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _survey(place: Place, folder: Path) -> Any:
    job = place.jobs.start("survey", {"paths": [str(folder)], "decisions": _decisions(folder)}, "survey")
    done = place.jobs.finish(job, SURVEY_SECONDS)
    if done.problem is not None:
        said = done.problem.get("detail_text") or {
            "en": done.problem.get("detail", ""),
            "zh": done.problem.get("detail", ""),
        }
        raise InvalidInput(Text(**said), where=str(done.problem.get("where", "")).rsplit(folder.name + "/", 1)[-1])
    return done.result
