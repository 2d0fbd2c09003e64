"""三、工作成效: every target against its result, as a sentence, a table and bars."""

from collections.abc import Iterator

from kjr.documents import phrases
from kjr.documents.blocks import Align, Bar, Bars, Block, Heading, Paragraph, Table, TableColumn
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.values.wording import format_figure, format_percent

COLUMNS = (
    TableColumn("指标", 2.6),
    TableColumn("目标", align=Align.RIGHT),
    TableColumn("完成", align=Align.RIGHT),
    TableColumn("完成率", align=Align.RIGHT),
    TableColumn("目标来源", align=Align.CENTRE),
)


def compose_achievements(overview: Overview) -> Iterator[Block]:
    """Target against result; the plan's own targets first."""
    yield Heading(1, "三、工作成效")
    if overview.hard_lines:
        each = "；".join(map(_against, overview.hard_lines))
        text = f"方案明确的{{硬指标}}项量化指标已完成{{达标}}项：{each}。"
        yield Paragraph(text, key="工作成效")
    lines = list_target_lines(overview)
    yield Table("目标完成情况", COLUMNS, [_row(line) for line in lines])
    yield Bars("方案量化指标完成率", [_bar(line) for line in overview.hard_lines])


def collect_achievement_phrases(overview: Overview) -> dict[str, str]:
    """What the part's sentence adds to the names of figures."""
    reached = sum(line.is_reached for line in overview.hard_lines)
    return {"硬指标": str(len(overview.hard_lines)), "达标": str(reached)}


def list_target_lines(overview: Overview) -> list[Line]:
    """The lines with a target, those of the plan before derived ones."""
    lines = [line for line in overview.lines if line.target is not None]
    return sorted(lines, key=lambda line: not line.measure.hard)


def phrase_target(line: Line) -> str:
    """A line's target with its counter; — for a plain count."""
    return "—" if line.target is None else f"{line.target}{line.measure.counter}"


def _against(line: Line) -> str:
    name = phrases.name_line(line)
    return f"{line.measure.name}{{{name}}}，目标{{{name}目标}}，完成率{{{name}完成率}}"


def _row(line: Line) -> list[str]:
    source = "方案明确" if line.measure.hard else "推算"
    done = phrases.phrase_line(line)
    return [line.measure.name, phrase_target(line), done, format_percent(line.rate), source]


def _bar(line: Line) -> Bar:
    words = format_figure(line.done, line.measure.counter, target=line.target, about=line.about)
    return Bar(line.measure.name, line.rate or 0.0, words)
