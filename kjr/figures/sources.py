"""Where a figure comes from (来历): the rows behind it, down to file, sheet, cell and raw text."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kjr.campaign.columns import Value
from kjr.campaign.model import IS_EXPECTED, Campaign, Ledger, Measure
from kjr.figures import counted_rows
from kjr.figures.overview import Overview
from kjr.figures.sums.conditions import label_column
from kjr.figures.sums.row_cells import DISTRICT, EXPECTED, KIND, UNIT
from kjr.figures.tables import ENTRY
from kjr.reading.checks.columns import ASSUMED
from kjr.reading.page import Entry, Page, RowPlace
from kjr.reading.rows.cell_reading import read_cell
from kjr.state.acts import Act
from kjr.values.cells import format_cell
from kjr.values.days import Span
from kjr.values.readings import Reading

PLANNED = "日期还没到，到了日子再计"
WRONG_YEAR = "日期看起来写错了，没有计入，请核对年份"
SAID_PLANNED = "写明是拟开展，开展以后改写了再计"
REFUSED = "和同一行的别的格对不上，没有计入"
SUSPECTED = "疑似联合活动，认定以前照计"


class Source(NamedTuple):
    """One row behind a figure."""

    unit: str
    district: str
    file: str
    sheet: str
    row: int
    cell: str
    """Address of the cell that is added up, or of the one that names the row."""
    raw: str
    """What was typed there."""
    value: str
    """What it was read as."""
    rule: str
    """How it was read, in words."""
    adds: int
    """What the row adds to the figure."""
    evidence: Mapping[str, str] = MappingProxyType({})
    """What the other columns hold by which the measure decides."""
    note: str = ""
    """What decided that the row counts, or why it adds nothing."""
    correction: str = ""
    """What the office put in place of what was typed, who did and why."""

    @property
    def place(self) -> RowPlace:
        """Where it is written."""
        return self.unit, self.sheet, self.row


def list_counted_sources(overview: Overview, measure: Measure) -> list[Source]:
    """The rows that make up a figure, largest first."""
    rows = counted_rows.select_counted_rows(overview.campaign, overview.tables, measure)
    found, word = _sources(overview, measure, rows[ENTRY]), overview.campaign.district_word
    sources = [
        source._replace(adds=adds, note=_why(measure, source, adds, word))
        for source, adds in zip(found, counted_rows.list_added(rows, measure), strict=True)
    ]
    suspected = {place for pair in overview.snapshot.open_pairs for place in pair.places}
    told = (_suspect(each) if each.place in suspected else each for each in sources)
    return sorted(told, key=lambda source: -source.adds)


def list_left_out_sources(overview: Overview, measure: Measure) -> list[Source]:
    """The other rows of the same ledger, each with why it does not count; those to come first.

    Then come those whose day cannot be right, and those that tell of another unit's event.
    """
    rows = counted_rows.select_left_out_rows(overview.campaign, overview.tables, measure)
    planned: Iterable[Entry] = overview.planned[measure.ledger][ENTRY]
    joined, misdated = (
        [entry for entry in entries if entry.ledger == measure.ledger]
        for entries in (overview.snapshot.joined, overview.snapshot.misdated)
    )
    return [
        *(
            source._replace(note=SAID_PLANNED if entry.progress else PLANNED)
            for entry, source in zip(planned, _sources(overview, measure, planned), strict=True)
        ),
        *(source._replace(note=WRONG_YEAR) for source in _sources(overview, measure, misdated)),
        *(
            source._replace(note=_tell_host(overview, source))
            for source in _sources(overview, measure, joined)
        ),
        *(
            source._replace(note=why)
            for source, why in zip(
                _sources(overview, measure, rows[ENTRY]), rows[counted_rows.WHY], strict=True
            )
        ),
    ]


def list_evidence_columns(ledger: Ledger, measure: Measure) -> tuple[str, ...]:
    """The columns that show why a row counts, besides its writer and the one that is read out."""
    known = (find_telling_column(ledger, measure), UNIT)
    asked = (*measure.where, *list_deciding_columns(ledger, measure))
    return tuple(dict.fromkeys(name for name in asked if name not in known))


def list_deciding_columns(ledger: Ledger, measure: Measure) -> tuple[str, ...]:
    """The ledger's columns by which a row counts, and how much, in the order the measure asks."""
    names = (measure.sum, *measure.where, *(name for key in measure.distinct for name in key))
    own = {column.name for column in ledger.columns}
    return tuple(dict.fromkeys(name for name in (*names, ledger.day) if name in own))


