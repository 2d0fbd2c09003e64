"""What other programs get: readings and figures as JSON, tables as .xlsx and .csv."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from kjr.campaign.columns import Value
from kjr.campaign.model import Campaign
from kjr.figures.derivation import count_open_pairs, derive_figure
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.reading.page import Entry, Page, Problem
from kjr.reading.planned import is_misdated, is_planned
from kjr.values.days import Span
from kjr.values.spelling.characters import UNSEEN
from kjr.values.wording import Approximate

Json = dict[str, Any]

FORMULA_STARTS = re.compile(
    r"^(?=[\t\r\n])|(?:^|(?<=[\n\t;])|(?<=\r)(?!\n))"
    rf"(?=(?:[^\S\r\n\t]|[{UNSEEN}])*[=+\-@＝＋－＠])"
)
"""Where a spreadsheet program would begin a formula when it opens a .csv: full width or not, in
each line, for those that take a line break in a cell for a new row, and in each part of it, for
those that are told to part cells at semicolons or tabs."""
PROBLEM = ("row", "column", "cell", "level", "raw", "message", "suggestion")
"""What is said of a problem, in the unit's own coordinates."""

UNNAMED = re.compile(r"[\[\]:*?/\\]")
"""What no sheet may have in its name."""

ROUGH = '"约"#,##0;"约"-#,##0;0'
"""A number format: what is approximate stays a number and says that it is, unless it is none."""


def export_book(  # noqa: PLR0913 - what is told of a file, each by its name
    file: str,
    unit: str | None,
    state: str,
    reason: str | None,
    pages: Iterable[Page],
    *,
    campaign: Campaign,
    today: dt.date,
) -> Json:
    """One workbook as ``check --json`` prints it; ``today`` tells what is still planned."""
    sheets = [_sheet(campaign, today, page) for page in pages]
    return {"file": file, "unit": unit, "state": state, "reason": reason, "sheets": sheets}


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
    """All indicators, the ledgers and the closing reports, as ``figures --json`` prints them."""
    indicators: dict[str, Json] = {}
    for line in overview.lines:
        if line.is_main:
            indicators[line.indicator.id] = {**_line(overview, line), "also": []}
        else:
            indicators[line.indicator.id]["also"].append(_line(overview, line))
    asked = (each for each in overview.standings if each.unit.expected or each.filing.is_filed)
    remarks = {each.unit.name: each.filing.remark for each in asked}
    return {
        "as_of": overview.snapshot.taken.isoformat(),
        "indicators": list(indicators.values()),
        "misdated": len(overview.snapshot.misdated),
        "filling": asdict(overview.filling)
        | {"units": {each.unit.name: each.filling_word for each in overview.standings}},
        "status": asdict(overview.filing)
        | {"units": {each.unit.name: each.filing_word for each in overview.standings}}
        | {"remarks": {unit: remark for unit, remark in remarks.items() if remark}},
    }


def render_csv(table: pd.DataFrame) -> bytes:
    """A table as .csv that Excel opens in Chinese (with BOM); formulas are made harmless.

    What is approximate is text there, as on every other face: 约50.
    """
    cells = {_harmless(head): map(_harmless, table[head]) for head in table}
    # Left to itself pandas writes whole numbers beside blank cells as 18.0.
    safe = pd.DataFrame({head: pd.Series([*each], dtype=object) for head, each in cells.items()})
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def render_xlsx(table: pd.DataFrame, title: str) -> bytes:
    """A table as .xlsx; text stays text, whatever it begins with."""
    file, name = io.BytesIO(), UNNAMED.sub("、", title)[:31]
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs=options) as writer:
        table.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
        sheet = writer.sheets[name]
        rough = writer.book.add_format({"num_format": ROUGH})
        for row, column in zip(*table.map(_is_approximate).to_numpy().nonzero(), strict=True):
            sheet.write_number(row + 1, column, table.iat[row, column], rough)
        sheet.autofit()
    return file.getvalue()


def _sheet(campaign: Campaign, today: dt.date, page: Page) -> Json:
    """One sheet; rows are the sheet's own, the first is 1."""
    return {
        "sheet": page.sheet.name,
        "ledger": page.ledger,
        "reason": page.reason or None,
        "header_row": page.header_row,
        "entries": [_entry(campaign, today, page, each) for each in page.entries],
        "skipped": [{"row": each.row, "why": each.why} for each in page.skipped],
        "problems": [_problem(each) for each in page.problems],
    }


def _problem(problem: Problem) -> Json:
    """What is odd; a question asked once for several cells names the others too."""
    told = {name: getattr(problem, name) for name in PROBLEM}
    return told | ({"others": list(problem.others)} if problem.others else {})


def _entry(campaign: Campaign, today: dt.date, page: Page, entry: Entry) -> Json:
    """One entry: a blank cell of a column the sheet has is null; of a wrong day, that it is so."""
    values = dict.fromkeys(page.fields or page.columns) | dict(entry.values)
    ledger = campaign.ledger(entry.ledger)
    return {
        "row": entry.row,
        "values": {name: export_value(value) for name, value in values.items()},
        "about": sorted(entry.about),
        "not_applicable": sorted(entry.not_applicable),
        "planned": is_planned(campaign, ledger, entry, today),
        **({"misdated": True} if is_misdated(campaign, ledger, entry, today) else {}),
    }


def _line(overview: Overview, line: Line) -> Json:
    return {
        "id": line.indicator.id,
        "name": line.measure.name,
        "counter": line.measure.counter,
        "done": line.done,
        "planned": line.planned,
        "about": line.about,
        "target": line.target,
        "rate": None if line.rate is None or line.is_doubtful else round(line.rate, 4),
        "doubtful": line.is_doubtful,
        "unread": list(line.unread),
        "by_district": dict(line.by_district),
        "by_unit": dict(line.by_unit),
        "about_districts": _list_approximate(line.by_district),
        "about_units": _list_approximate(line.by_unit),
        "open_pairs": count_open_pairs(overview, line),
        "derivation": derive_figure(overview, line),
    }


def _list_approximate(figures: Mapping[str, int]) -> list[str]:
    return [name for name, figure in figures.items() if _is_approximate(figure)]


def _is_approximate(cell: object) -> bool:
    return isinstance(cell, Approximate)


def _harmless(cell: object) -> object:
    if isinstance(cell, Approximate):
        return f"{'约' * bool(cell)}{int(cell)}"
    return FORMULA_STARTS.sub("'", cell) if isinstance(cell, str) else cell
