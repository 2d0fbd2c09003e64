"""导语 to 四、工作成效: who filed, what was done for each part of the plan, what was reached."""

from collections.abc import Iterator
from typing import NamedTuple

from kjr.campaign.model import Measure
from kjr.documents.blocks import Align, Bar, Bars, Block, Heading, Paragraph, Table, TableColumn
from kjr.documents.phrases import NAME, phrase_line
from kjr.documents.summary.examples import choose_district_examples
from kjr.documents.summary.requirements import compose_figure_paragraph
from kjr.figures.derivation import phrase_overlaps
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.values.wording import format_figure, format_percent, format_prose_figure


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

RESULTS = (
    TableColumn("指标", 2.6),
    *(TableColumn(name, align=Align.RIGHT) for name in ("目标", "完成", "完成率")),
)


def compose_opening(overview: Overview) -> Iterator[Block]:
    """From the first sentence to the table of what each district did."""
    said = overview.campaign.wording
    yield Paragraph(said["summary_opening"], key="导语")
    yield Heading(1, "一、基本情况")
    yield compose_figure_paragraph(overview, "总体情况", said["lead_sentence"])
    if unread := sum(each.is_unreadable for each in overview.standings):
        yield Paragraph(f"【待核：{unread}家单位的数据尚未计入，核实后再报】", key="数据核实")
    lines = list_lead_lines(overview)
    if any(line.done for line in lines):
        yield _districts(overview, lines)


def compose_main_work(overview: Overview, most: int) -> Iterator[Block]:
    """三、主要做法: the parts of the plan's section 四; ``most`` limits the examples of each."""
    yield Heading(1, "三、主要做法")
    for ordinal, part in zip(ORDINALS, PARTS, strict=False):
        yield Heading(2, f"（{ordinal}）{part.heading}")
        yield from _part(overview, part, most)


def compose_achievements(overview: Overview) -> Iterator[Block]:
    """四、工作成效: target against result, in words, a table and bars; the plan's own first."""
    hard = overview.hard_lines
    yield Heading(1, "四、工作成效")
    if not hard:
        yield Paragraph("【待补：工作成效】", key="工作成效")
        return
    told = "；".join(_against(line) for line in hard if line.done)
    reached = "，已完成{达标}项" if any(line.is_reached for line in hard) else ""
    text = f"方案明确的量化指标共{{硬指标}}项{reached}：{told}。"
    yield Paragraph(text if told else "【待补：工作成效还没有计入的数据】", key="工作成效")
    yield Table("目标完成情况", RESULTS, list(map(_result, hard)))
    yield Bars("方案量化指标完成率", list(map(_bar, hard)))


def list_lead_lines(overview: Overview) -> list[Line]:
    """The figures of the lead sentence, in its order."""
    lines = {line.name: line for line in overview.lines}
    named = NAME.findall(overview.campaign.wording["lead_sentence"])
    return [lines[name] for name in dict.fromkeys(named) if name in lines]


def list_part_lines(overview: Overview, part: WorkPart) -> list[Line]:
    """The figures of a part whose entries may be told: the main ones, and counts of everything."""
    lines = [line for line in overview.lines if line.indicator.section.startswith(part.section)]
    return [line for line in lines if line.is_main or _counts_every_entry(line.measure)]


def phrase_target(line: Line) -> str:
    """A target the plan itself names, with its counter; — for all other figures."""
    return "—" if not line.measure.hard else f"{line.target}{line.measure.counter}"


def _counts_every_entry(measure: Measure) -> bool:
    return not (measure.where or measure.sum or measure.distinct)


def name_figure_column(line: Line) -> str:
    """What a column of this figure is called: with its counter, as its cells are bare."""
    return f"{line.measure.name}/{line.measure.counter}"


def _districts(overview: Overview, lines: list[Line]) -> Table:
    place = TableColumn("县（市）区", 1.2)
    columns = [place, *(TableColumn(name_figure_column(it), align=Align.RIGHT) for it in lines)]
    rows = [
        [district, *(str(line.by_district.get(district, 0)) for line in lines)]
        for district in overview.campaign.districts
    ]
    rows.append(["合计", *(format_prose_figure(line.done, "", about=line.about) for line in lines)])
    note = phrase_overlaps(lines)
    return Table("各县（市）区活动情况", columns, rows, note=note, total=True)


def _part(overview: Overview, part: WorkPart, most: int) -> Iterator[Paragraph]:
    sentence = overview.campaign.wording[part.sentence]
    yield compose_figure_paragraph(overview, part.heading, sentence)
    lines = list_part_lines(overview, part)
    if shown := choose_district_examples(overview, lines, most):
        yield Paragraph(f"其中，{'；'.join(shown)}。", key=f"{part.heading}举例")


def _against(line: Line) -> str:
    name = line.name
    return f"{line.measure.name}{{{name}}}，目标{{{name}目标}}，完成率{{{name}完成率}}"


def _result(line: Line) -> list[str]:
    rate = format_percent(line.rate)
    return [line.measure.name, phrase_target(line), phrase_line(line), rate]


def _bar(line: Line) -> Bar:
    words = format_figure(line.done, line.measure.counter, target=line.target, about=line.about)
    return Bar(line.measure.name, line.rate or 0.0, words)
