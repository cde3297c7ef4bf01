"""Write `docs/reference/` from the declarations: metrics, tables, analyses, commands and quality rules.

`tools/docs.py` writes; `tools/docs.py --check` only names what is stale (exit 1).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foresail.contracts.capability import Capability
    from foresail.contracts.output import OutputRow
    from foresail.kernel.text import Text
    from foresail.model.declare import Column, Entity
    from foresail.runtime.catalogue import Catalogue, Entry

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "reference"
HEAD = (
    "Made by `make docs` from the declarations; change these, not this page. "
    "本页由 `make docs` 根据声明生成，请修改声明而不是本页。"
)


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name those that are stale."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["FORESAIL_LANG"] = "zh" if arguments == ["--commands"] else "en"
    if arguments == ["--commands"]:
        print(json.dumps(list(_commands())))
        return 0
    stale = {name: text for name, text in pages().items() if _stored(name) != text}
    checking = "--check" in arguments
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in stale.items():
        if not checking:
            (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name} is stale: run `make docs`" if checking else f"wrote docs/reference/{name}")
    return 1 if checking and stale else 0


def pages() -> dict[str, str]:
    """File name → the text that the declarations give."""
    from foresail.runtime.discovery import discover

    catalogue = discover()
    made = {
        "metrics.md": _metrics(catalogue),
        "tables.md": _tables(),
        "capabilities.md": _capabilities(catalogue),
        "commands.md": _command_page(),
        "rules.md": _rules(catalogue),
    }
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


def _stored(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _table(heads: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(_cell(value) for value in row) + " |" for row in rows), ""]


def _cell(value: Any) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ").strip()


def _both(text: Text | None) -> str:
    """A text in both languages, once where they are the same."""
    if text is None:
        return ""
    return text.en if text.en == text.zh else f"{text.en}<br>{text.zh}"


def _title(level: int, name: str, text: Text) -> list[str]:
    return [f"{'#' * level} `{name}` {text.en} · {text.zh}", ""]


def _metrics(catalogue: Catalogue) -> Iterator[str]:
    from foresail.metrics import dimensions_of

    adds = {"full": "time and dimensions", "dimensions": "dimensions only", "none": "–"}
    yield from ["# Metrics and dimensions · 指标与维度", "", HEAD, ""]
    yield from ["Ask for them: `foresail query NAMES --by DIMENSIONS`. “Adds up over” says what may be summed.", ""]
    metrics = list(catalogue.metrics.values())
    for domain in dict.fromkeys(m.domain for m in metrics):
        yield from [f"## {domain}", ""]
        heads = ("name", "metric 指标", "definition 定义", "unit", "adds up over", "good")
        yield from _table(
            heads,
            (
                (f"`{m.name}`", _both(m.title), _both(m.definition), m.unit.value, adds[m.additivity.value], m.good)
                for m in metrics
                if m.domain == domain
            ),
        )
    yield from ["## Dimensions 维度", ""]
    known = {m.name: dimensions_of(m.name) for m in metrics}
    yield from _table(
        ("name", "dimension 维度", "known to so many metrics"),
        (
            (f"`{d.name}`", _both(d.title), sum(d.name in names for names in known.values()))
            for d in catalogue.dimensions.values()
        ),
    )


def _tables() -> Iterator[str]:
    from foresail.model.tables import TABLES

    yield from ["# Tables of the model · 模型中的表", "", HEAD, ""]
    yield "Every table also has `source`, `source_id`, `loaded_at` and `extra` (what the file says and the model has"
    yield "no column for). A build adds to each moment `…_at` its local day `…_on`, and to each amount its value in the"
    yield from ["base currency `…_base`.", ""]
    entities = sorted(TABLES.values(), key=lambda e: (e.group, e.name))
    for group in dict.fromkeys(e.group for e in entities):
        yield from [f"## {group}", ""]
        for entity in (e for e in entities if e.group == group):
            yield from _entity(entity)


def _entity(entity: Entity) -> Iterator[str]:
    yield from _title(3, entity.name, entity.title)
    said = ["Key: " + ", ".join(f"`{name}`" for name in entity.key)]
    said += [f"known at `{entity.known_at}`"] if entity.known_at else []
    owners = [f"`{o.column}`" + (f" of the {o.through}" if o.through else "") for o in entity.owners]
    said += ["everybody sees it"] if entity.shared else ["seen by the owner: " + " or ".join(owners)] if owners else []
    yield from [" · ".join(said) + ".", ""]
    yield from _table(
        ("column", "title 名称", "type", "notes"),
        ((f"`{c.name}`", _both(c.title), c.type.value, _column_notes(c)) for c in entity.columns),
    )


def _column_notes(column: Column) -> str:
    notes = [f"names a row of `{column.references}`"] if column.references else []
    notes += ["personal"] if column.personal else []
    notes += ["its past is kept"] if column.changes else []
    notes += [f"known at `{column.known_at}`"] if column.known_at else []
    return "; ".join(notes) + (("<br>" if notes else "") + _both(column.note) if column.note else "")


def _capabilities(catalogue: Catalogue) -> Iterator[str]:
    yield from ["# Analyses · 分析", "", HEAD, ""]
    own = [e for e in catalogue.entries.values() if e.package.startswith("foresail.analytics.")]
    for entry in sorted(own, key=lambda e: e.id):
        yield from _capability(entry)


def _capability(entry: Entry) -> Iterator[str]:
    one = entry.capability
    yield from _title(2, one.id, one.title)
    yield from [f"{one.question.en} · {one.question.zh}", ""]
    yield from [f"Permission `{one.scope}` · a run takes {one.cost.value}.", ""]
    yield from _table(("reads", "columns", "better with"), _needs(one))
    yield from ["### Parameters · 参数", ""]
    yield from _table(("option", "meaning 含义", "default", "unit", "range"), _params(one))
    for name, row in one.outputs.items():
        yield from _output(one, name, row)
    if card := entry.card():
        yield from ["### Method · 方法", ""]
        yield from ("#" * 2 + line if line.startswith("#") else line for line in card.strip().splitlines())
        yield ""


def _needs(one: Capability) -> Iterator[tuple[str, ...]]:
    for name in dict.fromkeys([*one.needs.tables, *one.needs.optional]):
        needed, better = one.needs.tables.get(name, ()), one.needs.optional.get(name, ())
        yield f"`{name}`", ", ".join(f"`{c}`" for c in needed), ", ".join(f"`{c}`" for c in better)
    for name in one.needs.results:
        yield f"`{name}`", "the result of another analysis", ""
    for name, columns in one.needs.offered.items():
        yield f"`{name}`", "", ", ".join(f"`{c}`" for c in columns)


def _params(one: Capability) -> Iterator[tuple[str, ...]]:
    for name, field in one.params.model_fields.items():
        extra: Any = field.json_schema_extra
        said = extra["foresail"]
        low = next((m.ge for m in field.metadata if hasattr(m, "ge")), "")
        high = next((m.le for m in field.metadata if hasattr(m, "le")), "")
        span = f"{low} – {high}" if f"{low}{high}" else ", ".join(map(str, getattr(field.annotation, "__args__", ())))
        option = "`--" + name.replace("_", "-") + "`"
        yield option, _both(said["help"]), f"`{field.default}`", said["unit"].value, span


def _output(one: Capability, name: str, row: type[OutputRow]) -> Iterator[str]:
    from foresail.contracts.output import columns_of

    yield from [f"### Output `{name}`: {row.title.en} · {row.title.zh}", ""]
    grain = ", ".join(f"`{g}`" for g in row.grain)
    yield from [f"Table `{one.table(name)}`, one row for each {grain}.", ""]
    yield from _table(
        ("column", "title 名称", "unit"), ((f"`{c.name}`", _both(c.title), c.unit.value) for c in columns_of(row))
    )


def _rules(catalogue: Catalogue) -> Iterator[str]:
    yield from ["# Quality rules · 质量规则", "", HEAD, ""]
    yield "The bad rows of a rule: `foresail check RULE`. A blocking rule stops a build once the share of bad rows"
    yield from ["passes its tolerance.", ""]
    rules = sorted(catalogue.rules.values(), key=lambda r: r.id)
    for table in dict.fromkeys(r.table for r in rules):
        yield from [f"## {table}", ""]
        yield from _table(
            ("rule", "title 名称", "severity", "why 为什么", "what to do 如何修正"),
            (
                (f"`{r.id}`", _both(r.title), _severity(r.severity.value, r.tolerance), _both(r.why), _both(r.fix))
                for r in rules
                if r.table == table
            ),
        )


def _severity(severity: str, tolerance: float) -> str:
    return f"{severity} above {tolerance:.1%}" if severity == "blocking" else severity


def _commands() -> Iterator[dict[str, Any]]:
    """The commands in the language of the environment, as plain data."""
    from typer.main import get_command

    from foresail.cli.main import EXIT_STATUS, app

    yield {"name": "", "help": EXIT_STATUS, "options": []}
    group: Any = get_command(app)
    for name, command in group.commands.items():
        options = []
        for one in command.params:
            positional = one.param_type_name == "argument"
            called = one.name.upper() if positional else ", ".join([*one.opts, *one.secondary_opts])
            options.append([called, getattr(one, "help", "") or ""])
        yield {"name": name, "help": command.help or "", "options": options}


def _command_page() -> Iterator[str]:
    english, chinese = list(_commands()), _in_chinese()
    yield from ["# Commands · 命令", "", HEAD, ""]
    yield from [english[0]["help"], "", chinese[0]["help"], ""]
    for one, other in zip(english[1:], chinese[1:], strict=True):
        yield from [f"## `foresail {one['name']}`", ""]
        for said in (one["help"], other["help"]):
            # What follows the first paragraph are examples, the same in both languages.
            yield from [said.split("\n\n")[0], ""]
        for example in one["help"].split("\n\n")[1:]:
            if example.startswith("foresail "):
                yield from [f"    {example}", ""]
        pairs = zip(one["options"], other["options"], strict=True)
        yield from _table(
            ("option", "meaning 含义"),
            ((f"`{name}`", en if en == zh else f"{en}<br>{zh}") for (name, en), (_, zh) in pairs),
        )


def _in_chinese() -> list[dict[str, Any]]:
    """The commands in Chinese: their words are chosen when they are imported, so in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--commands"], capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
