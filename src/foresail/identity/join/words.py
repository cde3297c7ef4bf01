"""What is said of a pair of records: its standing, and the codes of it."""

from __future__ import annotations

from foresail.kernel.text import Text

STATUS: dict[str, Text] = {
    "open": Text(en="to be decided", zh="待确认"),
    "joined": Text(en="counted as one", zh="已合并"),
    "held_apart": Text(
        en="likely, but a decision, a tax code or their own system holds them apart",
        zh="相似，但因已有决定、税号不同或同属一个系统而分开",
    ),
    "same": Text(en="the same, by a person's decision", zh="人工确认为同一个"),
    "different": Text(en="different, by a person's decision", zh="人工确认为不同"),
}
HOW: dict[str, Text] = {
    "code": Text(en="the same code", zh="编码相同"),
    "match": Text(en="found by comparing", zh="比对发现"),
    "person": Text(en="a person's decision", zh="人工决定"),
}
