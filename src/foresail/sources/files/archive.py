"""Zip archives: every member is checked before a byte is written, and counted while it is."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

from foresail.kernel.problem import UnreadableFile
from foresail.sources.files.limits import LIMITS, MIB, Limits, unreadable

_NESTED = (".zip", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")


def unpack(path: Path, folder: Path, *, limits: Limits = LIMITS) -> list[tuple[str, Path]]:
    """Unpack an archive into `folder` under names of our own.

    Returns
    -------
    list of (name inside the archive, unpacked file)

    Raises
    ------
    UnreadableFile
        Names that leave the archive, links, encryption, archives inside, too many or too large members, damage.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not _clutter(m.filename)]
            _check(path, members, limits)
            folder.mkdir(parents=True, exist_ok=True)
            return [(_name(m), _write(archive, m, folder / f"{i:04d}{_suffix(m)}")) for i, m in enumerate(members)]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise unreadable(
            path,
            f"The archive cannot be read: {error}.",
            f"压缩包无法读取：{error}。",
            "Pack it again as a plain zip.",
            "请重新打包为普通 zip。",
        ) from error


def check_workbook(path: Path, *, limits: Limits = LIMITS) -> None:
    """Refuse a workbook (a zip inside) that unpacks to more than a workbook holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise unreadable(
            path,
            "This is not an Excel workbook, or it is damaged.",
            "这不是 Excel 工作簿，或文件已损坏。",
            "Open it in Excel and save it again as .xlsx.",
            "请用 Excel 打开并另存为 .xlsx。",
        ) from error
    small = limits.model_copy(update={"unpacked_bytes": limits.workbook_bytes})
    _bounds(path, members, small)


def _check(path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    _bounds(path, members, limits)
    for member in members:
        name = _name(member)
        parts = PurePosixPath(name.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0] or "\x00" in name:
            raise _refused(path, f"“{name}” leads out of the archive", f"“{name}”指向压缩包之外")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _refused(path, f"“{name}” is a link", f"“{name}”是链接")
        if member.flag_bits & 1:
            raise _refused(path, "it is encrypted", "它已加密")
        if name.lower().endswith(_NESTED):
            raise _refused(path, f"“{name}” is an archive inside the archive", f"“{name}”是嵌套的压缩包")


def _bounds(path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(m.file_size for m in members)
    packed = max(path.stat().st_size, 1)
    if len(members) > limits.members:
        raise _refused(path, f"it has more than {limits.members} files", f"文件数超过 {limits.members}")
    if unpacked > limits.unpacked_bytes or (unpacked > limits.ratio_from and unpacked / packed > limits.ratio):
        raise _refused(
            path,
            f"it would unpack to {unpacked // MIB:,} MiB from {packed / MIB:.1f} MiB",
            f"解压后将达 {unpacked // MIB:,} MiB（压缩包仅 {packed / MIB:.1f} MiB）",
        )


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Path:
    """Unpack one member; a member that holds more than it says is refused by the reader's own count."""
    written = 0
    with archive.open(member) as source, target.open("wb") as out:
        while chunk := source.read(MIB):
            written += len(chunk)
            if written > member.file_size:
                raise ValueError("a member holds more than it says")
            out.write(chunk)
    return target


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives made on Chinese Windows write it in GBK without saying so."""
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _suffix(member: zipfile.ZipInfo) -> str:
    suffix = PurePosixPath(member.filename).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) < 10 else ""


def _clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (".DS_Store", "Thumbs.db", "desktop.ini")


def _refused(path: Path, en: str, zh: str) -> UnreadableFile:
    return unreadable(
        path,
        f"The archive is refused: {en}.",
        f"压缩包被拒绝：{zh}。",
        "Unpack it yourself and load the files you trust.",
        "请自行解压，只载入可信的文件。",
    )
