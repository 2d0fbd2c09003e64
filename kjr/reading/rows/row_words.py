"""What one cell's words make of its row: a total, an example, a heading, a note, a signature.

>>> words = "合  计", "5.28 汇总", "其中：线上", "（示例）", "一、市级", "填报人：示例", "未开展"
>>> [classify_row_text(text) for text in words]
['total', 'subtotal', 'part', 'example', 'section', 'signature', 'nil']
"""

import re
from functools import lru_cache
from typing import Final

from kjr.values.readings import is_not_applicable
from kjr.values.spelling.characters import fold_text

TOTAL: Final = re.compile(r"(?:本[页表])?(?:合计|小计|总计|共计|总和|计)(?:\([^()]*\))?:?")
SUMS: Final = "合计|小计|总计|总数|共计|累计|汇总|总和"
SUBTOTAL: Final = re.compile(
    r"(?:合计|小计|总计(?!划)|共计|累计|汇总(?!表)).{0,12}"
    rf"|.{{0,14}}(?:{SUMS})(?:数|值|行)?(?:\([^()]*\))?:?|.{{1,20}}(?:计数|平均值|最大值|最小值|求和)"
    r"|[总一]?共\d+.{0,12}|grandtotal|(?:sub)?total:?|.{1,20}total",
    re.IGNORECASE,
)
COMPUTED: Final = re.compile(".*(?:计数|平均值|最大值|最小值)")
"""What programs put below a group beside its sum."""
PART: Final = re.compile(
    r"其中[:,]?.{0,12}|(?:人均|平均|均值|占比|所占比例|增幅|同比|环比|上年同期|去年同期)(?:数|值|增长)?(?:\(.*\))?:?"
)
EXAMPLE: Final = re.compile(
    r"[(\[【]?(?:填[写报])?(?:示例|样例|范例|举例|例如|例)(?:行|数据)?(?:[)\]】].*|:.*)?|如:.*"
)
SECTION: Final = re.compile(
    r"[(]?[一二三四五六七八九十]+[)、.].{1,20}|第[一二三四五六七八九十]+(?:部分|类).{0,20}"
)
NOTE: Final = re.compile(
    r"(?:备?注|说明|填[表报写](?:说明|要求)|注意(?:事项)?|要求|附注?)\d*[:.、].*|[※*★▲].*"
    r"|.{0,10}(?:以下空白|以下无正文|此处不填).{0,10}"
)
ASIDE: Final = re.compile(r"[(\[【][^()]*[)\]】]")
SEAL: Final = "加?盖章|签字|签章|签名|公章|落款"
ROLE: Final = (
    "(?:主管|分管|单位|部门|报送|填报|制表|主要)?(?:领导|负责人|填[报表]人|审[核批]人?|制表人?|经办人|联系人|联络员|复核人?"
    "|联系电话|电话|手机|(?:填报|填表|报送|制表|统计)?(?:日期|时间)|(?:填报|报送)?单位)"
)
SIGNER: Final = re.compile(ROLE)
"""Who signs, without a colon: a line of signatures only beside names and days."""
SIGNATURE: Final = re.compile(
    rf"{ROLE}(?:\([^)]*\))?:.*|{ROLE}?(?:{SEAL})(?:处|栏)?|.{{0,20}}\((?:{SEAL})\):?.{{0,20}}"
    rf"|.{{0,12}}(?:{SEAL})(?:处|栏)?:.{{0,20}}"
)
NIL: Final = re.compile(
    r"(?:本|我|该)?(?:单位|学会|协会|研究会|科协|企业)?(?:今年|本次|此次|期间|本年度|目前)?(?:暂|均|都|尚)?"
    r"(?:无|没有|未|零报告)(?:开展|组织|发生|涉及)?(?:此|该|这|相关|本)?(?:项|类)?(?:工作|活动|内容|情况|数据|报送)*[。.]?(?:[(]?零报告[)]?)?"
)
KINDS: Final = {
    "total": TOTAL,
    "subtotal": SUBTOTAL,
    "part": PART,
    "example": EXAMPLE,
    "nil": NIL,
    "section": SECTION,
    "note": NOTE,
    "signature": SIGNATURE,
    "aside": ASIDE,
}
KIND: Final = re.compile(
    "|".join(
        f"(?P<{kind}>(?{'i' * bool(said.flags & re.IGNORECASE)}:{said.pattern}))"
        for kind, said in KINDS.items()
    )
)
"""All of them at once: the first that a text is, is the kind of its row."""


@lru_cache(maxsize=8192)
def classify_row_text(text: str) -> str:
    """The kind of row that a cell's words make of it; blank for words of an entry."""
    text = _without_spaces(text)
    if is_not_applicable(text):
        return "nil"
    found = KIND.fullmatch(text)
    return (found and found.lastgroup) or ""


def is_computed(text: str) -> bool:
    """Whether a row holds a group's count, mean or extreme, which is no sum of its rows."""
    return COMPUTED.fullmatch(_without_spaces(text)) is not None


def _without_spaces(text: str) -> str:
    return "".join(fold_text(text).split())
