"""附件: all figures, what each unit did, the articles, the advice, where the figures come from."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kjr.campaign.model import Unit
from kjr.campaign.outline import EntryList
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
from kjr.documents.phrases import phrase_line, phrase_snapshot
from kjr.documents.summary.examples import RULE
from kjr.documents.summary.tables import (
    list_lead_lines,
    name_figure_column,
    phrase_target,
    phrase_target_rate,
)
from kjr.figures.derivation import (
    explain_alike,
    explain_open_pairs,
    phrase_joint_events,
    phrase_overlaps,
)
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.values import wording

MARKS: Final = {
    "余": "“余”表示其中有单位填报的约数（如“30余人”“上百人次”），按所报数累计，往小里取整。",
    "约": "“约”表示其中有单位填报“近百场”“不到八十人”这样的数，不足所报的数；"
    "10以下的约数、正好是整十整百的约数也写“约”。",
}
"""A word before or behind a figure → what it says, told where a figure has it."""
QUOTED: Final = str.maketrans("「」", "“”")
"""Marks of a screen → those of an official paper."""
THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3})")
"""Commas of a screen's figures; on paper they have none."""


def compose_annexes(overview: Overview, pictures: Sequence[Picture] = ()) -> list[Annex]:
    """Every annex that has something to say, in the plan's order."""
    annexes = [
        Annex("活动情况统计表", [build_figures_table(overview)], landscape=True),
        Annex("各单位活动情况一览表", [build_unit_figures_table(overview)]),
        *(
            Annex(each.title, build_list(overview, each), landscape=each.landscape)
            for each in overview.campaign.lists
        ),
        Annex("活动图片", pictures),
        Annex("数据来源与口径说明", list(compose_data_sources(overview))),
    ]
    return [annex for annex in annexes if any(map(_says_something, annex.blocks))]


def _says_something(block: Block) -> bool:
    return not isinstance(block, Table) or bool(block.rows)


def build_figures_table(overview: Overview) -> Table:
    """Every figure of the campaign, whole and by district; the plan's own targets only."""
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
            phrase_target(line, ""),
            wording.format_prose_figure(line.done, ""),
            phrase_target_rate(line),
            *(
                wording.format_prose_figure(line.by_district.get(district, 0), "")
                for district in districts
            ),
        ]
        for line in overview.lines
    )
    return build_numbered_table("各项指标完成情况", columns, rows)


def build_unit_figures_table(overview: Overview) -> Table:
    """The lead sentence's figures of every unit that has some; what it has none of stays blank."""
    lines = list_lead_lines(overview)
    columns = [
        TableColumn("单位", 2.4),
        TableColumn(overview.campaign.district_word, 1.2),
        *(TableColumn(name_figure_column(line), 1.0, Align.RIGHT) for line in lines),
    ]
    rows = (
        [unit.name, unit.district, *(_own_figure(line, unit) for line in lines)]
        for unit in overview.campaign.units
        if any(line.by_unit.get(unit.name) for line in lines)
    )
    return build_numbered_table("各单位活动情况", columns, rows)


def build_list(overview: Overview, asked: EntryList) -> list[Block]:
    """The entries behind a figure, in the order of their days; no persons.

    Where they are too many to print, first how many each district has.
    """
    line = next(line for line in overview.lines if line.name == asked.figure)
    entries = printed_entries.find_counted_entries(overview, line)
    table = printed_entries.build_entries_table(
        overview.campaign.ledger(line.measure.ledger),
        entries,
        printed_entries.find_private_names(overview.campaign, overview.snapshot.entries),
        (asked.caption, f"共{phrase_line(line)}"),
        year=overview.campaign.year,
        with_unit=True,
    )
    is_short = len(table.rows) == len(entries)
    return [table] if is_short else [build_district_counts(overview, line, asked.caption), table]


def _list_shown_figures(overview: Overview) -> Iterator[str]:
    """Every figure of the tables, as printed."""
    for line in overview.lines:
        for number in (line.done, *line.by_district.values(), *line.by_unit.values()):
            yield wording.format_prose_figure(number, "")


def _own_figure(line: Line, unit: Unit) -> str:
    own = line.by_unit.get(unit.name, 0)
    return wording.format_prose_figure(own, "") if own else ""


def build_district_counts(overview: Overview, line: Line, caption: str) -> Table:
    """How many of a figure each district has, side by side in the districts' own order."""
    word = overview.campaign.district_word
    counts = {
        district: wording.format_prose_figure(count, "")
        for district in overview.campaign.districts
        if (count := line.by_district.get(district, 0))
    }
    columns = [TableColumn(word, 1.0), *(TableColumn(it, 1.0, Align.CENTRE) for it in counts)]
    rows = [["数量", *counts.values()]]
    return Table(f"各{word}{caption}", columns, rows, note=f"单位：{line.measure.counter}")


def compose_data_sources(overview: Overview) -> Iterator[Block]:
    """At which moment, from how many entries, and how figures are counted."""
    for number, text in enumerate(filter(None, _notes(overview)), 1):
        yield Paragraph(f"{number}.{text}")
    columns = [
        TableColumn("指标", 1.6),
        TableColumn("单位", 0.6, Align.CENTRE),
        TableColumn("目标", 0.6, Align.RIGHT),
        TableColumn("口径", 4),
    ]
    made = explain_alike(overview, overview.lines)
    rows = [
        [
            line.measure.name,
            line.measure.counter,
            phrase_target(line, line.measure.counter),
            _explain(line, made.get(line.label, "")),
        ]
        for line in overview.lines
    ]
    remark = "注：相近的数在括号里写明怎样数出来。"
    yield Table("各项指标的口径", columns, rows, remark=remark)


def _explain(line: Line, made: str) -> str:
    """How a figure is counted; of one that counts every row its own words say all there is."""
    measure = line.measure
    is_plain = not (measure.where or measure.sum or measure.distinct)
    said = THOUSANDS.sub("", made).translate(QUOTED)
    more = f"（{said}）" if made and not is_plain else ""
    return f"{measure.words}{more}"


def _notes(overview: Overview) -> Iterator[str]:
    shown = "".join(_list_shown_figures(overview))
    entries = sum(standing.entries for standing in overview.standings)
    units = sum(standing.entries > 0 for standing in overview.standings)
    yield f"{phrase_snapshot(overview)}。"
    yield f"各项数字由{units}家单位填报的{entries}条记录汇总。" if entries else ""
    yield from (said for mark, said in MARKS.items() if mark in shown)
    overlaps = phrase_overlaps(overview.campaign, overview.lines)
    yield f"{overlaps}。" if overlaps else ""
    yield phrase_joint_events(overview)
    doubled = explain_open_pairs(overview, overview.lines)
    yield f"{doubled}。" if doubled else ""
    has_begun = any(line.done for line in overview.lines)
    yield f"{RULE.format(overview.campaign.district_word)}。" if has_begun else ""
    yield "姓名、电话和个人健康情况不对外公布，本文件中的私人信息已略去或以“×××”代替。"
