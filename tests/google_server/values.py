"""The values methods: read, write, clear, and append with its guess at where the table is."""

from .a1 import Rect, text
from .entered import raw, typed, whole
from .errors import bad
from .formats import is_date, shown
from .formulas import FormulaError

FORMATTED, UNFORMATTED, FORMULA = "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"


def read(book, tab, rect, options):
    """A ValueRange: rows trimmed at the end, blank cells within as empty strings."""
    area = tab.inside(rect)
    render = options.get("valueRenderOption") or FORMATTED
    dates = options.get("dateTimeRenderOption") or "SERIAL_NUMBER"
    by_rows = (options.get("majorDimension") or "ROWS") != "COLUMNS"
    last_row, last_column = tab.used()
    columns = range(area.left, min(area.right, last_column))
    rows = [
        [rendered(book, tab, (r, c), render, dates) for c in columns]
        for r in range(area.top, min(area.bottom, last_row))
    ]
    lines = _trimmed(rows if by_rows else [list(line) for line in zip(*rows, strict=True)])
    answer = {"range": text(tab.title, area), "majorDimension": "ROWS" if by_rows else "COLUMNS"}
    return answer | ({"values": lines} if lines else {})


def rendered(book, tab, place, render=FORMATTED, dates="SERIAL_NUMBER"):
    """One cell as the render options ask; an empty string for a blank one."""
    cell = tab.cells.get(place, {})
    entered = cell.get("userEnteredValue")
    if not entered:
        return ""
    if render == FORMULA and "formulaValue" in entered:
        return entered["formulaValue"]
    try:
        value = book.value(tab, place)
    except FormulaError as error:
        return str(error)
    form = cell.get("userEnteredFormat", {}).get("numberFormat")
    as_text = render == FORMATTED or (dates == "FORMATTED_STRING" and is_date(form))
    if isinstance(value, str):
        return value
    return shown(value, form, book.locale) if as_text else whole(value)


def _trimmed(lines):
    for line in lines:
        while line and line[-1] == "":
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    return lines


def update(book, words, body, options, *, year):
    """Write a ValueRange at a range given as A1 text; the UpdateValuesResponse."""
    tab, rect = book.place(words)
    return write(book, tab, rect, body, options, year=year)


def write(book, tab, rect, body, options, *, year):
    """Write a ValueRange; a single cell says where it starts, any other range bounds it."""
    lines = _rows(body)
    height, width = len(lines), max(map(len, lines), default=0)
    area = tab.inside(rect)
    if rect.is_cell:
        area = Rect(rect.top, rect.left, rect.top + max(height, 1), rect.left + max(width, 1))
    _fits(tab, rect, area, height, width)
    target = Rect(area.top, area.left, area.top + height, area.left + width)
    changed = _entered(book, tab, target, lines, options, year)
    return _written(book, tab, target, changed, options)


def _rows(body):
    lines = body.get("values", [])
    for r, line in enumerate(lines):
        for c, value in enumerate(line):
            if isinstance(value, (list, dict)):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise bad(f"Invalid values[{r}][{c}]: {kind} {{\n}}\n")
    if body.get("majorDimension") != "COLUMNS":
        return lines
    tallest = max(map(len, lines), default=0)
    return [[line[n] if n < len(line) else None for line in lines] for n in range(tallest)]


def _fits(tab, rect, area, height, width):
    if not rect.is_cell:
        place = text(tab.title, area)
        if height > area.height:
            row = area.top + area.height + 1
            raise bad(f"Requested writing within range [{place}], but tried writing to row [{row}]")
        if width > area.width:
            letter = text("A", Rect(0, area.right, 1, area.right + 1)).split("!")[1][:-1]
            raise bad(
                f"Requested writing within range [{place}], but tried writing to column [{letter}]"
            )
    rows, columns = tab.shape
    if area.top + height > rows or area.left + width > columns:
        raise tab.limits(Rect(area.top, area.left, area.top + height, area.left + width))


def _entered(book, tab, target, lines, options, year):
    """Put the values into their cells; the places that took one."""
    option = options.get("valueInputOption") or "INPUT_VALUE_OPTION_UNSPECIFIED"
    if option == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise bad("'valueInputOption' is required but not specified")
    changed = []
    for r, line in enumerate(lines, target.top):
        for c, value in enumerate(line, target.left):
            if value is not None:
                enter(book, tab, (r, c), value, option, year)
                changed.append((r, c))
    return changed


