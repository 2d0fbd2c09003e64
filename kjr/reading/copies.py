"""Sheets of one ledger that have much in common: joined row by row, the newer row wins."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from kjr.campaign.model import Campaign
from kjr.reading.page import Entry, Page, SkippedRow
from kjr.values.cells import Row
from kjr.values.days import Span
from kjr.values.readings import Level

COPIED: Final = 0.6
"""Sheets that share at least this part of the smaller one's entries are versions of one list."""
ALIKE: Final = 0.75
"""Two rows that agree in this part of what they say are one row, corrected."""
NEWER: Final = re.compile("修[改订正]|更[正新]|改后|最终|终稿|定稿|订正|新版|补正")
"""Words of a tab that say it replaces another."""
DUPLICATE: Final = re.compile(r"(.+?)[\s_]*[(（]\d[)）]")
OLDER: Final = re.compile("[草初原旧]稿|初[版步]|备份|修改前|改前")
"""Words of a tab that say another replaces it."""


class _Pair(NamedTuple):
    """One entry in the older and in the newer sheet."""

    old: Entry
    new: Entry

    @property
    def is_changed(self) -> bool:
        return dict(self.old.values) != dict(self.new.values)


def join_copies(campaign: Campaign, pages: Sequence[Page]) -> list[Page]:
    """The pages without what stands in two of them, or is another year's beside this year's."""
    kept = [_without_old(campaign, page, pages) for page in pages]
    for later, page in enumerate(pages):
        for earlier in range(later):
            if page.ledger and kept[earlier].ledger == kept[later].ledger == page.ledger:
                old, new = earlier, later
                if _replaces(kept[earlier].sheet.name, page.sheet.name):
                    old, new = later, earlier
                ledger = campaign.ledger(page.ledger)
                required = {each.name for each in ledger.columns if each.required}
                kept[old], kept[new] = _join(kept[old], kept[new], required)
    return kept


def _replaces(earlier: str, later: str) -> bool:
    """Whether the names of two tabs say that the one in front is the newer."""
    is_newer = NEWER.search(earlier) is not None and NEWER.search(later) is None
    return is_newer or (OLDER.search(later) is not None and OLDER.search(earlier) is None)


def _join(old: Page, new: Page, required: Collection[str]) -> tuple[Page, Page]:
    pairs, left, free = _match_same(*_list_comparable(old, new, required))
    if len(pairs) == 1 and not _are_alike_in_shape(old, new):
        return old, _doubt(new, old.sheet.name, pairs[0])
    same, least = len(pairs), COPIED * min(len(old.entries), len(new.entries))
    is_said = NEWER.search(new.sheet.name) is not None or _is_copied(old, new)
    if same and same == len(new.entries) and new.columns.keys() <= old.columns.keys():
        why = f"与「{old.sheet.name}」内容相同，看作副本，不重复计入"
        return old, Page(new.sheet, None, why)
    if not (is_said or same >= least):
        return old, new
    pairs += _match_alike(left, free)
    if not pairs or len(pairs) < least:
        return old, new
    return _leave_out(old, new.sheet.name, pairs), _tell(new, old.sheet.name, pairs)


def _is_copied(old: Page, new: Page) -> bool:
    """走访慰问 (2) is what programs call a copy of 走访慰问."""
    found = DUPLICATE.fullmatch(new.sheet.name)
    return found is not None and found[1] == old.sheet.name


def _are_alike_in_shape(one: Page, two: Page) -> bool:
    return one.columns.keys() == two.columns.keys() or _list_heads(one) == _list_heads(two)


def _doubt(page: Page, older: str, pair: _Pair) -> Page:
    """One row of two differing sheets that is the same as far as both tell may be two."""
    message = f"与「{older}」第{pair.old.row}行两张表都有的列都相同，请核实是否同一条"
    told = page.problem(pair.new.row, "", Level.DOUBT, message)
    problems = sorted([*page.problems, told], key=lambda problem: problem.row)
    return page._replace(problems=tuple(problems))


