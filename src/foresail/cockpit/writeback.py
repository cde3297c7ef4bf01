"""Win probabilities as a file that a CRM's own import takes: its id, its names of fields, one row an open deal."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.cockpit.fill import why_empty
from foresail.cockpit.scene import Scene
from foresail.contracts.query import Condition, Operator, Result, ResultColumn
from foresail.contracts.source import Source, WriteBack
from foresail.kernel.problem import InvalidInput, NotEnoughData, NotFound, closest_names
from foresail.kernel.text import Language, Text, same
from foresail.metrics import select
from foresail.metrics.forms import to_csv, to_xlsx

CAPABILITY = "pipeline.win_probability"
TABLE = "pipeline_win_probability_writeback"
MOST_ROWS = 100_000


def systems(sources: Mapping[str, Source]) -> dict[str, Source]:
    """The systems that win probabilities can go back into, by name."""
    return {name: source for name, source in sources.items() if "opportunity" in source.write_back}


def origins(scene: Scene) -> tuple[str, ...]:
    """The sources that the viewer's open deals came from."""
    if TABLE not in scene.reader.tables():
        return ()
    found = select(scene.reader, TABLE, ("source",), None, (), MOST_ROWS, 0, scene.viewer)
    return tuple(sorted({str(row[0]) for row in found.rows}))


def write_back(
    scene: Scene, sources: Mapping[str, Source], system: str, *, source: str = "", language: Language = "en"
) -> Result:
    """The rows to bring into a CRM, under the names that its import knows.

    Parameters
    ----------
    sources
        The declared systems, by name.
    system
        Which CRM takes the file: `salesforce`, `hubspot`, `zoho`, `odoo` or `fxiaoke`.
    source
        Which source's deals; it may be left out where there is only one.
    language
        Of the reason.

    Raises
    ------
    NotFound
        If there is no such system, or no deal of that source.
    InvalidInput
        If there are several sources and none is named.
    NotEnoughData
        If there are no win probabilities yet.
    """
    known = systems(sources)
    if system not in known:
        raise NotFound(
            Text(en=f"Nothing is known of writing back into “{system}”.", zh=f"不支持回写到“{system}”。"),
            where="system",
            closest=closest_names(system, known) or tuple(known),
        )
    names = known[system].write_back["opportunity"]
    chosen = _origin(scene, source)
    reason = f"foresail_reason_{language}"
    taken = ["record_id", *(reason if c == "foresail_reason" else c for c in names.columns)]
    mine = Condition(field="source", operator=Operator.EQ, values=(chosen,))
    found = select(
        scene.reader, TABLE, taken, mine, ("record_id",), MOST_ROWS, 0, scene.viewer, scene.row_types.get(TABLE)
    )
    headers = [_record(names, found), *names.columns.values()]
    return found.model_copy(
        update={"columns": tuple(_named(c, h) for c, h in zip(found.columns, headers, strict=True))}
    )


def as_file(result: Result, system: Source, form: str) -> bytes:
    """The rows as CSV or XLSX; no cell is a formula, and CSV has a byte order mark only where the system wants it."""
    if form == "xlsx":
        return to_xlsx(result)
    text = to_csv(result)
    return (text if system.write_back["opportunity"].mark else text.removeprefix("\ufeff")).encode()


def _origin(scene: Scene, source: str) -> str:
    there = origins(scene)
    if not there:
        empty = why_empty(CAPABILITY, scene)
        raise NotEnoughData(empty.why, where=CAPABILITY, next_step=empty.next_step)
    if source and source not in there:
        raise NotFound(
            Text(en=f"No open deal came from “{source}”.", zh=f"没有来自“{source}”的进行中商机。"),
            where="source",
            closest=closest_names(source, there) or there,
        )
    if not source and len(there) > 1:
        raise InvalidInput(
            Text(en="The deals came from several sources.", zh="商机来自多个来源。"),
            where="source",
            next_step=Text(en=f"Name one: {', '.join(there)}.", zh=f"请指定其一：{'、'.join(there)}。"),
            closest=there,
        )
    return source or there[0]


def _record(names: WriteBack, found: Result) -> str:
    plain = names.record_number and all(str(row[0]).isascii() and str(row[0]).isdigit() for row in found.rows)
    return names.record_number if plain and found.rows else names.record


def _named(column: ResultColumn, header: str) -> ResultColumn:
    return column.model_copy(update={"name": header, "title": same(header), "labels": {}})
