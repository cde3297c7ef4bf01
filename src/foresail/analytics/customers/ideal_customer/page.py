"""The page."""

from foresail.contracts.page import EvidenceBlock, Headline, OutputData, PageSpec, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_TRAITS = "customers_ideal_customer_traits"

PAGE = PageSpec(
    id="customers.ideal_customer",
    title=Text(en="Ideal customer", zh="理想客户"),
    question=Text(
        en="What do the best customers have in common, and who is like them?", zh="最佳客户有何共同点，谁与他们相似？"
    ),
    section="customers",
    order=75,
    icon="trophy",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="The best {best_accounts} of {accounts} customers bring {best_share} of first-year revenue; most "
                "telling is “{best_trait_en}” ({best_lift} times as often). "
                "{good_prospects} of {prospects} prospects are like them.",
                zh="{accounts} 个客户中最佳的 {best_accounts} 个贡献首年收入的 {best_share}；"
                "最突出的特征是“{best_trait_zh}”（常见程度为 {best_lift} 倍）。"
                "{prospects} 个潜在客户中有 {good_prospects} 个与之相似。",
            ),
            data=OutputData(table="customers_ideal_customer_overview"),
        ),
        Table(
            title=Text(en="More or less common among the best", zh="最佳客户中更常见与更少见的特征"),
            subtitle=Text(
                en="Above 1: more common than among all customers; below 1: less. Only what is beyond chance",
                zh="大于 1 为更常见，小于 1 为更少见；仅列超出偶然的特征",
            ),
            empty=Text(en="No trait differs by more than chance would bring.", zh="没有差别超出偶然的特征。"),
            data=OutputData(
                table=_TRAITS,
                where=Condition(field="is_sure", operator=Operator.EQ, values=(True,)),
                order_by=("-lift",),
            ),
            columns=("trait", "value_name", "accounts", "best_rate", "lift"),
            page_size=12,
        ),
        Table(
            title=Text(en="Profiles", zh="理想客户画像"),
            empty=Text(en="No two traits together stand out.", zh="没有突出的特征组合。"),
            data=OutputData(table="customers_ideal_customer_rules", order_by=("place",)),
            columns=(
                "place",
                "profile_en",
                "profile_zh",
                "accounts",
                "best_rate",
                "lift",
                "lift_low",
                "coverage",
                "prospects",
            ),
            page_size=12,
        ),
        Table(
            title=Text(en="Prospects most like the best", zh="最像最佳客户的潜在客户"),
            empty=Text(
                en="No prospect is clearly more like the best customers than the others.",
                zh="目前没有哪个潜在客户明显比其他更像最佳客户。",
            ),
            data=OutputData(
                table="customers_ideal_customer_prospects",
                where=Condition(field="grade", operator=Operator.IN, values=("A", "B")),
                order_by=("place",),
            ),
            columns=(
                "account_id",
                "account_name",
                "grade",
                "score",
                "score_low",
                "score_high",
                "reason_en",
                "reason_zh",
                "industry",
                "region",
                "employees",
                "owner_name",
            ),
            drawer="account",
        ),
        Table(
            title=Text(en="All traits", zh="全部特征"),
            data=OutputData(table=_TRAITS, order_by=("trait", "-lift")),
            columns=(
                "trait",
                "value_name",
                "accounts",
                "best_accounts",
                "best_rate",
                "lift",
                "lift_low",
                "lift_high",
                "value_mean",
            ),
            page_size=15,
        ),
        EvidenceBlock(capability="customers.ideal_customer"),
    ),
)
