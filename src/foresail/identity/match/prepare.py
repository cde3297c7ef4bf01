"""A frame of records as it is compared: its columns recognised, their values cleaned, nothing empty but null."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from foresail.identity.clean import addresses, names, numbers, people, places
from foresail.identity.clean.chinese import plain, sound
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text

COMPANY_ROLES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name",
        "company",
        "company_name",
        "account_name",
        "customer_name",
        "客户名称",
        "公司名称",
        "企业名称",
        "名称",
    ),
    "tax_id": (
        "tax_id",
        "tax_number",
        "vat",
        "vat_id",
        "vat_number",
        "uscc",
        "credit_code",
        "税号",
        "统一社会信用代码",
    ),
    "domain": ("domain", "website", "web", "url", "homepage", "网址", "网站", "域名"),
    "phone": ("phone", "telephone", "tel", "mobile", "电话", "手机", "联系电话"),
    "email": ("email", "e_mail", "mail", "邮箱"),
    "address": ("address", "street_address", "address_1", "地址", "详细地址"),
    "city": ("city", "town", "城市"),
    "region": ("region", "province", "state", "省份", "区域"),
}
PERSON_ROLES: Mapping[str, tuple[str, ...]] = {
    "name": ("full_name", "name", "person_name", "contact_name", "姓名", "联系人"),
    "given": ("given_name", "first_name", "forename", "firstname", "given", "名"),
    "surname": ("surname", "last_name", "family_name", "lastname", "姓"),
    "identity": (
        "soc_sec_id",
        "identity_number",
        "id_number",
        "ssn",
        "national_id",
        "passport",
        "tax_id",
        "身份证号",
        "证件号码",
    ),
    "born": ("date_of_birth", "birth_date", "birthday", "dob", "born", "出生日期", "生日"),
    "phone": ("phone", "mobile", "telephone", "tel", "手机", "电话"),
    "email": ("email", "e_mail", "mail", "邮箱"),
    "house": ("street_number", "house_number", "门牌号"),
    "street": ("address_1", "street", "address", "street_address", "地址"),
    "line": ("address_2", "address_line_2", "地址2"),
    "city": ("suburb", "city", "town", "城市"),
    "postcode": ("postcode", "postal_code", "zip", "zip_code", "邮编"),
    "company": ("account_id", "company_id", "company", "employer", "所属客户", "公司"),
}
Clean = Callable[[str], str]


def roles(frame: pl.DataFrame, kind: str, said: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which column plays which role: what the caller says, then by its name.

    Raises
    ------
    InvalidInput
        If the caller names a role or a column that does not exist, or nothing can be compared.

    Examples
    --------
    >>> roles(pl.DataFrame({"id": ["1"], "Company Name": ["Acme"], "VAT": ["1"]}), "company")
    {'name': 'Company Name', 'tax_id': 'VAT'}
    """
    known = COMPANY_ROLES if kind == "company" else PERSON_ROLES
    found: dict[str, str] = {}
    for role, column in (said or {}).items():
        if role not in known:
            raise _unknown(role, known, Text(en="role", zh="用途"))
        if column not in frame.columns:
            raise _unknown(column, frame.columns, Text(en="column", zh="列"))
        found[role] = column
    written = {"_".join(plain(c).replace("-", " ").split()): c for c in frame.columns}
    for role, synonyms in known.items():
        column = next((written[s] for s in synonyms if s in written and written[s] not in found.values()), "")
        if role not in found and column:
            found[role] = column
    if not set(found) & {"name", "given", "surname"}:
        raise InvalidInput(
            Text(en="No column of names was recognised.", zh="未识别到名称列。"),
            next_step=Text(en='Say it: columns={"name": "…"}.', zh='请指明：columns={"name": "…"}。'),
            closest=tuple(frame.columns[:10]),
        )
    return {role: found[role] for role in known if role in found}


def prepare(frame: pl.DataFrame, kind: str, found: Mapping[str, str], keys: Mapping[str, str]) -> pl.DataFrame:
    """The frame with `id`, `source`, `grp` and the columns that `kind` compares.

    Parameters
    ----------
    found
        Role → column, as `roles` gives it.
    keys
        `id`, and where there are any `source` and `grp` (records with one value are known to be one) → column.
    """
    made = {"id": _texts(frame, keys["id"])}
    made["source"] = _texts(frame, keys["source"]) if "source" in keys else [""] * frame.height
    made["grp"] = _texts(frame, keys["grp"]) if "grp" in keys else made["id"]
    values = {role: _texts(frame, column) for role, column in found.items()}
    made |= _company(values, frame.height) if kind == "company" else _person(values, frame.height)
    flags = {"legal", "branch"}
    kinds = {name: pl.Boolean if name in flags else pl.String for name in made}
    text = [pl.col(n).replace("", None) for n in made if n not in flags and n not in ("id", "source", "grp")]
    return pl.DataFrame(made, schema=kinds).with_columns(text).sort("id")


