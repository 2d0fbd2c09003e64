"""Tables as people rebuild them: one column in several, rows struck out, notes, lists below."""

import datetime as dt

from kjr.campaign.columns import Choice, Count, Day
from tests.messy.retyped import move


def rebuild(sheet, ledger, chance):
    """One of the ways a table no longer is the blank workbook's."""
    return chance.choice(WAYS)(sheet, ledger, sheet.tables[0][1], chance)


def _split(sheet, ledger, truth, name, words, cells):
    """One column's cells over several: ``cells`` gives a row's, ``words`` the headers."""
    row, at = sheet.heads[ledger.name, name]
    text = sheet.cells.pop((row, at))
    move(sheet, 0, lambda column: column + (len(words) - 1) * (column > at))
    for n, word in enumerate(words):
        sheet.put(row, at + n, word.format(text))
    for line, facts in truth.items():
        if (line, at) in sheet.cells:
            del sheet.cells[line, at]
            for n, cell in enumerate(cells(facts[name].value)):
                sheet.put(line, at + n, cell)
            facts[name] = facts[name]._replace(said="may")


def _plain(sheet, ledger, truth, kind, accepts):
    """A column of this kind with a plain value in every row, and no merged cell."""
    for column in ledger.columns:
        facts = [facts.get(column.name) for facts in truth.values()]
        known = sheet.heads.get((ledger.name, column.name))
        is_plain = facts and all(
            fact and fact.state == "value" and fact.said == "no" and accepts(fact.value)
            for fact in facts
        )
        clear = known and all(not left <= known[1] <= right for _, left, _, right in sheet.merged)
        texts = {sheet.cells.get((row, known[1])) for row in truth} if clear else {"同上"}
        if isinstance(column, kind) and is_plain and not texts & {"同上", "〃", None}:
            yield column


