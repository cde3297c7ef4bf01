"""The encoding of a text file, decided from all of its bytes."""

from __future__ import annotations

import codecs
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from foresail.kernel.base import Frozen
from foresail.sources.files.hanzi import JAPANESE, SIMPLIFIED, TRADITIONAL, is_kana
from foresail.sources.files.limits import LIMITS, MIB, Limits, unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5", "cp932")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", *_LEGACY, "cp1252")
"""The encodings that a person may name."""


class Probe(Frozen):
    """What one pass over the bytes of a text file tells."""

    sha256: str
    size: int
    encoding: str
    guessed: bool = False  # the bytes allow several readings: the likeliest was taken


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def probe(path: Path, *, encoding: str = "", limits: Limits = LIMITS) -> Probe:
    """Read a text file once: its hash, its size and its encoding.

    Parameters
    ----------
    encoding
        Taken instead of the guess where a person named it.

    Raises
    ------
    UnreadableFile
        If the file is not text, or has a line longer than `limits.line_bytes`.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(min(size, 4 * MIB))
    if encoding:
        return Probe(sha256=sha256(path), size=size, encoding=encoding)
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), "") or _unmarked_wide(head)
    if not marked and (b"\x00" in head or _control_share(head) > 0.02):
        raise _not_text(path)
    digest, clean = _pass(path, limits, utf8=not marked)
    if marked:
        return Probe(sha256=digest, size=size, encoding=marked)
    if clean:
        return Probe(sha256=digest, size=size, encoding="utf-8")
    name, sure = _legacy(path, _odd_bytes(path))
    return Probe(sha256=digest, size=size, encoding=name, guessed=not sure)


def _pass(path: Path, limits: Limits, *, utf8: bool) -> tuple[str, bool]:
    """Hash the file, measure its lines, and see whether every byte is UTF-8."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    clean, open_line = utf8, 0
    for chunk in _chunks(path):
        digest.update(chunk)
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        open_line = open_line + len(chunk) if last < 0 else len(chunk) - last
        if open_line > limits.line_bytes:
            raise unreadable(
                path,
                f"A line is longer than {limits.line_bytes // MIB} MiB: this is not a table.",
                f"有一行超过 {limits.line_bytes // MIB} MiB：这不是表格。",
                "Export it again as CSV or Excel.",
                "请重新导出为 CSV 或 Excel。",
            )
        if clean:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                clean = False
    if clean:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            clean = False
    return digest.hexdigest(), clean


def _chunks(path: Path, size: int = MIB) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(size):
            yield chunk


def _odd_bytes(path: Path, most: int = 256 * 1024) -> bytes:
    """Lines that hold bytes above 127, as many as fit: what decides between encodings."""
    found, size = [], 0
    with path.open("rb") as stream:
        for line in stream:
            if not line.isascii():
                found.append(line)
                size += len(line)
                if size > most:
                    break
    return b"".join(found)


def _unmarked_wide(head: bytes) -> str:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = head[:4096]
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    even, odd = sample[0::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.25 and even < 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > 0.25 and odd < 0.02 else ""


def _control_share(head: bytes) -> float:
    bad = sum(head.count(bytes((b,))) for b in range(32) if b not in (9, 10, 11, 12, 13, 26, 27))
    return bad / max(len(head), 1)


def _legacy(path: Path, sample: bytes) -> tuple[str, bool]:
    """The likeliest of the older encodings, or UTF-8 with damaged places."""
    damaged = sample.decode("utf-8", errors="replace")
    holes = damaged.count("\ufffd")
    wide = sum(n for c, n in Counter(damaged).items() if c > "\x7f") - holes
    if wide > 20 * holes or _mostly_utf8(sample):
        return "utf-8", True  # a few damaged bytes: their rows are refused one by one
    scores = {name: _plausible(sample, name) for name in _LEGACY}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= 0.12:
        rival = max(score for name, score in scores.items() if name != best)
        return best, scores[best] >= 0.3 and scores[best] > 1.5 * rival
    if _plausible_latin(sample):
        return "cp1252", False
    if _decodes(sample, "gb18030"):
        return "gb18030", False
    raise unreadable(
        path,
        "The text is in none of the encodings that are known here (UTF-8, UTF-16, GB18030, Big5, Shift-JIS).",
        "文本不是任何已知编码（UTF-8、UTF-16、GB18030、Big5、Shift-JIS）。",
        "Save it as UTF-8 and load it again.",
        "请另存为 UTF-8 后重新载入。",
    )


def _mostly_utf8(sample: bytes) -> bool:
    """Whether four of five lines are UTF-8 with signs of three bytes, which no other encoding gives by chance.

    Signs of two bytes don't count: some words in GB18030 happen to read as those.
    """
    lines = [line for line in sample.splitlines() if not line.isascii()]
    good = sum(1 for line in lines if _decodes(line, "utf-8") and max(line.decode("utf-8")) >= "\u0800")
    return good >= 0.8 * len(lines)


def _decodes(sample: bytes, name: str) -> bool:
    try:
        sample.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _plausible(sample: bytes, name: str) -> float:
    """Share of common characters among those above 127; what does not decode weighs against it."""
    # every character is judged once, however often it stands in the sample
    odd = {c: n for c, n in Counter(sample.decode(name, errors="replace")).items() if c > "\x7f"}
    count = sum(odd.values())
    if not count:
        return 0.0
    wrong = sum(n for c, n in odd.items() if c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    tests: dict[str, Callable[[str], bool]] = {
        "gb18030": lambda c: c in SIMPLIFIED,
        "big5": lambda c: c in TRADITIONAL,
        "cp932": lambda c: ("\u3040" <= c <= "\u30ff") or c in JAPANESE,
    }
    good = sum(n for c, n in odd.items() if tests[name](c))
    if name == "gb18030" and good and sum(n for c, n in odd.items() if is_kana(c)) > count / 4:
        good //= 2  # kana inside GB18030: more likely another encoding read wrongly
    return good / count - 4 * wrong / count


def _plausible_latin(sample: bytes) -> bool:
    """Western European text: single letters with accents between plain letters."""
    if any(b in sample for b in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")):
        return False
    text = sample.decode("cp1252", errors="replace")
    odd = [i for i, c in enumerate(text) if ord(c) > 127]
    single = sum(
        1 for i in odd if not (i and ord(text[i - 1]) > 127) and not (i + 1 < len(text) and ord(text[i + 1]) > 127)
    )
    return bool(odd) and single / len(odd) > 0.8


def _not_text(path: Path) -> Exception:
    return unreadable(
        path,
        "This is not a text file.",
        "这不是文本文件。",
        "Export it as CSV, Excel, Parquet or JSON lines.",
        "请导出为 CSV、Excel、Parquet 或 JSON Lines。",
    )


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """Open for reading with line ends kept; what cannot be decoded becomes U+FFFD, whose rows are refused."""
    return path.open(encoding=encoding, errors="replace", newline="")
