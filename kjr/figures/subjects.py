"""专题: one ledger looked at from the sides its declaration names."""

import pandas as pd

from kjr.campaign.columns import Choice
from kjr.campaign.model import Ledger, Measure
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.figures.sums.row_cells import DISTRICT, UNIT
from kjr.values.spelling.characters import unify_name

UNWRITTEN = "未写"
"""Where a cell is blank."""


def list_ledger_lines(overview: Overview, ledger: Ledger) -> list[Line]:
    """The figures that are taken from a ledger."""
    return [line for line in overview.lines if line.measure.ledger == ledger.name]


def count_by_option(overview: Overview, ledger: Ledger, column: str) -> dict[str, int]:
    """Entries per option of a choice column, every option named, in the declared order."""
    found = overview.tables[ledger.name][column].explode().value_counts()
    return {option: int(found.get(option, 0)) for option in list_choice_options(ledger, column)}


def count_unwritten(overview: Overview, ledger: Ledger, column: str) -> int:
    """Entries in which a column is blank."""
    return int(overview.tables[ledger.name][column].isna().sum())


def count_answered_entries(overview: Overview, ledger: Ledger) -> tuple[int, int]:
    """How many entries reached a stage that ends the loop, of how many that have to."""
    found = count_by_option(overview, ledger, ledger.stage)
    due = {name: number for name, number in found.items() if name not in ledger.shelved}
    return sum(number for name, number in due.items() if name in ledger.closed), sum(due.values())


def list_slot_stages(overview: Overview, measure: Measure) -> pd.DataFrame:
    """The named things a measure looks for, each at the furthest stage any unit reports.

    The first of the measure's conditions says what kind of thing it is and holds here too; the
    others only say when it counts.  The columns are 名称, 阶段, 单位 and the
    campaign's word for a district.
    """
    ledger = overview.campaign.ledger(measure.ledger)
    (name,) = measure.distinct[0]
    steps = list_choice_options(ledger, ledger.stage)
    kind, accepted = next(iter(measure.where.items()))
    table = overview.tables[ledger.name].explode(name)
    rows = table[table[kind].isin(accepted) & table[name].notna()]
    rows = rows.assign(
        step=[steps.index(step) if step in steps else -1 for step in rows[ledger.stage]],
        thing=[unify_name(each) for each in rows[name]],
    )
    furthest = rows.sort_values("step", kind="stable").drop_duplicates("thing", keep="last")
    shown = furthest[[name, ledger.stage, UNIT, DISTRICT]].iloc[::-1]
    return shown.set_axis(["名称", "阶段", "单位", overview.campaign.district_word], axis=1)


def count_district_options(overview: Overview, ledger: Ledger, column: str) -> pd.DataFrame:
    """District by option: how many entries, blank ones as 未写; pairs without any are absent.

    The columns are 纵 (district), 横 (option) and 数.
    """
    table = overview.tables[ledger.name][[DISTRICT, column]].explode(column).fillna(UNWRITTEN)
    counts = table.groupby([DISTRICT, column]).size().reset_index(name="数")
    return counts.rename(columns={DISTRICT: "纵", column: "横"})


def list_options_wanted(overview: Overview, ledger: Ledger, column: str) -> tuple[str, ...]:
    """The options a target counts one by one; where none does, all of them."""
    asked = (line.measure for line in overview.lines if line.target)
    wanted = (
        each.where[column]
        for each in asked
        if each.ledger == ledger.name and each.distinct == ((column,),) and column in each.where
    )
    return next(wanted, list_choice_options(ledger, column))


def list_choice_options(ledger: Ledger, column: str) -> tuple[str, ...]:
    """The words a choice column accepts."""
    kind = ledger.column(column)
    return kind.options if isinstance(kind, Choice) else ()
