"""How companies are compared.

The shares are expert values, not learnt: few companies have so many duplicates that they could be learnt safely, and a
tax code or a registered name proves the same in every country's data. What depends on the customers of one company (how
often two of them sit in the same city or do the same business) is counted in its data.
"""

from __future__ import annotations

from foresail.identity.match.declare import Field, Kind, Level, alike, blank, same, typos
from foresail.kernel.text import Text

RELATED = "list_has_any(string_split(trade_l, ' '), string_split(trade_r, ' '))"
"""SQL: the names share a line of business."""

_CITY, _TRADE = same("city"), same("trade")
_NO_CLASH = f"coalesce({_CITY}, {same('province')}, TRUE) AND coalesce({RELATED}, TRUE)"

_START = "(starts_with({0}_l, {0}_r) OR starts_with({0}_r, {0}_l))"
_ALIKE = (
    "CASE WHEN regexp_matches(brand_l, '[㐀-鿿]') AND regexp_matches(brand_r, '[㐀-鿿]') "
    f"THEN {_START.format('brand')} OR length(brand_l) >= 4 AND {typos('brand', 1)} "
    f"ELSE least(length(sound_l), length(sound_r)) >= 5 AND {_START.format('sound')} "
    f"OR length(sound_l) >= 6 AND {typos('sound', 1)} OR length(sound_l) >= 10 AND {typos('sound', 2)} END"
)
"""SQL: one brand name begins with the other, or few letters differ. Chinese ones are compared by their characters: many
names that have nothing in common sound alike."""

NAME = Field(
    name="name",
    title=Text(en="Name", zh="名称"),
    columns=(
        "whole_name",
        "brand",
        "sound",
        "legal",
        "city",
        "province",
        "trade",
        "sound_city",
        "sound_trade",
        "sound_all",
    ),
    missing=blank("sound"),
    shown="name",
    vital="name",
    levels=(
        Level(
            "registered",
            "whole_name_l = whole_name_r AND legal_l AND legal_r AND length(whole_name_l) >= 6",
            0.25,
            2e-7,
            Text(en="the same registered name", zh="注册名称相同"),
        ),
        Level(
            "all",
            f"{same('sound')} AND {_CITY} AND {_TRADE}",
            0.30,
            5e-7,
            Text(en="the same brand name, city and line of business", zh="字号、城市与行业用词相同"),
            rare="sound_all",
        ),
        Level(
            "trade",
            f"{same('sound')} AND {_TRADE} AND {_NO_CLASH}",
            0.12,
            8e-6,
            Text(en="the same brand name and line of business", zh="字号与行业用词相同"),
            rare="sound_trade",
        ),
        Level(
            "city",
            f"{same('sound')} AND {_CITY} AND {_NO_CLASH}",
            0.06,
            8e-6,
            Text(en="the same brand name and city", zh="字号与城市相同"),
            rare="sound_city",
        ),
        Level(
            "brand",
            f"{same('sound')} AND {_NO_CLASH}",
            0.08,
            1e-4,
            Text(en="the same brand name, nothing else in the names to compare", zh="字号相同，名称中无其他可比信息"),
            rare="sound",
        ),
        Level(
            "clash",
            same("sound"),
            0.02,
            1e-4,
            Text(en="the same brand name, but another city or line of business", zh="字号相同，但城市或行业用词不同"),
            rare="sound",
        ),
        Level(
            "alike",
            _ALIKE,
            0.09,
            2e-3,
            Text(en="similar names", zh="名称相近"),
        ),
        Level("other", "", 0.08, 0.9978, Text(en="different names", zh="名称不同")),
    ),
)

PLACE = Field(
    name="place",
    title=Text(en="Place", zh="所在地"),
    columns=("city", "province", "sound"),
    missing=f"sound_l = sound_r OR ({blank('city')}) AND ({blank('province')})",  # with equal names, the name says it
    shown="place",
    learns="u",
    levels=(
        Level("city", _CITY, 0.90, 0.08, Text(en="the same city", zh="同一城市")),
        Level(
            "province",
            f"{same('province')} AND ({blank('city')})",
            0.06,
            0.06,
            Text(en="the same province", zh="同一省份"),
        ),
        Level("near", same("province"), 0.015, 0.06, Text(en="another city of the same province", zh="同省不同城市")),
        Level("other", "", 0.025, 0.80, Text(en="another place", zh="所在地不同")),
    ),
)

TRADE = Field(
    name="trade",
    title=Text(en="Line of business", zh="行业用词"),
    columns=("trade", "sound"),
    missing=f"sound_l = sound_r OR {blank('trade')}",
    shown="name",
    learns="u",
    levels=(
        Level("same", _TRADE, 0.80, 0.08, Text(en="the same line of business", zh="行业用词相同")),
        Level("part", RELATED, 0.12, 0.05, Text(en="related lines of business", zh="行业用词部分相同")),
        Level("other", "", 0.08, 0.87, Text(en="another line of business", zh="行业用词不同")),
    ),
)

