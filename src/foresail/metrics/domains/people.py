"""People: what was done, and how far targets are reached."""

from foresail.contracts.metric import Additivity, Aggregate, Formula, Metric, Ratio, Templated
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


def _target(name: str, measure: str, en: str, zh: str, of_en: str, of_zh: str) -> Metric:
    return Metric(
        name=name,
        title=Text(en=en, zh=zh),
        definition=Text(
            en=f"Targets set for {of_en}, at the level that is asked for (company, region, team, representative, "
            f"product or "
            "channel); a target that reaches beyond the period counts by its share of days.",
            zh=f"为{of_zh}设定的目标，按所问层级（公司、区域、团队、销售代表、产品或渠道）；超出本期的目标按天数折算。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        good="neutral",
        domain="people",
        expression=Templated(sql="target.sql", fact="targets", values={"measure": measure}, missing="none"),
    )


METRICS = (
    _target("revenue_target", "net_revenue", "Revenue target", "收入目标", "net revenue", "净收入"),
    _target("won_target", "won_amount", "Target of won value", "赢单目标", "won value", "赢单金额"),
    _target("collection_target", "collected_amount", "Collection target", "回款目标", "collections", "回款"),
    Metric(
        name="attainment",
        title=Text(en="Target attainment", zh="目标达成率"),
        definition=Text(
            en="Actual ÷ target of the same metric, scope and period: net revenue where a revenue target is set, "
            "otherwise won "
            "value.",
            zh="同一指标、范围、期间的实际 ÷ 目标：有收入目标时用净收入，否则用赢单金额。",
        ),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="people",
        expression=Formula(
            expression="if_known(revenue_target, net_revenue, won_amount) / first_known(revenue_target, won_target)"
        ),
    ),
    Metric(
        name="activities",
        title=Text(en="Activities", zh="跟进次数"),
        definition=Text(
            en="Calls, e-mails, meetings, visits, demos, messages and tasks, by day.",
            zh="电话、邮件、会议、拜访、演示、消息与任务的次数，按发生日期。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        domain="people",
        expression=Aggregate(fact="activities", function="count", dated_by="occurred_on"),
    ),
    Metric(
        name="active_representatives",
        title=Text(en="Active representatives", zh="活跃销售代表数"),
        definition=Text(
            en="Representatives with at least one activity in the period.", zh="本期至少有一次跟进的销售代表数。"
        ),
        unit=Unit.COUNT,
        additivity=Additivity.NONE,
        domain="people",
        expression=Aggregate(
            fact="activities",
            function="count_distinct",
            column="owner_id",
            where="owner_id IS NOT NULL",
            dated_by="occurred_on",
        ),
    ),
    Metric(
        name="owned_activities",
        title=Text(en="Activities with a representative", zh="有负责人的跟进次数"),
        definition=Text(
            en="Activities that name who did them: the numerator of activities per representative.",
            zh="注明负责人的跟进次数，即人均跟进次数的分子。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        domain="people",
        expression=Aggregate(fact="activities", function="count", where="owner_id IS NOT NULL", dated_by="occurred_on"),
    ),
    Metric(
        name="activities_per_rep",
        title=Text(en="Activities per representative", zh="人均跟进次数"),
        definition=Text(
            en="Activities ÷ representatives with at least one activity in the period.",
            zh="跟进次数 ÷ 本期至少有一次跟进的销售代表数。",
        ),
        unit=Unit.QUANTITY,
        additivity=Additivity.NONE,
        domain="people",
        expression=Ratio(numerator="owned_activities", denominator="active_representatives"),
    ),
)
