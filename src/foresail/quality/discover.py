"""All quality rules, found by looking into the folders: adding one is adding a declaration and a query."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import foresail.quality.rules as package
from foresail.contracts.rule import Rule
from foresail.kernel.problem import DeclarationError
from foresail.kernel.text import Text
from foresail.warehouse.sqlfile import read_sql

WHERE = Path(package.__file__ or "").parent


@cache
def rules() -> Mapping[str, Rule]:
    """Rules by id, in order of id.

    Raises
    ------
    DeclarationError
        If two rules share an id, or the query of a rule is missing.
    """
    found: dict[str, Rule] = {}
    for folder in iter_modules(package.__path__):
        for rule in import_module(f"{package.__name__}.{folder.name}.rules").RULES:
            path = WHERE / folder.name / rule.sql
            if rule.id in found or not path.exists() or rule.id.split(".")[0] != rule.table:
                raise DeclarationError(
                    Text(
                        en=f"The rule “{rule.id}” is declared twice or has no query.",
                        zh=f"规则“{rule.id}”重复声明或缺少查询。",
                    ),
                    where=str(path.parent / "rules.py"),
                )
            found[rule.id] = rule
    return dict(sorted(found.items()))


@cache
def query_of(rule_id: str) -> str:
    """The query of a rule."""
    rule = rules()[rule_id]
    path = next(p for p in WHERE.glob(f"*/{rule.sql}") if rule.id in {r.id for r in _declared(p.parent.name)})
    return read_sql(path)


def _declared(folder: str) -> tuple[Rule, ...]:
    declared: tuple[Rule, ...] = import_module(f"{package.__name__}.{folder}.rules").RULES
    return declared
