"""The page “Import”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="import",
    title=Text(en="Import", zh="导入数据"),
    question=Text(en="How do my exports get in?", zh="如何导入我的数据？"),
    section="data",
    order=10,
    icon="upload",
    tool="import",
    scope="load:write",
    filters=(),
)
