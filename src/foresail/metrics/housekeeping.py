"""Titles of the columns of housekeeping tables, which no model and no fact declares: quality, loads, gaps."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.kernel.text import Text

_TITLE = Text(en="Title", zh="名称")
_REASON = Text(en="Reason", zh="原因")

TITLES: Mapping[str, Text] = {
    "rule_id": Text(en="Rule", zh="规则"),
    "table_name": Text(en="Table", zh="表"),
    "column_name": Text(en="Column", zh="列"),
    "title_en": _TITLE,
    "title_zh": _TITLE,
    "reason_en": _REASON,
    "reason_zh": _REASON,
    "rows": Text(en="Rows", zh="行数"),
    "rows_in": Text(en="Rows in", zh="读入行数"),
    "health": Text(en="Health (0–100)", zh="健康度（0–100）"),
    "bad_rows": Text(en="Bad rows", zh="问题行"),
    "bad": Text(en="Bad rows", zh="问题行"),
    "checked": Text(en="Checked", zh="已检查"),
    "share": Text(en="Share", zh="占比"),
    "money": Text(en="Money at risk", zh="涉险金额"),
    "newest_on": Text(en="Newest", zh="最新日期"),
    "status": Text(en="Status", zh="状态"),
    "missing": Text(en="Missing", zh="缺少"),
    "load_id": Text(en="Load", zh="载入"),
    "taken_at": Text(en="Taken", zh="导出时间"),
    "taken_on": Text(en="Taken on", zh="导出日期"),
    "loaded_at": Text(en="Loaded", zh="载入时间"),
    "files": Text(en="Files", zh="文件数"),
    "file": Text(en="File", zh="文件"),
    "line": Text(en="Line", zh="行号"),
    "value": Text(en="Value", zh="值"),
    "raw": Text(en="Line as read", zh="原始内容"),
    "capability_or_metric": Text(en="Result", zh="结果"),
}
"""Column → title."""

SEVERITIES: Mapping[str, Text] = {
    "blocking": Text(en="blocking", zh="拦截"),
    "error": Text(en="error", zh="错误"),
    "warning": Text(en="warning", zh="警告"),
    "notice": Text(en="notice", zh="提示"),
}
"""The severities of quality rules in words."""
