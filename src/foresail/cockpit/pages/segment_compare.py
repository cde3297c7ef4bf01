"""The page “Compare segments”: two to five segments side by side."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="segment_compare",
    title=Text(en="Compare segments", zh="分群对比"),
    question=Text(
        en="How do segments differ from each other and from all customers?", zh="各分群之间、与全部客户相比有何不同？"
    ),
    section="customers",
    order=12,
    icon="differ",
    tool="segment_compare",
    scope="customers:read",
    filters=(),
)
