"""导语 to 三、工作成效: who filed, what was done for each part of the plan, what was reached."""

from collections.abc import Iterator
from typing import NamedTuple

from kjr.campaign.model import Measure
from kjr.documents.blocks import Align, Bar, Bars, Block, Heading, Paragraph, Table, TableColumn
from kjr.documents.phrases import drop_silent_parts, find_zero_names, phrase_line
from kjr.documents.summary.examples import choose_district_examples
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.figures.standings.tallies import FilingTally, tally_filings
from kjr.values.wording import format_figure, format_percent


class WorkPart(NamedTuple):
    """One part of 主要做法."""

    heading: str
    section: str
    """Where the plan asks for the work."""
    sentence: str
    """Its sentence in the campaign's wording."""


PARTS = (
    WorkPart("走访看望", "四（一）", "summary_visits"),
    WorkPart("宣传报道", "四（二）", "summary_press"),
    WorkPart("观摩座谈", "四（三）", "summary_meetings"),
    WorkPart("身心健康服务", "四（四）", "summary_health"),
    WorkPart("志愿服务与主题活动", "四（五）", "summary_service"),
)
ORDINALS = "一二三四五六七八九十"

COUNTS = (
    TableColumn("县（市）区", 1.4),
    *(TableColumn(name, align=Align.RIGHT) for name in ("应报", "已报", "按时", "迟报", "上报率")),
)
RESULTS = (
    TableColumn("指标", 2.6),
    *(TableColumn(name, align=Align.RIGHT) for name in ("目标", "完成", "完成率")),
    TableColumn("目标来源", align=Align.CENTRE),
)


def compose_opening(overview: Overview) -> Iterator[Block]:
    """From the first sentence to the table of who filed."""
    said = overview.campaign.wording
    yield Paragraph(said["summary_opening"], key="导语")
    yield Heading(1, "一、基本情况")
    yield Paragraph(said["summary_filing"], key="报送情况")
    if any(line.done for line in overview.lines):
        yield Paragraph(said["lead_sentence"], key="总体情况")
    yield Paragraph(said["summary_thrift"], key="务实节俭")
    districts = overview.district_standings.items()
    rows = [_counts(district, tally_filings(each)) for district, each in districts]
    rows.append(_counts("合计", overview.filing))
    yield Table("各县（市）区报送情况", COUNTS, rows, note="单位：家", total=True)


def compose_main_work(overview: Overview, most: int) -> Iterator[Block]:
    """二、主要做法: the parts of the plan's section 四; ``most`` limits the examples of each."""
    yield Heading(1, "二、主要做法")
    for ordinal, part in zip(ORDINALS, PARTS, strict=False):
        yield Heading(2, f"（{ordinal}）{part.heading}")
        yield from _part(overview, part, most)


def compose_achievements(overview: Overview) -> Iterator[Block]:
    """三、工作成效: target against result, in words, a table and bars; the plan's own first."""
    hard = overview.hard_lines
    yield Heading(1, "三、工作成效")
    if hard:
        each = "；".join(map(_against, hard))
        text = f"方案明确的{{硬指标}}项量化指标已完成{{达标}}项：{each}。"
        yield Paragraph(text, key="工作成效")
    lines = [line for line in overview.lines if line.target is not None]
    rows = list(map(_result, sorted(lines, key=lambda line: not line.measure.hard)))
    yield Table("目标完成情况", RESULTS, rows)
    yield Bars("方案量化指标完成率", list(map(_bar, hard)))


def list_part_lines(overview: Overview, part: WorkPart) -> list[Line]:
    """The figures of a part whose entries may be told: the main ones, and counts of everything."""
    lines = [line for line in overview.lines if line.indicator.section.startswith(part.section)]
    return [line for line in lines if line.is_main or _counts_every_entry(line.measure)]


def phrase_target(line: Line) -> str:
    """A line's target with its counter; — for a plain count."""
    return "—" if line.target is None else f"{line.target}{line.measure.counter}"


def _counts_every_entry(measure: Measure) -> bool:
    return not (measure.where or measure.sum or measure.distinct)


def _counts(name: str, tally: FilingTally) -> list[str]:
    numbers = (tally.expected, tally.filed, tally.on_time, tally.late)
    return [name, *map(str, numbers), format_percent(tally.rate)]


def _part(overview: Overview, part: WorkPart, most: int) -> Iterator[Paragraph]:
    lines = list_part_lines(overview, part)
    if not any(line.done for line in lines):
        yield Paragraph(f"【待补：{part.heading}还没有计入的数据】", key=part.heading)
        return
    sentence = overview.campaign.wording[part.sentence]
    yield Paragraph(drop_silent_parts(sentence, find_zero_names(overview)), key=part.heading)
    if shown := choose_district_examples(overview, lines, most):
        yield Paragraph(f"其中，{'；'.join(shown)}。", key=f"{part.heading}举例")


def _against(line: Line) -> str:
    name = line.name
    return f"{line.measure.name}{{{name}}}，目标{{{name}目标}}，完成率{{{name}完成率}}"


def _result(line: Line) -> list[str]:
    source = "方案明确" if line.measure.hard else "推算"
    rate = format_percent(line.rate)
    return [line.measure.name, phrase_target(line), phrase_line(line), rate, source]


def _bar(line: Line) -> Bar:
    words = format_figure(line.done, line.measure.counter, target=line.target, about=line.about)
    return Bar(line.measure.name, line.rate or 0.0, words)
