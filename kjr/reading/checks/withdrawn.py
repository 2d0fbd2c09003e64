"""What is wrong with rows that say themselves that they should not count, or not yet.

In the column the campaign knows for it (开展情况) a known word decides; anything else is doubted.
"""

import re
from collections.abc import Iterator
from typing import Final

from kjr.campaign.columns import Progress, Text
from kjr.reading.header.lexicon import clean_header
from kjr.reading.header.progress_column import FoundProgress
from kjr.reading.page import Problem, build_problem
from kjr.reading.rows.sheet_table import SheetTable
from kjr.values.cells import Cell, format_cell, is_blank
from kjr.values.readings import CellProblem, Level
from kjr.values.spelling.characters import fold_text

KEYS: Final = re.compile(
    "废|消|删|错|误|撤|停|缓|算|重复|不[应能宜]|不计|不作|不统计|不[填上]报|不再|未|没|推迟|延|改期|改[到至为成]|流(?<!交流)会|由|归|同一|不用|纳入|列入|并入|计入"
    "|合并|待|拟|计划|筹备|去年|上年|往年|应[为是]|更正|实为"
)
"""Nothing takes a row back without one of these; each begins with a letter, which is looked for."""
SUBJECT: Final = (
    "(?:本条|本行|此条|此行|此项|该项|本表|此表|本台账|这里|此处|(?:我|本)(?:单位|方|校|院)|(?:该|本|此)?(?:次|场)?(?:活动|会议|讲座|走访)|(?:以上)?(?:数据|数字|人数))?"
    "(?:已经|已|均|现|后|故|被|暂|最终|实际)*"
)
CALLED_OFF: Final = (
    "(?:作废|取消|流会|不再|删(?:除|掉|去)?|停[办止]|暂停|暂缓|中止|终止|叫停|撤[销回]|重复(?:填报|报送|统计)?|不用(?:计|统计)"
    "|不(?:应|能|宜|再)?(?:重复)?(?:算|计|作|做|统计|填报|上报)(?:数|入|准)?(?:总数|统计)?|不(?:予|应|再)?(?:纳入|列入|参与)?(?:本次|总数)?(?:统计|汇总)"
    "|[未没](?:能|有)?(?:如期|按期)?(?:开展|举[办行]|实施|进行|[搞办开做弄]成?|成行|召开|去成?|完成)了?"
    "|待(?:定|核[实对]?|办|开展|举办|落实)|计划中?|筹备中?|拟(?:开展|举办|定)?|有误|错[了误]?"
    "|(?:是)?[去上往]年的?(?:数据?|活动)?)"
    "(?:举[办行]|开展|召开|(?:本次|此次|该)?(?:活动|会议|讲座))?"
)
PUT_OFF: Final = (
    "(?:推迟|延期|延后|延至|改期|改[到至为成](?=.{0,4}[\\d月周旬年])|顺延)"
    "(?:[到至]?.{0,14}|举[办行]|开展|召开|进行)?"
)
CAUSE: Final = "(?:因|由于|受).{1,14}?(?:影响|原因|的?缘故)?[,、]?(?:而|已|故|被迫){0,2}"
BY_OTHERS: Final = (
    "(?:已|统一){0,2}[由归].{1,14}?(?:统一)?(?:上报|填报|报送|计入|统计|汇总)"
    "|[与同和跟].{1,20}?(?:重复|(?:是|为)同一[场次项条个].{0,4}|合并(?:统计|填报|计算|上报)?)"
    "|(?:已)?(?:并入|合并[到在至入]|计入|归入)(?:第?\\d+行|上[一]?[行条]|下[一]?[行条]|别的|其他).{0,6}"
)
WITHDRAWN: Final = re.compile(
    rf"{SUBJECT}(?:(?:{CAUSE})?(?:{CALLED_OFF}|{PUT_OFF})|{BY_OTHERS})[.!]?"
)
CORRECTS: Final = re.compile(
    r"[数次额期间点据量别].{0,6}?(?:应[为是]|更正为|实为|(?<!推)改为|改成)"
    r"|^(?:应[为是]|更正为|实为)[约近]?\d"
)
"""人次应为30: what is typed in the row's own cell is not so."""
CLAUSES: Final = re.compile("[,;。!.]")
IN_BRACKETS: Final = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
WHETHER: Final = re.compile(
    "是否(?:已|实际|按期|如期|最终)*(?:完成|开展|举办|召开|实施|落实|进行|执行|有效|计入|办结)"
    "|(?:完成|开展|举办|实施|落实|进展|进行)(?:情况|状态|与否)?|进度|状态"
    "|(?:是否)?(?:有效|属实|通过)|(?:审核|审查|核实|核查|验收)(?:情况|结果|意见|状态|与否)?"
)
WHETHER_OFF: Final = re.compile(
    "(?:是否|有无)?(?:已|因故)*(?:取消|作废|删除|延期|推迟|停办|缓办|暂停|重复|无效)(?:填报|情况|与否)?"
)
"""Columns that ask the other way round: yes takes the row back."""
YES: Final = re.compile("[是有√✓✔☑yo1]|yes|true|已.{0,4}", re.IGNORECASE)
NO: Final = re.compile(
    "[否未没×✗✘xn]|no|没有|取消|作废|停办|[未没](?:有|能)?(?:完成|开展|举办|召开|实施|落实|进行|办)?|不计入?"
    "|推迟|延期|暂缓|待(?:定|办|开展|举办|完成)|计划中|筹备中?|拟(?:开展|举办)"
    "|不(?:通过|属实|合格|认可|同意)|未通过|无效|退回",
    re.IGNORECASE,
)

