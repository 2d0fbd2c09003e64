"""The generated pages are as the campaign says now."""

import shutil

import pytest

from kjr.campaign.columns import KINDS, Count
from tests.plans import FIRST
from tools import ledgers_page, write_docs

CAMPAIGN = FIRST.campaign


@pytest.mark.parametrize("name", write_docs.PAGES)
def test_a_generated_page_is_not_stale(name):
    assert not write_docs.is_stale(name), f"run python -m tools.write_docs {name}"


def test_a_changed_page_is_stale_until_it_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(write_docs, "ROOT", tmp_path)
    shutil.copytree("campaign", tmp_path / "campaign")
    (tmp_path / "docs").mkdir()
    write_docs.path("ledgers").write_text("旧的", "utf-8")
    assert write_docs.main(["ledgers", "--check"]) == 1
    assert "docs/ledgers.md 过时了" in capsys.readouterr().out
    assert write_docs.main(["ledgers"]) == 0
    assert write_docs.main(["ledgers", "--check"]) == 0


def test_every_ledger_column_and_measure_is_on_the_page():
    page = ledgers_page.page(CAMPAIGN)
    for ledger in CAMPAIGN.ledgers:
        assert f"## {ledger.name}（" in page
        assert all(column.name in page for column in ledger.columns)
    for indicator in CAMPAIGN.indicators:
        assert all(measure.words in page for measure in indicator.measures)


@pytest.mark.parametrize("made", KINDS.values())
def test_every_kind_is_said_in_words(made):
    assert ledgers_page.kind(made("列"))


def test_bounds_are_said():
    column = Count("满意度", counter="%", least=1, most=100, doubt_above=99)
    assert ledgers_page.kind(column) == "整数（%），不小于1，不大于100，超过99请核实"
