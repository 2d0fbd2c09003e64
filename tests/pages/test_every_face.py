"""What is said on every face is true: two words for two things, no day to come, every figure equal.

Five campaigns, one of another plan, at three moments, read as people read them: pages, wall, paper,
texts, command line.
"""

import contextlib
import datetime as dt
import io
import json
import re
import shutil
from collections import Counter
from itertools import combinations

import openpyxl
import pytest

from kjr.app import commands, settings, wiring
from kjr.campaign import loading
from kjr.campaign.sentences import complete_lead
from kjr.documents import briefs, circular, exports
from kjr.documents.html import offline, wall
from kjr.documents.phrases import NAME
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.owing import explain_recipients
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.documents.summary import city_summary, unit_report
from kjr.documents.summary.tables import phrase_target
from kjr.figures import overview
from kjr.figures.derivation import (
    derive_figure,
    explain_bars,
    looks_like,
    phrase_open_pairs,
)
from kjr.figures.standings.tallies import tally_filings, tally_fillings
from kjr.state.chases import Rung
from kjr.ui.leaders import units
from kjr.values.wording import format_figure, format_prose_figure
from tests.by_hand import count_by_hand, has_own_day
from tests.faces import read_document, read_page, strip_tags

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CAMPAIGNS = ("example", "empty", "alone", "spoilt", "county")
MOMENTS = {
    "before": lambda plan: (plan.first - dt.timedelta(days=1), dt.time(10)),
    "middle": lambda plan: (plan.first + (plan.last - plan.first) / 2, dt.time(17)),
    "evening": lambda plan: (plan.deadline, dt.time(21)),
}
ALONE = "贺兰县科协"
MIXED = re.compile("台账|填报|空表|零报告")
"""Words of the ledgers."""
FILING = re.compile("已报|未报|(?<!能)按时|迟报|上报率|报送")
"""Words of the closing report."""
ON_PAPER = str.maketrans("「」", "“”")
TITLES = ("各单位填报和报送情况", "台账填报和总结报送")
"""Where both things stand side by side, each under its name."""


@pytest.fixture(scope="module")
def alone(tmp_path_factory, example):
    """A campaign of one unit."""
    folder = tmp_path_factory.mktemp("alone")
    shutil.copytree(example / "campaign", folder / "campaign")
    roster = (example / "campaign" / "units.csv").read_text("utf-8-sig").splitlines()
    only = [roster[0], *(line for line in roster if line.startswith(ALONE))]
    (folder / "campaign" / "units.csv").write_text("\n".join(only), "utf-8-sig")
    for book in example.glob(f"{ALONE}*.xlsx"):
        shutil.copy(book, folder)
    return folder


@pytest.fixture(scope="module", params=[f"{one}-{when}" for one in CAMPAIGNS for when in MOMENTS])
def place(request, tmp_path_factory, example):
    """A folder of workbooks with the moment at which it is looked at."""
    name, when = request.param.split("-")
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(request.getfixturevalue(name), folder, dirs_exist_ok=True)
    if name == "empty":
        shutil.copytree(example / "campaign", folder / "campaign")
    toml = folder / "campaign" / "campaign.toml"
    day = dt.datetime.combine(*MOMENTS[when](loading.load_campaign(folder / "campaign")))
    moment = f"moment = {day.isoformat()}"
    toml.write_text(re.sub("(?m)^moment = .*$", moment, toml.read_text("utf-8")), "utf-8")
    return folder


@pytest.fixture(scope="module")
def seen(place, tmp_path_factory):
    """The folder's figures, added up without the app."""
    state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
    return overview.build_overview(wiring.take_snapshot(settings.read_settings(state, {}, place)))


