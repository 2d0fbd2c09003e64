"""Tables saved as text: comma or tab separated, or a web page that calls itself .xls."""

import csv
import io
import itertools
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from html.parser import HTMLParser
from typing import Final, NamedTuple

from kjr.store.base import Area, CellMark, MarkKind, UnreadableError
from kjr.store.xlsx.marks.traits import SheetTraits
from kjr.values.spelling.characters import raise_digits

UNKNOWN: Final = "认不出这种文件，请用 WPS 或 Excel 打开后另存为 .xlsx"
XML: Final = "这是“XML 表格”，请用 WPS 或 Excel 打开后另存为 .xlsx"
WEB_ARCHIVE: Final = "这是网页归档文件，请用 WPS 或 Excel 打开后另存为 .xlsx"
NO_TABLE: Final = "这是网页，里面没有表格；请重新下载，或用 WPS、Excel 另存为 .xlsx"
PROSE: Final = "这是一段文字，不是表格；请把内容填入下发的工作簿"

MARKS: Final = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
CONTROL = re.compile("[\0-\x08\x0e-\x1a]")
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
SPREADSHEET = re.compile(
    r"urn:schemas-microsoft-com:office:spreadsheet|<\?mso-application[^>]*Excel"
)
ARCHIVED = re.compile(
    r"\s*(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE
)
"""A web page packed as a letter: MIME-Version somewhere among its first lines."""
SEPARATOR = re.compile(r'\s*"?sep=(.)"?\r?\n', re.IGNORECASE)
"""What Excel reads first in a .csv."""
AS_TEXT = re.compile(r'="([^"]*)"')
SEPARATORS: Final = "\t,;|", "，；"
"""Those of programs, and only without them those of Chinese prose."""
HEAD: Final = 200_000
SILENT: Final = frozenset({"script", "style", "rt", "rp"})
"""What is not shown in line: code, and readings set above characters."""
STRIKES: Final = frozenset({"s", "del", "strike"})
STRUCK = re.compile(r"line-through", re.IGNORECASE)
STRUCK_CLASS = re.compile(r"\.([\w-]+)\s*\{[^}]*line-through", re.IGNORECASE)
"""A rule of a page's style sheet that strikes out."""
BLOCKS: Final = frozenset({"br", "p", "div", "li", "table", "tr", "td", "th"})
"""Inside a cell these begin and end a line: what stands beside them is no part of a figure."""
WITHIN: Final = STRIKES | {"span", "font", "p", "div", "b", "i", "u", "em", "strong", "sup"}
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:collapse|hidden)|mso-hide\s*:\s*all", re.IGNORECASE
)
WIDEST, TALLEST = 256, 5_000

Lines = list[list[str]]


def decode_text(data: bytes) -> str:
    """Text in whichever of the four encodings of Chinese offices it is written; never guessed.

    Raises UnreadableError for bytes that are no text.
    """
    marked = [encoding for mark, encoding in MARKS.items() if data.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise UnreadableError(UNKNOWN)


def parse_text_table(text: str) -> tuple[Lines, SheetTraits]:
    """The cells of a text, and what is merged, hidden or struck out among them.

    Raises UnreadableError when there is no table in it.
    """
    text = text.lstrip("\ufeff")
    start = text[:5000]
    if SPREADSHEET.search(start):
        raise UnreadableError(XML)
    if ARCHIVED.match(start):
        raise UnreadableError(WEB_ARCHIVE)
    if PAGE.search(start):
        page = _Page()
        page.feed(text)
        page.close()
        if not page.cells:
            raise UnreadableError(NO_TABLE)
        lines = page.lines()
        hidden = frozenset(page.hidden)
        traits = SheetTraits(hidden, marks=page.marks(lines), merged=tuple(page.merged))
        return lines, traits
    said = SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else _find_separator(body)
    lines = [[_unquote(cell) for cell in row] for row in _read_rows(body, separator)]
    return ([[]] if said else []) + lines, SheetTraits()


def _read_rows(text: str, separator: str) -> Lines:
    """The rows of a text; a quotation mark that nobody closes takes no row below into its cell."""
    lines = io.StringIO(text, newline="").readlines()
    while True:
        reader, rows, start = csv.reader(lines, delimiter=separator), [], 0
        for row in reader:
            begun, start = start, reader.line_num
            rows.append(row)
        swallowed = rows and any(separator in cell or "\n" in cell for cell in rows[-1])
        is_open = swallowed and "".join(lines[begun:]).count('"') % 2
        if not is_open:
            return rows
        lines[begun] = lines[begun].replace('"', "")


def _unquote(cell: str) -> str:
    """4 of ="4": how programs keep digits from being taken for a number."""
    found = AS_TEXT.fullmatch(cell) if cell[:1] == "=" else None
    return found[1] if found else cell


def _find_separator(text: str) -> str:
    """The sign that cuts the most rows into the same number of cells; a comma also stands in prose.

    Raises UnreadableError when none does.
    """
    for group in SEPARATORS:
        scores = {each: _count_cells(text, each) for each in group}
        best = max(group, key=lambda each: scores[each])
        if scores[best]:
            return best
    raise UnreadableError(PROSE)


def _count_cells(text: str, separator: str) -> int:
    """How many cells stand in the rows of the commonest width."""
    rows = csv.reader(io.StringIO(text[:HEAD], newline=""), delimiter=separator)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * count for width, count in widths.items()), default=0)


