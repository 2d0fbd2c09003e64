"""One ledger as an office would draw it: titles, odd headers, sections, totals, notes."""

import datetime as dt
from dataclasses import dataclass, field

from kjr.campaign.columns import Choice, Count, Day, Money, Person, Text
from kjr.values.spans import find_last_day
from tests.messy.cells import BLANK, type_cell, type_plainly
from tests.messy.odd_cells import type_oddly


@dataclass
class Drawn:
    """A sheet as drawn, and what is true of it; rows and columns count from 1."""

    name: str
    tables: list = field(default_factory=list)
    """(ledger, row → column → Truth) for every table in it; none for a decoy."""
    cells: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)
    hidden: bool = False
    heads: dict = field(default_factory=dict)
    """(ledger, column) → (row, column) of its header."""
    notes: dict = field(default_factory=dict)
    """(row, column) → a note on the cell."""
    struck: set = field(default_factory=set)
    hidden_rows: set = field(default_factory=set)
    invented: set = field(default_factory=set)
    """(ledger, column) of the headers that no list knows."""
    told: set = field(default_factory=set)
    """Rows of which something must be said."""

    def put(self, row, column, cell):
        """Type a cell."""
        if cell is not None and cell != "":
            self.cells[row, column] = cell

    def merge(self, top, left, bottom, right):
        """Merge a rectangle, unless it touches another."""
        apart = (bottom < t or b < top or right < x or y < left for t, x, b, y in self.merged)
        if (top, left) != (bottom, right) and all(apart):
            self.merged.append((top, left, bottom, right))


@dataclass
class Plan:
    """How one table is to be drawn."""

    style: object
    ledger: object
    columns: list
    left: int
    is_numbered: bool

    @property
    def first(self):
        """The sheet's column of the first ledger column."""
        return self.left + self.is_numbered


def draw(style, ledger, common, chance, name=None):
    """A sheet of one ledger with a few rows, drawn one way or another."""
    sheet = Drawn(name or _tab(ledger, chance))
    draw_table(style, sheet, ledger, common, chance, chance.choice([1, 1, 1, 2]))
    return sheet


def draw_tidily(ledger, common, chance):
    """The blank workbook's sheet filled in as it asks."""
    sheet = Drawn(ledger.name)
    columns = [each for each in ledger.columns if each.name not in common]
    plan = Plan(None, ledger, columns, 1, is_numbered=False)
    for at, column in enumerate(columns, 1):
        sheet.put(1, at, column.name)
        sheet.heads[ledger.name, column.name] = (1, at)
    truth = {}
    sheet.tables.append((ledger.name, truth))
    for row in range(2, chance.randint(3, 12)):
        typed = [(each.name, type_plainly(each, chance)) for each in columns]
        for at, (_, (cell, _)) in enumerate(typed, 1):
            sheet.put(row, at, cell)
        truth[row] = {name: fact for name, (_, fact) in typed}
        _respect_limits(sheet, plan, row, truth[row])
    return sheet


def draw_table(style, sheet, ledger, common, chance, row):
    """One table from this row on; gives the first row below it."""
    columns = _columns(ledger, common, chance)
    plan = Plan(style, ledger, columns, chance.choice([1, 1, 1, 1, 2, 3]), chance.random() < 0.5)
    row = _titles(sheet, plan, row, chance)
    row = _header(sheet, plan, row, chance)
    truth = {}
    sheet.tables.append((ledger.name, truth))
    if chance.random() < 0.15:
        for n in range(len(columns) + plan.is_numbered):
            sheet.put(row, plan.left + n, float(n + 1))
        row += 1
    row = _rows(sheet, plan, truth, row, chance)
    row = _total(sheet, plan, truth, row, chance)
    return _foot(sheet, plan, row, chance)


