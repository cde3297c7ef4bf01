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
            title=Text(en="Traits of the best: lift", zh="最佳客户的特征：提升倍数"),
            subtitle=Text(en="Only what is beyond chance", zh="仅列超出偶然的特征"),
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
            data=OutputData(table="customers_ideal_customer_prospects", order_by=("place",)),
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
