"""填报 as a unit sees it: type, save, conflict, reload, take back, upload, begin."""

import datetime as dt
import shutil
from urllib.parse import quote

import openpyxl
import pytest

from kjr.documents.blank_books import blank_workbook
from kjr.editing.merging import apply_changes
from kjr.editing.saving import Actor, save_page
from kjr.state.acts import ActKind
from kjr.ui import live
from kjr.ui.units.grid.editor_grid import BLOCK
from tests.plans import FIRST

UNIT, OTHER, LEDGER, ROW, LATER = (
    *(FIRST.unit, FIRST.other, FIRST.ledger),
    *(FIRST.row, FIRST.later),
)
PAGE = "pages/units/ledgers.py"
DAY = ROW[0]
NEW = {
    "走访日期": "2019-06-03",
    "走访地点/单位": "示例社区",
    "对象类别": "一线科技工作者",
    "带队人": "何示例",
    "带队人级别": "市级领导",
    "走访人次": "8",
}
NAMES = (*NEW, "走访对象（姓名）", "走访对象所在单位", "主要内容")


@pytest.fixture
def folder(plan, tmp_path):
    """One unit's workbook with two entries; no other unit has one."""
    books = tmp_path / "books"
    shutil.copytree(plan.home, books / "campaign")
    put_book(plan, books, plan.row, plan.later)
    return books


def put_book(plan, books, *rows):
    """The unit's workbook with these rows."""
    unit = plan.campaign.unit(plan.unit)
    data = blank_workbook.build_unit_book(plan.campaign, unit, {plan.ledger: rows})
    (books / f"{plan.unit}.xlsx").write_bytes(data)


@pytest.fixture
def viewer(opened, folder, plan):
    """A person who has said her name, at the page of the first ledger."""
    return signed(opened(folder, PAGE, unit=plan.unit))


def signed(viewer):
    return viewer.text_input(key="who").set_value("张示例").run()


def key(number=0, sheet=LEDGER):
    return f"grid-{UNIT}-{sheet}-{number}"


def type_in(viewer, number=0, new=None, cleared=False, **cells):
    """Type into the first entry, into the first blank row, or clear the first entry."""
    first = dict.fromkeys(NAMES) if cleared else cells
    rows = {0: first, 2: new}
    viewer.session_state[key(number)] = {
        "edited_rows": {row: said for row, said in rows.items() if said},
        "added_rows": [],
        "deleted_rows": [],
    }
    return viewer.run()


def press(viewer, name):
    (button,) = [each for each in viewer.button if each.label == name]
    return button.click().run()


def page(plan=FIRST):
    """The page as the workbook has it now."""
    pages = live.find_app().board.look().books[plan.unit].pages
    return next(page for page in pages if page.ledger == plan.ledger)


def entries(plan=FIRST):
    return page(plan).sheet.rows[2:]


def somebody_types(row, column, value, plan=FIRST):
    seen = page(plan)
    new = apply_changes(seen.sheet, [(row, column, value)])
    save_page(live.find_app(), new, seen, Actor("李示例", live.read_campaign_clock()))


def offers_renewal(viewer):
    """Whether somebody else is said to have changed the sheet."""
    return any(each.label.startswith("别人刚改过这张表") for each in viewer.button)


def said(viewer):
    return [each.value for kind in (viewer.error, viewer.warning) for each in kind]


def test_a_changed_and_a_new_row_reach_the_workbook_and_the_board(viewer):
    before = live.find_app().board.latest.version
    type_in(viewer, new=NEW, 走访人次="13")
    press(viewer, "保存")
    assert said(viewer) == []
    assert [row[8] for row in entries()] == [13.0, 12.0, 8.0]
    assert live.find_app().board.latest.version > before
    (act,) = live.find_app().journal.acts(UNIT)
    assert (act.who, act.kind, act.outcome) == ("张示例", ActKind.SAVED, ActKind.DONE)


def test_typing_goes_on_where_it_cannot_be_kept_and_is_told_so(viewer):
    """The disk of the server is full: what is typed lives in the page, and can be saved."""
    drafts = live.find_app().settings.state / "drafts"
    shutil.rmtree(drafts, ignore_errors=True)
    drafts.write_text("a file where the folder should be")
    type_in(viewer, 走访人次="13")
    assert [each[:11] for each in said(viewer)] == ["刚填的内容暂时记不下来"]
    press(viewer, "保存")
    assert entries()[0][8] == 13.0


