"""催报: what to send to whom, naming exactly what is missing; plain text for WeChat."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from kjr.documents.fix_lists import list_owed_items, phrase_day_ahead, phrase_days_ahead
from kjr.documents.phrases import collect_phrases, complete_sentence
from kjr.figures.overview import Overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.figures.standings.tallies import tally_filings, tally_fillings
from kjr.values import wording

MOST_BYTES = 2048
"""The longest text message a WeCom robot takes, in bytes of UTF-8."""
OLD = dt.timedelta(days=1)
"""Of figures so old a message says of when they are: what came in since was not read."""
ASKED = "请核实是否已交：交齐了的请改成交齐的那一天，还没有交的请改为未交。"
"""What a unit is to do about a report that is dated ahead."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Rung(StrEnum):
    """How firmly one asks, and how many days before the deadline it is time for it."""

    GENTLE = "温馨提醒"
    """To a district's group, a week before."""
    PERSONAL = "单独提醒"
    """To a unit's clerk, three days before."""
    SECOND = "再次催报"
    """To a unit's head, the day before."""
    WARNING = "拟通报告知"
    """After the deadline, before a 通报."""


SENTENCES = {
    Rung.GENTLE: "gentle_reminder",
    Rung.PERSONAL: "personal_reminder",
    Rung.SECOND: "second_reminder",
    Rung.WARNING: "notice_warning",
}


class Chase(NamedTuple):
    """What the office knows of a unit besides its workbook; blanks leave their sentence out."""

    link: str = ""
    liaison: str = "联络员"
    next_reading: str = ""
    """When kjr reads again, as text: 17:30."""
    times: int = 0
    """How often the unit was reminded before."""


class Reminder(NamedTuple):
    """One message."""

    to: str
    """A unit, or a district's group."""
    text: str


def find_due_rung(overview: Overview) -> Rung:
    """The rung that is due today."""
    left = overview.days_left
    if left < 0:
        return Rung.WARNING
    return Rung.SECOND if left <= 1 else Rung.PERSONAL if left <= 3 else Rung.GENTLE


def list_fitting_rungs(overview: Overview) -> list[Rung]:
    """The rungs whose words hold today: 请于…前报送 before the deadline, 拟通报 only after it."""
    if overview.is_overdue:
        return [Rung.PERSONAL, Rung.WARNING]
    return [Rung.GENTLE, Rung.PERSONAL, Rung.SECOND]


def compose_group_reminders(overview: Overview, link: str = "") -> list[Reminder]:
    """One message for the group of each district in which a closing report is missing."""
    return [
        Reminder(district, text)
        for district, standings in overview.district_standings.items()
        if (text := _group(overview, district, standings, link))
    ]


def compose_unit_reminders(
    overview: Overview, rung: Rung, chases: Mapping[str, Chase] | None = None
) -> list[Reminder]:
    """One message for every unit that still owes something or is to be asked.

    An empty workbook is asked about, and a report that is said to be in on a day still to come.
    """
    reminders = []
    for each in overview.standings:
        name = each.unit.name
        owed = list_owed_items(overview, name)
        # A 通报 is announced only where the report is missing, never for what we cannot read.
        asked = phrase_day_ahead(each, overview.today)
        is_meant = each.owes_report if rung is Rung.WARNING else owed or asked
        if each.unit.expected and is_meant:
            chase = (chases or {}).get(name, Chase())
            reminders.append(Reminder(name, _to_unit(overview, each, owed, rung, chase)))
    return reminders


def explain_recipients(overview: Overview, rung: Rung) -> str:
    """Why so many units get a message while fewer are 未报 or 未填报: who owes what."""
    expected = [each for each in overview.standings if each.unit.expected]
    if rung is Rung.WARNING:
        return f"只发给总结未报的{overview.filing.missing}家"
    owing = {
        "总结没有交齐": sum(bool(each.filing.lacking) for each in expected),
        FilingState.AHEAD: overview.filing.ahead,
        "台账未填报": overview.filling.not_begun,
        "台账为空": overview.filling.empty,
        "读取失败": overview.filling.unreadable,
        "有格要改": sum(each.errors > 0 for each in expected),
    }
    told = "，".join(f"{what}{number}家" for what, number in owing.items() if number)
    return f"{told}；一家可能欠几样，只发一条" if told else ""


def explain_group_names(overview: Overview) -> str:
    """Whom the messages to groups name, and for what; nobody whom we cannot read."""
    groups = (group for group in overview.district_standings.values() if _has_owing(group))
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


