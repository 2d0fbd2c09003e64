"""通报: whose closing report is in and who has not handed in what, by district."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kjr.documents.blocks import Align, Block, Document, Paragraph, Signature, Table, TableColumn
from kjr.documents.fix_lists import phrase_day_ahead, phrase_days_ahead
from kjr.documents.phrases import (
    collect_phrases,
    complete_sentence,
    phrase_deadline,
    phrase_last_reading,
    phrase_snapshot,
)
from kjr.figures.overview import Overview
from kjr.figures.standings.standing import NO_BOOK, Standing
from kjr.figures.standings.tallies import tally_filings
from kjr.state.chases import Records, find_record
from kjr.values import wording

BROKEN: Final = "的工作簿已收到，但现在读取失败，"
"""What is said of the units whose workbooks cannot be read."""


def compose_circular(overview: Overview, records: Records | None = None) -> Document:
    """通报: who has not handed in what; what we could not read is held against nobody.

    ``records`` are what is known of earlier reminders, as of the moment of the figures.
    """
    campaign = overview.campaign
    names = collect_phrases(overview)
    filing = complete_sentence(campaign.wording["filing_sentence"], names)
    body: list[Block] = [
        Paragraph(f"{filing}现将报送情况通报如下："),
        _by_district(overview),
        *_tell_reminded(overview, records or {}),
        *_tell_days_ahead(overview),
        *_verify_first(overview),
        *_request(overview),
        Signature(campaign.host, wording.format_full_day(overview.today)),
    ]
    title = f"关于{campaign.year}年{campaign.title}总结材料报送情况的通报"
    addressee = complete_sentence(campaign.wording["circular_addressee"], names)
    return Document(
        title, addressee, body, footer=phrase_snapshot(overview), author=campaign.office
    )


def phrase_lacking(standings: list[Standing], parts: tuple[str, ...], today: dt.date) -> str:
    """Who has not handed in what; ``parts`` are all that a closing report consists of.

    Of whom the other part is dated ahead, that is said too: it does not count as handed in.
    """
    owing: dict[tuple[str, ...], list[str]] = {parts: []}
    for each in standings:
        if each.owes_report:
            owing.setdefault(each.filing.lacking, []).append(_name_owing(each, today))
    return "；".join(
        f"{'、'.join(lacking)}未交：{'、'.join(names)}" for lacking, names in owing.items() if names
    )


def _name_owing(standing: Standing, today: dt.date) -> str:
    ahead = phrase_day_ahead(standing, today)
    return standing.unit.name + (f"（{ahead}）" if ahead else "")


def _by_district(overview: Overview) -> Table:
    columns = [
        TableColumn("序号", 0.6, Align.CENTRE),
        TableColumn(overview.campaign.district_word, 1.2),
        *(TableColumn(name, 0.7, Align.RIGHT) for name in ("应报", "已报", "按时")),
        TableColumn("上报率", 0.9, Align.RIGHT),
        TableColumn("未报单位和未交的材料" if overview.is_overdue else "尚未报送的单位和材料", 3),
    ]
    districts = enumerate(overview.district_standings.items(), 1)
    rows = [[str(n), *_row(overview, name, standings)] for n, (name, standings) in districts]
    expected = [each for each in overview.standings if each.unit.expected]
    *total, _ = _row(overview, "合计", expected)
    rows.append(["", *total, ""])
    return Table(
        f"各{overview.campaign.district_word}报送情况", columns, rows, note="单位：家", total=True
    )


def _row(overview: Overview, name: str, standings: list[Standing]) -> list[str]:
    tally, filing = tally_filings(standings), overview.campaign.filing
    numbers = (tally.expected, tally.filed, tally.on_time)
    lacking = phrase_lacking(standings, filing.ticks if filing else (), overview.today)
    return [name, *map(str, numbers), wording.format_percent(tally.rate), lacking]


def _tell_reminded(overview: Overview, records: Records) -> Iterator[Paragraph]:
    """Who was asked, how often, and still has not handed in all; nobody without a record."""
    times = {
        each.unit.name: number
        for each in overview.standings
        if each.owes_report and (number := find_record(records, each.unit.name).times)
    }
    if times:
        names = {"提醒后未报": str(len(times)), "提醒后未报名单": _name_reminded(times)}
        said = overview.campaign.wording["circular_reminded"]
        yield Paragraph(complete_sentence(said, {**collect_phrases(overview), **names}))


def _name_reminded(times: Mapping[str, int]) -> str:
    """Units → how often each was asked; those asked most first, told once for all of them.

    >>> _name_reminded({"甲学会": 1, "乙学会": 2, "丙学会": 2})
    '乙学会、丙学会（各经2次提醒）；甲学会（经1次提醒）'
    """
    groups = [
        (number, [unit for unit, asked in times.items() if asked == number])
        for number in sorted(set(times.values()), reverse=True)
    ]
    return "；".join(
        f"{'、'.join(units)}（{'各' if len(units) > 1 else ''}经{number}次提醒）"
        for number, units in groups
    )


def _request(overview: Overview) -> Iterator[Paragraph]:
    """To whom the missing material goes and by when, as long as any is missing."""
    if any(each.owes_report for each in overview.standings):
        asked = "抓紧补报" if overview.is_overdue else f"于{phrase_deadline(overview)}前报送"
        yield Paragraph(f"请尚未报送的单位{asked}，材料报送{overview.campaign.office}。")


def _tell_days_ahead(overview: Overview) -> Iterator[Paragraph]:
    """Who says to have handed in all of it on a day still to come: neither filed nor missing."""
    if number := overview.filing.ahead:
        told = phrase_days_ahead(overview.standings, overview.today)
        yield Paragraph(f"另有{number}家填写的报送日期未到，没有列入已报和未报：{told}。")


def _verify_first(overview: Overview) -> Iterator[Paragraph]:
    """先核实再通报: whether a unit filed that we cannot read is ours to look into.

    What was filed before its workbook failed stays filed, and is not doubted.
    """
    unsure = [each for each in overview.standings if each.unit.expected and each.filing.is_unsure]
    if unsure:
        is_outrun = overview.snapshot.is_outrun
        said = _tell_outrun(overview, unsure) if is_outrun else f"{_name(unsure)}{BROKEN}"
        yield Paragraph(f"【待补：先核实再通报。{said}是否已报还不知道，核实前不列入未报单位】")


def _tell_outrun(overview: Overview, unsure: Iterable[Standing]) -> str:
    """What was known of each when it was last read: no workbook, or one without a whole report."""
    groups: dict[str, list[Standing]] = {}
    for each in unsure:
        seen = f"当时{NO_BOOK}" if each.book is None else "当时没有读到报齐"
        groups.setdefault(seen, []).append(each)
    told = "".join(f"{_name(named)}{seen}，" for seen, named in groups.items())
    return f"{phrase_last_reading(overview)}各家的工作簿，{told}现在"


def _name(standings: Iterable[Standing]) -> str:
    return "、".join(each.unit.name for each in standings)
