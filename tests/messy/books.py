"""Whole workbooks: every ledger drawn some way, and sheets that only look like ledgers."""

import datetime as dt
import io
import random

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter

from tests.messy.sheets import Drawn, draw


def workbook(campaign, seed):
    """The sheets of one messy workbook."""
    chance = random.Random(seed)
    names = [{column.name for column in ledger.columns} for ledger in campaign.ledgers]
    common = set.intersection(*names)
    sheets = [
        draw(ledger, common, chance)
        for ledger in campaign.ledgers
        if not ledger.single and chance.random() < 0.8
    ]
    sheets += [decoy for decoy in _decoys(campaign, common, chance) if chance.random() < 0.25]
    if chance.random() < 0.3:
        chance.shuffle(sheets)
    return _with_own_names(sheets)


def _with_own_names(sheets):
    seen = {}
    for sheet in sheets:
        name = sheet.name[:28]
        seen[name.strip()] = seen.get(name.strip(), 0) + 1
        sheet.name = name if seen[name.strip()] == 1 else f"{name.strip()}_{seen[name.strip()]}"
    return sheets


def _decoys(campaign, common, chance):
    ledger = chance.choice([each for each in campaign.ledgers if not each.single])
    last_year = draw(ledger, common, chance)
    last_year.name = chance.choice(
        [f"2018{ledger.name}", f"{ledger.name}(2018年)", f"{ledger.name}旧"]
    )
    old = draw(ledger, common, chance)
    old.hidden = True
    for sheet in (last_year, old):
        sheet.ledger, sheet.truth = None, {}
    yield last_year
    yield old
    yield _table(
        "通讯录",
        ("序号", "单位", "姓名", "职务", "联系电话"),
        (1.0, "贺兰县科协", "示例某", "主席", "13800001234"),
    )
    yield _table(
        "填报说明", ("填报说明",), ("一、本工作簿由各单位填写。",), ("二、日期写成2019-05-30。",)
    )
    yield _table(
        "Sheet9", ("单位", "走访人次", "讲座场次", "报道篇数"), ("贺兰县科协", 30.0, 2.0, 5.0)
    )
    yield _table("经费", ("日期", "事项", "金额", "经办人"), ("5.28", "展板制作", 3000.0, "示例某"))


def _table(name, *rows):
    sheet = Drawn(name, None)
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row, 1):
            sheet.put(r, c, cell)
    return sheet


def by_xlsxwriter(sheets):
    """The bytes as XlsxWriter writes them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for top, left, bottom, right in sheet.merged:
                page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
            for (row, column), cell in sheet.cells.items():
                page.write(
                    row - 1, column - 1, cell, day if isinstance(cell, dt.datetime) else None
                )
            if sheet.hidden:
                page.hide()
        if book.worksheets()[0].hidden:
            book.worksheets()[-1].activate()
    return file.getvalue()


def by_openpyxl(sheets):
    """The bytes as openpyxl writes them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            page[f"{get_column_letter(column)}{row}"] = cell
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
