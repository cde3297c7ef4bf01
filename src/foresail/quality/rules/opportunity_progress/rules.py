"""The quality rules of `opportunity_progress`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="opportunity.close_date_passed",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Open deals whose close date has passed", zh="进行中商机的预计成交日期已过"),
        why=Text(en="The forecast rests on days that are over.", zh="预测建立在已经过去的日期上。"),
        fix=Text(en="Set a realistic close date, or close the deal.", zh="请设置合理的成交日期，或关闭商机。"),
        sql="close_date_passed.sql",
        needs={"opportunity": ("expected_close_on",)},
    ),
    Rule(
        id="opportunity.probability",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Probabilities that cannot be", zh="赢率不合理"),
        why=Text(
            en="Outside 0–100%, or against the outcome: won is certain, lost is over, open is neither.",
            zh="超出 0–100%，或与结果矛盾：赢单应为 100%，输单应为 0，进行中不应为 0 或 100%。",
        ),
        fix=Text(en="Correct the probability or the stage.", zh="请修正赢率或阶段。"),
        sql="probability.sql",
        needs={"opportunity": ("probability",)},
    ),
    Rule(
        id="opportunity.stale",
        table="opportunity",
        severity=Severity.WARNING,
        title=Text(en="Open deals that nobody has touched for 60 days", zh="进行中商机 60 天无跟进"),
        why=Text(
            en="Deals that rest this long are seldom won, but they still fill the pipeline.",
            zh="搁置这么久的商机很少赢单，却仍算在在途金额里。",
        ),
        fix=Text(en="Follow up, or close the deal.", zh="请跟进或关闭商机。"),
        sql="stale.sql",
        needs={"opportunity": ("created_at",), "activity": ("opportunity_id", "occurred_at")},
    ),
    Rule(
        id="opportunity.stage_backwards",
        table="opportunity",
        severity=Severity.NOTICE,
        title=Text(en="Deals that went back a stage", zh="商机阶段回退"),
        why=Text(
            en="A step back means that a stage was passed before it was done.",
            zh="阶段回退说明此前的阶段并未真正完成。",
        ),
        fix=Text(en="Check the entry criteria of the stage with the owner.", zh="请与负责人核对阶段的进入标准。"),
        sql="stage_backwards.sql",
        needs={"opportunity_change": ("new",), "stage": ("position",)},
    ),
    Rule(
        id="opportunity.stage_renamed",
        table="opportunity",
        severity=Severity.NOTICE,
        title=Text(en="Deals whose stage seems to have been renamed", zh="商机阶段疑似被改名"),
        why=Text(
            en="Between two loads a stage vanished and most of its deals stand in one never seen before. The history "
            "counts this as a move from stage to stage.",
            zh="两次载入之间，某阶段消失，其多数商机出现在从未见过的阶段。历史会把它算作阶段推进。",
        ),
        fix=Text(
            en="Use the new name in the earlier files too, or keep both names in the list of stages.",
            zh="请在较早文件的阶段列中改用新名称，或在阶段表中同时保留两个名称。",
        ),
        sql="stage_renamed.sql",
        needs={"opportunity_change": ("old", "new"), "opportunity": ("stage",)},
    ),
    Rule(
        id="opportunity.currency_changed",
        table="opportunity",
        severity=Severity.NOTICE,
        title=Text(en="Deals whose currency was changed", zh="商机币种被更改"),
        why=Text(
            en="Each day is converted from the currency that the deal had then; a wrong currency moves every total.",
            zh="每一天按商机当时的币种折算；币种有误会影响所有合计。",
        ),
        fix=Text(en="Check the amount and the currency of the deal.", zh="请核对商机的金额与币种。"),
        sql="currency_changed.sql",
        needs={"opportunity_change": ("old", "new")},
    ),
    Rule(
        id="opportunity.unknown_stage",
        table="opportunity",
        severity=Severity.WARNING,
        title=Text(en="Deals in a stage that the list does not know", zh="商机阶段不在阶段表中"),
        why=Text(en="Funnel and conversion leave these deals out.", zh="漏斗和转化率不会包含这些商机。"),
        fix=Text(
            en="Add the stage to the list of stages, or correct the deal.", zh="请在阶段表中补充该阶段，或修正商机。"
        ),
        sql="unknown_stage.sql",
        needs={"opportunity": ("stage",), "stage": ("stage",)},
    ),
    Rule(
        id="opportunity.won_without_order",
        table="opportunity",
        severity=Severity.WARNING,
        title=Text(en="Won deals without an order", zh="赢单未见订单"),
        why=Text(en="Either the order is missing, or the deal is not won.", zh="要么缺少订单，要么并未真正赢单。"),
        fix=Text(en="Link the order to the opportunity, or correct the outcome.", zh="请为订单关联商机，或修正结果。"),
        sql="won_without_order.sql",
        needs={"opportunity": ("outcome", "closed_at"), "order": ("opportunity_id",)},
    ),
    Rule(
        id="opportunity.closed_without_date",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Closed deals without a closing day", zh="已结束商机无结束日期"),
        why=Text(en="They are missing from every figure by month.", zh="它们不会计入任何按月统计的数字。"),
        fix=Text(en="Enter the day on which the deal was won or lost.", zh="请填写赢单或输单的日期。"),
        sql="closed_without_date.sql",
        needs={"opportunity": ("outcome",)},
    ),
    Rule(
        id="opportunity.owner_left",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Open deals of people who have left", zh="离职人员仍负责进行中商机"),
        why=Text(en="Nobody works on these deals.", zh="这些商机无人跟进。"),
        fix=Text(en="Hand the deal over to somebody.", zh="请将商机移交给其他同事。"),
        sql="owner_left.sql",
        needs={"opportunity": ("owner_id",), "representative": ("left_on",)},
    ),
)
