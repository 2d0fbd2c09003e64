"""Names of people of whom a text says what they are ill with."""

import re
from typing import Final

from kjr.values.patterns.holding import hold
from kjr.values.spelling.hiding import HIDDEN

HAN: Final = r"[\u4e00-\u9fff]"
DOUBLE: Final = (
    "欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|司徒|令狐|夏侯|东方|公孙|长孙|宇文|端木|南宫|独孤|申屠"
)
SINGLE: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏付邱侯邹熊孟秦白江阎闫薛尹段雷龙黎史陶贺顾毛郝龚邵万钱严覃武莫孔汤纳哈"
    "尤樊詹骆倪鲁俞柳岑庞翁喻殷耿巩穆霍葛翟鞠柯洪"
)
SURNAME: Final = f"(?:{DOUBLE}|[{SINGLE}])"
PERSON: Final = rf"{SURNAME} ?{HAN}"
"""A name but for its last letter."""
OTHERS: Final = hold("others", rf"(?:{PERSON}{HAN}?(?:[、,，]| ?[和与及] ?| )(?={SURNAME})){{0,9}}")

ILLNESS: Final = (
    "抑郁|焦虑|强迫症|精神分裂|精神病|双相|躁狂|自杀|乙肝|肝炎|艾滋|梅毒|结核|癫痫|尿毒症"
    "|肿瘤|癌|新冠|HIV|白血病|白内障|青光眼|糖尿病|高血压|冠心病|心脏病|脑梗|帕金森|老年痴呆"
)
FOUND: Final = (
    "(?:经|被|已)?(?:诊断|确诊|罹患|身患|患|得了|感染|检查出|查出|检出|测出|有|[:：(（]"
    "|轻度|中度|重度|疑似|患有|诊断[:：])"
)
TITLE: Final = "同志|老师|先生|女士|教授|主任|老人"
RELATIVE: Final = "的(?:父亲|母亲|妻子|丈夫|儿子|女儿|爱人|老伴)"
WHEN: Final = "近日|近期|日前|今年|去年|不幸|曾|均|都|因"
WHERE: Final = "在[^,，。;；、]{1,8}(?:医院|中心)"
AGE: Final = r"[,，(（]?[男女](?:[,，]\d{1,3}岁)?[,，)）]?"
TEST: Final = "(?:心理)?(?:测评|评估|筛查|体检)(?:结果)?[为是示]?"
BETWEEN: Final = hold(
    "between", f"(?:{TITLE}|住院|因病|{RELATIVE}|{WHEN}|{WHERE}|{AGE}|{TEST}){{0,4}}"
)

NAMED_ILLNESS: Final = re.compile(
    rf"{OTHERS}{PERSON}{HAN}??(?= ?{BETWEEN}{FOUND}[^,，。;；、]{{0,8}}(?:{ILLNESS}))"
)
"""Somebody's name, and those of others before it, before what was found."""
AGED_ILLNESS: Final = re.compile(
    rf"{PERSON}{HAN}?(?=[,，(（ ]{{1,2}}"
    rf"(?:[男女](?:[,，、 ]{{0,2}}\d{{1,3}}岁)?|\d{{1,3}}岁)[,，、)） ]{{1,2}}"
    rf"[^,，。;；、]{{0,8}}(?:{ILLNESS}))"
)
"""Whose age tells that somebody is meant: 张示例，45岁，肺癌."""
PATIENT_ILLNESS: Final = re.compile(
    rf"(?:(?<=患者)|(?<=病[人友号])|(?<=患者[:：])|(?<=病[人友号][:：]))(?!{ILLNESS})"
    rf"{PERSON}{HAN}?(?=[,，(（ ][^。;；\n]{{0,40}}(?:{ILLNESS}))"
)
"""Who is called a patient first: 患者张示例，男，肝癌."""
NAMED_PATIENT: Final = re.compile(
    rf"((?:{ILLNESS})[^,，。;；、]{{0,3}}?(?:患者|感染者|病人|病友|病号)[:：]? ?"
    rf"|(?:患|确诊)[^,，。;；、]{{0,6}}?(?:{ILLNESS})[^,，。;；、]{{0,3}}?的)"
    rf"{SURNAME}{HAN}{{1,2}}"
)
"""The name behind it, and first what stands before the name."""
SICK: Final = re.compile(ILLNESS)
"""Without which nobody is told to be ill."""
PATIENT: Final = re.compile("患|确诊|感染者|病[人友号]")
"""Without which nobody is told behind an illness."""


def has_named_illness(text: str) -> bool:
    """Whether somebody is named with what they are ill with."""
    named = (NAMED_ILLNESS, AGED_ILLNESS, PATIENT_ILLNESS, NAMED_PATIENT)
    return bool(SICK.search(text)) and any(each.search(text) for each in named)


def hide_ill_names(text: str) -> str:
    """The text with these names made unreadable."""
    if not SICK.search(text):
        return text
    for pattern in (NAMED_ILLNESS, AGED_ILLNESS, PATIENT_ILLNESS):
        text = pattern.sub(HIDDEN, text)
    return NAMED_PATIENT.sub(rf"\1{HIDDEN}", text) if PATIENT.search(text) else text
