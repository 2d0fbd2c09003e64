"""导语 and 一、基本情况: why and when, who filed, the headline totals."""

from collections.abc import Iterator, Sequence

from kjr.documents.blocks import Align, Block, Heading, Paragraph, Table, TableColumn
from kjr.figures.filing_status import Tally, tally_standings
from kjr.figures.overview import Overview
from kjr.values import wording

COUNTS = (
    TableColumn("县（市）区", 1.4),
    *(TableColumn(name, align=Align.RIGHT) for name in ("应报", "已报", "按时", "迟报", "上报率")),
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
    yield build_filing_table(overview)


def build_filing_table(overview: Overview) -> Table:
    """Expected and filed units by district, and their total."""
    districts = overview.district_standings.items()
    rows = [_counts(district, tally_standings(each)) for district, each in districts]
    rows.append(_counts("合计", overview.tally))
    return Table("各县（市）区报送情况", COUNTS, rows, note="单位：家", total=True)


def _counts(name: str, tally: Tally) -> Sequence[str]:
    numbers = (tally.expected, tally.filed, tally.on_time, tally.late)
    return [name, *map(str, numbers), wording.format_percent(tally.rate)]
