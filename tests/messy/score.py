"""How a reading compares with the truth: cells right, flagged, silently lost, silently wrong."""

from dataclasses import dataclass, field

from kjr.values.readings import Level


@dataclass
class Score:
    """Counts over any number of workbooks; what went wrong is listed with its place."""

    books: int = 0
    right: int = 0
    flagged: int = 0
    lost: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    spurious: list = field(default_factory=list)
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
                self._table(sheet, truth, read)

    def _table(self, sheet, truth, pages):
        entries = {entry.row: entry for page in pages for entry in page.entries}
        told = {
            (problem.row, problem.column): problem.level
            for page in pages
            for problem in page.problems
            if problem.level != Level.HINT
        }
        errors = {row for (row, _), level in told.items() if level is Level.ERROR}
        self.spurious += [(sheet.name, row) for row in entries if row not in truth]
        for row, facts in truth.items():
            dropped = row not in entries and row in errors
            for column, fact in facts.items():
                where = (sheet.name, row, column, fact, entries.get(row))
                self._cell(where, is_told=dropped or (row, column) in told)

    def _cell(self, where, *, is_told):
        *_, column, fact, entry = where
        value = entry.values.get(column) if entry else None
        is_right = entry is not None and value == fact.value and fact.state != "unreadable"
        if fact.state == "nothing" and entry:
            is_right = column in entry.not_applicable
        if is_right or (fact.state == "blank" and value is None):
            self.right += 1
        elif is_told:
            self.flagged += 1
        elif value is None:
            self.lost.append(where[:-1])
        else:
            self.wrong.append((*where[:-1], value))

    def row(self):
        """The score as one line of a table."""
        cells = self.cells, self.right, self.flagged, len(self.lost), len(self.wrong)
        tables = f"{self.mapped:.1%}", len(self.spurious), len(self.imported)
        return self.books, *cells, f"{self.silent:.2f}", *tables
