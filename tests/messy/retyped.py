"""The same workbooks as they look after another program or another hand has been over them."""

import datetime as dt


def as_text(sheet):
    """Every cell as text, as .csv and web exports leave it: 30.0, 2019-05-28 00:00:00."""
    for place, cell in sheet.cells.items():
        if isinstance(cell, dt.datetime | float):
            sheet.cells[place] = str(cell)


def padded(sheet):
    """Spaces typed around every text."""
    for place, cell in sheet.cells.items():
        if isinstance(cell, str):
            sheet.cells[place] = f" {cell}\u3000"


def spread(sheet):
    """An empty column behind every third one."""
    move(sheet, 0, lambda column: column + (column - 1) // 3)


def below_a_letter(sheet):
    """The letter that asked for it, copied above the table."""
    move(sheet, 6, int)
    lines = (
        "关于报送的通知",
        "各单位：",
        "请于6月15日前报送。",
        "联系人：示例某",
        "电话：0951-6000000",
    )
    sheet.cells |= {(row, 1): line for row, line in enumerate(lines, 1)}


def move(sheet, down, across):
    """Every cell elsewhere, and what is known of it."""
    sheet.cells = {(row + down, across(at)): cell for (row, at), cell in sheet.cells.items()}
    sheet.merged = [(t + down, across(x), b + down, across(y)) for t, x, b, y in sheet.merged]
    sheet.tables = [
        (ledger, {row + down: facts for row, facts in truth.items()})
        for ledger, truth in sheet.tables
    ]
    sheet.heads = {key: (row + down, across(at)) for key, (row, at) in sheet.heads.items()}
    sheet.notes = {(row + down, across(at)): text for (row, at), text in sheet.notes.items()}
    sheet.struck, sheet.hidden_rows, sheet.told = (
        {row and row + down for row in rows}
        for rows in (sheet.struck, sheet.hidden_rows, sheet.told)
    )


WAYS = as_text, padded, spread, below_a_letter