@pytest.fixture(scope="module")
def pages(opened, place, seen):
    """The app's own pages, as text."""
    unit = seen.campaign.expected[0].name
    subjects = {f"专题 {each.name}": {"ledger": each.name} for each in seen.campaign.ledgers}
    wanted = {
        "board": ("leaders/dashboard", {}),
        "unit": ("leaders/units", {"unit": unit}),
        "units": ("leaders/units", {}),
        "calendar": ("leaders/calendar", {}),
        "reminders": ("office/reminders", {}),
        "status": ("office/status", {}),
        "phone and wechat": ("leaders/brief", {}),
        **{name: ("leaders/subject", query) for name, query in subjects.items()},
    }
    return {
        name: read_page(opened(place, f"pages/{page}.py", **query))
        for name, (page, query) in wanted.items()
    }


@pytest.fixture(scope="module")
def texts(seen, place):
    """What is sent, printed, exported and typed, as text."""
    unit = seen.campaign.expected[0].name
    sent = [
        *compose_group_reminders(seen),
        *(each for rung in Rung for each in compose_unit_reminders(seen, rung)),
    ]
    return {
        "wall": "\n".join(strip_tags(view) for view in wall.render_wall_views(seen, None)),
        "offline": strip_tags(offline.render_offline_page(seen, None)),
        "reminders": "\n".join(each.text for each in sent),
        "phone script": briefs.compose_phone_script(seen, None),
        "wechat": briefs.compose_wechat_text(seen, None),
        "brief": read_document(briefs.compose_brief(seen, None)),
        "circular": read_document(circular.compose_circular(seen)),
        "summary": read_document(city_summary.compose_summary(seen)),
        "unit summary": read_document(unit_report.compose_unit_summary(seen, unit)),
    }


@pytest.fixture(scope="module")
def printed(place, tmp_path_factory):
    """What the command line prints, as text and as JSON."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KJR_STATE", str(tmp_path_factory.mktemp("state")))
        return {
            form: run_command("figures", "--folder", str(place), *form)
            for form in ((), ("--json",))
        }


def run_command(*arguments):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert commands.main(arguments) == commands.FINE
    return said.getvalue()


def find_mixed_clauses(text):
    """The clauses that speak of ledgers in the report's words or the other way round."""
    clauses = re.split(r"[，。；：、（）()\n|　·]", text)
    named = [each for each in clauses if each not in TITLES]
    return [each for each in named if MIXED.search(each) and FILING.search(each)]


def test_no_word_of_the_report_is_said_of_the_ledgers(pages, texts, printed):
    faces = {**pages, **texts, "command": printed[()]}
    found = {name: find_mixed_clauses(text) for name, text in faces.items()}
    assert {name: clauses for name, clauses in found.items() if clauses} == {}


STATED = re.compile(
    r"(?<!能)(已报|按时|迟报|未报|已填报|未填报)(?:总结|台账)?[ 的]{0,2}(\d+)(?![月\d])"
)


def test_every_number_beside_a_word_is_that_words_number(seen, pages, texts, printed):
    groups = [seen.standings, *seen.district_standings.values()]
    filings, fillings = [*map(tally_filings, groups)], [*map(tally_fillings, groups)]
    allowed = {
        "已报": {each.filed for each in filings},
        "按时": {each.on_time for each in filings},
        "迟报": {each.late for each in filings},
        "未报": {each.missing for each in filings},
        "已填报": {each.filled for each in fillings},
        "未填报": {each.not_begun for each in fillings},
    }
    wrong = [
        (name, found[0])
        for name, text in {**pages, **texts, "command": printed[()]}.items()
        for found in STATED.finditer(text)
        if int(found[2]) not in allowed[found[1]]
    ]
    assert wrong == []