def test_what_is_let_go_and_cannot_be_forgotten_is_told_though_the_page_begins_anew(
    viewer, opened, folder
):
    type_in(viewer, 走访人次="13")
    somebody_types(3, 9, 15.0)
    live.find_app().board.look()
    again = same_browser(opened, folder, viewer)
    drafts = live.find_app().settings.state / "drafts"
    shutil.rmtree(drafts)
    drafts.write_text("a file where the folder should be")
    press(again, "不要了")
    assert [each[:11] for each in said(again)] == ["刚填的内容暂时记不下来"]


def test_after_a_restart_the_page_says_it_shows_what_was_kept(viewer):
    board = live.find_app().board
    board.stop()
    board._looked.clear()
    told = [each.value for each in viewer.run().info]
    assert any(each.startswith("系统刚启动：下面是") for each in told)
    board._looked.set()
    assert not any("系统刚启动" in each.value for each in viewer.run().info)


def test_nothing_can_be_saved_without_a_name(opened, folder):
    viewer = type_in(opened(folder, PAGE, unit=UNIT), 走访人次="13")
    press(viewer, "保存")
    assert said(viewer)[:1] == ["请先在上面写上您的姓名。"]
    assert entries()[0] == ROW


def listed(viewer):
    """The cells to mend, as listed above the grid."""
    return [each.label for each in viewer.button if (each.key or "").startswith("mend-")]


def told(viewer):
    return [each.value for each in viewer.success]


def states(viewer):
    """What stands beside the rows: whether each counts, its number, how it was read."""
    frame = viewer.dataframe[0].value if viewer.dataframe else viewer.get("arrow_data_frame")[0]
    return frame[["#计入", "#行", "#读作"]].fillna("").values.tolist()


def test_problems_show_above_the_grid_before_saving(viewer):
    type_in(viewer, new={**NEW, "走访人次": None})
    assert any(each.startswith("错　第5行「走访人次」") for each in listed(viewer))


def test_what_cannot_be_read_is_saved_and_counted_as_such(viewer):
    type_in(viewer, 走访人次="若干", new=NEW)
    press(viewer, "保存")
    assert told(viewer) == ["2 行已存，1 行计入，1 行待改"]
    assert [row[8] for row in entries()] == ["若干", 12.0, 8.0]
    assert any("第3行「走访人次」" in each and "若干" in each for each in listed(viewer))


def test_a_click_leads_from_the_list_to_the_cell(viewer):
    type_in(viewer, 走访人次="若干", new=NEW)
    (line,) = [each for each in viewer.button if "若干" in each.label]
    line.click().run()
    (box,) = [each for each in viewer.text_input if each.label == "第3行「走访人次」"]
    assert box.value == "若干"
    box.set_value("30余人次")
    press(viewer, "改这一格")
    assert not listed(viewer)
    press(viewer, "保存")
    assert [row[8] for row in entries()] == ["30余人次", 12.0, 8.0]


def test_what_is_typed_is_what_the_workbook_holds(viewer):
    type_in(
        viewer,
        走访人次="30余人",
        对象类别="约30",
        带队人="5.30",
        new={**NEW, "走访日期": "5月28日", "带队人": "种植"},
    )
    press(viewer, "保存")
    changed, _, added = entries()
    assert (changed[8], changed[2], changed[6]) == ("30余人", "约30", "5.30")
    assert (added[0], added[6], added[8]) == ("5月28日", "种植", 8.0)


def paste(viewer, text, number=0, **cells):
    """Have the browser hand over a block, meant for the first blank row from 走访日期 on."""
    return type_in(viewer, number, new={"走访日期": f"{BLOCK}{BLOCK}{quote(text)}"}, **cells)


def test_a_pasted_block_is_in_the_grid_and_is_saved_as_it_is(viewer):
    paste(viewer, '5.30\t示例"社区"\r\n5月28日\t"一\n二"\r\n', 走访人次="13")
    assert said(viewer) == []
    assert not any("放回" in each.value for each in viewer.info)
    press(viewer, "保存")
    assert [row[:2] for row in entries()[2:]] == [("5.30", '示例"社区"'), ("5月28日", "一\n二")]
    assert entries()[0][8] == 13.0


