"""Whole workbooks: every ledger drawn some way, and sheets that only look like ledgers."""

import copy
import dataclasses
import datetime as dt
import io
import random

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tests.messy.cells import Truth
from tests.messy.odd_tables import cut_short, may_be_cut, rebuild
from tests.messy.sheets import Drawn, draw, draw_table, draw_tidily
from tests.messy.styles import MESSY


def workbook(campaign, seed, style=MESSY):
    """The sheets of one workbook."""
    chance = random.Random(seed)
    names = [{column.name for column in ledger.columns} for ledger in campaign.ledgers]
    common = set.intersection(*names)
    ledgers = [_own_work(each) for each in campaign.ledgers if not each.single]
    tables = [each for each in ledgers if chance.random() < 0.8]
    if style.is_tidy:
        return [draw_tidily(each, common, chance) for each in tables or ledgers[:1]]
    sheets = []
    while tables:
        ledger = tables.pop()
        sheet = draw(style, ledger, common, chance)
        if tables and chance.random() < 0.06:
            below = max(row for row, _ in sheet.cells) + 2
            draw_table(style, sheet, tables.pop(), common, chance, below)
        elif chance.random() < style.rebuilt:
            rebuild(sheet, ledger, chance)
        elif chance.random() < style.rebuilt / 8 and may_be_cut(sheet):
            sheets.append(cut_short(copy.deepcopy(sheet), sheet, chance))
        sheets.append(sheet)
    if chance.random() < 0.7:
        sheets.append(_summary(campaign, chance))
    decoys = _decoys(style, campaign, common, chance)
    behind = [decoy for decoy in decoys if chance.random() < 0.25]
    if not any(sheet.name.startswith(("第一周", "台账")) for sheet in sheets):
        sheets += behind
        chance.shuffle(sheets)
    return _with_own_names(sheets)


def _own_work(ledger):
    """The ledger without the options that are for other kinds of units to write."""
    taken = {host.when: host.among for host in ledger.hosts}
    return dataclasses.replace(
        ledger,
        columns=tuple(
            dataclasses.replace(
                each,
                options=tuple(word for word in each.options if word not in taken[each.name]),
                synonyms={k: v for k, v in each.synonyms.items() if v not in taken[each.name]},
            )
            if each.name in taken
            else each
            for each in ledger.columns
        ),
    )


def _with_own_names(sheets):
    seen = {}
    for sheet in sheets:
        name = sheet.name[:28]
        seen[name.strip()] = seen.get(name.strip(), 0) + 1
        sheet.name = name if seen[name.strip()] == 1 else f"{name.strip()}_{seen[name.strip()]}"
    return sheets


def _summary(campaign, chance):
    """The closing report, as labels and values or as headings and paragraphs."""
    ledger = campaign.ledger(campaign.filing.ledger)
    asked = {each.name for each in ledger.columns}
    sheet = Drawn(chance.choice(["总结报送", "总结", "活动总结", "Sheet1"]))
    said = {"主要做法": "组织走访和讲座。", "典型经验": "送服务下田。", "存在问题": "宣传不够。"}
    said |= {"下一步打算": "办成常年的活动。"}
    said = dict([each for each in said.items() if each[0] in asked][:3])
    ticks = {"书面总结": "已交", "电子版": chance.choice(["已交", "未交"])}
    facts = {name: Truth(value) for name, value in (said | ticks).items()}
    if chance.random() < 0.5:
        facts = {name: facts[name] for name in said}
        sheet.told.add(0)
        for n, (name, text) in enumerate(said.items()):
            sheet.put(3 + 2 * n, 1, f"{'一二三'[n]}、{name}")
            sheet.put(4 + 2 * n, 1, text)
        first = 4
    else:
        for n, (name, text) in enumerate((ticks | said).items()):
            sheet.put(2 + n, 1, chance.choice([name, f"{name}：", f"*{name}"]))
            sheet.put(2 + n, 2, text)
        first = 2
    sheet.put(1, 1, "2019年“全国科技工作者日”活动总结")
    sheet.tables.append((ledger.name, {first: facts}))
    return sheet


def _decoys(style, campaign, common, chance):
    ledger = chance.choice([each for each in campaign.ledgers if not each.single])
    tabs = [
        f"2018{ledger.name}",
        f"{ledger.name}(2018年)",
        f"{ledger.name}旧",
        f"{ledger.name}样表",
    ]
    for name, hidden in ((chance.choice(tabs), False), (f"{ledger.name}1", True)):
        decoy = draw(style, ledger, common, chance, name)
        decoy.tables, decoy.hidden, decoy.told = [], hidden, set()
        yield decoy
    contact = (1.0, "贺兰县科协", "示例某", "主席", "13800001234")
    yield _table("通讯录", ("序号", "单位", "姓名", "职务", "联系电话"), contact)
    yield _table("填报说明", ("填报说明",), ("一、由各单位填写。",), ("二、日期写成2019-05-30。",))
    figures = ("贺兰县科协", 30.0, 2.0, 5.0)
    yield _table("Sheet9", ("单位", "走访人次", "讲座场次", "报道篇数"), figures)
    yield _table("经费", ("日期", "事项", "金额", "经办人"), ("5.28", "展板制作", 3000.0, "示例某"))


def _table(name, *rows):
    sheet = Drawn(name)
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row, 1):
            sheet.put(r, c, cell)
    return sheet


def by_xlsxwriter(sheets):
    """The bytes as XlsxWriter writes them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        out = book.add_format({"font_strikeout": True, "num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for top, left, bottom, right in sheet.merged:
                page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
            for (row, column), cell in sheet.cells.items():
                form = day if isinstance(cell, dt.datetime) else None
                page.write(row - 1, column - 1, cell, out if row in sheet.struck else form)
            for (row, column), note in sheet.notes.items():
                page.write_comment(row - 1, column - 1, note)
            for row in sheet.hidden_rows:
                page.set_row(row - 1, None, None, {"hidden": True})
            if sheet.hidden:
                page.hide()
        shown = next(n for n, sheet in enumerate(sheets) if not sheet.hidden)
        book.worksheets()[shown].activate()
        book.worksheets()[shown].set_first_sheet()
    return file.getvalue()


def by_openpyxl(sheets):
    """The bytes as openpyxl writes them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            page[f"{get_column_letter(column)}{row}"] = cell
            if row in sheet.struck:
                page[f"{get_column_letter(column)}{row}"].font = Font(strike=True)
        for (row, column), note in sheet.notes.items():
            page.cell(row, column).comment = Comment(note, "示例")
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    book.active = next(n for n, sheet in enumerate(sheets) if not sheet.hidden)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
