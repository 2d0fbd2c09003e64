"""From the tables of the campaign's files to the campaign with its ledgers and indicators."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kjr.campaign import model
from kjr.campaign.columns import Column, ProgressColumn
from kjr.campaign.outline import EntryList, Part, Roll
from kjr.campaign.sentences import DEFAULTS
from kjr.campaign.suggestions import find_closest, suggest_word
from kjr.campaign.tables.column_tables import add_words, list_unclaimed, parse_column
from kjr.campaign.toml_table import TomlTable

EXPECTED: Final = "应报"
"""Where a target names a kind of units: all units that have to file."""


class PlanTables(NamedTuple):
    """The tables of the campaign's files; each notes its mistakes."""

    root: TomlTable
    said: TomlTable
    """wording.toml."""
    ledgers: Sequence[TomlTable]
    indicators: Sequence[TomlTable]


def parse_plan(tables: PlanTables, units: Sequence[model.Unit]) -> model.Campaign:
    """The campaign as far as it can be read."""
    root, said = tables.root, tables.said
    said.require("sentences", "parts")
    filing, progress = root.table("filing"), root.table("progress")
    example = root.table("example")
    common = [parse_column(table) for table in root.tables("common")]
    numbers = Counter(unit.kind for unit in units)
    numbers.update(EXPECTED for unit in units if unit.expected)
    return root.build(
        model.Campaign,
        units=tuple(units),
        wording={**DEFAULTS, **_texts(said, "sentences")},
        parts=tuple(_part(table) for table in said.tables("parts")),
        lists=tuple(table.build(EntryList) for table in said.tables("lists")),
        examples=_texts(said, "examples"),
        in_full=_texts(said, "in_full"),
        guide=said.words("guide"),
        returns=said.words("returns"),
        filing=filing.build(model.FilingColumns) if filing.raw else None,
        progress=progress.build(ProgressColumn) if progress.raw else None,
        reminders=_reminders(root.table("reminders")),
        occasions=tuple(table.build(model.Occasion) for table in root.tables("occasions")),
        ledgers=tuple(_ledger(table, common) for table in tables.ledgers),
        indicators=_indicators(tables, Targets(numbers, _aims(root))),
        moment=_moment(root, example),
        written=example.day("written"),
    )


def _reminders(table: TomlTable) -> model.ReminderRules:
    rules = table.build(model.ReminderRules)
    if rules.digest and rules.digest_time is None:
        table.note(f"digest 应为几点几分，写成 17:30，现为“{rules.digest}”", "digest")
    if not rules.personal >= rules.second >= 0:
        table.note("personal 不能比 second 少：先单独提醒，再再次催报", "personal")
    if rules.pause < 1:
        table.note("pause 应大于 0，是几小时以内不再发第二次", "pause")
    if rules.digest_days < 0:
        table.note("digest_days 不能小于 0，是截止以后还发几天日报", "digest_days")
    return rules


def _texts(said: TomlTable, key: str) -> dict[str, str]:
    table = said.table(key)
    return {name: table.text(name) for name in table.raw}


def _part(table: TomlTable) -> Part:
    roll = table.table("roll")
    return table.build(Part, roll=roll.build(Roll) if roll.raw else None)


def _ledger(table: TomlTable, common: Sequence[Column]) -> model.Ledger:
    table.require("columns")
    synonyms, headers = table.table("synonyms"), table.table("headers")
    columns = [parse_column(column) for column in table.tables("columns")]
    own = [add_words(column, headers, synonyms) for column in columns]
    assume, limits = table.table("assume"), table.groups("limits")
    for group in limits:
        if len(group) != 2:
            table.note(f"limits 里每组应是两列，现为“{'、'.join(group)}”")
    return table.build(
        model.Ledger,
        columns=(*own, *list_unclaimed(common, own)),
        limits=tuple(group for group in limits if len(group) == 2),
        needs=tuple(need.build(model.ColumnNeed) for need in table.tables("needs")),
        hosts=tuple(host.build(model.HostRule) for host in table.tables("hosts")),
        assume={column: _assumption(assume.table(column)) for column in assume.raw},
    )


def _assumption(table: TomlTable) -> tuple[int, str]:
    table.require("value", "when")
    return table.number("value") or 0, table.text("when")


class Targets(NamedTuple):
    """From where targets come: the roster's numbers by kind, and the plan's own by figure."""

    units: Counter[str]
    plan: Mapping[str, int]


def _aims(root: TomlTable) -> Mapping[str, int]:
    aims = root.table("targets")
    found = {name: aims.number(name) for name in aims.raw}
    for name, number in found.items():
        _check_target(aims, name, number)
    return {name: number or 0 for name, number in found.items()}


def _check_target(table: TomlTable, key: str, number: int | None) -> None:
    if number is not None and number < 1:
        table.note(f"{key} 应大于 0；没有目标就不写", key)


def _indicators(tables: PlanTables, targets: Targets) -> tuple[model.Indicator, ...]:
    found = tuple(_indicator(table, targets) for table in tables.indicators)
    names = [
        it.id if own is it.measure else f"{it.id}·{own.name}" for it in found for own in it.measures
    ]
    said = f"{tables.said.raw}"
    asked = [name for name in names if name not in targets.plan and f"{{{name}目标}}" in said]
    for name in targets.plan:
        if name not in names:  # one whose target a sentence tells and nobody set comes first
            meant = find_closest(name, asked) or find_closest(name, names)
            hint = suggest_word(name, [meant])
            tables.root.note(f"targets 里没有“{name}”这个指标{hint}", name, meant)
    return found


def _indicator(table: TomlTable, targets: Targets) -> model.Indicator:
    id = table.text("id")
    measure = _measure(table, targets, id)
    also = tuple(
        _measure(each, targets, f"{id}·{each.text('name')}") for each in table.tables("also")
    )
    return table.build(model.Indicator, name=measure.name, measure=measure, also=also)


def _measure(table: TomlTable, targets: Targets, name: str) -> model.Measure:
    """A measure; one that stands among the plan's own targets is hard."""
    table.require("words")
    where = table.table("where")
    answers = {column: where.words(column) for column in where.raw}
    if name in targets.plan:
        return table.build(model.Measure, where=answers, target=targets.plan[name], hard=True)
    return table.build(model.Measure, where=answers, target=_target(table, targets.units))


def _target(table: TomlTable, numbers: Counter[str]) -> int | None:
    """A number, or how many units of a kind the roster has."""
    if not isinstance(table.raw.get("target"), dict):
        number = table.number("target")
        _check_target(table, "target", number)
        return number
    asked = table.table("target")
    asked.require("units")
    units = asked.text("units")
    if units and numbers and units not in numbers:
        asked.note(f"名册里没有“{units}”这一类单位{suggest_word(units, numbers)}")
    return numbers.get(units, 1) or None  # told of once, and not again by what names the target


def _moment(root: TomlTable, example: TomlTable) -> dt.datetime | None:
    """The moment of example data, in the campaign's time zone."""
    moment, name = example.moment("moment"), root.text("timezone")
    try:
        zone = ZoneInfo(name or "UTC")
    except (KeyError, ValueError):
        root.note(f"timezone 里没有“{name}”这个时区，中国用 Asia/Shanghai")
        return None
    return moment and moment.replace(tzinfo=zone)
