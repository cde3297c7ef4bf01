"""Who is in a segment: how many, with how much of the revenue, and the list of them."""

from __future__ import annotations

from decimal import Decimal

from sqlglot import exp

from foresail.cockpit.scene import Scene, both
from foresail.cockpit.searching import search_in
from foresail.cockpit.segments.fields import demand_fields, missing, shown
from foresail.contracts.query import Condition, Members, Operator, Result, ResultColumn
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics import select_from
from foresail.metrics.answer import shaped
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.customers import KEY, Customers, is_member
from foresail.metrics.compile.filters import condition, fields_in
from foresail.metrics.customer.catalogue import SIDES, trait_of

LISTED = (
    "industry",
    "region",
    "channel",
    "owner",
    "revenue_12m",
    "orders_12m",
    "last_order_on",
    "rfm_segment",
    "lifecycle_stage",
    "value_tier",
    "clv",
    "churn_risk",
    "open_deals",
    "open_tickets",
)
"""What a list of customers shows where it is known; the fields that the segment asks for are added."""

_KNOWN = Condition(field="revenue_12m", operator=Operator.IS_NOT_EMPTY)
_ID = ResultColumn(name="account_id", title=Text(en="ID", zh="编号"), unit=Unit.ID, opens="account")
_NAME = ResultColumn(name="name", title=Text(en="Account", zh="客户"), unit=Unit.TEXT, opens="account", personal=True)
_OWNER = ResultColumn(name="owner_name", title=Text(en="Owner", zh="负责人"), unit=Unit.TEXT)


class Size(Frozen):
    """How large a segment is among the customers that the viewer sees; revenue is that of twelve months."""

    customers: int
    of_customers: int
    revenue: Decimal
    of_revenue: Decimal
    currency: str


def size(segment: Members, scene: Scene) -> Size:
    """Count a segment's customers and their revenue.

    Raises
    ------
    NotEnoughData
        If the generation does not know the revenue of customers yet; says why.
    """
    demand_fields(_KNOWN, scene)
    bound = Bound()
    customers = Customers(bound, scene.reader.as_of)
    revenue = customers.named("revenue_12m").value
    inside = _inside(segment, bound)
    select = trees.select(
        trees.alias(exp.Count(this=trees.case(inside, exp.Literal.number(1))), "customers"),
        trees.alias(exp.Count(this=exp.Star()), "of_customers"),
        trees.alias(exp.Sum(this=trees.case(inside.copy(), revenue.copy())), "revenue"),
        trees.alias(exp.Sum(this=revenue), "of_revenue"),
    )
    row = scene.reader.ask(customers.relation(select), bound.values, scene.viewer).to_pylist()[0]
    currency = scene.reader.base_currency
    mine, whole = shaped([Decimal(row[name] or 0) for name in ("revenue", "of_revenue")], Unit.MONEY, currency)
    return Size(
        customers=row["customers"],
        of_customers=row["of_customers"],
        revenue=mine,
        of_revenue=whole,
        currency=currency,
    )


def members(
    segment: Members,
    scene: Scene,
    *,
    search: str = "",
    order_by: tuple[str, ...] = (),
    limit: int | None = None,
    offset: int = 0,
) -> Result:
    """The customers of a segment with what is known of them, richest first; also narrowed by the page's filters."""
    bound = Bound()
    customers = Customers(bound, scene.reader.as_of)
    columns: list[ResultColumn] = [_ID, _NAME]
    values = [trees.alias(exp.column(KEY, "a"), "account_id"), trees.alias(exp.column("name", "a"), "name")]
    for found in (trait_of(name) for name in (*LISTED, *fields_in(segment.where)) if name != "account"):
        if SIDES[found.side].many or missing(found, scene) or any(c.name == found.name for c in columns):
            continue
        seen = customers.named(found.name)
        columns.append(shown(found, scene))
        values.append(trees.alias(seen.value, found.name))
        if found.name == "owner" and seen.label is not None:
            columns.append(_OWNER)
            values.append(trees.alias(seen.label, "owner_name"))
    tree = customers.relation(trees.select(*values)).where(_inside(segment, bound), copy=False)
    known = frozenset(c.name for c in columns)
    where = both(scene.filters.condition(known), search_in(search, known))
    order = order_by or (("-revenue_12m",) if "revenue_12m" in known else ("name",))
    return select_from(scene.reader, tree, columns, where, order, limit, offset, scene.viewer, bound.values)


def _inside(segment: Members, bound: Bound) -> exp.Expr:
    return exp.Paren(this=is_member(segment, exp.column(KEY, "a"), bound, "s", condition))
