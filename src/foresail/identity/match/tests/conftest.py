"""Companies with known truth: each written down in three systems, the way such systems write."""

from __future__ import annotations

import random
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from foresail.identity.clean.chinese import sound, syllables
from foresail.identity.clean.numbers import _CODE, _WEIGHTS

_CITIES = "上海 北京 深圳 广州 杭州 苏州 南京 成都 武汉 西安 青岛 天津 重庆 宁波 长沙 郑州 厦门 合肥 佛山 无锡"
CITIES = _CITIES.split()
TRADES = (
    ("科技", "Technology"), ("贸易", "Trading"), ("机械", "Machinery"), ("电子", "Electronics"), ("食品", "Food"),
    ("物流", "Logistics"), ("化工", "Chemical"), ("医药", "Pharmaceutical"), ("服装", "Garment"), ("建材", "Materials"),
    ("软件", "Software"), ("汽车配件", "Auto Parts"), ("环保", "Environmental"), ("文化传播", "Culture Media"),
)  # fmt: skip
FIRST = "华天金恒兴宏盛泰瑞康新永通达信诚联鑫汇中东海星龙凯博德荣安"
SECOND = "丰源达利宇创辉鹏腾远威普迈科力洋峰阳诺晟拓展翔润扬胜图航"
OLD = str.maketrans("华兴东龙荣达联鑫汇腾远扬胜图丰创辉鹏阳诺", "華興東龍榮達聯鑫匯騰遠揚勝圖豐創輝鵬陽諾")
OLD_WORDS = {
    "科技": "科技",
    "贸易": "貿易",
    "机械": "機械",
    "电子": "電子",
    "医药": "醫藥",
    "软件": "軟件",
    "环保": "環保",
}


def credit_code(rng: random.Random) -> str:
    body = "91" + "".join(rng.choice("0123456789") for _ in range(6)) + "".join(rng.choice(_CODE) for _ in range(9))
    total = sum(_CODE.index(c) * w for c, w in zip(body, _WEIGHTS, strict=False))
    return body + _CODE[(31 - total % 31) % 31]


def companies(count: int = 200, seed: int = 5, *, known: float = 0.65) -> tuple[pl.DataFrame, set[tuple[str, str]]]:
    """Records of `count` companies in three systems, and the pairs that are one.

    Every fifth brand is also that of another company, in another city or trade. `known` is the share of fields that
    are filled.
    """
    rng = random.Random(seed)  # noqa: S311  a simulation
    rows: list[dict[str, Any]] = []
    for number in range(count):
        if number % 5 == 0 or not rows:
            brand = rng.choice(FIRST) + rng.choice(SECOND) + (rng.choice(SECOND) if rng.random() < 0.3 else "")
            city, trade = rng.choice(CITIES), rng.choice(TRADES)
        elif number % 5 == 1:  # the namesake of the company before
            city, trade = (rng.choice([c for c in CITIES if c != city]), trade) if rng.random() < 0.5 else (
                city, rng.choice([t for t in TRADES if t != trade]))  # fmt: skip
        else:
            brand = rng.choice(FIRST) + rng.choice(SECOND) + (rng.choice(SECOND) if rng.random() < 0.3 else "")
            city, trade = rng.choice(CITIES), rng.choice(TRADES)
        rows += three_ways(number, brand, city, trade, rng, known)
    truth = {(a["id"], b["id"]) for a, b in combinations(rows, 2) if a["company"] == b["company"]}
    return pl.DataFrame(rows).drop("company"), {(min(p), max(p)) for p in truth}


def three_ways(
    number: int, brand: str, city: str, trade: tuple[str, str], rng: random.Random, known: float
) -> list[dict[str, Any]]:
    """One company in the CRM, the ERP and the shop."""
    phone, code = f"{rng.randrange(10**7, 10**8)}", credit_code(rng)
    area = {"上海": "21", "北京": "10", "广州": "20"}.get(city, f"{rng.randrange(300, 999)}")
    ending = rng.choice([".com", ".cn", ".com.cn"])
    web = f"{sound(brand)}{rng.choice(['', 'group', sound(trade[0])[:4]])}{number}{ending}"
    road, house = rng.choice(FIRST) + rng.choice(SECOND) + "路", rng.randrange(1, 999)
    fields = (
        {
            "tax_id": code,
            "phone": f"0{area}-{phone}",
            "address": f"{city}市{road}{house}号",
            "city": city,
            "domain": web,
        },
        {"tax_id": code, "phone": f"+86 {area} {phone}", "address": f"{city}{road.translate(OLD)}{house}號3樓"},
        {"domain": f"www.{web}", "phone": f"0086{area}{phone}", "city": sound(city).title(), "email": f"info@{web}"},
    )
    made = []
    for system, name, given in zip(("crm", "erp", "shop"), spellings(brand, city, trade, rng), fields, strict=True):
        kept = {k: (v if rng.random() < known else "") for k, v in given.items()}
        base = dict.fromkeys(("tax_id", "phone", "address", "city", "domain", "email"), "")
        made.append({"id": f"{system}:{number}", "source": system, "company": number, "name": name, **base, **kept})
    return made


def spellings(brand: str, city: str, trade: tuple[str, str], rng: random.Random) -> tuple[str, str, str]:
    """The registered name, a short or traditional one, and one in Latin letters."""
    old = OLD_WORDS.get(trade[0], trade[0])
    parts = " ".join(syllables(brand)).title() if rng.random() < 0.4 else sound(brand).title()
    latin = f"{sound(city).title()} {parts}"
    return (
        f"{city}{'市' if rng.random() < 0.2 else ''}{brand}{trade[0]}{rng.choice(['', '股份'])}有限公司",
        rng.choice([
            f"{city}{brand.translate(OLD)}{old}有限公司",
            f"{brand}{trade[0]}（{city}）有限责任公司",
            f"{brand.translate(OLD)}{old}",
            f"{city} {brand} {trade[0]}",
        ]),
        rng.choice([
            f"{latin} {trade[1]} Co., Ltd.",
            f"{sound(brand).title()} {trade[1]} ({sound(city).title()}) Limited",
            f"{latin} {sound(trade[0]).title()} Youxian Gongsi",
            f"{sound(brand).upper()} {trade[1]}",
        ]),
    )  # fmt: skip


def pairs_of(clusters: pl.DataFrame) -> set[tuple[str, str]]:
    """All pairs of ids in one cluster."""
    groups = clusters.group_by("cluster").agg(pl.col("id").sort())["id"].to_list()
    return {(str(a), str(b)) for ids in groups for a, b in combinations(ids, 2)}


def f1(found: set[tuple[str, str]], truth: set[tuple[str, str]]) -> float:
    """Pairwise F1."""
    return 2 * len(found & truth) / max(1, len(found) + len(truth))


@pytest.fixture(scope="session")
def known_truth() -> SimpleNamespace:
    """The simulator and the measure."""
    return SimpleNamespace(companies=companies, pairs_of=pairs_of, f1=f1)
