"""How a reading compares with the truth: cells right, flagged, silently lost, silently wrong."""

from dataclasses import dataclass, field

from kjr.readings import Level


@dataclass
class Score:
    """Counts over any number of workbooks."""

    right: int = 0
    flagged: int = 0
    lost: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    spurious: list = field(default_factory=list)
    mapped: int = 0
    sheets: int = 0
    unmapped: list = field(default_factory=list)
    imported: list = field(default_factory=list)
    """Decoys that were read."""

    @property
    def cells(self):
        return self.right + self.flagged + len(self.lost) + len(self.wrong)

    @property
    def silent(self):
        """Silent errors per 1,000 cells."""
        return 1000 * (len(self.lost) + len(self.wrong)) / max(1, self.cells)

    def add(self, sheets, pages):
        """Compare one workbook."""
        for sheet in sheets:
            own = [page for page in pages if page.sheet.name.strip() == sheet.name.strip()]
            if sheet.ledger is None:
                self.imported += [(sheet.name, page.ledger) for page in own if page.entries]
                continue
            self.sheets += 1
            read = [page for page in own if page.ledger == sheet.ledger]
            self.mapped += bool(read)
            self.unmapped += [] if read else [(sheet.name, sheet.ledger)]
            self._rows(sheet, read)

    def _rows(self, sheet, pages):
        entries = {entry.row: entry for page in pages for entry in page.entries}
        problems = [problem for page in pages for problem in page.problems]
        self.spurious += [(sheet.name, row) for row in entries if row not in sheet.truth]
        for row, facts in sheet.truth.items():
            told = {
                each.column for each in problems if each.row == row and each.level != Level.HINT
            }
            dropped = row not in entries and any(
                each.row == row and each.level is Level.ERROR for each in problems
            )
            absent = {each.column for each in problems if "缺少" in each.message}
            for column, fact in facts.items():
                self._cell(
                    sheet, (row, column), fact, entries.get(row), dropped or column in told | absent
                )

    def _cell(self, sheet, place, fact, entry, is_told):
        row, column = place
        value = entry.values.get(column) if entry else None
        where = (sheet.name, row, column, fact, value)
        if fact.state == "nothing" and entry:
            is_right = column in entry.not_applicable
        else:
            is_right = value == fact.value and (entry is not None or fact.state == "blank")
        if fact.state == "unreadable":
            is_right = False
        if is_right:
            self.right += 1
        elif is_told:
            self.flagged += 1
        elif value is None:
            self.lost.append(where)
        else:
            self.wrong.append(where)

    def __str__(self):
        return (
            f"单元格 {self.cells}：对 {self.right}，已提示 {self.flagged}，"
            f"悄悄丢 {len(self.lost)}，悄悄错 {len(self.wrong)}；"
            f"工作表 {self.mapped}/{self.sheets}；多出的行 {len(self.spurious)}；误读的表 {len(self.imported)}"
        )