def _company(values: Mapping[str, list[str]], rows: int) -> dict[str, list[str]]:
    none = [""] * rows
    parsed = [names.company_name(v) for v in values.get("name", none)]
    made: dict[str, list[str]] = {
        p: [getattr(n, p) for n in parsed] for p in ("brand", "sound", "trade", "legal", "branch")
    }
    made["whole_name"] = [n.full for n in parsed]
    made["sound_start"] = [n.sound[:4] for n in parsed]
    made["tax"] = _each(values.get("tax_id", none), numbers.tax_code)
    made["org"] = [c[8:17] if len(c) == 18 else c[-9:] for c in made["tax"]]
    mail = _each(values.get("email", none), numbers.domain)
    made["domain"] = [d or m for d, m in zip(_each(values.get("domain", none), numbers.domain), mail, strict=True)]
    made["domain_name"] = _each(made["domain"], numbers.domain_name)
    made["phone"] = _each(values.get("phone", none), numbers.phone)
    made["phone_end"] = [p[-8:] for p in made["phone"]]
    made |= _address(values.get("address", none))
    inside = [places.leading(plain(a).replace(" ", ""))[0] for a in values.get("address", none)]
    columns = zip(values.get("city", none), values.get("region", none), inside, parsed, strict=True)
    where = [_where(city, region, found, name) for city, region, found, name in columns]
    made["city"] = _each([w[0] for w in where], sound)  # Suzhou may be 苏州 or 宿州
    made["province"] = [w[1] for w in where]
    made |= _joint(made)
    written = {"name": "name", "tax_id": "tax_id", "phone": "phone_written", "domain": "domain_written"}
    made |= {shown: values.get(role, none) for role, shown in {**written, "address": "address"}.items()}
    made["place"] = [" ".join(dict.fromkeys(p for p in (w[1], w[0]) if p)) for w in where]
    return made


def _joint(made: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The brand together with city and line of business: how rare the whole is, is what counts."""
    joint: dict[str, list[str]] = {}
    for name, parts in (("sound_city", ["city"]), ("sound_trade", ["trade"]), ("sound_all", ["city", "trade"])):
        rows = zip(made["sound"], *(made[p] for p in parts), strict=True)
        joint[name] = ["|".join(row) if all(row) else "" for row in rows]
    return joint


def _where(city: str, region: str, address: list[str], name: names.CompanyName) -> tuple[str, str]:
    """City and province, from the columns, else from the address, else from the name."""
    own = [p for p in (*places.known(region), *places.known(city)) if p]
    for found in (own, address):
        if places.city_of(found):
            return places.city_of(found), places.province_of([places.city_of(found)])
    if name.city:
        return name.city, name.province
    if city:
        return plain(city), places.province_of(own) or plain(region)
    return "", places.province_of(own) or places.province_of(address) or name.province or plain(region)


def _address(written: list[str]) -> dict[str, list[str]]:
    return {"street": _each(written, addresses.address_sound), "house": _each(written, addresses.address_numbers)}


def _person(values: Mapping[str, list[str]], rows: int) -> dict[str, list[str]]:
    none = [""] * rows
    made: dict[str, list[str]] = {part: _each(values.get(part, none), people.word) for part in ("given", "surname")}
    joined = [f"{g} {s}".strip() for g, s in zip(values.get("given", none), values.get("surname", none), strict=True)]
    whole = [w or j for w, j in zip(values.get("name", none), joined, strict=True)]
    made["name"] = _each(whole, people.word)
    made["name_sound"] = _each(whole, people.person_sound)
    made["name_start"] = [s[:4] for s in made["name_sound"]]
    made["identity"] = _each(values.get("identity", none), numbers.digits)
    made["born"] = _each(values.get("born", none), numbers.day)
    made["email"] = _each(values.get("email", none), numbers.email)
    made["mailbox"] = [e.split("@")[0] for e in made["email"]]
    made["phone"] = _each(values.get("phone", none), numbers.phone)
    made |= _address(values.get("street", none))
    if "house" in values:
        made["house"] = _each(values["house"], numbers.digits)
    made["line"] = _each(values.get("line", none), addresses.address_sound)
    made["city"] = _each(values.get("city", none), people.word)
    made["postcode"] = _each(values.get("postcode", none), numbers.digits)
    made["company"] = values.get("company", none)
    written = ("identity", "born", "email", "phone", "street", "house", "line", "city", "postcode", "company")
    made |= {f"{role}_written": values.get(role, none) for role in written}
    made["name_written"] = whole
    return made


def _each(values: list[str], clean: Clean) -> list[str]:
    """Every value cleaned; equal ones only once."""
    made = {value: clean(value) if value else "" for value in set(values)}
    return [made[value] for value in values]


def _texts(frame: pl.DataFrame, column: str) -> list[str]:
    return [v.strip() for v in frame[column].cast(pl.String).fill_null("").to_list()]


def _unknown(name: str, valid: object, kind: Text) -> InvalidInput:
    choices = list(valid) if isinstance(valid, Mapping | list | tuple) else []
    return InvalidInput(
        Text(en=f"There is no {kind.en} “{name}”.", zh=f"没有名为“{name}”的{kind.zh}。"),
        where=name,
        closest=closest_names(name, choices),
    )
