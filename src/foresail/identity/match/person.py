"""How people are compared. The shares below are where learning starts; with enough records the data correct them."""

from __future__ import annotations

from foresail.identity.match.declare import Field, Kind, Level, alike, blank, same, typos
from foresail.kernel.text import Text

_SAME = Text(en="the same", zh="相同")
_TYPO = Text(en="one letter or digit differs", zh="仅差一个字符")
_TYPOS = Text(en="two letters or digits differ", zh="相差两个字符")
_ALIKE = Text(en="similar", zh="相近")
_OTHER = Text(en="different", zh="不同")


def _code(name: str, title: Text, u: float, *, proof: bool = False) -> Field:
    """A number or a day: typos count by the letter."""
    levels = (
        Level("same", same(name), 0.85, u, _SAME),
        Level("typo", typos(name, 1), 0.09, u * 10, _TYPO),
        Level("typos", typos(name, 2), 0.02, u * 100, _TYPOS),
        Level("other", "", 0.04, 1 - 111 * u, _OTHER),
    )
    return Field(name, title, (name,), levels, blank(name), f"{name}_written", learns="mu", proof=proof)


def _word(name: str, title: Text, u: float) -> Field:
    """A word or a line: a rare one says more than a common one."""
    levels = (
        Level("same", same(name), 0.80, u, _SAME, rare=name),
        Level("alike", alike(name, 0.9), 0.10, u * 2, _ALIKE),
        Level("near", alike(name, 0.75), 0.04, u * 5, Text(en="somewhat similar", zh="略为相近")),
        Level("other", "", 0.06, 1 - 8 * u, _OTHER),
    )
    return Field(name, title, (name,), levels, blank(name), f"{name}_written", learns="mu")


def _short(name: str, title: Text, u: float) -> Field:
    levels = (
        Level("same", same(name), 0.85, u, _SAME),
        Level("typo", typos(name, 1), 0.08, u * 2, _TYPO),
        Level("other", "", 0.07, 1 - 3 * u, _OTHER),
    )
    return Field(name, title, (name,), levels, blank(name), f"{name}_written", learns="mu")


NAMES = Field(
    name="names",
    title=Text(en="Name", zh="姓名"),
    columns=("given", "surname", "name"),
    missing=f"({blank('given')}) AND ({blank('surname')}) "
    "AND coalesce(given_l <> surname_r AND surname_l <> given_r, TRUE)",
    shown="name_written",
    learns="mu",
    vital="company",
    levels=(
        Level(
            "same",
            f"{same('given')} AND {same('surname')}",
            0.60,
            1e-5,
            Text(en="the same name", zh="姓名相同"),
            rare="name",
        ),
        Level(
            "swapped",
            "given_l = surname_r AND surname_l = given_r",
            0.03,
            1e-6,
            Text(en="the same name, given name and surname swapped", zh="姓与名互换"),
        ),
        Level(
            "alike",
            f"{alike('given', 0.85)} AND {alike('surname', 0.85)}",
            0.18,
            1e-4,
            Text(en="similar names", zh="姓名相近"),
        ),
        Level("surname", same("surname"), 0.09, 3e-3, Text(en="the same surname", zh="姓相同"), rare="surname"),
        Level("given", same("given"), 0.07, 5e-3, Text(en="the same given name", zh="名相同"), rare="given"),
        Level("other", "", 0.03, 0.9919, Text(en="different names", zh="姓名不同")),
    ),
)

NAME = Field(
    name="name",
    title=Text(en="Name", zh="姓名"),
    columns=("name", "name_sound"),
    missing=blank("name"),
    shown="name_written",
    learns="u",
    vital="company",
    levels=(
        Level("same", same("name"), 0.70, 1e-4, Text(en="the same name", zh="姓名相同"), rare="name"),
        Level(
            "sound",
            same("name_sound"),
            0.14,
            1e-4,
            Text(en="the same name in another order or script", zh="姓名读音相同（语序或文字不同）"),
            rare="name_sound",
        ),
        Level("alike", alike("name_sound", 0.92), 0.10, 1e-3, Text(en="similar names", zh="姓名相近")),
        Level("other", "", 0.06, 0.9988, Text(en="different names", zh="姓名不同")),
    ),
)

EMAIL = Field(
    name="email",
    title=Text(en="E-mail", zh="邮箱"),
    columns=("email", "mailbox"),
    missing=blank("email"),
    shown="email_written",
    learns="m",
    levels=(
        Level("same", same("email"), 0.70, 1e-6, Text(en="the same address", zh="邮箱相同")),
        Level(
            "typo",
            f"{typos('email', 2)} OR {alike('email', 0.95)}",
            0.08,
            1e-5,
            Text(en="nearly the same address", zh="邮箱几乎相同"),
        ),
        Level(
            "mailbox", same("mailbox"), 0.10, 1e-4, Text(en="the same name before the @", zh="@ 前相同"), rare="mailbox"
        ),
        Level("other", "", 0.12, 0.999889, Text(en="different addresses", zh="邮箱不同")),
    ),
)

PHONE = Field(
    name="phone",
    title=Text(en="Phone", zh="电话"),
    columns=("phone",),
    missing=blank("phone"),
    shown="phone_written",
    learns="m",
    levels=(
        Level("same", same("phone"), 0.75, 1e-6, Text(en="the same number", zh="号码相同"), rare="phone"),
        Level("typo", f"length(phone_l) >= 8 AND {typos('phone', 1)}", 0.05, 1e-5, _TYPO),
        Level("other", "", 0.20, 0.999989, Text(en="different numbers", zh="号码不同")),
    ),
)

EMPLOYER = Field(
    name="company",
    title=Text(en="Company", zh="所属客户"),
    columns=("company",),
    missing=blank("company"),
    shown="company_written",
    learns="u",
    levels=(
        Level("same", same("company"), 0.95, 0.01, Text(en="the same company", zh="所属客户相同")),
        Level("other", "", 0.05, 0.99, Text(en="another company", zh="所属客户不同")),
    ),
)

PERSON = Kind(
    name="person",
    fields=(
        NAMES,
        NAME,
        EMAIL,
        PHONE,
        EMPLOYER,
        _code("identity", Text(en="Identity number", zh="证件号码"), 1e-6, proof=True),
        _code("born", Text(en="Date of birth", zh="出生日期"), 1e-4),
        _word("street", Text(en="Street", zh="街道"), 5e-3),
        _short("house", Text(en="House number", zh="门牌号"), 0.02),
        _word("line", Text(en="Second address line", zh="地址第二行"), 5e-3),
        _word("city", Text(en="City", zh="城市"), 0.02),
        _short("postcode", Text(en="Postcode", zh="邮编"), 0.01),
    ),
    blocks=(
        ("identity",),
        ("email",),
        ("phone",),
        ("born",),
        ("name",),
        ("name_sound",),
        ("mailbox", "company"),
        ("surname", "postcode"),
        ("given", "postcode"),
        ("surname", "city"),
        ("street", "house"),
        ("name_start", "company"),
        ("name_start", "city"),
    ),
    sure=(("identity",), ("email",), ("name", "born"), ("name", "phone"), ("name", "street")),
    floors=(
        ("name", 1e-4),
        ("name_sound", 1e-4),
        ("surname", 1e-4),
        ("given", 1e-4),
        ("phone", 2e-7),
        ("mailbox", 1e-5),
        ("street", 1e-5),
        ("line", 1e-5),
        ("city", 1e-4),
    ),
)
