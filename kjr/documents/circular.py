"""通报: who has filed and who has not, by district."""

from __future__ import annotations

from collections.abc import Iterator

from kjr.documents import phrases
from kjr.documents.blocks import Align, Block, Column, Document, Paragraph, Signature, Table
from kjr.documents.summary.annexes import stamp
from kjr.figures import filing_status
from kjr.figures.filing_status import Standing, State
from kjr.figures.overview import Overview
from kjr.values import wording

ANNOTATED = {State.MISSING: "", State.EMPTY: "（空表）", State.FILLING: "（填报中）"}
"""The states that a 通报 names, and what it adds to the name."""


def circular(overview: Overview) -> Document:
    """通报: who has filed and who has not; what we could not read is held against nobody."""
    campaign = overview.campaign
    filing = phrases.said(campaign.wording["summary_filing"], phrases.of(overview))
    body: list[Block] = [
        Paragraph(f"{filing}现将报送情况通报如下："),
        _by_district(overview),
        *_verify_first(overview),
        Paragraph(f"请尚未报送的单位抓紧补报，材料报送{campaign.office}。"),
        Signature(campaign.host, wording.full_day(overview.today)),
    ]
    title = f"关于{campaign.year}年{campaign.title}总结材料报送情况的通报"
    kinds = "、".join(dict.fromkeys(unit.kind for unit in campaign.expected))
    return Document(title, f"各{kinds}", body, footer=stamp(overview), author=campaign.office)


def _by_district(overview: Overview) -> Table:
    columns = [
        Column("序号", 0.6, Align.CENTRE),
        Column("县（市）区", 1.2),
        *(Column(name, 0.7, Align.RIGHT) for name in ("应报", "已报", "按时")),
        Column("上报率", 0.9, Align.RIGHT),
        Column("未报单位", 3),
    ]
    rows = list(_districts(overview))
    numbered = [[str(n), *row] for n, row in enumerate(rows, 1)]
    whole = ["", *_row("合计", [each for each in overview.standings if each.unit.expected])]
    whole[-1] = ""
    return Table("各县（市）区报送情况", columns, [*numbered, whole], note="单位：家", total=True)


def _districts(overview: Overview) -> Iterator[list[str]]:
    for district in overview.campaign.districts:
        standings = [each for each in overview.standings if each.unit.district == district]
        expected = [each for each in standings if each.unit.expected]
        if expected:
            yield _row(district, expected)


def _row(name: str, standings: list[Standing]) -> list[str]:
    tally = filing_status.tally(standings)
    missing = "、".join(
        f"{each.unit.name}{ANNOTATED[each.state]}" for each in standings if each.state in ANNOTATED
    )
    numbers = (tally.expected, tally.filed, tally.on_time)
    return [name, *map(str, numbers), wording.percent(tally.rate), missing]


def _verify_first(overview: Overview) -> Iterator[Paragraph]:
    """先核实再通报: stale and unreadable workbooks are ours to look into."""
    unsure = [
        each.unit.name
        for each in overview.standings
        if each.unit.expected and (each.is_stale or each.state is State.UNREADABLE)
    ]
    if unsure:
        yield Paragraph(
            f"【待补：先核实再通报。{'、'.join(unsure)}的工作簿已收到，但现在读取失败或沿用上次数据，"
            "核实前不列入未报单位】"
        )
