"""A declaration against its folder: files that are there, functions that exist (read, not imported), SQL."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from foresail.features.tables import written_out
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text
from foresail.runtime.capability.as_of import tables_of
from foresail.runtime.catalogue import Entry
from foresail.runtime.declarations.finding import Finding, line_of
from foresail.warehouse.sqllint import lint

ARGUMENTS = {"fit": 3, "run": 4, "evaluate": 3, "whatif": 2}
_MAY_IMPORT = ("foresail.kernel", "foresail.contracts", "foresail.model")
_MAY_USE = frozenset({"__future__", "typing", "datetime", "decimal", "enum", "collections", "pydantic", "re", "math"})


def check_folder(entry: Entry, *, linted: bool = False) -> Iterator[Finding]:
    """Contradictions between a declaration and the files beside it; SQL that is linted already is not linted again."""
    yield from _id(entry)
    yield from _references(entry)
    for frame in entry.capability.frames:
        yield from _frame(entry, frame, linted)
    yield from _declaration_imports(entry)
    if not entry.card().strip():
        yield Finding(entry.file, 1, Text(en="There is no method card card.md beside it.", zh="缺少方法说明 card.md。"))


def _id(entry: Entry) -> Iterator[Finding]:
    folder = ".".join(entry.package.split(".")[-2:])
    if entry.id != folder:
        yield Finding(
            entry.file,
            line_of(entry.file, entry.id),
            Text(
                en=f"The id “{entry.id}” does not match its folder “{folder}”.",
                zh=f"编号“{entry.id}”与所在文件夹“{folder}”不一致。",
            ),
            (folder,),
        )


def _references(entry: Entry) -> Iterator[Finding]:
    capability = entry.capability
    for role, count in ARGUMENTS.items():
        reference: str = getattr(capability, role)
        if not reference:
            continue
        module, name = reference.split(":")
        file = entry.folder / f"{module}.py"
        line = line_of(entry.file, reference)
        if not file.exists():
            yield Finding(
                entry.file,
                line,
                Text(en=f"“{reference}”: there is no file {file.name}.", zh=f"“{reference}”：没有文件 {file.name}。"),
            )
            continue
        functions = functions_of(file)
        if name not in functions:
            yield Finding(
                entry.file,
                line,
                Text(
                    en=f"“{reference}”: {file.name} has no function “{name}”.",
                    zh=f"“{reference}”：{file.name} 中没有函数“{name}”。",
                ),
                closest_names(name, functions),
            )
        elif functions[name] != count:
            yield Finding(
                file,
                line_of(file, name),
                Text(
                    en=f"“{name}” takes {functions[name]} arguments; a {role} function takes {count}.",
                    zh=f"“{name}”有 {functions[name]} 个参数；{role} 函数应有 {count} 个。",
                ),
            )


def functions_of(file: Path) -> dict[str, int]:
    """Function → number of positional arguments, at the top level of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        node.name: len(node.args.posonlyargs) + len(node.args.args)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def _frame(entry: Entry, frame: str, linted: bool) -> Iterator[Finding]:
    file = entry.sql_file(frame)
    if not file.exists():
        name = entry.capability.frames[frame]
        yield Finding(
            entry.file,
            line_of(entry.file, name),
            Text(en=f"The frame “{frame}”: there is no file {name}.", zh=f"数据框“{frame}”：没有文件 {name}。"),
        )
        return
    sql = file.read_text(encoding="utf-8")
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
    except SqlglotError as error:
        yield Finding(file, 1, Text(en=f"The SQL cannot be read: {error}", zh=f"SQL 无法解析：{error}"))
        return
    try:
        tree = written_out(tree)
    except NotFound as problem:
        yield Finding(file, line_of(file, problem.where), problem.what, problem.closest)
        return
    for message in () if linted else lint(sql):
        yield Finding(file, 1, Text(en=f"The SQL breaks a rule: {message}", zh=f"SQL 违反规则：{message}"))
    yield from _placeholders(entry, file, tree)
    yield from _tables(entry, file, tree)


def _placeholders(entry: Entry, file: Path, tree: exp.Expr) -> Iterator[Finding]:
    names = {p.name for p in tree.find_all(exp.Placeholder)}
    if "as_of" not in names:
        yield Finding(file, 1, Text(en="The SQL does not take :as_of.", zh="SQL 未使用 :as_of。"))
    valid = {"as_of", *entry.capability.params.model_fields}
    for name in sorted(names - valid):
        yield Finding(
            file,
            line_of(file, f":{name}"),
            Text(en=f"There is no parameter “{name}”.", zh=f"没有名为“{name}”的参数。"),
            closest_names(name, valid),
        )


def _tables(entry: Entry, file: Path, tree: exp.Expr) -> Iterator[Finding]:
    needs = entry.capability.needs
    declared = {*needs.tables, *needs.optional, *needs.results, *needs.offered}
    for name in sorted(tables_of(tree) - declared):
        yield Finding(
            file,
            line_of(file, name),
            Text(
                en=f"The SQL reads “{name}”, which `needs` does not name.",
                zh=f"SQL 读取了“{name}”，但 needs 未声明它。",
            ),
            closest_names(name, declared),
        )
    for cte in tree.find_all(exp.CTE):
        if cte.alias_or_name in declared:
            yield Finding(
                file,
                line_of(file, cte.alias_or_name),
                Text(
                    en=f"The step “{cte.alias_or_name}” has the name of a table.",
                    zh=f"步骤“{cte.alias_or_name}”与表同名。",
                ),
            )


def _declaration_imports(entry: Entry) -> Iterator[Finding]:
    """Discovery imports declarations only: a declaration that imports a model or a heavy library would break that."""
    waiting = ["capability"]
    read: set[str] = set()
    while waiting:
        name = waiting.pop()
        file = entry.folder / f"{name}.py"
        read.add(name)
        for line, module in imports_of(file, entry.package):
            own = own_module(entry, module)
            if own in _models(entry) or not (own or _light(module)):
                yield _heavy(file, line, module)
            elif own and own not in read:
                waiting.append(own)


def _light(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in _MAY_USE or module.startswith(_MAY_IMPORT)


def own_module(entry: Entry, module: str) -> str:
    """The file of the capability's own folder that an import names; empty if it names something else."""
    inside = module.removeprefix(f"{entry.package}.")
    return inside if inside != module and (entry.folder / f"{inside}.py").exists() else ""


def _models(entry: Entry) -> set[str]:
    roles = (getattr(entry.capability, role) for role in ARGUMENTS)
    return {reference.split(":")[0] for reference in roles if reference}


def _heavy(file: Path, line: int, module: str) -> Finding:
    return Finding(file, line, Text(en=f"A declaration may not import “{module}”.", zh=f"声明文件不能导入“{module}”。"))


def imports_of(file: Path, package: str) -> Iterator[tuple[int, str]]:
    """Line and absolute name of every module that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            yield node.lineno, ".".join(part for part in (base, node.module or "") if part)
