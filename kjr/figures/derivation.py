"""How a figure comes out of the rows, told from its definition; why figures that look alike differ.

The words are made of the measure itself (its ledger, conditions, sum, keys), so they stay true
when somebody changes campaign.toml.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from kjr.campaign.model import Campaign, Ledger, Measure
from kjr.figures.counted_rows import AMOUNT, add_up_rows, match_rows, select_counted_rows
from kjr.figures.overview import Overview
from kjr.figures.subjects import count_by_option, count_unwritten, list_ledger_lines
from kjr.figures.sums.conditions import label_column, label_keys, phrase_accepted
from kjr.figures.sums.line import Line
from kjr.figures.sums.row_cells import DISTRICT, UNIT
from kjr.figures.tables import ENTRY, Tables
from kjr.values.wording import format_figure


def explain_alike(overview: Overview, lines: Iterable[Line], place: str = "") -> dict[str, str]:
    """Of the figures shown together, those that look alike and differ: label → how it is made.

    ``place`` narrows all of them to a district or a unit.
    """
    shown = list(lines)
    numbers = {line.label: _number(line, place) for line in shown}
    alike = [
        one
        for one in shown
        if numbers[one.label]
        and any(
            numbers[other.label] not in (0, numbers[one.label]) and looks_like(one, other)
            for other in shown
        )
    ]
    return {line.label: derive_figure(overview, line, place=place) for line in alike}


def explain_figure(overview: Overview, line: Line, place: str = "") -> dict[str, str]:
    """How a figure is made, then how those that look like it are: name and number → words."""
    others = [each for each in overview.lines if looks_like(line, each)]
    told = explain_alike(overview, [line, *others], place)
    return {
        _name(each, place): told.get(each.label) or derive_figure(overview, each, place=place)
        for each in [line, *others]
        if each is line or (each.label in told and _number(each, place) != _number(line, place))
    }


def explain_bars(overview: Overview, ledger: Ledger, column: str) -> list[str]:
    """What the bars of a choice column count, and why figures that use the column differ."""
    found = count_by_option(overview, ledger, column)
    rows, entries = len(overview.tables[ledger.name]), sum(found.values())
    blank = count_unwritten(overview, ledger, column)
    several = f"，一行可写几项，相加{entries + blank}" if entries + blank != rows else ""
    asking = (line for line in list_ledger_lines(overview, ledger) if column in line.measure.where)
    return [
        f"按行数计，共{rows}行{several}",
        *(
            f"{_name(line)}：{derive_figure(overview, line, (column,))}"
            for line in asking
            if line.done not in (0, sum(found.get(word, 0) for word in line.measure.where[column]))
        ),
    ]


def looks_like(one: Line, other: Line) -> bool:
    """Whether people may take two figures for one: the same counter, and rows both may count."""
    ours, theirs = one.measure, other.measure
    if ours is theirs or ours.counter != theirs.counter:
        return False
    if ours.ledger != theirs.ledger:
        return one.indicator is other.indicator
    shared = ours.where.keys() & theirs.where.keys()
    return ours.sum == theirs.sum and all(
        set(ours.where[name]) & set(theirs.where[name]) for name in shared
    )


def derive_figure(
    overview: Overview, line: Line, first: Sequence[str] = (), place: str = ""
) -> str:
    """A figure step by step, from its ledger's rows to what they make.

    Conditions on the columns in ``first`` come before the others.
    """
    campaign, measure = overview.campaign, line.measure
    word = campaign.district_word
    tables = _narrow_to(overview.tables[measure.ledger], measure, place)
    asked = sorted(measure.where, key=lambda name: name not in first)
    steps = [f"{measure.ledger}{len(tables[measure.ledger])}行"]
    for number, name in enumerate(asked, 1):
        part = replace(measure, where={each: measure.where[each] for each in asked[:number]})
        label, accepted = label_column(name, word), phrase_accepted(measure.where[name])
        steps.append(f"其中「{label}」{accepted}的{_tell(campaign, tables, part)}")
    return "，".join((*steps, *_rule(campaign, tables, measure)))


def explain_district_sum(campaign: Campaign, line: Line) -> str:
    """Why a figure's districts add up to something else than the whole; blank if they do not."""
    apart, done = sum(line.by_district.values()), line.done
    if apart == done:
        return ""
    counter, key = line.measure.counter, label_keys(line.measure, campaign.district_word)
    return (
        f"各{campaign.district_word}相加{format_figure(apart, counter)}，"
        f"{campaign.whole_word}{format_figure(done, counter)}："
        f"在几处都有的，{campaign.whole_word}按「{key}」只算一次"
    )


