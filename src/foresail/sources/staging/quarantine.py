"""Refused rows with file, line, column, value and reason."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from foresail.sources.files.raw import RawTable

SCHEMA = {
    "load_id": pl.String, "source": pl.String, "table_name": pl.String, "file": pl.String, "line": pl.Int64,
    "column_name": pl.String, "value": pl.String, "reason_en": pl.String, "reason_zh": pl.String, "raw": pl.String,
    "row_key": pl.String,
}  # fmt: skip


class Quarantine:
    """Collects what a load refuses; one entry a row."""

    def __init__(self, load_id: str, source: str) -> None:
        self._load, self._source = load_id, source
        self._frames: list[pl.DataFrame] = []

    def structural(self, raw: RawTable, table: str) -> None:
        """Rows whose cells do not fit the header."""
        rows = [(r.line, r.column, r.value, r.reason.en, r.reason.zh, r.raw) for r in raw.refused]
        if rows:
            names = ("line", "column_name", "value", "reason_en", "reason_zh", "raw")
            frame = pl.DataFrame(rows, schema={n: SCHEMA[n] for n in names}, orient="row")
            self._add(frame.with_columns(row_key=pl.lit(None, dtype=pl.String)), table, pl.lit(raw.name))

    def rows(self, raw: RawTable, table: str, bad: pl.DataFrame) -> None:
        """Rows with a value that cannot be read (columns `_line`, `_bad_…`, `_raw`, `_key` where it can be read)."""
        if bad.height:
            frame = bad.select(
                line="_line",
                column_name="_bad_column",
                value="_bad_value",
                reason_en="_bad_en",
                reason_zh="_bad_zh",
                raw="_raw",
                row_key="_key" if "_key" in bad.columns else pl.lit(None, dtype=pl.String),
            )
            self._add(frame, table, pl.lit(raw.name))

    def conflicts(self, table: str, found: pl.DataFrame | None) -> None:
        """Rows whose key another row has, with other content."""
        if found is not None and found.height:
            frame = found.select(
                pl.col("_line").alias("line"),
                pl.lit("").alias("column_name"),
                pl.col("source_id").alias("value"),
                pl.concat_str(
                    [
                        pl.lit("Another row of this load has the key “"),
                        "source_id",
                        pl.lit("” and says something else."),
                    ]
                ).alias("reason_en"),
                pl.concat_str([pl.lit("同一次载入中另有一行使用标识“"), "source_id", pl.lit("”但内容不同。")]).alias(
                    "reason_zh"
                ),
                pl.lit("").alias("raw"),
                pl.col("_file").alias("file"),
                pl.col("source_id").alias("row_key"),
            )
            self._add(frame, table, pl.col("file"))

    def _add(self, frame: pl.DataFrame, table: str, file: pl.Expr) -> None:
        whole = frame.with_columns(
            file.alias("file"), load_id=pl.lit(self._load), source=pl.lit(self._source), table_name=pl.lit(table)
        )
        self._frames.append(whole.select([pl.col(n).cast(t) for n, t in SCHEMA.items()]))

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(t for f in self._frames for t in f["table_name"].unique())

    def count(self, table: str) -> int:
        return sum(f.filter(pl.col("table_name") == table).height for f in self._frames)

    def frame(self) -> pl.DataFrame:
        """All entries, by file and line."""
        return pl.concat(self._frames).sort("file", "line") if self._frames else pl.DataFrame(schema=SCHEMA)

    def write(self, target: Path) -> None:
        """Write them, when there are any."""
        if self._frames:
            self.frame().write_parquet(target)
