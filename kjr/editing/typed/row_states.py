"""What becomes of each row: whether it counts, what it lacks, how doubtful cells were read."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from kjr.campaign.columns import Progress, Value
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.page import Entry, Page, Problem
from kjr.reading.planned import MISDATED, is_misdated, is_planned, split_entries
from kjr.state.acts import Act
from kjr.values.cells import format_cell, is_blank
from kjr.values.readings import Level
from kjr.values.spans import Span

COUNTS: Final = "可计入"
UNREAD: Final = "读不出"
LACKING: Final = "缺{}格"
LEFT_OUT: Final = "不计入"
PARTLY: Final = "（其中 {} 行有格待改）"
NOT_FOR_US: Final = "不适用"


class RowState(NamedTuple):
    """What becomes of one row."""

    word: str = ""
    read_as: str = ""
    """How cells were read that say it in their own way: 30余人＝约30, cell by cell."""


def describe_rows(
    page: Page, campaign: Campaign, rows: Collection[int], today: dt.date
) -> Mapping[int, RowState]:
    """The state of some rows of a page; a form is row 0."""
    ledger = campaign.ledger(page.ledger or "")
    entries = {0 if page.fields else entry.row: entry for entry in page.entries}
    words = {row: _judge_entry(campaign, ledger, each, today) for row, each in entries.items()}
    problems: dict[int, list[Problem]] = {}
    for each in page.problems:
        problems.setdefault(0 if page.fields else each.row, []).append(each)
    return {
        row: _describe(
            page, ledger, row, entries.get(row), problems.get(row, ()), words.get(row, "")
        )
        for row in rows
    }


def describe_saved_rows(
    act: Act | None, pages: Collection[Page], campaign: Campaign, today: dt.date
) -> str:
    """What a save did, read from the workbook as it is afterwards."""
    if act is None:
        return "内容和工作簿里的一样，没有要存的。"
    saved = {edit.row for edit in act.edits if edit.after}
    cleared = len(act.edits) - len(saved)
    told = [f"清空 {cleared} 行"] if cleared else []
    if saved:
        there = [page for page in pages if page.sheet.name == act.sheet and page.ledger]
        entries = {
            0 if page.fields else entry.row: entry for page in there for entry in page.entries
        }
        read = [entries[row] for row in saved & entries.keys()]
        split = split_entries(campaign, read, today)
        wrong = saved & entries.keys() & set(_list_wrong_rows(there))
        partly = len(split_entries(campaign, [entries[row] for row in wrong], today).done)
        told += [
            f"{len(saved)} 行已存",
            f"{len(split.done)} 行计入{PARTLY.format(partly) * bool(partly)}",
        ]
        ahead = Counter(_name_planned(campaign.ledger(each.ledger), each) for each in split.planned)
        told += [f"{number} 行{word}" for word, number in ahead.items()]
        told += [f"{len(split.misdated)} 行{MISDATED}"] if split.misdated else []
        told += [f"{len(saved) - len(read)} 行待改"]
    return "，".join(told)


def find_same_page(pages: Collection[Page], like: Page) -> Page | None:
    """Of freshly read pages the one that is this page."""
    same = [page for page in pages if page.ledger == like.ledger]
    return min(
        same, key=lambda page: abs((page.header_row or 0) - (like.header_row or 0)), default=None
    )


def _list_wrong_rows(pages: Collection[Page]) -> Iterator[int]:
    """The rows with a cell that does not count, whatever becomes of the others; a form is row 0."""
    for page in pages:
        for each in page.problems:
            if each.level is Level.ERROR:
                yield 0 if page.fields else each.row


def _describe(
    page: Page,
    ledger: Ledger,
    row: int,
    entry: Entry | None,
    problems: Collection[Problem],
    word: str,
) -> RowState:
    names = page.fields or page.columns
    blank = {name for name in names if is_blank(page.raw(row, name))}
    if len(blank) == len(names):
        return RowState()
    if entry:
        said = " · ".join((word, *_count_problems(problems)))
        return RowState(said, _tell_readings(page, row, entry))
    errors = [each for each in problems if each.level is Level.ERROR]
    required = {column.name for column in ledger.columns if column.required}
    lacking = (required | {each.column for each in errors}) & blank
    unread = any(each.column and each.column not in blank for each in errors)
    words = [UNREAD] * unread + [LACKING.format(len(lacking))] * bool(lacking)
    return RowState(" · ".join(words) or LEFT_OUT)


def _judge_entry(campaign: Campaign, ledger: Ledger, entry: Entry, today: dt.date) -> str:
    """Whether a row that was read counts; one still to come counts once its day is there."""
    if is_planned(campaign, ledger, entry, today):
        return _name_planned(ledger, entry)
    return MISDATED if is_misdated(campaign, ledger, entry, today) else COUNTS


def _name_planned(ledger: Ledger, entry: Entry) -> str:
    return entry.progress.value if entry.progress is Progress.PLANNED else ledger.ahead_word


def _count_problems(problems: Collection[Problem]) -> Iterator[str]:
    """The cells of a row that counts which do not, or are to be verified."""
    for level in (Level.ERROR, Level.DOUBT):
        if number := sum(each.level is level for each in problems):
            yield f"{number}{level}"


def _tell_readings(page: Page, row: int, entry: Entry) -> str:
    told = []
    for name in page.fields or page.columns:
        raw = page.raw(row, name)
        if not isinstance(raw, str):
            continue
        said = NOT_FOR_US if name in entry.not_applicable else _say(entry.values.get(name))
        if said and said != format_cell(raw):
            told.append(f"{format_cell(raw)}＝{'约' * (name in entry.about)}{said}")
    return "；".join(told)


def _say(value: Value | None) -> str:
    """Numbers and days; a text is read as it stands."""
    match value:
        case Span(first, last):
            return f"{first.isoformat()} 至 {last.isoformat()}"
        case dt.date() | int() | float():
            return format_cell(value)
        case _:
            return ""
