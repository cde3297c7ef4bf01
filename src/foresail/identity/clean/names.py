"""A company's name taken apart: brand, place, line of business, legal form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from foresail.identity.clean import places, trades
from foresail.identity.clean.chinese import has_chinese, plain, sound
from foresail.identity.clean.forms import FORMS, REGISTERED

_LEGAL_ZH = re.compile(
    "(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:总)?公司$|(?:有限合伙|普通合伙|合伙企业|个人独资企业|个体工商户|股份合作公司|商行|经营部|总厂|工厂|厂)$"
)
_BRANCH = re.compile("(?:公司|集团).{0,12}(?:分公司|办事处|分厂|营业部|分店|事业部|代表处)$|分公司$|办事处$|代表处$")
_BRANCH_EN = re.compile(r"\b(branch|representative office|rep office)\b")
_NOISE = re.compile("[^0-9a-z㐀-䶿一-鿿豈-﫿]+")
_JOINED = re.compile("(?:jituan)?(?:gufen)?(?:youxian)?(?:zeren)?gongsi$")


@dataclass(frozen=True)
class CompanyName:
    """What a company's name says.

    Parameters
    ----------
    full
        The whole name without spaces, punctuation and legal form, in plain simplified characters.
    brand, sound
        What is its own, and how that sounds.
    city, province
        Where it is, in Chinese; empty where the name does not say.
    trade
        Codes of the lines of business, joined by blanks.
    legal
        Whether it is written out as a registered name (with a legal form).
    branch
        Whether it is a branch or an office of a company.
    """

    full: str = ""
    brand: str = ""
    sound: str = ""
    city: str = ""
    province: str = ""
    trade: str = ""
    legal: bool = False
    branch: bool = False


@lru_cache(maxsize=500_000)
def company_name(written: str) -> CompanyName:
    """Take a company's name apart.

    Examples
    --------
    >>> name = company_name("上海華聯科技股份有限公司")
    >>> name.brand, name.sound, name.city, name.trade, name.legal
    ('华联', 'hualian', '上海', 'tech', True)
    >>> name = company_name("Hualian Technology (Shanghai) Co., Ltd.")
    >>> name.sound, name.city, name.trade, name.legal
    ('hualian', '上海', 'tech', True)
    >>> company_name("Müller & Söhne GmbH & Co. KG").sound
    'muellersoehne'
    """
    text = plain(written)
    return _chinese(text) if has_chinese(text) else _latin(text)


def _chinese(text: str) -> CompanyName:
    bracketed = re.findall("[(（【\\[]([^)）】\\]]*)[)）】\\]]", text)
    body = _NOISE.sub("", re.sub("[(（【\\[][^)）】\\]]*[)）】\\]]", "", text)) or _NOISE.sub("", text)
    branch = bool(_BRANCH.search(body))
    if branch:
        body = re.sub("(?<=公司).*$", "", body) if "公司" in body[:-4] else _BRANCH.sub("", body)
    core = body
    while (cut := _LEGAL_ZH.sub("", core)) != core and len(cut) >= 2:
        core = cut
    legal = core != body
    full = core
    core = re.sub("^中国(?=.{2,})", "", core)
    where, core = places.leading(core, least=2)
    for words in bracketed:
        inside, rest = places.leading(words)
        if inside and len(rest) <= 1:
            where += inside
    done, brand = trades.trailing(core)
    if brand in trades.trades() and where:  # nothing of its own but the place
        done, brand = [*done, trades.trades()[brand]], where.pop()
    full = full if all(w in full for w in where) else "".join(w for w in where if w not in full) + full
    return CompanyName(
        full, brand, sound(brand), places.city_of(where), places.province_of(where), _codes(done), legal, branch
    )


def _latin(text: str) -> CompanyName:
    tokens = [t for t in _NOISE.split(_letters(text)) if t]
    branch = bool(_BRANCH_EN.search(text))
    kept = [t for t in tokens if t not in FORMS] or tokens
    legal = bool(set(tokens) & REGISTERED)
    if len(kept) > 1 and all(len(t) <= 6 for t in kept[-2:]) and kept[-1] == "gongsi":
        kept = [_JOINED.sub("", "".join(kept))]
    kept, where = _places(kept)
    kept, done = _trades(kept)
    if not kept:  # nothing of its own but the place
        kept, where = ([sound(where[0])], where[1:]) if where else (tokens, [])
    brand = "".join(kept)
    if len(brand) >= 14 or brand.endswith("gongsi"):
        brand, more, found = _unjoined(brand)
        legal = legal or more != brand
        where, done = where + found[0], done + found[1]
    full = "".join(t for t in tokens if t not in FORMS) or "".join(tokens)
    return CompanyName(
        full, brand, brand, places.city_of(where), places.province_of(where), _codes(done), legal, branch
    )


def _letters(text: str) -> str:
    """Accents spelt out or left away, so that Müller is Mueller."""
    for accent, plain_ in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("ø", "o"),
        ("æ", "ae"),
        ("'", ""),
        ("’", ""),
    ):
        text = text.replace(accent, plain_)
    folded = unicodedata.normalize("NFKD", text)
    return "".join(c for c in folded if not unicodedata.combining(c))


def _places(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Places in pinyin, in one token or two. Of two that do not lie in each other one is the brand."""
    parts: list[str] = []
    at = 0
    while at < len(tokens):
        pair = "".join(tokens[at : at + 2])
        size = 2 if at + 1 < len(tokens) and pair in places.spelt() else 1
        parts.append(pair if size == 2 else tokens[at])
        at += size
    found = [n for n, part in enumerate(parts) if part in places.spelt()]
    if len(found) > 1 and len({places.provinces()[places.spelt()[parts[n]]] for n in found}) > 1:
        found = found[:1] if found[1] == found[0] + 1 else found[-1:]
    return [p for n, p in enumerate(parts) if n not in found], [places.spelt()[parts[n]] for n in found]


def _trades(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Lines of business in English or pinyin, in one token or two."""
    kept: list[str] = []
    done: list[str] = []
    at = 0
    while at < len(tokens):
        pair = "".join(tokens[at : at + 2])
        code = trades.foreign().get(pair) or trades.sounds().get(pair)
        size = 2 if code and at + 1 < len(tokens) else 1
        code = code if size == 2 else trades.foreign().get(tokens[at]) or trades.sounds().get(tokens[at])
        if code:
            done.append(code)
        else:
            kept += tokens[at : at + size]
        at += size
    return kept, done


def _unjoined(text: str) -> tuple[str, str, tuple[list[str], list[str]]]:
    """Pinyin that is written as one word: legal form, place and lines of business cut off."""
    rest, where, done = _JOINED.sub("", text), [], []
    while found := next((w for w in _longest(places.spelt()) if rest.startswith(w) and len(rest) - len(w) >= 3), ""):
        where.append(places.spelt()[found])
        rest = rest[len(found) :]
    while found := next((w for w in _longest_trades() if rest.endswith(w) and len(rest) - len(w) >= 3), ""):
        done.append(trades.sounds()[found])
        rest = rest[: -len(found)]
    if rest == text:
        return text, text, ([], [])
    return rest, _JOINED.sub("", text), (where, done[::-1])


def _longest(words: dict[str, str]) -> tuple[str, ...]:
    return _ordered(tuple(words))


@cache
def _ordered(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


def _longest_trades() -> tuple[str, ...]:
    return _ordered(tuple(trades.sounds()))


def _codes(found: list[str]) -> str:
    return " ".join(sorted(set(found) - {"group"}))