def _tab(ledger, chance):
    names = [ledger.name] * 5 + list(ledger.aliases[:4])
    names += [f"{ledger.name}台账", f"附件{chance.randint(1, 8)}", f" {ledger.name} "]
    return chance.choice([*names, f"{ledger.name}情况统计表", f"Sheet{chance.randint(1, 8)}"])


def _columns(ledger, common, chance):
    """The ledger's columns in some order, a few optional ones left out, a stranger put in."""
    columns = [each for each in ledger.columns if each.required or chance.random() < 0.75]
    columns = [each for each in columns if each.name not in common or chance.random() < 0.3]
    if chance.random() < 0.3:
        chance.shuffle(columns)
    if chance.random() < 0.2:
        columns.insert(chance.randrange(len(columns)), None)
    return columns


def _titles(sheet, plan, row, chance):
    name, left = plan.ledger.name, plan.left
    if chance.random() < 0.7:
        title = f"银川市科协2019年“全国科技工作者日”{name}统计表"
        sheet.put(row, left, chance.choice([title, f"附件2  {title}", f"{name}台账"]))
        if chance.random() < 0.5:
            sheet.merge(row, left, row, left + 5)
        row += 1
    if chance.random() < 0.4:
        sheet.put(row, left, "填报单位（盖章）：贺兰县科协")
        said = chance.choice(["填报人：示例某", "填报日期：2019年6月10日", "单位：人、份"])
        sheet.put(row, left + 4, said)
        row += 1
    return row + (chance.random() < 0.1)


def _header(sheet, plan, row, chance):
    if plan.is_numbered:
        sheet.put(row, plan.left, chance.choice(["序号", "编号", "序 号", "No."]))
    over_two = chance.random() < 0.25
    grouped = (
        chance.randrange(len(plan.columns) - 1) if over_two and chance.random() < 0.6 else None
    )
    for n, column in enumerate(plan.columns):
        at, is_grouped = plan.first + n, grouped is not None and n in (grouped, grouped + 1)
        sheet.put(
            row + is_grouped, at, _heading(sheet, plan, column, chance) if column else "活动门牌"
        )
        if column:
            sheet.heads[plan.ledger.name, column.name] = (row + is_grouped, at)
        if over_two and not is_grouped:
            sheet.merge(row, at, row + 1, at)
    if grouped is not None:
        sheet.put(row, plan.first + grouped, "具体情况")
        sheet.merge(row, plan.first + grouped, row, plan.first + grouped + 1)
    return row + 1 + over_two


def _heading(sheet, plan, column, chance):
    name = chance.choice([column.name] * 4 + list(column.aliases[:5]))
    unknown = plan.style.headers.get((plan.ledger.name, column.name))
    if unknown and chance.random() < plan.style.invented:
        sheet.invented.add((plan.ledger.name, column.name))
        return chance.choice(unknown)
    star = "*" if column.required and chance.random() < 0.2 else ""
    half = len(name) // 2
    forms = [name] * 6 + [f"{name[:half]}\n{name[half:]}", f"{name[:half]} {name[half:]}"]
    forms += [f"{name}（必填）", f"{name}\u200b", f"\n{name}"]
    return star + chance.choice(forms)


def _rows(sheet, plan, truth, row, chance):
    for number in range(1, chance.randint(2, plan.style.longest)):
        row = _between(sheet, plan, number, row, chance)
        if plan.is_numbered:
            sheet.put(row, plan.left, float(number))
        truth[row] = _row(sheet, plan, row, truth.get(row - 1), chance)
        row += 1
    return row


def _between(sheet, plan, number, row, chance):
    """What may stand before an entry: a gap, an example, a section's name, the header again."""
    if chance.random() < 0.05:
        row += 1
    if number == 1 and chance.random() < 0.1:
        sheet.put(row, plan.left, "示例")
        for n, column in enumerate(plan.columns):
            if column and (n or plan.is_numbered):
                sheet.put(row, plan.first + n, column.example)
        row += 1
    if chance.random() < 0.06:
        sheet.put(row, plan.left, chance.choice(["一、市级", "（二）县区", "二、学会", "第一部分"]))
        row += 1
    if number > 1 and chance.random() < 0.03:
        for n, column in enumerate(plan.columns):
            place = column and sheet.heads[plan.ledger.name, column.name]
            sheet.put(row, plan.first + n, sheet.cells[place] if column else "活动门牌")
        row += 1
    return row


