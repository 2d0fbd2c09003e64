"""Blank spreadsheets at Google: the same sheets, rules and hints as the blank workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kjr.campaign.columns import Choice, Column, Count, Day, Money
from kjr.campaign.model import Campaign, Unit
from kjr.documents.blank_books.blank_workbook import chosen, title
from kjr.documents.blank_books.column_faces import hint
from kjr.store.google.blanks import Form, Heading, prepare
from kjr.store.google.google_store import GoogleStore


def prepare_all(store: GoogleStore, campaign: Campaign, only: str | None = None) -> Iterator[str]:
    """Add to each unit's spreadsheet, or one's, the sheets it lacks; tell of each as it is done.

    Raises StoreUnavailableError, or GoogleError at the first spreadsheet that cannot be changed.
    """
    units = chosen(campaign, only)
    held = store.versions().books
    there = [unit for unit in units if unit.name in held]
    for unit in there:
        if added := prepare(store.book(unit.name), forms(campaign, unit)):
            yield f"{unit.name}　补了 {len(added)} 张空白工作表"
    yield f"看过 {len(there)} 份 Google 表格；有内容的工作表没有动。"
    if absent := [unit.name for unit in units if unit.name not in held]:
        yield f"文件夹里还没有表格的 {len(absent)} 家：{'、'.join(absent)}"


def forms(campaign: Campaign, unit: Unit) -> tuple[Form, ...]:
    """One blank sheet per ledger."""
    return tuple(
        Form(ledger.name, title(campaign, ledger, unit), tuple(map(_heading, ledger.columns)))
        for ledger in campaign.ledgers
    )


def _heading(column: Column) -> Heading:
    match column:
        case Count() | Money():
            its = Heading(column.name, "number")
        case Day():
            its = Heading(column.name, "day")
        case Choice(many=False, options=options):
            its = Heading(column.name, "choice", options=options)
        case _:
            its = Heading(column.name)
    return replace(its, required=column.required, note=hint(column))