class _Within(NamedTuple):
    """An open tag inside a cell."""

    tag: str
    is_struck: bool
    is_hidden: bool


class _Page(HTMLParser):
    """All tables of a page one below the other, as a spreadsheet program shows them."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[tuple[int, int], list[str]] = {}
        self.merged: list[Area] = []
        self.row = self.depth = 0
        self.place: tuple[int, int] | None = None
        """The cell that is open."""
        self.silent = False
        self.hidden: set[int] = set()
        self.struck: dict[tuple[int, int], str] = {}
        self.classes: set[str] = set()
        """Those of the page's styles that strike out."""
        self.within: list[_Within] = []
        self.of_row = self.whole = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "table"
        self.silent = tag in SILENT
        is_struck = tag in STRIKES or self._strikes(dict(attrs))
        is_hidden = "hidden" in dict(attrs) or bool(HIDDEN.search(dict(attrs).get("style") or ""))
        if tag in WITHIN:
            self.within.append(_Within(tag, is_struck, is_hidden))
        self._break(tag)
        if self.depth == 1 and tag == "tr":
            self.row += 1
            self.of_row = is_struck
            if is_hidden:
                self.hidden.add(self.row)
        if self.depth == 1 and tag in ("td", "th"):
            self._begin(dict(attrs))
            self.whole, self.within = is_struck or self.of_row, []

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        opened = [n for n, each in enumerate(self.within) if each.tag == tag]
        self.within = self.within[: opened[-1]] if opened else self.within
        self._break(tag)
        self.depth = max(0, self.depth - (tag == "table"))
        if (self.depth == 1 and tag in ("td", "th", "tr")) or self.depth == 0:
            self.place = None

    def _break(self, tag: str) -> None:
        """A new line in the open cell, if it has one begun."""
        if tag in BLOCKS and self.place and self.cells[self.place][-1:] not in ([], ["\n"]):
            self.cells[self.place].append("\n")

    def _strikes(self, attributes: dict[str, str | None]) -> bool:
        classes = (attributes.get("class") or "").split()
        said = STRUCK.search(attributes.get("style") or "")
        return said is not None or not self.classes.isdisjoint(classes)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.classes |= {*STRUCK_CLASS.findall(data)}
        is_hidden = any(each.is_hidden for each in self.within)
        if self.place and not (self.silent or is_hidden):
            words = re.sub(r"\s+", " ", data)
            if any(each.tag == "sup" for each in self.within):
                words = raise_digits(words)
            if self.whole or any(each.is_struck for each in self.within):
                self.struck[self.place] = self.struck.get(self.place, "") + words
            else:
                self.cells[self.place].append(words)

    def lines(self) -> Lines:
        width = max(column for _, column in self.cells)
        return [
            ["".join(self.cells.get((row, column), ())).strip() for column in range(1, width + 1)]
            for row in range(1, self.row + 1)
        ]

    def marks(self, lines: Lines) -> tuple[CellMark, ...]:
        """What is struck out; a cell struck from end to end keeps its words in the grid."""
        found = []
        for (row, column), words in self.struck.items():
            if not words.strip():
                continue
            if lines[row - 1][column - 1]:
                found.append(CellMark(row, column, MarkKind.CUT, words.strip()))
            else:
                lines[row - 1][column - 1] = words.strip()
                found.append(CellMark(row, column, MarkKind.STRUCK))
        return tuple(found)

    def _begin(self, attributes: dict[str, str | None]) -> None:
        self.row = max(1, self.row)
        left = next(n for n in itertools.count(1) if (self.row, n) not in self.cells)
        bottom = self.row + _span(attributes.get("rowspan"), TALLEST) - 1
        right = left + _span(attributes.get("colspan"), WIDEST) - 1
        for row in range(self.row, bottom + 1):
            for column in range(left, right + 1):
                self.cells.setdefault((row, column), [])
        self.place = self.row, left
        if (bottom, right) != (self.row, left):
            self.merged.append(Area(self.row, left, bottom, right))


def _span(said: str | None, most: int) -> int:
    return min(max(1, int(said)), most) if said and said.strip().isdecimal() else 1
