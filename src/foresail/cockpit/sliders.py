"""Sliders filled: each with its bounds and value, and the results under the values of the page's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from foresail.cockpit.scene import Scene
from foresail.contracts.block import BlockData, Setting
from foresail.contracts.capability import Capability
from foresail.contracts.page import OutputData, ResultBlock, Slider, Sliders
from foresail.contracts.query import Result
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics import select

CHOICES = 200
"""More cannot be chosen from a list."""
Fill = Callable[[ResultBlock, Result | None], BlockData]
Outputs = Mapping[str, Result]


def fill_sliders(block: Sliders, scene: Scene, fill: Fill) -> BlockData:
    """The content of a block of sliders.

    Parameters
    ----------
    fill
        Fills a result block from a result, or, without one, from what is stored.

    Raises
    ------
    InvalidInput
        If a value of the address is out of bounds.
    """
    capability = scene.capabilities[block.capability]
    asked = _asked(block, scene)
    made = _what_if(block, asked, scene)
    parts = tuple(fill(part, None if made is None else _rows(part.data, made, capability)) for part in block.results)
    refused = next((p for p in parts if p.status == "empty"), None)
    if refused is not None and all(p.status == "empty" for p in parts):
        return refused
    return BlockData(
        settings=_settings(block, capability, asked, made, scene),
        parts=parts,
        currency=scene.reader.base_currency,
    )


def part_result(block: Sliders, number: int, scene: Scene) -> Result | None:
    """The rows of a result block under the values of the address; None: what is stored is shown."""
    made = _what_if(block, _asked(block, scene), scene)
    return None if made is None else _rows(block.results[number].data, made, scene.capabilities[block.capability])


def _asked(block: Sliders, scene: Scene) -> dict[str, str]:
    """What the address says of the sliders; nothing of those that stand where they usually do."""
    return {name: scene.settings[name] for name in block.asks() if scene.settings.get(name)}


def _what_if(block: Sliders, asked: Mapping[str, str], scene: Scene) -> Outputs | None:
    if not asked:
        return None
    made = scene.what_if(block.capability, asked) if scene.what_if is not None else None
    if made is None:
        raise InvalidInput(
            Text(en="These figures were built without “what if”.", zh="当前数据版本不支持推演。"),
            where=block.capability,
            next_step=Text(en="Build again, or reset the sliders.", zh="请重新构建，或重置滑块。"),
        )
    return made


def _rows(data: Any, made: Outputs, capability: Capability) -> Result:
    """What a block shows of an output: its columns, in its order, no more than it wants."""
    assert isinstance(data, OutputData)  # noqa: S101 - the page check refuses everything else
    output = next(name for name in capability.outputs if capability.table(name) == data.table)
    result = made[output]
    rows = list(result.records())
    for name in reversed(data.order_by):
        key = name.removeprefix("-")
        known = [r for r in rows if r[key] is not None]
        known.sort(key=lambda r, key=key: r[key], reverse=name.startswith("-"))  # type: ignore[misc]
        rows = known + [r for r in rows if r[key] is None]
    columns = [c for c in result.columns if not data.columns or c.name in data.columns]
    picked = [tuple(r[c.name] for c in columns) for r in rows[: data.limit]]
    return result.model_copy(update={"columns": tuple(columns), "rows": picked, "total": len(rows)})


def _settings(
    block: Sliders, capability: Capability, asked: Mapping[str, str], made: Outputs | None, scene: Scene
) -> tuple[Setting, ...]:
    grounds = _grounds(block, capability, made, scene)
    return tuple(_setting(s, capability, asked.get(s.param), grounds.get(s.driver), scene) for s in block.sliders)


def _grounds(
    block: Sliders, capability: Capability, made: Outputs | None, scene: Scene
) -> dict[str, tuple[bool, Text]]:
    """Driver → whether the data speak of it, and what is assumed."""
    told = block.grounds
    if told is None:
        return {}
    result = _rows(told.data, made, capability) if made is not None else _stored(told.data.table, scene)
    return {
        str(r[told.driver]): (
            bool(r[told.learnt]),
            Text(en=str(r[f"{told.words}_en"] or ""), zh=str(r[f"{told.words}_zh"] or "")),
        )
        for r in result.records()
    }


def _stored(table: str, scene: Scene) -> Result:
    return select(scene.reader, table, (), None, (), None, 0, scene.viewer, scene.row_types.get(table))


def _setting(
    slider: Slider, capability: Capability, asked: str | None, told: tuple[bool, Text] | None, scene: Scene
) -> Setting:
    field = capability.params.model_fields[slider.param]
    declared: Any = field.json_schema_extra
    said = declared["foresail"]
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    number = isinstance(field.default, int | float) and not isinstance(field.default, bool)
    whole = isinstance(field.default, int)
    bounds = (slider.low if slider.low is not None else low, slider.high if slider.high is not None else high)
    return Setting(
        param=slider.param,
        title=slider.title,
        help=said["help"],
        unit=Unit(said["unit"]),
        low=bounds[0] if number else None,
        high=bounds[1] if number else None,
        step=slider.step or (1 if whole else _step(*bounds)) if number else None,
        whole=whole,
        default=field.default,
        value=(float(asked) if number else asked) if asked else field.default,
        choices=() if number else _choices(slider, capability, scene),
        nothing=slider.nothing,
        learnt=told[0] if told else None,
        words=told[1] if told else None,
        folded=slider.folded,
    )


def _step(low: float | None, high: float | None) -> float:
    return 0.01 if low is None or high is None or high - low <= 5 else (high - low) / 100


def _choices(slider: Slider, capability: Capability, scene: Scene) -> tuple[str, ...]:
    table = capability.table(slider.choices) if slider.choices else ""
    if table not in scene.reader.tables():
        return ()
    found = [str(r["value"]) for r in _stored(table, scene).records() if r["param"] == slider.param]
    return tuple(sorted(found)[:CHOICES])