def test_a_block_that_does_not_fit_leaves_everything_as_it_was_and_says_why(viewer):
    type_in(viewer, new={"走访日期": "6月1日"})
    paste(viewer, "\t".join("甲" * 30), 走访人次="13")
    assert said(viewer) == ["粘贴的内容有30列，从「走访日期」起只有19列，放不下，没有放进去。"]
    press(viewer, "保存")
    assert [(row[0], row[8:]) for row in entries()[::2]] == [(DAY, (13.0,)), ("6月1日", ())]


@pytest.mark.parametrize(("choice", "number"), [("我的：13", 13.0), ("别人的：15", 15.0)])
def test_the_same_cell_changed_by_two_people_is_chosen_from(viewer, choice, number):
    type_in(viewer, 走访人次="13")
    somebody_types(3, 9, 15.0)
    press(viewer, "保存")
    assert "这些格别人也改了，请选用哪一个" in [each.value for each in viewer.subheader]
    assert viewer.radio[0].label == "第3行「走访人次」原为“3”"
    viewer.radio[0].set_value(choice).run()
    press(viewer, "按所选保存")
    assert entries()[0][8] == number


def test_what_others_do_meanwhile_moves_nothing_under_ones_hands(viewer):
    type_in(viewer, 走访人次="13")
    somebody_types(4, 2, "示例门诊")
    live.find_app().board.look()
    viewer.run()
    assert viewer.session_state[key()]["edited_rows"] == {0: {"走访人次": "13"}}
    press(viewer, "别人刚改过这张表，点此换成最新内容（您已填的会放回去）")
    press(viewer, "保存")
    assert [row[8] for row in entries()] == [13.0, 12.0]
    assert entries()[1][1] == "示例门诊"


def same_browser(opened, folder, viewer, page=PAGE):
    """Another window, or the same one after a reload: the browser is known by its cookie."""
    again = opened(folder)
    again.session_state["remembered"] = viewer.session_state["remembered"]
    return again.switch_page(page).run()


def test_a_reload_loses_nothing_typed_nor_whose_it_is(viewer, opened, folder):
    type_in(viewer, 走访人次="13")
    again = same_browser(opened, folder, viewer)
    assert again.text_input(key="who").value == "张示例"
    assert any("未保存" in each for each in again.segmented_control[0].options)
    press(again, "保存")
    assert entries()[0][8] == 13.0


def test_whoever_comes_back_reads_what_others_changed_since(viewer, opened, folder):
    type_in(viewer, 走访人次="13")
    somebody_types(4, 9, 15.0)
    live.find_app().board.look()
    again = same_browser(opened, folder, viewer)
    (told,) = [each.value for each in again.info]
    assert told.endswith("请看过后保存。这以后别人改了：第4行「走访人次」12→15")
    press(again, "保存")
    assert [row[8] for row in entries()] == [13.0, 15.0]
    type_in(again, number=1, 走访人次="14")
    assert not [
        each.value for each in same_browser(opened, folder, again).info if "别人" in each.value
    ]


def test_no_unit_is_chosen_for_anybody(opened, folder):
    viewer = opened(folder, PAGE)
    assert [each.value for each in viewer.info] == ["请先选择单位。"]
    assert not viewer.button


def test_the_address_tells_nothing_of_what_is_typed(viewer):
    type_in(viewer, 走访人次="13")
    assert dict(viewer.query_params) == {"unit": UNIT}


def test_what_is_typed_under_a_sheets_old_name_comes_back(viewer, opened, folder):
    type_in(viewer, 走访人次="13")
    book = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")
    book[LEDGER].title = "走访看望"
    book.save(folder / f"{UNIT}.xlsx")
    live.find_app().board.look()
    again = same_browser(opened, folder, viewer)
    press(again, "保存")
    assert page().sheet.name == "走访看望"
    assert entries()[0][8] == 13.0


def test_what_no_longer_fits_is_offered_until_it_is_settled(viewer, opened, folder):
    type_in(viewer, 走访人次="13")
    somebody_types(3, 9, 15.0)
    live.find_app().board.look()
    for _ in range(2):
        again = same_browser(opened, folder, viewer)
        assert any("「走访人次」您填的“13”，现在是“15”" in each for each in said(again))
    press(again, "用我填的")
    assert not said(again)
    press(again, "保存")
    assert entries()[0][8] == 13.0
    assert not said(same_browser(opened, folder, viewer))


def test_what_is_typed_while_a_question_is_open_is_saved_too(viewer):
    type_in(viewer, 走访人次="13")
    somebody_types(3, 9, 15.0)
    press(viewer, "保存")
    type_in(viewer, 走访人次="13", new=NEW)
    viewer.radio[0].set_value("我的：13").run()
    press(viewer, "按所选保存")
    assert [row[8] for row in entries()] == [13.0, 12.0, 8.0]


