"""The page “Data quality”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="quality",
    title=Text(en="Data quality", zh="数据质量"),
    question=Text(en="Can I trust the numbers, and what should be mended?", zh="数据可信吗，哪些需要修正？"),
    section="data",
    order=20,
    icon="shield",
    tool="quality",
    scope="quality:read",
    filters=(),
)
