"""The page “My week”: the deals of one person that need something now."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="monday",
    title=Text(en="My week", zh="本周待办"),
    question=Text(en="Which of my deals need something this week?", zh="本周我的哪些商机需要处理？"),
    section="pipeline",
    order=6,
    icon="week",
    tool="monday",
    scope="pipeline:read",
    filters=("team", "owner"),
)
