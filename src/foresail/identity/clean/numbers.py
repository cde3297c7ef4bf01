"""Numbers and addresses that machines gave: tax codes, phones, web domains, e-mail, days of birth."""

from __future__ import annotations

import re
import unicodedata

_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_NOTHING = """none null nil na n/a 无 無 暂无 不详 未知 unknown - -- . 0 test 测试"""
_EMPTY = frozenset(_NOTHING.split())
_SECOND = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "or", "ne", "go", "gob", "gouv"})
_MAIL = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.com.cn icloud.com me.com aol.com
proton.me protonmail.com gmx.de gmx.net web.de mail.ru yandex.ru qq.com vip.qq.com foxmail.com 163.com 126.com
yeah.net sina.com sina.cn sohu.com 139.com 189.cn 21cn.com tom.com aliyun.com example.com
"""
FREE_MAIL = frozenset(_MAIL.split())
"""Domains that say nothing about the company behind an address."""


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    return "" if plain.lower() in _EMPTY else plain


def is_credit_code(code: str) -> bool:
    """Whether a text is a Chinese unified social credit code with a right check character (GB 32100-2015).

    Examples
    --------
    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y44")
    (True, False)
    """
    if len(code) != 18 or any(c not in _CODE for c in code):
        return False
    total = sum(_CODE.index(c) * w for c, w in zip(code, _WEIGHTS, strict=False))
    return _CODE[(31 - total % 31) % 31] == code[17]


def tax_code(written: str) -> str:
    """A tax or credit code without spaces and dots; empty where there is none.

    Examples
    --------
    >>> tax_code(" de 123.456.789 "), tax_code("000000000")
    ('DE123456789', '')
    """
    code = re.sub("[^0-9A-Z]", "", _plain(written).upper())
    return "" if len(code) < 5 or len(set(code)) < 3 or code in "0123456789" else code


def phone(written: str) -> str:
    """The digits of a phone number that its country needs: no prefixes, no extension; empty where there are too few.

    Examples
    --------
    >>> phone("+86 (0)21-6888 1234 转 802"), phone("021-68881234"), phone("0086-138 0013 8000")
    ('2168881234', '2168881234', '13800138000')
    """
    first = re.split("[/;,，；、]|转|分机|ext|EXT|#", _plain(written))[0]
    plus = "+" in first or first.lstrip(" (").startswith("00")
    digits = re.sub(r"\D", "", first.replace("(0)", "")).lstrip("0")
    if plus or len(digits) > 11:
        digits = re.sub("^(86|852|853|886|1(?=[2-9]\\d{9}$)|44|49|33|39|34|81|82|65|91)", "", digits)
    digits = digits.lstrip("0")
    return "" if len(digits) < 6 or len(set(digits)) < 3 else digits


def domain(written: str) -> str:
    """The registered domain of a web address or an e-mail address; empty for free mail and what is no domain.

    Examples
    --------
    >>> domain("https://www.Acme.com.cn/a?b"), domain("li@sales.acme.de"), domain("li@qq.com")
    ('acme.com.cn', 'acme.de', '')
    """
    text = _plain(written).lower()
    host = re.split("[/?#:]", re.sub("^[a-z]+://", "", text).rsplit("@", 1)[-1])[0].strip(".")
    labels = host.split(".")
    if len(labels) < 2 or not re.fullmatch("[^\\s,;]+", host) or not re.search("[^0-9.]", host):
        return ""
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2 else 2
    found = ".".join(labels[-size:])
    return "" if found in FREE_MAIL or host in FREE_MAIL else found


def domain_name(registered: str) -> str:
    """What a registered domain is called without its ending.

    Examples
    --------
    >>> domain_name("acme.com.cn")
    'acme'
    """
    return registered.split(".", maxsplit=1)[0] if registered else ""


def email(written: str) -> str:
    """An e-mail address in small letters; empty where it is none.

    Examples
    --------
    >>> email(" Li.Wei@Acme.COM "), email("unknown")
    ('li.wei@acme.com', '')
    """
    text = _plain(written).lower().removeprefix("mailto:")
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text) else ""


def day(written: str) -> str:
    """A day as eight digits where it can be told, else its digits; empty where there are none.

    Examples
    --------
    >>> day("1985-03-09"), day("1985/3/9"), day("19850309"), day("9.3.1985")
    ('19850309', '19850309', '19850309', '19850309')
    """
    text = _plain(written)
    if found := re.match(r"^(\d{4})\D+(\d{1,2})\D+(\d{1,2})", text):
        year, month, of_month = found.groups()
    elif found := re.match(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        of_month, month, year = found.groups()
    else:
        return re.sub(r"\D", "", text)[:8]
    return f"{int(year):04d}{int(month):02d}{int(of_month):02d}"


def digits(written: str) -> str:
    """A number as it is compared: letters and digits only, small.

    Examples
    --------
    >>> digits(" 12-34 a ")
    '1234a'
    """
    return re.sub("[^0-9a-z]", "", _plain(written).lower())
