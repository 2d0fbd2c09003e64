"""docs/plan.md leads from each sentence of the plan to things that exist, and to all of them."""

import re
from pathlib import Path

import pytest

from kjr.access.rights import PAGES
from kjr.campaign.columns import Money, Text
from kjr.campaign.sentences import list_figure_names
from kjr.figures.sources import list_deciding_columns
from tests.plans import FIRST

ROOT = Path(__file__).parents[2]
CAMPAIGN = FIRST.campaign
PLAN = (ROOT / "docs" / "plan.md").read_text("utf-8")
ROWS = [line for line in PLAN.splitlines() if line.startswith("| ") and "方案原文" not in line]
NAMED = {name for row in ROWS for name in re.findall("`([^`]+)`", row)}
INDICATORS = {name for name in NAMED if re.match(r"I\d", name)}


def test_every_sentence_leads_to_a_column_an_indicator_and_a_page():
    assert len(ROWS) > 30
    for row in ROWS:
        _, sentence, columns, indicators, pages, _ = row.split("|")
        assert sentence.strip()
        assert re.search(r"`\w+\.", columns)
        assert re.search(r"`I\d+", indicators)
        assert "〔" in pages


def test_every_column_named_exists():
    for name in NAMED - INDICATORS:
        ledger, column = name.split(".")
        assert column in [each.name for each in CAMPAIGN.ledger(ledger).columns]


def test_every_indicator_and_figure_named_exists_and_none_is_left_out():
    known = {name for name in list_figure_names(CAMPAIGN) if not re.search("目标$|完成率$", name)}
    assert known == INDICATORS


def test_every_ledger_is_asked_for():
    ledgers = {name.split(".")[0] for name in NAMED - INDICATORS}
    assert ledgers == {ledger.name for ledger in CAMPAIGN.ledgers}


def test_every_page_named_is_in_the_navigation():
    assert set(re.findall("〔([^〕]+)〕", "".join(ROWS))) <= set(PAGES)


MEASURES = {
    each.id if measure is each.measure else f"{each.id}·{measure.name}": measure
    for each in CAMPAIGN.indicators
    for measure in each.measures
}
SAID = " ".join((*CAMPAIGN.wording.values(), *(part.says for part in CAMPAIGN.parts)))
ANNEXED = tuple(MEASURES[each.figure].ledger for each in CAMPAIGN.lists)
"""The ledgers whose entries the summary prints one by one."""


def shows(page, name):
    """Whether a page shows a figure, whatever the units wrote."""
    measure = MEASURES[name]
    ledger = CAMPAIGN.ledger(measure.ledger)
    is_printed = f"{{{name}}}" in SAID or ledger.name in ANNEXED or ledger.single
    known = {
        "看板": measure.hard or (measure.target is None and "·" not in name),
        "单位": ("@县区",) not in measure.distinct,
        "总结": measure.hard or is_printed,
        "日程": bool(ledger.day) and not ledger.single,
        "报送": ledger.single,
    }
    return known.get(page, True)


def is_seen(column, names):
    """Whether some face shows what stands in a column, beside the figures of its row."""
    ledger = CAMPAIGN.ledger(column.split(".")[0])
    found = ledger.column(column.split(".")[1])
    deciding = [each for name in names for each in list_deciding_columns(ledger, MEASURES[name])]
    facts = (ledger.day, ledger.title, ledger.place, ledger.people, ledger.stage, *ledger.sides)
    is_quoted = ledger.single and isinstance(found, Text)
    is_doubted = isinstance(found, Money) and found.doubt_above
    return found.name in (*deciding, *facts) or is_quoted or is_doubted or ledger.name in ANNEXED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:20])
def test_what_a_sentence_promises_can_be_seen(row):
    _, _, columns, indicators, pages, _ = row.split("|")
    names, places = re.findall("`(I[^`]+)`", indicators), re.findall("〔([^〕]+)〕", pages)
    assert [page for page in places if not any(shows(page, name) for name in names)] == []
    assert [name for name in names if not any(shows(page, name) for page in places)] == []
    named = re.findall("`([^`]+)`", columns)
    assert [column for column in named if not is_seen(column, names)] == []
