"""The sentences a city may change, and the words each may leave to kjr to fill in."""

import re
from collections.abc import Iterator
from typing import Final

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, Measure
from kjr.campaign.toml_table import suggest_word

CAMPAIGN: Final = ("活动", "城市", "主办", "经办", "年", "主题", "活动时间", "截止日")
STANDING: Final = (
    *CAMPAIGN,
    *("截至", "剩余天数", "应报", "已报", "按时", "迟报", "未报", "上报率", "据不完全统计"),
    *("已填报", "未填报", "零报告", "空表"),
)
REPORT: Final = (*STANDING, "比昨天", "短板", "请协调")
CHASE: Final = (
    *STANDING,
    *("县区", "名单", "未填报名单", "链接", "单位", "联络员", "缺项", "缺项数", "下次读取"),
    *("已催次数", "补报期限", "通报日期"),
)
SENTENCES: Final = {
    **dict.fromkeys(("gentle_reminder", "personal_reminder", "second_reminder"), CHASE),
    **dict.fromkeys(("notice_warning", "nil_confirmation"), CHASE),
    **dict.fromkeys(("phone_script", "wechat_text"), REPORT),
    **dict.fromkeys(("summary_title", "summary_addressee", "summary_opening"), CAMPAIGN),
    **dict.fromkeys(("summary_filing", "lead_sentence"), STANDING),
    **dict.fromkeys(("summary_leadership",), (*STANDING, "同期")),
    **dict.fromkeys(("summary_media", "summary_plans", "summary_thrift"), STANDING),
    **dict.fromkeys(("summary_visits", "summary_press", "summary_meetings"), STANDING),
    **dict.fromkeys(("summary_health", "summary_service"), STANDING),
}
"""Every sentence kjr says, and the words that may stand in its braces besides figures."""
LATER: Final = ("summary_leadership", "summary_media", "summary_plans")
"""Sentences an older campaign may lack; what they would say is then left to the clerk."""

WITH_OPTIONS: Final = (
    *("summary_media", "summary_visits", "summary_press", "summary_meetings"),
    *("summary_health", "summary_service"),
)
"""The sentences that may also list the options that were reached."""

BLANK: Final = re.compile(r"\{([^{}]*)\}")


def list_figure_names(campaign: Campaign) -> Iterator[str]:
    """The names under which figures may stand in braces: I5, I5目标, I5完成率, I18·服务群众."""
    for indicator in campaign.indicators:
        for measure in indicator.measures:
            is_main = measure is indicator.measure
            name = indicator.id if is_main else f"{indicator.id}·{measure.name}"
            yield name
            if measure.target is not None:
                yield from (f"{name}目标", f"{name}完成率")


def list_option_names(campaign: Campaign) -> Iterator[str]:
    """The names of the options behind figures that count them once each: I18·覆盖领域名单."""
    for indicator in campaign.indicators:
        for measure in indicator.measures:
            if find_option_column(campaign, measure):
                is_main = measure is indicator.measure
                yield f"{indicator.id if is_main else f'{indicator.id}·{measure.name}'}名单"


def find_option_column(campaign: Campaign, measure: Measure) -> Choice | None:
    """The column whose options a figure counts once each; None if it counts something else."""
    if [len(key) for key in measure.distinct] != [1]:
        return None
    ledger = campaign.ledger(measure.ledger)
    columns = (column for column in ledger.columns if (column.name,) in measure.distinct)
    column = next(columns, None)
    return column if isinstance(column, Choice) else None


def find_wording_mistakes(campaign: Campaign) -> Iterator[str]:
    """Sentences that are missing, unknown, or use words nobody fills in."""
    for name in SENTENCES:
        if name not in (*campaign.wording, *LATER):
            yield f"[wording]：缺少 {name}"
    known_figures = tuple(list_figure_names(campaign))
    options = tuple(list_option_names(campaign))
    for name, sentence in campaign.wording.items():
        if name not in SENTENCES:
            yield f"[wording]：没有 {name} 这一句{suggest_word(name, SENTENCES)}"
            continue
        known = (*SENTENCES[name], *known_figures, *(options if name in WITH_OPTIONS else ()))
        for mistake in _in_sentence(sentence, known):
            yield f"[wording] {name}：{mistake}"


def _in_sentence(sentence: str, known: tuple[str, ...]) -> Iterator[str]:
    for word in BLANK.findall(sentence):
        if word not in known:
            yield f"大括号里没有“{word}”可填{suggest_word(word, known)}"
    if set("{}") & set(BLANK.sub("", sentence)):
        yield "大括号没有成对"
