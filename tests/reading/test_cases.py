"""One small workbook for each way a table goes wrong: every cell right, or something said of it."""

import csv
import io
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from kjr.reading.book import parse_book
from kjr.store.xlsx.workbook import read_sheets
from kjr.values.days import Span
from tests.plans import COUNTY, FIRST, name_plan
from tests.store.files import edited, package, xlsx
from tests.typed import typed

WRITTEN = {FIRST: "cases.toml", COUNTY: "county_cases.toml"}
CASES = [
    pytest.param(plan, case, id=f"{name_plan(plan)} {case['kind']}")
    for plan, file in WRITTEN.items()
    for case in tomllib.loads((Path(__file__).parent / file).read_text("utf-8"))["case"]
]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(("plan", "case"), CASES)
def test_every_kind_is_read_right_or_told(plan, case):
    data = PACKED[case.get("packed", "")](_tables(case))
    pages = parse_book(read_sheets(data, plan.unit), plan.campaign)
    wrong = [line for line in case["right"] if not _holds(pages, line.split(" "))]
    assert not wrong, [
        *[str(problem) for page in pages for problem in page.problems],
        *[entry.values for page in pages for entry in page.entries],
    ]


def _tables(case):
    """Sheet name → rows."""
    text = re.sub(r"U\+([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), case["table"])
    parts = re.split(r"^== (.+)\n", text, flags=re.MULTILINE)
    named = zip(parts[1::2], parts[2::2], strict=True) if parts[1:] else [(case.get("sheet"), text)]
    return {name or "Sheet1": typed(table).rows for name, table in named}


def _holds(pages, words):
    if any(page.sheet.name == words[0] for page in pages):
        pages = [page for page in pages if page.sheet.name == words[0]]
        words = words[1:]
    if words == ["没有话"]:
        return not any(page.problems for page in pages)
    if not words[0].isdecimal():
        words = [str(next(entry.row for page in pages for entry in page.entries)), *words]
    row, *rest = int(words[0]), *words[1:]
    entries = {entry.row: entry for page in pages for entry in page.entries}
    if rest == ["不是条目"]:
        return row not in entries
    if rest[-1] == "说" and not _is_told(pages, row, rest[0]):
        return False
    asked = [word for word in rest[1:] if word != "说"]
    return not asked or _show(entries[row].values.get(rest[0])) == asked[0]


def _is_told(pages, row, column):
    """A remark of this cell, of its row, or of its whole column."""
    problems = [problem for page in pages for problem in page.problems]
    heads = {page.header_row for page in pages}
    return any(
        (each.row == row and (column == "说" or each.column in (column, "")))
        or (each.row in heads and each.column == column)
        for each in problems
    )


def _show(value):
    if isinstance(value, Span):
        return f"{value.first}至{value.last}"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _decorated(change):
    return lambda tables: xlsx(tables, lambda book: change(book, book.worksheets()[0]))


def _strike(tables):
    """The third row is written again, struck out."""

    def write(book):
        form = book.add_format({"font_strikeout": True})
        for at, cell in enumerate(next(iter(tables.values()))[2]):
            book.worksheets()[0].write(2, at, cell, form)

    return xlsx(tables, write)


def _single_quotes(tables):
    hidden = _decorated(lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))(tables)
    return edited(hidden, SHEET, b'hidden="1"', b"hidden = '1'")


def _backslashes(tables):
    with zipfile.ZipFile(io.BytesIO(xlsx(tables))) as source:
        parts = {name.replace("/", "\\"): source.read(name) for name in source.namelist()}
    return package(parts)


def _separated(by, before=""):
    def write(tables):
        text = io.StringIO()
        csv.writer(text, delimiter=by).writerows(next(iter(tables.values())))
        return (before + text.getvalue()).encode("utf-8-sig")

    return write


PACKED = {
    "": xlsx,
    "第3行划掉": _strike,
    "F2有批注": _decorated(lambda _, sheet: sheet.write_comment(1, 5, "应为130")),
    "单引号，第3行隐藏": _single_quotes,
    "反斜杠": _backslashes,
    "逗号分隔": _separated(","),
    "分号分隔": _separated(";"),
    "竖线分隔": _separated("|", "sep=|\r\n\r\n"),
}
"""How a case's tables become a file."""