def test_the_calendar_tells_what_took_place_from_what_is_to_come(seen, pages):
    ledgers = {each.name: each for each in seen.campaign.ledgers if each.day and not each.single}
    snapshot = seen.snapshot
    numbers = Counter(
        event if ledgers[each.ledger].people else other
        for event, other, entries in (
            ("已开展", "日期已到", snapshot.entries),
            ("拟开展", "日期未到", snapshot.planned),
            ("日期存疑", "日期存疑", snapshot.misdated),
        )
        for each in entries
        if each.ledger in ledgers and has_own_day(ledgers[each.ledger], each)
    )
    said = pages["calendar"]
    if numbers:
        told = [
            f"{word} {numbers[word]}"
            for word in ("已开展", "日期已到", "拟开展", "日期未到", "日期存疑")
            if numbers[word] or (word == "已开展" and not numbers["日期已到"])
        ]
        assert f"全部活动（{'，'.join(told)}）" in said
    told = re.search(r"期间开展各类活动(\d+)项", read_document(city_summary.compose_summary(seen)))
    if told and f"已开展{told[1]}项" not in said:
        assert re.search(rf"总结里只数有人参加的.+，{told[1]}项", said)


def test_the_states_add_up_to_all_who_have_to_file(seen, printed):
    status = json.loads(printed["--json",])["status"]
    states = ("on_time", "late", "missing", "unreadable", "ahead")
    assert status["expected"] == sum(status[each] for each in states)
    for group in seen.district_standings.values():
        tally = tally_filings(group)
        assert tally.expected == sum(getattr(tally, each) for each in states)


def test_no_row_of_a_day_to_come_is_in_a_figure(seen):
    assert {line.label: line.done for line in seen.lines} == {
        line.label: count_by_hand(seen, line.measure) for line in seen.lines
    }


def squeeze(text):
    return re.sub(r"\s", "", text)


def test_every_figure_is_the_same_on_every_face(seen, pages, texts, printed):
    figures = json.loads(printed["--json",])
    told = [each for main in figures["indicators"] for each in (main, *main["also"])]
    assert [each["done"] for each in told] == [line.done for line in seen.lines]
    said = {name: squeeze(text) for name, text in {**pages, **texts}.items()}
    plain = [line for line in seen.main_lines if line.target is None]
    for line in seen.lines:
        measure = line.measure
        shown = format_figure(line.done, "", about=line.about)
        twice = phrase_open_pairs(seen, line)
        board, page = said["board"], said[f"专题 {measure.ledger}"]
        if line in (*plain, *seen.hard_lines):
            assert twice in board, measure.name
        board, page = board.replace(twice, ""), page.replace(twice, "")
        exact = f"{measure.name}{shown}{measure.counter}"
        if line in plain:
            assert exact in board, measure.name
        if line in seen.hard_lines:
            reached = f"{shown}/{format_figure(line.target, '')}"
            goal = f"{measure.name}.{{0,20}}?{reached}{measure.counter}"
            assert re.search(goal, board), measure.name
            assert reached in said["wall"], measure.name
        assert re.search(rf"{re.escape(measure.name)}.{{0,20}}?{shown}", page), measure.name
        assert f"{measure.name}{shown}{measure.counter}" in said["offline"], measure.name
        goal = phrase_target(line, "")
        paper = f"{measure.name}{measure.counter}{goal}"
        assert paper + format_prose_figure(line.done, "", about=line.about) in said["summary"]


def test_a_unit_s_page_and_the_list_of_units_hold_its_part_of_every_figure(seen, pages):
    unit = seen.campaign.expected[0].name
    said = squeeze(pages["unit"])
    for line in seen.lines:
        if number := line.by_unit.get(unit, 0):
            assert f"{line.measure.name}{format_figure(number, line.measure.counter)}" in said
    units.build_units_table.clear()  # another campaign of these may be of the same version and day
    table = units.build_units_table(seen.key, seen)
    sheet = openpyxl.load_workbook(io.BytesIO(exports.render_xlsx(table, "单位"))).active
    heads, *rows = sheet.iter_rows(values_only=True)
    exported = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    for line in seen.main_lines:
        head = f"{line.measure.name}（{line.measure.counter}）"
        own = {
            each.unit.name: None if each.is_unreadable else line.by_unit.get(each.unit.name, 0)
            for each in seen.standings  # of what nobody can read nobody knows how much it is
        }
        assert {name: row[head] for name, row in exported.items()} == own


