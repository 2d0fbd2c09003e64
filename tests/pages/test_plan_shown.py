"""docs/plan.md beside the running example: what a line of it promises stands on the pages it names.

Read as a person would: the pages themselves and the papers of 〔总结〕, not what ought to be there.
"""

import re

import pytest

from kjr.app import settings, wiring
from kjr.documents.summary import city_summary, unit_report
from kjr.figures import overview
from kjr.figures.sources import format_source_value
from kjr.values.wording import format_figure, format_prose_figure
from tests.docs.test_plan import ROWS
from tests.faces import read_document, read_page
from tests.plans import ON_THE_SECOND

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MOST_UNITS = 6
"""Units whose own pages are looked at."""
ASKED = "意见建议"
"""The ledger of which docs/plan.md says that its own page shows it."""
WHOLE = {"看板": "leaders/dashboard", "日程": "leaders/calendar", "报送": "office/status"}
WHOLE |= {"待改": "units/problems"}


@pytest.fixture(scope="module")
def seen(example, tmp_path_factory):
    state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
    return overview.build_overview(wiring.take_snapshot(settings.read_settings(state, {}, example)))


@pytest.fixture(scope="module")
def units(seen):
    """The units that wrote most."""
    wrote = sorted(seen.standings, key=lambda each: -each.entries)
    return [each.unit.name for each in wrote[:MOST_UNITS]]


@pytest.fixture(scope="module")
def faces(seen, units, opened, example):
    """What each page says, by its name and what it is about."""

    def look(page, **query):
        return squeeze(read_page(opened(example, f"pages/{page}.py", **query)))

    def look_at_ledger(unit, ledger):
        viewer = opened(example, "pages/units/ledgers.py", unit=unit)
        viewer.session_state[f"ledger-{unit}"] = ledger
        return squeeze(read_page(viewer.run()))

    ledgers = [each.name for each in seen.campaign.ledgers]
    asked = ASKED if ASKED in ledgers else ledgers[0]
    papers = [city_summary.compose_summary(seen)]
    papers += [unit_report.compose_unit_summary(seen, unit) for unit in units]
    return {
        **{(name, ""): look(page) for name, page in WHOLE.items()},
        **{("专题", each): look("leaders/subject", ledger=each) for each in ledgers},
        **{("指标", it.name): look("leaders/indicator", id=it.label) for it in seen.lines},
        **{("单位", unit): look("leaders/units", unit=unit) for unit in units},
        ("填报", asked): "".join(look_at_ledger(unit, asked) for unit in units),
        ("总结", ""): squeeze("".join(map(read_document, papers))),
    }


def squeeze(text):
    return re.sub(r"\s", "", text)


def shows_figure(faces, page, line):
    """Whether a page says a figure: by its name and number, or by what its columns say there."""
    measure = line.measure
    number = format_figure(line.done, "")
    if page in ("看板", "专题", "指标"):
        about = {"看板": "", "专题": measure.ledger, "指标": line.name}[page]
        said = rf"{re.escape(measure.name)}.{{0,25}}?(?<![\d,]){number}"
        return bool(re.search(said, faces[page, about]))
    if page == "单位":
        own = ((faces[page, it], n) for it, n in line.by_unit.items() if (page, it) in faces)
        return any(f"{measure.name}{format_figure(n, '')}" in text for text, n in own)
    if page == "总结":
        figure = format_prose_figure(line.done, "")
        said = rf"{re.escape(measure.name + measure.counter)}[^一-龥]*?{figure}"
        return bool(re.search(said, faces[page, ""]))
    if page == "填报":
        return (page, measure.ledger) in faces
    asked = [name for name in measure.where if not name.startswith("@")]
    return any(word in faces[page, ""] for word in (measure.ledger, *asked))


def shows_column(seen, texts, ledger, column):
    """Whether texts hold the head of a column, or something that was written in it."""
    cells = {
        squeeze(format_source_value(each.values.get(column)))
        for each in seen.snapshot.entries
        if each.ledger == ledger
    }
    return any(column in text or any(it in text for it in cells if len(it) > 1) for text in texts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:20])
def test_what_a_line_promises_stands_on_its_pages(seen, faces, row):
    _, _, columns, indicators, pages, _ = row.split("|")
    lines = {line.name: line for line in seen.lines}
    named = [lines[each] for each in re.findall("`(I[^`]+)`", indicators)]
    places = re.findall("〔([^〕]+)〕", pages)
    shown = {(page, it.name) for page in places for it in named if shows_figure(faces, page, it)}
    assert [page for page in places if page not in {each for each, _ in shown}] == []
    assert [it.name for it in named if it.name not in {each for _, each in shown}] == []
    ledgers = {it.measure.ledger for it in named}
    names = {it.name for it in named}
    texts = [
        text
        for (page, about), text in faces.items()
        if page in places and (page not in ("专题", "指标", "填报") or about in ledgers | names)
    ]
    summed = {(it.measure.ledger, it.measure.sum) for it in named}
    promised = [tuple(each.split(".")) for each in re.findall(r"`(\w+\.[^`]+)`", columns)]
    hidden = [each for each in promised if not shows_column(seen, texts, *each)]
    assert [each for each in hidden if each not in summed] == []


@ON_THE_SECOND
def test_every_figure_of_the_county_stands_on_its_pages_and_in_its_summary(seen, faces):
    for page in ("专题", "指标", "总结"):
        assert [it.name for it in seen.lines if not shows_figure(faces, page, it)] == [], page
    hard = [line for line in seen.main_lines if line.measure.hard]
    assert len(hard) > 3
    assert [it.name for it in hard if not shows_figure(faces, "看板", it)] == []


def test_what_the_plan_s_page_says_beside_its_columns_is_there(seen, faces):
    summary, fixes = faces["总结", ""], faces["待改", ""]
    assert "慰问金额（元）" in fixes
    assert "6000" in fixes.replace(",", "")
    assert "科技活动周期间开展各类活动" in summary
    assert "【待核：各单位严格贯彻中央八项规定精神" in summary
    assert "其他领域活动" in faces["专题", "主题活动"]
    assert "方案点名媒体" in faces["专题", "宣传报道"]
    assert "待解决的困难诉求" in faces["专题", "走访慰问"]
    assert "爱尔眼科医院眼健康检查" in faces["专题", "健康服务"]
