"""What was learnt of the company, kept as plain JSON: "what if" is answered from it, without the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.scenarios.facts import Facts, gather
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.contracts.frames import once
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import Damaged
from foresail.kernel.text import Text
from foresail.methods.demand.response import Response

KIND = "scenario-facts/1"
_ARRAYS = frozenset({"mean", "low", "high", "open_share", "worth"})


def fit(frames: Mapping[str, pl.DataFrame], params: ScenariosParams, rng: np.random.Generator) -> Artefact:
    """The facts behind the drivers.

    Raises
    ------
    NotEnoughData
        If there is no base forecast.
    """
    del params, rng
    return packed(once(frames, "facts", lambda: gather(frames)))


def packed(facts: Facts) -> Artefact:
    """Facts as JSON."""
    values = {f.name: _plain(getattr(facts, f.name)) for f in fields(facts) if f.name != "response"}
    found = facts.response
    values["response"] = None if found is None else {k: _plain(v) for k, v in asdict(found).items()}
    return Artefact(kind=KIND, values=values)


def unpacked(artefact: Artefact) -> Facts:
    """The facts again, to the last digit.

    Raises
    ------
    Damaged
        If another version of the code wrote them.
    """
    if artefact.kind != KIND:
        raise Damaged(
            Text(en="What was learnt for “what if” is of another version.", zh="“情景推演”的学习结果属于其他版本。"),
            next_step=Text(en="Build again.", zh="请重新构建。"),
        )
    values: dict[str, Any] = dict(artefact.values)
    found = values.pop("response")
    values |= {name: np.array(values[name], dtype=np.float64) for name in _ARRAYS}
    values |= {
        "as_of": date.fromisoformat(values["as_of"]),
        "periods": tuple(date.fromisoformat(d) for d in values["periods"]),
        "products": tuple(values["products"]),
        "categories": tuple(values["categories"]),
        "leads": tuple(values["leads"]),
        "index": {name: tuple(known) for name, known in values["index"].items()},
        "past": tuple((date.fromisoformat(d), v) for d, v in values["past"]),
    }
    return Facts(**values, response=None if found is None else _response(found))


def _response(values: Mapping[str, Any]) -> Response:
    arrays = {name: np.array(values[name], dtype=np.float64) for name in ("elasticity", "error", "share")}
    return Response(**{**values, **arrays, "promotion": tuple(values["promotion"])})


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, np.generic):
        return value.item()
    return value.isoformat() if isinstance(value, date) else value
