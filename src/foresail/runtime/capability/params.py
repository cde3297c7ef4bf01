"""Parameters from strings (command line, query string) and values, with errors that name bounds and closest names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from foresail.contracts.capability import Params
from foresail.contracts.output import unwrap
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text, same


def parse_params(kind: type[Params], given: Mapping[str, Any] | Params | None) -> Params:
    """Parameters of a capability from what a person gave.

    Parameters
    ----------
    given
        Name → text or value. `horizon-days` and `horizon_days` are the same name; a list is written with commas.

    Raises
    ------
    InvalidInput
        Unknown name (the closest ones are given), or a value that does not fit: the bounds and default are named.
    """
    if isinstance(given, kind):
        return given
    if isinstance(given, Params):
        given = given.model_dump()
    values = {name.replace("-", "_"): value for name, value in (given or {}).items()}
    for name in values:
        if name not in kind.model_fields:
            raise _unknown(kind, name)
    values = {name: _split(kind.model_fields[name], value) for name, value in values.items()}
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=True)[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        raise _wrong(kind, name, first["input"], first["msg"]) from error


def describe(kind: type[Params], name: str) -> Text:
    """What a parameter may be: type, bounds, unit, default, as one phrase."""
    field = kind.model_fields[name]
    low, high = bounds(field)
    words = type_words(field)
    en, zh = words.en, words.zh
    if low is not None and high is not None:
        en, zh = f"{en} from {low:g} to {high:g}", f"{low:g} 到 {high:g} 之间的{zh}"
    elif low is not None:
        en, zh = f"{en} of at least {low:g}", f"不小于 {low:g} 的{zh}"
    elif high is not None:
        en, zh = f"{en} of at most {high:g}", f"不大于 {high:g} 的{zh}"
    unit = unit_of(field)
    if unit:
        en, zh = f"{en} ({unit})", f"{zh}（{unit}）"
    return Text(en=f"{en}, by default {field.default}", zh=f"{zh}，默认 {field.default}")


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """The lowest and highest value of a parameter."""
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    return low, high


def unit_of(field: FieldInfo) -> str:
    """The declared unit of a parameter, empty if there is none."""
    said = field.json_schema_extra
    inner = said.get("foresail") if isinstance(said, dict) else None
    return str(inner["unit"]) if isinstance(inner, dict) and "unit" in inner else ""


_WORDS = {
    "int": Text(en="a whole number", zh="整数"),
    "float": Text(en="a number", zh="数字"),
    "Decimal": Text(en="an amount", zh="金额"),
    "bool": Text(en="true or false", zh="true 或 false"),
    "date": Text(en="a day like 2025-01-31", zh="日期（如 2025-01-31）"),
    "str": Text(en="a text", zh="文本"),
}


def type_words(field: FieldInfo) -> Text:
    """The type of a parameter in words."""
    plain, _ = unwrap(field.annotation)
    if get_origin(plain) is tuple:
        return Text(en="a list with commas", zh="以逗号分隔的列表")
    choices = get_args(plain)
    if choices:
        listed = ", ".join(str(c) for c in choices)
        return Text(en=f"one of {listed}", zh=f"以下之一：{listed}")
    name = getattr(plain, "__name__", str(plain))
    return _WORDS.get(name, same(name))


def _split(field: FieldInfo, value: Any) -> Any:
    plain, _ = unwrap(field.annotation)
    if get_origin(plain) is tuple and isinstance(value, str):
        return tuple(part.strip() for part in value.replace("，", ",").split(",") if part.strip())
    return value


def _unknown(kind: type[Params], name: str) -> InvalidInput:
    valid = list(kind.model_fields)
    return InvalidInput(
        Text(en=f"There is no parameter “{name}”.", zh=f"没有名为“{name}”的参数。"),
        where=name,
        closest=closest_names(name, valid) or tuple(valid[:5]),
        next_step=Text(
            en="Parameters here: " + (", ".join(valid) or "none") + ".",
            zh="可用参数：" + ("、".join(valid) or "无") + "。",
        ),
        details={"parameters": valid},
    )


def _wrong(kind: type[Params], name: str, value: Any, message: str) -> InvalidInput:
    if name not in kind.model_fields:
        return InvalidInput(Text(en=f"The parameters do not fit: {message}.", zh=f"参数有误：{message}。"))
    right = describe(kind, name)
    low, high = bounds(kind.model_fields[name])
    return InvalidInput(
        Text(en=f"The parameter “{name}” cannot be “{value}”.", zh=f"参数“{name}”不能为“{value}”。"),
        where=name,
        next_step=Text(en=f"Give {right.en}.", zh=f"请给出{right.zh}。"),
        details={"parameter": name, "at_least": low, "at_most": high, "default": str(kind.model_fields[name].default)},
    )
