"""The page “Opportunities”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="opportunities",
    title=Text(en="Opportunities", zh="商机"),
    question=Text(en="Which deals are there, and which need me?", zh="有哪些商机，哪些需要我处理？"),
    section="pipeline",
    order=10,
    icon="target",
    tool="opportunities",
    scope="pipeline:read",
    filters=("team", "owner", "region", "product", "channel", "pipeline"),
)