def _parts(sheet, ledger, truth, chance):
    is_people = [
        each
        for each in _plain(sheet, ledger, truth, Count, lambda value: isinstance(value, int))
        if each.counter in ("人", "人次") and each.most is None and each.required
    ]
    if not is_people or len(sheet.tables) > 1:
        return
    name = chance.choice(is_people).name
    if chance.random() < 0.5:
        words = chance.choice([("{}（线下）", "{}（线上）"), ("{}（上午）", "{}（下午）")])
        _split(sheet, ledger, truth, name, words, lambda both: (both // 2, both - both // 2))
    else:
        words = "{}（男）", "{}（女）", "{}（合计）"
        _split(sheet, ledger, truth, name, words, lambda all: (all // 2, all - all // 2, all))
    _drop_total(sheet, truth)


def _ends(sheet, ledger, truth, chance):
    days = _plain(sheet, ledger, truth, Day, lambda value: value is not None)
    for column in [each for each in days if each.name == ledger.day][: len(sheet.tables) == 1]:
        first = [("{}（起）", "{}（止）"), ("开始日期", "结束日期")]
        _split(sheet, ledger, truth, column.name, chance.choice(first), _two_ends)


def _two_ends(value):
    first, last = (value, value) if isinstance(value, dt.date) else value
    return tuple(dt.datetime(day.year, day.month, day.day) for day in (first, last))


def _month_and_day(sheet, ledger, truth, chance):
    days = _plain(sheet, ledger, truth, Day, lambda value: isinstance(value, dt.date))
    for column in [each for each in days if each.name == ledger.day][: len(sheet.tables) == 1]:
        _split(sheet, ledger, truth, column.name, ("月", "日"), lambda day: (day.month, day.day))


def _ticks(sheet, ledger, truth, chance):
    choices = [
        each
        for each in _plain(sheet, ledger, truth, Choice, bool)
        if 2 < len(each.options) < 6 and each.required
    ]
    if not choices or len(sheet.tables) > 1:
        return
    column = chance.choice(choices)
    for facts in truth.values() if column.many else ():
        said = tuple(each for each in column.options if each in facts[column.name].value)
        facts[column.name] = facts[column.name]._replace(value=said)
    _split(
        sheet, ledger, truth, column.name, column.options,
        lambda said: tuple("√" * (each in _all(said)) for each in column.options),
    )  # fmt: skip


def _all(said):
    return said if isinstance(said, tuple) else (said,)


def _note(sheet, ledger, truth, chance):
    row = chance.choice([*truth])
    own = [(ledger.name, each.name) for each in ledger.columns]
    read = [key for key in own if key in sheet.heads and key not in sheet.invented]
    place = row, sheet.heads[read[0]][1] if read else 0
    if place in sheet.cells:
        sheet.notes[place] = "应为其他，见通知"
        sheet.told.add(row)


def _strike(sheet, ledger, truth, chance):
    if len(truth) > 2 and not sheet.merged:
        row = max(truth)
        del truth[row]
        sheet.struck.add(row)
        sheet.told.add(row)


def _hide(sheet, ledger, truth, chance):
    row = chance.choice([*truth])
    sheet.hidden_rows.add(row)
    sheet.told.add(row)


def _withdraw(sheet, ledger, truth, chance):
    """A column of the unit's own that says of one row that it did not take place."""
    at = max(column for _, column in sheet.cells) + 1
    row, _ = next(iter(sheet.heads.values()))
    sheet.put(row, at, "是否完成")
    for line in truth:
        sheet.put(line, at, "是")
    line = chance.choice([*truth])
    sheet.put(line, at, "否")
    sheet.told.add(line)


def _list_below(sheet, ledger, truth, chance):
    row = max(row for row, _ in sheet.cells) + 2
    left = min(column for _, column in sheet.cells)
    for n, line in enumerate(
        [("物品清单",), ("物品", "数量"), ("大米", "20袋"), ("食用油", "10桶")]
    ):
        for m, cell in enumerate(line):
            sheet.put(row + n, left + m, cell)


def _full_total(sheet, ledger, truth, chance):
    """A total in which every other cell says — or /, as forms ask."""
    row = max(row for row, _ in sheet.cells) + 1
    if len(sheet.tables) > 1 or row != max(truth) + 1:
        return
    heads = {name: at for (own, name), (_, at) in sheet.heads.items() if own == ledger.name}
    for column in ledger.columns:
        if column.name in heads:
            facts = [facts[column.name].value for facts in truth.values()]
            is_amount = isinstance(column, Count) and column.most is None
            total = float(sum(each for each in facts if isinstance(each, int | float)))
            sheet.put(row, heads[column.name], total if is_amount else "/")
    words = [each for each in ledger.columns if each.name in heads and not isinstance(each, Count)]
    sheet.put(row, heads[words[0].name], chance.choice(["合计", "累计", "本单位合计"]))


def _drop_total(sheet, truth):
    """The rows below the entries go: their sums were of one column."""
    last = max(truth)
    sheet.cells = {place: cell for place, cell in sheet.cells.items() if place[0] <= last}
    sheet.merged = [each for each in sheet.merged if each[0] <= last]


WAYS = (
    *(_parts, _ends, _month_and_day, _ticks, _note, _strike),
    *(_hide, _withdraw, _list_below, _full_total),
)


def may_be_cut(sheet):
    """There are rows enough, and the last one counts."""
    truth = sheet.tables[0][1]
    return len(truth) > 3 and all(fact.state != "unreadable" for fact in truth[max(truth)].values())


def cut_short(sheet, newer, chance):
    """The same list a week before: without its last row, so that the newer one replaces it."""
    truth = sheet.tables[0][1]
    last = max(truth)
    sheet.cells = {place: cell for place, cell in sheet.cells.items() if place[0] < last}
    sheet.merged = [each for each in sheet.merged if each[2] < last]
    sheet.tables, sheet.told = [], set()
    sheet.name, newer.name = chance.choice([("第一周", "第二周"), ("台账", "台账（修改后）")])
    return sheet
