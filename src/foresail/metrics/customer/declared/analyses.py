"""What the analyses say of a customer. Words of their codes come from the outputs themselves."""

from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.customer.declare import Side, trait


def _of(name: str, en: str, zh: str, output: str, *, many: bool = False) -> Side:
    title = Text(en=en, zh=zh)
    return Side(name=name, title=title, table=f"customers_{name}_{output}", capability=f"customers.{name}", many=many)


SIDES = (
    _of("rfm", "RFM", "RFM 分层", "scores"),
    _of("lifecycle", "Life cycle", "生命周期", "stages"),
    _of("value_tiers", "Value tiers", "价值分级", "customers"),
    _of("clv", "Customer value", "客户价值", "customers"),
    _of("churn", "Risk of leaving", "流失风险", "scores"),
    _of("segments", "Groups found in the data", "数据分群", "members"),
    _of("personas", "Personas and tags", "画像与标签", "tags", many=True),
    _of("ideal_customer", "Likeness to the best", "理想客户", "prospects"),
    _of("voice", "Voice of the customer", "客户之声", "accounts"),
    _of("next_offer", "Next offers", "推荐产品", "offers", many=True),
)

TRAITS = (
    trait("rfm", "rfm_segment", "RFM segment", "RFM 分层", Unit.CATEGORY, "segment"),
    trait("rfm", "rfm_before", "RFM segment before", "之前的 RFM 分层", Unit.CATEGORY, "segment_before"),
    trait("rfm", "rfm_direction", "Movement of the RFM segment", "RFM 变化方向", Unit.CATEGORY, "direction"),
    trait("lifecycle", "lifecycle_stage", "Life-cycle stage", "生命周期阶段", Unit.CATEGORY, "stage"),
    trait(
        "lifecycle", "lifecycle_before", "Life-cycle stage before", "之前的生命周期阶段", Unit.CATEGORY, "stage_before"
    ),
    trait("lifecycle", "still_customer", "Still a customer", "仍是客户的概率", Unit.PROBABILITY, "alive"),
    trait("lifecycle", "silent_days", "Days silent", "沉默天数", Unit.DAYS),
    trait("value_tiers", "value_tier", "Value tier", "价值分级", Unit.CATEGORY, "tier"),
    trait("value_tiers", "value_gain", "Could gain", "增长空间", Unit.MONEY, "gain"),
    trait("clv", "clv", "Customer value to come (CLV)", "客户未来价值（CLV）", Unit.MONEY, "value"),
    trait("clv", "clv_class", "Class of value to come", "未来价值档", Unit.CATEGORY, "value_class"),
    trait("churn", "churn_risk", "Risk of leaving", "流失概率", Unit.PROBABILITY, "probability"),
    trait("churn", "churn_class", "Class of risk", "流失风险等级", Unit.CATEGORY, "risk"),
    trait("churn", "revenue_at_risk", "Revenue at risk", "风险金额", Unit.MONEY, "at_risk"),
    trait("segments", "data_group", "Group found in the data", "数据分群", Unit.CATEGORY, "segment"),
    trait("personas", "tag", "Tag", "标签", Unit.CATEGORY),
    trait(
        "ideal_customer", "likeness", "Likeness to the best customers", "与最佳客户的相似度", Unit.PROBABILITY, "score"
    ),
    trait("ideal_customer", "likeness_grade", "Grade of likeness", "相似度等级", Unit.CATEGORY, "grade"),
    trait("voice", "mood", "Mood", "口碑", Unit.CATEGORY),
    trait("voice", "nps_last", "Last NPS score", "最近 NPS 评分", Unit.SCORE),
    trait("voice", "csat_last", "Last CSAT score", "最近 CSAT 评分", Unit.SCORE),
    trait(
        "next_offer",
        "offered_product",
        "Is offered the product",
        "推荐的产品",
        Unit.ID,
        "product_id",
        label="product_name",
    ),
)
