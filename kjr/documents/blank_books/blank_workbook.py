"""Blank workbooks for units to fill: headers, drop-downs and hints as the ledgers declare them.

Nothing is locked and nothing refused: a broken rule only warns, because a protected sheet cannot
be sorted, and what people know best is sometimes 30余人.
"""

import datetime as dt
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, Ledger, Unit
from kjr.campaign.suggestions import suggest_word
from kjr.campaign.unit_names import build_resolver
from kjr.documents.blank_books.column_faces import build_column_face, build_validation
from kjr.documents.blank_books.guide import write_guide
from kjr.errors import KjrError
from kjr.store.files import save_output
from kjr.store.folder.file_kinds import is_workbook_name
from kjr.values.cells import Row

WORDS: Final = "字典"
HEADER, FIRST, LAST = 1, 2, 1999
"""Rows as XlsxWriter counts them: the header, the first to fill, the last with rules."""
RED, BLUE, YELLOW, LINE = "#C0392B", "#1B5FAA", "#FFF2CC", "#D5DAE0"
TITLE: Final = {"bold": True, "font_size": 14}
HEAD: Final = {
    "bold": True,
    "font_color": "#FFFFFF",
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
}
CELL: Final = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": LINE}

Style = Callable[..., Format]
"""A format of one workbook by its properties; those that look alike are one."""


def write_blanks(campaign: Campaign, folder: Path, only: str | None = None) -> list[Path]:
    """Write a workbook for each unit, or one, that has none yet under any of its names."""
    whose = build_resolver(campaign.units, campaign.file_words)
    files = folder.iterdir() if folder.is_dir() else ()
    taken = {whose(path.stem) for path in files if is_workbook_name(path.name)}
    fresh = [unit for unit in select_units(campaign, only) if unit.name not in taken]
    paths = [folder / f"{unit.name}.xlsx" for unit in fresh]
    for unit, path in zip(fresh, paths, strict=True):
        save_output(path, build_blank_book(campaign, unit), makes_folder=True)
    return paths


def build_blank_book(campaign: Campaign, unit: Unit) -> bytes:
    """One unit's workbook with nothing filled in."""
    return build_unit_book(campaign, unit, {})


def build_unit_book(
    campaign: Campaign, unit: Unit, rows: Mapping[str, Sequence[Row]], banner: str = ""
) -> bytes:
    """One unit's workbook with rows under its ledgers; the banner stands before every title."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        _describe(book, campaign, unit)
        write_guide(book, campaign, unit, banner)
        pages = [(ledger, book.add_worksheet(ledger.name)) for ledger in campaign.ledgers]
        options = _write_words(book, campaign.ledgers)
        style = _remember_formats(book)
        for ledger, page in pages:
            words = banner + compose_sheet_title(campaign, ledger, unit)
            page.write_string(0, 0, words, style(**TITLE))
            _set_columns(style, page, ledger, options)
            _mark_missing(style, page, ledger)
            _set_print(page)
            for number, row in enumerate(rows.get(ledger.name, ()), FIRST):
                write_row(page, number, row)
    return data.getvalue()


def compose_sheet_title(campaign: Campaign, ledger: Ledger, unit: Unit) -> str:
    """The line above a ledger's header."""
    year, work = campaign.year, campaign.title
    return f"{campaign.city}{year}年{work}{ledger.name}台账　填报单位：{unit.name}"


def write_row(page: Worksheet, number: int, row: Row) -> None:
    """Cells as typed; text stays text, so that =1+1 is never a formula."""
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(number, column, cell)
        elif cell is not None:
            page.write(number, column, cell)


def hash_ledgers(campaign: Campaign) -> str:
    """A short mark of the ledgers a workbook was made for, kept in its properties."""
    return hashlib.blake2b(repr(campaign.ledgers).encode(), digest_size=6).hexdigest()


