"""Sentences that hold figures by name, and what each name stands for.

A sentence never holds a number of its own: it names it in braces, so it stays true when the
figures move.  wording.toml and the paragraphs a clerk rewrites use the same names.

>>> complete_sentence("共走访{I3}，刊发报道{I7}。", {"I3": "412人次", "I7": "136篇"})
'共走访412人次，刊发报道136篇。'

A part that ends in ；or 。says nothing when all its names stand for nothing, and is left out.

>>> complete_sentence("台账链接：{链接}。谢谢支持。", {"链接": ""})
'谢谢支持。'
"""

import datetime as dt
import re
from collections.abc import Container, Mapping

from kjr.campaign.model import WRITER, Campaign
from kjr.figures.overview import Overview
from kjr.figures.pace import Signal
from kjr.figures.standings.tallies import FilingTally
from kjr.figures.sums.line import Line
from kjr.values import wording

Phrases = Mapping[str, str]
"""Name → words; blank words mean that there is nothing to say."""

NAME = re.compile(r"[{｛]\s*([^{}｛｝]+?)\s*[}｝]")
ENDS = "；。\n"
UNNUMBERED = "下载时给出"
"""In place of the number of figures that are not frozen yet."""
OF_A_TARGET = ("目标", "完成率")
PART = re.compile(f"[^{ENDS}]*(?:[{ENDS}]|$)")
BRACKETS = re.compile("〔([^〔〕]*)〕")
ITEMS = re.compile("(?<=[}｝])、")
OF_WHICH = "其中"
NESTED = {"“": str.maketrans("“”‘’", "‘’“”"), "《": str.maketrans("《》", "〈〉")}
"""Mark → what becomes of such marks within it."""
UNSAID = (
    ("已报", "日期未到", "另有{日期未到}家填写的报送日期未到〔：{日期未到名单}〕"),
    ("未报", "待核实", "另有{待核实}家{为何待核实}，正在核实"),
    ("已填报", "沿用", "{沿用}家沿用以前读到的数"),
)
"""What a sentence names, what it then must not pass over, and how that is said if it does."""
BRACES = str.maketrans("{}｛｝", "（）（）")


def complete_sentence(text: str, phrases: Phrases) -> str:
    """The sentence as people read it."""
    sentences = {name: words for name, words in phrases.items() if words.endswith("。")}
    text = NAME.sub(lambda match: sentences.get(match[1], match[0]), text)
    return replace_names(
        drop_silent_parts(text, {name for name, words in phrases.items() if not words}), phrases
    )


def add_unsaid(text: str, phrases: Phrases) -> str:
    """A campaign's own sentence, and those who neither filed nor are missing if it has no word.

    >>> add_unsaid("已报{已报}家；走访{I3}。", {"已报": "5", "日期未到": "2", "日期未到名单": ""})
    '已报{已报}家；另有{日期未到}家填写的报送日期未到；走访{I3}。'
    """
    parts = PART.findall(text)
    for told, wanted, words in UNSAID:
        places = [at for at, part in enumerate(parts) if told in NAME.findall(part)]
        if places and phrases.get(wanted) and wanted not in NAME.findall(text):
            nothing = {name for name in NAME.findall(words) if not phrases.get(name)}
            before = parts[places[0]]
            end = before[-1] if before[-1] in ENDS else "。"
            parts[places[0]] = (
                f"{before.removesuffix(end)}{end}{open_brackets(words, nothing)}{end}"
            )
    return "".join(parts)


def replace_names(text: str, phrases: Phrases) -> str:
    """The text with every name replaced; a name nobody knows is marked for its writer.

    >>> replace_names("共走访{走方}", {})
    '共走访【待补：没有叫“走方”的数】'
    """
    return NAME.sub(lambda match: phrases.get(match[1], f"【待补：没有叫“{match[1]}”的数】"), text)


