"""How a reading compares with the truth: cells right, flagged, silently lost, silently wrong."""

import re
from dataclasses import dataclass, field

from kjr.values.readings import Level
from tests.messy.invented import is_named

UNREAD = "没有对上的列"
"""What a column nobody knows is told with: once for a table, and always."""


@dataclass
class Score:
    """Counts over any number of workbooks; what went wrong is listed with its place."""

    books: int = 0
    right: int = 0
    flagged: int = 0
    lost: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    spurious: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    """What was said though it was read right, or not asked for."""
    tables: int = 0
    unmapped: list = field(default_factory=list)
    imported: list = field(default_factory=list)
    """Decoys that were read."""

    @property
    def cells(self):
        """All cells of which the truth is known."""
        return self.right + self.flagged + len(self.lost) + len(self.wrong)

    @property
    def silent(self):
        """Silent errors per 1,000 cells."""
        return 1000 * (len(self.lost) + len(self.wrong)) / max(1, self.cells)

    @property
    def shouted(self):
        """Remarks that need not be, per 1,000 cells read right."""
        return 1000 * len(self.remarks) / max(1, self.right)

    @property
    def mapped(self):
        """The share of tables taken for the right ledger."""
        return 1 - len(self.unmapped) / max(1, self.tables)

    def add(self, sheets, pages):
        """Compare one workbook."""
        self.books += 1
        for sheet in sheets:
            own = [page for page in pages if page.sheet.name.strip() == sheet.name.strip()]
            if not sheet.tables:
                self.imported += [(sheet.name, page.ledger) for page in own if page.entries]
            for ledger, truth in sheet.tables:
                self.tables += 1
                read = [page for page in own if page.ledger == ledger]
                self.unmapped += [] if read else [(sheet.name, ledger)]
                if read or not any(page.problems for page in own):
                    self._table(sheet, ledger, truth, read)
                else:
                    self.flagged += sum(map(len, truth.values()))
            if not sheet.tables:
                self.remarks += [each for page in own for each in page.problems[1:]]

    def _table(self, sheet, ledger, truth, pages):
        entries = {entry.row: entry for page in pages for entry in page.entries}
        problems = [problem for page in pages for problem in page.problems]
        heads = {page.header_row for page in pages}
        known = {name for own, name in sheet.heads if own == ledger}
        named = {name for name in known if _is_named(sheet, ledger, name, problems)}
        named |= {each.column for each in problems if each.row in heads and _is_doubt(each)}
        told = {(each.row, each.column) for each in problems if _is_doubt(each)}
        hinted = {(each.row, each.column) for each in problems}
        errors = {each.row for each in problems if each.level is Level.ERROR}
        errors |= {row for each in problems for row in _list_unread(each.message)}
        self.spurious += [(sheet.name, row) for row in entries if row not in truth]
        self.wrong += [
            (sheet.name, row, "没有说") for row in sheet.told - {row for row, _ in hinted}
        ]
        flagged = set()
        for row, facts in truth.items():
            dropped = row not in entries and row in errors
            for column, fact in facts.items():
                where = (sheet.name, row, column, fact, entries.get(row))
                is_told = dropped or column in named or (row, column) in told
                is_said = is_told or (row, column) in hinted or _is_listed(problems, column, row)
                if self._cell(where, is_told=is_told, is_said=is_said) or fact.said != "no":
                    flagged.add((row, column))
        needed = {row for row, _ in flagged if row in errors} | sheet.told
        rebuilt = {column for _, column in flagged}
        rebuilt |= {column for own, column in sheet.invented if own == ledger}
        self.remarks += [
            each
            for each in problems
            if each.row not in needed
            and (each.row, each.column) not in flagged
            and not (each.row in heads and (each.column in rebuilt or UNREAD in each.message))
        ]

    def _cell(self, where, *, is_told, is_said):
        """Count one cell; true where it was told rather than read."""
        *_, column, fact, entry = where
        value = entry.values.get(column) if entry else None
        is_right = entry is not None and value == fact.value and fact.state != "unreadable"
        if fact.state == "nothing" and entry:
            is_right = column in entry.not_applicable
        if fact.said == "must" and not is_said:
            self.wrong.append((*where[:-1], value, "没有说"))
        elif is_right or (fact.state == "blank" and value is None):
            self.right += 1
        elif is_told:
            self.flagged += 1
            return True
        elif value is None:
            self.lost.append(where[:-1])
        else:
            self.wrong.append((*where[:-1], value))
        return False

    def row(self):
        """The score as one line of a table."""
        cells = self.cells, self.right, self.flagged, len(self.lost), len(self.wrong)
        tables = f"{self.mapped:.1%}", len(self.spurious), len(self.imported)
        return self.books, *cells, f"{self.silent:.2f}", *tables, f"{self.shouted:.1f}"


def _is_doubt(problem):
    return problem.level != Level.HINT


def _is_named(sheet, ledger, column, problems):
    """Whether a column's header is named as one that was not read."""
    text = sheet.cells.get(sheet.heads[ledger, column], "")
    unread = [each.message for each in problems if "没有" in each.message]
    return any(is_named(text, message) for message in unread)


def _list_unread(message):
    """The rows a message names as not read: 第4、5行在表头上面，没有读."""
    if found := re.match(r"第([\d、]+)行.*没有读|第(\d+)至(\d+)行.*没有读", message):
        if found[1]:
            return map(int, found[1].split("、"))
        return range(int(found[2]), int(found[3]) + 1)
    return ()


def _is_listed(problems, column, row):
    """Whether a remark of a column says that this row's cell is the same."""
    said = [each.message for each in problems if each.column == column]
    return any(re.search(rf"[A-Z]{row}(?!\d)", message) for message in said)