def find_telling_column(ledger: Ledger, measure: Measure) -> str:
    """The column that best shows a row's part in a figure."""
    keys = (name for key in measure.distinct for name in key if not name.startswith("@"))
    names = (measure.sum, *keys, ledger.title, ledger.day, ledger.columns[0].name)
    return next(name for name in names if name)


def format_source_value(value: Value | None) -> str:
    """A value as people read it.

    >>> format_source_value(3280), format_source_value(("张三", "李四")), format_source_value(None)
    ('3,280', '张三、李四', '')
    """
    match value:
        case None:
            return ""
        case Span(first, last):
            return f"{first.isoformat()} 至 {last.isoformat()}"
        case tuple():
            return "、".join(map(str, value))
        case int() | float():
            return f"{value:,}"
        case _:
            return str(value)


def format_entry_value(entry: Entry, column: str) -> str:
    """What a row holds in a column, as screens say it: 约30, where that is approximate."""
    is_about = column in entry.about
    return ("约" if is_about else "") + format_source_value(entry.values.get(column))


def _suspect(source: Source) -> Source:
    return source._replace(note=f"{source.note}；{SUSPECTED}")


def _tell_host(overview: Overview, source: Source) -> str:
    settled = overview.snapshot.partners[source.place]
    host, _, row = settled.places[0]
    act = settled.act
    return f"协办，由{host}主办（第{row}行），只计主办的一场；{act.who} {act.moment:%m-%d} 认定"


def _sources(overview: Overview, measure: Measure, entries: Iterable[Entry]) -> Iterator[Source]:
    pages = {
        (entry.unit, entry.sheet, entry.row): page
        for page in overview.snapshot.pages
        if page.ledger == measure.ledger
        for entry in page.entries
    }
    for entry in entries:
        yield _source(overview, measure, pages[entry.unit, entry.sheet, entry.row], entry)


def _source(overview: Overview, measure: Measure, page: Page, entry: Entry) -> Source:
    ledger = overview.campaign.ledger(measure.ledger)
    column = find_telling_column(ledger, measure)
    cell = page.raw(entry.row, column)
    window = (overview.campaign.first, overview.campaign.last)
    reading = read_cell(ledger.column(column), cell, window, page.sheet.date1904)
    is_corrected = column in page.corrections(entry.row)
    value = reading.value if is_corrected else entry.values.get(column)
    is_about = reading.about if is_corrected else column in entry.about
    return Source(
        unit=entry.unit,
        district=overview.campaign.unit(entry.unit).district,
        file=page.sheet.file or overview.snapshot.books[entry.unit].held.file,
        sheet=entry.sheet,
        row=entry.row,
        cell=page.address(entry.row, column),
        raw=format_cell(cell),
        value=("约" if is_about else "") + format_source_value(value),
        rule=_rule(ledger, column, reading, value, is_about=is_about),
        adds=0,
        evidence={
            label_column(name, overview.campaign.district_word): _shown(
                overview.campaign, entry, name
            )
            for name in list_evidence_columns(ledger, measure)
        },
        correction="；".join(
            _corrected(name, act) for name, act in page.corrections(entry.row).items()
        ),
    )


def _shown(campaign: Campaign, entry: Entry, name: str) -> str:
    """What a column holds, or what is known of the row's writer."""
    unit = campaign.unit(entry.unit)
    expected = IS_EXPECTED[not unit.expected]
    writer = {UNIT: unit.name, KIND: unit.kind, DISTRICT: unit.district, EXPECTED: expected}
    return writer.get(name) or format_entry_value(entry, name)


def _why(measure: Measure, source: Source, adds: int, district_word: str) -> str:
    """By which cells a row counts; one that is asked nothing counts as it stands."""
    if measure.distinct and not adds:
        return "与前面一条重复"
    names = [label_column(name, district_word) for name in measure.where]
    said = (f"「{name}」为“{source.evidence.get(name, source.value) or '空'}”" for name in names)
    return "、".join(said) or "每行都计"


def _corrected(column: str, act: Act) -> str:
    cell = format_cell(act.edits[0].after.get(column)) or "空"
    return f"「{column}」{act.who} {act.moment:%m-%d} 订正为“{cell}”：{act.note}"


def _rule(
    ledger: Ledger, column: str, reading: Reading[Value], value: Value | None, *, is_about: bool
) -> str:
    """How the cell was read; one that takes its value from elsewhere, or lost it, says so."""
    if reading.value is not None and value is None:
        return REFUSED
    assumed, _ = ledger.assume.get(column, (None, ""))
    if reading.value is None and is_about and value == assumed:
        return ASSUMED.format(assumed)
    if reading.value != value:
        return "随合并的格、上一行或表头的单位"
    if reading.value is None and reading.complaint:
        return reading.complaint.message
    return reading.rule or "照原样"
