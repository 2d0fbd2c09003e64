"""What of a free text may be shown to everybody: no telephone or identity numbers, no given names.

>>> mask_personal_data("请联系13800001234，身份证64010219800101123X")
'请联系×××，身份证×××'
>>> mask_personal_data("林知远建议开放检测设备", {"林知远"})
'×××建议开放检测设备'
>>> find_personal_data("李示例被诊断为重度抑郁"), mask_personal_data("李示例被诊断为重度抑郁")
('具名的健康情况', '×××被诊断为重度抑郁')
"""

import re
from collections.abc import Collection
from typing import Final

HIDDEN = "×××"
IDENTITY: Final = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
MOBILE: Final = r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
NUMBERS = re.compile(rf"(?<!\d)(?:\d{{17}}[\dXx]|\d{{15}}|{MOBILE}|0\d{{2,3}}[- ]?\d{{7,8}})(?!\d)")
"""Identity cards of today and of old, mobiles and landlines as people write them."""
MOBILES: Final = re.compile(rf"(?<!\d){MOBILE}(?!\d)")
SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷龙史陶贺顾毛郝龚邵万钱严"
)
ILLNESS: Final = (
    "抑郁|焦虑|强迫症|精神分裂|双相|躁狂|自杀|乙肝|艾滋|梅毒"
    "|肿瘤|癌|白血病|白内障|青光眼|糖尿病|高血压"
)
FOUND: Final = "(?:经|被|已)?(?:诊断|确诊|患|查出|检出|测出|有|[:：(（]|轻度|中度|重度|疑似)"
NAMED_ILLNESS: Final = re.compile(
    rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?(?=(?:同志|老师|先生|女士|教授|主任)?{FOUND}"
    rf"[^,，。;；、]{{0,8}}(?:{ILLNESS}))"
)
"""Somebody's name before what was found."""


def mask_personal_data(text: str, names: Collection[str] = ()) -> str:
    """The text with numbers that lead to a person, and these names, made unreadable."""
    text = NAMED_ILLNESS.sub(HIDDEN, NUMBERS.sub(HIDDEN, text))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    return text


def find_personal_data(text: str) -> str:
    """What in a text is nobody's business, in words; blank if nothing is."""
    if IDENTITY.search(text):
        return "身份证号"
    if NAMED_ILLNESS.search(text):
        return "具名的健康情况"
    return "手机号" if MOBILES.search(text) else ""
