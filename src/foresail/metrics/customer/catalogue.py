"""All fields of a customer by name, found by looking into the folder, and which of them a generation can answer."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

import foresail.metrics.customer.declared as package
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text, same
from foresail.kernel.unit import Unit
from foresail.metrics.customer.declare import ACCOUNT, Side, Trait

EXTRA = "extra."
"""A column of the customer's own system that the model does not know: `extra.<name>`."""

_THEMES = [import_module(f"{package.__name__}.{theme.name}") for theme in iter_modules(package.__path__)]
SIDES: Mapping[str, Side] = {side.name: side for theme in _THEMES for side in theme.SIDES}
TRAITS: Mapping[str, Trait] = {found.name: found for theme in _THEMES for found in theme.TRAITS}


def trait_of(name: str) -> Trait:
    """A field by name.

    Raises
    ------
    InvalidInput
        If a customer has no such field; the closest are named.

    Examples
    --------
    >>> trait_of("orders_12m").title.en
    'Orders, 12 months'
    """
    if name in TRAITS:
        return TRAITS[name]
    if name.startswith(EXTRA) and name != EXTRA:
        title = same(name.removeprefix(EXTRA))
        return Trait(name=name, title=title, unit=Unit.CATEGORY, side=ACCOUNT, column="extra")
    raise InvalidInput(
        Text(en=f"A customer has no field “{name}”.", zh=f"客户没有字段“{name}”。"),
        where=name,
        closest=closest_names(name, TRAITS),
        next_step=Text(
            en="Conditions of a segment are on fields of a customer; the segment builder lists them.",
            zh="分群条件只能使用客户字段，可在分群构建器中查看全部字段。",
        ),
    )


def stands(found: Trait, stored: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a generation has what a field is read from."""
    side = SIDES[found.side]
    if not side.tables <= set(stored):
        return False
    return not side.table or found.column in stored[side.table]
