"""What other programs get: readings and figures as JSON, tables as .xlsx and .csv."""

import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from kjr.campaign.columns import Value
from kjr.errors import KjrError
from kjr.figures.filing_status import Tally
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.reading.page import Entry, Page, Problem
from kjr.values.days import Span

Json = dict[str, Any]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Text that a spreadsheet program would run as a formula when it opens a .csv."""
NOT_WRITTEN = "写不进 {}：请看文件夹在不在、有没有写的权限、文件是不是正开着"


def save_output(path: Path, data: bytes) -> None:
    """Write a file where somebody said; raises KjrError with what to look after."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise KjrError(NOT_WRITTEN.format(path)) from error


def export_book(
    file: str, unit: str | None, state: str, reason: str | None, pages: Iterable[Page]
) -> Json:
    """One workbook as ``check --json`` prints it."""
    return {
        "file": file,
        "unit": unit,
        "state": state,
        "reason": reason,
        "sheets": [export_sheet(page) for page in pages],
    }


def export_sheet(page: Page) -> Json:
    """One sheet as ``check --json`` prints it; rows are the sheet's own, the first is 1."""
    return {
        "sheet": page.sheet.name,
        "ledger": page.ledger,
        "reason": page.reason or None,
        "header_row": page.header_row,
        "entries": [export_entry(page, each) for each in page.entries],
        "skipped": [{"row": each.row, "why": each.why} for each in page.skipped],
        "problems": [export_problem(each) for each in page.problems],
    }


def export_entry(page: Page, entry: Entry) -> Json:
    """One entry: a blank cell of a column the sheet has is null."""
    columns = page.fields or page.columns
    return {
        "row": entry.row,
        "values": {name: export_value(entry.values.get(name)) for name in columns}
        | {name: export_value(each) for name, each in entry.values.items() if name not in columns},
        "about": sorted(entry.about),
        "not_applicable": sorted(entry.not_applicable),
    }


def export_problem(problem: Problem) -> Json:
    """One problem in the unit's own coordinates."""
    return {
        "row": problem.row,
        "column": problem.column,
        "cell": problem.cell,
        "level": str(problem.level),
        "raw": problem.raw,
        "message": problem.message,
        "suggestion": problem.suggestion,
    }


def export_value(value: Value | None) -> Any:  # noqa: ANN401 - JSON has no narrower name
    """A value as JSON: days as ISO text, a span as from and to, several words joined by 、."""
    match value:
        case Span(first, last):
            return {"from": first.isoformat(), "to": last.isoformat()}
        case dt.date():
            return value.isoformat()
        case tuple():
            return "、".join(map(str, value))
        case _:
            return value


def export_figures(overview: Overview) -> Json:
    """All indicators and the reporting status, as ``figures --json`` prints them."""
    return {
        "as_of": overview.snapshot.taken.isoformat(),
        "indicators": [
            export_line(each)
            | {"also": [export_line(other) for other in overview.lines if _goes_with(other, each)]}
            for each in overview.main_lines
        ],
        "status": export_tally(overview.tally)
        | {"units": {each.unit.name: str(each.state) for each in overview.standings}},
    }


def export_line(line: Line) -> Json:
    """One measure."""
    return {
        "id": line.indicator.id,
        "name": line.measure.name,
        "counter": line.measure.counter,
        "done": line.done,
        "about": line.about,
        "target": line.target,
        "rate": None if line.rate is None else round(line.rate, 4),
        "by_district": dict(line.by_district),
        "by_unit": dict(line.by_unit),
    }


def export_tally(tally: Tally) -> Json:
    """How many units stand where."""
    return {
        "expected": tally.expected,
        "filed": tally.filed,
        "on_time": tally.on_time,
        "late": tally.late,
        "empty": tally.empty,
        "filling": tally.filling,
        "nil": tally.nil,
        "missing": tally.missing,
        "unreadable": tally.unreadable,
        "stale": tally.stale,
    }


def render_csv(table: pd.DataFrame) -> bytes:
    """A table as .csv that Excel opens in Chinese (with BOM); formulas are made harmless."""
    return table.map(_harmless).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def render_xlsx(table: pd.DataFrame, title: str) -> bytes:
    """A table as .xlsx; text stays text, whatever it begins with."""
    file = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs=options) as writer:
        table.to_excel(writer, sheet_name=title[:31], index=False, freeze_panes=(1, 0))
        writer.sheets[title[:31]].autofit()
    return file.getvalue()


def _goes_with(line: Line, main: Line) -> bool:
    return not line.is_main and line.indicator is main.indicator


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
