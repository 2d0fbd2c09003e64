"""The campaign in few words: by telephone, by WeChat, on one page."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain, product
from typing import Final

from kjr.campaign.model import Measure
from kjr.documents import phrases
from kjr.documents.blocks import Align, Block, Document, Heading, Paragraph, Table, TableColumn
from kjr.documents.loose_ends import compose_loose_ends
from kjr.documents.summary.city_summary import compose_lead
from kjr.figures.changes import Changes, LineChange, title_changes
from kjr.figures.derivation import count_open_pairs, phrase_open_pairs
from kjr.figures.overview import Overview
from kjr.figures.pace import Signal
from kjr.figures.sums.line import Line
from kjr.values import wording

_Tell = Callable[[Overview, Line], str]
Name = Callable[[Measure], str]

LONGEST_SCRIPT, LONGEST_TEXT = 220, 100
"""字 that are said in 60 seconds, and that are read on a phone without scrolling."""


def compose_phone_script(overview: Overview, changes: Changes | None) -> str:
    """What to say when a leader rings: 60 seconds, at most 220 字, what moved before all else."""
    return _fitting(overview, changes, "phone_script", LONGEST_SCRIPT)


def compose_wechat_text(overview: Overview, changes: Changes | None) -> str:
    """The same for a WeChat group: at most 100 字.

    A figure that may count events twice says how many, in as few 字 as there is room for; it is
    bare only where the text would otherwise not say what is wanting.
    """
    return _fitting(overview, changes, "wechat_text", LONGEST_TEXT)


def name_in_full(measure: Measure) -> str:
    """What a figure is called in writing."""
    return measure.name


def name_for_the_ear(measure: Measure) -> str:
    """What a figure is called by telephone."""
    return measure.spoken or measure.name


def tell_gap(line: Line) -> str:
    """How much is wanting, and how much more may be."""
    return f"差{phrases.phrase_shortfall(line)}"


def tell_least_gap(line: Line) -> str:
    """The same in fewer words: of what may be more, that it is no less."""
    least = wording.format_prose_figure(line.shortfall, line.measure.counter)
    return f"至少差{least}" if line.unread else f"差{least}"


def list_shortfalls(
    overview: Overview, name: Name = name_in_full, tell: Callable[[Line], str] = tell_gap
) -> list[str]:
    """差在哪里: targets behind the calendar and units that owe something, what is due first.

    Until the activities are over nobody owes a closing report.
    """
    words = [f"{name(line.measure)}{tell(line)}" for line in overview.lagging_lines]
    owing, idle = _phrase_owing(overview), overview.filling.not_begun
    idling = f"{idle}家未填报台账" if idle else ""
    is_urgent = overview.is_report_urgent
    told = (owing, *words, idling) if is_urgent else (*words, owing, idling)
    return [*filter(None, told)]


def _phrase_owing(overview: Overview) -> str:
    missing = overview.filing.missing if overview.is_report_due else 0
    return f"{missing}家未报总结" if missing else ""


def phrase_request(overview: Overview, name: Name = name_in_full) -> str:
    """The one thing a leader could put right now; blank if nothing needs it."""
    behind = overview.lagging_lines
    if behind and not overview.is_report_urgent:
        short = phrases.phrase_shortfall(behind[0])
        return f"督促尽快落实{name(behind[0].measure)}，还差{short}"
    idle, missing = overview.filling.not_begun, overview.filing.missing
    if not overview.is_report_due:
        return f"督促未填报台账的{idle}家单位尽快填报" if idle else ""
    until = f"于{phrases.phrase_deadline(overview)}前报送总结"
    asked = "抓紧补报总结" if overview.is_overdue else until
    return f"督促未报的{missing}家单位{asked}" if missing else ""


def compose_brief(overview: Overview, changes: Changes | None) -> Document:
    """领导简报: one page of figures, what moved, what is behind."""
    said = overview.campaign.wording
    filed = phrases.complete_sentence(said["filing_sentence"], phrases.collect_phrases(overview))
    body: list[Block] = [
        Paragraph(filed + compose_lead(overview)),
        _targets(overview),
        Heading(1, f"一、{title_changes(changes, overview.today)}"),
        Paragraph(_since(overview, changes, most=4) or _uncompared(overview)),
        Heading(1, "二、短板和需要协调的事项"),
        Paragraph(f"{'；'.join(list_shortfalls(overview)) or _tell_no_shortfall(overview)}。"),
    ]
    if phrase_request(overview):
        body.append(Paragraph(f"请领导协调：{phrase_request(overview)}。"))
    if settle := list(compose_loose_ends(overview)):
        body += [Heading(1, "三、需要核实和补齐的事项"), *settle]
    title = f"{overview.campaign.title}进展简报"
    return Document(
        title, "", body, footer=phrases.phrase_snapshot(overview), author=overview.campaign.office
    )


def _tell_no_shortfall(overview: Overview) -> str:
    return phrases.phrase_absence(overview, "没有明显短板")


def _fitting(overview: Overview, changes: Changes | None, key: str, most: int) -> str:
    """The sentence with as many moves, shortfalls and figures as it has room for.

    What moved is what a leader asks: of it something is said, whatever else has to go.
    """
    spoken = [line for line in overview.lines if line.measure.spoken and not line.measure.hard]
    names = phrases.collect_phrases(overview) | {
        "请协调": phrase_request(overview, name_for_the_ear),
        "未报": str((overview.is_report_due and overview.filing.missing) or ""),
        "沿用": str(overview.filling.stale or ""),
    }
    text = phrases.add_unsaid(overview.campaign.wording[key], names)
    gaps, least_gaps = (_list_untold(overview, text, tell) for tell in (tell_gap, tell_least_gap))
    two, one = (wording.name_some(gaps, number) for number in (2, 1))
    every, fewer = len(spoken), range(len(spoken), -1, -1)
    whole = [(2, two, every), (2, one, every), *((1, one, n) for n in fewer)]
    # the first gap alone says more than none
    whole += [(1, "".join(some[:1]), 0) for some in (gaps, least_gaps)]
    cut = [(1, "", n) for n in fewer]
    marked, most_hard = _MARKED[key], len(overview.hard_lines)
    tries = (product(some, tell) for some in (whole, cut) for tell in (marked, [_tell_bare]))
    fits = ((*fit, most_hard) for fit in chain(*tries))
    fewest = product(range(most_hard - 1, 0, -1), (*marked, _tell_bare))
    least = (((1, "", 0), tell, number) for number, tell in fewest)
    for (moves, short, most_spoken), tell, number in chain(fits, least):
        names |= _progress(overview, tell, number)
        names["比昨天"] = _since(overview, changes, moves, name_for_the_ear)
        names["短板"] = short
        counts = [tell(overview, line) for line in spoken]
        names["主要工作量"] = wording.name_some(counts, most_spoken)
        said = phrases.complete_sentence(text, names)
        if len(said) <= most:
            return said
    return said[: said.rfind("。", 0, most) + 1] or said[:most]


def _list_untold(overview: Overview, text: str, tell: Callable[[Line], str]) -> list[str]:
    """The shortfalls a text does not name by itself; beside who owes a report who may owe one."""
    names, owing = phrases.NAME.findall(text), _phrase_owing(overview)
    said = owing
    if overview.filing.unsure and "待核实" not in names:
        more = f"{owing}（另有{overview.filing.unsure}家待核实）"
        said = more if tell is tell_gap else f"至少{owing}"
    every = list_shortfalls(overview, name_for_the_ear, tell)
    told = owing if "未报" in names else ""
    return [said if each == owing else each for each in every if each != told]


def _progress(overview: Overview, tell: _Tell, most: int) -> dict[str, str]:
    """The plan's own targets for the ear: with what is to be reached, and without."""
    told = [(tell(overview, line), _phrase_goal(line)) for line in overview.hard_lines]
    aimed = [f"{said}，{goal}" for said, goal in told]
    return {
        "硬指标进展": wording.name_some(aimed, most, mark="；"),
        "硬指标简况": wording.name_some([said for said, _ in told], most),
    }


