"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, Note, OutputData, PageSpec, Table
from foresail.kernel.text import Text

_DEALS = "pipeline_deal_health_deals"
_RULES = "pipeline_deal_health_rules"

PAGE = PageSpec(
    id="pipeline.deal_health",
    title=Text(en="Deal health", zh="商机健康度"),
    question=Text(en="Which open deals are in trouble, and what mends them?", zh="哪些商机有问题，如何补救？"),
    section="pipeline",
    order=25,
    icon="health",
    filters=("region", "owner", "channel", "pipeline"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Of {deals} open deals worth {amount}, {unhealthy} worth {unhealthy_amount} are not healthy, "
                "{critical} of them critical; {at_risk} hangs on what they lack. Most often: {main_rule} "
                "({main_rule_deals} deals). {rules_used} rules count, learnt from {won_deals} won and "
                "{lost_deals} lost deals.",
                zh="{deals} 个进行中商机（{amount}）中，{unhealthy} 个（{unhealthy_amount}）不健康，"
                "其中 {critical} 个危险；涉及风险金额 {at_risk}。最常见问题：{main_rule}（{main_rule_deals} 个）。"
                "计入 {rules_used} 条规则，依据 {won_deals} 个赢单和 {lost_deals} 个输单。",
            ),
            data=OutputData(table="pipeline_deal_health_overview"),
        ),
        Bars(
            title=Text(en="Open deals that break each rule", zh="各规则的未达标商机"),
            data=OutputData(table=_RULES, order_by=("-deals",)),
            x="rule",
            y=("deals",),
            span=6,
        ),
        Bars(
            title=Text(en="Did unhealthy deals lose? Later deals by their health", zh="不健康的商机真的输得更多吗？"),
            subtitle=Text(en="Lost, beside what the stage alone lets expect", zh="实际输单率与仅按阶段的预期"),
            data=OutputData(table="pipeline_deal_health_classes", order_by=("position",)),
            x="band",
            y=("lost", "expected"),
            horizontal=False,
            span=6,
        ),
        Table(
            title=Text(en="What to do first: deals by money at risk", zh="优先处理：按风险金额排列"),
            data=OutputData(table=_DEALS, order_by=("-at_risk",)),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "owner_name",
                "stage",
                "amount",
                "health",
                "at_risk",
                "main_rule",
                "play",
                "expected_close_on",
            ),
            drawer="opportunity",
        ),
        Table(
            title=Text(en="Every broken rule, by what mending is worth", zh="全部未达标项（按改善价值）"),
            empty=Text(en="No open deal breaks a rule that counts.", zh="没有商机违反计入的规则。"),
            data=OutputData(table="pipeline_deal_health_broken", order_by=("-worth",)),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "owner_name",
                "reason_en",
                "reason_zh",
                "play",
                "points",
                "worth",
            ),
            drawer="opportunity",
            page_size=15,
        ),
        Table(
            title=Text(en="The rules, and whether they hold", zh="规则及其是否成立"),
            subtitle=Text(en="Judged on deals later than all that was learnt from", zh="以晚于全部学习数据的商机检验"),
            data=OutputData(table=_RULES, order_by=("-lift",)),
            columns=("rule", "state", "past_share", "lift", "lift_low", "lift_high", "past_deals", "deals", "amount"),
            page_size=10,
        ),
        Table(
            title=Text(en="By owner", zh="按负责人"),
            data=OutputData(table="pipeline_deal_health_owners", order_by=("-at_risk",)),
            columns=("owner_name", "deals", "health", "unhealthy", "at_risk"),
            page_size=10,
        ),
        Table(
            title=Text(en="What won deals kept to, stage by stage", zh="赢单商机各阶段的标准"),
            data=OutputData(table="pipeline_deal_health_limits", order_by=("rule", "pipeline", "stage")),
            columns=("rule", "stage", "allowed", "kept", "won_deals", "own"),
            page_size=12,
        ),
        Table(
            title=Text(en="What stages themselves ask for", zh="阶段自身规定的标准"),
            empty=Text(en="The stages have no criteria of their own.", zh="各阶段没有规定标准。"),
            subtitle=Text(en="Entry and exit criteria, from the funnel", zh="进入与退出标准（见销售漏斗）"),
            data=OutputData(table="pipeline_funnel_criteria", order_by=("pipeline", "position", "kind")),
            columns=("stage", "kind", "criterion", "kept", "broken", "skipped"),
            page_size=12,
        ),
        Table(
            title=Text(en="Deals that broke such a criterion", zh="违反阶段标准的商机"),
            empty=Text(en="No open deal broke a criterion of its stage.", zh="没有商机违反阶段标准。"),
            data=OutputData(table="pipeline_funnel_broken", order_by=("-on_day", "-amount")),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "owner_name",
                "stage",
                "kind",
                "criterion",
                "on_day",
                "amount",
            ),
            drawer="opportunity",
            page_size=10,
        ),
        Note(
            text=Text(
                en="A broken rule goes along with losing; that mending it wins the deal is likely, not proven. Rules "
                "that made no difference in your own deals are shown, and not counted.",
                zh="未达标与输单相关；补救很可能有帮助，但并未得到证明。在贵公司商机中没有差别的规则会列出，但不计入。",
            ),
        ),
        EvidenceBlock(capability="pipeline.deal_health"),
    ),
)