def test_a_question_that_changed_while_it_was_answered_is_asked_anew_and_told_so(viewer):
    type_in(viewer, 走访人次="13")
    somebody_types(3, 9, 15.0)
    press(viewer, "保存")
    assert not said(viewer)
    viewer.radio[0].set_value("我的：13").run()
    somebody_types(3, 9, 16.0)
    press(viewer, "按所选保存")
    assert said(viewer) == ["您选的时候又有新的改动，请再看一遍。"]
    assert entries()[0][8] == 16.0
    assert viewer.radio[0].options == ["别人的：16", "我的：13"]
    viewer.radio[0].set_value("我的：13").run()
    press(viewer, "按所选保存")
    assert entries()[0][8] == 13.0


def test_another_browser_does_not_see_what_is_typed(viewer, opened, folder):
    type_in(viewer, 走访人次="13")
    other = signed(opened(folder, PAGE, unit=UNIT))
    (button,) = [each for each in other.button if each.label == "保存"]
    assert button.disabled


def test_typing_can_be_dropped(viewer):
    type_in(viewer, 走访人次="13")
    press(viewer, "放弃未保存的修改")
    (button,) = [each for each in viewer.button if each.label == "保存"]
    assert button.disabled
    assert entries()[0] == ROW


def test_a_workbook_somebody_has_open_is_told_and_nothing_lost(viewer, folder):
    type_in(viewer, 走访人次="13")
    mark = folder / f"~${UNIT}.xlsx"
    mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
    press(viewer, "保存")
    assert any(each.startswith("李示例正用 WPS 或 Excel 打开着") for each in said(viewer))
    mark.unlink()
    press(viewer, "保存")
    assert entries()[0][8] == 13.0


def test_a_save_is_taken_back_with_one_click(viewer):
    type_in(viewer, 走访人次="13")
    press(viewer, "保存")
    (box,) = [each for each in viewer.selectbox if each.label == "撤销哪一次"]
    box.select_index(0).run()
    press(viewer, "撤销这一次")
    assert entries() == (ROW, LATER)
    assert not offers_renewal(viewer)


def test_an_earlier_version_comes_back(viewer, folder):
    before = (folder / f"{UNIT}.xlsx").read_bytes()
    type_in(viewer, 走访人次="13")
    press(viewer, "保存")
    (box,) = [each for each in viewer.selectbox if each.label == "恢复整本工作簿"]
    box.select_index(0).run()
    press(viewer, "恢复这个版本")
    assert (folder / f"{UNIT}.xlsx").read_bytes() == before
    assert not offers_renewal(viewer)


def test_what_an_old_copy_overwrote_is_offered_again(viewer, folder):
    old = (folder / f"{UNIT}.xlsx").read_bytes()
    type_in(viewer, 走访人次="13")
    press(viewer, "保存")
    (folder / f"{UNIT}.xlsx").write_bytes(old)
    live.find_app().board.look()
    viewer.run()
    assert any("走访人次 3→13" in each for each in said(viewer))
    press(viewer, "补回")
    assert entries()[0][8] == 13.0


def test_an_uploaded_workbook_is_taken_over_row_by_row(viewer, folder):
    campaign = live.find_app().board.latest.campaign
    new = (dt.date(2019, 6, 3), "示例社区", *ROW[2:8], 8.0)
    sent = blank_workbook.build_unit_book(
        campaign, campaign.unit(UNIT), {LEDGER: (ROW, LATER, new)}
    )
    viewer.file_uploader[0].upload("回传.xlsx", sent).run()
    press(viewer, f"写入「{LEDGER}」")
    assert entries() == (ROW, LATER, new)
    assert not offers_renewal(viewer)


def test_a_pasted_block_is_taken_over(viewer):
    cells = ["2019-06-03", "示例社区", *map(str, (*ROW[2:4], "", *ROW[5:8])), "8"]
    (area,) = viewer.text_area
    area.set_value("\t".join(cells)).run()
    press(viewer, f"写入「{LEDGER}」")
    assert (entries()[2][:2], entries()[2][8]) == ((dt.date(2019, 6, 3), "示例社区"), 8.0)
    assert not offers_renewal(viewer)


