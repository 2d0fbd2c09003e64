"""What the office says stands in a cell (订正): it counts in place of what was typed, which stays.

A correction is an act with one edit of one cell: its row as it stood, and as the office has it.
It holds wherever its row has moved, until somebody changes the very cell; then the office decides.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kjr.campaign.model import Campaign
from kjr.editing.merging import apply_changes, build_change
from kjr.editing.page_rows import locate_act_row
from kjr.editing.rows.row_comparison import fold_cell
from kjr.reading.book import parse_book
from kjr.reading.page import Page, Problem
from kjr.state.acts import Act
from kjr.values.cells import Cell, format_cell
from kjr.values.readings import Level


class LocatedCorrection(NamedTuple):
    """One correction held against the workbook as it is."""

    act: Act
    column: str
    was: Cell
    """What was typed when it was corrected."""
    cell: Cell
    """What the office says."""
    page: Page | None
    """Where its row stands now; None when the row is gone."""
    row: int

    @property
    def now(self) -> Cell:
        """What is typed there now."""
        return self.page.raw(self.row, self.column) if self.page else None

    @property
    def holds(self) -> bool:
        """Whether the cell still stands as it was corrected."""
        return self.page is not None and fold_cell(self.now) == fold_cell(self.was)

    @property
    def address(self) -> str:
        """The cell's address now, blank when its row is gone."""
        return self.page.address(self.row, self.column) if self.page else ""


def locate_corrections(pages: Sequence[Page], acts: Iterable[Act]) -> tuple[LocatedCorrection, ...]:
    """Each correction of a unit's workbook, held against it."""
    return tuple(_locate(pages, act) for act in acts)


def apply_corrections(
    pages: tuple[Page, ...], campaign: Campaign, acts: Iterable[Act]
) -> tuple[Page, ...]:
    """A workbook's pages, as typed, with the corrections that hold read in place of their cells.

    The sheets stay as typed.
    """
    holding = [case for case in locate_corrections(pages, acts) if case.holds]
    if not holding:
        return pages
    typed = {page.sheet.name: page.sheet for page in pages}
    meant = dict(typed)
    for case in holding:
        assert case.page
        change = build_change(case.page, case.row, case.column, case.cell)
        name = case.page.sheet.name
        meant[name] = apply_changes(meant[name], [change])
    return tuple(
        _over(page._replace(sheet=typed[page.sheet.name]), campaign, holding)
        for page in parse_book(tuple(meant.values()), campaign)
    )


def _locate(pages: Sequence[Page], act: Act) -> LocatedCorrection:
    (edit,) = act.edits
    ((column, was, cell),) = edit.cells
    page, row = locate_act_row(pages, act) or (None, 0)
    return LocatedCorrection(act, column, was, cell, page, row)


def _over(page: Page, campaign: Campaign, cases: Iterable[LocatedCorrection]) -> Page:
    """A page read with corrections, which says so cell by cell."""
    here = page.sheet.name, page.ledger
    ours = [
        each for each in cases if each.page and (each.page.sheet.name, each.page.ledger) == here
    ]
    places = {page.address(case.row, case.column) for case in ours}
    problems = (
        each
        for each in page.problems
        if each.level is Level.ERROR or each.cell not in places  # the office has verified it
    )
    return page._replace(
        corrected={(case.row, case.column): case.act for case in ours},
        problems=(*problems, *(_note(page, case, campaign) for case in ours)),
    )


def _note(page: Page, case: LocatedCorrection, campaign: Campaign) -> Problem:
    is_private = page.ledger and campaign.ledger(page.ledger).column(case.column).private
    said = "" if is_private else f"为“{format_cell(case.cell) or '空'}”"
    message = f"已由{campaign.office}订正{said}：{case.act.note}"
    problem = page.problem(case.row, case.column, Level.HINT, message)
    return problem._replace(raw=format_cell(case.was))