def test_what_is_said_and_printed_holds_the_same_figures(seen, texts):
    said = {name: squeeze(texts[name]) for name in ("phone script", "wechat", "brief", "summary")}
    for line in seen.hard_lines:
        figure = format_prose_figure(line.done, line.measure.counter)
        spoken = f"{line.measure.spoken or line.measure.name}{figure}"
        assert spoken in said["phone script"]
        assert spoken in said["wechat"]
        goal = f"{line.measure.name}{figure}{line.target}{line.measure.counter}"
        assert goal in said["brief"], goal
    for name in ("brief", "circular", "summary"):
        filed = f"已报送{seen.filing.filed}家" if seen.filing.filed else "尚(无|未读到有)单位报送"
        is_told = re.search(filed, squeeze(texts[name])) is not None
        assert is_told or (name == "summary" and not seen.filing.filed)


def test_every_pair_that_looks_alike_is_explained(seen, pages, texts, printed):
    """Wherever two figures of one counter that may count the same rows stand and differ."""
    unit = seen.campaign.expected[0].name
    plain = [line for line in seen.main_lines if line.target is None]
    faces = {
        "board": (pages["board"], [*seen.hard_lines, *plain], ""),
        "unit": (pages["unit"], seen.lines, unit),
        "offline": (texts["offline"], seen.lines, ""),
        "summary": (texts["summary"], seen.lines, ""),
        "command": (printed[()], seen.main_lines, ""),
        "export": (json.loads(printed["--json",]), seen.lines, ""),
        **{
            each.name: (
                pages[f"专题 {each.name}"],
                [line for line in seen.lines if line.measure.ledger == each.name],
                "",
            )
            for each in seen.campaign.ledgers
        },
    }
    missing = []
    for name, (text, lines, place) in faces.items():
        told = squeeze(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))
        for one, other in combinations(lines, 2):
            numbers = [each.by_unit.get(place, 0) if place else each.done for each in (one, other)]
            if looks_like(one, other) and all(numbers) and len({*numbers}) == 2:
                made = [explain_on(name, seen, each, place) for each in (one, other)]
                missing += [(name, one.label, each) for each in made if each not in told]
    assert missing == []


def explain_on(face, seen, line, place):
    """What a face says of how a figure is made: paper says what counts every row in words alone."""
    measure = line.measure
    is_plain = not (measure.where or measure.sum or measure.distinct)
    if face == "summary" and is_plain:
        return squeeze(measure.words)
    made = squeeze(derive_figure(seen, line, place=place))
    return made.translate(ON_PAPER) if face == "summary" else made


def test_texts_for_the_ear_hold_no_pair_that_would_need_a_word(seen):
    led = NAME.findall(complete_lead(seen.campaign))
    spoken = [each for each in seen.lines if each.measure.hard or each.measure.spoken]
    for said in (spoken, [each for each in seen.lines if each.name in led]):
        assert said
        pairs = [(a.name, b.name) for a, b in combinations(said, 2) if looks_like(a, b)]
        assert pairs == []


def test_bars_say_which_rows_they_count_and_what_is_blank(seen, pages):
    for ledger in seen.campaign.ledgers:
        said, table = pages[f"专题 {ledger.name}"], seen.tables[ledger.name]
        if ledger.stage and ledger.closed:
            made = [squeeze(each) for each in explain_bars(seen, ledger, ledger.stage)]
            assert [each for each in made if each not in squeeze(said)] == []
        if not table.empty and ledger.sides:
            assert f"按行数计，共{len(table)}行" in said


def test_a_message_to_many_says_who_owes_what(seen, texts):
    for rung in Rung:
        sent = compose_unit_reminders(seen, rung)
        told = explain_recipients(seen, rung)
        numbers = [int(each) for each in re.findall(r"(\d+)家", told)]
        assert len(sent) <= sum(numbers)
        assert all(number <= len(sent) for number in numbers)