def test_a_block_that_can_be_read_in_two_ways_is_not_written(viewer):
    (area,) = viewer.text_area
    area.set_value('"甲\t乙"\n"丙\t丁"').run()
    assert said(viewer)[0].startswith("粘贴的内容里引号不成对")
    assert not [each for each in viewer.button if each.label.startswith("写入")]


def test_a_unit_without_a_workbook_begins_with_the_blank(opened, folder):
    viewer = signed(opened(folder, PAGE, unit=OTHER))
    press(viewer, "新建工作簿")
    assert (folder / f"{OTHER}.xlsx").exists()
    assert OTHER in live.find_app().board.latest.books


QUICK = "pages/units/quick.py"


def fill(viewer, turn=0, **texts):
    for name, text in texts.items():
        viewer.text_input(key=f"quick-{LEDGER}-{name}-{turn}").set_value(text)
    viewer.pills(key=f"quick-{LEDGER}-带队人级别-{turn}").set_value("县级分管领导")
    kinds = viewer.pills(key=f"quick-{LEDGER}-对象类别-{turn}")
    return kinds.set_value(["一线科技工作者"]).run()


def test_one_entry_is_filled_on_a_phone(opened, folder):
    viewer = signed(opened(folder, QUICK, unit=UNIT))
    place = {"走访地点/单位": "示例社区", "带队人": "何示例"}
    fill(viewer, 走访日期="5月28日-31日", 走访人次="30余人次", **place)
    press(viewer, "保存这一条")
    assert (said(viewer), told(viewer)) == ([], ["1 行已存，1 行计入，0 行待改"])
    kept = (
        "5月28日-31日",
        "示例社区",
        "一线科技工作者",
        *[None] * 3,
        "何示例",
        "县级分管领导",
        "30余人次",
    )
    assert entries()[2] == kept
    assert not viewer.text_input(key=f"quick-{LEDGER}-走访人次-1").value


def test_an_entry_that_lacks_something_is_not_saved_and_says_what(opened, folder):
    viewer = signed(opened(folder, QUICK, unit=UNIT))
    press(viewer, "保存这一条")
    assert said(viewer) == ["还没有填，没有保存。"]
    fill(viewer, 走访日期="2019-06-03", 走访人次="8")
    press(viewer, "保存这一条")
    assert said(viewer) == ["没有保存，还缺「走访地点/单位」「带队人」；填好再点一次。"]
    assert (entries(), told(viewer)) == ((ROW, LATER), [])


def test_a_reload_keeps_an_entry_that_was_begun(opened, folder):
    viewer = fill(signed(opened(folder, QUICK, unit=UNIT)), 走访人次="30余人")
    again = same_browser(opened, folder, viewer, QUICK)
    assert again.text_input(key=f"quick-{LEDGER}-走访人次-0").value == "30余人"
    assert again.pills(key=f"quick-{LEDGER}-对象类别-0").value == ["一线科技工作者"]


def test_a_returned_report_says_why_until_it_is_mended(opened, folder):
    office = signed(opened(folder, "pages/office/review.py", unit=UNIT))
    office.text_area[0].set_value("请写明走访人次").run()
    press(office, "退回")
    viewer = signed(opened(folder, PAGE, unit=UNIT))
    assert any("退回：请写明走访人次" in each for each in said(viewer))
    press(type_in(viewer, 走访人次="13"), "保存")
    assert not any("退回" in each for each in said(viewer))


def test_a_locked_report_is_told_and_can_be_opened(opened, folder):
    press(signed(opened(folder, "pages/office/review.py", unit=UNIT)), "锁定全部单位")
    viewer = signed(opened(folder, PAGE, unit=UNIT))
    press(type_in(viewer, 走访人次="13"), "保存")
    assert viewer.error[0].value.startswith("报送已于6月15日截止并锁定")
    assert entries()[0] == ROW
    press(signed(opened(folder, "pages/office/review.py", unit=UNIT)), "放开这个单位")
    press(viewer, "保存")
    assert entries()[0][8] == 13.0


def test_in_a_synced_folder_one_writes_beside_the_workbook(opened, folder):
    declared = folder / "campaign" / "campaign.toml"
    text = declared.read_text("utf-8")
    declared.write_text(text.replace("side_books = false", "side_books = true"), "utf-8")
    viewer = signed(opened(folder, PAGE, unit=UNIT))
    press(viewer, "新建补充工作簿")
    assert (folder / f"{UNIT}_系统填报.xlsx").exists()
    assert f"{LEDGER}（{LEDGER}〔系统填报〕）" in viewer.button_group[0].options
