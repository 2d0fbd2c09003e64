"""Which sheets and tables are not to be read, and why: old copies, instructions, samples, plans."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kjr.campaign.model import Campaign
from kjr.reading.header.lexicon import clean_header
from kjr.store.base import Sheet
from kjr.values.spelling.characters import fold_text
from kjr.values.spelling.day_spellings import convert_day_numerals

YEAR: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?=年|度|$|\D|[01]\d[0-3]\d(?!\d))|(?<!\d)([12]\d)年"
)
YEAR_IN_TITLE: Final = re.compile(r"(?<![〔\[\d])(20\d\d)\s*(?=年|-|/|\.)")
DATED: Final = re.compile(r"(?:日期|时间)\s*[:：]|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
"""Words of a line that dates the filing, not the table."""
REFUSED_NAMES: Final = {
    "看名字是旧表": (
        r"旧(?![城区址村])|备份|作废|废弃|停用|勿用|不用|去年|上年|往年|历史|存档|\b_?old\b|bak$"
    ),
    "看名字是样表": "样表|样例|示例|模板|范例|范本|参考",
    "看名字不是台账": (
        "(?:填报|填表|填写|使用|操作|指标|字段)(?:说明|须知|指南|要求)|^(?:说明|须知|封面|目录|首页|字典|数据字典"
        r"|选项|下拉\w*|参数|代码表|码表|数据源)\d*$|通讯录|花名册|签到|值班|报名|readme"
    ),
    "看名字是计划，不是已开展的工作": r"(?:计划|方案|安排|日程|议程|预告)表?\d*$",
}
"""Why a sheet is refused → what in its name says so."""
REFUSED_TITLES: Final = {
    "看标题是样表": "样表|样例|范例|范本|填表示例|填报示例",
    "看标题是计划，不是已开展的工作": (
        "(?:计划|预?安排|方案|预算)(?:一览)?表?(?:[(（].*)?$"
        "|^[^请注须]{0,30}(?:拟|计划|预计)(?:开展|举办|组织)[^请，。]{0,12}$"
    ),
}


def find_sheet_refusal(sheet: Sheet, campaign: Campaign) -> str:
    """Why a sheet is not to be read at all, judged by its tab; blank if it may be."""
    if sheet.hidden:
        return "工作表是隐藏的"
    if other := _other_year(YEAR.findall(convert_day_numerals(fold_text(sheet.name))), campaign):
        return f"看名字是{other}年的表"
    known = [name for ledger in campaign.ledgers for name in (ledger.name, *ledger.aliases)]
    if clean_header(sheet.name) in map(clean_header, known):
        return ""
    refused = REFUSED_NAMES.items()
    return next((why for why, said in refused if re.search(said, sheet.name, re.IGNORECASE)), "")


def find_title_refusal(titles: Sequence[str], campaign: Campaign) -> str:
    """Why a table is not to be read, judged by the lines above it."""
    undated = [convert_day_numerals(text) for text in titles if not DATED.search(text)]
    years = [(year, "") for text in undated for year in YEAR_IN_TITLE.findall(text)]
    if other := _other_year(years, campaign):
        return f"看标题是{other}年的表"
    for why, said in REFUSED_TITLES.items():
        if any(re.search(said, title) for title in titles):
            return why
    return ""


def names_own_year(titles: Sequence[str], campaign: Campaign) -> bool:
    """Whether a line above a table names the campaign's year."""
    own = {campaign.year, campaign.first.year, campaign.last.year}
    years = [year for text in titles for year in YEAR_IN_TITLE.findall(convert_day_numerals(text))]
    return not own.isdisjoint(map(int, years))


def _other_year(found: Iterable[tuple[str, str]], campaign: Campaign) -> int | None:
    """A year that is named, if the campaign's own is not."""
    years = [int(long or f"20{short}") for long, short in found]
    own = {campaign.year, campaign.first.year, campaign.last.year}
    return years[0] if years and not own.intersection(years) else None
