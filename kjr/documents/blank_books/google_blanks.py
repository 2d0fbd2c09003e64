"""Blank spreadsheets at Google: the same sheets, rules and hints as the blank workbooks."""

from collections.abc import Iterator

from kjr.campaign.columns import Choice, Column, Count, Day, Money
from kjr.campaign.model import Campaign, Unit
from kjr.documents.blank_books.blank_workbook import compose_sheet_title, select_units
from kjr.documents.blank_books.column_faces import compose_column_hint
from kjr.store.google.blanks import BlankColumn, BlankSheet, prepare_spreadsheet
from kjr.store.google.google_store import GoogleStore


def prepare_google_blanks(
    store: GoogleStore, campaign: Campaign, only: str | None = None
) -> Iterator[str]:
    """Add to each unit's spreadsheet, or one's, the sheets it lacks; tell of each as it is done.

    Raises StoreUnavailableError, or GoogleError at the first spreadsheet that cannot be changed.
    """
    units = select_units(campaign, only)
    held = store.versions().books
    there = [unit for unit in units if unit.name in held]
    for unit in there:
        if added := prepare_spreadsheet(store.book(unit.name), build_blank_sheets(campaign, unit)):
            yield f"{unit.name}　补了 {len(added)} 张空白工作表"
    yield f"看过 {len(there)} 份 Google 表格；有内容的工作表没有动。"
    if absent := [unit.name for unit in units if unit.name not in held]:
        yield f"文件夹里还没有表格的 {len(absent)} 家：{'、'.join(absent)}"


def build_blank_sheets(campaign: Campaign, unit: Unit) -> tuple[BlankSheet, ...]:
    """One blank sheet per ledger."""
    return tuple(
        BlankSheet(
            ledger.name,
            compose_sheet_title(campaign, ledger, unit),
            tuple(map(_heading, ledger.columns)),
        )
        for ledger in campaign.ledgers
    )


def _heading(column: Column) -> BlankColumn:
    match column:
        case Count() | Money():
            its = BlankColumn(column.name, "number")
        case Day():
            its = BlankColumn(column.name, "day")
        case Choice(many=False, options=options):
            its = BlankColumn(column.name, "choice", options=options)
        case _:
            its = BlankColumn(column.name)
    return its._replace(required=column.required, note=compose_column_hint(column))
