"""How many of the units that have to file stand where: the ledgers apart from the report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing


@dataclass(frozen=True)
class FillingTally:
    """填报: who fills the ledgers."""

    expected: int
    filled: int
    empty: int
    nil: int
    not_begun: int
    unreadable: int
    stale: int
    """Of all units, helping bodies too: their last good figures count."""

    @property
    def told(self) -> int:
        """Those whose ledgers say something, be it that nothing took place."""
        return self.filled + self.nil


@dataclass(frozen=True)
class FilingTally:
    """报送: whose closing report is in (DHIS2's terms)."""

    expected: int
    filed: int
    on_time: int
    late: int
    missing: int
    unreadable: int
    """The workbooks of these cannot be read, and no report was seen in them before."""
    ahead: int = 0
    """These say that all is handed in, on a day still to come: neither filed nor missing."""
    unknown: int = 0
    """These had not filed when last read, and the deadline passed since."""

    @property
    def unsure(self) -> int:
        """Of how many nobody can say whether they filed (待核实); they are not missing."""
        return self.unreadable + self.unknown

    @property
    def rate(self) -> float | None:
        """上报率: filed of expected, 0 to 1; None when nobody has to file."""
        return self.filed / self.expected if self.expected else None


def tally_fillings(standings: Sequence[Standing]) -> FillingTally:
    """Count how the ledgers stand."""
    expected = [each for each in standings if each.unit.expected]
    states = Counter(each.filling for each in expected)
    return FillingTally(
        expected=len(expected),
        filled=states[FillingState.FILLED],
        empty=states[FillingState.EMPTY],
        nil=states[FillingState.NIL],
        not_begun=states[FillingState.NOT_BEGUN],
        unreadable=states[FillingState.UNREADABLE],
        stale=sum(each.is_stale for each in standings),
    )


def tally_filings(standings: Sequence[Standing]) -> FilingTally:
    """Count how the closing reports stand."""
    expected = [each for each in standings if each.unit.expected]
    states = Counter(each.filing.state for each in expected)
    on_time, late = states[FilingState.ON_TIME], states[FilingState.LATE]
    return FilingTally(
        expected=len(expected),
        filed=on_time + late,
        on_time=on_time,
        late=late,
        missing=states[FilingState.MISSING],
        unreadable=states[FilingState.UNREADABLE],
        ahead=states[FilingState.AHEAD],
        unknown=states[FilingState.UNKNOWN],
    )
