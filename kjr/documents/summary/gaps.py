"""五、存在问题: candidates found by rule; what remains for people is to say why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kjr.campaign.columns import Choice
from kjr.documents.blocks import Block, Heading, Paragraph
from kjr.documents.phrases import Phrases, drop_silent_parts, is_silent, phrase_line
from kjr.documents.summary.quotes import compose_placeholder
from kjr.figures import subjects
from kjr.figures.lines import Line, select_counted_rows
from kjr.figures.overview import Overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.figures.tables import DISTRICT, KIND, UNIT
from kjr.reading.page import Entry
from kjr.values.readings import Level

WORK = "四"
"""The plan's section on what is to be done."""
EVIDENCE = "佐证"
MOST_NAMES = 6

CANDIDATES = {
    "报送": "部分单位总结报送不及时、不完整。未报送的有{未报单位}；迟报的有{迟报单位}。",
    "台账": "部分单位台账填报不完整。未填报的有{未填报单位}；"
    "台账为空、尚未确认零报告的有{空表单位}。",
    "覆盖": "工作覆盖不够均衡。{未覆盖}。",
    "目标": "部分目标尚未达到。{未达目标}。",
    "典型": "部分典型尚未刊发。{未刊发}。",
    "佐证": "佐证材料不够齐全。{缺佐证}活动记录没有填写佐证材料，其中{缺佐证台账}。",
    "填报": "填报质量有待提高。{填报错误}填写有误、未计入统计；{填报存疑}存疑，已计入并待核实。",
}
"""Each problem's sentence; it is left out when all it names is nothing."""


def compose_shortcomings(overview: Overview, names: Phrases) -> Iterator[Block]:
    """五、存在问题: what the figures show, and what units wrote themselves."""
    yield Heading(1, "五、存在问题")
    nothing = {name for name, words in names.items() if not words}
    found = [key for key, text in CANDIDATES.items() if not is_silent(text, nothing)]
    for key in found:
        yield Paragraph(drop_silent_parts(CANDIDATES[key], nothing), key=f"存在问题 {key}")
    if not found:
        yield compose_placeholder(overview, "存在问题")


def collect_shortcoming_phrases(overview: Overview) -> dict[str, str]:
    """What the candidates' sentences name, in words; blank where all is well."""
    behind = [line for line in overview.lines if _is_behind(line)]
    unseen = [(line, list_uncovered_items(overview, line)) for line in behind]
    lacking = Counter(
        entry.ledger for entry in overview.snapshot.entries if _lacks_evidence(overview, entry)
    )
    levels = Counter(problem.level for problem in overview.snapshot.problems)
    return {
        "未报单位": _units(overview, lambda each: each.owes_report),
        "迟报单位": _units(overview, lambda each: each.filing.state is FilingState.LATE),
        "未填报单位": _units(overview, lambda each: each.filling is FillingState.NOT_BEGUN),
        "空表单位": _units(overview, lambda each: each.filling is FillingState.EMPTY),
        "未覆盖": "；".join(
            f"{line.measure.name}尚缺{'、'.join(missing)}" for line, missing in unseen if missing
        ),
        "未达目标": "；".join(_shortfall(line) for line, missing in unseen if not missing),
        "未刊发": "；".join(filter(None, (_unpublished(overview, it) for it in overview.lines))),
        "缺佐证": _counted(lacking.total(), "条"),
        "缺佐证台账": "、".join(f"{name}{n}条" for name, n in lacking.most_common()),
        "填报错误": _counted(levels[Level.ERROR], "处"),
        "填报存疑": _counted(levels[Level.DOUBT], "处"),
    }


def list_uncovered_items(overview: Overview, line: Line) -> list[str]:
    """Which of the things a target wants counted once each are still not there."""
    if [len(key) for key in line.measure.distinct] != [1]:
        return []
    ((column,),) = line.measure.distinct
    rows = select_counted_rows(overview.campaign, overview.tables, line.measure)
    seen = set(rows[column].explode())
    return [each for each in _wanted(overview, line, column) if each not in seen]


def _is_behind(line: Line) -> bool:
    """Work that falls short of its target; who filed is told by the units themselves."""
    is_work = line.indicator.section.startswith(WORK)
    return is_work and line.target is not None and not line.is_reached


def _wanted(overview: Overview, line: Line, name: str) -> Iterable[str]:
    """What there is to reach; a unit we cannot read, and its district, may well be there."""
    where, campaign = line.measure.where, overview.campaign
    dark = {each.unit for each in overview.standings if each.is_unreadable}
    if name == UNIT:
        kinds = where.get(KIND, ())
        return (each.name for each in campaign.expected if each.kind in kinds and each not in dark)
    if name == DISTRICT:
        unknown = {unit.district for unit in dark}
        wanted = where.get(DISTRICT, campaign.districts)
        return (district for district in wanted if district not in unknown)
    column = campaign.ledger(line.measure.ledger).column(name)
    return where.get(name, column.options) if isinstance(column, Choice) else ()


def _units(overview: Overview, is_meant: Callable[[Standing], bool]) -> str:
    names = [each.unit.name for each in overview.standings if each.unit.expected and is_meant(each)]
    if not names:
        return ""
    more = "等" if len(names) > MOST_NAMES else ""
    return f"{len(names)}家（{'、'.join(names[:MOST_NAMES])}{more}）"


def _shortfall(line: Line) -> str:
    missing = (line.target or 0) - line.done
    counter = line.measure.counter
    return f"{line.measure.name}完成{phrase_line(line)}，距目标差{missing}{counter}"


def _unpublished(overview: Overview, line: Line) -> str:
    """Recommended people and teams that have not reached the stage at which they count."""
    ledger = overview.campaign.ledger(line.measure.ledger)
    if not (line.measure.hard and ledger.closed and line.measure.distinct):
        return ""
    slots = subjects.list_slot_stages(overview, line.measure)
    stages = Counter(stage or "未填" for stage in slots["阶段"] if stage not in ledger.closed)
    counter = line.measure.counter
    words = "、".join(f"{stage}{number}{counter}" for stage, number in stages.items())
    return f"{line.measure.name}另有{words}" if words else ""


def _lacks_evidence(overview: Overview, entry: Entry) -> bool:
    columns = overview.campaign.ledger(entry.ledger).columns
    return EVIDENCE not in entry.values and any(column.name == EVIDENCE for column in columns)


def _counted(number: int, counter: str) -> str:
    return f"{number}{counter}" if number else ""
