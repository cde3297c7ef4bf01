"""Names of columns, files and sheets, brought to one form so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import PurePosixPath

_NOT_WORD = re.compile(r"[^0-9a-z\u00c0-\uffff]+|[，。：；！？（）【】《》、“”‘’·]+")
_TAIL = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]\s*$")
_MARK = re.compile(r"^[*#]+|[*#:：]+$")
_SIMPLE = str.maketrans(
    "戶編號稱營業額創間國貨幣聯絡機階負責報價單數據訂購產類實際預計簽約輸贏來態狀電話區職務經銷應開發員團隊項後進記錄種標級說備註線紀費幾業務總門號續訪議約點擊觸達觸渠採庫時帳單倉銷運費",
    "户编号称营业额创间国货币联络机阶负责报价单数据订购产类实际预计签约输赢来态状电话区职务经销应开发员团队项后进记录种标级说备注线纪费几业务总门号续访议约点击触达触渠采库时账单仓销运费",
)
"""Traditional characters of column names as simplified ones: exports from Taiwan and Hong Kong are understood."""
DATED = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_. 年]?(0[1-9]|1[0-2])(?:[-_. 月]?(0[1-9]|[12]\d|3[01])日?)?(?!\d)")


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """Case, width, spaces and punctuation gone.

    Examples
    --------
    >>> plain("Close_Date ") == plain("CloseDate") == "closedate"
    True
    """
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", name).casefold().translate(_SIMPLE))


def without_note(name: str) -> str:
    """The name without a mark for required fields and without what stands in brackets behind it."""
    return _TAIL.sub("", _MARK.sub("", name.strip())).strip()


@lru_cache(maxsize=4096)
def stem(shown: str) -> str:
    """What a file or sheet is called, without folder, ending and date: `book.xlsx#订单` is 订单."""
    sheet = shown.rsplit("#", 1)[1] if "#" in shown else ""
    file = PurePosixPath(shown.split("#", 1)[0].replace("\\", "/")).name
    base = file.rsplit(".", 1)[0] if "." in file else file
    usual = not sheet or re.fullmatch(r"(sheet|工作表|表)\s*\d*|data|export|导出|数据", sheet.strip(), re.IGNORECASE)
    name = base if usual else sheet
    return re.sub(r"[-_ .]*(export|导出|\(\d+\))$", "", DATED.sub("", name).strip("-_ ."), flags=re.IGNORECASE)


def likeness(a: str, b: str) -> float:
    """0 – 1; how much two plain names look alike."""
    if abs(len(a) - len(b)) > max(len(a), len(b)) // 3:
        return 0.0
    return SequenceMatcher(None, a, b).ratio()


def file_fit(shown: str, names: tuple[str, ...]) -> float:
    """How well the name of a file fits the names of an object: 1 the same, 0.5 it is in it, 0 not."""
    own = plain(stem(shown))
    whole = [plain(n) for n in names]
    if own in whole:
        return 1.0
    words = {plain(w) for w in re.split(r"[-_ .#/]+", stem(shown)) if w}
    long = [n for n in whole if len(n) >= 4 or (len(n) >= 2 and ord(n[0]) > 0x2E80)]
    return 0.5 if any(n in words or (ord(n[0]) > 0x2E80 and n in own) for n in long) else 0.0
