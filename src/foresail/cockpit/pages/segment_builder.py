"""The page “Segment builder”: customers by conditions, kept under a name."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="segment_builder",
    title=Text(en="Segment builder", zh="分群构建器"),
    question=Text(
        en="Which customers are alike, and how much of the business do they make?",
        zh="哪些客户属于同一类，占多少业务？",
    ),
    section="customers",
    order=11,
    icon="filter",
    tool="segment_builder",
    scope="customers:read",
    filters=(),
)
