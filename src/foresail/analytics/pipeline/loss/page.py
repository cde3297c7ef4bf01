"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, Note, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_REASONS = OutputData(table="pipeline_loss_reasons", order_by=("-lost",))


def _cut(dimension: str) -> OutputData:
    only = Condition(field="dimension", operator=Operator.EQ, values=(dimension,))
    return OutputData(table="pipeline_loss_cuts", where=only, order_by=("-loss_rate",), limit=12)


PAGE = PageSpec(
    id="pipeline.loss",
    title=Text(en="Losses", zh="输单分析"),
    question=Text(en="Why do we lose, and what stands out?", zh="为什么输单，哪里异常？"),
    section="pipeline",
    order=40,
    icon="fall",
    filters=("region", "owner", "channel"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{lost} of {closed} ended deals were lost ({loss_rate}; before: {loss_rate_before}), worth "
                "{lost_amount}. Most common reason: {top_reason} ({top_share}). {first_en}.",
                zh="{closed} 个已结束商机中 {lost} 个输单（{loss_rate}，上期 {loss_rate_before}），金额 {lost_amount}。"
                "首要原因：{top_reason}（{top_share}）。{first_zh}。",
            ),
            data=OutputData(table="pipeline_loss_overview"),
        ),
        Bars(
            title=Text(en="Reasons, by number and by value", zh="输单原因（按数量与按金额）"),
            data=_REASONS,
            x="reason",
            y=("share", "share_by_value"),
            span=6,
        ),
        Trend(
            title=Text(en="Reasons over time: share of the quarter's losses", zh="输单原因走势（占当季输单）"),
            data=OutputData(table="pipeline_loss_trend", order_by=("quarter",)),
            x="quarter",
            y=("share",),
            series="reason",
            span=6,
        ),
        Table(
            title=Text(en="What stands out beyond chance", zh="明显偏高之处"),
            empty=Text(
                en="Nothing differs from the rest by more than chance would bring.",
                zh="各项差别均可能只是偶然，没有明显偏高之处。",
            ),
            subtitle=Text(
                en="Each value against the others; all tests counted, so few are false alarms",
                zh="逐值与其他比较；已计入全部检验，误报很少",
            ),
            data=OutputData(table="pipeline_loss_findings", order_by=("place",)),
            columns=("place", "finding_en", "finding_zh", "beyond", "beyond_amount", "false_share"),
            page_size=10,
        ),
        Table(
            title=Text(en="The deals behind it", zh="对应的商机"),
            empty=Text(
                en="Nothing stands out, so there are no deals behind it.", zh="没有明显偏高之处，因此没有对应的商机。"
            ),
            data=OutputData(table="pipeline_loss_behind", order_by=("place", "-amount"), limit=500),
            columns=(
                "place",
                "opportunity_id",
                "opportunity_name",
                "owner_name",
                "amount",
                "reason",
                "stage",
                "closed_on",
            ),
            drawer="opportunity",
            page_size=10,
        ),
        Bars(
            title=Text(en="Loss rate against each competitor", zh="对阵各竞争对手的输单率"),
            empty=Text(en="No ended deal names a competitor.", zh="没有已结束商机注明竞争对手。"),
            data=_cut("competitor"),
            x="label",
            y=("loss_rate",),
            span=6,
        ),
        Bars(
            title=Text(en="Stage at which deals are lost", zh="输单阶段"),
            data=OutputData(table="pipeline_loss_stages", order_by=("position",)),
            x="stage",
            y=("share", "share_by_value"),
            horizontal=False,
            span=6,
        ),
        Table(
            title=Text(en="Discount offered and losses", zh="报价折扣与输单"),
            subtitle=Text(en="Deals that were quoted", zh="已报价的商机"),
            data=OutputData(table="pipeline_loss_discounts", order_by=("position",)),
            columns=("band", "closed", "lost", "loss_rate", "loss_rate_low", "loss_rate_high", "for_price"),
            page_size=6,
        ),
        Table(
            title=Text(en="By person", zh="按负责人"),
            data=OutputData(table="pipeline_loss_people", order_by=("-loss_rate",)),
            columns=("owner_name", "closed", "lost", "loss_rate", "loss_rate_low", "loss_rate_high", "unusual"),
            page_size=10,
        ),
        Table(
            title=Text(
                en="By competitor, team, region, industry, source, product, size",
                zh="按对手、团队、区域、行业、来源、产品、规模",
            ),
            data=OutputData(table="pipeline_loss_cuts", order_by=("dimension", "-loss_rate")),
            columns=(
                "dimension",
                "label",
                "closed",
                "lost",
                "loss_rate",
                "loss_rate_low",
                "loss_rate_high",
                "rest_rate",
                "loss_rate_by_value",
                "lost_amount",
                "unusual",
            ),
            page_size=15,
        ),
        Table(
            title=Text(en="Reasons in detail", zh="输单原因明细"),
            data=_REASONS,
            columns=(
                "reason",
                "lost",
                "share",
                "share_low",
                "share_high",
                "lost_amount",
                "share_by_value",
                "share_before",
                "changed",
            ),
            page_size=10,
        ),
        Note(
            text=Text(
                en="A reason is what was entered when the deal was lost; it is not always the cause. What stands out "
                "is a place to ask: read two or three of the deals behind it first. Deals differ in more than one "
                "way, so a team may look bad because of the competitor it meets.",
                zh="输单原因是输单时填写的内容，未必是真正原因。异常只是提示应当追问：请先阅读其中两三个商机。"
                "商机之间不止一处不同，某团队输单多也可能是因为所遇到的对手。",
            ),
        ),
        Table(
            title=Text(en="All lost deals", zh="全部输单商机"),
            data=OutputData(table="pipeline_loss_deals", order_by=("-closed_on", "-amount"), limit=1000),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "account_name",
                "owner_name",
                "amount",
                "reason",
                "competitor",
                "stage",
                "discount",
                "closed_on",
            ),
            drawer="opportunity",
            page_size=15,
        ),
        EvidenceBlock(capability="pipeline.loss"),
    ),
)