def drop_silent_parts(text: str, nothing: Container[str]) -> str:
    """The text without the parts whose every name is among ``nothing``.

    Of a part that stays, later clauses go in the same way; its first named clause carries the
    subject and stays.

    >>> drop_silent_parts("走访{I3}；讲座{I14}，其中{甲}。", {"I14", "甲"})
    '走访{I3}。'
    >>> drop_silent_parts("共走访{I3}，讲座{I14}，报道{I7}。", {"I3", "I14"})
    '共走访{I3}，报道{I7}。'
    >>> drop_silent_parts("补上{甲}；办理{I14}", {"I14"})
    '补上{甲}'
    """
    parts = [part for part in PART.findall(text) if not is_silent(part, nothing)]
    kept = "".join(_without_silent_clauses(part, nothing) for part in parts)
    return _close(kept, text)


def open_brackets(text: str, nothing: Container[str]) -> str:
    """The text without what stands in 〔〕 and names nothing; of the rest the brackets go.

    >>> open_brackets("〔联合{医院}〕检查{I12}，收文〔2019〕1号", {"医院"})
    '检查{I12}，收文〔2019〕1号'
    """

    def opened(match: re.Match[str]) -> str:
        names = NAME.findall(match[1])
        if not names:
            return match[0]
        return "" if any(name in nothing for name in names) else match[1]

    return BRACKETS.sub(opened, text)


def nest_quotes(text: str, within: str = "“") -> str:
    """Words that are to stand within a mark: marks of this kind in them become the lesser kind.

    >>> nest_quotes("“无人机进校园”（示例）"), nest_quotes("读《农书》的“老把式”", "《")
    ('‘无人机进校园’（示例）', '读〈农书〉的“老把式”')
    """
    return text.translate(NESTED.get(within, {}))


def drop_zero_clauses(text: str, figures: Mapping[str, int]) -> str:
    """The text without the clauses whose figure is 0, and without the parts left with no figure.

    >>> drop_zero_clauses("下乡中，走访{I3}，讲座{I14}；报道{I7}。", {"I3": 0, "I14": 2, "I7": 0})
    '下乡中，讲座{I14}。'

    So do the items of a list; what it is a part of is said of those that stay.

    >>> drop_zero_clauses("组队{甲}，其中市级{乙}、县级{丙}。", {"甲": 1, "乙": 0, "丙": 1})
    '组队{甲}，其中县级{丙}。'
    """
    kept = "".join(_without_zero_clauses(part, figures) for part in PART.findall(text))
    return _close(kept, text)


def is_silent(text: str, nothing: Container[str]) -> bool:
    """Whether a text names something, and all it names is among ``nothing``."""
    names = NAME.findall(text)
    return bool(names) and all(name in nothing for name in names)


def escape_braces(text: str) -> str:
    """Somebody's own words, made safe to stand in a sentence: their braces name nothing.

    >>> escape_braces("{I3}")
    '（I3）'
    """
    return text.translate(BRACES)


def phrase_line(line: Line) -> str:
    """A line's figure as printed: an approximate sum says so, by 余 or 约."""
    return wording.format_prose_figure(line.done, line.measure.counter)


def phrase_shortfall(line: Line) -> str:
    """How much is wanting for sure, and how much more may be: 1个（另有2个待核实）."""
    more = f"（{phrase_unread(line)}）" if line.unread else ""
    return f"{wording.format_prose_figure(line.shortfall, line.measure.counter)}{more}"


def phrase_unread(line: Line) -> str:
    """Of how many nobody knows whether they are wanting; blank if there are none."""
    return f"另有{len(line.unread)}{line.measure.counter}待核实" if line.unread else ""


def phrase_unread_doubt(line: Line) -> str:
    """Why nobody knows whether its target is met, if more than about so much leaves it open.

    Of an option it cannot be said how many workbooks may hold it.
    """
    if line.is_enough:
        return ""
    ((column, *_), *_) = line.measure.distinct
    counted = f"另有{len(line.unread)}{line.measure.counter}" if column in WRITER else "有工作簿"
    return f"{counted}读取失败"


