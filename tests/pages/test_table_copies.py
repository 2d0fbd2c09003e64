"""What a list becomes, a file or paper, is what the list shows, on every page that has one."""

import csv
import io
import re
from contextlib import contextmanager
from html import unescape

import openpyxl
import pandas as pd
import pytest

from kjr.access.rights import PAGES
from kjr.editing.joint_events import build_settlement
from kjr.editing.review import build_correction_edit
from kjr.figures.sources import list_counted_sources, list_left_out_sources
from kjr.state.acts import Act, ActKind
from kjr.state.chases import COPIED, Announced, Rung, build_chase
from kjr.ui import live
from kjr.ui.office.today.desk import Desk
from kjr.ui.widgets import LINK
from tests.pages.test_editor import press
from tests.plans import BOTH

pytestmark = BOTH
PAPER = '<div class="k-sheet">'
LISTS = {
    "各单位情况": "单位",
    "各单位填报和报送情况": "报送",
    "要改和要核实的内容": "待改",
    "催办台账": "催报",
    "已有的订正": "订正",
    "变化的指标": "历史",
    "变化的条目": "变化",
    "计入的条目": "指标",
    "未计入的条目和原因": "指标",
    "疑似联合活动": "联合活动",
    "已经认定的": "联合活动",
    "退回和采信": "审核",
    "改动记录": "填报",
    "登录记录": "登录记录",
}
"""Each list by the page it stands on."""


@pytest.fixture
def open_list(opened, example, plan, files):
    """Open the page of a list; with it the files its buttons give."""
    opened(example)
    work_a_little(plan)

    def open_page(title, **query):
        needed = {"unit": plan.unit} if title in {"订正", "审核", "填报"} else {}
        asked = {"id": find_line().label} if title == "指标" else needed
        return opened(example, f"pages/{PAGES[title].file}.py", **asked, **query), files

    return open_page


def work_a_little(plan):
    """One act of each kind of which there is a list, once for each board."""
    app = live.find_app()
    if any(act.kind is ActKind.CHASED for act in app.journal.acts()):
        return
    now, snapshot = live.read_campaign_clock(), app.board.now.snapshot
    said = Announced(plan.unit, [plan.unit], COPIED, Rung.PERSONAL, "=请报送")
    app.journal.append(build_chase(said, "张示例", now))
    app.journal.append(Act(now, "张示例", plan.unit, ActKind.RETURNED, note="=1+1"))
    page = next(each for each in snapshot.pages if each.ledger and each.entries and each.columns)
    edit = build_correction_edit(page, page.entries[0].row, next(iter(page.columns)), "订正的字")
    unit, sheet = page.sheet.unit, page.sheet.name
    corrected = Act(
        now, "张示例", unit, ActKind.CORRECTED, sheet, (edit,), "=核实", ledger=page.ledger
    )
    app.journal.append(corrected)
    put_off()


def put_off():
    """Put the first pair off."""
    app, pair = live.find_app(), live.find_app().board.now.snapshot.open_pairs[0]
    settled = Act(live.read_campaign_clock(), "张示例", "", ActKind.DEFERRED)
    app.journal.append(build_settlement(ActKind.DEFERRED, (pair.one, pair.two), settled))
    app.board.look()


@contextmanager
def take_back():
    """Nothing is put off for a while."""
    app = live.find_app()
    for each in app.board.now.snapshot.settled:
        act = Act(live.read_campaign_clock(), "张示例", "", ActKind.UNSETTLED, of=each.act.id)
        app.journal.append(act)
    app.board.look()
    yield
    put_off()


def find_line():
    """A figure of which some rows count and some do not."""
    now = live.find_app().board.now
    return next(
        line
        for line in now.lines
        if list_counted_sources(now, line.measure) and list_left_out_sources(now, line.measure)
    )


def find_grid(viewer, name):
    (grid,) = [each for each in viewer.dataframe if each.proto.alt == name]
    shown = grid.value.drop(columns=LINK, errors="ignore")
    parts = shown.select_dtypes("float")
    whole = [head for head in parts if parts[head].dropna().mod(1).eq(0).all()]
    return shown.astype(dict.fromkeys(whole, "Int64"))  # numbers beside blank cells come as 18.0


def say(cell):
    return "" if cell is None or pd.isna(cell) else str(cell).removesuffix(" 00:00:00")


def words(rows):
    return [[say(cell) for cell in row] for row in rows]


