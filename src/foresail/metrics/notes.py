"""What an answer rests on beside its definition, in words: shown with it."""

from __future__ import annotations

from sqlglot import exp

from foresail.contracts.metric import Aggregate
from foresail.contracts.query import Query
from foresail.kernel.text import Text
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.metrics.compile import trees
from foresail.metrics.compile.legs import Ask
from foresail.metrics.compile.periods import Window
from foresail.metrics.compile.statement import MONEY, facts_in
from foresail.metrics.door import Door
from foresail.metrics.facts.catalogue import ATTRIBUTED
from foresail.metrics.registry import METRICS, fact_name, fact_of

_RULES = {
    "first_order": Text(
        en="Customers are attributed to the channel of their first order.", zh="客户归因于其首单的渠道。"
    ),
    "lead": Text(en="Customers are attributed to the channel of their first lead.", zh="客户归因于其首条线索的渠道。"),
}


def assumptions(reader: Door, question: Query, ask: Ask, now: Window, viewer: Viewer) -> tuple[Text, ...]:
    """The assumptions of an answer: how customers are attributed, which amounts could not be converted."""
    leaves = facts_in(question.metrics)
    found: list[Text] = []
    if any(fact_name(leaf) == ATTRIBUTED for leaf in leaves):
        found.append(_RULES[question.attribution])
    if question.currency is not None:
        return tuple(found)
    seen: set[tuple[str, str, str]] = set()
    for leaf in leaves:
        expression = METRICS[leaf].expression
        column = getattr(expression, "column", "") or "amount"
        dated = expression.dated_by if isinstance(expression, Aggregate) else ""
        key = (fact_name(leaf), column, dated)
        if METRICS[leaf].unit not in MONEY or key in seen or not _any_unconverted(reader, leaf, column):
            continue
        seen.add(key)
        count = _count(reader, key, ask, now, viewer)
        if count:
            found.append(_left_out(count, leaf, reader.base_currency))
    return tuple(dict.fromkeys(found))


def _left_out(count: int, leaf: str, code: str) -> Text:
    fact = fact_of(leaf).title
    return Text(
        en=f"{fact.en}: {count} rows are left out, since no rate leads to {code}.",
        zh=f"{fact.zh}：{count} 行因缺少折算 {code} 的汇率未计入。",
    )


def _missing(column: str) -> exp.Expr:
    there = exp.Not(this=exp.Is(this=exp.column(column, "f"), expression=exp.Null()))
    return trees.all_of(there, exp.Is(this=exp.column(f"{column}_base", "f"), expression=exp.Null()))


def _any_unconverted(reader: Door, leaf: str, column: str) -> bool:
    """Whether any row of the generation lacks a rate: asked once, since mostly none does."""
    table = fact_of(leaf).table

    def looked() -> bool:
        count = trees.alias(exp.Count(this=exp.Star()), "n")
        select = trees.select(count).from_(trees.table(table, "f"), copy=False).where(_missing(column), copy=False)
        return bool(reader.ask(select, {}, LOCAL).column("n")[0].as_py())

    return reader.remember(("unconverted", table, column), looked)


def _count(reader: Door, key: tuple[str, str, str], ask: Ask, now: Window, viewer: Viewer) -> int:
    fact, column, dated = key
    source = ask.source(fact)
    conditions = [_missing(column), *ask.conditions(source)]
    if dated:
        conditions += now.within(source.column(dated), ask.bound)
    select = source.relation(trees.select(trees.alias(exp.Count(this=exp.Star()), "n"))).where(*conditions, copy=False)
    return int(reader.ask(select, ask.bound.values, viewer).column("n")[0].as_py())
