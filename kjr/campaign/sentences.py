"""The sentences a city may change, and the words each may leave to kjr to fill in."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from kjr.campaign.columns import Choice, Column
from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import WRITER, Campaign, Indicator, Measure
from kjr.campaign.outline import Part
from kjr.campaign.suggestions import suggest_word
from kjr.values.wording import strip_counter

CAMPAIGN: Final = ("活动", "城市", "主办", "经办", "年", "主题", "活动时间", "截止日")
STANDING: Final = (
    *CAMPAIGN,
    *("截至", "剩余天数", "应报", "已报", "按时", "迟报", "未报", "日期未到", "上报率", "报送进度"),
    "据不完全统计",
    *("已填报", "未填报", "零报告", "空表", "未计入", "待核实", "硬指标", "达标"),
)
REPORT: Final = (
    *STANDING,
    *("比昨天", "短板", "请协调", "硬指标进展", "硬指标简况", "主要工作量"),
)
CHASE: Final = (
    *STANDING,
    *(
        "县区",
        "名单",
        "日期未到名单",
        "未填报名单",
        "空表名单",
        "链接",
        "单位",
        "联络员",
        "缺项",
        "缺项数",
        "欠什么",
        "总结缺项",
        "下次读取",
    ),
    *("已催次数", "补报期限", "通报日期"),
)
CIRCULAR: Final = (*STANDING, "提醒后未报", "提醒后未报名单")
SENTENCES: Final = {
    **dict.fromkeys(("gentle_reminder", "gentle_unit_reminder", "personal_reminder"), CHASE),
    **dict.fromkeys(("second_reminder", "notice_warning"), CHASE),
    **dict.fromkeys(("nil_confirmation", "nil_others", "nil_hint"), CHASE),
    "circular_reminded": CIRCULAR,
    "leader_digest": (*STANDING, "进展", "减少", "要定"),
    **dict.fromkeys(("phone_script", "wechat_text"), REPORT),
    **dict.fromkeys(("summary_title", "summary_addressee", "circular_addressee"), CAMPAIGN),
    **dict.fromkeys(("filing_sentence",), STANDING),
}
"""Every sentence kjr says outside the summary, and the words in its braces besides figures."""
DEFAULTS: Final = {
    "gentle_unit_reminder": (
        "{联络员}您好！{活动}总结请于{截止日}前报送。{单位}现在还差{缺项数}项：{缺项}。"
        "填报网址：{链接}。方便时补上即可，谢谢支持。"
    ),
    "nil_others": "另外还差{缺项数}项：{缺项}。填报网址：{链接}。",
    "nil_hint": "确实没有开展活动的，请回复零报告，我们按0登记。",
    "leader_digest": "【{活动}日报】{进展}比昨天减少的：{减少}。要定的事：{要定}。",
    "circular_reminded": "提醒后仍未报齐的{提醒后未报}家：{提醒后未报名单}。",
}
"""What is said by a campaign that was written before these sentences were known."""
IN_RETURNS: Final = (*STANDING, "单位", "缺项", "待改")
"""The words the reasons for which reports go back may name."""
IN_PARTS: Final = (
    *STANDING,
    *("同期", "目标完成情况", "未覆盖", "未达目标", "未刊发", "待完成", "待补齐"),
)
"""The words the summary's parts may name besides figures, options and partners."""
LACKED: Final = "尚缺"
"""What lacking and remedy of a measure leave to kjr: the options or districts it has not got."""
OF_A_LEDGER: Final = ("主要类别", "待办")
"""What may follow the id of an indicator that counts a ledger's rows, all of them."""

OPTIONAL: Final = re.compile("〔[^〔〕]*〕")
BLANK: Final = re.compile(r"\{([^{}]*)\}")


def list_figures(campaign: Campaign) -> Iterator[tuple[str, Measure]]:
    """Every measure by the name it has in braces and among targets: I8, K1·某镇."""
    for indicator in campaign.indicators:
        yield from ((_name(indicator, measure), measure) for measure in indicator.measures)


def list_figure_names(campaign: Campaign) -> Iterator[str]:
    """The names under which figures may stand in braces: I5, I5目标, I5完成率, I18·服务群众."""
    for name, measure in list_figures(campaign):
        yield name
        if measure.target is not None:
            yield from (f"{name}目标", f"{name}完成率")


def list_option_names(campaign: Campaign) -> Iterator[str]:
    """The names of the options behind figures that count them once each: I18·覆盖领域名单."""
    for name, measure in list_figures(campaign):
        if find_option_column(campaign, measure) or _counts_unknown(campaign, measure):
            yield f"{name}名单"


