"""What the office has still to settle itself: late units, cells to mend, books it cannot read.

It stands in the leaders' brief; what is addressed upward tells the work only.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kjr.campaign.columns import Count, Money
from kjr.documents.blocks import Paragraph
from kjr.documents.phrases import (
    Phrases,
    drop_silent_parts,
    is_silent,
    phrase_last_reading,
    replace_names,
)
from kjr.figures.derivation import explain_open_pairs
from kjr.figures.overview import Overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.reading.page import Entry, Problem
from kjr.values import wording
from kjr.values.readings import Level

MOST_NAMES = 6

CANDIDATES = {
    "总结": "未报送的有{未报单位}；迟报的有{迟报单位}；填写的报送日期未到的有{日期未到单位}；"
    "{待核实单位}。",
    "台账": "未填报的有{未填报单位}；台账为空、尚未确认零报告的有{空表单位}。",
    "佐证": "{缺佐证}活动记录没有填写佐证材料（{缺佐证台账}）。",
    "填写": "{填报错误}填写有误、未计入统计；{必填未填}必填的还缺、未计入统计；"
    "{填报存疑}存疑待核实；{日期写错}的日期看起来写错、未计入统计；{跨单位疑点}跨单位疑点待核实，{疑似联合}。",
    "目标": "{约数目标}算上写“约”“近”“不到”的数才够，是否达标待核实；"
    "{未读目标}算上读取失败的才够，是否达标待核实。",
    "读取": "{读取失败}工作簿读取失败，数据未计入，须先核实，不按未报处理；{沿用单位}。",
}
"""Each matter with its sentence, which is left out when all it names is nothing."""


def compose_loose_ends(overview: Overview) -> Iterator[Paragraph]:
    """One paragraph for each matter there is."""
    names = collect_loose_ends(overview)
    nothing = {name for name, words in names.items() if not words}
    for matter, text in CANDIDATES.items():
        if not is_silent(text, nothing):
            said = replace_names(drop_silent_parts(text, nothing), names)
            yield Paragraph(f"{matter}：{said}")


def list_odd_figures(overview: Overview) -> list[Problem]:
    """The numbers people typed that somebody should verify before they are told."""
    counted = {
        (ledger.name, column.name)
        for ledger in overview.campaign.ledgers
        for column in ledger.columns
        if isinstance(column, Count | Money)
    }
    return [
        problem
        for page in overview.snapshot.pages
        for problem in overview.snapshot.list_open_problems(page)
        if problem.level is Level.DOUBT and (page.ledger, problem.column) in counted
    ]


def collect_loose_ends(overview: Overview) -> Phrases:
    """What the sentences name, in words; blank where all is well."""
    snapshot = overview.snapshot
    unsure = overview.doubtful_lines
    lacking = Counter(each.ledger for each in snapshot.entries if _lacks_evidence(overview, each))
    levels = Counter(problem.level for problem in snapshot.problems)
    blanks = sum(problem.is_blank for problem in snapshot.problems)
    levels.subtract(problem.level for problem in snapshot.checks)  # told apart
    levels.subtract(problem.level for problem in _list_wrong_days(overview))  # so are these
    return {
        "未报单位": _units(overview, lambda each: each.owes_report),
        "迟报单位": _units(overview, lambda each: each.filing.state is FilingState.LATE),
        "日期未到单位": _units(overview, lambda each: each.filing.state is FilingState.AHEAD),
        "待核实单位": _name_unknown(overview),
        "未填报单位": _units(overview, lambda each: each.filling is FillingState.NOT_BEGUN),
        "空表单位": _units(overview, lambda each: each.filling is FillingState.EMPTY),
        "缺佐证": _counted(lacking.total(), "条"),
        "缺佐证台账": "、".join(f"{name}{n}条" for name, n in lacking.most_common()),
        "填报错误": _counted(levels[Level.ERROR] - blanks, "处"),
        "必填未填": _counted(blanks, "处"),
        "填报存疑": _counted(levels[Level.DOUBT], "处"),
        "日期写错": _counted(len(snapshot.misdated), "条"),
        "跨单位疑点": _counted(len(snapshot.checks), "处"),
        "疑似联合": _joint(overview),
        "约数目标": "、".join(each.measure.name for each in unsure if each.is_enough),
        "未读目标": "、".join(each.measure.name for each in unsure if not each.is_enough),
        "读取失败": _name_units(each for each in overview.standings if each.is_unreadable),
        "沿用单位": "；".join(filter(None, map(_stale, overview.standings))),
    }


def _list_wrong_days(overview: Overview) -> Iterator[Problem]:
    """What is doubted about days in a year that cannot be meant."""
    days = {
        (*entry.place, overview.campaign.ledger(entry.ledger).day)
        for entry in overview.snapshot.misdated
    }
    for each in overview.snapshot.problems if days else ():
        if (each.unit, each.sheet, each.row, each.column) in days:
            yield each


def _joint(overview: Overview) -> str:
    """How many of these doubts are of joint events, and the figures that count them twice."""
    pairs = overview.snapshot.open_pairs
    if not pairs:
        return ""
    doubts = len({place for pair in pairs for place in pair.places})
    which = f"其中{doubts}处是" if doubts < len(overview.snapshot.checks) else "即"
    told = f"{which}{len(pairs)}对疑似联合活动"
    by_ledger = Counter(pair.ledger for pair in pairs)
    if len(by_ledger) > 1:
        told += f"，{'、'.join(f'{name}{number}对' for name, number in by_ledger.items())}"
    told_of = (line for line in overview.lines if line.is_main or line.measure.spoken)
    doubled = explain_open_pairs(overview, told_of)
    return f"{told}（{doubled}）" if doubled else told


def _name_unknown(overview: Overview) -> str:
    """Of whose report nobody knows whether it is in, and why.

    If they are all those whose workbooks cannot be read, they are named where that is told.
    """
    unsure = [each for each in overview.standings if each.unit.expected and each.filing.is_unsure]
    are_named = unsure == [each for each in overview.standings if each.is_unreadable]
    units = f"{len(unsure)}家" if are_named else _name_units(unsure)
    why = phrase_last_reading(overview) if overview.snapshot.is_outrun else "工作簿读取失败"
    return f"{why}、还不知道是否已报的有{units}" if unsure else ""


def _units(overview: Overview, is_meant: Callable[[Standing], bool]) -> str:
    return _name_units(each for each in overview.standings if each.unit.expected and is_meant(each))


def _name_units(standings: Iterable[Standing]) -> str:
    names = [each.unit.name for each in standings]
    if not names:
        return ""
    more = "等" if len(names) > MOST_NAMES else ""
    return f"{len(names)}家（{'、'.join(names[:MOST_NAMES])}{more}）"


def _stale(standing: Standing) -> str:
    book = standing.book
    if book is None or book.stale is None or book.is_unreadable:
        return ""
    since = wording.format_moment(book.stale.since)
    return f"{standing.unit.name}的工作簿现在读不出（{book.stale.reason}），沿用{since}读到的数据"


def _lacks_evidence(overview: Overview, entry: Entry) -> bool:
    evidence = overview.campaign.ledger(entry.ledger).evidence
    return bool(evidence) and evidence not in entry.values


def _counted(number: int, counter: str) -> str:
    return f"{number}{counter}" if number else ""