def _list_comparable(
    old: Page, new: Page, required: Collection[str]
) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The entries of both; only what was read of both, where one has columns the other lacks.

    What an unknown header heads is read by its cells, of which the newer sheet has more; under
    other headers both must have at least what the ledger requires.
    """
    names = old.columns.keys() & new.columns.keys()
    is_enough = _list_heads(old) == _list_heads(new) or names >= {*required}
    if old.columns.keys() == new.columns.keys() or not is_enough:
        return old.entries, new.entries
    return _keep_columns(old.entries, names), _keep_columns(new.entries, names)


def _list_heads(page: Page) -> Row:
    return page.sheet.rows[page.header_row - 1] if page.header_row else ()


def _keep_columns(entries: Sequence[Entry], names: Collection[str]) -> Sequence[Entry]:
    return [
        each._replace(values={name: each.values[name] for name in each.values if name in names})
        for each in entries
    ]


def _match_same(
    old: Sequence[Entry], new: Sequence[Entry]
) -> tuple[list[_Pair], list[Entry], list[Entry]]:
    """Entries that say the same, and those left of either."""
    free: dict[frozenset[object], list[Entry]] = defaultdict(list)
    for entry in new:
        free[_say_all(entry)].append(entry)
    pairs: list[_Pair] = []
    left: list[Entry] = []
    for entry in old:
        if others := free[_say_all(entry)]:
            pairs.append(_Pair(entry, others.pop(0)))
        else:
            left.append(entry)
    return pairs, left, [entry for others in free.values() for entry in others]


def _say_all(entry: Entry) -> frozenset[object]:
    """All a row says: one that has since taken place is no copy of its plan."""
    return frozenset((*entry.values.items(), entry.progress))


def _match_alike(left: Sequence[Entry], free: list[Entry]) -> Iterator[_Pair]:
    """Entries that say nearly the same, each taken once."""
    for entry in left:
        best = max(free, key=partial(_agree, entry), default=None)
        if best and _agree(entry, best) >= ALIKE:
            free.remove(best)
            yield _Pair(entry, best)


def _agree(one: Entry, two: Entry) -> float:
    """The part of what either says that both say alike."""
    names = one.values.keys() | two.values.keys()
    return sum(one.values.get(name) == two.values.get(name) for name in names) / max(1, len(names))


def _leave_out(page: Page, newer: str, pairs: Sequence[_Pair]) -> Page:
    """The older page without the rows the newer one has."""
    gone = {pair.old.row for pair in pairs}
    rest = tuple(entry for entry in page.entries if entry.row not in gone)
    problems = tuple(each for each in page.problems if each.row not in gone)
    if not rest and not any(each.level is Level.ERROR for each in problems):
        return Page(page.sheet, None, f"各行都在「{newer}」里，以那张为准，不重复计入")
    skipped = (*page.skipped, *(SkippedRow(row, "copy") for row in sorted(gone)))
    return page._replace(entries=rest, problems=problems, skipped=skipped)


def _tell(page: Page, older: str, pairs: Sequence[_Pair]) -> Page:
    """The newer page, with what it has in common with the older one."""
    message = f"与「{older}」有{len(pairs)}行是同一条，只计这里的"
    told = [page.problem(page.header_row or 0, "", Level.HINT, message)]
    for old, new in (pair for pair in pairs if pair.is_changed):
        names = old.values.keys() | new.values.keys()
        names = {name for name in names if old.values.get(name) != new.values.get(name)}
        columns = [name for name in page.columns if name in names]
        message = f"与「{older}」第{old.row}行是同一条而{'、'.join(columns)}不同，以这里的为准"
        told.append(page.problem(new.row, columns[0] if columns else "", Level.DOUBT, message))
    problems = sorted([*page.problems, *told], key=lambda problem: problem.row)
    return page._replace(problems=tuple(problems))


def _without_old(campaign: Campaign, page: Page, pages: Sequence[Page]) -> Page:
    """A page all of whose days lie in other years is left out where another has this one's."""
    own = {campaign.year, campaign.first.year, campaign.last.year}
    others = [each for each in pages if each.ledger == page.ledger and each is not page]
    years = _years(campaign, page)
    if not years or own & years or not any(own & _years(campaign, other) for other in others):
        return page
    return Page(page.sheet, None, f"看日期是{max(years)}年的表")


def _years(campaign: Campaign, page: Page) -> set[int]:
    column = campaign.ledger(page.ledger).day if page.ledger else ""
    days = [entry.values.get(column) for entry in page.entries]
    firsts = [day.first if isinstance(day, Span) else day for day in days]
    return {day.year for day in firsts if isinstance(day, dt.date)}