TAX = Field(
    name="tax_id",
    title=Text(en="Tax or credit code", zh="税号／统一社会信用代码"),
    columns=("tax",),
    missing=blank("tax"),
    shown="tax_id",
    asks=True,
    proof=True,
    levels=(
        Level("same", same("tax"), 0.93, 1e-8, Text(en="the same code", zh="代码相同")),
        Level(
            "part",
            "length(tax_l) >= 8 AND length(tax_r) >= 8 AND "
            "(contains(tax_l, tax_r) OR contains(tax_r, tax_l) OR contains(tax_l, substr(tax_r, 9, 9)) "
            "AND length(tax_r) = 18 OR contains(tax_r, substr(tax_l, 9, 9)) AND length(tax_l) = 18)",
            0.03,
            1e-6,
            Text(en="one code holds the other", zh="一个代码包含另一个"),
        ),
        Level(
            "typo",
            f"length(tax_l) >= 8 AND {typos('tax', 1)}",
            0.02,
            1e-5,
            Text(en="codes that differ in one character", zh="代码仅差一个字符"),
        ),
        Level("other", "", 0.02, 0.99998, Text(en="different codes", zh="代码不同")),
    ),
)

PHONE = Field(
    name="phone",
    title=Text(en="Phone", zh="电话"),
    columns=("phone",),
    missing=blank("phone"),
    shown="phone_written",
    levels=(
        Level("same", same("phone"), 0.62, 1e-5, Text(en="the same number", zh="号码相同"), rare="phone"),
        Level(
            "end",
            "length(phone_l) >= 7 AND length(phone_r) >= 7 AND "
            "(ends_with(phone_l, phone_r) OR ends_with(phone_r, phone_l))",
            0.05,
            1e-5,
            Text(en="the same number without area code", zh="除区号外号码相同"),
        ),
        Level(
            "typo",
            f"length(phone_l) >= 8 AND {typos('phone', 1)}",
            0.03,
            1e-4,
            Text(en="one digit differs", zh="仅差一位数字"),
        ),
        Level("other", "", 0.30, 0.99988, Text(en="different numbers", zh="号码不同")),
    ),
)

DOMAIN = Field(
    name="domain",
    title=Text(en="Web domain", zh="网址"),
    columns=("domain", "domain_name"),
    missing=blank("domain"),
    shown="domain_written",
    levels=(
        Level("same", same("domain"), 0.80, 1e-5, Text(en="the same web domain", zh="域名相同"), rare="domain"),
        Level(
            "name",
            f"{same('domain_name')} AND length(domain_name_l) >= 4",
            0.06,
            1e-4,
            Text(en="the same domain with another ending", zh="域名主体相同，后缀不同"),
        ),
        Level("other", "", 0.14, 0.99989, Text(en="different web domains", zh="域名不同")),
    ),
)

ADDRESS = Field(
    name="address",
    title=Text(en="Address", zh="地址"),
    columns=("street", "house"),
    missing=blank("street"),
    shown="address",
    levels=(
        Level(
            "same",
            f"{same('street')} AND house_l IS NOT DISTINCT FROM house_r",
            0.50,
            2e-5,
            Text(en="the same street and number", zh="街道与门牌相同"),
        ),
        Level(
            "alike",
            f"length(street_l) >= 4 AND {alike('street', 0.92)} AND coalesce(house_l = house_r, TRUE)",
            0.18,
            5e-4,
            Text(en="similar streets, no other number", zh="街道相近，门牌不冲突"),
        ),
        Level(
            "street",
            alike("street", 0.95),
            0.07,
            2e-3,
            Text(en="the same street, another number", zh="街道相同，门牌不同"),
        ),
        Level("other", "", 0.25, 0.99748, Text(en="different addresses", zh="地址不同")),
    ),
)

BRANCH = Field(
    name="branch",
    title=Text(en="Branch", zh="分支机构"),
    columns=("branch",),
    missing="NOT branch_l AND NOT branch_r",
    shown="name",
    asks=True,
    levels=(
        Level("same", "branch_l AND branch_r", 0.98, 0.5, Text(en="both are branches", zh="均为分支机构")),
        Level("other", "", 0.02, 0.5, Text(en="one is a branch or office", zh="其中一方为分支机构")),
    ),
)

COMPANY = Kind(
    name="company",
    fields=(NAME, TAX, DOMAIN, PHONE, ADDRESS, PLACE, TRADE, BRANCH),
    blocks=(
        ("tax",),
        ("org",),
        ("phone_end",),
        ("domain_name",),
        ("sound",),
        ("sound_start", "city"),
        ("sound_start", "trade"),
        ("street", "house"),
    ),
    floors=(
        ("sound", 1e-4),
        ("sound_city", 8e-6),
        ("sound_trade", 8e-6),
        ("sound_all", 5e-7),
        ("phone", 2e-6),
        ("domain", 2e-6),
    ),
    namesakes=0.3,
)
