"""日报: what leaders are sent once a day: how it stands, what fell, what is to be decided."""

from collections.abc import Iterator

from kjr.documents.briefs import compose_phone_script, phrase_fall
from kjr.documents.phrases import collect_phrases, complete_sentence
from kjr.figures.changes import Changes
from kjr.figures.overview import Overview
from kjr.values import wording

MOST_FALLS = 5
"""Figures that fell which are named; of the rest it is said how many they are."""


def compose_leader_digest(overview: Overview, changes: Changes | None) -> str:
    """The day in a few sentences; with figures and names of units alone."""
    names = {
        **collect_phrases(overview),
        "进展": compose_phone_script(overview, changes),
        "减少": wording.name_some([*_list_falls(changes)], MOST_FALLS),
        "要定": "、".join(_list_decisions(overview)),
    }
    return complete_sentence(overview.campaign.wording["leader_digest"], names)


def _list_falls(changes: Changes | None) -> Iterator[str]:
    """The figures that are less than the day before, how much and why; a target's first."""
    fell = [each for each in (changes.changes if changes else ()) if each.delta < 0]
    fell.sort(key=lambda each: (not each.line.measure.hard, not each.line.is_main))
    for each in fell:
        less = wording.format_prose_figure(abs(each.delta), each.line.measure.counter)
        yield f"{each.line.measure.name}少{less}（{phrase_fall(each)}）"


def _list_decisions(overview: Overview) -> Iterator[str]:
    """What nobody but the office or a leader can decide."""
    snapshot = overview.snapshot
    counted = {
        "疑似联合活动": (len(snapshot.open_pairs), "对没有认定"),
        "没有计入的文件": (len(snapshot.strays), "个"),
        "读取失败的工作簿": (sum(each.is_unreadable for each in overview.standings), "本"),
        "沿用以前读到的工作簿": (overview.filling.stale, "本"),
        "总结是否已报待核实的": (overview.filing.unsure, "家"),
        "日期看起来写错的": (len(snapshot.misdated), "条"),
    }
    if snapshot.outage:
        yield "各单位的工作簿看不到"
    yield from (f"{what}{number}{rest}" for what, (number, rest) in counted.items() if number)
