"""附件: all figures, all units, the articles, the advice, and where the figures come from."""

from collections.abc import Iterator, Sequence

from kjr.documents import printed_entries
from kjr.documents.blocks import (
    Align,
    Annex,
    Block,
    Paragraph,
    Picture,
    Table,
    TableColumn,
    build_numbered_table,
)
from kjr.documents.phrases import phrase_snapshot
from kjr.documents.summary.achievements import phrase_target
from kjr.documents.summary.examples import RULE
from kjr.documents.summary.quotes import ADVICE, find_plain_count
from kjr.figures.overview import Overview
from kjr.figures.standings.standing import Standing
from kjr.values import wording

PRESS = "四（二）"
"""Where the plan asks for 宣传报道."""
OPTIONAL = "*"


def compose_annexes(overview: Overview, pictures: Sequence[Picture] = ()) -> list[Annex]:
    """Every annex, in the plan's order; pictures only if the office gave some."""
    return [
        Annex("活动情况统计表", [build_figures_table(overview)], landscape=True),
        Annex("各单位填报和报送情况一览表", [build_unit_states_table(overview)]),
        Annex("报道目录", [build_section_table(overview, PRESS, "已刊发报道")], landscape=True),
        Annex("意见建议汇总", [build_section_table(overview, ADVICE, "意见建议")]),
        *([Annex("活动图片", pictures)] if pictures else []),
        Annex("数据来源与口径说明", list(compose_data_sources(overview))),
    ]


def build_figures_table(overview: Overview) -> Table:
    """Every figure of the campaign, whole and by district."""
    districts = overview.campaign.districts
    columns = [
        TableColumn("方案条款", 1.2),
        TableColumn("指标", 2.8),
        TableColumn("单位", 0.9, Align.CENTRE),
        *(TableColumn(name, 0.8, Align.RIGHT) for name in ("目标", "完成", "完成率", *districts)),
    ]
    rows = (
        [
            line.indicator.section,
            line.measure.name,
            line.measure.counter,
            "—" if line.target is None else str(line.target),
            wording.format_prose_figure(line.done, "", about=line.about),
            wording.format_percent(line.rate),
            *(str(line.by_district.get(district, 0)) for district in districts),
        ]
        for line in overview.lines
    )
    return build_numbered_table("各项指标完成情况", columns, rows)


def build_unit_states_table(overview: Overview) -> Table:
    """Where every unit's ledgers and closing report stand."""
    columns = [
        TableColumn("单位", 2.4),
        TableColumn("类别", 1.7),
        TableColumn("县（市）区", 1.2),
        TableColumn("台账", 1.1, Align.CENTRE),
        TableColumn("总结", 0.9, Align.CENTRE),
        TableColumn("报送日期", 1.0, Align.RIGHT),
        TableColumn("条目", 0.6, Align.RIGHT),
        TableColumn("待改", 0.6, Align.RIGHT),
    ]
    rows = map(_unit, overview.standings)
    return build_numbered_table("各单位填报和报送情况", columns, rows, f"{OPTIONAL} 不要求报送")


def build_section_table(overview: Overview, section: str, caption: str) -> Table:
    """The entries behind the plain count of a section, in the order of their days; no persons."""
    line = find_plain_count(overview, section)
    if line is None:
        return build_numbered_table(caption, [], [])
    return printed_entries.build_entries_table(
        overview.campaign.ledger(line.measure.ledger),
        printed_entries.find_counted_entries(overview, line),
        printed_entries.find_private_names(overview.campaign, overview.snapshot.entries),
        caption,
        f"共{line.done}{line.measure.counter}",
        with_unit=True,
    )


def compose_data_sources(overview: Overview) -> Iterator[Block]:
    """Which workbooks were read when, how figures are counted, and what is left out."""
    for number, text in enumerate(filter(None, _notes(overview)), 1):
        yield Paragraph(f"{number}.{text}")
    columns = [
        TableColumn("指标", 1.6),
        TableColumn("单位", 0.6, Align.CENTRE),
        TableColumn("目标", 0.6, Align.RIGHT),
        TableColumn("口径", 4),
    ]
    rows = [
        [line.measure.name, line.measure.counter, phrase_target(line), line.measure.words]
        for line in overview.lines
    ]
    yield Table("各项指标的口径", columns, rows)


def _notes(overview: Overview) -> Iterator[str]:
    snapshot = overview.snapshot
    read = sum(not book.is_unreadable for book in snapshot.books.values())
    entries = sum(standing.entries for standing in overview.standings)
    yield f"{phrase_snapshot(overview)}。"
    yield f"应报单位{overview.filing.expected}家；共读取{read}家单位的工作簿，计入{entries}条记录。"
    yield _unreadable(overview)
    yield from map(_stale, overview.standings)
    if snapshot.outage:
        yield f"生成本文件时台账存放处无法连接（{snapshot.outage}），沿用上次读到的数据。"
    yield "“余”表示其中有单位填报的约数（如“30余人”“近百场”），按所报数累计，往小里取整。"
    yield "填“0”为零报告，填“—”或“无”为不适用，空白为未填，三者不相混。"
    yield "填写有误的行不计入，存疑的行计入并待核实。"
    yield "按县（市）区分列的数字各自去重，分列之和可能大于全市合计。"
    yield f"{RULE}。"
    if snapshot.checks:
        yield f"另有{len(snapshot.checks)}处跨单位疑点（如同一活动由几家单位填报）待核实。"
    yield "姓名、电话和个人健康情况不对外公布，本文件中的私人信息已略去或以“×××”代替。"


def _unreadable(overview: Overview) -> str:
    units = [
        f"{each.unit.name}（{each.book.stale.reason}）"
        for each in overview.standings
        if each.is_unreadable and each.book and each.book.stale
    ]
    what = f"{len(units)}家单位的工作簿读取失败，数据未计入，须先核实，不按未报处理"
    return f"{what}：{'、'.join(units)}。" if units else ""


def _stale(standing: Standing) -> str:
    book = standing.book
    if book is None or book.stale is None or book.is_unreadable:
        return ""
    since = wording.format_moment(book.stale.since)
    return f"{standing.unit.name}的工作簿现在读不出（{book.stale.reason}），沿用{since}读到的数据。"


def _unit(standing: Standing) -> list[str]:
    unit = standing.unit
    state = f"{standing.filling}{'' if unit.expected else OPTIONAL}"
    return [
        unit.name,
        unit.kind,
        unit.district,
        f"{state}（沿用）" if standing.is_stale and standing.entries else state,
        "—" if standing.is_unreadable else standing.filing_word,
        wording.format_day(standing.filing.day) if standing.filing.day else "—",
        str(standing.entries),
        str(standing.errors),
    ]
