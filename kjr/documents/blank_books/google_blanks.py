"""Blank spreadsheets at Google: the same sheets, rules and hints as the blank workbooks."""

from collections.abc import Iterator
from typing import assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
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
    headings = {each.name: tuple(map(_heading, each.columns)) for each in campaign.ledgers}
    return tuple(
        BlankSheet(each.name, compose_sheet_title(campaign, each, unit), headings[each.name])
        for each in campaign.ledgers
    )


def _heading(column: Column) -> BlankColumn:
    its = BlankColumn(column.name, required=column.required, note=compose_column_hint(column))
    match column:
        case Count() | Money():
            return its._replace(kind="number")
        case Day():
            return its._replace(kind="day")
        case Choice(many=False, options=options):
            return its._replace(kind="choice", options=options)
        case Text() | Choice() | Person() | Phone() | Link():
            return its
        case _:
            assert_never(column)
