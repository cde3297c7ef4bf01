"""The page “Deal board”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="deal_board",
    title=Text(en="Deal board", zh="商机看板"),
    question=Text(en="What stands in which stage, and how sure is it?", zh="各阶段有哪些商机，把握有多大？"),
    section="pipeline",
    order=7,
    icon="board",
    tool="deal_board",
    scope="pipeline:read",
    filters=("team", "owner", "region", "product", "channel"),
)