def list_part_names(campaign: Campaign) -> Iterator[str]:
    """Everything the summary's parts may name."""
    yield from IN_PARTS
    yield from list_figure_names(campaign)
    yield from list_option_names(campaign)
    for indicator in campaign.indicators:
        for measure in indicator.measures:
            ledgers = [it for it in campaign.ledgers if it.name == measure.ledger]
            if not ledgers or ledgers[0].partner:  # an unknown ledger is a mistake of its own
                yield f"{_name(indicator, measure)}合作单位"
            if not (measure.where or measure.sum or measure.distinct):
                yield from (f"{indicator.id}{word}" for word in OF_A_LEDGER)


def complete_part(campaign: Campaign, part: Part) -> str:
    """What a part says, and the figures that were declared after its words were written.

    Of a part with sections their main figures; of the one that leads, those told by telephone.
    """
    said = {word for each in campaign.parts for word in BLANK.findall(each.says)}
    added = "；".join(
        f"{strip_counter(measure.name, measure.counter)}{{{_name(indicator, measure)}}}"
        for indicator in campaign.indicators
        for measure in indicator.measures
        if _name(indicator, measure) not in said
        and (
            (part.lead and measure.spoken and not measure.hard)
            or (measure is indicator.measure and part.covers(indicator.section))
        )
    )
    if not added:
        return part.says
    return f"{part.says.rstrip('。')}；{added}。" if part.says else f"{added}。"


def complete_lead(campaign: Campaign) -> str:
    """The sentence that sums everything up; blank if no part is said to lead."""
    return next((complete_part(campaign, part) for part in campaign.parts if part.lead), "")


def find_option_column(campaign: Campaign, measure: Measure) -> Choice | None:
    """The column whose options a figure counts once each; None if it counts something else."""
    if [len(key) for key in measure.distinct] != [1]:
        return None
    columns = _columns(campaign, measure.ledger)
    column = next((each for each in columns if (each.name,) in measure.distinct), None)
    return column if isinstance(column, Choice) else None


def _counts_unknown(campaign: Campaign, measure: Measure) -> bool:
    """Whether it counts once each what there is not: a mistake of its own, told where it stands."""
    known = {column.name for column in _columns(campaign, measure.ledger)}
    return any({*key} - known - {*WRITER} for key in measure.distinct)


def find_wording_mistakes(campaign: Campaign) -> Iterator[Mistake]:
    """Sentences that are missing, unknown, or use words nobody fills in."""
    lacking = [name for name in SENTENCES if name not in campaign.wording]
    figures = tuple(list_figure_names(campaign))
    for name, sentence in campaign.wording.items():
        if name not in SENTENCES:
            what = f"没有 {name} 这一句{suggest_word(name, lacking or SENTENCES)}"
            lacking = [each for each in lacking if not what.endswith(f" {each}？")]
            yield Mistake(("sentences",), what, name)
            continue
        if not sentence.strip():
            yield Mistake(("sentences",), f"{name} 空着", name)
        for mistake in find_unknown_words(sentence, (*SENTENCES[name], *figures)):
            yield Mistake(("sentences", name), mistake)
    yield from (Mistake(("sentences",), f"缺少 {name}") for name in lacking)
    yield from _find_return_mistakes(campaign)


def _find_return_mistakes(campaign: Campaign) -> Iterator[Mistake]:
    for reason in campaign.returns:
        for mistake in find_unknown_words(reason, IN_RETURNS):
            yield Mistake(("returns",), mistake, reason)


def find_unknown_words(sentence: str, known: Collection[str]) -> Iterator[str]:
    """What stands in a sentence's braces and nobody fills in."""
    for word in BLANK.findall(sentence):
        if word not in known:
            yield f"大括号里没有“{word}”可填{suggest_word(word, known)}"
    if set("{}") & set(BLANK.sub("", sentence)):
        yield "大括号没有成对"
    if set("｛｝") & set(sentence):
        yield "大括号要用英文的，全角的不会填"
    if set("〔〕") & set(OPTIONAL.sub("", sentence)):
        yield "〔　〕没有成对"


def _columns(campaign: Campaign, ledger: str) -> tuple[Column, ...]:
    """A ledger's columns; none if there is no such ledger."""
    return next((each.columns for each in campaign.ledgers if each.name == ledger), ())


def _name(indicator: Indicator, measure: Measure) -> str:
    return indicator.id if measure is indicator.measure else f"{indicator.id}·{measure.name}"
