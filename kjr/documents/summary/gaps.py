"""Where the work falls short, found by rule; people say why.

Who is late and whose cells are wrong is the office's own business: kjr/documents/loose_ends.py.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign
from kjr.campaign.sentences import LACKED
from kjr.documents.phrases import phrase_line, phrase_unread
from kjr.figures import subjects
from kjr.figures.counted_rows import select_counted_rows
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.figures.sums.row_cells import DISTRICT, UNIT
from kjr.figures.tables import Tables
from kjr.values.wording import format_prose_figure, name_some

LACK: Final = f"{{{LACKED}}}"
FEW: Final = 3
"""How many of what is missing the next steps name."""


def collect_shortcoming_phrases(overview: Overview) -> dict[str, str]:
    """What sentences may name of it, in words; blank where all is well, or nothing has begun."""
    if not any(line.done for line in overview.lines):
        return dict.fromkeys(("未覆盖", "未达目标", "未刊发", "待完成", "待补齐"), "")
    behind = [line for line in overview.lines if _is_behind(overview, line)]
    unseen = [(line, list_uncovered_items(overview, line)) for line in behind]
    short = [line for line, missing in unseen if not missing]
    return {
        "未覆盖": "；".join(
            f"{_tell_lacking(line, missing)}{_tell_planned(overview, line, missing)}"
            for line, missing in unseen
            if missing
        ),
        "未达目标": "；".join(_tell_shortfalls(overview, short)),
        "待完成": "、".join(f"{line.measure.name}{_count_missing(line)}" for line in short),
        "待补齐": "，".join(
            _tell_remedy(overview.campaign, line, missing) for line, missing in unseen if missing
        ),
        "未刊发": "；".join(filter(None, (_unpublished(overview, it) for it in overview.lines))),
    }


def list_uncovered_items(overview: Overview, line: Line) -> list[str]:
    """Which districts and options a target wants are still not there; units are not named.

    What may be there in a workbook nobody can read is not among them.
    """
    if [len(key) for key in line.measure.distinct] != [1]:
        return []
    seen = {*_list_items(overview, overview.tables, line), *line.unread}
    ((column,),) = line.measure.distinct
    return [each for each in _wanted(overview, line, column) if each not in seen]


def _list_items(overview: Overview, tables: Tables, line: Line) -> set[str]:
    """What rows name in the one column a coverage is counted by."""
    ((column,),) = line.measure.distinct
    return {*select_counted_rows(overview.campaign, tables, line.measure)[column].explode()}


def _tell_lacking(line: Line, missing: Sequence[str]) -> str:
    said = line.measure.lacking or f"{line.measure.name}尚缺{LACK}"
    return said.replace(LACK, "、".join(missing))


def _tell_remedy(campaign: Campaign, line: Line, missing: Sequence[str]) -> str:
    """What is to be done about it, in the campaign's words if it has some."""
    said = line.measure.remedy or f"{line.measure.name}（{LACK}）"
    is_place = line.measure.distinct == ((DISTRICT,),)
    word = f"{line.measure.counter}{campaign.district_word if is_place else ''}"
    return said.replace(LACK, name_some(missing, FEW, word))


def _tell_planned(overview: Overview, line: Line, missing: Sequence[str]) -> str:
    """Which of the missing are there in rows whose day is still to come."""
    planned = _list_items(overview, overview.planned, line)
    ahead = "、".join(each for each in missing if each in planned)
    word = overview.campaign.ledger(line.measure.ledger).ahead_word
    return f"（其中{ahead}{word}）" if ahead else ""


def _is_behind(overview: Overview, line: Line) -> bool:
    """Work that falls short of its target; who filed is told by the units themselves."""
    is_work = any(part.covers(line.indicator.section) for part in overview.campaign.parts)
    return is_work and line.is_short


def _wanted(overview: Overview, line: Line, name: str) -> Iterable[str]:
    """What there is to reach."""
    where, campaign = line.measure.where, overview.campaign
    if name == UNIT:
        return ()
    if name == DISTRICT:
        return where.get(DISTRICT, campaign.districts)
    column = campaign.ledger(line.measure.ledger).column(name)
    return where.get(name, column.options) if isinstance(column, Choice) else ()


def _tell_shortfalls(overview: Overview, short: Sequence[Line]) -> Iterator[str]:
    """How far figures are from enough; those of which nobody entered anything are told at last."""
    blank = [line.measure.name for line in short if not line.done and not line.planned]
    yield from (_shortfall(overview, line) for line in short if line.done or line.planned)
    if blank:
        yield f"{'、'.join(blank)}尚无计入的数据"


def _shortfall(overview: Overview, line: Line) -> str:
    """How far a figure is from enough, and what is planned besides."""
    counter = line.measure.counter
    word = overview.campaign.ledger(line.measure.ledger).ahead_word
    planned = f"另{format_prose_figure(line.planned, counter)}{word}" if line.planned else ""
    more = "，".join(filter(None, (phrase_unread(line), planned)))
    done = f"完成{phrase_line(line)}，" if line.done else ""
    return f"{line.measure.name}{done}还差{_count_missing(line)}{f'（{more}）' * bool(more)}"


def _count_missing(line: Line) -> str:
    return format_prose_figure(line.shortfall, line.measure.counter)


def _unpublished(overview: Overview, line: Line) -> str:
    """Recommended people and teams that have not reached the stage at which they count."""
    ledger = overview.campaign.ledger(line.measure.ledger)
    if not (line.measure.hard and ledger.closed and line.measure.distinct):
        return ""
    slots = subjects.list_slot_stages(overview, line.measure)
    stages = Counter(stage or "未填" for stage in slots["阶段"] if stage not in ledger.closed)
    counter = line.measure.counter
    words = "、".join(f"{stage}{number}{counter}" for stage, number in stages.items())
    return f"{line.measure.spoken or line.measure.name}：{words}" if words else ""