def enter(book, tab, place, value, option="USER_ENTERED", year=2026):
    """One value into one cell, as if typed or as it is; its format stays."""
    cell = {k: v for k, v in tab.cells.get(place, {}).items() if k != "textFormatRuns"}
    form = cell.get("userEnteredFormat", {})
    if option == "RAW":
        entered, number_format = raw(value)
    else:
        as_text = form.get("numberFormat", {}).get("type") == "TEXT"
        entered, number_format = typed(value, locale=book.locale, year=year, as_text=as_text)
    cell.pop("userEnteredValue", None)
    if entered:
        cell["userEnteredValue"] = entered
    if number_format and "numberFormat" not in form:
        cell["userEnteredFormat"] = form | {"numberFormat": number_format}
    tab.put(place, cell)


def _written(book, tab, target, changed, options):
    answer = {"spreadsheetId": book.id, "updatedRange": text(tab.title, _at_least_a_cell(target))}
    if changed:
        answer["updatedRows"] = len({r for r, _ in changed})
        answer["updatedColumns"] = len({c for _, c in changed})
        answer["updatedCells"] = len(changed)
    if options.get("includeValuesInResponse"):
        asked = {
            "valueRenderOption": options.get("responseValueRenderOption"),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption"),
        }
        answer["updatedData"] = read(book, tab, _at_least_a_cell(target), asked)
    return answer


def _at_least_a_cell(rect):
    return Rect(rect.top, rect.left, max(rect.bottom, rect.top + 1), max(rect.right, rect.left + 1))


def totals(answers):
    """The sums at the head of a BatchUpdateValuesResponse."""
    rows, columns, cells = (
        sum(answer.get(f"updated{what}", 0) for answer in answers)
        for what in ("Rows", "Columns", "Cells")
    )
    sheets = len({answer["updatedRange"].rpartition("!")[0] for answer in answers})
    counts = {"totalUpdatedRows": rows, "totalUpdatedColumns": columns, "totalUpdatedCells": cells}
    return {k: v for k, v in (counts | {"totalUpdatedSheets": sheets}).items() if v}


def clear(tab, rect):
    """Empty a range of values, formats kept; the range that was cleared."""
    area = tab.inside(rect)
    for place in [place for place in tab.cells if area.holds(*place)]:
        kept = {k: v for k, v in tab.cells[place].items() if k != "userEnteredValue"}
        tab.put(place, kept)
    return text(tab.title, area)


def append(book, words, body, options, *, year):
    """Write below the table that a range touches; the AppendValuesResponse."""
    tab, rect = book.place(words)
    area = tab.inside(rect)
    table = table_at(tab, area)
    lines = _rows(body)
    height, width = len(lines), max(map(len, lines), default=0)
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    if options.get("insertDataOption") == "INSERT_ROWS" and table and top < tab.shape[0]:
        tab.insert("ROWS", top, height, inherit=True)
    rows, columns = tab.shape
    tab.resize(max(rows, top + height), max(columns, left + width))
    target = Rect(top, left, top + height, left + width)
    changed = _entered(book, tab, target, lines, options, year)
    found = {"tableRange": text(tab.title, table)} if table else {}
    return (
        {"spreadsheetId": book.id}
        | found
        | {"updates": _written(book, tab, target, changed, options)}
    )


def table_at(tab, area):
    """The last table that a range touches; tables are islands among blank rows and columns.

    Sources: the guide "Read & write cell values", section Append values; a gap in a row makes
    two tables of it (recorded: A1 and C1 filled, the next row went to C2).
    """
    met = [table for table in tables(tab) if table.meets(area)]
    return max(met, key=lambda table: (table.bottom, table.right), default=None)


def tables(tab):
    """The islands of filled cells, as rectangles that touch no other filled cell."""
    left = {place for place, cell in tab.cells.items() if "userEnteredValue" in cell}
    found = []
    while left:
        row, column = left.pop()
        rect, grown = None, Rect(row, column, row + 1, column + 1)
        while rect != grown:
            rect = grown
            around = Rect(rect.top - 1, rect.left - 1, rect.bottom + 1, rect.right + 1)
            near = [place for place in left if around.holds(*place)]
            left.difference_update(near)
            grown = _around(rect, near)
        found.append(rect)
    return _joined(found)


def _around(rect, places):
    rows = [r for r, _ in places] + [rect.top, rect.bottom - 1]
    columns = [c for _, c in places] + [rect.left, rect.right - 1]
    return Rect(min(rows), min(columns), max(rows) + 1, max(columns) + 1)


def _joined(rects):
    """Rectangles that overlap or touch after growing become one."""
    for n, one in enumerate(rects):
        around = Rect(one.top - 1, one.left - 1, one.bottom + 1, one.right + 1)
        for other in rects[n + 1 :]:
            if around.meets(other):
                rest = [rect for rect in rects if rect not in (one, other)]
                corners = [(other.top, other.left), (other.bottom - 1, other.right - 1)]
                return _joined([_around(one, corners), *rest])
    return rects