def _phrase_goal(line: Line) -> str:
    """What is to be reached; of what is about so much, that nobody knows whether it is."""
    doubt = f"，是否达标{Signal.DOUBTFUL}" if line.is_doubtful else ""
    return f"目标{line.target}{line.measure.counter}{doubt}"


def _tell_bare(_: Overview, line: Line) -> str:
    return f"{name_for_the_ear(line.measure)}{phrases.phrase_line(line)}"


def _tell(overview: Overview, line: Line) -> str:
    """A figure for the ear; how many events it may count twice is said once, with their number."""
    doubled = "" if line.measure.sum else phrase_open_pairs(overview, line)
    bare = _tell_bare(overview, line)
    return f"{bare}（{doubled}）" if doubled else bare


def _tell_marked(overview: Overview, line: Line, mark: str) -> str:
    """The same for the eye, in a few 字: 含1对疑似联合."""
    pairs = 0 if line.measure.sum else count_open_pairs(overview, line)
    return _tell_bare(overview, line) + (f"含{pairs}对{mark}" if pairs else "")


_MARKED: Final[Mapping[str, tuple[_Tell, ...]]] = {
    "phone_script": (_tell,),
    "wechat_text": (partial(_tell_marked, mark="疑似联合"), partial(_tell_marked, mark="疑似")),
}
"""How a text tells a figure that may count events twice, as it should first; bare at last."""


