"""docs/plan.md leads from each sentence of the plan to things that exist, and to all of them."""

import re
from pathlib import Path

from kjr.access.rights import PAGES
from kjr.campaign.loading import load_campaign
from kjr.campaign.sentences import list_figure_names

ROOT = Path(__file__).parents[2]
CAMPAIGN = load_campaign(ROOT / "campaign")
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
