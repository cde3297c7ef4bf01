"""What a workspace is set to: kept in `foresail.toml`, read by a person, changed by a person."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError, field_validator

from foresail.kernel.base import Frozen
from foresail.kernel.calendar import Calendar
from foresail.kernel.money import currency
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Language, Text

FILE_NAME = "foresail.toml"


class Settings(Frozen):
    """The settings of one workspace.

    Parameters
    ----------
    company
        Shown in the cockpit and on reports.
    base_currency
        Everything is converted to it at dated rates.
    time_zone, week_start, fiscal_year_start, country
        See `Calendar`.
    language
        The default language of pages and reports.
    source_order
        Names of sources, joined by commas: of records that are one, a value of an earlier source goes before one of a
        later source; sources that are not named come after, the newest value first.
    state_url
        SQLAlchemy address of the store of what people enter; empty means SQLite inside the workspace.
    """

    company: str = ""
    base_currency: str = "CNY"
    time_zone: str = "Asia/Shanghai"
    week_start: int = 1
    fiscal_year_start: int = 1
    country: str = "CN"
    language: Language = "zh"
    source_order: str = ""
    state_url: str = ""

    @field_validator("base_currency")
    @classmethod
    def _known_currency(cls, code: str) -> str:
        return currency(code)

    @property
    def calendar(self) -> Calendar:
        return Calendar(
            time_zone=self.time_zone,
            week_start=self.week_start,
            fiscal_year_start=self.fiscal_year_start,
            country=self.country,
        )

    @property
    def sources_in_order(self) -> tuple[str, ...]:
        """The names of `source_order`.

        Examples
        --------
        >>> Settings(source_order="erp, crm").sources_in_order
        ('erp', 'crm')
        """
        return tuple(name.strip() for name in self.source_order.split(",") if name.strip())

    def to_toml(self) -> str:
        """The settings as the text of `foresail.toml`."""
        lines = ["# Foresail workspace settings / 前帆工作区设置"]
        for name, value in self.model_dump().items():
            shown = (
                str(value)
                if isinstance(value, int)
                else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
            )
            lines.append(f"{name} = {shown}")
        return "\n".join(lines) + "\n"


def read_settings(folder: Path) -> Settings:
    """Read `foresail.toml` of a workspace.

    Raises
    ------
    InvalidInput
        If the file is not TOML, or names a setting that does not exist, or gives a value that cannot be.
    """
    path = folder / FILE_NAME
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(
            Text(en=f"The settings cannot be read: {error}.", zh=f"设置文件无法读取：{error}。"), where=str(path)
        ) from error
    unknown = sorted(set(values) - set(Settings.model_fields))
    if unknown:
        raise InvalidInput(
            Text(en=f"There is no setting “{unknown[0]}”.", zh=f"没有名为“{unknown[0]}”的设置。"),
            where=str(path),
            closest=closest_names(unknown[0], Settings.model_fields),
        )
    try:
        settings = Settings(**values)
        _ = settings.calendar
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(
            Text(en=f"The setting “{name}” is wrong: {first['msg']}.", zh=f"设置“{name}”有误：{first['msg']}。"),
            where=str(path),
        ) from error
    return settings
