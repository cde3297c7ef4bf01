"""Running a capability for somebody: defaults are read from the generation, everything else is computed and kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import polars as pl
from sqlglot import exp

from foresail.contracts.capability import Capability, Params
from foresail.contracts.output import OutputRow, columns_of
from foresail.contracts.query import Result, json_value
from foresail.kernel.base import Frozen
from foresail.kernel.evidence import Evidence
from foresail.kernel.problem import Forbidden, InvalidInput, NotEnoughData, Problem
from foresail.kernel.text import Text
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.metrics.answer import shaped
from foresail.model.tables import TABLES
from foresail.runtime.capability.again import again
from foresail.runtime.capability.execute import Run, execute
from foresail.runtime.capability.params import parse_params as parse_fields
from foresail.runtime.capability.sources import ReaderRows, polars
from foresail.runtime.catalogue import Entry
from foresail.runtime.results import key_of, store_run, stored_run
from foresail.runtime.workspace import Workspace
from foresail.warehouse.warehouse import Limits, Reader

WHOLE = Limits(seconds=120, rows=5_000_000, memory=2 << 30)
Origin = Literal["generation", "whatif", "kept", "computed"]


class RunResult(Frozen):
    """What a run gave, as the viewer may see it.

    Parameters
    ----------
    origin
        `generation`: the defaults, read from what was built. `whatif`: worked out at once from what the build learnt.
        `kept`: an earlier run. `computed`: made just now.
    """

    capability_id: str
    params: Mapping[str, Any]
    as_of: date
    generation: str
    status: Literal["ok"] = "ok"
    origin: Origin
    outputs: Mapping[str, Result]
    evidence: Evidence | None = None
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: money as text, days in ISO form."""
        said = self.model_dump(mode="json", exclude={"outputs"})
        said["outputs"] = {
            name: {
                "columns": [c.model_dump(mode="json") for c in result.columns],
                "rows": [[json_value(v) for v in row] for row in result.rows],
                "total": result.total,
                "as_of": result.as_of.isoformat() if result.as_of else None,
                "generation": result.generation,
                "currency": result.currency,
            }
            for name, result in self.outputs.items()
        }
        return said


def parse_params(capability: Capability, given: Mapping[str, Any] | Params | None) -> Params:
    """Parameters of a capability from what a person gave (see `capability.params.parse_params`)."""
    return parse_fields(capability.params, given)


def run(
    ws: Workspace,
    capability_id: str,
    params: Mapping[str, Any] | Params | None = None,
    viewer: Viewer = LOCAL,
    *,
    as_of: date | None = None,
) -> RunResult:
    """Run a capability, or read what was run.

    Parameters
    ----------
    params
        Names and values or texts; None and whatever is left out are the defaults.
    viewer
        Whose rows are shown. A model learns from all rows; only its outputs are cut.
    as_of
        A day not after the generation's own; nothing that became known later is looked at.

    Raises
    ------
    NotFound, InvalidInput
        No such capability; a parameter or day that cannot be.
    Forbidden
        If the viewer does not hold the capability's scope.
    NotBuilt
        If there is no generation.
    NotEnoughData
        If the data do not carry a result; `details["missing"]` says what is missing.
    """
    entry = ws.catalogue.entry(capability_id)
    if not viewer.may(entry.capability.scope):
        raise _forbidden(entry)
    chosen = parse_params(entry.capability, params)
    with ws.warehouse.reader() as reader:
        day = _day(as_of, reader)
        usual = chosen == entry.capability.params() and day == reader.as_of
        if usual and _built(reader, entry):
            evidence = _evidence(reader, entry)
            outputs = {n: _stored(reader, entry, n, viewer) for n in entry.capability.outputs}
            return _result(entry, chosen, day, reader, "generation", outputs, evidence)
        if day == reader.as_of and (quick := what_if(entry, reader, chosen, viewer)) is not None:
            return _result(entry, chosen, day, reader, "whatif", quick, _evidence(reader, entry))
        key = key_of(entry, chosen, day, reader.id)
        made = stored_run(ws, key)
        origin: Origin = "kept" if made is not None else "computed"
        if made is None:
            made = _compute(entry, reader, chosen, day)
            about = {"capability": entry.id, "params": chosen.model_dump(mode="json"), "as_of": day.isoformat()}
            store_run(ws, key, made, {**about, "generation": reader.id})
        outputs = _seen_by(viewer, entry, made.outputs, reader)
        return _result(entry, chosen, day, reader, origin, outputs, made.evidence, made.seconds)


def what_if(entry: Entry, reader: Reader, params: Params, viewer: Viewer = LOCAL) -> dict[str, Result] | None:
    """The outputs under other parameters as a viewer sees them, at once, from what the build learnt.

    None where the capability declares no `whatif`, or this generation learnt nothing for it: then it has to be run.

    Raises
    ------
    InvalidInput
        If the capability knows no such thing as a parameter names.
    """
    made = again(entry, reader, params)
    return None if made is None else _seen_by(viewer, entry, made, reader)


def _seen_by(viewer: Viewer, entry: Entry, made: Mapping[str, pl.DataFrame], reader: Reader) -> dict[str, Result]:
    return {
        name: _shown(visible(made[name], row, reader, viewer), row, reader)
        for name, row in entry.capability.outputs.items()
    }


