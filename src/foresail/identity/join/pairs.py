"""The scored pairs of a build, with the reasons; looked for only where they can be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from foresail.contracts.access import TableRule
from foresail.identity.match import api
from foresail.identity.match.evidence import TYPES as REASON
from foresail.identity.match.evidence import evidence, summed
from foresail.identity.match.prepare import prepare
from foresail.warehouse.sqlfile import read_sql
from foresail.warehouse.warehouse import BuildSession

STEPS = Path(__file__).parent.parent / "steps"
VERSION = "2"
"""Part of every fingerprint: raise it when pairs come out otherwise."""

PAIR = {
    "entity": "VARCHAR",
    "left_id": "VARCHAR",
    "right_id": "VARCHAR",
    "weight": "DECIMAL(9, 4)",
    "probability": "DECIMAL(9, 6)",
    "ask": "BOOLEAN",
    "reasons_en": "VARCHAR",
    "reasons_zh": "VARCHAR",
}
REASONS = {
    "entity": "VARCHAR",
    "left_id": "VARCHAR",
    "right_id": "VARCHAR",
    "field": "VARCHAR",
    "level": "VARCHAR",
    "left_value": "VARCHAR",
    "right_value": "VARCHAR",
    "points": "DECIMAL(9, 4)",
    "field_en": "VARCHAR",
    "field_zh": "VARCHAR",
    "words_en": "VARCHAR",
    "words_zh": "VARCHAR",
}
ROLES: Mapping[str, tuple[str, ...]] = {
    "company": ("name", "tax_id", "domain", "phone", "email", "address", "city", "region"),
    "person": ("name", "phone", "email", "company"),
}
RULE = TableRule(personal=frozenset({"left_value", "right_value"}))


@dataclass
class Search:
    """One search for pairs of an entity.

    Parameters
    ----------
    session
        The build.
    entity
        `account` or `contact`.
    """

    session: BuildSession
    entity: str
    _found: tuple[pl.DataFrame, pl.DataFrame] | None = field(default=None)

    def tables(self, fields: str) -> None:
        """Make `pair_<entity>` and `reason_<entity>` out of the table with the fields."""
        recipe = f"identity {VERSION} {self.entity}"
        self.session.frame(
            f"pair_{self.entity}", lambda: self._look(fields)[0], recipe=recipe, inputs=[fields], types=PAIR
        )
        self.session.frame(
            f"reason_{self.entity}",
            lambda: self._look(fields)[1],
            recipe=recipe,
            inputs=[fields],
            types=REASONS,
            rule=RULE,
        )

    def _look(self, fields: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        if self._found is None:
            rows = self.session.fetch(f'SELECT * FROM "{fields}" ORDER BY id')  # noqa: S608  our own name
            parts = [self._of_kind(rows.filter(pl.col("person") == flag), kind) for kind, flag in _KINDS]
            self._found = pl.concat([p for p, _ in parts]), pl.concat([r for _, r in parts])
        return self._found

    def _of_kind(self, rows: pl.DataFrame, kind: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        if rows["source"].n_unique() < 2:
            empty = pl.DataFrame(schema=REASON)
            return self._named(summed(pl.DataFrame(schema=api.PAIR_TYPES), empty)), self._named(empty)
        found = {role: role for role in ROLES[kind] if role in rows.columns}
        if "address" in rows.columns and kind == "person":
            found |= {"street": "address", "city": "city", "identity": "tax_id"}
        prepared = prepare(rows, kind, found, {"id": "id", "source": "source", "grp": "grp"})
        pairs = _of_one_system(api.likely_pairs(prepared, kind), rows)
        reasons = evidence(pairs, prepared, api.KINDS[kind])
        return self._named(summed(pairs.select(*api.PAIR_TYPES), reasons)), self._named(reasons)

    def _named(self, frame: pl.DataFrame) -> pl.DataFrame:
        named = frame.rename({"left": "left_id", "right": "right_id"})
        return named.select(pl.lit(self.entity).alias("entity"), *named.columns)


def _of_one_system(pairs: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Two records of one system are kept apart there on purpose, or they are a duplicate: people decide."""
    source = dict(rows.select("id", "source").iter_rows())
    alone = pl.Series([source[a] == source[b] for a, b in pairs.select("left", "right").iter_rows()], dtype=pl.Boolean)
    capped = pl.when(alone).then(pl.min_horizontal("probability", api.UNSURE)).otherwise("probability")
    return pairs.with_columns(capped.alias("probability"), (pl.col("ask") | alone).alias("ask"))


_KINDS = (("company", False), ("person", True))


def fields_sql(entity: str, records: Mapping[str, str]) -> str:
    """The query for the fields of an entity, over the tables of this build."""
    sql = read_sql(STEPS / f"{entity}_fields.sql")
    mail = (
        f'(SELECT account_id, email FROM "{records["contact"]}")'  # noqa: S608  our own name
        if "contact" in records
        else "(SELECT CAST(NULL AS VARCHAR) AS account_id, CAST(NULL AS VARCHAR) AS email WHERE FALSE)"
    )
    named = {"account_record": f'"{records.get("account", "")}"', "contact_record": f'"{records.get("contact", "")}"'}
    for name, table in {**named, "contact_mail": mail}.items():
        sql = sql.replace(name, table)
    return sql
