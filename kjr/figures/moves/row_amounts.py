"""What each row adds to a figure by itself, at one moment."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kjr.campaign.model import Measure
from kjr.figures.overview import Overview
from kjr.figures.sums.counting import Key, RowCounter
from kjr.figures.sums.row_cells import Cells, build_cells
from kjr.figures.sums.shares import add_counted
from kjr.reading.page import Entry, RowPlace


class RowAmounts(NamedTuple):
    """What each counted row adds to its own unit's figure, and what each unit tells apart."""

    amounts: Mapping[RowPlace, int]
    things: Mapping[str, Collection[Key]]


class TypedRows:
    """The rows of one moment that count, each ledger's made ready once for all its figures."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._units = {each.name: each for each in overview.campaign.units}
        self._known: dict[str, Sequence[tuple[Entry, Cells]]] = {}

    def count(self, measure: Measure) -> RowAmounts:
        """Of a unit's rows that name the same thing only the first adds something."""
        counter = RowCounter(self._overview.campaign.ledger(measure.ledger), measure)
        amounts: Counter[RowPlace] = Counter()
        things: defaultdict[str, set[Key]] = defaultdict(set)
        for entry, cells in self._list_rows(measure.ledger):
            for each in counter.count(cells):
                if each.key is None:
                    added = add_counted(measure.sum, [(entry, each)]).number
                else:
                    added = int(each.key not in things[entry.unit])
                    things[entry.unit].add(each.key)
                amounts[entry.place] += added
        return RowAmounts(amounts, things)

    def _list_rows(self, name: str) -> Sequence[tuple[Entry, Cells]]:
        if name not in self._known:
            ledger = self._overview.campaign.ledger(name)
            entries = self._overview.sums.list_entries(name, is_ahead=False)
            self._known[name] = [
                (entry, build_cells(ledger, self._units[entry.unit], entry)) for entry in entries
            ]
        return self._known[name]
