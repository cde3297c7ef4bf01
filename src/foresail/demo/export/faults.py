"""Faults as they occur in real exports, put in on purpose and written down, so that finding them can be tested."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from foresail.demo.export.sheet import Sheet
from foresail.demo.frames import scaled
from foresail.kernel.ports import rng as stream

SCHEMA = ("kind", "table", "file", "row_id", "column", "shown", "true")
UNREADABLE = ("待确认", "约3万", "¥--", "面议", "#REF!", "见附件")


@dataclass
class Faults:
    """Puts faults into rendered files and keeps the record.

    Attributes
    ----------
    records
        Rows of (kind, table, file, row_id, column, shown, true).
    """

    seed: int
    scale: float
    records: list[tuple[str, str, str, str, str, str | None, str | None]] = field(default_factory=list)

    def frame(self) -> pl.DataFrame:
        """The record as a table."""
        return pl.DataFrame(self.records, schema=dict.fromkeys(SCHEMA, pl.String), orient="row")

    def spoil(self, sheet: Sheet, shown: pl.DataFrame) -> pl.DataFrame:
        """Put the faults into one file that belong there."""
        rng = stream(self.seed, "faults", sheet.table)
        if sheet.source == "crm" and sheet.table == "account":
            return self._duplicate_accounts(rng, sheet, shown)
        if sheet.table == "contact":
            return self._repeat_rows(rng, sheet, shown, 8)
        if sheet.table == "activity":
            return self._replace(rng, sheet, shown, "opportunity_id", 10, "orphan", ("SJ999001", "SJ999002"))
        if sheet.table == "order":
            return self._replace(rng, sheet, shown, "account_id", 6, "orphan", ("C999901", "C999902", "C999903"))
        if sheet.table in ("payment", "quote"):
            return self._replace(rng, sheet, shown, "amount", 6, "unreadable_amount", UNREADABLE)
        return shown

    def no_currency(self, deals: pl.DataFrame, sheet: Sheet) -> set[str]:
        """Opportunities that never show a currency, in any load."""
        rng = stream(self.seed, "faults", "currency")
        count = min(scaled(25, self.scale, 2), len(deals))
        rows = np.sort(rng.choice(len(deals), count, replace=False)).tolist()
        chosen = deals["opportunity_id"].gather(rows).to_list()
        for code, true in zip(chosen, deals["currency"].gather(rows).to_list(), strict=True):
            self.records.append(("missing_currency", "opportunity", sheet.file, code, "currency", None, true))
        return set(chosen)

    def passed_dates(self, deals: pl.DataFrame, sheet: Sheet, today: pl.Expr) -> None:
        """Note the open deals whose close date has passed: nobody put these in, the sellers left them."""
        late = deals.filter((pl.col("outcome") == "open") & (pl.col("expected_close_on") < today))
        for code, day in zip(late["opportunity_id"], late["expected_close_on"].cast(pl.String), strict=True):
            self.records.append(("close_date_passed", "opportunity", sheet.file, code, "expected_close_on", day, None))

    def _duplicate_accounts(self, rng: np.random.Generator, sheet: Sheet, shown: pl.DataFrame) -> pl.DataFrame:
        """The same firm entered twice, its name written a little differently."""
        count = min(scaled(14, self.scale, 2), len(shown))
        rows: list[int] = np.sort(rng.choice(len(shown), count, replace=False)).tolist()
        key, name = sheet.header("account_id"), sheet.header("name")
        copies = shown[rows]
        old_codes, old_names = copies[key].to_list(), copies[name].to_list()
        new_codes = [f"C9{n:05d}" for n in range(1, count + 1)]
        new_names = [_misspelt(n, i) for i, n in enumerate(old_names)]
        for code, old in zip(new_codes, old_codes, strict=True):
            self.records.append(("duplicate_account", sheet.table, sheet.file, code, "account_id", code, old))
        return pl.concat([shown, copies.with_columns(pl.Series(key, new_codes), pl.Series(name, new_names))])

    def _repeat_rows(self, rng: np.random.Generator, sheet: Sheet, shown: pl.DataFrame, count: int) -> pl.DataFrame:
        """Rows that are in the file twice, equal in every cell."""
        size = min(scaled(count, self.scale, 2), len(shown))
        rows: list[int] = np.sort(rng.choice(len(shown), size, replace=False)).tolist()
        key = sheet.columns[0]
        for code in shown[key.header].gather(rows).to_list():
            self.records.append(("repeated_row", sheet.table, sheet.file, code, key.name, code, code))
        return pl.concat([shown, shown[rows]])

    def _replace(
        self,
        rng: np.random.Generator,
        sheet: Sheet,
        shown: pl.DataFrame,
        column: str,
        count: int,
        kind: str,
        values: tuple[str, ...],
    ) -> pl.DataFrame:
        """Write something else into a few filled cells of a column."""
        header, key = sheet.header(column), sheet.columns[0].header
        filled = np.flatnonzero(shown[header].is_not_null().to_numpy())
        rows = np.sort(rng.choice(filled, min(scaled(count, self.scale, 2), len(filled)), replace=False)).tolist()
        wrong = [values[i % len(values)] for i in range(len(rows))]
        codes, true = shown[key].gather(rows).to_list(), shown[header].gather(rows).to_list()
        for code, bad, good in zip(codes, wrong, true, strict=True):
            self.records.append((kind, sheet.table, sheet.file, code, column, bad, good))
        return shown.with_columns(shown[header].clone().scatter(rows, wrong))


def _misspelt(name: str, number: int) -> str:
    """A second spelling of a firm's name."""
    if "有限公司" not in name:
        return name.upper()
    return (name.replace("有限公司", "有限责任公司"), name + " ", name.removesuffix("有限公司"))[number % 3]