OFF: Final = "(?:取消|作废|删除|停办|延期|推迟)"
IN_TITLE: Final = re.compile(f"(?:.*[-—–_:,;。 ]|.*已)?{OFF}了?|.*作废|{OFF}[-—–_: ].*")
"""A title that ends or begins with the word, apart from the event's own name."""

UNHEEDED: Final = "不影响计入；不应计入的请删去整行"
CORRECTED: Final = "像是要改这一行，这里写的不读；请直接改在格里"
UNCLEAR: Final = "看不出是拟开展、已开展还是取消，这一行照日期计，请核实"
CANCELLED: Final = "写明取消，这一行没有计入；如应计入，请改写"


def is_withdrawn(text: str) -> bool:
    """Whether a remark takes its row back.

    >>> [is_withdrawn(text) for text in ("因疫情取消", "推迟到下半年举办", "由市科协上报")]
    [True, True, True]
    >>> [is_withdrawn(text) for text in ("已取消原定讲座", "由示例科协主办", "未成年人专场")]
    [False, False, False]
    """
    if not KEYS.search(text):
        return False
    folded = fold_text(text).strip()
    return any(map(WITHDRAWN.fullmatch, (folded, *CLAUSES.split(folded))))


def check_withdrawn(table: SheetTable) -> Iterator[Problem]:
    """Rows whose remark, title or own column says that they should not count."""
    yield from _in_words(table)
    yield from _in_unread_columns(table)
    if table.progress:
        yield from _in_progress_column(table, table.progress)


def _in_words(table: SheetTable) -> Iterator[Problem]:
    remarks = {each.name for each in table.readers if each.name in table.lexicon.common}
    texts = [each.name for each in table.readers if isinstance(each.memo.column, Text)]
    title = table.ledger.title if table.ledger.people else ""
    counted = [
        (row, judged.values)
        for row, judged in table.read.items()
        if judged.progress is not Progress.PLANNED
    ]
    for name in texts:
        said = [(row, str(text)) for row, values in counted if (text := values.get(name))]
        if KEYS.search("¦".join([text for _, text in said])):  # hardly any column has one
            for row, text in said:
                is_off = name == title and IN_TITLE.fullmatch(fold_text(text)) is not None
                if is_off or _takes_back(text, is_remark=name in remarks):
                    yield table.problem(row, name, Level.DOUBT, UNHEEDED)
                elif name in remarks and CORRECTS.search(fold_text(text)):
                    yield table.problem(row, name, Level.DOUBT, CORRECTED)


def _in_unread_columns(table: SheetTable) -> Iterator[Problem]:
    for at, text, _ in table.header.strangers:
        asks = WHETHER.fullmatch(clean_header(text)) is not None
        is_off = WHETHER_OFF.fullmatch(clean_header(text)) is not None
        for row in table.read if at != table.progress_at else ():
            cell = table.sheet.cell(row, at)
            if _says_no(cell, asks=asks) or (is_off and _says_yes(cell)):
                told = f"“{text}”写的是“{cell}”，{UNHEEDED}"
                yield _about_cell(table, (row, at), Level.DOUBT, told)


def _in_progress_column(table: SheetTable, found: FoundProgress) -> Iterator[Problem]:
    """The rows that are cancelled, and those of which nobody knows how far they are."""
    for row in [each.row for each in table.skipped if each.why == "cancelled"]:
        yield _about_cell(table, (row, found.at), Level.HINT, CANCELLED)
    for row, judged in table.read.items():
        cell = table.sheet.cell(row, found.at)
        if not (judged.progress or is_blank(cell)):
            told = UNHEEDED if _says_no(cell, asks=True) else UNCLEAR
            yield _about_cell(table, (row, found.at), Level.DOUBT, told)


def _about_cell(table: SheetTable, place: tuple[int, int], level: Level, said: str) -> Problem:
    return build_problem(table.sheet, place[0], "", CellProblem(level, said), place)


def _takes_back(text: str, *, is_remark: bool) -> bool:
    if not KEYS.search(text):
        return False
    return (is_remark and is_withdrawn(text)) or any(
        map(is_withdrawn, IN_BRACKETS.findall(fold_text(text)))
    )


def _says_yes(cell: Cell) -> bool:
    return YES.fullmatch(fold_text(format_cell(cell))) is not None


def _says_no(cell: Cell, *, asks: bool) -> bool:
    if cell == 0:  # or a box that is not ticked
        return asks
    if not isinstance(cell, str):
        return False
    return is_withdrawn(cell) or (asks and NO.fullmatch(fold_text(cell).strip()) is not None)