def split_message(text: str, most: int = MOST_BYTES) -> list[str]:
    """A text in messages short enough to send, cut at ends of sentences, and in them if need be.

    >>> split_message("一二。三四。五六。", 21)
    ['一二。三四。', '五六。']
    """
    sentences = text.replace("。", "。\0").replace("；", "；\0").split("\0")
    parts = [""]
    for piece in chain(*([each] if len(each.encode()) <= most else each for each in sentences)):
        if len((parts[-1] + piece).encode()) > most:
            parts.append("")
        parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _group(overview: Overview, district: str, standings: list[Standing], link: str) -> str:
    if not _has_owing(standings):
        return ""
    reports, ledgers = tally_filings(standings), tally_fillings(standings)
    return _said(
        overview,
        "gentle_reminder",
        {
            "县区": district,
            "应报": str(reports.expected),
            "已报": str(reports.filed),
            "未报": str(reports.missing),
            "名单": "、".join(
                _named(each, overview.today) for each in standings if each.owes_report
            ),
            "日期未到": str(reports.ahead or ""),
            "日期未到名单": phrase_days_ahead(standings, overview.today),
            "已填报": str(ledgers.filled),
            "零报告": str(ledgers.nil or ""),
            "未填报": str(ledgers.not_begun or ""),
            "未填报名单": _name_filling(standings, FillingState.NOT_BEGUN),
            "空表": str(ledgers.empty or ""),
            "空表名单": _name_filling(standings, FillingState.EMPTY),
            "未计入": str(ledgers.unreadable or ""),
            "待核实": str(reports.unreadable or ""),
            "链接": link,
        },
    )


def _has_owing(standings: Sequence[Standing]) -> bool:
    return any(each.owes_report for each in standings)


def _name_filling(standings: Sequence[Standing], state: FillingState) -> str:
    return "、".join(each.unit.name for each in standings if each.filling is state)


def _named(standing: Standing, today: dt.date) -> str:
    """A unit's name, and what alone is missing where part of its report is in or said to be."""
    lacking, ahead = standing.filing.lacking, phrase_day_ahead(standing, today)
    told = [f"缺{lacking[0]}"] if len(lacking) == 1 else []
    told += [ahead] if ahead else []
    return standing.unit.name + (f"（{'；'.join(told)}）" if told else "")


def _to_unit(
    overview: Overview, standing: Standing, owed: list[str], rung: Rung, chase: Chase
) -> str:
    today = overview.today
    asked = phrase_day_ahead(standing, today)
    if asked and not owed:
        said = f"{chase.liaison}您好，{standing.unit.name}的{asked}，{ASKED}"
        return _add_age(overview, said)
    return _said(
        overview,
        _sentence(standing, rung, chase),
        {
            "单位": standing.unit.name,
            "县区": standing.unit.district,
            "联络员": chase.liaison,
            "缺项": "；".join(f"{sign}{item}" for sign, item in zip(CIRCLED, owed, strict=False)),
            "缺项数": str(len(owed)),
            "链接": chase.link,
            "下次读取": chase.next_reading,
            "已催次数": str(chase.times),
            "补报期限": _phrase_limit(overview),
            "通报日期": wording.format_day(today + dt.timedelta(3)),
        },
        f"另外，{asked}，{ASKED}" if asked else "",
    )


def _phrase_limit(overview: Overview) -> str:
    """By when: the next day at five, but not after the deadline while that is still to come."""
    if overview.days_left == 0:
        return f"{wording.format_day(overview.today)}24:00"
    return f"{wording.format_day(overview.today + dt.timedelta(1))}17:00"


def _sentence(standing: Standing, rung: Rung, chase: Chase) -> str:
    if standing.filling is FillingState.EMPTY:
        return "nil_confirmation"
    is_first = not chase.times and rung is not Rung.WARNING
    return SENTENCES[Rung.PERSONAL if is_first or rung is Rung.GENTLE else rung]


def _said(overview: Overview, key: str, more: Mapping[str, str], asked: str = "") -> str:
    names = {**collect_phrases(overview), **more}
    said = complete_sentence(overview.campaign.wording[key], names)
    return _add_age(overview, said + asked)


def _add_age(overview: Overview, said: str) -> str:
    """A message from old figures says of when they are."""
    until = wording.format_prose_moment(overview.snapshot.taken)
    is_old = overview.snapshot.age >= OLD
    return f"{said}以上按{until}读到的内容。" if is_old else said
