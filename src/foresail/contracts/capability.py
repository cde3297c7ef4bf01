"""The declaration of a capability: from it come CLI, API, page, tables, permissions, documentation and tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, Field, model_validator

from foresail.contracts.output import OutputRow
from foresail.contracts.page import PageSpec
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class Cost(StrEnum):
    """How long a run takes on a usual workspace; decides whether a page waits or shows progress."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"


class Pii(StrEnum):
    """What personal data the outputs hold: the erasure map comes from it."""

    NONE = "none"
    ACCOUNT = "account"
    CONTACT = "contact"


class Minimum(Frozen):
    """The least that a result can rest on. `rows` counts rows of canonical tables, `days` the span of the facts."""

    rows: Mapping[str, int] = {}
    days: int = 0


class Needs(Frozen):
    """What a capability reads.

    Parameters
    ----------
    tables
        Canonical or derived table → columns without which there is no result.
    optional
        Table → columns that make the result better; `features.sql` finds them as empty columns where they are absent.
    results
        Output tables of other capabilities (`customers_rfm_scores`); the runner orders the graph.
    offered
        Output tables of other capabilities that make the result better → column → SQL type. Where the other has no
        result, and on days in the past (results stand as of the day of the data only), they are empty.
    minimum
        Below it the answer is "not enough data".
    """

    tables: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]] = {}
    results: tuple[str, ...] = ()
    offered: Mapping[str, Mapping[str, str]] = {}
    minimum: Minimum = Minimum()


class Params(BaseModel):
    """Base of parameters: frozen, strict; fields carry default, bounds, unit and help by `param`."""

    model_config = {"frozen": True, "extra": "forbid"}


def param(default: object, help: Text, unit: Unit, *, ge: float | None = None, le: float | None = None) -> Any:  # noqa: A002
    """Declare a parameter: `horizon_days: int = param(90, Text(...), Unit.DAYS, ge=1, le=730)`."""
    extra = {"foresail": {"help": help, "unit": unit}}
    return Field(default=default, ge=ge, le=le, description=help.en, json_schema_extra=extra)  # type: ignore[arg-type]


_ID = re.compile(r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$")
_REF = re.compile(r"^[a-z_]+:[a-z_]+$")


class Capability(Frozen):
    """A unit of analysis.

    Parameters
    ----------
    id
        `<domain>.<name>`, the folder.
    needs, params, outputs
        What it reads, what can be set, what it gives (output name → row type).
    frames
        Frame name → `.sql` file in the folder. Every query takes `:as_of` and may take scalar parameters by name. The
        result arrives in `run` and `fit` as a Polars frame under that name.
    fit, run, evaluate
        `module:function` inside the folder; nothing is imported before it is used.
        `fit(frames, params, rng) -> Artefact`, `run(frames, artefact, params, rng) -> dict[str, DataFrame]`,
        `evaluate(frames, params, rng) -> Evidence`.
    whatif
        `whatif(artefact, params) -> dict[str, DataFrame]`: the outputs that `run` gives for other parameters, from what
        `fit` learnt alone, within a moment. Whoever asks "what if" gets it at once: sliders, API, command line.
    scope, cost, pii
        Permission, duration, personal data.
    page
        Its page.
    waives
        Behaviour of the contract suite → the reason why it does not hold here.
    """

    id: str
    title: Text
    question: Text
    needs: Needs
    params: type[Params]
    outputs: Mapping[str, type[OutputRow]]
    frames: Mapping[str, str]
    fit: str = ""
    run: str
    evaluate: str
    whatif: str = ""
    scope: str
    cost: Cost = Cost.SECONDS
    pii: Pii = Pii.NONE
    page: PageSpec
    waives: Mapping[str, str] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        wrong: list[str] = []
        if not _ID.match(self.id):
            wrong.append(f"id “{self.id}” is not <domain>.<name>")
        wrong += [
            f"“{r}” is not module:function"
            for r in (self.run, self.evaluate, self.fit or "a:b", self.whatif or "a:b")
            if not _REF.match(r)
        ]
        if self.whatif and not self.fit:
            wrong.append("whatif rests on what fit learns, and there is no fit")
        for name, row in self.outputs.items():
            missing = [g for g in row.grain if g not in row.model_fields]
            if missing or not row.grain:
                wrong.append(f"output “{name}” has no column {missing or 'in its grain'}")
        if self.page.id != self.id:
            wrong.append(f"the page is called “{self.page.id}”")
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @property
    def domain(self) -> str:
        return self.id.split(".")[0]

    @property
    def name(self) -> str:
        return self.id.split(".")[1]

    def table(self, output: str) -> str:
        """The name of an output's table."""
        return f"{self.domain}_{self.name}_{output}"

    @property
    def tables(self) -> dict[str, type[OutputRow]]:
        """Table name → row type of every output."""
        return {self.table(name): row for name, row in self.outputs.items()}