def select_units(campaign: Campaign, only: str | None) -> tuple[Unit, ...]:
    """All units, or the one that goes by this name; KjrError if none does."""
    named = [unit for unit in campaign.units if only in (unit.name, unit.short, *unit.aliases)]
    names = [unit.name for unit in campaign.units]
    if only and not named:
        raise KjrError(f"单位名册里没有“{only}”{suggest_word(only, names)}")
    return tuple(named) if only else campaign.units


def _describe(book: Workbook, campaign: Campaign, unit: Unit) -> None:
    created = dt.datetime.combine(campaign.first, dt.time())
    name = f"{campaign.year}年{campaign.title}台账"
    book.set_properties({"title": name, "company": unit.name, "created": created})
    book.set_custom_property("kjr_schema", hash_ledgers(campaign))


def _remember_formats(book: Workbook) -> Style:
    """A format made once costs nothing again: the columns of all ledgers share a dozen."""

    @cache
    def style(**look: object) -> Format:
        return book.add_format(look)

    return style


def _write_words(book: Workbook, ledgers: Sequence[Ledger]) -> dict[tuple[str, str], str]:
    """The hidden sheet of drop-down words; (ledger, column) → the range that lists its options."""
    page = book.add_worksheet(WORDS)
    page.hide()
    ranges: dict[tuple[str, str], str] = {}
    for ledger in ledgers:
        for column in ledger.columns:
            if isinstance(column, Choice):
                at = len(ranges)
                page.write_column(0, at, (f"{ledger.name}·{column.name}", *column.options))
                area = xl_range_abs(1, at, len(column.options), at)
                ranges[ledger.name, column.name] = f"={WORDS}!{area}"
    return ranges


def _set_columns(
    style: Style, page: Worksheet, ledger: Ledger, options: Mapping[tuple[str, str], str]
) -> None:
    """Headers, and for each column its style, its rule and its hint."""
    for number, column in enumerate(ledger.columns):
        its = build_column_face(column, options.get((ledger.name, column.name), ""))
        width = max(its.width, 2 * len(column.name) + 2)
        page.set_column(number, number, width, style(**CELL, num_format=its.pattern))
        colour = RED if column.required else BLUE
        page.write_string(HEADER, number, column.name, style(**HEAD, bg_color=colour))
        page.data_validation(FIRST, number, LAST, number, build_validation(column, its))


def _mark_missing(style: Style, page: Worksheet, ledger: Ledger) -> None:
    """Yellow where a row has content but a cell it needs is blank.

    Columns needed under the same condition share a rule: a spreadsheet looks at fewer, sooner.
    """
    yellow = style(bg_color=YELLOW)
    for condition, numbers in _needed_when(ledger).items():
        blank = f"LEN(TRIM({xl_col_to_name(numbers[0])}{FIRST + 1}))=0"
        areas = " ".join(xl_range(FIRST, number, LAST, number) for number in numbers)
        rule = {"type": "formula", "criteria": f"=AND({condition},{blank})", "format": yellow}
        page.conditional_format(areas.split()[0], {**rule, "multi_range": areas})


def _needed_when(ledger: Ledger) -> dict[str, list[int]]:
    """Under which conditions of its row, as formulas, which columns must be filled."""
    letters = {each.name: xl_col_to_name(n) for n, each in enumerate(ledger.columns)}
    row, needed = FIRST + 1, defaultdict[str, list[int]](list)
    for number, column in enumerate(ledger.columns):
        if column.required:
            needed[f"COUNTA($A{row}:${letters[ledger.columns[-1].name]}{row})>0"].append(number)
        for need in ledger.needs:
            if need.column == column.name:
                words = (f'${letters[need.when]}{row}="{word}"' for word in need.among)
                needed[f"OR({','.join(words)})"].append(number)
    return needed


def _set_print(page: Worksheet) -> None:
    page.freeze_panes(HEADER + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER)
    page.set_footer("&C第 &P 页，共 &N 页")
