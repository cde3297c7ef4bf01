"""What one question may take, and what is said when it takes more or when the engine cannot answer."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from foresail.kernel.base import Frozen
from foresail.kernel.problem import InvalidInput, LimitExceeded, Problem
from foresail.kernel.text import Text
from foresail.warehouse.engine import EngineError
from foresail.warehouse.store.generations import damaged


class Limits(Frozen):
    """What one question may take.

    Parameters
    ----------
    seconds
        Time of calculation.
    rows
        Rows of the answer.
    memory
        Bytes of the answer. What the calculation takes is bounded for all questions together (`serve_memory`).
    """

    seconds: float = 30.0
    rows: int = 100_000
    memory: int = 256 * 1024 * 1024


def bounded(batches: pa.RecordBatchReader, limits: Limits) -> pa.Table:
    """The answer, read only as far as it is allowed to go.

    Raises
    ------
    LimitExceeded
        If it has more rows or bytes.
    """
    taken, rows, size = [], 0, 0
    for batch in batches:
        rows += batch.num_rows
        size += batch.nbytes
        if rows > limits.rows:
            raise _exceeded("rows", f"{limits.rows:,}", f"{limits.rows:,} rows", f"{limits.rows:,} 行")
        if size > limits.memory:
            shown = f"{limits.memory / 1e6:,.0f} MB"
            raise _exceeded("memory", str(limits.memory), f"{shown} of answer", f"{shown} 的结果")
        taken.append(batch)
    return pa.Table.from_batches(taken, schema=batches.schema)


def problem_of(error: duckdb.Error, generation_id: str, limits: Limits) -> Problem:
    """What the engine said, as a problem in our words."""
    words = str(error).strip().splitlines()[0][:300]
    if isinstance(error, duckdb.InterruptException):
        return _exceeded("seconds", f"{limits.seconds:g}", f"{limits.seconds:g} s", f"{limits.seconds:g} 秒")
    if isinstance(error, duckdb.OutOfMemoryException):
        return _exceeded("memory", "", "the memory for calculations", "计算可用的内存")
    if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.InternalException):
        return damaged(generation_id, words)
    if isinstance(error, duckdb.DataError | duckdb.ProgrammingError | duckdb.NotSupportedError):
        return InvalidInput(Text(en="The question cannot be answered: {w}", zh="查询无法执行：{w}").format(w=words))
    return EngineError(Text(en="The engine says: {w}", zh="引擎报错：{w}").format(w=words))


def _exceeded(kind: str, limit: str, en: str, zh: str) -> LimitExceeded:
    return LimitExceeded(
        Text(en=f"The question takes more than allowed: {en}.", zh=f"查询超出上限：{zh}。"),
        next_step=Text(
            en="Narrow the days or the filters, or ask for less detail.", zh="请缩小日期范围、筛选条件或明细程度。"
        ),
        details={"kind": kind, "limit": limit},
    )
