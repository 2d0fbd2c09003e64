"""What the summary's parts may name besides the figures: options, partners, concurrent events."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kjr.campaign.sentences import STANDING, find_option_column
from kjr.documents.phrases import NAME, OF_A_TARGET, Phrases, count_figures
from kjr.documents.summary.gaps import collect_shortcoming_phrases
from kjr.documents.summary.stories import Teller, build_teller
from kjr.figures import subjects
from kjr.figures.agenda import count_occasion_activities, list_activities, select_reaching
from kjr.figures.counted_rows import AMOUNT, select_counted_rows
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.figures.tables import ENTRY
from kjr.values.wording import name_some

SAME_TIME = "同期"
MOST_PARTNERS: Final = 3
MOST_KINDS: Final = 3
COUNTED: Final = ("已报", "按时", "迟报", "已填报", "未计入", "达标")
"""Names of numbers that are no figures; what names them falls silent with them."""


def collect_part_phrases(overview: Overview) -> dict[str, str]:
    """Every such name that some part uses, with its words; blank where there is nothing to say."""
    used = {name for part in overview.campaign.parts for name in NAME.findall(part.says)}
    teller = build_teller(overview)
    words: dict[str, str] = {}
    for line in overview.lines:
        if (name := f"{line.name}名单") in used:
            words[name] = "、".join(list_options(overview, line))
        if (name := f"{line.name}合作单位") in used:
            words[name] = _partners(overview, line, teller)
        words |= {name: said for name, said in _loop(overview, line).items() if name in used}
    held = _count_same_time(overview).items()
    words[SAME_TIME] = "，".join(f"{name}期间开展各类活动{n}项" for name, n in held if n)
    told = [line for line in overview.hard_lines if line.done]
    words["目标完成情况"] = "；".join([*map(_against, told), *_count_rest(overview, told)])
    return words | collect_shortcoming_phrases(overview)


def collect_figures(overview: Overview, names: Phrases) -> dict[str, int]:
    """Every name that falls silent at 0, with its number; words count as one, no words as none."""
    words = {name: int(bool(said)) for name, said in names.items() if name not in STANDING}
    counted = {name: int(names.get(name) or 0) for name in COUNTED}
    return {**words, **counted, **count_figures(overview)}


def list_options(overview: Overview, line: Line) -> list[str]:
    """The options a figure counts once each that its rows name, in the plan's order."""
    column = find_option_column(overview.campaign, line.measure)
    if column is None or not line.done:
        return []
    rows = select_counted_rows(overview.campaign, overview.tables, line.measure)
    seen = set(rows[column.name].explode())
    return [each for each in line.measure.where.get(column.name, column.options) if each in seen]


def _partners(overview: Overview, line: Line, teller: Teller) -> str:
    """With whom the work behind a figure was done, by name, whoever took part most often first."""
    if not line.done:
        return ""
    rows = select_counted_rows(overview.campaign, overview.tables, line.measure)
    adding = rows.loc[rows[AMOUNT] > 0, ENTRY]
    found = Counter(each for entry in adding for each in teller.list_partners(entry))
    names = [name for name, _ in found.most_common()]
    return name_some(names, MOST_PARTNERS, "家单位")


def _loop(overview: Overview, line: Line) -> dict[str, str]:
    """Of a ledger that is counted whole: its most frequent kinds, and what waits for an answer."""
    measure, ledger = line.measure, overview.campaign.ledger(line.measure.ledger)
    if not line.is_main or measure.where or measure.sum or measure.distinct:
        return {}
    kinds = subjects.count_by_option(overview, ledger, ledger.sides[0]) if ledger.sides else {}
    most = sorted(kinds.items(), key=lambda each: -each[1])[:MOST_KINDS]
    words = "、".join(f"{kind}（{n}{measure.counter}）" for kind, n in most if n)
    answered, due = subjects.count_answered_entries(overview, ledger) if ledger.stage else (0, 0)
    open_ = f"{due - answered}{measure.counter}" if due > answered else ""
    return {f"{line.name}主要类别": words, f"{line.name}待办": open_}


def _against(line: Line) -> str:
    goal, rate = (f"{{{line.name}{each}}}" for each in OF_A_TARGET)
    return f"{line.measure.name}{{{line.name}}}，目标{goal}，完成率{rate}"


def _count_rest(overview: Overview, told: Sequence[Line]) -> Iterator[str]:
    """How many of the plan's targets stand at nothing, beside those that are told."""
    if told and (rest := len(overview.hard_lines) - len(told)):
        yield f"其余{rest}项尚无计入的数据"


def _count_same_time(overview: Overview) -> Mapping[str, int]:
    """What has been held where people take part, by concurrent event."""
    held = select_reaching(overview.campaign, list_activities(overview.snapshot))
    counts = count_occasion_activities(overview.campaign, held)
    return {each.name: counts[each.name] for each in overview.campaign.occasions if each.told}
