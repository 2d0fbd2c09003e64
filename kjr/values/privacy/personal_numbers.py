"""Numbers that lead to a person, as people write them once ``fold_with_places`` has spelt them."""

import re
from collections.abc import Iterator
from typing import Final

from kjr.values.spelling.hiding import APART
from kjr.values.spelling.look_alikes import CHINESE, DIGITS

GROUPS: Final = (3, 4, 4), (3, 8), (4, 3, 4), (4, 4, 3), (3, 3, 5), (5, 6), (7, 4)
"""How people group the digits of a mobile; any other grouping may be figures or days."""
ABROAD: Final = rf"(?:\(?(?:\+|00)?86\)?{APART})?"
DIGIT_BY_DIGIT: Final = r"1(?:[- ][3-9])(?:[- ]\d){9}"
GROUPED: Final = "|".join(
    "1[3-9]" + APART.join(rf"\d{{{size}}}" for size in (first - 2, *rest))
    for first, *rest in GROUPS
)
MOBILE: Final = re.compile(rf"(?<!\d){ABROAD}(?:{DIGIT_BY_DIGIT}|{GROUPED})(?!\d)")
LIST: Final = re.compile(
    r"(?<![\d.])\d{1,9}(?P<apart> ?[、,，;；+×xX*→-] ?| {1,2}|\.)\d{1,9}"
    r"(?:(?P=apart)\d{1,9})*(?!\d)"
)
"""Digits with the same sign between them all the way: a list of figures, or a mobile."""
LISTED: Final = {
    *GROUPS,
    *((2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (3, 2, 2, 2, 2), (2, 2, 2, 2, 3), (3, 4, 2, 2)),
    *((3, 2, 2, 4), (3, 3, 3, 2), (3, 2, 3, 3), (5, 2, 2, 2), (5, 3, 3)),
}
"""Groups of a mobile in a list where one of them begins with 0, as no figure does."""

LANDLINE: Final = re.compile(
    rf"(?<!\d)(?:(?:\+|00)86{APART}(?:\(?0)?[1-9]\d{{1,2}}|\(?0\d{{2,3}})\)?{APART}"
    rf"\d{{3,4}}{APART}\d{{4}}(?:(?:-|\*|#|转) ?\d{{1,6}})?(?!\d)"
)

BORN: Final = rf"(?:19|20)\d\d{APART}[01]\d{APART}[0-3]\d"
IDENTITY: Final = re.compile(
    rf"(?<!\d)(?:\d{{17}}[\dXx]|\d{{15}}|\d{{6}}{APART}\d{{6}}{APART}\d{{3}}"
    rf"|[1-8]\d{{2}}{APART}\d{{3}}{APART}{BORN}{APART}\d{{3}}{APART}[\dXx]"
    rf"|[1-8]\d{{5}}[*,，、;；×]{BORN}[*,，、;；×]\d{{3}}[\dXx]"
    r"|[1-8]\d{3}[- ]\d{2}(?:19|20)[- ]\d\d[01]\d[- ][0-3]\d{3}[- ]\d[\dXx])(?![\dXx])"
)
"""Identity cards of today and of old."""
BANK_CARD: Final = re.compile(
    rf"(?<!\d)(?:\d{{16,19}}|\d{{4,6}}{APART}\d{{11,13}}"
    rf"|[3-6]\d{{3}}(?:{APART}\d{{4}}){{3}}(?:{APART}\d{{1,3}})?)(?!\d)"
)
PASSPORT: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[EGDSPHMCegdsphmc](?:[ .-](?!19|20))?\d{8}|[Ee][A-Za-z] ?\d{7}"
    r"|[HMhm]\d{10})(?![A-Za-z0-9])"
)

DOT_WORD: Final = "[Dd][Oo][Tt]"
DOT: Final = (
    rf"(?:[.。]|&#46;| {{0,2}}[(\[{{<](?:{DOT_WORD}|[.点])[)\]}}>] {{0,2}}| ?点 ?(?=[A-Za-z]))"
)
SAID_DOT: Final = rf"(?:{DOT}| {{1,3}}{DOT_WORD} {{1,3}})"
AT_SIGN: Final = r" {0,3}(?:@|[(\[{<](?:[Aa][Tt]|@)[)\]}>]|艾特|&#64;) {0,3}"
MAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+(?:"
    rf"{AT_SIGN}[A-Za-z0-9-]+(?:{SAID_DOT}[A-Za-z0-9-]+)+"
    rf"| {{1,3}}AT {{1,3}}[A-Za-z0-9-]+(?:{SAID_DOT}[A-Za-z0-9-]+)+"
    rf"| {{1,3}}[Aa]t {{1,3}}[A-Za-z0-9-]+(?: {{1,3}}{DOT_WORD} {{1,3}}[A-Za-z0-9-]+)+)"
)
"""Where ``at`` is a word, only a dot that is one as well makes it an address."""

NUMBERS: Final = (IDENTITY, MOBILE, LANDLINE, BANK_CARD, PASSPORT, MAIL)
"""What is seen by its digits alone."""

