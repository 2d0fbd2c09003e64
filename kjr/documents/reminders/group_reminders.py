"""What a group is told: who in it has not filed, whose ledgers are not begun or empty."""

import datetime as dt
from collections.abc import Sequence

from kjr.documents.fix_lists import phrase_day_ahead, phrase_days_ahead
from kjr.documents.phrases import add_unsaid, collect_phrases, complete_sentence
from kjr.documents.reminders.owing import has_owing, is_named_in_group
from kjr.documents.reminders.reminder import NOBODY_KNOWN, Recipients, Reminder, add_age
from kjr.documents.reminders.rungs import list_fitting_rungs
from kjr.figures.overview import Overview
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.figures.standings.tallies import tally_filings, tally_fillings
from kjr.state.chases import Rung


def compose_group_reminders(
    overview: Overview, link: str = "", recipients: Recipients | None = None
) -> list[Reminder]:
    """One message for each group in which a closing report is missing; none after the deadline."""
    if Rung.GENTLE not in list_fitting_rungs(overview):
        return []
    return [
        Reminder(group, _compose_group(overview, group, standings, link), Rung.GENTLE, named)
        for group, standings in _gather_groups(overview, recipients or {}).items()
        if has_owing(standings)
        and (named := tuple(each.unit.name for each in standings if is_named_in_group(each)))
    ]


def _gather_groups(overview: Overview, recipients: Recipients) -> dict[str, list[Standing]]:
    """The units that have to file by their group, in the order of the districts."""
    groups: dict[str, list[Standing]] = {}
    for district, standings in overview.district_standings.items():
        for each in standings:
            known = recipients.get(each.unit.name, NOBODY_KNOWN)
            groups.setdefault(known.group or district, []).append(each)
    return groups


def _compose_group(overview: Overview, group: str, standings: Sequence[Standing], link: str) -> str:
    reports, ledgers = tally_filings(standings), tally_fillings(standings)
    names = {
        **collect_phrases(overview),
        "县区": group,
        "应报": str(reports.expected),
        "已报": str(reports.filed),
        "未报": str(reports.missing),
        "名单": "、".join(_named(each, overview.today) for each in standings if each.owes_report),
        "日期未到": str(reports.ahead or ""),
        "日期未到名单": phrase_days_ahead(standings, overview.today),
        "已填报": str(ledgers.filled),
        "零报告": str(ledgers.nil or ""),
        "未填报": str(ledgers.not_begun or ""),
        "未填报名单": _name_filling(standings, FillingState.NOT_BEGUN),
        "空表": str(ledgers.empty or ""),
        "空表名单": _name_filling(standings, FillingState.EMPTY),
        "未计入": str(ledgers.unreadable or ""),
        "待核实": str(reports.unsure or ""),
        "链接": link,
    }
    said = add_unsaid(overview.campaign.wording["gentle_reminder"], names)
    return add_age(overview, complete_sentence(said, names))


def _name_filling(standings: Sequence[Standing], state: FillingState) -> str:
    return "、".join(each.unit.name for each in standings if each.filling is state)


def _named(standing: Standing, today: dt.date) -> str:
    """A unit's name, and what alone is missing where part of its report is in or said to be."""
    lacking, ahead = standing.filing.lacking, phrase_day_ahead(standing, today)
    told = [f"缺{lacking[0]}"] if len(lacking) == 1 else []
    told += [ahead] if ahead else []
    return standing.unit.name + (f"（{'；'.join(told)}）" if told else "")
