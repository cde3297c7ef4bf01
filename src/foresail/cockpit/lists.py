"""The lists of opportunities and accounts: filtered, sorted and paged by the one door."""

from __future__ import annotations

from sqlglot import exp

from foresail.cockpit.details.door import tree_of
from foresail.cockpit.scene import Scene, both
from foresail.cockpit.searching import search_in
from foresail.cockpit.views.view import column as _c
from foresail.contracts.query import Condition, Filter, Operator, Result, ResultColumn
from foresail.kernel.unit import Unit
from foresail.metrics import select_from
from foresail.metrics.words import WORDS

OPPORTUNITY_COLUMNS = (
    _c("opportunity_id", "ID", "编号", Unit.ID, opens="opportunity"),
    _c("name", "Opportunity", "商机", Unit.TEXT, opens="opportunity"),
    _c("account_id", "Account ID", "客户编号", Unit.ID),
    _c("account_name", "Account", "客户", Unit.TEXT, personal=True),
    _c("owner", "Owner ID", "负责人编号", Unit.ID),
    _c("owner_name", "Owner", "负责人", Unit.TEXT),
    _c("team", "Team", "团队", Unit.ID),
    _c("region", "Region", "区域", Unit.CATEGORY),
    _c("product", "Product ID", "产品编号", Unit.ID),
    _c("product_name", "Product", "产品", Unit.TEXT),
    _c("channel", "Channel", "渠道", Unit.CATEGORY),
    _c("pipeline", "Pipeline", "销售流程", Unit.CATEGORY),
    _c("stage", "Stage", "阶段", Unit.CATEGORY),
    _c("outcome", "Outcome", "结果", Unit.CATEGORY, labels=WORDS["outcome"]),
    _c("amount", "Amount", "金额", Unit.MONEY),
    _c("win_probability", "Win probability", "赢率", Unit.PROBABILITY),
    _c("expected_close_on", "Expected close", "预计成交", Unit.DATE),
    _c("last_activity_on", "Last activity", "上次跟进", Unit.DATE),
    _c("next_step", "Next step", "下一步", Unit.TEXT),
    _c("created_on", "Created", "创建日期", Unit.DATE),
    _c("closed_on", "Closed", "结束日期", Unit.DATE),
)

ACCOUNT_COLUMNS = (
    _c("account_id", "ID", "编号", Unit.ID, opens="account"),
    _c("name", "Account", "客户", Unit.TEXT, opens="account", personal=True),
    _c("industry", "Industry", "行业", Unit.CATEGORY),
    _c("region", "Region", "区域", Unit.CATEGORY),
    _c("country", "Country", "国家", Unit.CATEGORY),
    _c("owner", "Owner ID", "负责人编号", Unit.ID),
    _c("owner_name", "Owner", "负责人", Unit.TEXT),
    _c("team", "Team", "团队", Unit.ID),
    _c("channel", "Channel", "渠道", Unit.CATEGORY),
    _c("net_revenue", "Net revenue", "净收入", Unit.MONEY),
    _c("orders", "Orders", "订单数", Unit.COUNT),
    _c("last_order_on", "Last order", "最近下单", Unit.DATE),
    _c("open_amount", "Open pipeline", "在手商机", Unit.MONEY),
    _c("open_count", "Open deals", "在手商机数", Unit.COUNT),
    _c("segment", "Segment", "客户分层", Unit.CATEGORY),
)


def opportunity_list(
    scene: Scene, outcome: str, search: str, order_by: tuple[str, ...], limit: int, offset: int
) -> Result:
    """Opportunities with their probability; `outcome` narrows, empty gives all."""
    tree = tree_of("lists", "opportunity_list")
    _without(tree, "pipeline_win_probability_scores", scene)
    wanted: Filter | None = Condition(field="outcome", operator=Operator.EQ, values=(outcome,)) if outcome else None
    return _listed(tree, OPPORTUNITY_COLUMNS, scene, wanted, search, order_by or ("-amount",), limit, offset)


def account_list(scene: Scene, search: str, order_by: tuple[str, ...], limit: int, offset: int) -> Result:
    """Accounts with what they bought and what is open."""
    tree = tree_of("lists", "account_list")
    _without(tree, "customers_rfm_scores", scene)
    return _listed(tree, ACCOUNT_COLUMNS, scene, None, search, order_by or ("-net_revenue",), limit, offset)


def _listed(
    tree: exp.Query,
    columns: tuple[ResultColumn, ...],
    scene: Scene,
    wanted: Filter | None,
    search: str,
    order_by: tuple[str, ...],
    limit: int,
    offset: int,
) -> Result:
    known = frozenset(c.name for c in columns)
    where = both(wanted, scene.filters.condition(known), search_in(search, known))
    return select_from(
        scene.reader, tree, columns, where, order_by, limit, offset, scene.viewer, values={"as_of": scene.reader.as_of}
    )


def _without(tree: exp.Query, table: str, scene: Scene) -> None:
    """While an analysis has no result yet, its columns are empty: its table is replaced by one without rows."""
    if table in scene.reader.tables():
        return
    rows = tree_of("lists", f"no_{table}")
    for found in list(tree.find_all(exp.Table)):
        if found.name == table:
            found.replace(exp.Subquery(this=rows.copy(), alias=exp.TableAlias(this=exp.to_identifier(found.alias))))
