"""填报说明: the first sheet of every workbook, for whoever fills it."""

from collections.abc import Iterator
from typing import Final

from xlsxwriter import Workbook

from kjr.campaign.columns import Choice, Column
from kjr.campaign.model import Campaign, Unit
from kjr.values.wording import format_day, format_full_day

NAME: Final = "填报说明"
RULES: Final = (
    "一张工作表是一本台账，从第3行填起，一件事填一行；红色表头必填，蓝色表头选填。",
    "没有发生填 0，不适用填 —，不清楚的先空着；黄色的格子还要补填。",
    "数字格只填数；只知道约数的，可以写成“30余”；连续几天的，可以写成“5月28日-31日”。",
    "可以加列、换列的先后、排序；不要改表头文字，不要合并单元格，不要改文件名。",
)


def write_guide(book: Workbook, campaign: Campaign, unit: Unit, banner: str = "") -> None:
    """What is filled, until when, how, and every column with an example."""
    page = book.add_worksheet(NAME)
    bold = book.add_format({"bold": True, "font_size": 14})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90, wrap)
    page.write_string(0, 0, f"{banner}{campaign.year}年{campaign.title}台账填报说明", bold)
    for number, (name, words) in enumerate(_lines(campaign, unit), 2):
        page.write_string(number, 0, name)
        page.write_string(number, 1, words, wrap)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")


def _lines(campaign: Campaign, unit: Unit) -> Iterator[tuple[str, str]]:
    yield "填报单位", unit.name
    yield "活动主题", campaign.theme
    yield "活动时间", f"{format_full_day(campaign.first)}至{format_day(campaign.last)}"
    yield "报送截止", f"{format_full_day(campaign.deadline)}，报送{campaign.office}"
    for rule in (*RULES, *campaign.guide):
        yield "怎么填", rule
    for ledger in campaign.ledgers:
        yield "", ""
        yield f"【{ledger.name}】", ledger.help
        yield from (_about(column) for column in ledger.columns)


def _about(column: Column) -> tuple[str, str]:
    options = f"可选：{'、'.join(column.options)}。" if isinstance(column, Choice) else ""
    example = f"例：{column.example}" if column.example else ""
    return f"{column.name}{'（必填）' if column.required else ''}", column.help + options + example
