"""Frames at the seam: what a capability returns is brought into the declared types of its output, or refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from foresail.contracts.output import OutputRow, nullable, unwrap
from foresail.kernel.problem import DeclarationError
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

if TYPE_CHECKING:
    import polars as pl

Made = TypeVar("Made")


class Frames(dict[str, Any]):
    """The frames of one run, and what `fit`, `evaluate` and `run` all need of them, worked out once."""

    def __init__(self, frames: Mapping[str, pl.DataFrame]) -> None:
        super().__init__(frames)
        self._made: dict[str, Any] = {}

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept under a key for as long as the run lasts."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made


def once(frames: Mapping[str, pl.DataFrame], key: str, make: Callable[[], Made]) -> Made:
    """What `make` gives; in a run, where `frames` is that of the run, it is worked out only once.

    Parameters
    ----------
    key
        Names what is made, with all (parameters, seed) that it depends on beside the frames.
    make
        Must draw nothing from a stream of random numbers that goes on: it is not called a second time.
    """
    return frames.once(key, make) if isinstance(frames, Frames) else make()


def to_output(frame: pl.DataFrame, row: type[OutputRow]) -> pl.DataFrame:
    """Columns of the row type in their order, in its types, without NaN, sorted by the grain.

    Parameters
    ----------
    frame
        Holds at least the columns of the row type; others are dropped.
    row
        The declared row type. Money becomes DECIMAL(18, 4), a unit price DECIMAL(18, 6).

    Raises
    ------
    DeclarationError
        If a column is missing, or empty where the row type does not allow it, or the grain repeats.
    """
    import polars as pl

    lacking = [name for name in row.model_fields if name not in frame.columns]
    if lacking:
        raise _wrong(row, f"columns {lacking} are missing", f"缺少列 {lacking}")
    picked = [pl.col(n).cast(dtype_of(row, n), strict=False).alias(n) for n in row.model_fields]
    plain = frame.with_columns(_finite(frame)).select(picked)
    empty = [n for n in row.model_fields if not nullable(row, n) and plain[n].null_count()]
    if empty:
        raise _wrong(row, f"columns {empty} are empty in places", f"列 {empty} 存在空值")
    if plain.select(row.grain).is_duplicated().any():
        raise _wrong(row, f"rows repeat the grain {row.grain}", f"粒度 {row.grain} 重复")
    return plain.sort(row.grain, nulls_last=True)


def empty_output(row: type[OutputRow]) -> pl.DataFrame:
    """No rows, in the types of the row type."""
    import polars as pl

    return pl.DataFrame(schema={name: dtype_of(row, name) for name in row.model_fields})


def dtype_of(row: type[OutputRow], name: str) -> Any:
    """The Polars type of a column of a row type."""
    import polars as pl

    field = row.model_fields[name]
    plain, _ = unwrap(field.annotation)
    if plain is Decimal:
        said: Any = field.json_schema_extra
        return pl.Decimal(18, 6 if said["foresail"]["unit"] is Unit.UNIT_PRICE else 4)
    types: dict[Any, Any] = {int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date}
    types[datetime] = pl.Datetime("us")
    return types.get(plain, pl.String)


def _finite(frame: pl.DataFrame) -> list[pl.Expr]:
    import polars as pl

    floats = [n for n, t in frame.schema.items() if t.is_float()]
    return [pl.when(pl.col(n).is_finite()).then(pl.col(n)).otherwise(None).alias(n) for n in floats]


def _wrong(row: type[OutputRow], en: str, zh: str) -> DeclarationError:
    return DeclarationError(Text(en=f"Output “{row.__name__}”: {en}.", zh=f"输出“{row.__name__}”：{zh}。"))
