"""What if: the outputs of a capability for other parameters, from what its build learnt, without a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from sqlglot import exp

from foresail.contracts.capability import Params
from foresail.kernel.artefact import Artefact
from foresail.kernel.viewer import LOCAL
from foresail.runtime.capability.shapes import conform

if TYPE_CHECKING:
    from foresail.runtime.catalogue import Entry
    from foresail.warehouse.warehouse import Reader


def learnt(entry: Entry, reader: Reader) -> Artefact | None:
    """What the build of this generation learnt; None where it did not, or another version of the code did."""

    def load() -> Artefact | None:
        if "capability_artefact" not in reader.tables():
            return None
        query = exp.select("artefact").from_("capability_artefact").where("capability_id = :id", dialect="duckdb")
        found = reader.ask(query, {"id": entry.id}, LOCAL).to_pylist()
        return Artefact.loads(found[0]["artefact"]) if found and found[0]["artefact"] else None

    return reader.remember(("artefact", entry.id), load)


def again(entry: Entry, reader: Reader, params: Params) -> dict[str, pl.DataFrame] | None:
    """All outputs under some parameters; None where the capability says nothing of "what if", or learnt nothing yet."""
    if not entry.capability.whatif:
        return None
    artefact = learnt(entry, reader)
    if artefact is None:
        return None
    return conform(entry.capability, entry.function(entry.capability.whatif)(artefact, params))
