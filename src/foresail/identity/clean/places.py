"""Provinces and cities in names and addresses: in characters, in pinyin, and which city lies in which province."""

from __future__ import annotations

import re
from functools import cache

from foresail.identity.clean.chinese import sound

_PROVINCES = """
北京: 北京
天津: 天津
上海: 上海
重庆: 重庆
河北: 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安
山西: 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
内蒙古: 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
辽宁: 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛
吉林: 长春 四平 辽源 通化 白山 松原 白城 延边
黑龙江: 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
江苏: 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 太仓
浙江: 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚
安徽: 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福建: 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 晋江
江西: 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
山东: 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
河南: 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
湖北: 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施
湖南: 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西
广东: 广州 深圳 珠海 汕头 佛山 韶关 湛江 肇庆 江门 茂名 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 顺德
广西: 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海南: 海口 三亚 三沙 儋州
四川: 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
贵州: 贵阳 六盘水 遵义 安顺 毕节 铜仁
云南: 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理
西藏: 拉萨 日喀则 昌都 林芝
陕西: 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
甘肃: 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
青海: 西宁 海东 格尔木
宁夏: 银川 石嘴山 吴忠 固原 中卫
新疆: 乌鲁木齐 克拉玛依 吐鲁番 哈密 喀什 石河子
香港: 香港
澳门: 澳门
台湾: 台北 高雄 台中 台南 新竹 桃园
"""

_ABROAD = {"hongkong": "香港", "peking": "北京", "macau": "澳门", "macao": "澳门", "taiwan": "台湾", "taipei": "台北"}
_SPELT = {"陕西": "shaanxi", "内蒙古": "innermongolia", "西藏": "tibet", "哈尔滨": "harbin", "乌鲁木齐": "urumqi"}
_DISTRICT = re.compile("[一-鿿]{1,4}?(?:新区|开发区|高新区|区|县)(?=[一-鿿0-9a-z]{2,})")
_UNIT = "(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)?"


@cache
def provinces() -> dict[str, str]:
    """City or province → its province.

    Examples
    --------
    >>> provinces()["苏州"], provinces()["江苏"]
    ('江苏', '江苏')
    """
    found: dict[str, str] = {}
    for line in _PROVINCES.strip().splitlines():
        province, cities = line.split(":")
        for name in (province, *cities.split()):
            found.setdefault(name, province)
    return found


@cache
def spelt() -> dict[str, str]:
    """Pinyin, or the customary English spelling → city or province; of two that sound alike, the first of the list.

    Examples
    --------
    >>> spelt()["suzhou"], spelt()["harbin"]
    ('苏州', '哈尔滨')
    """
    found: dict[str, str] = {}
    for name in provinces():
        found.setdefault(_SPELT.get(name, sound(name)), name)
    return found | _ABROAD


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(provinces(), key=lambda n: (-len(n), n)))
    return re.compile(f"(?P<name>{names}){_UNIT}")


def leading(text: str, *, least: int = 0) -> tuple[list[str], str]:
    """The places with which a Chinese text begins, and the rest.

    Parameters
    ----------
    least
        So many characters have to remain, otherwise the place stays where it is.

    Examples
    --------
    >>> leading("浙江省杭州市华联")
    (['浙江', '杭州'], '华联')
    >>> leading("天津信阳机械")
    (['天津'], '信阳机械')
    """
    found: list[str] = []
    while match := _pattern().match(text):
        inside = not found or (provinces()[found[-1]] == found[-1] == provinces()[match["name"]] != match["name"])
        if len(text) - match.end() < least or not inside:
            break
        found.append(match["name"])
        text = text[match.end() :]
    if found and (match := _DISTRICT.match(text)) and len(text) - match.end() >= least:
        text = text[match.end() :]
    return found, text


def province_of(names: list[str]) -> str:
    """The province of places; empty where there is none.

    Examples
    --------
    >>> province_of(["杭州"])
    '浙江'
    """
    return next((provinces()[n] for n in names if n in provinces()), "")


def city_of(names: list[str]) -> str:
    """The city among places; a city that is its own province counts as both.

    Examples
    --------
    >>> city_of(["浙江", "杭州"]), city_of(["浙江"])
    ('杭州', '')
    """
    own = {"北京", "天津", "上海", "重庆", "香港", "澳门"}
    return next((n for n in reversed(names) if n in provinces() and (n in own or provinces()[n] != n)), "")


def known(text: str) -> list[str]:
    """The places that a city or region column names, in characters or in pinyin.

    Examples
    --------
    >>> known("Hangzhou"), known("上海市")
    (['杭州'], ['上海'])
    """
    found, _ = leading(text)
    word = re.sub("[^a-z]", "", text.lower().removesuffix("city").removesuffix("province").removesuffix("sheng"))
    return found or ([spelt()[word]] if word in spelt() else [])
