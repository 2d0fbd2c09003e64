"""What is wrong with rows that say themselves that they should not count, or not yet."""

import re
from collections.abc import Iterator
from typing import Final

from kjr.campaign.columns import Text
from kjr.reading.header.lexicon import clean_header
from kjr.reading.page import Problem, build_problem
from kjr.reading.rows.sheet_table import SheetTable
from kjr.values.cells import Cell
from kjr.values.readings import CellProblem, Level
from kjr.values.spelling.characters import fold_text

KEYS: Final = re.compile("废|消|删|重复|不计|未|没|推迟|延|改期|暂|停|由|归|同一|不用")
"""Nothing takes a row back without one of these."""
SUBJECT: Final = (
    "(?:本条|本行|此条|此行|(?:该|本次|此次)?(?:活动|会议|讲座)|数据)?(?:已|均|现|后|故){0,2}"
)
CALLED_OFF: Final = (
    "(?:作废|取消|删除|停办|暂停|暂缓|重复(?:填报|报送)?|不计[入算]?|不用(?:计|统计)"
    "|[未没](?:能|有)?(?:如期|按期)?(?:开展|举办|实施|进行|办成|成行|召开))"
    "(?:举办|开展|召开|(?:本次|此次|该)?(?:活动|会议|讲座))?"
)
PUT_OFF: Final = "(?:推迟|延期|延后|延至|改期|顺延)(?:[到至].{0,14}|举[办行]|开展|召开|进行)?"
CAUSE: Final = "(?:因|由于|受).{1,14}?(?:影响|原因|的?缘故)?[,、]?(?:而|已|故|被迫){0,2}"
BY_OTHERS: Final = (
    "(?:已|统一){0,2}[由归].{1,14}?(?:统一)?(?:上报|填报|报送|计入)"
    "|[与同和跟].{1,20}?(?:重复|(?:是|为)同一[场次项条个].{0,4})"
)
WITHDRAWN: Final = re.compile(
    rf"{SUBJECT}(?:(?:{CAUSE})?(?:{CALLED_OFF}|{PUT_OFF})|{BY_OTHERS})(?:[,.;。!].*)?"
)
IN_BRACKETS: Final = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
WHETHER: Final = re.compile(
    "是否(?:已|实际|按期|如期|最终)*(?:完成|开展|举办|召开|实施|落实|进行|执行|有效|计入|办结)"
    "|(?:完成|开展|举办|实施|落实|进展|进行)(?:情况|状态|与否)?|进度|状态"
)
NO: Final = re.compile(
    "[否未没×✗✘xn]|no|没有|取消|作废|停办|[未没](?:有|能)?(?:完成|开展|举办|召开|实施|落实|进行|办)?|不计入?"
    "|推迟|延期|暂缓|待(?:定|办|开展|举办|完成)|计划中|筹备中?|拟(?:开展|举办)",
    re.IGNORECASE,
)


def is_withdrawn(text: str) -> bool:
    """Whether a remark takes its row back.

    >>> [is_withdrawn(text) for text in ("因疫情取消", "推迟到下半年举办", "由市科协上报")]
    [True, True, True]
    >>> [is_withdrawn(text) for text in ("已取消原定讲座", "由示例科协主办", "未成年人专场")]
    [False, False, False]
    """
    return bool(KEYS.search(text) and WITHDRAWN.fullmatch(fold_text(text).strip()))


def check_withdrawn(table: SheetTable) -> Iterator[Problem]:
    """Rows whose remark, title or own column says that they should not count."""
    message = "这一行照常计入；不应计入的请删去整行"
    remarks = {each.name for each in table.readers if each.name in table.lexicon.common}
    texts = [each.name for each in table.readers if isinstance(each.memo.column, Text)]
    for name in texts:
        for row, judged in table.read.items():
            said = judged.values.get(name)
            if isinstance(said, str) and _takes_back(said, is_remark=name in remarks):
                yield table.problem(row, name, Level.DOUBT, message)
    for at, text, _ in table.header.strangers:
        asks = WHETHER.fullmatch(clean_header(text)) is not None
        for row in table.read:
            if _says_no(cell := table.sheet.cell(row, at), asks=asks):
                what = CellProblem(Level.DOUBT, f"“{text}”写的是“{cell}”，{message}")
                yield build_problem(table.sheet, row, "", what, (row, at))


def _takes_back(text: str, *, is_remark: bool) -> bool:
    if not KEYS.search(text):
        return False
    return (is_remark and is_withdrawn(text)) or any(
        map(is_withdrawn, IN_BRACKETS.findall(fold_text(text)))
    )


def _says_no(cell: Cell, *, asks: bool) -> bool:
    if cell is False:
        return asks
    if not isinstance(cell, str):
        return False
    return is_withdrawn(cell) or (asks and NO.fullmatch(fold_text(cell).strip()) is not None)
