"""What of a free text may be shown to everybody: no telephone or identity numbers, no given names.

>>> mask_personal_data("请联系138－0000－1234，身份证640102 19800101 123X")
'请联系×××，身份证×××'
>>> mask_personal_data("林知远建议开放检测设备", {"林知远"})
'×××建议开放检测设备'
>>> find_personal_data("李示例被诊断为重度抑郁"), mask_personal_data("李示例被诊断为重度抑郁")
('具名的健康情况', '×××被诊断为重度抑郁')
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from kjr.values.patterns.holding import hold
from kjr.values.spelling.hiding import APART, HIDDEN, hide_spans
from kjr.values.spelling.look_alikes import (
    CHINESE,
    DIGITS,
    LETTERS,
    Folded,
    fold_with_places,
)

GROUPS: Final = (3, 4, 4), (3, 8), (4, 3, 4), (4, 4, 3), (3, 3, 5), (5, 6), (7, 4)
"""How people group the digits of a mobile; any other grouping may be figures or days."""
MOBILE: Final = rf"(?:\(?(?:\+|00)?86\)?{APART})?(?:1(?:[- ][3-9])(?:[- ]\d){{9}}|1[3-9]" + (
    "|1[3-9]".join(
        APART.join(rf"\d{{{size}}}" for size in (first - 2, *rest)) for first, *rest in GROUPS
    )
)
MOBILES: Final = re.compile(rf"(?<!\d){MOBILE})(?!\d)")
LISTED: Final = re.compile(
    r"(?<![\d.])\d{1,9}(?P<apart> ?[、,，;；+×xX*→-] ?| {1,2}|\.)\d{1,9}"
    r"(?:(?P=apart)\d{1,9})*(?!\d)"
)
"""Digits with the same sign between them all the way: a list of figures, or a mobile."""
TOLD: Final = {
    *GROUPS,
    *((2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (3, 2, 2, 2, 2), (2, 2, 2, 2, 3), (3, 4, 2, 2)),
    *((3, 2, 2, 4), (3, 3, 3, 2), (3, 2, 3, 3), (5, 2, 2, 2), (5, 3, 3)),
}
"""Groups of a mobile where one of them begins with 0, as no figure does."""
ANYHOW: Final = r"(?: ?[、，,;；+×xX*→/和]{1,2} ?| {1,3})?"
"""What may stand between digits that the word before them says are somebody's number."""
CALLED: Final = re.compile(
    r"(?=[电手座固宅传致拨请联身Tt])(?:(?:电话|手机|座机|固话|宅电|传真|致电|拨打|请联系|联系(?=人|方式|[:为是])"
    r"|(?<![A-Za-z])[Tt][Ee][Ll])[^\d。;；]{0,8}?"
    rf"(1{ANYHOW}[3-9](?:{ANYHOW}\d){{9}}|0(?:{ANYHOW}\d){{9,11}})(?!\d)"
    r"(?! ?[部台次个人条场万亿元期名份户家位米件页%])"
    r"|身份证(?:号码?)?[^\d。;；]{0,4}?"
    rf"([1-8](?:{ANYHOW}\d){{14}}(?:(?:{ANYHOW}\d){{2}}{ANYHOW}[\dXx])?)(?![\dXx]))"
)
"""Written in any way behind that word, unless what is counted stands behind them."""
BORN: Final = rf"(?:19|20)\d\d{APART}[01]\d{APART}[0-3]\d"
IDENTITY: Final = re.compile(
    rf"(?<!\d)(?:\d{{17}}[\dXx]|\d{{15}}|\d{{6}}{APART}\d{{6}}{APART}\d{{3}}"
    rf"|[1-8]\d{{2}}{APART}\d{{3}}{APART}{BORN}{APART}\d{{3}}{APART}[\dXx]"
    rf"|[1-8]\d{{5}}[*,，、;；×]{BORN}[*,，、;；×]\d{{3}}[\dXx]"
    r"|[1-8]\d{3}[- ]\d{2}(?:19|20)[- ]\d\d[01]\d[- ][0-3]\d{3}[- ]\d[\dXx])(?![\dXx])"
)
"""Identity cards of today and of old."""
LANDLINE: Final = (
    rf"(?<!\d)(?:(?:\+|00)86{APART}(?:\(?0)?[1-9]\d{{1,2}}|\(?0\d{{2,3}})\)?{APART}"
    rf"\d{{3,4}}{APART}\d{{4}}(?:(?:-|\*|#|转) ?\d{{1,6}})?(?!\d)"
)
CARD: Final = (
    rf"(?<!\d)(?:\d{{16,19}}|\d{{4,6}}{APART}\d{{11,13}}"
    rf"|[3-6]\d{{3}}(?:{APART}\d{{4}}){{3}}(?:{APART}\d{{1,3}})?)(?!\d)"
)
PASSPORT: Final = (
    r"(?<![A-Za-z0-9])(?:[EGDSPHMCegdsphmc](?:[ .-](?!19|20))?\d{8}|[Ee][A-Za-z] ?\d{7}"
    r"|[HMhm]\d{10})(?![A-Za-z0-9])"
)
DOT: Final = r"(?:[.。]|&#46;| {0,2}[(\[{<](?:[Dd][Oo][Tt]|[.点])[)\]}>] {0,2}| ?点 ?(?=[A-Za-z]))"
SAID_DOT: Final = rf"(?:{DOT}| {{1,3}}[Dd][Oo][Tt] {{1,3}})"
MAIL: Final = (
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+(?:"
    r" {0,3}(?:@|[(\[{<](?:[Aa][Tt]|@)[)\]}>]|艾特|&#64;) {0,3}[A-Za-z0-9-]+"
    rf"(?:{SAID_DOT}[A-Za-z0-9-]+)+"
    rf"| {{1,3}}AT {{1,3}}[A-Za-z0-9-]+(?:{SAID_DOT}[A-Za-z0-9-]+)+"
    r"| {1,3}[Aa]t {1,3}[A-Za-z0-9-]+(?: {1,3}[Dd][Oo][Tt] {1,3}[A-Za-z0-9-]+)+)"
)
NUMBERS: Final = (IDENTITY, MOBILES, *map(re.compile, (LANDLINE, CARD, PASSPORT, MAIL)))
SAID: Final = re.compile(
    r"(?=[电手座固宅传小联致拨护通回台军士警居银社医卡抖快钉支扣企微TtQqVvWwSs])(?:(?:电话|手机|座机|固话|宅电|传真|小灵通|联系方式|致电|拨打|(?<![A-Za-z])[Tt][Ee][Ll])"
    r"(?:号码?|\([^()]{1,4}\))?[.为是:]{0,2} ?(\d{3,4}[- ]{0,3}\d{4}|\d{3} ?\d{2} ?\d{2})(?!\d)"
    r"|(?:护照|通行证|回乡证|台胞证|军官证|士兵证|警官证|居留证|银行卡|社保卡|医保卡|卡号)(?:号码?)?"
    r"[为是:]{0,2} ?([A-Za-z\u4e00-\u9fff]{0,3}[- ]?\d[\d -]{4,24}\d)"
    r"|(?:抖音|快手|钉钉|支付宝)(?:账?号|ID)[为是:]{0,2} ?([A-Za-z0-9_-]{5,20})"
    r"|(?:Q ?Q|qq|扣扣|企鹅号|微 ?信|[Vv]信|[Ww]ei[Xx]in|[Ww]e[Cc]hat|[Ss]kype"
    r"|(?<![A-Za-z])(?:[WV]X|[wv]x)(?=[为是:号 ]))"
    r"(?:号码?)?[为是:]{0,2} ?(\d{3,5} \d{3,5}(?!\d)|[A-Za-z0-9_-]{5,20}))"
)
"""Numbers that only the word before them tells from figures."""
LIKELY: Final = re.compile(
    rf"[{DIGITS}](?:.{{0,6}}?[{DIGITS}]){{6}}|[@＠﹫]|[(（\[【{{<][Aa][Tt][)）\]】}}>]|艾特|&#64;"
    r"|[ \u3000](?:AT|ＡＴ)[ \u3000]|[ \u3000](?:[Dd][Oo][Tt]|[ｄＤ][ｏＯ][ｔＴ])[ \u3000]"
    r"|Q ?Q|qq|ＱＱ|微 ?信|扣扣|企鹅号|[VvＶｖ]信|[WV]X|[wv]x|[Ww]ei[Xx]in|[Ww]e[Cc]hat|[Ss]kype"
    r"|抖音|快手|钉钉|支付宝",
    re.DOTALL,
)
RUN_OF_NUMERALS: Final = re.compile(f"[{CHINESE}](?:.{{0,3}}?[{CHINESE}]){{10}}", re.DOTALL)
BESIDE: Final = re.compile(f"[{CHINESE}][- ]?[{DIGITS}]|[{DIGITS}][- ]?[{CHINESE}]")
RUN_OF_BOTH: Final = re.compile(
    rf"[{CHINESE}{DIGITS}](?:.{{0,3}}?[{CHINESE}{DIGITS}]){{10}}", re.DOTALL
)
RUN_WITH_LETTERS: Final = re.compile(rf"[OoIl{DIGITS}](?:.{{0,3}}?[OoIl{DIGITS}]){{10}}", re.DOTALL)
"""Without these a text needs no closer look: most have none."""
DOUBLE: Final = (
    "欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|司徒|令狐|夏侯|东方|公孙|长孙|宇文|端木|南宫|独孤|申屠"
)
SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏付邱侯邹熊孟秦白江阎闫薛尹段雷龙黎史陶贺顾毛郝龚邵万钱严覃武莫孔汤纳哈"
    "尤樊詹骆倪鲁俞柳岑庞翁喻殷耿巩穆霍葛翟鞠柯洪"
)
ILLNESS: Final = (
    "抑郁|焦虑|强迫症|精神分裂|精神病|双相|躁狂|自杀|乙肝|肝炎|艾滋|梅毒|结核|癫痫|尿毒症"
    "|肿瘤|癌|新冠|HIV|白血病|白内障|青光眼|糖尿病|高血压|冠心病|心脏病|脑梗|帕金森|老年痴呆"
)
FOUND: Final = (
    "(?:经|被|已)?(?:诊断|确诊|罹患|身患|患|得了|感染|检查出|查出|检出|测出|有|[:：(（]"
    "|轻度|中度|重度|疑似|患有|诊断[:：])"
)
BETWEEN: Final = hold(
    "between",
    "(?:同志|老师|先生|女士|教授|主任|老人|住院|因病|的(?:父亲|母亲|妻子|丈夫|儿子|女儿|爱人|老伴)|近日|近期|日前|今年|去年|不幸|曾|均|都|因"
    r"|在[^,，。;；、]{1,8}(?:医院|中心)|[,，(（]?[男女](?:[,，]\d{1,3}岁)?[,，)）]?"
    "|(?:心理)?(?:测评|评估|筛查|体检)(?:结果)?[为是示]?){0,4}",
)
SURNAME: Final = f"(?:{DOUBLE}|[{SURNAMES}])"
PERSON: Final = rf"{SURNAME} ?[\u4e00-\u9fff]"
"""A name but for its last letter."""
OTHERS: Final = hold(
    "others",
    rf"(?:{PERSON}[\u4e00-\u9fff]?(?:[、,，]| ?[和与及] ?| )(?={SURNAME})){{0,9}}",
)
NAMED_ILLNESS: Final = re.compile(
    rf"{OTHERS}{PERSON}[\u4e00-\u9fff]??(?= ?{BETWEEN}{FOUND}[^,，。;；、]{{0,8}}(?:{ILLNESS}))"
)
"""Somebody's name, and those of others before it, before what was found."""
AGED_ILLNESS: Final = re.compile(
    rf"{PERSON}[\u4e00-\u9fff]?(?=[,，(（ ]{{1,2}}"
    rf"(?:[男女](?:[,，、 ]{{0,2}}\d{{1,3}}岁)?|\d{{1,3}}岁)[,，、)） ]{{1,2}}"
    rf"[^,，。;；、]{{0,8}}(?:{ILLNESS}))"
)
"""Whose age tells that somebody is meant: 张示例，45岁，肺癌."""
PATIENT_ILLNESS: Final = re.compile(
    rf"(?:(?<=患者)|(?<=病[人友号])|(?<=患者[:：])|(?<=病[人友号][:：]))(?!{ILLNESS})"
    rf"{PERSON}[\u4e00-\u9fff]?(?=[,，(（ ][^。;；\n]{{0,40}}(?:{ILLNESS}))"
)
"""Who is called a patient first: 患者张示例，男，肝癌."""
SICK: Final = re.compile(ILLNESS)
"""Without which nobody is told to be ill."""
PATIENT: Final = re.compile("患|确诊|感染者|病[人友号]")
"""Without which nobody is told behind an illness."""
NAMED_PATIENT: Final = re.compile(
    rf"((?:{ILLNESS})[^,，。;；、]{{0,3}}?(?:患者|感染者|病人|病友|病号)[:：]? ?"
    rf"|(?:患|确诊)[^,，。;；、]{{0,6}}?(?:{ILLNESS})[^,，。;；、]{{0,3}}?的)"
    rf"(?:{DOUBLE}|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
)
"""The name behind it."""