def read_sheet(viewer):
    """The lists on paper: title → rows, the heads first."""
    (html,) = [each.proto.body for each in viewer.get("html") if PAPER in each.proto.body]
    found = {}
    for title, table in re.findall(r"<h2>(.*?)</h2>\s*<table>(.*?)</table>", html, re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        cells = [re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
        found[title] = [[unescape(cell) for cell in row] for row in cells]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_files_and_paper_hold_what_the_list_shows(open_list, name):
    viewer, files = open_list(LISTS[name])
    grid = find_grid(viewer, name)
    shown = [[*map(str, grid.columns)], *words(grid.to_numpy())]
    assert len(shown) > 1
    (key,) = [head for head, suffix in files if suffix == "csv" and head.endswith(name)]
    lines = [*csv.reader(io.StringIO(files[key, "csv"]().decode("utf-8-sig")))]
    assert not [cell for row in lines for cell in row if cell.startswith(("=", "+", "-", "@"))]
    sheet = openpyxl.load_workbook(io.BytesIO(files[key, "xlsx"]())).active
    assert words(sheet.iter_rows(values_only=True)) == shown
    formatted = [
        ["约" * (cell.number_format.startswith('"约"')) + say(cell.value) for cell in row]
        for row in sheet.iter_rows()
    ]
    assert [[cell.removeprefix("'") for cell in row] for row in lines] == formatted
    viewer.button(key=f"print-{key}").click().run()
    ((title, printed),) = read_sheet(viewer).items()
    grid = find_grid(viewer, name)  # the record of sign-ins holds the two files by now
    shown[1:] = words(grid.to_numpy())
    assert title == f"{key}（{len(grid)} 行）"
    assert printed[0] == shown[0]
    assert len(printed) == len(shown)
    assert [row[0] for row in printed] == [row[0] for row in shown]


def test_the_two_rows_of_a_pair_can_be_taken_from_where_they_are_settled(open_list):
    name = "这一对"
    viewer, files = open_list("今日")
    viewer.session_state["desk"] = Desk(is_deciding=True)
    with take_back():
        shown = words(find_grid(viewer.run(), name).to_numpy())
        sheet = openpyxl.load_workbook(io.BytesIO(files[name, "xlsx"]())).active
        assert words(sheet.iter_rows(min_row=2, values_only=True)) == shown
        viewer.button(key=f"print-{name}").click().run()
        assert len(read_sheet(viewer)[f"{name}（2 行）"]) == 1 + len(shown) == 3


@pytest.mark.parametrize("page", PAGES)
def test_every_list_of_every_page_can_be_printed(open_list, page, plan):
    for ledger in plan.campaign.ledgers if page == "专题" else [None]:
        viewer, _ = open_list(page, **({"ledger": ledger.name} if ledger else {}))
        shown = {each.proto.alt for each in viewer.dataframe}
        buttons = [each.key for each in viewer.button if str(each.key).startswith("print-")]
        paper = ""
        for key in buttons if shown else ():
            viewer.button(key=key).click().run()
            paper += "".join(read_sheet(viewer))
        assert not [name for name in shown if name not in paper]


def test_a_ledger_is_taken_away_and_printed_as_it_is_typed(open_list, plan):
    viewer, files = open_list("填报")
    (grid,) = [each.value for each in viewer.dataframe if "#行" in each.value]
    shown = grid[grid.iloc[:, 3:].notna().any(axis=1)]
    assert 0 < len(shown) < len(grid)
    (key,) = [head for head, suffix in files if suffix == "csv" and head.startswith(plan.unit)]
    head, *lines = csv.reader(io.StringIO(files[key, "csv"]().decode("utf-8-sig")))
    assert head == [name.removeprefix("#") for name in shown.columns]
    assert lines == words(shown.to_numpy())
    viewer.button(key=f"print-{key}").click().run()
    (printed,) = read_sheet(viewer).values()
    assert len(printed) == 1 + len(shown)
    assert [row[1] for row in printed] == [row[1] for row in [head, *lines]]


def test_what_is_due_is_taken_away_as_it_stands_on_the_page(open_list):
    viewer, files = open_list("催报", way="按各家记录")
    head, *lines = csv.reader(io.StringIO(files["要发的催报", "csv"]().decode("utf-8-sig")))
    due = [each for each in viewer.expander if each.code]
    assert len(due) > 1
    rows = [dict(zip(head, row, strict=True)) for row in lines]
    title = ("对谁", "刚催过", "催报", "记录")
    named = ["　".join(row[each] for each in title if row.get(each)) for row in rows]
    assert named == [each.label.replace("\\", "") for each in due]
    assert [row["文字"].replace("\n", "") for row in rows] == [
        "".join(part.value for part in each.code).replace("\n", "") for each in due
    ]


def test_a_choice_in_the_address_narrows_the_list_its_file_and_its_paper(open_list, plan):
    district = plan.campaign.districts[0]
    name = "各单位填报和报送情况"
    viewer, files = open_list("报送", district=district)
    lines = [*csv.reader(io.StringIO(files[name, "csv"]().decode("utf-8-sig")))]
    assert {row[1] for row in lines[1:]} == {district}
    viewer.button(key=f"print-{name}").click().run()
    (html,) = [each.proto.body for each in viewer.get("html") if PAPER in each.proto.body]
    assert f"范围：{district}<" in html
    assert len(read_sheet(viewer)[f"{name}（{len(lines) - 1} 行）"]) == len(lines)


def test_the_folded_parts_of_the_calendar_are_printed(open_list):
    viewer, _ = open_list("日程")
    press(viewer, "打印")
    assert [title.partition("（")[0] for title in read_sheet(viewer)] == [
        each.proto.alt for each in viewer.dataframe
    ]
    numbers = [len(rows) - 1 for rows in read_sheet(viewer).values()]
    assert numbers == [len(each.value) for each in viewer.dataframe]


@pytest.mark.parametrize(
    ("page", "asked", "title"),
    [
        ("今日", {"need": "没填"}, "今天要办的单位：没填"),
        ("变化", {"fell": "true"}, "变小的条目"),
    ],
)
def test_paper_says_what_was_left_out(open_list, page, asked, title):
    viewer, _ = open_list(page, **asked)
    press(viewer, "打印")
    assert [name.partition("（")[0] for name in read_sheet(viewer)] == [title]
