"""Who owes what, so that it can be said why so many get a message while fewer are 未报."""

from collections import Counter
from collections.abc import Sequence

from kjr.documents.fix_lists import list_cells_to_mend
from kjr.figures.overview import Overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.state.chases import Rung


def has_owing(standings: Sequence[Standing]) -> bool:
    """Whether a closing report is known to be missing among these units."""
    return any(each.owes_report for each in standings)


def is_named_in_group(standing: Standing) -> bool:
    """Whether a message to a group names a unit: for its report, or for its ledgers."""
    unfilled = (FillingState.NOT_BEGUN, FillingState.EMPTY)
    is_ahead = standing.filing.state is FilingState.AHEAD
    return standing.owes_report or is_ahead or standing.filling in unfilled


def explain_recipients(overview: Overview, rung: Rung) -> str:
    """Why so many units get a message while fewer are 未报 or 未填报: who owes what."""
    expected = [each for each in overview.standings if each.unit.expected]
    if rung is Rung.WARNING:
        return f"只发给总结未报的{overview.filing.missing}家"
    owing = {
        "总结没有交齐": sum(bool(each.lacking) for each in expected),
        FilingState.AHEAD: overview.filing.ahead,
        "台账未填报": overview.filling.not_begun,
        "台账为空": overview.filling.empty,
        "读取失败": overview.filling.unreadable,
        "有格要改": sum(bool(list_cells_to_mend(overview, each.unit.name)) for each in expected),
    }
    told = "，".join(f"{what}{number}家" for what, number in owing.items() if number)
    return f"{told}；一家可能欠几样，只发一条" if told else ""


def explain_group_names(overview: Overview) -> str:
    """Whom the messages to groups name, and for what; nobody whom we cannot read."""
    groups = (group for group in overview.district_standings.values() if has_owing(group))
    told = [each for group in groups for each in group]
    filings = Counter(each.filing.state for each in told)
    fillings = Counter(each.filling for each in told)
    named = {
        "总结未报": filings[FilingState.MISSING],
        FilingState.AHEAD: filings[FilingState.AHEAD],
        "台账未填报": fillings[FillingState.NOT_BEGUN],
        "台账为空": fillings[FillingState.EMPTY],
    }
    return "，".join(f"{what}{number}家" for what, number in named.items() if number)