def phrase_absence(overview: Overview, words: str) -> str:
    """Words that say something is not there, as far as could be read."""
    unread = sum(each.is_unreadable for each in overview.standings)
    return f"{words}（{unread}本工作簿读取失败，待核实）" if unread else words


def phrase_rate(line: Line) -> str:
    """The share of its target that a figure reached; of more than a derived target, only that.

    Nobody is to read 12 of at least one as 100 %, or as 1200 %; nor a share of what is unsure.
    The share of an approximate figure is approximate too: 约50 of 50 is 约100 %.
    """
    if line.is_doubtful:
        return Signal.DOUBTFUL
    is_more = line.done > (line.target or line.done) and not line.measure.hard
    if is_more:
        return Signal.REACHED
    is_about = line.about and line.rate is not None
    return f"{'约' * is_about}{wording.format_percent(line.rate)}"


def collect_phrases(overview: Overview) -> dict[str, str]:
    """Every name a sentence may use, with what it stands for."""
    return _campaign(overview.campaign, overview.today) | _filing(overview) | _figures(overview)


def count_figures(overview: Overview) -> dict[str, int]:
    """Every name that speaks of a figure, its target and its rate included, with the figure."""
    return {
        f"{line.name}{more}": line.done for line in overview.lines for more in ("", *OF_A_TARGET)
    }


def phrase_own_line(line: Line, done: int) -> str:
    """A measure with its figure, its counter said once: 走访3次, not 走访次数3次."""
    figure = wording.format_prose_figure(done, line.measure.counter)
    return f"{wording.strip_counter(line.measure.name, line.measure.counter)}{figure}"


def phrase_snapshot(overview: Overview) -> str:
    """Which snapshot a document was made from; what is not frozen has no number to find it by."""
    taken, number = overview.snapshot.taken, overview.snapshot.id or UNNUMBERED
    return f"数据截至{taken.year}年{wording.format_prose_moment(taken)}，快照编号{number}"


def phrase_last_reading(overview: Overview) -> str:
    """Since when nothing was read, where that is what leaves a report unknown."""
    since = wording.format_prose_moment(overview.snapshot.taken, overview.campaign.year)
    return f"{since}以后没有再读到"


def phrase_deadline(overview: Overview) -> str:
    """Until when one may file: of the last day its end, for it is not over yet."""
    end = "24:00" if overview.days_left == 0 else ""
    return f"{wording.format_nearby_day(overview.campaign.deadline, overview.today)}{end}"


def phrase_ten_days(date: dt.date) -> str:
    """A day by its third of the month.

    >>> phrase_ten_days(dt.date(2019, 5, 21)), phrase_ten_days(dt.date(2019, 6, 10))
    ('5月下旬', '6月上旬')
    """
    third = "上旬" if date.day <= 10 else "中旬" if date.day <= 20 else "下旬"
    return f"{date.month}月{third}"


def phrase_season(first: dt.date, last: dt.date) -> str:
    """From which third of a month to which, the month said once.

    >>> phrase_season(dt.date(2019, 5, 21), dt.date(2019, 6, 10))
    '5月下旬至6月上旬'
    >>> phrase_season(dt.date(2024, 9, 15), dt.date(2024, 9, 25))
    '9月中旬至下旬'
    >>> phrase_season(dt.date(2024, 9, 15), dt.date(2024, 9, 18))
    '9月中旬'
    """
    begun, ended = phrase_ten_days(first), phrase_ten_days(last)
    if begun == ended:
        return begun
    month = f"{first.month}月"
    return f"{begun}至{ended.removeprefix(month) if first.year == last.year else ended}"