def _since(
    overview: Overview,
    changes: Changes | None,
    most: int,
    name: Name = name_in_full,
) -> str:
    """What moved, in one sentence of its own; a figure that fell is always told.

    Of those that rose, the ones a leader hears about come first.
    """
    if changes is None or not most:
        return ""
    day = wording.format_nearby_day(changes.since.date(), overview.today)
    when = "昨天" if changes.is_of_day(overview.today) else day
    told = changes.report if changes.filed > 0 else None
    main = [each for each in changes.changes if each.line.is_main and each is not told]
    main.sort(key=lambda change: not (change.line.measure.hard or change.line.measure.spoken))
    rises = [_moved(change, name) for change in main if change.delta > 0]
    falls = [_moved(change, name) for change in main if change.delta < 0]
    new = changes.newly_filled
    filed = f"新报送总结{changes.surely_filed}家" if changes.surely_filed > 0 else ""
    filled = f"新填报{new}家" if new > 0 else ""
    if new < 0:
        filled = f"填报台账的少{-new}家"
    found = f"首次读到{len(changes.found)}家" if changes.found else ""
    parts = [filled, filed, found, _joined("增加", rises, most), _joined("减少", falls, most)]
    return f"比{when}{'，'.join(filter(None, parts)) or '没有变化'}。"


def _uncompared(overview: Overview) -> str:
    is_reading = overview.snapshot.unread
    return "正在第一次读取，读完再比。" if is_reading else "还没有可以比较的快照。"


def _moved(change: LineChange, name: Name) -> str:
    """By how much a figure moved; one that fell says what took most away in how many units."""
    measure = change.line.measure
    moved = f"{name(measure)}{wording.format_prose_figure(abs(change.delta), measure.counter)}"
    return f"{moved}（{phrase_fall(change)}）" if change.delta < 0 else moved


def phrase_fall(change: LineChange) -> str:
    """What made a figure less, in how many units."""
    told = (f"{len(units)}家{fate}" for fate, units in change.explain_fall().items())
    return "、".join(told) or "按新口径重算"


def _joined(verb: str, moves: Sequence[str], most: int) -> str:
    """The first of them, and of how many they are."""
    return f"{verb}{wording.name_some(moves, most)}" if moves else ""


def _targets(overview: Overview) -> Table:
    numbers = ("完成", "目标", overview.expected_word, "预计达标")
    columns = [
        TableColumn("方案量化指标", 2.4),
        *(TableColumn(name, align=Align.RIGHT) for name in numbers),
        TableColumn("状态", 0.8, Align.CENTRE),
    ]
    rows = [_target(overview, line) for line in overview.hard_lines]
    return Table(f"方案量化指标进度{overview.pace_note}", columns, rows)


def _target(overview: Overview, line: Line) -> list[str]:
    pace, counter = overview.pace(line), line.measure.counter
    expected = f"{pace.expected}{counter}" if pace else "—"
    reached = wording.format_day(pace.reached_on) if pace and pace.reached_on else "—"
    signal = str(pace.signal) if pace else "—"
    done, target = phrases.phrase_line(line), f"{line.target}{counter}"
    return [line.measure.name, done, target, expected, reached, signal]
