"""A unit's whole workbook: every sheet understood, or left alone with the reason.  Never raises."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kjr.campaign.model import Campaign
from kjr.reading.checks.book import check_book
from kjr.reading.checks.marks import add_mark_problems, erase_struck_cells
from kjr.reading.columns.column_contents import match_contents
from kjr.reading.copies import join_copies
from kjr.reading.forms import read_form
from kjr.reading.header.header import Header
from kjr.reading.header.lexicon import Lexicon, build_lexicon
from kjr.reading.header.sheets import (
    NO_HEADER,
    collect_row_texts,
    find_named_ledger,
    find_nearest_ledgers,
    find_table_header,
)
from kjr.reading.header.side_by_side import split_sheet_tables
from kjr.reading.page import Page
from kjr.reading.skipped_sheets import find_sheet_refusal, find_title_refusal
from kjr.reading.table import read_table
from kjr.store.base import Sheet
from kjr.values.readings import Level

FEW, FILLED = 2, 3
"""From so many filled cells on, a row is data, and work somebody may want counted."""


@dataclass(frozen=True)
class BookParser:
    """``parse_book`` for one campaign, as a value: a process is sent it only when it differs."""

    campaign: Campaign

    def __call__(self, sheets: Sequence[Sheet]) -> tuple[Page, ...]:
        """Every page of a workbook."""
        return parse_book(sheets, self.campaign)


def parse_book(sheets: Sequence[Sheet], campaign: Campaign) -> tuple[Page, ...]:
    """Every page of a workbook; a sheet with two tables gives two.

    Two sheets for one ledger are both read; rows that stand in both count once.
    """
    lexicon = build_lexicon(campaign.ledgers)
    found = [each for sheet in sheets for each in _pages(sheet, campaign, lexicon)]
    read = {page.ledger for page, _ in found}
    pages = [_warn(page, meant, is_read=meant in read) if meant else page for page, meant in found]
    return check_book(campaign, join_copies(campaign, pages))


def _pages(sheet: Sheet, campaign: Campaign, lexicon: Lexicon) -> Iterator[tuple[Page, str | None]]:
    """A sheet's pages; with one that is refused, the ledger it would have been, if any."""
    meant = erase_struck_cells(sheet)
    header = find_table_header(meant, lexicon) or _find_by_contents(meant, campaign, lexicon)
    if why := find_sheet_refusal(sheet, campaign):
        yield Page(sheet, None, why), header.ledger.name if header else None
    elif header is None:
        yield add_mark_problems(_without_table(meant, campaign, lexicon), sheet), None
    else:
        for part, own in split_sheet_tables(meant, header, lexicon):
            for page, ledger in _tables(part, own, campaign, lexicon):
                yield add_mark_problems(page, sheet), ledger


def _find_by_contents(sheet: Sheet, campaign: Campaign, lexicon: Lexicon) -> Header | None:
    """A header too few of whose words are known, but whose columns hold what a ledger asks for."""
    window = campaign.first, campaign.last
    header = find_table_header(
        sheet, lexicon, lambda each: match_contents(sheet, each, lexicon, window)
    )
    return header if header and not header.ledger.single else None


def _tables(
    sheet: Sheet, header: Header | None, campaign: Campaign, lexicon: Lexicon
) -> Iterator[tuple[Page, str | None]]:
    """Every table of a sheet, from the first header on."""
    start = 1
    while header:
        page, below = read_table(sheet, header, campaign, lexicon, start)
        why = find_title_refusal(collect_row_texts(sheet, start, header.top), campaign)
        yield (Page(sheet, None, why), page.ledger) if why else (page, None)
        read = [entry.row for entry in page.entries]
        read += [each.row for each in page.problems if each.level is Level.ERROR]
        start = 1 + max([header.bottom, *read])
        header = below


def _warn(page: Page, ledger: str, *, is_read: bool) -> Page:
    """A sheet left alone; its writer is told, the louder if nothing else fills its ledger."""
    message = f"{page.reason}，没有读；如应计入「{ledger}」，请取消隐藏或改工作表名、标题"
    problem = page.problem(0, "", Level.HINT if is_read else Level.DOUBT, message)
    return page._replace(problems=(problem,))


def _phrase_nearest(names: Sequence[str]) -> str:
    """Why a sheet that comes near to these ledgers was not read, and what helps."""
    near = "".join(f"「{name}」" for name in names)
    if len(names) == 1:
        return f"有几列像{near}，但必填列不够，没有读；如应计入，请照样表写好表头"
    return f"有几列像{near}，分不出是哪一本，没有读；如应计入，请把工作表名改成台账的名称"


def _without_table(sheet: Sheet, campaign: Campaign, lexicon: Lexicon) -> Page:
    """A form, a sheet nobody has typed into yet, or one that is no ledger."""
    named = find_named_ledger(sheet, campaign.ledgers)
    form = read_form(sheet, campaign, lexicon, hinted=named is not None and named.single)
    if form:
        return form
    if not any(sheet.rows):
        return Page(sheet, named.name if named else None, "" if named else "空白工作表")
    page = Page(sheet, None, NO_HEADER)
    if named:
        level = Level.ERROR
        message = f"没有找到「{named.name}」的表头，整张表没有读，请照样表恢复表头那一行"
    elif near := find_nearest_ledgers(sheet, lexicon):
        level = Level.DOUBT
        message = _phrase_nearest([ledger.name for ledger in near])
    elif count := sum(sum(cell is not None for cell in row) >= FEW for row in sheet.rows[1:]):
        is_work = any(sum(cell is not None for cell in row) >= FILLED for row in sheet.rows[1:])
        level = Level.DOUBT if is_work else Level.HINT
        message = f"{NO_HEADER}，{count}行没有读；如应计入，请照样表写好表头"
    else:
        return page
    return page._replace(problems=(page.problem(0, "", level, message),))