PHONE_WORDS: Final = "电话|手机|座机|固话|宅电|传真"
TEL: Final = "(?<![A-Za-z])[Tt][Ee][Ll]"
IS: Final = "[为是:]{0,2} ?"
ANYHOW: Final = r"(?: ?[、，,;；+×xX*→/和]{1,2} ?| {1,3})?"
"""What may stand between digits that the word before them says are somebody's number."""
ANY_PHONE: Final = rf"(1{ANYHOW}[3-9](?:{ANYHOW}\d){{9}}|0(?:{ANYHOW}\d){{9,11}})(?!\d)"
IS_COUNTED: Final = " ?[部台次个人条场万亿元期名份户家位米件页%]"
ANY_IDENTITY: Final = (
    rf"([1-8](?:{ANYHOW}\d){{14}}(?:(?:{ANYHOW}\d){{2}}{ANYHOW}[\dXx])?)(?![\dXx])"
)
WRITTEN_ANYHOW: Final = re.compile(
    "(?=[电手座固宅传致拨请联身Tt])"
    rf"(?:(?:{PHONE_WORDS}|致电|拨打|请联系|联系(?=人|方式|[:为是])|{TEL})[^\d。;；]{{0,8}}?"
    rf"{ANY_PHONE}(?!{IS_COUNTED})"
    rf"|身份证(?:号码?)?[^\d。;；]{{0,4}}?{ANY_IDENTITY})"
)
"""Written in any way behind that word, unless what is counted stands behind them."""
SHORT_PHONE: Final = r"(\d{3,4}[- ]{0,3}\d{4}|\d{3} ?\d{2} ?\d{2})(?!\d)"
PAPERS: Final = "护照|通行证|回乡证|台胞证|军官证|士兵证|警官证|居留证|银行卡|社保卡|医保卡|卡号"
APPS: Final = "抖音|快手|钉钉|支付宝"
CHATS: Final = (
    "Q ?Q|qq|扣扣|企鹅号|微 ?信|[Vv]信|[Ww]ei[Xx]in|[Ww]e[Cc]hat|[Ss]kype"
    r"|(?<![A-Za-z])(?:[WV]X|[wv]x)(?=[为是:号 ])"
)
NAMED: Final = re.compile(
    "(?=[电手座固宅传小联致拨护通回台军士警居银社医卡抖快钉支扣企微TtQqVvWwSs])"
    rf"(?:(?:{PHONE_WORDS}|小灵通|联系方式|致电|拨打|{TEL})"
    rf"(?:号码?|\([^()]{{1,4}}\))?[.为是:]{{0,2}} ?{SHORT_PHONE}"
    rf"|(?:{PAPERS})(?:号码?)?{IS}([A-Za-z\u4e00-\u9fff]{{0,3}}[- ]?\d[\d -]{{4,24}}\d)"
    rf"|(?:{APPS})(?:账?号|ID){IS}([A-Za-z0-9_-]{{5,20}})"
    rf"|(?:{CHATS})(?:号码?)?{IS}(\d{{3,5}} \d{{3,5}}(?!\d)|[A-Za-z0-9_-]{{5,20}}))"
)
"""Numbers that only the word before them tells from figures."""

LIKELY: Final = re.compile(
    rf"[{DIGITS}](?:.{{0,6}}?[{DIGITS}]){{6}}|[@＠﹫]|[(（\[【{{<][Aa][Tt][)）\]】}}>]|艾特|&#64;"
    rf"|[ \u3000](?:AT|ＡＴ)[ \u3000]|[ \u3000](?:{DOT_WORD}|[ｄＤ][ｏＯ][ｔＴ])[ \u3000]"
    r"|Q ?Q|qq|ＱＱ|微 ?信|扣扣|企鹅号|[VvＶｖ]信|[WV]X|[wv]x|[Ww]ei[Xx]in|[Ww]e[Cc]hat|[Ss]kype"
    rf"|{APPS}",
    re.DOTALL,
)
RUN_OF_NUMERALS: Final = re.compile(f"[{CHINESE}](?:.{{0,3}}?[{CHINESE}]){{10}}", re.DOTALL)
BESIDE: Final = re.compile(f"[{CHINESE}][- ]?[{DIGITS}]|[{DIGITS}][- ]?[{CHINESE}]")
RUN_OF_BOTH: Final = re.compile(
    rf"[{CHINESE}{DIGITS}](?:.{{0,3}}?[{CHINESE}{DIGITS}]){{10}}", re.DOTALL
)
RUN_WITH_LETTERS: Final = re.compile(rf"[OoIl{DIGITS}](?:.{{0,3}}?[OoIl{DIGITS}]){{10}}", re.DOTALL)
"""Without these a text needs no closer look: most have none."""


def find_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where such numbers begin and end; some are found twice."""
    for pattern in NUMBERS:
        yield from (match.span() for match in pattern.finditer(text))
    for pattern in (NAMED, WRITTEN_ANYHOW):
        yield from (match.span(match.lastindex or 0) for match in pattern.finditer(text))
    yield from (match.span() for match in LIST.finditer(text) if _is_mobile(match))


def _is_mobile(listed: re.Match[str]) -> bool:
    """Whether what looks like a list of figures is a mobile: no figure among them begins with 0."""
    groups = re.findall(r"\d+", listed[0])
    if not re.fullmatch(r"1[3-9]\d{9}", "".join(groups)):
        return False
    sizes = tuple(map(len, groups))
    is_zero_first = any(len(each) > 1 and each.startswith("0") for each in groups)
    return set(sizes) == {1} or (sizes in LISTED and is_zero_first)
