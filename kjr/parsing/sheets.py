"""Which sheet is which ledger: the header decides, the sheet's name and title add weight.

Old copies, instructions, samples and plans are left alone, each with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from kjr.campaign import Campaign, Ledger
from kjr.cells import fold
from kjr.dayforms import arabic
from kjr.parsing.headers import Header, guessed, headers_at
from kjr.parsing.lexicon import LOOSE, Lexicon, clean
from kjr.store.base import Sheet

DEEPEST: Final = 40
"""How far down a sheet the first header may stand."""
BY_NAME, BY_TITLE = 1.5, 0.7
"""What the sheet's name and the title above the table add to a header's weight."""
SURE, LIKELY = 0.6, 0.3
"""The part of the required columns a header must have, without and with a name that agrees."""
FAIR, PLAIN_WORDS = 0.45, 2.5
"""This part is enough, too, if the words there are say so strongly whose they are."""

YEAR: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?=年|度|$|\D|[01]\d[0-3]\d(?!\d))|(?<!\d)([12]\d)年"
)
YEAR_IN_TITLE: Final = re.compile(r"(?<![〔\[\d])(20\d\d)\s*(?=年|-|/|\.)")
DATED: Final = re.compile(r"(?:日期|时间)\s*[:：]|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
"""Words of a line that dates the filing, not the table."""
REFUSED_NAMES: Final = (
    (
        re.compile(
            r"旧(?![城区址村])|备份|作废|废弃|停用|勿用|不用|去年|上年|往年|历史|存档|\b_?old\b|bak$",
            re.I,
        ),
        "看名字是旧表",
    ),
    (re.compile("样表|样例|示例|模板|范例|范本|参考"), "看名字是样表"),
    (
        re.compile(
            "(?:填报|填表|填写|使用|操作|指标|字段)(?:说明|须知|指南|要求)|^(?:说明|须知|封面|目录|首页|字典|数据字典"
            "|选项|下拉\\w*|参数|代码表|码表|数据源)\\d*$|通讯录|花名册|签到|值班|报名|readme",
            re.I,
        ),
        "看名字不是台账",
    ),
    (re.compile("(?:计划|方案|安排|日程|议程|预告)表?\\d*$"), "看名字是计划，不是已开展的工作"),
)
REFUSED_TITLES: Final = (
    (re.compile("样表|样例|范例|范本|填表示例|填报示例"), "看标题是样表"),
    (
        re.compile("(?:计划|预?安排|方案|预算)(?:一览)?表?(?:[(（].*)?$"),
        "看标题是计划，不是已开展的工作",
    ),
    (
        re.compile("^[^请注须]{0,30}(?:拟|计划|预计)(?:开展|举办|组织)[^请，。]{0,12}$"),
        "看标题是计划，不是已开展的工作",
    ),
)
NO_HEADER: Final = "没有找到哪一本台账的表头"


def refusal(sheet: Sheet, campaign: Campaign) -> str:
    """Why a sheet is not to be read at all, judged by its tab; blank if it may be."""
    if sheet.hidden:
        return "工作表是隐藏的"
    if other := _other_year(YEAR.findall(arabic(fold(sheet.name))), campaign):
        return f"看名字是{other}年的表"
    exact = {clean(name) for ledger in campaign.ledgers for name in (ledger.name, *ledger.aliases)}
    if clean(sheet.name) in exact:
        return ""
    return next((why for pattern, why in REFUSED_NAMES if pattern.search(sheet.name)), "")


def title_refusal(titles: Sequence[str], campaign: Campaign) -> str:
    """Why a table is not to be read, judged by the lines above it."""
    undated = [arabic(text) for text in titles if not DATED.search(text)]
    years = [(year, "") for text in undated for year in YEAR_IN_TITLE.findall(text)]
    if other := _other_year(years, campaign):
        return f"看标题是{other}年的表"
    refused = ((why, pattern) for pattern, why in REFUSED_TITLES)
    return next((why for why, pattern in refused if any(map(pattern.search, titles))), "")


def texts(sheet: Sheet, first: int, before: int) -> list[str]:
    """The words in the rows from ``first`` on and above ``before``."""
    cells = (cell for row in sheet.rows[first - 1 : before - 1] for cell in row)
    return [cell for cell in cells if isinstance(cell, str)]


def find_table(sheet: Sheet, lexicon: Lexicon, start: int = 1) -> Header | None:
    """The first header from this row on that is good enough for its ledger."""
    named = _weights(lexicon.ledgers, [sheet.name], BY_NAME)
    titles: list[str] = []
    for row in range(start, min(len(sheet.rows), start + DEEPEST) + 1):
        readings = list(headers_at(sheet, lexicon, row))
        if readings:
            weights = {**_weights(lexicon.ledgers, titles, BY_TITLE), **named}
            best = _best(readings, weights, lexicon)
            if is_good(best, hinted=best.ledger.name in weights):
                return guessed(best, lexicon, LOOSE)
        titles += [cell for cell in sheet.rows[row - 1] if isinstance(cell, str)]
    return None


def _best(readings: Sequence[Header], weights: Mapping[str, float], lexicon: Lexicon) -> Header:
    """The reading that speaks loudest, misspelt headers counted where the others fall short."""

    def loudness(header: Header) -> float:
        return header.weight + weights.get(header.ledger.name, 0)

    best = max(readings, key=loudness)
    if best.coverage < SURE:
        best = max((guessed(each, lexicon) for each in readings), key=loudness)
    return guessed(best, lexicon) if best.strangers else best


def nearest(sheet: Sheet, lexicon: Lexicon) -> Ledger | None:
    """The ledger a sheet without a good header comes nearest to, if any comes near."""
    rows = range(1, min(len(sheet.rows), DEEPEST) + 1)
    near = [
        header
        for row in rows
        for header in headers_at(sheet, lexicon, row)
        if is_good(header, hinted=True) and not header.ledger.single
    ]
    return max(near, key=lambda each: each.weight).ledger if near else None


def header_below(sheet: Sheet, lexicon: Lexicon, row: int, current: Header) -> Header | None:
    """The same header repeated in this row, or that of another table, or None."""
    readings = list(headers_at(sheet, lexicon, row))
    if not readings:
        return None
    repeated = [each for each in readings if is_same(each, current)]
    titles = [
        str(cell) for line in sheet.rows[max(0, row - 4) : row - 1] for cell in line[:3] if cell
    ]
    weights = _weights(lexicon.ledgers, titles, BY_TITLE)
    if repeated:
        return repeated[0]
    best = _best(readings, weights, lexicon)
    is_table = is_good(best, hinted=best.ledger.name in weights)
    return guessed(best, lexicon, LOOSE) if is_table else None


def is_same(one: Header, two: Header) -> bool:
    """Both head the same columns of the same ledger, at least most of them."""
    here = {(match.column, match.at) for match in one.matches}
    there = {(match.column, match.at) for match in two.matches}
    return one.ledger is two.ledger and here <= there and 2 * len(here) >= len(there)


def is_good(header: Header, *, hinted: bool) -> bool:
    """The header has enough of what its ledger requires; in a form, values stand among labels."""
    if header.ledger.single and len(header.strangers) >= len(header.matches):
        return False
    if header.coverage < SURE and not _says_when_or_what(header):
        return False
    needed = LIKELY if hinted else FAIR if header.told >= PLAIN_WORDS else SURE
    return header.own > 1 and header.coverage >= needed


def _says_when_or_what(header: Header) -> bool:
    """What tells rows of work done from a table of statistics over them."""
    ledger = header.ledger
    telling = [each for each in ledger.columns if each.name in (ledger.day, ledger.title)]
    required = {each.name for each in telling if each.required}
    return not required or any(match.column in required for match in header.matches)


def named_ledger(sheet: Sheet, ledgers: tuple[Ledger, ...]) -> Ledger | None:
    """The ledger a sheet's name alone speaks for."""
    named = _weights(ledgers, [sheet.name], BY_NAME)
    return next((ledger for ledger in ledgers if ledger.name in named), None)


def _weights(
    ledgers: tuple[Ledger, ...], texts: Iterable[str], weight: float
) -> Mapping[str, float]:
    """The ledgers whose name or alias stands in these texts; the longest name wins."""
    return dict.fromkeys(_spoken_of(ledgers, "｜".join(map(clean, texts))), weight)


@lru_cache(maxsize=1024)
def _spoken_of(ledgers: tuple[Ledger, ...], text: str) -> tuple[str, ...]:
    lengths = {
        ledger.name: max((len(name) for name in _called(ledger) if name in text), default=0)
        for ledger in ledgers
    }
    longest = max(lengths.values(), default=0)
    return tuple(name for name, length in lengths.items() if length == longest > 1)


def _called(ledger: Ledger) -> list[str]:
    return [clean(name) for name in (ledger.name, *ledger.aliases)]


def _other_year(found: Iterable[tuple[str, str]], campaign: Campaign) -> int | None:
    """A year that is named, if the campaign's own is not."""
    years = [int(long or f"20{short}") for long, short in found]
    own = {campaign.year, campaign.first.year, campaign.last.year}
    return years[0] if years and not own.intersection(years) else None
