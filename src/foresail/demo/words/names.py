"""Syllables for names of people and companies."""

from __future__ import annotations

SURNAMES = tuple("王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余")
GIVEN = (
    "伟", "敏", "静", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "霞", "刚", "建国", "志强", "晓东", "雅婷",
    "思远", "文博", "海燕", "俊峰", "梦洁", "子涵", "浩然", "雪梅", "国栋", "丽华", "嘉豪", "欣怡", "振宇", "春燕",
    "立新", "若琳", "宏伟", "佳琪", "晨曦", "永健", "慧敏", "天佑",
)  # fmt: skip
ENGLISH_GIVEN = (
    "Anna", "Ben", "Carla", "David", "Elena", "Frank", "Grace", "Hassan", "Irene", "Jonas", "Kavya", "Liam", "Mina",
    "Noah", "Olga", "Pedro", "Quinn", "Rosa", "Samir", "Tara",
)  # fmt: skip
ENGLISH_SURNAMES = (
    "Adler", "Bianchi", "Carter", "Dvorak", "Evans", "Fischer", "Garcia", "Hughes", "Ivanov", "Jensen", "Kumar",
    "Larsen", "Meyer", "Nguyen", "Okafor", "Patel", "Ramos", "Schmidt", "Tanaka", "Walker",
)  # fmt: skip

BRAND_HEAD = tuple("华中天恒盛瑞鑫宏德博远联创新智科金海东方凌云永安泰兴嘉诚信达启明")
BRAND_TAIL = tuple("达通业源诚辉腾飞宇航力拓翔丰禾泽锐能象晟睿驰峰维")
LATIN_HEAD = ("Nor", "Vel", "Tek", "Alt", "Bri", "Cor", "Del", "Fen", "Gal", "Hex", "Ion", "Kel", "Lum", "Mar", "Pol")
LATIN_TAIL = ("dyn", "tron", "mat", "via", "sys", "flex", "gen", "port", "wave", "line", "form", "core")
LATIN_FORM = ("GmbH", "Ltd", "Inc", "SpA", "BV", "AB", "Pte Ltd", "SA")

# Province-level regions of the sales organisation and where its customers sit.
CITIES: dict[str, tuple[str, ...]] = {
    "华东": ("上海", "苏州", "杭州", "南京", "宁波", "无锡", "合肥", "青岛"),
    "华南": ("深圳", "广州", "东莞", "佛山", "厦门", "珠海"),
    "华北": ("北京", "天津", "石家庄", "太原", "沈阳", "大连"),
    "西部": ("成都", "重庆", "西安", "昆明", "贵阳", "兰州"),
    "海外": ("Munich", "Singapore", "Chicago", "Milan", "Pune", "Rotterdam", "Monterrey", "Hanoi"),
}
COUNTRIES: dict[str, str] = {
    "Munich": "DE", "Singapore": "SG", "Chicago": "US", "Milan": "IT", "Pune": "IN", "Rotterdam": "NL",
    "Monterrey": "MX", "Hanoi": "VN",
}  # fmt: skip

INDUSTRIES = ("汽车零部件", "电子制造", "新能源", "食品饮料", "制药", "物流仓储", "机械装备", "化工")
INDUSTRY_WORDS = ("汽车部件", "电子", "新能源科技", "食品", "药业", "物流", "精密机械", "化工材料")
TITLES = ("总经理", "设备工程师", "采购经理", "生产主管", "IT 经理", "质量经理")
DEPARTMENTS = ("管理层", "设备部", "采购部", "生产部", "信息部", "质量部")
ROLES = ("decision maker", "user", "buyer", "influencer", "user", "influencer")
