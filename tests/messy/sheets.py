"""One ledger as an office would draw it: titles, odd headers, sections, totals, notes."""

import datetime as dt
from dataclasses import dataclass, field

from kjr.columns import Count, Day, Money
from tests.messy.cells import BLANK, NOTHING, UNREADABLE, Truth, type_cell


@dataclass
class Drawn:
    """A sheet as drawn, and what is true of it; rows and columns count from 1."""

    name: str
    ledger: str | None
    cells: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)
    truth: dict = field(default_factory=dict)
    """Row → column → Truth, for every row that is an entry."""
    hidden: bool = False

    def put(self, row, column, cell):
        """Type a cell."""
        if cell is not None and cell != "":
            self.cells[row, column] = cell


def draw(ledger, common, chance):
    """A sheet of one ledger with a few rows, drawn one way or another."""
    sheet = Drawn(_tab(ledger, chance), ledger.name)
    columns = _columns(ledger, common, chance)
    left = chance.choice([1, 1, 1, 1, 2, 3])
    row = _titles(sheet, ledger, left, chance)
    is_numbered = chance.random() < 0.5
    row = _header(sheet, columns, (row, left), is_numbered, chance)
    start = left + is_numbered
    if chance.random() < 0.15:
        for n in range(len(columns) + is_numbered):
            sheet.put(row, left + n, float(n + 1))
        row += 1
    row = _rows(sheet, ledger, columns, (row, start), is_numbered, chance)
    _foot(sheet, columns, (row, start), chance)
    return sheet


def _tab(ledger, chance):
    names = [ledger.name] * 5 + [
        *ledger.aliases[:4],
        f"{ledger.name}台账",
        f"附件{chance.randint(1, 8)}",
    ]
    return chance.choice([*names, f"{ledger.name}情况统计表", f" {ledger.name} "])


def _columns(ledger, common, chance):
    """The ledger's columns in some order, a few optional ones left out, strangers put in."""
    columns = [each for each in ledger.columns if each.required or chance.random() < 0.75]
    columns = [each for each in columns if each.name not in common or chance.random() < 0.3]
    if chance.random() < 0.3:
        chance.shuffle(columns)
    if chance.random() < 0.2:
        columns.insert(chance.randrange(len(columns)), None)
    return columns


def _titles(sheet, ledger, left, chance):
    row = chance.choice([1, 1, 1, 2])
    if chance.random() < 0.7:
        title = f"银川市科协2019年“全国科技工作者日”{ledger.name}统计表"
        sheet.put(row, left, chance.choice([title, f"附件2  {title}", f"{ledger.name}台账"]))
        if chance.random() < 0.5:
            sheet.merged.append((row, left, row, left + 5))
        row += 1
    if chance.random() < 0.4:
        sheet.put(row, left, "填报单位（盖章）：贺兰县科协")
        sheet.put(
            row,
            left + 4,
            chance.choice(["填报人：示例某", "填报日期：2019年6月10日", "单位：人、份"]),
        )
        row += 1
    return row + (chance.random() < 0.1)


def _header(sheet, columns, place, is_numbered, chance):
    row, at = place
    if is_numbered:
        sheet.put(row, at, chance.choice(["序号", "编号", "序 号", "No."]))
    at += is_numbered
    over_two = chance.random() < 0.2
    for n, column in enumerate(columns):
        sheet.put(row, at + n, _heading(column, chance) if column else "活动地址门牌")
        if over_two:
            sheet.merged.append((row, at + n, row + 1, at + n))
    return row + 1 + over_two


def _heading(column, chance):
    name = chance.choice([column.name] * 4 + list(column.aliases[:5]))
    star = "*" if column.required and chance.random() < 0.2 else ""
    half = len(name) // 2
    forms = [name] * 6 + [f"{name[:half]}\n{name[half:]}", f"{name[:half]} {name[half:]}"]
    forms += [f"{name}（必填）", f"{name}\u200b", f"\n{name}"]
    return star + chance.choice(forms)


def _rows(sheet, ledger, columns, place, is_numbered, chance):
    row, at = place
    total = {}
    for number in range(1, chance.randint(2, 9)):
        if chance.random() < 0.05:
            row += 1
        if number == 1 and chance.random() < 0.1:
            sheet.put(row, at - is_numbered, "示例")
            for n, column in enumerate(columns):
                sheet.put(row, at + n, column.example if column and (n or is_numbered) else None)
            row += 1
        if chance.random() < 0.06:
            sheet.put(row, at - is_numbered, chance.choice(["一、市级", "（二）县区", "二、学会"]))
            row += 1
        if is_numbered:
            sheet.put(row, at - 1, float(number))
        sheet.truth[row] = _row(sheet, ledger, columns, (row, at), chance)
        for name, fact in sheet.truth[row].items():
            total[name] = total.get(name, 0) + (fact.value if _is_number(fact.value) else 0)
        row += 1
    if chance.random() < 0.35:
        sheet.put(row, at - is_numbered, chance.choice(["合计", "合  计", "总计：", "小计"]))
        for n, column in enumerate(columns):
            if isinstance(column, Count | Money) and (n or is_numbered):
                sheet.put(row, at + n, float(total.get(column.name, 0)))
        row += 1
    return row


def _is_number(value):
    return isinstance(value, int | float)


def _row(sheet, ledger, columns, place, chance):
    row, at = place
    truths = {}
    for n, column in enumerate(columns):
        if column is None:
            sheet.put(row, at + n, "示例路1号")
            continue
        cell, truth = type_cell(column, chance)
        if not column.required and chance.random() < 0.25:
            cell, truth = None, BLANK
        truths[column.name] = truth
        sheet.put(row, at + n, cell)
    _respect_limits(sheet, ledger, columns, place, truths)
    return truths


def _respect_limits(sheet, ledger, columns, place, truths):
    """What may not exceed something else is left blank where it would."""
    row, at = place
    for smaller, larger in ledger.limits:
        small, large = truths.get(smaller, BLANK), truths.get(larger, BLANK)
        if _is_number(small.value) and not (_is_number(large.value) and small.value <= large.value):
            index = [column and column.name for column in columns].index(smaller)
            sheet.cells.pop((row, at + index), None)
            truths[smaller] = BLANK


def _foot(sheet, columns, place, chance):
    row, at = place
    if chance.random() < 0.3:
        sheet.put(row, at, "注：以上数据由各单位填报，请于6月15日前报送。")
        row += 1
    if chance.random() < 0.25:
        sheet.put(row, at, "填报人：示例某")
        sheet.put(row, at + 3, "审核人：示例某")
        sheet.put(row + 1, at + 4, dt.datetime(2019, 6, 12))


__all__ = ["BLANK", "NOTHING", "UNREADABLE", "Day", "Drawn", "Truth", "draw"]
