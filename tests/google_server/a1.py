"""Ranges: A1 text, the API's GridRange, and the rectangle both mean."""

import re
from typing import NamedTuple

CELL = re.compile(r"^\$?([A-Za-z]{1,3})?\$?([0-9]+)?$")
PLAIN = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
LIKE_A_CELL = re.compile(r"^([A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*)$")


class Rect(NamedTuple):
    """Rows and columns from 0, ends excluded; None where unbounded."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None

    def within(self, rows, columns):
        """The same, bounded by a grid."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Rect(self.top or 0, self.left or 0, bottom, right)

    @property
    def is_cell(self):
        return None not in self and self.bottom - self.top == self.right - self.left == 1

    @property
    def height(self):
        return self.bottom - self.top

    @property
    def width(self):
        return self.right - self.left

    def cells(self):
        """Every (row, column) of a bounded rectangle."""
        rows, columns = range(self.top, self.bottom), range(self.left, self.right)
        return ((row, column) for row in rows for column in columns)

    def holds(self, row, column):
        inside = (self.top or 0) <= row and (self.left or 0) <= column
        below = self.bottom is not None and row >= self.bottom
        return inside and not below and (self.right is None or column < self.right)

    def meets(self, other):
        """Whether two bounded rectangles share a cell."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right


def column_number(letters):
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number):
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_title(text):
    """A range's sheet title, None if it names none, and its cells, None if it names none.

    >>> split_title("'It''s'!A1:B2"), split_title("Sheet1"), split_title("'D3'")
    (("It's", 'A1:B2'), ('Sheet1', None), ('D3', None))
    """
    if text.startswith("'"):
        found = re.match(r"^'((?:[^']|'')*)'(?:!(.*))?$", text, re.S)
        return (found[1].replace("''", "'"), found[2]) if found else (text, None)
    title, bang, cells = text.rpartition("!")
    return (title, cells) if bang else (text, None)


def parse_cells(text):
    """The rectangle of ``A1:B2``, ``A:C``, ``2:5``, ``A5:A``, ``A1:1``; None if it is no range."""
    first, colon, last = text.partition(":")
    ends = [CELL.match(first), CELL.match(last if colon else first)]
    if not all(ends) or not first or (colon and not last):
        return None
    columns = [end[1] and column_number(end[1]) for end in ends]
    rows = [end[2] and int(end[2]) - 1 for end in ends]
    if not colon and None in (columns[0], rows[0]):
        return None
    if -1 in rows:
        return None
    return Rect(*_start(rows, columns), *_end(rows, columns))


def _start(rows, columns):
    known_rows = [row for row in rows if row is not None]
    known_columns = [column for column in columns if column is not None]
    top = min(known_rows) if known_rows else None
    return top, (min(known_columns) if known_columns else None)


def _end(rows, columns):
    bottom = None if None in rows else max(rows) + 1
    return bottom, (None if None in columns else max(columns) + 1)


def quoted(title):
    """A sheet's title as it stands in answers."""
    if PLAIN.match(title) and not LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def text(title, rect):
    """A bounded rectangle as answers write it.

    >>> text("Sheet1", Rect(0, 1, 1, 2)), text("D3", Rect(0, 0, 4, 4))
    ('Sheet1!B1', "'D3'!A1:D4")
    """
    first = f"{column_letters(rect.left)}{rect.top + 1}"
    last = f"{column_letters(rect.right - 1)}{rect.bottom}"
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")


FIELDS = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")


def from_grid(grid_range):
    """The rectangle of a GridRange."""
    return Rect(*(grid_range.get(name) for name in FIELDS))


def to_grid(sheet_id, rect):
    """A GridRange; sheet 0 is left out, as proto3 does with defaults."""
    parts = {name: value for name, value in zip(FIELDS, rect, strict=True) if value is not None}
    order = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    head = {"sheetId": sheet_id} if sheet_id else {}
    return head | {name: parts[name] for name in order if name in parts}
