"""The summary's ready-made tables: districts, targets against results, who was published."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kjr.campaign.outline import Roll
from kjr.campaign.sentences import complete_lead
from kjr.documents.blocks import (
    Align,
    Bar,
    Bars,
    Block,
    Table,
    TableColumn,
    build_numbered_table,
)
from kjr.documents.phrases import NAME, phrase_line, phrase_rate
from kjr.documents.printed_entries import find_first_day, phrase_cell
from kjr.figures.counted_rows import KEY, select_counted_rows
from kjr.figures.derivation import phrase_overlaps
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.figures.sums.row_cells import UNIT
from kjr.figures.tables import ENTRY
from kjr.reading.page import Entry
from kjr.values.wording import format_prose_figure

LONGEST_ROLL: Final = 20
"""Rows of a table within the text: a page."""
MOST_WORDS: Final = 4
"""How many are named of what several entries say in one cell."""
RESULTS = (
    TableColumn("指标", 2.6),
    *(TableColumn(name, align=Align.RIGHT) for name in ("目标", "完成", "完成率")),
)


def build_ready_table(overview: Overview, name: str) -> Block | None:
    """The table of that name in wording.toml; None while it would be empty."""
    return READY[name](overview)


def build_roll(overview: Overview, roll: Roll) -> Table | None:
    """Each thing the figures count once, in the order of its first day; None if there is none.

    Where several entries tell of it, a cell names what each of them says.
    """
    rows = [
        [_join_cells(cells) for cells in zip(*said, strict=True)]
        for line in overview.lines
        if line.name in roll.figures
        for entries in group_same_entries(overview, line)
        if (said := [_roll_cells(overview, entry, roll) for entry in entries])
    ]
    heads = [TableColumn(SHOWN.get(name, name), 1.2) for name in roll.columns]
    left = len(rows) - LONGEST_ROLL
    remark = f"注：选列{LONGEST_ROLL}条，其余{left}条见各单位的工作簿。" if left > 0 else ""
    shown = rows[:LONGEST_ROLL]
    return build_numbered_table(roll.caption, heads, shown, remark=remark) if rows else None


def group_same_entries(overview: Overview, line: Line) -> list[list[Entry]]:
    """The entries behind a figure, those that name one thing together, by their first days."""
    ledger = overview.campaign.ledger(line.measure.ledger)
    rows = select_counted_rows(overview.campaign, overview.tables, line.measure)
    same: dict[object, list[Entry]] = {}
    for number, (key, entry) in enumerate(zip(rows[KEY], rows[ENTRY], strict=True)):
        same.setdefault(key if line.measure.distinct else number, []).append(entry)
    groups = (
        sorted(each, key=lambda entry: find_first_day(ledger, entry)) for each in same.values()
    )
    return sorted(groups, key=lambda group: find_first_day(ledger, group[0]))


def list_lead_lines(overview: Overview) -> list[Line]:
    """The figures the lead sentence tells, in its order; one of 0 is not told."""
    lines = {line.name: line for line in overview.lines if line.done}
    named = NAME.findall(complete_lead(overview.campaign))
    return [lines[name] for name in dict.fromkeys(named) if name in lines]


def phrase_target(line: Line, counter: str) -> str:
    """A target the plan itself names; — for a derived one, which is the office's own measure."""
    return f"{line.target}{counter}" if line.measure.hard else "—"


def phrase_target_rate(line: Line) -> str:
    """The share of such a target that is reached."""
    return phrase_rate(line) if line.measure.hard else "—"


def name_figure_column(line: Line) -> str:
    """What a column of this figure is called: with its counter, as its cells are bare."""
    return f"{line.measure.name}/{line.measure.counter}"


def _roll_cells(overview: Overview, entry: Entry, roll: Roll) -> list[str]:
    """An entry's cells; whom it names openly is published, whatever other ledgers say of them."""
    columns = {each.name: each for each in overview.campaign.ledger(entry.ledger).columns}
    year = overview.campaign.year
    return [
        entry.unit if name == UNIT else phrase_cell(entry, columns[name], year)
        for name in roll.columns
    ]


def _join_cells(cells: Iterable[str]) -> str:
    words = list(dict.fromkeys(filter(None, cells)))
    return "、".join(words[:MOST_WORDS]) + ("等" if len(words) > MOST_WORDS else "")


def _districts(overview: Overview) -> Table | None:
    lines = list_lead_lines(overview)
    if not lines:
        return None
    word = overview.campaign.district_word
    place = TableColumn(word, 1.2)
    columns = [place, *(TableColumn(name_figure_column(it), align=Align.RIGHT) for it in lines)]
    rows = [
        [district, *(format_prose_figure(line.by_district.get(district, 0), "") for line in lines)]
        for district in overview.campaign.districts
    ]
    rows.append(["合计", *(format_prose_figure(line.done, "") for line in lines)])
    overlaps = phrase_overlaps(overview.campaign, lines)
    remark = f"注：{overlaps}。" if overlaps else ""
    return Table(f"各{word}活动情况", columns, rows, total=True, remark=remark)


def _targets(overview: Overview) -> Table | None:
    hard = overview.hard_lines
    has_begun = any(line.done for line in hard)
    return Table("目标完成情况", RESULTS, list(map(_result, hard))) if has_begun else None


def _target_bars(overview: Overview) -> Bars | None:
    hard = overview.hard_lines
    has_begun = any(line.done for line in hard)
    return Bars("方案量化指标完成率", list(map(_bar, hard))) if has_begun else None


def _result(line: Line) -> list[str]:
    target = phrase_target(line, line.measure.counter)
    return [line.measure.name, target, phrase_line(line), phrase_rate(line)]


def _bar(line: Line) -> Bar:
    target = phrase_target(line, line.measure.counter)
    words = f"{format_prose_figure(line.done, '')} / {target}"
    return Bar(line.measure.name, min(line.rate or 0.0, 1.0), words)


READY: Final[Mapping[str, Callable[[Overview], Block | None]]] = {
    "districts": _districts,
    "targets": _targets,
    "target_bars": _target_bars,
}
SHOWN: Final = {UNIT: "推荐单位"}
