"""The page “Glossary”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="glossary",
    title=Text(en="Glossary", zh="指标词典"),
    question=Text(en="What does each number mean?", zh="每个数字是什么意思？"),
    section="data",
    order=30,
    icon="book",
    tool="glossary",
    scope="metrics:read",
    filters=(),
)
