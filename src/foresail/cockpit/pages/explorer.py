"""The page “Metric explorer”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="explorer",
    title=Text(en="Metric explorer", zh="指标探索"),
    question=Text(en="What does any number look like, cut any way?", zh="任意指标按任意维度是什么样？"),
    section="overview",
    order=20,
    icon="search",
    tool="explorer",
    scope="metrics:read",
    filters=("period", "compare", "team", "owner", "region", "product", "channel", "pipeline", "currency"),
)