def _row(sheet, plan, row, above, chance):
    truths = {}
    merges = above is not None and chance.random() < 0.05
    for n, column in enumerate(plan.columns):
        at = plan.first + n
        if column is None:
            sheet.put(row, at, "示例路1号")
            continue
        odd = chance.random() < plan.style.odd and type_oddly(column, chance)
        cell, truth = odd or type_cell(column, chance)
        if not column.required and chance.random() < 0.25:
            cell, truth = None, BLANK
        same = above and above[column.name].state == "value" and chance.random() < 0.03
        if same and isinstance(column, Text | Day | Choice | Person):
            cell, truth = chance.choice(["同上", "〃"]), above[column.name]
        elif merges and _is_shared(plan, column) and (row - 1, at) in sheet.cells:
            before = len(sheet.merged)
            sheet.merge(row - 1, at, row, at)
            if len(sheet.merged) > before:
                cell, truth = None, above[column.name]
        truths[column.name] = truth
        sheet.put(row, at, cell)
    _answer_needs(sheet, plan, row, truths, chance)
    _respect_limits(sheet, plan, row, truths)
    return truths


def _is_shared(plan, column):
    """What two events may have in common without being one."""
    return isinstance(column, Text | Day) and column.name != plan.ledger.title


def _answer_needs(sheet, plan, row, truths, chance):
    """What a row's other words ask for is filled."""
    for need in plan.ledger.needs:
        said = truths.get(need.when, BLANK).value
        column = plan.ledger.column(need.column)
        if said in need.among and need.column in truths and truths[need.column].value is None:
            cell, truths[need.column] = type_plainly(column, chance)
            sheet.put(row, sheet.heads[plan.ledger.name, need.column][1], cell)


def _respect_limits(sheet, plan, row, truths):
    """What may not exceed something else is left blank where it would."""
    names = [column and column.name for column in plan.columns]
    for smaller, larger in plan.ledger.limits:
        small, large = truths.get(smaller, BLANK), truths.get(larger, BLANK)
        if _is_earlier(large.value, small.value):
            sheet.cells.pop((row, plan.first + names.index(larger)), None)
            truths[larger] = BLANK
        if _is_number(small.value) and not (_is_number(large.value) and small.value <= large.value):
            sheet.cells.pop((row, plan.first + names.index(smaller)), None)
            truths[smaller] = BLANK


def _is_earlier(one, other):
    """A day before another; a span is as late as its last day."""
    days = find_last_day(one), find_last_day(other)
    return None not in days and days[0] < days[1]


def _is_number(value):
    return isinstance(value, int | float)


def _total(sheet, plan, truth, row, chance):
    if chance.random() > 0.35:
        return row
    sheet.put(row, plan.left, chance.choice(["合计", "合  计", "总计：", "小计"]))
    for n, column in enumerate(plan.columns):
        if isinstance(column, Count | Money) and (n or plan.is_numbered):
            facts = [facts[column.name].value for facts in truth.values()]
            sheet.put(row, plan.first + n, float(sum(filter(_is_number, facts))))
    return row + 1


def _foot(sheet, plan, row, chance):
    if chance.random() < 0.3:
        sheet.put(row, plan.left, "注：以上数据由各单位填报，请于6月15日前报送。")
        row += 1
    if chance.random() < 0.25:
        sheet.put(row, plan.left, "填报人：示例某")
        sheet.put(row, plan.left + 3, "审核人：示例某")
        sheet.put(row + 1, plan.left + 4, dt.datetime(2019, 6, 12))
        row += 2
    return row
