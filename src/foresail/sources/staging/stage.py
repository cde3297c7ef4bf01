"""A survey and its mapping into typed tables, quarantine and the manifest of the load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from foresail.contracts.load import Counts, LoadedFile, LoadManifest
from foresail.kernel.base import Frozen
from foresail.kernel.ports import Clock, Progress, silent, system_clock
from foresail.model.tables import TABLES
from foresail.sources.files.raw import RawTable
from foresail.sources.loads.mapping import TableMap
from foresail.sources.loads.survey import Survey, SurveyedTable
from foresail.sources.staging.assume import assumptions
from foresail.sources.staging.convert import Plan, plan_of, references, typed
from foresail.sources.staging.history import changes
from foresail.sources.staging.keys import GENERATED, SAME, keyed, prefixed, source_id, whole_key
from foresail.sources.staging.merge import Merged, merge, merge_parts
from foresail.sources.staging.parts import Part, parts_of, totals_of
from foresail.sources.staging.quarantine import Quarantine
from foresail.sources.staging.rules import Context, complete
from foresail.sources.staging.select import not_here, selected
from foresail.warehouse.engine import Engine, shared

_BATCH = 131_072


class Staged(Frozen):
    """A staged load.

    Parameters
    ----------
    manifest
        Counts per table hold `rows_in`, `quarantined` and `duplicates`; what is new, changed or unchanged is found by
        comparing with the loads before. `rows_in` of a table counts its own rows and those that other files tell about.
    folder
        `<table>.parquet` and `quarantine.parquet`.
    derived
        Table → rows that other files told about (orders behind lines).
    repeated
        Table → identical rows that carry no key: kept, `_rank` > 1.
    """

    manifest: LoadManifest
    folder: Path
    derived: Mapping[str, int] = {}
    repeated: Mapping[str, int] = {}


class Options(Frozen):
    """What a load is told beside its files.

    Parameters
    ----------
    currency
        Of amounts whose file names none; empty: the mapping's, then `base_currency`.
    loaded
        Tables that this source has loaded before: totals of orders make no lines where lines were loaded.
    """

    taken_at: datetime | None = None
    complete: bool | tuple[str, ...] = False
    zone: str = "Asia/Shanghai"
    base_currency: str = "CNY"
    currency: str = ""
    loaded: frozenset[str] = frozenset()


class _Piece(Frozen):
    """The typed rows of one file for one table."""

    table: str
    rows: Path
    parts: tuple[Part, ...]
    totals: Part | None
    count: int


def stage(
    survey: Survey,
    folder: Path,
    options: Options,
    *,
    keep: Callable[[Path], str] | None = None,
    clock: Clock = system_clock,
    progress: Progress = silent,
    engine: Engine | None = None,
) -> Staged:
    """Convert every mapped row and write `<table>.parquet` and `quarantine.parquet` into `folder`.

    Parameters
    ----------
    folder
        Empty; usually from `Landing.staging()`.
    keep
        Keeps an original file for ever (`Landing.keep`).
    engine
        A scratch engine that is open already.
    """
    loaded_at = clock()
    taken_at = options.taken_at or loaded_at
    currency = options.currency or survey.mapping.currency or options.base_currency
    load_id = _load_id(survey, options, currency)
    refused = Quarantine(load_id, survey.source)
    files, pieces = [], []
    for i, table in enumerate(survey.tables):
        context = Context(taken_at=taken_at, zone=options.zone, currency=currency)
        found, file = _file(table, survey, context, refused, survey.work / f"typed{i}")
        pieces += found
        files.append(file)
        progress("stage", (i + 1) / (len(survey.tables) + 1), table.raw.name)
    if keep is not None:
        for path in sorted({t.raw.path for t in survey.tables}):
            keep(path)
    with shared(engine) as at_work:
        made = _merge_all(at_work, pieces, folder, refused, survey.source, loaded_at, options)
    refused.write(folder / "quarantine.parquet")
    progress("stage", 1.0)
    whole = frozenset(p.table for p in pieces) if options.complete is True else frozenset(options.complete or ())
    manifest = LoadManifest(
        load_id=load_id, source=survey.source, taken_at=taken_at, loaded_at=loaded_at, complete=whole,
        files=(*files, *survey.ignored), tables=made.counts,
        assumptions=assumptions(survey, made.derived, made.repeated, currency, explicit=bool(options.currency)),
    )  # fmt: skip
    return Staged(manifest=manifest, folder=folder, derived=made.derived, repeated=made.repeated)


def _load_id(survey: Survey, options: Options, currency: str) -> str:
    """The same files, read the same way, are the same load."""
    read = [[m.object, *sorted([c.column, c.field, c.style] for c in m.columns)] for t in survey.tables for m in t.maps]
    body = {
        "source": survey.source, "files": sorted({(t.raw.sha256, t.raw.name.partition("#")[2]) for t in survey.tables}),
        "read": sorted(json.dumps(r, ensure_ascii=False) for r in read), "currency": currency, "zone": options.zone,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _file(
    table: SurveyedTable, survey: Survey, context: Context, refused: Quarantine, work: Path
) -> tuple[list[_Piece], LoadedFile]:
    raw = table.raw
    work.mkdir(parents=True, exist_ok=True)
    refused.structural(raw, table.maps[0].into)
    pieces, skipped = [], dict(raw.skipped)
    plans = [(m, plan_of(m, raw.headers, context.zone)) for m in table.maps]
    for i, (mapping, plan) in enumerate(plans):
        piece, deleted = _piece(raw, mapping, plan, survey.source, context, refused, work / f"{i}.parquet")
        pieces += [piece] if piece else []
        skipped["deleted"] = skipped.get("deleted", 0) + deleted
    if plans[0][1].preset.rows:
        for frame in _batches(raw):
            refused.rows(raw, plans[0][1].table, not_here(frame, [p for _, p in plans]))
    skipped = {k: v for k, v in skipped.items() if v}
    file = LoadedFile(
        name=raw.name, sha256=raw.sha256, size=raw.size, table=table.maps[0].into, encoding=raw.encoding,
        rows_in=raw.rows_in - skipped.get("deleted", 0), skipped=skipped,
    )  # fmt: skip
    return pieces, file


def _batches(raw: RawTable) -> Iterator[pl.DataFrame]:
    """The rows of a raw table in pieces that fit in memory."""
    for batch in pq.ParquetFile(raw.data).iter_batches(_BATCH):
        yield pl.DataFrame(batch)


def _piece(
    raw: RawTable, mapping: TableMap, plan: Plan, source: str, context: Context, refused: Quarantine, target: Path
) -> tuple[_Piece | None, int]:
    names = {f: plan.headers[feeds[0][0]] for f, feeds in plan.fields.items()}
    hint = next((s.currency for feeds in plan.fields.values() for _, s in feeds if s.currency), "")
    own = context.model_copy(
        update={"headers": names, "mapped": frozenset(plan.fields), "currency": hint or context.currency}
    )
    writer, deleted, count = None, 0, 0
    parts: tuple[Part, ...] = ()
    for frame in _batches(raw):
        mine, gone = selected(frame, plan)
        deleted += gone
        if not mine.height:
            continue
        good, bad = _typed(mine, plan, own, names)
        refused.rows(raw, plan.table, bad)
        good = _housed(good, plan, raw.name, source)
        parts = parts_of(plan, tuple(good.columns))
        arrow = good.to_arrow()
        writer = writer or pq.ParquetWriter(target, arrow.schema, compression="zstd", compression_level=1)
        writer.write_table(arrow.cast(writer.schema))
        count += good.height
    if writer is None:
        return None, deleted
    writer.close()
    return _Piece(table=plan.table, rows=target, parts=parts, totals=totals_of(plan), count=count), deleted


def _typed(raw: pl.DataFrame, plan: Plan, context: Context, names: dict[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Typed rows, and the refused ones as they stand in the file."""
    same = raw.drop("_line").hash_rows().alias(SAME)
    frame = complete(references(typed(raw, plan).with_columns(same)), plan.table, context)
    if plan.preset.history:
        frame = changes(frame, plan.preset.history)
    frame = keyed(frame, plan.table, frozenset(plan.fields), names)
    bad = frame["_bad_en"].is_not_null()
    reasons = (
        frame.filter(bad)
        .select("_line", "_bad_column", "_bad_value", "_bad_en", "_bad_zh", whole_key(plan.table).alias("_key"))
        .unique("_line", keep="first", maintain_order=True)
    )
    cells = raw.select(
        "_line", pl.concat_str(pl.col("^c\\d+$").fill_null(""), separator="\t").str.slice(0, 2000).alias("_raw")
    )
    return frame.filter(~bad), reasons.join(cells, on="_line", how="left", maintain_order="left")


