"""What one unit is told: a text for each rung, naming exactly what is missing in its own book."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kjr.documents.fix_lists import (
    EMPTY_BOOK,
    list_cells_to_mend,
    list_owed_items,
    phrase_day_ahead,
)
from kjr.documents.phrases import Phrases, collect_phrases, complete_sentence
from kjr.documents.reminders.reminder import (
    NOBODY_KNOWN,
    Recipient,
    Recipients,
    Reminder,
    add_age,
)
from kjr.documents.reminders.rungs import find_next_rung, fit_rung
from kjr.figures.overview import Overview
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.state.chases import ChaseRecord, Records, Rung, find_record
from kjr.values import wording
from kjr.values.readings import Level

ASKED: Final = "请核实是否已交：交齐了的请改成交齐的那一天，还没有交的请改为未交。"
"""What a unit is to do about a report that is dated ahead."""
FILING, FILLING = "报送", "填报"
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
SENTENCES: Final = {
    Rung.GENTLE: "gentle_unit_reminder",
    Rung.PERSONAL: "personal_reminder",
    Rung.SECOND: "second_reminder",
    Rung.WARNING: "notice_warning",
}


def compose_unit_reminders(
    overview: Overview,
    rung: Rung | None = None,
    recipients: Recipients | None = None,
    records: Records | None = None,
) -> list[Reminder]:
    """One message for every unit that still owes something or is to be asked.

    Without a rung each gets the one its record and the day ask for.  An empty workbook is asked
    about, and a report that is said to be in on a day still to come; who handed in all is left
    in peace.
    """
    names = collect_phrases(overview)
    composed = (
        _compose_unit(
            overview,
            names,
            each,
            rung,
            (recipients or {}).get(each.unit.name, NOBODY_KNOWN),
            find_record(records or {}, each.unit.name),
        )
        for each in overview.standings
        if each.unit.expected
    )
    return [each for each in composed if each]


def _compose_unit(
    overview: Overview,
    common: Phrases,
    standing: Standing,
    asked_for: Rung | None,
    recipient: Recipient,
    record: ChaseRecord,
) -> Reminder | None:
    """The message to one unit; None if it owes nothing that this rung asks for."""
    name, rung = standing.unit.name, asked_for or find_next_rung(overview, record)
    # A 通报 is announced only where the report is missing, never for what we cannot read.
    if rung is Rung.WARNING and not standing.owes_report:
        if asked_for:
            return None
        rung = Rung.PERSONAL
    if rung is Rung.GENTLE and not standing.lacking:  # whose report is in is not asked for it
        rung = Rung.PERSONAL
    owed = list_owed_items(overview, name)
    asked = phrase_day_ahead(standing, overview.today)
    rung = fit_rung(rung, record)
    if not owed:
        said = f"{recipient.liaison}您好，{name}的{asked}，{ASKED}"
        return Reminder(name, add_age(overview, said), rung, (name,)) if asked else None
    names = {
        **common,
        **_name_owed(overview, standing, owed),
        "联络员": recipient.liaison,
        "链接": recipient.link,
        "下次读取": recipient.next_reading,
        "已催次数": str(record.times or ""),
    }
    said = "".join(_say_to_unit(overview, standing, rung, owed, names))
    said += f"另外，{asked}，{ASKED}" if asked else ""
    return Reminder(name, add_age(overview, said), rung, (name,))


def _name_owed(overview: Overview, standing: Standing, owed: Sequence[str]) -> dict[str, str]:
    wrong = _find_wrong_sides(overview, standing)
    has_book = standing.filling in (FillingState.FILLED, FillingState.NIL)
    is_ledgers = FILLING in wrong or (not has_book and len(owed) > len(standing.lacking))
    what = ["台账"] * is_ledgers + ["总结"] * bool(standing.lacking or FILING in wrong)
    return {
        "单位": standing.unit.name,
        "欠什么": "和".join(what),
        "县区": standing.unit.district,
        "缺项": _number_items(owed),
        "缺项数": str(len(owed)),
        "总结缺项": "、".join(standing.lacking),
        "补报期限": _phrase_limit(overview),
        "通报日期": wording.format_day(overview.today + dt.timedelta(3)),
    }


def _find_wrong_sides(overview: Overview, standing: Standing) -> set[str]:
    """Where a workbook has cells to mend: in the closing report's rows, in the ledgers, in both."""
    filing, pages = overview.campaign.filing, standing.book.pages if standing.book else ()
    wrong = list_cells_to_mend(overview, standing.unit.name)
    days = {FILLING} if any(each.level is Level.DOUBT for each in wrong) else set()
    return days | {
        FILING if filing and page.ledger == filing.ledger else FILLING
        for page in pages
        if any(each.level is Level.ERROR for each in page.problems)
    }


def _say_to_unit(
    overview: Overview,
    standing: Standing,
    rung: Rung,
    owed: Sequence[str],
    names: Mapping[str, str],
) -> Iterator[str]:
    """The sentence of the rung; of an empty workbook also how to say that there is nothing."""
    said = overview.campaign.wording
    if standing.filling is not FillingState.EMPTY:
        yield complete_sentence(said[SENTENCES[rung]], names)
    elif rung is Rung.PERSONAL:
        yield complete_sentence(said["nil_confirmation"], names)
        others = [item for item in owed if item != EMPTY_BOOK]
        more = {"缺项": _number_items(others), "缺项数": str(len(others) or "")}
        yield complete_sentence(said["nil_others"], {**names, **more})
    else:
        yield complete_sentence(said[SENTENCES[rung]], names)
        yield complete_sentence(said["nil_hint"], names)


def _number_items(items: Sequence[str]) -> str:
    return "；".join(f"{sign}{item}" for sign, item in zip(CIRCLED, items, strict=False))


def _phrase_limit(overview: Overview) -> str:
    """By when: the next day at five, but not after the deadline while that is still to come."""
    if overview.days_left == 0:
        return f"{wording.format_day(overview.today)}24:00"
    return f"{wording.format_day(overview.today + dt.timedelta(1))}17:00"
