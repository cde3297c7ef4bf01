"""What lies in the files of a load: tables, columns with confidence, what is asked, missing and ignored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from foresail.contracts.load import LoadedFile
from foresail.kernel.base import Frozen
from foresail.kernel.problem import NeedsConfirmation, UnreadableFile
from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.sources.convert.style import Doubt, Profile, evidence_of
from foresail.sources.files.encodings import sha256
from foresail.sources.files.opening import READABLE, describes_data, open_file
from foresail.sources.files.raw import RawTable
from foresail.sources.loads.mapping import ColumnMap, Mapping, TableMap
from foresail.sources.recognise.catalogue import by_ref
from foresail.sources.recognise.choose import candidates, recognise
from foresail.sources.recognise.fields import kind_of
from foresail.sources.recognise.match import SURE, Found, Match, further, tested
from foresail.sources.recognise.names import plain, stem

_HELD = Text(en="It tells about the data; it holds none.", zh="该文件是数据说明，不含数据。")
_NO_TABLE = Text(en="Files of this kind are not read.", zh="不读取这种类型的文件。")


class Question(Frozen):
    """What a person should decide.

    Parameters
    ----------
    kind
        `column`: is this column that field? `order`, `mark`: how are its values written? `encoding`: is the text right?
    proposal
        What is taken when nobody answers (`--yes`).
    """

    kind: str
    file: str
    column: str
    text: Text
    proposal: str
    options: tuple[str, ...] = ()
    confidence: float = 0.0
    samples: tuple[str, ...] = ()


class SurveyedTable(Frozen):
    """One table of a file, and how it is read (several maps where a column tells rows of different objects apart)."""

    raw: RawTable
    maps: tuple[TableMap, ...]


class Survey(Frozen):
    """The files of one load, looked at.

    Parameters
    ----------
    missing
        Canonical table that was found → its columns that no file gives.
    mapping
        The proposal, with what was confirmed before put in.
    work
        The folder of our own that holds what was read; whoever asked for the survey removes it.
    """

    source: str
    work: Path
    tables: tuple[SurveyedTable, ...]
    ignored: tuple[LoadedFile, ...]
    questions: tuple[Question, ...]
    missing: dict[str, tuple[str, ...]]
    mapping: Mapping

    def confirmation(self) -> NeedsConfirmation | None:
        """The problem to raise when something has to be decided; None when all is sure."""
        if not self.questions:
            return None
        shown = "\n".join(f"  {q.file}, {q.column}: {q.text.en}" for q in self.questions[:8])
        zh = "\n".join(f"  {q.file}，{q.column}：{q.text.zh}" for q in self.questions[:8])
        count = len(self.questions)
        return NeedsConfirmation(
            Text(en=f"{count} things have to be decided:\n{shown}", zh=f"有 {count} 处需要确认：\n{zh}"),
            where=self.questions[0].file,
            next_step=Text(
                en="Change the mapping file where it is wrong and set confirmed = true, or load with --yes.",
                zh="请修改映射文件中有误之处并设为 confirmed = true，或使用 --yes 接受建议。",
            ),
            details={"questions": [q.model_dump() for q in self.questions]},
        )


def survey(
    files: Sequence[Path],
    *,
    work: Path,
    source: str,
    root: Path | None = None,
    confirmed: Mapping | None = None,
    zone: str = "Asia/Shanghai",
) -> Survey:
    """Read files and say what they are.

    Parameters
    ----------
    files
        Files of one load (`PlannedLoad.files`).
    work
        A folder of our own; it must live until the load is staged.
    root
        File names are shown relative to it.
    confirmed
        The mapping that was kept from the last time or that a person changed.

    Raises
    ------
    UnreadableFile
        If a file is damaged or hostile, or nothing in the files is a table that can be read.
    """
    raws, ignored = _open(files, work, root, confirmed.encoding if confirmed else "")
    tables, questions = [], []
    system = _system(raws, confirmed)
    for raw in raws:
        maps = _maps(raw, zone, confirmed, system)
        if not maps:
            ignored.append(_ignored(raw, _unknown(raw)))
            continue
        styled, asked = _styles(raw, maps)
        tables.append(SurveyedTable(raw=raw, maps=styled))
        if not (confirmed and confirmed.confirmed and confirmed.fitting(stem(raw.name), raw.headers)):
            questions += [*_columns_asked(raw, styled), *asked]
    if not tables:
        raise _nothing(ignored)
    proposal = Mapping(
        source=source, confirmed=not questions, currency=confirmed.currency if confirmed else "",
        encoding=confirmed.encoding if confirmed else "", tables=_distinct(tables),
    )  # fmt: skip
    return Survey(
        source=source, work=work, tables=tuple(tables), ignored=tuple(ignored), questions=tuple(questions),
        missing=_missing(tables), mapping=proposal,
    )  # fmt: skip


def _open(
    files: Sequence[Path], work: Path, root: Path | None, encoding: str
) -> tuple[list[RawTable], list[LoadedFile]]:
    raws: list[RawTable] = []
    ignored: list[LoadedFile] = []
    for i, file in enumerate(sorted(files)):
        name = str(file.relative_to(root)) if root and file.is_relative_to(root) else file.name
        why = _HELD if describes_data(file) else _NO_TABLE if file.suffix.lower() not in READABLE else None
        if why is None:
            try:
                raws += open_file(file, name, work / f"file{i}", encoding=encoding)
                continue
            except UnreadableFile as problem:
                if len(files) == 1 or not problem.what.en.startswith(
                    ("The file is empty", "The file has a header", "The workbook has no")
                ):
                    raise
                why = problem.what
        ignored.append(LoadedFile(name=name, sha256=sha256(file), size=file.stat().st_size, ignored=why))
    return raws, ignored


def _system(raws: Sequence[RawTable], confirmed: Mapping | None) -> str:
    """The system that most tables of the load are exports of; empty for none."""
    votes: dict[str, int] = {}
    for raw in raws:
        if confirmed and confirmed.fitting(stem(raw.name), raw.headers):
            continue
        likely = candidates(raw.name, raw.headers)
        if likely:
            name = likely[0].known.source
            votes[name] = votes.get(name, 0) + 1
    best = max(votes, key=lambda s: (votes[s], s), default="")
    return best if best not in ("", "generic") and votes[best] * 2 >= len(raws) else ""


def _maps(raw: RawTable, zone: str, confirmed: Mapping | None, system: str) -> tuple[TableMap, ...]:
    kept = confirmed.fitting(stem(raw.name), raw.headers) if confirmed else ()
    if kept:
        return tuple(m for t in kept if (m := _again(raw, t, zone, sure=bool(confirmed and confirmed.confirmed))))
    return tuple(_map(raw, m) for m in recognise(raw, zone, system))


def _again(raw: RawTable, kept: TableMap, zone: str, *, sure: bool) -> TableMap | None:
    """What was decided before, with new columns recognised beside it."""
    known = by_ref(kept.object)
    if known is None:
        return None
    by_name = {plain(h): h for h in raw.headers}
    found = [
        Found(
            header=by_name[plain(c.column)], field=c.field, how="kept" if sure else c.how,
            confidence=1.0 if sure else c.confidence,
        )
        for c in kept.columns
        if plain(c.column) in by_name
    ]  # fmt: skip
    silent = {f.header for f in found if not f.field}
    match = Match(known=known, found=tuple(f for f in found if f.field), score=0, name_fit=1)
    new = further(match, [h for h in raw.headers if h not in silent])
    whole = tested(new, raw.sample(), raw.headers, zone)
    styles = {(plain(c.column), c.field): c.style for c in kept.columns}
    columns = [
        c.model_copy(update={"style": styles.get((plain(c.column), c.field), "")}) for c in _map(raw, whole).columns
    ]
    return TableMap(file=stem(raw.name), object=kept.object, into=kept.into, columns=tuple(columns))


def _map(raw: RawTable, match: Match) -> TableMap:
    found = {h: [f for f in match.found if f.header == h] for h in raw.headers}
    columns: list[ColumnMap] = []
    for header in raw.headers:
        columns += [
            ColumnMap(column=header, field=f.field, confidence=round(f.confidence, 2), how=f.how) for f in found[header]
        ] or [ColumnMap(column=header, how="")]
    return TableMap(file=stem(raw.name), object=match.known.ref, into=match.table, columns=tuple(columns))


def _styles(raw: RawTable, maps: tuple[TableMap, ...]) -> tuple[tuple[TableMap, ...], list[Question]]:
    """How values are written, from every value of every mapped column."""
    place = {h: f"c{i}" for i, h in enumerate(raw.headers)}
    profiles: dict[tuple[str, str], Profile] = {}
    for table in maps:
        for c in table.columns:
            if c.field and c.column in place:
                profiles.setdefault((c.column, c.field), Profile(c.column, kind_of(table.into, c.field)))
    needed = sorted({place[h] for h, _ in profiles})
    for batch in pq.ParquetFile(raw.data).iter_batches(131_072, columns=needed) if needed else ():
        frame = pl.DataFrame(batch)
        for (header, _), profile in profiles.items():
            profile.look(frame[place[header]])
    mark, order = evidence_of(profiles.values())
    out, asked = [], []
    for table in maps:
        columns = []
        for c in table.columns:
            if (c.column, c.field) in profiles and not c.style:
                style, doubt = profiles[c.column, c.field].decide(mark, order)
                c = c.model_copy(update={"style": style.words()})  # noqa: PLW2901
                asked += [_doubted(raw, c, doubt)] if doubt else []
            columns.append(c)
        out.append(table.model_copy(update={"columns": tuple(columns)}))
    return tuple(out), asked


def _doubted(raw: RawTable, column: ColumnMap, doubt: Doubt) -> Question:
    return Question(
        kind=doubt.kind, file=raw.name, column=column.column, text=doubt.text, proposal=doubt.options[0],
        options=doubt.options, confidence=0.5, samples=doubt.samples,
    )  # fmt: skip


def _columns_asked(raw: RawTable, maps: tuple[TableMap, ...]) -> list[Question]:
    asked = []
    place = {h: f"c{i}" for i, h in enumerate(raw.headers)}
    head = raw.frame(50)
    for table in maps:
        for c in table.columns:
            if not c.field or c.confidence >= SURE:
                continue
            samples = tuple(head[place[c.column]].drop_nulls().unique(maintain_order=True).head(3).to_list())
            text = Text(
                en=f"Is “{c.column}” the {table.into}'s “{c.field}”? ({c.confidence:.0%})",
                zh=f"“{c.column}”是 {table.into} 的“{c.field}”吗？（{c.confidence:.0%}）",
            )
            asked.append(
                Question(
                    kind="column", file=raw.name, column=c.column, text=text, proposal=c.field,
                    confidence=c.confidence, samples=samples,
                )
            )  # fmt: skip
    if raw.guessed:
        asked.append(_encoding_asked(raw))
    return asked


def _encoding_asked(raw: RawTable) -> Question:
    return Question(
        kind="encoding", file=raw.name, column="", proposal=raw.encoding,
        options=("gb18030", "big5", "cp932", "cp1252"),
        text=Text(
            en=f"Is the text in {raw.encoding}? The columns then read: {', '.join(raw.headers[:6])}.",
            zh=f"文本编码是 {raw.encoding} 吗？列名将读作：{'、'.join(raw.headers[:6])}。",
        ),
    )  # fmt: skip


def _distinct(tables: Sequence[SurveyedTable]) -> tuple[TableMap, ...]:
    """One entry for each kind of file."""
    found: dict[tuple[str, str, frozenset[str]], TableMap] = {}
    for table in tables:
        for m in table.maps:
            found.setdefault((plain(m.file), m.into, m.headers), m)
    return tuple(found.values())


def _missing(tables: Sequence[SurveyedTable]) -> dict[str, tuple[str, ...]]:
    given: dict[str, set[str]] = {}
    for table in tables:
        for m in table.maps:
            own = given.setdefault(m.into, set())
            for c in m.columns:
                owner, dot, column = c.field.partition(".")
                if dot:
                    given.setdefault(owner, set()).add(column)
                elif c.field:
                    own.update(_STANDS_FOR.get(c.field, (c.field,)))
    return {
        name: tuple(c for c in TABLES[name].names if c not in found and (name, c) not in _MADE)
        for name, found in sorted(given.items())
    }


_STANDS_FOR = {
    "_account_name": ("account_id",), "_owner_name": ("owner_id",), "_product_name": ("product_id",),
    "_campaign_name": ("campaign_id",), "_contact_name": ("contact_id",), "_partner_name": ("partner_id",),
    "_team_name": ("team_id",), "_opportunity_name": ("opportunity_id",),
    "_close_date": ("closed_at", "expected_close_on"),
    "_first_name": ("full_name", "name"), "_last_name": ("full_name", "name"), "_seconds": ("minutes",),
    "_won": ("outcome",), "_closed": ("outcome",),
    "_discount_rate": ("discount_amount",), "_unit_cost": ("cost_amount",),
    "stage": ("stage", "outcome"), "unit_price": ("unit_price", "net_amount"),
}  # fmt: skip
_MADE = {("order_line", "line_no"), ("order_line", "kind"), ("opportunity_line", "line_no"), ("account", "account_id")}


def _ignored(raw: RawTable, why: Text) -> LoadedFile:
    return LoadedFile(
        name=raw.name, sha256=raw.sha256, size=raw.size, encoding=raw.encoding, rows_in=raw.rows_in,
        skipped=raw.skipped, ignored=why,
    )  # fmt: skip


def _unknown(raw: RawTable) -> Text:
    columns = ", ".join(raw.headers[:6]) + ("…" if len(raw.headers) > 6 else "")
    return Text(
        en=f"No table of ours was recognised in its columns ({columns}).", zh=f"其列（{columns}）未能识别为任何表。"
    )


def _nothing(ignored: Sequence[LoadedFile]) -> UnreadableFile:
    first = next((f for f in ignored if f.ignored is not None), None)
    reason = first.ignored if first and first.ignored else Text(en="There is no table.", zh="没有表格。")
    return UnreadableFile(
        Text(en=f"Nothing here can be loaded. {reason.en}", zh=f"没有可载入的内容。{reason.zh}"),
        where=", ".join(f.name for f in ignored[:5]),
        next_step=Text(
            en="Name the columns in a mapping file, or load the export of a CRM, an order or a customer list.",
            zh="请在映射文件中指定各列，或载入 CRM、订单、客户清单的导出文件。",
        ),
    )
