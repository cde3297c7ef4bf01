"""The line of business in a company's name: the same word in characters, in English and in pinyin."""

from __future__ import annotations

from functools import cache

from foresail.identity.clean.chinese import sound

_TRADES = """
tech: 科技 技术 高科 科学技术 | technology technologies technique tech technical
info: 信息 资讯 数据 信息技术 数字 | information info data digital infotech
software: 软件 计算机 电脑 系统 计算机系统 | software computer computers system systems
network: 网络 互联网 互联 通信 通讯 电信 |
  network networks internet communication communications telecom telecommunications
electronic: 电子 电器 电气 半导体 光电 微电子 |
  electronics electronic electric electrical appliance appliances semiconductor optoelectronics
machine: 机械 机电 设备 装备 机器 机床 仪器 仪表 自动化 智能 |
  machinery machine equipment instruments instrument automation intelligent
trade: 贸易 商贸 国际贸易 进出口 外贸 经贸 工贸 商业 供应链 |
  trading trade commerce commercial import export importexport supplychain
industry: 实业 工业 产业 制造 制品 加工 |
  industry industries industrial manufacturing manufacture enterprise enterprises
material: 材料 新材料 建材 塑料 橡胶 金属 钢铁 五金 |
  materials material plastics plastic rubber metal metals steel hardware
chemical: 化工 化学 石化 涂料 | chemical chemicals chemistry petrochemical coatings
pharma: 医药 制药 药业 医疗 生物 生物科技 医疗器械 健康 |
  pharmaceutical pharmaceuticals pharma medical medicine biotech biotechnology biological health healthcare
food: 食品 饮料 餐饮 农业 粮油 酒业 | food foods beverage catering agriculture agricultural
textile: 纺织 服装 服饰 针织 鞋业 | textile textiles garment garments apparel clothing
auto: 汽车 汽配 车辆 汽车零部件 零部件 配件 |
  autoparts parts auto automotive automobile automobiles vehicle vehicles
energy: 能源 新能源 电力 石油 燃气 光伏 | energy power petroleum oil gas solar photovoltaic
build: 建筑 建设 工程 装饰 装修 房地产 置业 地产 | construction engineering building decoration realestate property
logistics: 物流 运输 货运 快递 仓储 | logistics transport transportation freight express warehousing
finance: 投资 金融 资本 基金 证券 保险 资产管理 银行 |
  investment investments finance financial capital fund funds securities insurance bank
culture: 文化 传媒 广告 影视 教育 文化传播 传播 | culture media advertising film education
service: 服务 咨询 管理 企业管理 顾问 策划 | service services consulting consultancy management advisory
furniture: 家具 家居 家电 日用品 | furniture furnishings home
paper: 包装 印刷 纸业 | packaging printing paper
environment: 环保 环境 节能 | environmental environment
hotel: 酒店 旅游 旅行 | hotel hotels travel tourism
group: 集团 控股 国际 | group holding holdings international
"""


@cache
def trades() -> dict[str, str]:
    """Chinese word → line of business."""
    return {word: code for code, chinese, _ in _lines() for word in chinese}


@cache
def foreign() -> dict[str, str]:
    """English word → line of business."""
    return {word: code for code, _, english in _lines() for word in english}


@cache
def sounds() -> dict[str, str]:
    """Pinyin of a Chinese word → line of business."""
    return {sound(word): code for word, code in trades().items()}


def _lines() -> list[tuple[str, list[str], list[str]]]:
    made = []
    for line in _TRADES.replace("|\n", "|").strip().splitlines():
        code, words = line.split(":")
        chinese, english = words.split("|")
        made.append((code, chinese.split(), english.split()))
    return made


def trailing(text: str) -> tuple[list[str], str]:
    """The lines of business with which a Chinese name ends, and what stands before them; at least two characters stay.

    Examples
    --------
    >>> trailing("华联信息科技")
    (['info', 'tech'], '华联')
    >>> trailing("科技")
    ([], '科技')
    """
    found: list[str] = []
    while True:
        ends = [n for n in range(6, 1, -1) if len(text) - n >= 2 and text[-n:] in trades()]
        if not ends:
            return found[::-1], text
        found.append(trades()[text[-ends[0] :]])
        text = text[: -ends[0]]
