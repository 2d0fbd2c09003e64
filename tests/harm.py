"""Text that would do harm where it is not shown as it stands, typed into a real workbook."""

import openpyxl

from kjr.campaign.columns import Count, Text

ELSEWHERE = "attack.invalid"
MARKUP = (
    "<script>window.hit=1</script>",
    f'<img src="http://{ELSEWHERE}/x" onerror="window.hit=1">',
    f"![图](http://{ELSEWHERE}/picture)",
    "[点我](javascript:window.hit=1)",
    f"[点我](http://{ELSEWHERE}/link)",
    f"http://{ELSEWHERE}/bare",
    f"www.{ELSEWHERE}",
    ":red[红]",
)
LOADED = " ".join(MARKUP)


def spoil(folder, book, campaign):
    """Type it into the book: as the title of one entry, and where another has a number."""
    workbook = openpyxl.load_workbook(folder / book.held.file)
    for page in book.pages:
        if not page.ledger or not page.columns or len(page.entries) < 2:
            continue
        titled, numbered, *_ = page.entries
        sheet, columns = workbook[page.sheet.name], campaign.ledger(page.ledger).columns
        for row, kind in ((titled.row, Text), (numbered.row, Count)):
            for column in columns:
                if isinstance(column, kind) and (place := page.place(row, column.name)):
                    sheet.cell(*place, LOADED)
    workbook.save(folder / book.held.file)