def _housed(good: pl.DataFrame, plan: Plan, file: str, source: str) -> pl.DataFrame:
    good = good.with_columns(source_id(plan.table).alias("source_id"), pl.lit(file).alias("_file"))
    declared = TABLES[plan.table].names
    hints = [c for c in good.columns if c.startswith("_") and c.endswith("_name")] + [
        c for c in ("_total",) if c in good.columns
    ]
    dotted = [c for c in good.columns if "." in c]
    return prefixed(good, plan.table, source).select(
        *declared, "extra", "source_id", "_file", "_line", GENERATED, SAME, *hints, *dotted
    )


class _Made(Frozen):
    counts: dict[str, Counts]
    derived: dict[str, int]
    repeated: dict[str, int]


def _merge_all(
    engine: Engine, pieces: Sequence[_Piece], folder: Path, refused: Quarantine, source: str, loaded_at: datetime,
    options: Options,
) -> _Made:  # fmt: skip
    moment = loaded_at.replace(tzinfo=None).isoformat(sep=" ")
    merged: dict[str, Merged] = {}
    derived: dict[str, int] = {}
    for table in sorted({p.table for p in pieces}):
        target = folder / f"{table}.parquet"
        batches = [p.rows for p in pieces if p.table == table]
        merged[table] = merge(engine, table, batches, target, source=source, loaded_at=moment)
        refused.conflicts(table, merged[table].conflicts)
    told: dict[str, list[tuple[Part, Path]]] = {}
    lines = "order_line" in merged or "order_line" in options.loaded
    for piece in pieces:
        for part in (*piece.parts, *((piece.totals,) if piece.totals and not lines else ())):
            told.setdefault(part.table, []).append((part, piece.rows))
    for table, parts in sorted(told.items()):
        target = folder / f"{table}.parquet"
        own = target if target.exists() else None
        derived[table] = merge_parts(engine, table, parts, target, own, source=source, loaded_at=moment)
    counts = {}
    for table in sorted({*merged, *derived, *refused.tables}):
        bad, rows = refused.count(table), merged[table].rows if table in merged else 0
        same, added = merged[table].duplicates if table in merged else 0, derived.get(table, 0)
        counts[table] = Counts(rows_in=rows + same + bad + added, quarantined=bad, duplicates=same)
    repeated = {t: m.repeated for t, m in merged.items() if m.repeated}
    return _Made(counts=counts, derived={t: n for t, n in derived.items() if n}, repeated=repeated)