def mask_personal_data(text: str, names: Collection[str] = ()) -> str:
    """The text with numbers that lead to a person, and these names, made unreadable."""
    spans = (span for folded in _fold_likely(text) for span in _find_spans(folded))
    text = hide_spans(text, spans)
    if SICK.search(text):
        for pattern in (NAMED_ILLNESS, AGED_ILLNESS, PATIENT_ILLNESS):
            text = pattern.sub(HIDDEN, text)
        if PATIENT.search(text):
            text = NAMED_PATIENT.sub(rf"\1{HIDDEN}", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    return text


def find_personal_data(text: str) -> str:
    """What in a text is nobody's business, in words; blank if nothing is."""
    spelt = [folded.text for folded in _fold_likely(text)]
    if any(map(IDENTITY.search, spelt)):
        return "身份证号"
    named = (NAMED_ILLNESS, AGED_ILLNESS, PATIENT_ILLNESS, NAMED_PATIENT)
    if SICK.search(text) and any(each.search(text) for each in named):
        return "具名的健康情况"
    return "手机号" if any(map(MOBILES.search, spelt)) else ""


def _fold_likely(text: str) -> Iterator[Folded]:
    """With digits as they are, and with what is read as one: 第一13800001234, 一三八…, l38OOOO…."""
    if LIKELY.search(text):
        yield fold_with_places(text)
    if RUN_OF_NUMERALS.search(text) or (BESIDE.search(text) and RUN_OF_BOTH.search(text)):
        yield fold_with_places(text, numerals=True)
    if not LETTERS.keys().isdisjoint(map(ord, text)) and RUN_WITH_LETTERS.search(text):
        yield fold_with_places(text, letters=True)


def _find_spans(folded: Folded) -> Iterator[tuple[int, int]]:
    found = [match.span() for pattern in NUMBERS for match in pattern.finditer(folded.text)]
    for pattern in (SAID, CALLED):
        found += [match.span(match.lastindex or 0) for match in pattern.finditer(folded.text)]
    found += [match.span() for match in LISTED.finditer(folded.text) if _is_mobile(match)]
    return ((folded.places[first], folded.places[last - 1] + 1) for first, last in found)


def _is_mobile(listed: re.Match[str]) -> bool:
    """Whether what looks like a list of figures is a mobile: no figure among them begins with 0."""
    groups = re.findall(r"\d+", listed[0])
    if not re.fullmatch(r"1[3-9]\d{9}", "".join(groups)):
        return False
    sizes = tuple(map(len, groups))
    is_zero_first = any(len(each) > 1 and each.startswith("0") for each in groups)
    return set(sizes) == {1} or (sizes in TOLD and is_zero_first)
