"""Messy workbooks read back: what is lost or wrong in silence, counted against their own truth."""

import subprocess
from dataclasses import replace

import pytest

from kjr.reading.book import parse_book
from kjr.store.xlsx.workbook import read_sheets
from tests.messy.books import by_openpyxl, by_xlsxwriter, workbook
from tests.messy.retyped import WAYS
from tests.messy.score import Score
from tests.messy.styles import MESSY, TIDY, build_invented
from tests.plans import BOTH, COUNTY, FIRST
from tests.programs import program

CAMPAIGN = FIRST.campaign
AS_FIRST = {name: getattr(CAMPAIGN, name) for name in ("year", "first", "last", "deadline")}
"""The days that are drawn."""
CAMPAIGNS = {FIRST: CAMPAIGN, COUNTY: replace(COUNTY.campaign, **AS_FIRST, occasions=())}

SEEDS = 8_110_000, 8_220_000, 8_330_000
"""Never used while the rules were written."""
BOOKS = 160
INVENTED = build_invented(CAMPAIGN)
STYLES = {"列出的表头": MESSY, "没见过的表头": INVENTED, "照样表填的": TIDY}
"""The second are headers that were thought of for the first plan's columns."""
OF_THE_COUNTY = [name for name, style in STYLES.items() if not style.invented]


def scored(seeds, through=bytes, retype=None, style=MESSY, plan=FIRST):
    score, campaign = Score(), CAMPAIGNS[plan]
    for seed in seeds:
        drawn = workbook(campaign, seed, style)
        for sheet in drawn if retype else ():
            retype(sheet)
        data = (by_xlsxwriter if seed % 2 else by_openpyxl)(drawn)
        score.add(drawn, parse_book(read_sheets(through(data), plan.unit), campaign))
    return score


def assert_good(score, style=MESSY):
    assert score.mapped >= (0.97 if style.invented else 0.99), score.unmapped
    assert score.silent <= (0.5 if style.invented else 0.05), (score.lost + score.wrong)[:20]
    assert score.shouted <= (2 if style.is_tidy else 6), score.remarks[:20]
    assert len(score.spurious) <= 5 * score.books / BOOKS, score.spurious
    assert score.imported == []


@pytest.mark.parametrize("name", STYLES)
def test_a_few_workbooks_are_read_without_silent_errors_or_shouting(name):
    score = scored(range(1, 13), style=STYLES[name])
    assert score.cells > 2500
    assert_good(score, STYLES[name])


@pytest.mark.parametrize("name", OF_THE_COUNTY)
def test_a_few_of_the_county_are_read_as_well(name):
    score = scored(range(1, 13), style=STYLES[name], plan=COUNTY)
    assert score.cells > 1300
    assert_good(score, STYLES[name])


@BOTH
@pytest.mark.parametrize("retype", WAYS)
def test_the_same_from_another_program_or_hand(plan, retype):
    assert_good(scored(range(40, 46), retype=retype, plan=plan))


@pytest.mark.slow
@pytest.mark.parametrize("retype", WAYS)
def test_the_same_by_the_hundred(retype):
    assert_good(scored(range(420_000, 420_000 + BOOKS), retype=retype))


@pytest.mark.slow
@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("first", SEEDS)
def test_workbooks_by_the_hundred(first, name):
    assert_good(scored(range(first, first + BOOKS), style=STYLES[name]), STYLES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_THE_COUNTY)
def test_workbooks_of_the_county_by_the_hundred(name):
    score = scored(range(SEEDS[0], SEEDS[0] + BOOKS), style=STYLES[name], plan=COUNTY)
    assert_good(score, STYLES[name])


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_messy_workbooks_saved_by_another_program(ending, tmp_path):
    office = program("soffice")

    def saved_again(data):
        file = tmp_path / "messy.xlsx"
        file.write_bytes(data)
        order = [office, "--headless", "--convert-to", ending, "--outdir", tmp_path / "again", file]
        subprocess.run(order, check=True, capture_output=True, timeout=120)
        return (tmp_path / "again" / f"messy.{ending}").read_bytes()

    assert_good(scored(range(700, 706), saved_again))


def test_a_reading_that_loses_a_cell_does_not_score_as_good():
    drawn = workbook(CAMPAIGN, 3)
    pages = parse_book(read_sheets(by_xlsxwriter(drawn), FIRST.unit), CAMPAIGN)
    spoilt = [page._replace(entries=page.entries[1:], problems=()) for page in pages]
    score = Score()
    score.add(drawn, spoilt)
    assert score.silent > 1
