"""From paths to loads: which files were taken together, from which system, and when."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from foresail.kernel.base import Frozen
from foresail.kernel.problem import InvalidInput, NotFound
from foresail.kernel.text import Text
from foresail.sources.recognise.names import DATED

MANIFESTS = ("foresail-loads.json", "foresail-demo.json")
"""Names of a file that lists loads: `[{folder, source, taken_at, complete}]`."""


class PlannedLoad(Frozen):
    """Files that show one system at one moment.

    Parameters
    ----------
    source
        Name of the system; prefixes its ids.
    taken_at
        UTC; None where neither folder nor file name tells: the moment of loading is taken.
    complete
        True: every table in it holds all its rows. Or the tables of which that holds.
    root
        The folder that names of files are shown relative to.
    """

    source: str
    taken_at: datetime | None
    files: tuple[Path, ...]
    root: Path
    complete: bool | tuple[str, ...] = False


def plan_loads(paths: Sequence[Path], *, source: str = "", zone: str = "Asia/Shanghai") -> list[PlannedLoad]:
    """Group files into loads, in order of time.

    A manifest in a folder decides. Otherwise a folder is one source (its sub-folders are, where it holds folders
    alone), and a date in the name of a folder or file (`crm/2024-01-31/`, `orders_20240131.csv`) tells when it
    was taken.

    Raises
    ------
    NotFound
        If a path does not exist.
    InvalidInput
        If there is no file at all, or a manifest is wrong.
    """
    loads: list[PlannedLoad] = []
    check_source(source)
    loose: list[Path] = []
    for path in paths:
        if not path.exists():
            raise NotFound(
                Text(en=f"There is no {path}.", zh=f"路径不存在：{path}。"),
                where=str(path),
                next_step=Text(en="Name a file or a folder that is there.", zh="请给出存在的文件或文件夹。"),
            )
        if path.is_file():
            loose.append(path)
        elif (manifest := next((path / m for m in MANIFESTS if (path / m).is_file()), None)) is not None:
            loads += _listed(manifest, source)
        else:
            loads += _folder(path, source, zone)
    if loose:
        name = source or _name(loose[0].parent.name if len(loose) > 1 else _undated(loose[0].stem)) or "files"
        loads += _by_date(name, loose, loose[0].parent, zone)
    if not any(load.files for load in loads):
        raise InvalidInput(
            Text(en="There is no file to load.", zh="没有可载入的文件。"), where=", ".join(map(str, paths))
        )
    far = datetime.max.replace(tzinfo=UTC)
    return sorted((x for x in loads if x.files), key=lambda x: (x.taken_at or far, x.source, str(x.files[0])))


def _folder(folder: Path, source: str, zone: str) -> list[PlannedLoad]:
    children = [c for c in sorted(folder.iterdir()) if c.is_dir() and not c.name.startswith(".")]
    files = [c for c in folder.iterdir() if c.is_file() and not c.name.startswith(".")]
    if not files and len(children) > 1 and not source and not any(_dated(c.name) for c in children):
        return [load for child in children for load in _folder(child, "", zone)]
    name = source or _name(_undated(folder.resolve().name)) or _name(folder.resolve().parent.name) or "files"
    return _by_date(name, _files(folder), folder, zone)


def _by_date(source: str, files: Sequence[Path], root: Path, zone: str) -> list[PlannedLoad]:
    groups: dict[date | None, list[Path]] = {}
    for file in sorted(files):
        inside = file.relative_to(root) if file.is_relative_to(root) else Path(file.name)
        parts = [inside.stem, *reversed(inside.parts[:-1]), root.name]
        groups.setdefault(next((d for p in parts if (d := _dated(p))), None), []).append(file)
    return [
        PlannedLoad(source=source, taken_at=_end_of(day, zone) if day else None, files=tuple(found), root=root)
        for day, found in groups.items()
    ]


def _listed(manifest: Path, source: str) -> list[PlannedLoad]:
    try:
        rows = json.loads(manifest.read_text(encoding="utf-8-sig"))
        rows = rows["loads"] if isinstance(rows, dict) else rows
        loads = []
        for row in rows:
            folder = (manifest.parent / row["folder"]).resolve()
            if not folder.is_relative_to(manifest.parent.resolve()) or not folder.exists():
                raise ValueError(f"{row['folder']} is not below the manifest")  # noqa: TRY301 - said once, below
            taken = datetime.fromisoformat(row["taken_at"].replace("Z", "+00:00")) if row.get("taken_at") else None
            taken = taken.replace(tzinfo=UTC) if taken and not taken.tzinfo else taken
            whole = row.get("complete", False)
            files = _files(folder) if folder.is_dir() else [folder]
            loads.append(
                PlannedLoad(
                    source=source or _name(row["source"]) or "files",
                    taken_at=taken.astimezone(UTC) if taken else None,
                    files=tuple(files),
                    root=manifest.parent,
                    complete=whole if isinstance(whole, bool) else tuple(whole),
                )
            )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(
            Text(en=f"The list of loads is wrong: {error}.", zh=f"载入清单有误：{error}。"),
            where=str(manifest),
            next_step=Text(
                en="Give folder, source, taken_at and complete for every load.",
                zh="请为每次载入给出 folder、source、taken_at 和 complete。",
            ),
        ) from error
    return loads


def _files(folder: Path) -> list[Path]:
    return sorted(
        f for f in folder.rglob("*")
        if f.is_file() and not any(p.startswith(".") for p in f.relative_to(folder).parts) and f.name not in MANIFESTS
    )  # fmt: skip


def _dated(name: str) -> date | None:
    """The day in a name; a month alone is its last day's eve: the first of the next month is not yet there."""
    hit = DATED.search(name)
    if not hit:
        return None
    year, month = int(hit[1]), int(hit[2])
    if hit[3]:
        try:
            return date(year, month, int(hit[3]))
        except ValueError:
            return None
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _undated(name: str) -> str:
    return DATED.sub("", name)


def check_source(source: str) -> None:
    """Refuse a name that could lead out of the workspace: the mapping's file is called after it.

    Raises
    ------
    InvalidInput
        If it has other signs than letters, digits, spaces, `_`, `-` and `.`, begins with a dot, or is too long.
    """
    if source and not re.fullmatch(r"\w[\w .-]{0,59}", source):
        raise InvalidInput(
            Text(en=f"“{source[:80]}” cannot be the name of a source.", zh=f"“{source[:80]}”不能作为来源名称。"),
            where="source",
            next_step=Text(
                en="Use letters, digits, _ and -, for example crm_east.", zh="请使用字母、数字、_ 和 -，例如 crm_east。"
            ),
        )


def _name(text: str) -> str:
    """A source's name: letters, digits and underscores, Chinese kept."""
    return re.sub(r"[^0-9a-z\u4e00-\u9fff]+", "_", text.lower()).strip("_")


def _end_of(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)
