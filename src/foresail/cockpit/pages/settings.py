"""The page “Settings”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="settings",
    title=Text(en="Settings", zh="设置"),
    question=Text(en="Who may see what, and how is this workspace set?", zh="谁能看什么，工作区如何设置？"),
    section="settings",
    order=10,
    icon="setting",
    tool="settings",
    scope="users:write",
    filters=(),
)