def visible(frame: pl.DataFrame, row: type[OutputRow], reader: Reader, viewer: Viewer) -> pl.DataFrame:
    """The rows of an output that a viewer sees, personal columns emptied without the right to them.

    What `row_scope` names is asked through the query door: a row is seen when the viewer sees the row it belongs to.
    """
    if viewer.rows.owners is not None and not row.shared:
        frame = frame.filter(_seen(frame, row, reader, viewer))
    if not viewer.sees_personal_data:
        hidden = [c.name for c in columns_of(row) if c.personal]
        frame = frame.with_columns([pl.lit(None, dtype=frame.schema[c]).alias(c) for c in hidden])
    return frame


def _seen(frame: pl.DataFrame, row: type[OutputRow], reader: Reader, viewer: Viewer) -> pl.Series:
    if row.row_scope is None:
        return pl.Series([False] * frame.height, dtype=pl.Boolean)
    column, through = row.row_scope
    if through == "representative":
        ids = pl.Series(sorted(viewer.rows.owners or ()), dtype=pl.String)
    else:
        key = exp.column(exp.to_identifier(TABLES[through].key[0], quoted=True))
        table = exp.Table(this=exp.to_identifier(through, quoted=True))
        ids = polars(reader.ask(exp.select(exp.alias_(key, "id")).from_(table), {}, viewer, WHOLE))["id"]
    return frame[column].is_in(ids.implode()).fill_null(value=False)


def _compute(entry: Entry, reader: Reader, params: Params, day: date) -> Run:
    past = day < reader.as_of
    if past and entry.capability.needs.results:
        raise InvalidInput(
            Text(
                en="It builds on results that stand only as of the day of the data.",
                zh="它依赖的结果只有数据截止日的版本。",
            ),
            where="as_of",
            next_step=Text(en="Leave the day out.", zh="请不要指定日期。"),
        )
    return execute(entry, ReaderRows(reader), params, day, past=past)


def _day(as_of: date | None, reader: Reader) -> date:
    if as_of is not None and as_of > reader.as_of:
        raise InvalidInput(
            Text(en=f"The data end on {reader.as_of}.", zh=f"数据截至 {reader.as_of}。"),
            where="as_of",
            next_step=Text(en=f"Give a day up to {reader.as_of}.", zh=f"请给出不晚于 {reader.as_of} 的日期。"),
            details={"at_most": reader.as_of.isoformat()},
        )
    return as_of or reader.as_of


def _built(reader: Reader, entry: Entry) -> bool:
    """Whether the build made it; a typed answer where the build found that there is no result."""
    tables = reader.tables()
    if all(table in tables for table in entry.capability.tables):
        return True
    if "capability_status" not in tables:
        return False
    status = _row(reader, "capability_status", entry.id)
    if status and status["status"] == "not_enough_data":
        raise NotEnoughData(
            Text(en=status["reason_en"] or "", zh=status["reason_zh"] or ""),
            where=entry.id,
            details={"missing": json.loads(status["missing"] or "[]")},
        )
    if status and status["status"] == "failed":
        raise Problem(
            Text(en=status["reason_en"] or "", zh=status["reason_zh"] or ""),
            where=entry.id,
            next_step=Text(en="See the log of the build.", zh="请查看构建日志。"),
        )
    return False


def _row(reader: Reader, table: str, capability_id: str) -> dict[str, Any] | None:
    query = exp.select("*").from_(table).where("capability_id = :id", dialect="duckdb")
    found = reader.ask(query, {"id": capability_id}, LOCAL).to_pylist()
    return found[0] if found else None


def _evidence(reader: Reader, entry: Entry) -> Evidence | None:
    found = _row(reader, "capability_evidence", entry.id)
    return Evidence.model_validate_json(found["evidence"]) if found else None


def _stored(reader: Reader, entry: Entry, output: str, viewer: Viewer) -> Result:
    row = entry.capability.outputs[output]
    columns = [exp.column(exp.to_identifier(name, quoted=True)) for name in row.model_fields]
    table = exp.Table(this=exp.to_identifier(entry.capability.table(output), quoted=True))
    grain = [exp.column(exp.to_identifier(name, quoted=True)) for name in row.grain]
    query = exp.select(*columns).from_(table).order_by(*grain)
    return _shown(polars(reader.ask(query, {}, viewer, WHOLE)), row, reader)


def _shown(frame: pl.DataFrame, row: type[OutputRow], reader: Reader) -> Result:
    columns = columns_of(row)
    cells = [shaped(frame[c.name].to_list(), c.unit, reader.base_currency) for c in columns]
    return Result(
        columns=columns,
        rows=list(zip(*cells, strict=True)),
        total=frame.height,
        as_of=reader.as_of,
        generation=reader.id,
        currency=reader.base_currency,
    )


def _result(
    entry: Entry,
    params: Params,
    day: date,
    reader: Reader,
    origin: Origin,
    outputs: Mapping[str, Result],
    evidence: Evidence | None,
    seconds: float = 0.0,
) -> RunResult:
    dated = {name: result.model_copy(update={"as_of": day}) for name, result in outputs.items()}
    return RunResult(
        capability_id=entry.id,
        params=params.model_dump(),
        as_of=day,
        generation=reader.id,
        origin=origin,
        outputs=dated,
        evidence=evidence,
        seconds=seconds,
    )


def _forbidden(entry: Entry) -> Forbidden:
    scope = entry.capability.scope
    return Forbidden(
        Text(en=f"This needs the permission “{scope}”.", zh=f"需要权限“{scope}”。"),
        where=entry.id,
        next_step=Text(en="Ask an administrator for it.", zh="请向管理员申请。"),
        details={"scope": scope},
    )
