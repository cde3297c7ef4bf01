"""A viewer sees exactly the rows that an output's row scope gives."""

from __future__ import annotations

from contract.behaviours.case import Case


def row_scope(case: Case) -> None:
    """Rows of owned entities are never shared."""
    from foresail.model.tables import TABLES

    owned = {key for entity in TABLES.values() if entity.owners for key in entity.key[:1] if len(entity.key) == 1}
    for name, row in case.entry.capability.outputs.items():
        told = sorted(owned & set(row.model_fields))
        assert not (row.shared and told), f"{name} is shared, and tells of single rows by {told}"