def phrase_joint_events(overview: Overview, ledger: str = "") -> str:
    """How many rows add nothing because another unit hosted the event; blank if none was settled.

    ``ledger`` narrows it to one ledger.
    """
    joined = [each for each in overview.snapshot.joined if ledger in ("", each.ledger)]
    if not joined:
        return ""
    hosts = len({overview.snapshot.partners[each.place].places[0] for each in joined})
    return f"{hosts}场联合活动只计主办单位填报的，协办单位的{len(joined)}条不另计。"


def count_open_pairs(overview: Overview, line: Line, place: str = "") -> int:
    """How many suspected joint events a figure counts twice until they are settled.

    ``place`` narrows it to a district or a unit.
    """
    measure = line.measure
    pairs = [each for each in overview.snapshot.open_pairs if each.ledger == measure.ledger]
    if not pairs:
        return 0
    tables = _narrow_to(overview.tables[measure.ledger], measure, place)
    rows = select_counted_rows(overview.campaign, tables, measure)
    adding = {entry.place for entry in rows.loc[rows[AMOUNT] > 0, ENTRY]}
    return sum(each.places <= adding for each in pairs)


def phrase_open_pairs(overview: Overview, line: Line, place: str = "") -> str:
    """The same in words, made of the measure; blank where there are none."""
    measure, number = line.measure, count_open_pairs(overview, line, place)
    counted = "两条都计入" if measure.sum or measure.distinct else f"按两{measure.counter}计"
    return f"其中{number}对疑似联合，{counted}，待认定" if number else ""


def explain_open_pairs(overview: Overview, lines: Iterable[Line]) -> str:
    """The same of several figures by name, those alike together; blank where none counts twice."""
    told: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        told[phrase_open_pairs(overview, line)].append(line.measure.name)
    return "；".join(f"{'、'.join(names)}：{said}" for said, names in told.items() if said)


def phrase_overlaps(campaign: Campaign, lines: Iterable[Line]) -> str:
    """Which figures' districts add up to more than their total, for a table that shows both."""
    names = "、".join(line.measure.name for line in lines if explain_district_sum(campaign, line))
    word = campaign.district_word
    return f"{names}在几个{word}都有的，合计只算一次，分列相加大于合计" if names else ""


def _number(line: Line, place: str) -> int:
    """A figure, or the part of it that is of a district or a unit."""
    if not place:
        return line.done
    return line.by_district.get(place, line.by_unit.get(place, 0))


def _name(line: Line, place: str = "") -> str:
    return f"{line.measure.name} {format_figure(_number(line, place), line.measure.counter)}"


def _narrow_to(table: pd.DataFrame, measure: Measure, place: str) -> Tables:
    whose = (table[UNIT] == place) | (table[DISTRICT] == place)
    return {measure.ledger: table[whose] if place else table}


def _tell(campaign: Campaign, tables: Tables, measure: Measure) -> str:
    """How many rows meet the conditions, and how many things they name."""
    rows = f"{len(match_rows(campaign, tables, measure))}行"
    return f"{rows}{_make(campaign, tables, measure)}" if measure.distinct else rows


def _make(campaign: Campaign, tables: Tables, measure: Measure) -> str:
    rows = select_counted_rows(campaign, tables, measure)
    return format_figure(add_up_rows(rows, measure), measure.counter)


def _rule(campaign: Campaign, tables: Tables, measure: Measure) -> Iterator[str]:
    """What a row adds, and which rows add nothing for want of a word."""
    rows = match_rows(campaign, tables, measure)
    if measure.distinct:
        made = "" if measure.where else _make(campaign, tables, measure)
        keys = label_keys(measure, campaign.district_word)
        yield f"同一「{keys}」只算一{measure.counter}{made and f'，{made}'}"
        unnamed = len(rows) - select_counted_rows(campaign, tables, measure).index.nunique()
        if unnamed:
            yield f"另有{unnamed}行没填，分不清是否重复，不计"
    elif measure.sum:
        yield f"「{measure.sum}」相加{_make(campaign, tables, measure)}"
        if blank := int(rows[measure.sum].isna().sum()):
            yield f"有{blank}行没填"
    else:
        yield f"一行算一{measure.counter}"
