"""The mapping of a source's files: proposed, changed by a person, kept and used next time."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from foresail.kernel.base import Frozen
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.sources.recognise.catalogue import by_ref
from foresail.sources.recognise.names import plain

_HEAD = """# How the files of this source are read. / 此来源文件的读取方式。
# field: a column of the table `into`, a hint (_name), or table.column; empty keeps the column as it is (extra).
# style: comma (decimal comma), dmy / mdy / ymd (order of day and month), excel1904, percent (0-100), x10000 (万元),
#   a currency.
# Set confirmed = true when it is right. / 确认无误后请改为 confirmed = true。
"""


class ColumnMap(Frozen):
    """One column of a file and one field that it feeds; a column may stand in several entries."""

    column: str
    field: str = ""
    style: str = ""
    confidence: float = 1.0
    how: str = "person"


class TableMap(Frozen):
    """One kind of file.

    Parameters
    ----------
    file
        What files of this kind are called, without folder, ending and date.
    object
        The object whose rules hold (`salesforce:opportunity:Opportunity`).
    into
        The canonical table.
    """

    file: str
    object: str
    into: str
    columns: tuple[ColumnMap, ...]

    @property
    def headers(self) -> frozenset[str]:
        return frozenset(plain(c.column) for c in self.columns)


class Mapping(Frozen):
    """How the files of one source are read.

    Parameters
    ----------
    currency
        The currency of amounts whose file names none; empty: the workspace's base currency.
    encoding
        Taken for text files instead of the guess.
    confirmed
        A person has looked at it: nothing in it is asked again.
    """

    source: str
    confirmed: bool = False
    currency: str = ""
    encoding: str = ""
    tables: tuple[TableMap, ...] = ()

    def fitting(self, file: str, headers: Sequence[str]) -> tuple[TableMap, ...]:
        """The entries for a file: the same columns, or the same name and mostly the same columns."""
        own = frozenset(plain(h) for h in headers)
        same = tuple(t for t in self.tables if t.headers == own)
        if same:
            named = tuple(t for t in same if plain(t.file) == plain(file))
            return named or same[:1]
        return tuple(
            t for t in self.tables if plain(t.file) == plain(file) and len(t.headers & own) * 2 >= len(t.headers)
        )

    def merged(self, newer: Mapping) -> Mapping:
        """This mapping with the entries of a newer one put over the same files."""
        replaced = {(plain(t.file), t.into) for t in newer.tables}
        kept = tuple(t for t in self.tables if (plain(t.file), t.into) not in replaced)
        return newer.model_copy(
            update={
                "tables": (*newer.tables, *kept),
                "currency": newer.currency or self.currency,
                "encoding": newer.encoding or self.encoding,
            }
        )

    def to_toml(self) -> str:
        """The mapping as the text of `<workspace>/mappings/<source>.toml`."""
        lines = [_HEAD.rstrip("\n"), f"source = {_text(self.source)}", f"confirmed = {str(self.confirmed).lower()}"]
        lines += [f"currency = {_text(self.currency)}", f"encoding = {_text(self.encoding)}"]
        for table in self.tables:
            lines += ["", "[[tables]]", *(f"{n} = {_text(getattr(table, n))}" for n in ("file", "object", "into"))]
            for column in table.columns:
                lines += [
                    "[[tables.columns]]",
                    *(f"{n} = {_text(getattr(column, n))}" for n in ("column", "field", "style", "how")),
                ]
                lines += [f"confidence = {column.confidence:.2f}"]
        return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML basic string; JSON's escapes are the same."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises
    ------
    InvalidInput
        If it is not TOML, or names a table, object or column that does not exist.
    """
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        mapping = Mapping(**values)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise InvalidInput(
            Text(en=f"The mapping cannot be read: {reason}.", zh=f"映射文件无法读取：{reason}。"), where=str(path)
        ) from error
    check_mapping(mapping, str(path))
    return mapping


def check_mapping(mapping: Mapping, where: str) -> None:
    """Refuse names that do not exist.

    Raises
    ------
    InvalidInput
        With the closest names.
    """
    for table in mapping.tables:
        known = by_ref(table.object)
        if table.into not in TABLES or known is None:
            wrong = table.into if table.into not in TABLES else table.object
            raise _unknown(wrong, TABLES, where)
        valid = {*TABLES[table.into].names, *known.preset.fields}
        for column in table.columns:
            owner, dot, name = column.field.partition(".")
            good = (
                column.field in valid or not column.field or (dot and owner in TABLES and name in TABLES[owner].names)
            )
            if not good and not column.field.startswith("_"):
                raise _unknown(column.field, valid, f"{where}: {table.file}, {column.column}")


def _unknown(name: str, valid: Any, where: str) -> InvalidInput:
    return InvalidInput(
        Text(en=f"The mapping names “{name}”, which does not exist.", zh=f"映射文件中的“{name}”不存在。"),
        where=where,
        closest=closest_names(name, valid),
    )


def mapping_path(workspace: Path, source: str) -> Path:
    """Where a workspace keeps the mapping of a source."""
    path = workspace / "mappings" / f"{source}.toml"
    if path.resolve().parent != (workspace / "mappings").resolve():
        raise ValueError(f"the source {source!r} leads out of the mappings")
    return path


def keep_mapping(workspace: Path, mapping: Mapping) -> Path:
    """Write a mapping into the workspace, over the entries that it replaces."""
    path = mapping_path(workspace, mapping.source)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        mapping = read_mapping(path).merged(mapping)
    draft = path.with_suffix(".toml.new")
    draft.write_text(mapping.to_toml(), encoding="utf-8")
    draft.replace(path)
    return path
