"""What the office has to do about each unit today, the most urgent first."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from kjr.editing.review import find_review_notes
from kjr.figures.moments.snapshot import Book
from kjr.figures.moments.whole_reports import find_change_moment
from kjr.figures.overview import Overview
from kjr.figures.work.needs import AFTER, BEFORE, Need, WorkItem, list_needs
from kjr.state.acts import Act
from kjr.state.chases import find_record, gather_records


def list_work(overview: Overview, acts: Iterable[Act]) -> list[WorkItem]:
    """Every unit that has to file or has a workbook, the most urgent first, then by the roster."""
    order = AFTER if overview.is_report_due else BEFORE
    acts = list(acts)
    notes, records = find_standing_notes(overview.snapshot.books, acts), gather_records(acts)
    items = []
    for each in overview.standings:
        if each.unit.expected or each.book:
            note, record = notes.get(each.unit.name), find_record(records, each.unit.name)
            found = set(list_needs(each, note))
            needs = tuple(need for need in order if need in found)
            is_late = _is_late(needs, record.promised, overview.today)
            items.append(WorkItem(each, needs, note, record, is_late))
    return sorted(items, key=lambda item: _rank(item, order))


def find_standing_notes(books: Mapping[str, Book], acts: Iterable[Act]) -> dict[str, Act]:
    """The office's last word on each unit's report, unless it changed since, be it in its file."""
    return {
        unit: note
        for unit, note in find_review_notes(acts).items()
        if unit not in books or find_change_moment(books[unit]) <= note.moment
    }


def is_doubtful(item: WorkItem) -> bool:
    """Whether something speaks against accepting its report as it is."""
    return bool(item.standing.to_mend) or not item.standing.filing.is_filed


def list_doubts(items: Iterable[WorkItem]) -> list[str]:
    """What speaks against accepting these reports, as sentences."""
    items = list(items)
    wrong = [item for item in items if item.standing.to_mend]
    open_ones = [item for item in items if not item.standing.filing.is_filed]
    told = "、".join(f"{item.unit} {item.standing.to_mend} 处" for item in wrong)
    names = "、".join(item.unit for item in open_ones)
    return [
        *([f"{len(wrong)} 家还有没改的错，采信以后也不计入：{told}"] if wrong else []),
        *([f"{len(open_ones)} 家的总结还没有报齐：{names}"] if open_ones else []),
    ]


def _is_late(needs: Iterable[Need], promised: dt.date | None, today: dt.date) -> bool:
    asked = set(needs) - {Need.WAITING, Need.UNREADABLE, Need.UNKNOWN}
    return bool(asked) and promised is not None and promised < today


def _rank(item: WorkItem, order: Collection[Need]) -> tuple[int, bool, int]:
    """By its most urgent need; of one kind, who broke his word, then who has most to mend."""
    places = list(order)
    first = places.index(item.needs[0]) if item.needs else len(places) + item.is_accepted
    return first, not item.is_late, -item.standing.to_mend
