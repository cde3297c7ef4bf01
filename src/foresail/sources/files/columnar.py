"""Parquet and JSON lines: the files carry their types; they become text like the rest and are typed once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from foresail.kernel.text import Text
from foresail.sources.files.encodings import Probe, open_text, sha256
from foresail.sources.files.limits import LIMITS, MIB, Limits, too_many_columns, unreadable
from foresail.sources.files.raw import LINE, RawTable, Refusal, unique_headers

_BATCH = 131_072


def read_parquet(path: Path, name: str, target: Path, *, limits: Limits = LIMITS) -> RawTable:
    """Read a Parquet file into a raw table; the line is the number of the row, from 1."""
    try:
        file = pq.ParquetFile(path)
        meta = file.metadata
        unpacked = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if meta.num_columns > limits.columns or unpacked > limits.unpacked_bytes:
            raise unreadable(name, "The file claims to hold too much.", "文件声明的内容过大。")
        headers = unique_headers(file.schema_arrow.names)
        rows = _write(target, len(headers), (_text(pl.from_arrow(b)) for b in file.iter_batches(_BATCH)))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError, pl.exceptions.PolarsError) as error:
        raise unreadable(
            name,
            "This is not a Parquet file, or it is damaged.",
            "这不是 Parquet 文件，或文件已损坏。",
            "Export it again.",
            "请重新导出。",
        ) from error
    if not rows:
        raise unreadable(name, "The file is empty.", "文件为空。", "Export it again.", "请重新导出。")
    return RawTable(
        name=name, path=path, sha256=sha256(path), size=path.stat().st_size, data=target, headers=headers, rows=rows,
        typed=True,
    )  # fmt: skip


def _text(frame: pl.DataFrame | pl.Series) -> pl.DataFrame:
    """All cells as text: moments in ISO form with their offset where they have a zone, nested values as JSON."""
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a record batch always gives a frame
    columns = []
    for i, (name, dtype) in enumerate(frame.schema.items()):
        column = pl.col(name)
        if isinstance(dtype, pl.Datetime):
            zone = "%:z" if dtype.time_zone else ""
            text = column.dt.to_string(f"%Y-%m-%dT%H:%M:%S%.f{zone}")
        elif isinstance(dtype, pl.Struct):
            text = column.struct.json_encode()
        elif isinstance(dtype, (pl.List, pl.Array)):
            text = column.cast(pl.List(pl.String)).list.join(", ")
        elif dtype == pl.Binary:
            text = column.bin.encode("hex")
        else:
            text = column.cast(pl.String)
        columns.append(text.alias(f"c{i}"))
    return frame.select(columns)


def _write(target: Path, width: int, frames: Iterable[pl.DataFrame]) -> int:
    schema = pa.schema([(LINE, pa.int64()), *((f"c{i}", pa.string()) for i in range(width))])
    rows = 0
    with pq.ParquetWriter(target, schema, compression="zstd", compression_level=1) as writer:
        for frame in frames:
            table = frame.with_row_index(LINE, offset=rows + 1).to_arrow()
            writer.write_table(table.cast(schema))
            rows += frame.height
    return rows


def read_json(path: Path, name: str, target: Path, probe: Probe, *, limits: Limits = LIMITS) -> RawTable:
    """Read JSON lines, or one JSON array of objects, into a raw table."""
    refused: list[Refusal] = []
    headers: dict[str, int] = {}
    records: list[tuple[int, dict[str, Any]]] = []
    for line, value in _values(path, name, probe):
        if isinstance(value, dict):
            records.append((line, value))
            for key in value:
                headers.setdefault(str(key), len(headers))
        else:
            refused.append(Refusal(line=line, reason=_NOT_OBJECT, raw=str(value)[:2000]))
        if len(headers) > limits.columns:
            raise too_many_columns(name, len(headers), limits)
    if not records:
        raise unreadable(name, "There is no JSON object in the file.", "文件中没有 JSON 对象。")
    data = {LINE: [line for line, _ in records]}
    columns = {f"c{i}": [_cell(record.get(key)) for _, record in records] for key, i in headers.items()}
    schema = {LINE: pl.Int64, **dict.fromkeys(columns, pl.String)}
    pl.DataFrame({**data, **columns}, schema=schema).write_parquet(target)
    return RawTable(
        name=name, path=path, sha256=probe.sha256, size=probe.size, data=target, headers=unique_headers(list(headers)),
        rows=len(records), refused=tuple(refused), encoding=probe.encoding, typed=True,
    )  # fmt: skip


_NOT_OBJECT = Text(en="The line is not a JSON object.", zh="该行不是 JSON 对象。")


def _values(path: Path, name: str, probe: Probe) -> Iterator[tuple[int, Any]]:
    with open_text(path, probe.encoding) as stream:
        start = stream.read(4096).lstrip("\ufeff \r\n\t")
        stream.seek(0)
        if not start.startswith("["):
            for number, line in enumerate(stream, start=1):
                if line.strip("\ufeff \r\n\t"):
                    yield number, _parsed(line.lstrip("\ufeff"))
            return
        if probe.size > 256 * MIB:
            raise unreadable(
                name,
                "A JSON array of this size is not read at once.",
                "如此大的 JSON 数组无法一次读取。",
                "Write one object a line (JSON lines).",
                "请改为每行一个对象（JSON Lines）。",
            )
        try:
            values = json.loads(stream.read().lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise unreadable(name, f"The JSON is broken: {error}.", f"JSON 有误：{error}。") from error
    yield from enumerate(values, start=1)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return line


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