def _without_silent_clauses(part: str, nothing: Container[str]) -> str:
    end = part[-1:] if part[-1:] in ENDS else ""
    clauses = part.removesuffix(end).split("，")
    carrier = next((n for n, clause in enumerate(clauses) if NAME.search(clause)), len(clauses))
    kept = (
        clause for n, clause in enumerate(clauses) if n <= carrier or not is_silent(clause, nothing)
    )
    return "，".join(kept) + end


def _without_zero_clauses(part: str, figures: Mapping[str, int]) -> str:
    end = part[-1:] if part[-1:] in ENDS else ""
    clauses = part.removesuffix(end).split("，")
    kept = [left for clause in clauses if (left := _without_zero_items(clause, figures))]
    had, has = (
        any(name in figures for clause in some for name in NAME.findall(clause))
        for some in (clauses, kept)
    )
    return "" if had and not has else "，".join(kept) + end


def _without_zero_items(clause: str, figures: Mapping[str, int]) -> str:
    items = ITEMS.split(clause)
    kept = [item for item in items if all(figures.get(name, 1) for name in NAME.findall(item))]
    is_headless = clause.startswith(OF_WHICH) and kept[:1] != items[:1] and kept != []
    return OF_WHICH * is_headless + "、".join(kept)


def _close(kept: str, text: str) -> str:
    """The end of the whole text, if its last part went."""
    if not kept.endswith("；") or text.endswith("；"):
        return kept
    return kept[:-1] + "。" * text.endswith("。")


def _campaign(campaign: Campaign, today: dt.date) -> dict[str, str]:
    return {
        "活动": campaign.title,
        "城市": campaign.city,
        "主办": campaign.host,
        "经办": campaign.office,
        "年": str(campaign.year),
        "主题": campaign.theme,
        "活动时间": phrase_season(campaign.first, campaign.last),
        "截止日": wording.format_nearby_day(campaign.deadline, today),
    }


def _filing(overview: Overview) -> dict[str, str]:
    filling, filing = overview.filling, overview.filing
    is_outrun = overview.snapshot.is_outrun
    return {
        "截至": wording.format_prose_moment(overview.snapshot.taken, overview.campaign.year),
        "截止日": phrase_deadline(overview),
        "剩余天数": "不足1" if overview.days_left == 0 else str(max(overview.days_left, 0)),
        "应报": str(filing.expected),
        "已报": str(filing.filed),
        "按时": str(filing.on_time),
        "迟报": str(filing.late),
        "未报": str(filing.missing),
        "日期未到": str(filing.ahead or ""),
        "上报率": wording.format_percent(filing.rate),
        "报送进度": phrase_filing_progress(filing),
        "已填报": str(filling.filled),
        "未填报": str(filling.not_begun),
        "零报告": str(filling.nil or ""),
        "空表": str(filling.empty or ""),
        "未计入": str(sum(each.is_unreadable for each in overview.standings) or ""),
        "待核实": str(filing.unsure or ""),
        "为何待核实": phrase_last_reading(overview) if is_outrun else "的工作簿读取失败",
        "据不完全统计": "据不完全统计，" if filling.told < filling.expected else "",
    }


def phrase_filing_progress(filing: FilingTally) -> str:
    """How many have handed in their report; where nobody has, no figure of 0 is told.

    Of whom nothing could be read, nothing is said.
    """
    if filing.filed:
        return f"已报送{filing.filed}家，上报率{wording.format_percent(filing.rate)}"
    return "尚未读到有单位报送" if filing.unsure else "尚无单位报送"


def _figures(overview: Overview) -> dict[str, str]:
    hard = overview.hard_lines
    words = {"硬指标": str(len(hard)), "达标": str(sum(line.is_reached for line in hard))}
    for line in overview.lines:
        words[line.name] = phrase_line(line)
        if line.target is not None:
            words[f"{line.name}目标"] = f"{line.target}{line.measure.counter}"
            words[f"{line.name}完成率"] = phrase_rate(line)
    return words
