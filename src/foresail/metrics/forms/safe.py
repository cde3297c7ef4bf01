"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

_FORMULA = tuple("=+-@＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z", re.ASCII)
_IGNORED = " \t\r\n\x00\u00a0\ufeff\u200b"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def safe_text(text: str) -> str:
    """A text as a cell: what a spreadsheet would run gets an apostrophe in front; a plain number stays one.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("-12.50"), safe_text("华东")
    ("'=1+1", '-12.50', '华东')
    """
    if _NUMBER.match(text):
        return text
    leads = text.lstrip(_IGNORED)
    return f"'{text}" if leads.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


def without_controls(text: str) -> str:
    """A text without the control characters that workbooks may not hold."""
    return _CONTROL.sub("", text)
