"""The fields of a customer as people choose them: title, words of codes, and why one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlglot import exp

from foresail.cockpit.fill import why_empty
from foresail.cockpit.scene import Scene
from foresail.contracts.output import columns_of
from foresail.contracts.query import Filter, ResultColumn
from foresail.kernel.base import Frozen
from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.customers import Customers
from foresail.metrics.compile.filters import fields_in
from foresail.metrics.customer.catalogue import SIDES, TRAITS, stands, trait_of
from foresail.metrics.customer.declare import Trait
from foresail.metrics.words import WORDS

MOST_CHOICES = 200
_CHOSEN = frozenset({Unit.ID, Unit.CATEGORY})


class Field(Frozen):
    """A field of a customer.

    Parameters
    ----------
    group
        What it is read from, as people call it.
    labels
        The words of its codes.
    many
        Whether a customer has several values.
    chosen
        Whether its values are chosen from a list.
    missing
        Why it cannot be asked of this generation; None where it can.
    """

    name: str
    title: Text
    unit: Unit
    group: Text
    note: Text | None = None
    labels: Mapping[str, Text] = {}
    many: bool = False
    chosen: bool = False
    personal: bool = False
    missing: Text | None = None


def fields(scene: Scene) -> list[Field]:
    """Every field, by group."""
    return [_field(found, scene) for found in TRAITS.values()]


def shown(found: Trait, scene: Scene) -> ResultColumn:
    """The column of a list that shows a field."""
    labels = labels_of(found, scene)
    return ResultColumn(
        name=found.name,
        title=found.title,
        unit=found.unit,
        personal=found.personal,
        definition=found.note,
        labels=labels,
        opens="account" if found.name == "account" else "",
    )


def labels_of(found: Trait, scene: Scene) -> Mapping[str, Text]:
    """The words of a field's codes, as the output that holds them says them."""
    row = scene.row_types.get(SIDES[found.side].table)
    if row is None:
        return WORDS.get(found.name, {})
    return next((c.labels for c in columns_of(row) if c.name == found.column), {})


def demand_fields(where: Filter | None, scene: Scene) -> None:
    """Refuse a filter whose fields this generation cannot answer.

    Raises
    ------
    InvalidInput
        If a customer has no such field.
    NotEnoughData
        If nothing stands that the field is read from; says why.
    """
    for name in fields_in(where):
        found = trait_of(name)
        why = missing(found, scene)
        if why is not None:
            raise NotEnoughData(
                Text(en=f"“{found.title.en}” is not known yet: {why.en}", zh=f"“{found.title.zh}”尚不可用：{why.zh}"),
                where=name,
                next_step=Text(
                    en="Wait for the build, load what is missing, or take this condition away.",
                    zh="请等待构建完成、载入缺少的数据，或去掉该条件。",
                ),
            )


def missing(found: Trait, scene: Scene) -> Text | None:
    """Why a field cannot be asked of this generation; None where it can."""
    if stands(found, scene.reader.tables()):
        return None
    side = SIDES[found.side]
    if side.capability:
        return why_empty(side.capability, scene).why
    return Text(en="it is there from the next build on.", zh="下次构建后可用。")


def choices(name: str, search: str, scene: Scene) -> list[dict[str, Any]]:
    """The values of a field among the viewer's customers, most frequent first, with their words.

    Raises
    ------
    InvalidInput
        If the field is a number, a day or free text.
    """
    found = trait_of(name)
    if found.unit not in _CHOSEN:
        raise InvalidInput(
            Text(en=f"“{found.title.en}” has no list of values.", zh=f"“{found.title.zh}”没有可选值列表。"), where=name
        )
    why = missing(found, scene)
    if why is not None:
        raise NotEnoughData(why, where=name)
    bound = Bound()
    customers = Customers(bound, scene.reader.as_of)
    seen = customers.named(name)
    words = seen.label if seen.label is not None else trees.cast(seen.value.copy(), "VARCHAR")
    count = exp.Count(this=exp.Distinct(expressions=[exp.column("account_id", "a")]))
    select = trees.select(
        trees.alias(seen.value, "id"), trees.alias(exp.Max(this=words.copy()), "words"), trees.alias(count, "n")
    )
    known = exp.Not(this=exp.Is(this=seen.value.copy(), expression=exp.Null()))
    select = customers.relation(select).where(known, copy=False)
    if search.strip():
        holder = bound.value(search.strip().lower(), "search")
        found_in = exp.StrPosition(this=trees.func("lower", words.copy()), substr=holder)
        select = select.where(exp.GT(this=found_in, expression=exp.Literal.number(0)), copy=False)
    select = select.group_by(exp.Literal.number(1), copy=False)
    most = exp.Ordered(this=exp.column("n"), desc=True, nulls_first=False)
    select = select.order_by(most, exp.column("id"), copy=False).limit(MOST_CHOICES, copy=False)
    rows = scene.reader.ask(select, bound.values, scene.viewer).to_pylist()
    labels = labels_of(found, scene)
    return [
        {
            "id": row["id"],
            "label": labels[row["id"]].model_dump()
            if row["id"] in labels
            else {"en": row["words"], "zh": row["words"]},
            "customers": row["n"],
        }
        for row in rows
        if row["words"] is not None
    ]


def _field(found: Trait, scene: Scene) -> Field:
    side = SIDES[found.side]
    return Field(
        name=found.name,
        title=found.title,
        unit=found.unit,
        group=side.title,
        note=found.note,
        labels=labels_of(found, scene),
        many=side.many,
        chosen=found.unit in _CHOSEN,
        personal=found.personal,
        missing=missing(found, scene),
    )
