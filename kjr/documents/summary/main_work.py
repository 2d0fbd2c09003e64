"""二、主要做法: what was done, in the five parts of the plan's section 四."""

from collections.abc import Iterator
from typing import NamedTuple

from kjr.campaign.model import Measure
from kjr.documents.blocks import Block, Heading, Paragraph
from kjr.documents.phrases import drop_silent_parts, find_zero_names
from kjr.documents.summary.examples import choose_district_examples
from kjr.figures.lines import Line
from kjr.figures.overview import Overview


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


def compose_main_work(overview: Overview, most: int) -> Iterator[Block]:
    """The five parts; ``most`` limits the examples of each."""
    yield Heading(1, "二、主要做法")
    for ordinal, part in zip(ORDINALS, PARTS, strict=False):
        yield Heading(2, f"（{ordinal}）{part.heading}")
        yield from _part(overview, part, most)


def list_part_lines(overview: Overview, part: WorkPart) -> list[Line]:
    """The figures of a part whose entries may be told: the main ones, and counts of everything."""
    return [
        line
        for line in overview.lines
        if line.indicator.section.startswith(part.section)
        and (line.is_main or _counts_every_entry(line.measure))
    ]


def _counts_every_entry(measure: Measure) -> bool:
    return not (measure.where or measure.sum or measure.distinct)


def _part(overview: Overview, part: WorkPart, most: int) -> Iterator[Paragraph]:
    if not any(line.done for line in list_part_lines(overview, part)):
        yield Paragraph(f"【待补：{part.heading}还没有计入的数据】", key=part.heading)
        return
    sentence = overview.campaign.wording[part.sentence]
    yield Paragraph(drop_silent_parts(sentence, find_zero_names(overview)), key=part.heading)
    if shown := choose_district_examples(overview, list_part_lines(overview, part), most):
        yield Paragraph(f"其中，{'；'.join(shown)}。", key=f"{part.heading}举例")
