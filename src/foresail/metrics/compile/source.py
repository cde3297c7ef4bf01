"""A fact as a question sees it: which column stands for a name, in which currency, under which attribution."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import NamedTuple

import sqlglot
from sqlglot import exp

from foresail.contracts.query import Attribution
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.dimensions import DIMENSIONS, known_to
from foresail.metrics.facts.catalogue import ATTRIBUTED, FACTS
from foresail.metrics.facts.declare import Fact
from foresail.metrics.fields import FIELDS
from foresail.model.tables import TABLES

_VIEWS: dict[Attribution, str] = {"first_order": "acquired", "lead": "lead"}
_ALIAS = "f"


class Seen(NamedTuple):
    """What a name means here: the SQL of its value, that of its words if they stand apart, and the unit."""

    value: exp.Expr
    label: exp.Expr | None
    unit: Unit


@dataclass
class Source:
    """The rows of one fact, as one question reads them."""

    name: str
    bound: Bound
    currency: str | None = None
    attribution: Attribution = "first_order"
    table: str = ""
    """The stored table, where it is not the fact itself but a summary of it."""
    joins: dict[str, str] = field(default_factory=dict)

    @property
    def fact(self) -> Fact:
        return FACTS["sales" if self.name == ATTRIBUTED else self.name]

    def column(self, name: str) -> exp.Expr:
        """The SQL of a column: amounts in the asked currency, channel and campaign by the attribution."""
        if self.name == ATTRIBUTED:
            stem = _VIEWS[self.attribution]
            swapped = {"attributed": f"{stem}_paid", "channel": f"{stem}_channel"}
            swapped |= {f"campaign_{part}": f"{stem}_campaign_{part}" for part in ("id", "name")}
            name = swapped.get(name, name)
        if name in self.fact.money and not self.currency:
            name = f"{name}_base"
        return exp.column(name, _ALIAS)

    def condition(self, sql: str) -> exp.Expr:
        """A condition of a declaration over this source's columns; `period`'s columns stay as they are."""
        tree = parsed_condition(sql).copy()
        for column in list(tree.find_all(exp.Column)):
            if column.name in self.fact.columns or column.name == "attributed":
                new = self.column(column.name)
                if column is tree:
                    return new
                column.replace(new)
        return tree

    def named(self, name: str) -> Seen:
        """What a name of a question means here.

        Raises
        ------
        InvalidInput
            If this fact does not know it; says what it knows.
        """
        if name in DIMENSIONS and DIMENSIONS[name].column in self.fact.columns:
            dimension = DIMENSIONS[name]
            label = self.column(dimension.label) if dimension.label else None
            return Seen(self.column(dimension.column), label, dimension.unit)
        if name in FIELDS and name in self.fact.fields:
            return Seen(self.column(name), None, FIELDS[name].unit)
        if (free := free_attribute(name)) and (found := self._extra(free[0] or self.fact.entity, free[1])):
            return found
        raise unknown_field(name, self.fact)

    def _extra(self, entity: str, key: str) -> Seen | None:
        identity = TABLES[entity].key[0] if entity in TABLES and len(TABLES[entity].key) == 1 else ""
        if identity not in self.fact.columns:
            return None
        self.joins[entity] = identity
        path = path_of(key)
        column = exp.column("extra", f"x_{entity}")
        value = trees.func("json_extract_string", column, self.bound.value(path, path_name(key)))
        return Seen(value, None, Unit.CATEGORY)

    def relation(self, select: exp.Select) -> exp.Select:
        """Put the fact, and what its free attributes need, behind a SELECT."""
        select = select.from_(trees.table(self.table or self.fact.table, _ALIAS), copy=False)
        for entity, identity in self.joins.items():
            alias = f"x_{entity}"
            same = exp.EQ(this=exp.column(identity, alias), expression=exp.column(identity, _ALIAS))
            table = trees.table(entity, alias)
            select = select.join(table, on=same, join_type="left", copy=False)
        return select

    def in_currency(self) -> list[exp.Expr]:
        """The condition that leaves one original currency."""
        if not self.currency or "currency" not in self.fact.columns:
            return []
        return [exp.EQ(this=self.column("currency"), expression=self.bound.value(self.currency, "currency"))]


def free_attribute(name: str) -> tuple[str, str] | None:
    """Entity and key of `extra.<key>` (of the fact's own rows) or `<entity>.extra.<key>`; None for other names."""
    if name.startswith("extra."):
        return ("", name.removeprefix("extra.")) if name != "extra." else None
    entity, there, key = name.partition(".extra.")
    return (entity, key) if there and key and entity in TABLES else None


def unit_of(name: str) -> Unit:
    """The unit of a dimension, field or free attribute: the same on every fact that knows it."""
    if name in DIMENSIONS:
        return DIMENSIONS[name].unit
    return FIELDS[name].unit if name in FIELDS else Unit.CATEGORY


def path_of(key: str) -> str:
    """The JSON path of a free attribute."""
    return '$."' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def path_name(key: str) -> str:
    """The name under which that path is bound: short and plain whatever the key is."""
    return f"path_{sha256(key.encode()).hexdigest()[:16]}"


@cache
def parsed_condition(sql: str) -> exp.Expr:
    """The tree of a condition of a declaration; copy it before changing it."""
    return sqlglot.parse_one(sql, dialect="duckdb")


def unknown_field(name: str, fact: Fact | None = None) -> InvalidInput:
    """The error for a name that a question cannot use."""
    everywhere = {*DIMENSIONS, *FIELDS}
    if fact is None or name not in everywhere:
        return InvalidInput(
            Text(en=f"There is no dimension or field “{name}”.", zh=f"没有名为“{name}”的维度或字段。"),
            where=name,
            closest=closest_names(name, everywhere if fact is None else {*known_to(fact), *fact.fields}),
            next_step=None if fact is None else _knows(fact),
        )
    return InvalidInput(
        Text(
            en=f"{fact.title.en} do not know “{name}”.",
            zh=f"“{fact.title.zh}”不含“{name}”。",
        ),
        where=name,
        closest=closest_names(name, {*known_to(fact), *fact.fields}),
        next_step=_knows(fact),
    )


def _knows(fact: Fact) -> Text:
    names = sorted(known_to(fact))
    return Text(en=f"Known dimensions: {', '.join(names)}.", zh=f"可用维度：{'、'.join(names)}。")
