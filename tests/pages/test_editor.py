"""填报 as a unit sees it: type, save, conflict, reload, take back, upload, begin."""

import io
import shutil
from functools import cache
from urllib.parse import quote

import openpyxl
import pytest

from kjr.campaign.columns import Choice, Person, Text
from kjr.documents.blank_books import blank_workbook
from kjr.editing.merging import apply_changes
from kjr.editing.saving import Actor, save_page
from kjr.state.acts import Act, ActKind, Edit
from kjr.ui import live
from kjr.ui.units.editor import PLACED, RENEWAL
from kjr.ui.units.grid.editor_grid import BLOCK, ROOM
from kjr.ui.units.journal import LINES, NAMED, OLDER, TITLE
from tests.databases import Intruder
from tests.plans import BOTH_SLOWLY

pytestmark = BOTH_SLOWLY
PAGE = "pages/units/ledgers.py"


@pytest.fixture
def folder(plan, tmp_path):
    """One unit's workbook with two entries; no other unit has one."""
    books = tmp_path / "books"
    shutil.copytree(plan.home, books / "campaign")
    put_book(plan, books, plan.row, plan.later)
    return books


def put_book(plan, books, *rows):
    """The unit's workbook with these rows."""
    (books / f"{plan.unit}.xlsx").write_bytes(build_book(plan, rows))


@cache
def build_book(plan, rows):
    unit = plan.campaign.unit(plan.unit)
    return blank_workbook.build_unit_book(plan.campaign, unit, {plan.ledger: rows})


@pytest.fixture
def viewer(opened, folder, plan):
    """A person who has said her name, at the page of the first ledger."""
    return signed(opened(folder, PAGE, unit=plan.unit))


def signed(viewer):
    return viewer.text_input(key="who").set_value("张示例").run()


def key(plan, number=0):
    return f"grid-{plan.unit}-{plan.ledger}-{number}"


def type_in(viewer, plan, people=None, number=0, new=None, **cells):
    """Type into the first entry its people or other cells, and into the first blank row."""
    first = {plan.people: people} if people else {}
    rows = {0: first | cells, 2: new}
    viewer.session_state[key(plan, number)] = {
        "edited_rows": {row: said for row, said in rows.items() if said},
        "added_rows": [],
        "deleted_rows": [],
    }
    return viewer.run()


def press(viewer, name):
    (button,) = [each for each in viewer.button if each.label == name]
    return button.click().run()


def page(plan):
    """The page as the workbook has it now."""
    pages = live.find_app().board.look().books[plan.unit].pages
    return next(page for page in pages if page.ledger == plan.ledger)


def entries(plan):
    return page(plan).sheet.rows[2:]


def people(plan):
    """What each entry says of its people."""
    return [row[plan.at] for row in entries(plan)]


def somebody_types(plan, row, column, value):
    seen = page(plan)
    new = apply_changes(seen.sheet, [(row, column, value)])
    save_page(live.find_app(), new, seen, Actor("李示例", live.read_campaign_clock()))


def find_required(plan, *kinds):
    """The names of the ledger's columns of these kinds that must be filled."""
    columns = plan.campaign.ledger(plan.ledger).columns
    return [each.name for each in columns if each.required and isinstance(each, kinds)]


def offers_renewal(viewer):
    """Whether somebody else is said to have changed the sheet."""
    return any(each.label.startswith("别人刚改过这张表") for each in viewer.button)


def done(viewer, part):
    """What a part that unfolds says was done there, where whoever pressed looks."""
    (unfolded,) = [each for each in viewer.expander if each.label == part]
    return [each.value for each in unfolded.success]


def said(viewer):
    return [each.value for kind in (viewer.error, viewer.warning) for each in kind]


def test_a_changed_and_a_new_row_reach_the_workbook_and_the_board(viewer, plan):
    before = live.find_app().board.latest.version
    type_in(viewer, plan, "13", new=plan.typed)
    press(viewer, "保存")
    assert said(viewer) == []
    assert people(plan) == [13.0, 12.0, 8.0]
    assert live.find_app().board.latest.version > before
    (act,) = live.find_app().journal.acts(plan.unit)
    assert (act.who, act.kind, act.outcome) == ("张示例", ActKind.SAVED, ActKind.DONE)


def test_a_large_act_is_shown_and_named_in_part_and_taken_away_whole(viewer, plan, files):
    """Else the page would send sixty thousand cells with every look."""
    rows = [Edit(row, {}, {plan.people: float(row)}) for row in range(3, LINES + 4)]
    when, first = live.read_campaign_clock(), plan.campaign.ledger(plan.ledger).name
    live.find_app().journal.append(
        Act(when, "李示例", plan.unit, ActKind.SAVED, first, tuple(rows), ledger=first)
    )
    viewer.run()
    table = viewer.dataframe[-1]
    assert len(table.value) == LINES
    assert OLDER.format(LINES) in [each.value for each in viewer.caption]
    taken = openpyxl.load_workbook(io.BytesIO(files[TITLE, "xlsx"]())).active
    assert taken.max_row == 1 + len(rows)
    (box,) = [each for each in viewer.selectbox if each.label == "撤销哪一次"]
    named = [each.value for each in box.select_index(0).run().caption]
    assert [each.count("；") for each in named if each.endswith(f"；等 {len(rows)} 行")] == [NAMED]


def fill_disk(what):
    """The database takes no draft any more, or lets none go."""
    full = f"CREATE TRIGGER full BEFORE {what} ON drafts BEGIN SELECT RAISE(ABORT, 'full'); END"
    Intruder(live.find_app().settings.state).tell(full)


@pytest.mark.sqlite
def test_typing_goes_on_where_it_cannot_be_kept_and_is_told_so(viewer, plan):
    """The disk of the server is full: what is typed lives in the page, and can be saved."""
    fill_disk("INSERT")
    type_in(viewer, plan, "13")
    assert [each[:11] for each in said(viewer)] == ["刚填的内容暂时记不下来"]
    press(viewer, "保存")
    assert people(plan)[0] == 13.0


@pytest.mark.sqlite
def test_what_is_let_go_and_cannot_be_forgotten_is_told_though_the_page_begins_anew(
    viewer, opened, folder, plan
):
    type_in(viewer, plan, "13")
    somebody_types(plan, 3, plan.at + 1, 15.0)
    live.find_app().board.look()
    again = same_browser(opened, folder, viewer)
    fill_disk("DELETE")
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


def test_a_workbook_that_was_never_read_is_named_and_said_to_show_nothing(opened, folder, plan):
    name = f"{plan.unit}.xlsx"
    (folder / name).write_bytes(b"%PDF-1.4")
    viewer = opened(folder, PAGE, unit=plan.unit)
    assert said(viewer) == [f"“{name}”：这是 PDF，不是表格；请交原来的 .xlsx 工作簿。"]
    assert not viewer.info


def test_nothing_can_be_saved_without_a_name(opened, folder, plan):
    viewer = type_in(opened(folder, PAGE, unit=plan.unit), plan, "13")
    press(viewer, "保存")
    for _ in range(2):  # it stays when the figures move, until the next press
        assert said(viewer)[:1] == ["请先写上您的姓名。"]
        viewer.run()
    assert entries(plan)[0] == plan.row


def listed(viewer):
    """The cells to mend, as listed above the grid."""
    return [each.label for each in viewer.button if (each.key or "").startswith("mend-")]


def told(viewer):
    return [each.value for each in viewer.success]


def states(viewer):
    """What stands beside the rows: whether each counts, its number, how it was read."""
    frame = viewer.dataframe[0].value if viewer.dataframe else viewer.get("arrow_data_frame")[0]
    return frame[["#计入", "#行", "#读作"]].fillna("").values.tolist()


def test_problems_show_above_the_grid_before_saving(viewer, plan):
    type_in(viewer, plan, new={**plan.typed, plan.people: None})
    assert any(each.startswith(f"错　第5行「{plan.people}」") for each in listed(viewer))


def test_what_cannot_be_read_is_saved_and_counted_as_such(viewer, plan):
    type_in(viewer, plan, "若干", new=plan.typed)
    press(viewer, "保存")
    assert told(viewer) == ["2 行已存，1 行计入，1 行待改"]
    assert people(plan) == ["若干", 12.0, 8.0]
    assert any(f"第3行「{plan.people}」" in each and "若干" in each for each in listed(viewer))


def test_above_the_list_stands_how_many_there_are_and_what_becomes_of_them(viewer, plan):
    def count():
        lines = [each.value for each in viewer.caption if each.value.endswith("点一条，改那一格。")]
        return lines, len(listed(viewer))

    assert count() == ([], 0)
    type_in(viewer, plan, "若干", new={**plan.typed, plan.people: None})
    assert count() == (["错 2（改好才计入）。点一条，改那一格。"], 2)


def test_a_click_leads_from_the_list_to_the_cell(viewer, plan):
    type_in(viewer, plan, "若干", new=plan.typed)
    (line,) = [each for each in viewer.button if "若干" in each.label]
    line.click().run()
    (box,) = [each for each in viewer.text_input if each.label == f"第3行「{plan.people}」"]
    assert box.value == "若干"
    box.set_value("30余人次")
    press(viewer, "改这一格")
    assert not listed(viewer)
    press(viewer, "保存")
    assert people(plan) == ["30余人次", 12.0, 8.0]


def test_what_is_typed_is_what_the_workbook_holds(viewer, plan):
    kind, words = find_required(plan, Choice)[0], find_required(plan, Text, Person)[-1]
    new = {**plan.typed, plan.columns[0]: "5月28日", words: "种植"}
    type_in(viewer, plan, "30余人", new=new, **{kind: "约30", words: "5.30"})
    press(viewer, "保存")
    changed, _, added = (dict(zip(plan.columns, row, strict=False)) for row in entries(plan))
    assert (changed[plan.people], changed[kind], changed[words]) == ("30余人", "约30", "5.30")
    assert (added[plan.columns[0]], added[words], added[plan.people]) == ("5月28日", "种植", 8.0)


def paste(viewer, plan, text):
    """Have the browser hand over a block, meant for the first blank row from its first cell on."""
    return type_in(viewer, plan, "13", new={plan.columns[0]: f"{BLOCK}{BLOCK}{quote(text)}"})


def test_a_pasted_block_is_in_the_grid_and_is_saved_as_it_is(viewer, plan):
    paste(viewer, plan, '5.30\t示例"社区"\r\n5月28日\t"一\n二"\r\n')
    assert said(viewer) == []
    assert not any("放回" in each.value for each in viewer.info)
    press(viewer, "保存")
    assert [row[:2] for row in entries(plan)[2:]] == [("5.30", '示例"社区"'), ("5月28日", "一\n二")]
    assert entries(plan)[0][plan.at] == 13.0


def test_a_block_that_does_not_fit_leaves_everything_as_it_was_and_says_why(viewer, plan):
    type_in(viewer, plan, new={plan.columns[0]: "6月1日"})
    paste(viewer, plan, "\t".join("甲" * 30))
    first, room = plan.columns[0], len(plan.columns)
    why = f"粘贴的内容有30列，从「{first}」起只有{room}列，放不下，没有放进去。"
    assert said(viewer) == [why]
    press(viewer, "保存")
    ends = [(row[0], row[plan.at :]) for row in entries(plan)[::2]]
    assert ends == [(plan.row[0], (13.0,)), ("6月1日", ())]


@pytest.mark.parametrize(("choice", "number"), [("我的：13", 13.0), ("别人的：15", 15.0)])
def test_the_same_cell_changed_by_two_people_is_chosen_from(viewer, choice, number, plan):
    type_in(viewer, plan, "13")
    somebody_types(plan, 3, plan.at + 1, 15.0)
    press(viewer, "保存")
    assert "这些格别人也改了，请选用哪一个" in [each.value for each in viewer.subheader]
    assert viewer.radio[0].label == f"第3行「{plan.people}」原为“3”"
    viewer.radio[0].set_value(choice).run()
    press(viewer, "按所选保存")
    assert people(plan)[0] == number


def test_what_others_do_meanwhile_moves_nothing_under_ones_hands(viewer, plan):
    type_in(viewer, plan, "13")
    somebody_types(plan, 4, 2, "示例门诊")
    live.find_app().board.look()
    viewer.run()
    assert viewer.session_state[key(plan)]["edited_rows"] == {0: {plan.people: "13"}}
    press(viewer, "别人刚改过这张表，点此换成最新内容（您已填的会放回去）")
    press(viewer, "保存")
    assert people(plan) == [13.0, 12.0]
    assert entries(plan)[1][1] == "示例门诊"


def type_rows(viewer, plan, rows, number=0):
    """What the grid says once these of its rows are typed, by their position."""
    said = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    viewer.session_state[key(plan, number)] = said
    return viewer.run()


def test_a_save_that_brings_others_rows_in_leaves_the_grid_to_whoever_types_on(viewer, plan):
    name, place = plan.columns[:2]
    first, second = {name: "5.28", place: "甲处"}, {name: "5.30", place: "乙处"}
    type_rows(viewer, plan, {2: first})
    somebody_types(plan, 5, 2, "示例门诊")
    press(viewer, "保存")
    assert [row[1] for row in entries(plan)[2:]] == ["示例门诊", "甲处"]
    type_rows(viewer, plan, {2: first, 3: second})
    press(viewer, "保存")
    assert [row[1] for row in entries(plan)[2:]] == ["示例门诊", "甲处", "乙处"]
    press(viewer, "别人刚改过这张表，点此换成最新内容（您已填的会放回去）")
    assert not offers_renewal(viewer)
    type_rows(viewer, plan, {4: {plan.people: "7"}}, number=1)
    press(viewer, "保存")
    assert entries(plan)[4][plan.at] == 7.0


def test_a_row_that_lies_elsewhere_than_in_the_grid_is_nobody_elses_doing(viewer, plan):
    name, place = plan.columns[:2]
    type_rows(viewer, plan, {9: {name: "5.28", place: "甲处"}})
    press(viewer, "保存")
    assert not offers_renewal(viewer)
    somebody_types(plan, 4, 2, "示例门诊")
    live.find_app().board.look()
    assert offers_renewal(viewer.run())
    type_rows(viewer, plan, {9: {name: "5.28", place: "乙处"}})
    press(viewer, "保存")
    assert [row[1] for row in entries(plan)[1:]] == ["示例门诊", "乙处"]


def test_a_grid_takes_over_where_the_workbook_has_its_new_rows(viewer, plan):
    name, place = plan.columns[:2]
    type_rows(viewer, plan, {9: {name: "5.28", place: "甲处"}})
    press(viewer, "保存")
    press(viewer, PLACED)
    assert not any(each.label in (PLACED, RENEWAL) for each in viewer.button)
    type_rows(viewer, plan, {2: {place: "乙处"}}, number=1)
    press(viewer, "保存")
    assert [row[1] for row in entries(plan)[2:]] == ["乙处"]


def test_what_others_chose_differs_from_what_was_typed_shows_in_a_new_grid(viewer, plan):
    type_in(viewer, plan, "13")
    somebody_types(plan, 3, plan.at + 1, 15.0)
    press(viewer, "保存")
    press(viewer, "按所选保存")
    shown = viewer.get("arrow_data_frame") or viewer.dataframe
    assert key(plan) not in viewer.session_state
    assert shown[0].value[plan.people].iloc[0] == "15"


def test_a_saved_row_that_reads_as_a_total_moves_no_other_one(viewer, plan):
    name, place = plan.columns[:2]
    typed = {2: {name: "合计"}, 3: {name: "5.30", place: "乙处"}}
    type_rows(viewer, plan, typed)
    press(viewer, "保存")
    type_rows(viewer, plan, typed | {4: {name: "5.31"}})
    press(viewer, "保存")
    assert [row[0] for row in entries(plan)[2:]] == ["合计", "5.30", "5.31"]


def test_a_grid_whose_last_row_is_taken_gets_room_below_and_keeps_what_is_typed(viewer, plan):
    name = plan.columns[0]
    type_rows(viewer, plan, {1 + ROOM: {name: "5.28"}})
    press(viewer, "表格下面没有空行了，点此接着往下填（您已填的会放回去）")
    type_rows(viewer, plan, {2 + ROOM: {name: "5.30"}}, number=1)
    press(viewer, "保存")
    assert [row[0] for row in entries(plan) if row][2:] == ["5.28", "5.30"]


def same_browser(opened, folder, viewer, page=PAGE):
    """Another window, or the same one after a reload: the browser is known by its cookie."""
    again = opened(folder)
    again.session_state["remembered"] = viewer.session_state["remembered"]
    return again.switch_page(page).run()


def test_the_name_is_never_set_over_what_somebody_types(opened, folder, viewer):
    for window in (opened(folder, PAGE), same_browser(opened, folder, viewer)):
        assert not window.text_input(key="who").proto.set_value


def test_a_reload_loses_nothing_typed_nor_whose_it_is(viewer, opened, folder, plan):
    type_in(viewer, plan, "13")
    again = same_browser(opened, folder, viewer)
    assert again.text_input(key="who").value == "张示例"
    assert any("未保存" in each for each in again.segmented_control[0].options)
    press(again, "保存")
    assert people(plan)[0] == 13.0


def test_whoever_comes_back_reads_what_others_changed_since(viewer, opened, folder, plan):
    type_in(viewer, plan, "13")
    somebody_types(plan, 4, plan.at + 1, 15.0)
    live.find_app().board.look()
    again = same_browser(opened, folder, viewer)
    (told,) = [each.value for each in again.info]
    assert told.endswith(f"请看过后保存。这以后别人改了：第4行「{plan.people}」12→15")
    press(again, "保存")
    assert people(plan) == [13.0, 15.0]
    type_in(again, plan, "14", number=1)
    assert not [
        each.value for each in same_browser(opened, folder, again).info if "别人" in each.value
    ]


def test_no_unit_is_chosen_for_anybody(opened, folder):
    viewer = opened(folder, PAGE)
    assert [each.value for each in viewer.info] == ["请先选择单位。"]
    assert not viewer.button


def test_the_address_tells_nothing_of_what_is_typed(viewer, plan):
    type_in(viewer, plan, "13")
    assert dict(viewer.query_params) == {"unit": plan.unit}


def rename(folder, plan, name, after):
    """Somebody gives a sheet another name."""
    book = openpyxl.load_workbook(folder / f"{plan.unit}.xlsx")
    book[name].title = after
    book.save(folder / f"{plan.unit}.xlsx")
    live.find_app().board.look()


def test_the_grid_goes_on_under_its_sheets_new_name_whichever_ledger_it_is(viewer, folder, plan):
    name = plan.campaign.ledgers[1].name
    viewer.button_group(key=f"ledger-{plan.unit}").set_value(name).run()
    grid = f"grid-{plan.unit}-{name}-0"
    typed = {"edited_rows": {0: {plan.campaign.ledgers[1].columns[0].name: "5.28"}}}
    viewer.session_state[grid] = typed
    viewer.run()
    rename(folder, plan, name, "改了名")
    viewer.session_state[grid] = typed
    viewer.run()
    chosen = viewer.session_state[f"ledger-{plan.unit}"]
    assert chosen == f"{name}（改了名）"
    assert viewer.session_state[grid]["edited_rows"] == typed["edited_rows"]
    press(viewer, "保存")
    book = openpyxl.load_workbook(folder / f"{plan.unit}.xlsx")
    assert "5.28" in {cell.value for row in book["改了名"] for cell in row}


def test_a_sheet_that_is_gone_leaves_its_grid_to_no_other(viewer, folder, plan):
    name, other = (each.name for each in plan.campaign.ledgers[:2])
    type_in(viewer, plan, "13")
    path = folder / f"{plan.unit}.xlsx"
    book = openpyxl.load_workbook(path)
    book.remove(book[name])
    book.save(path)
    live.find_app().board.look()
    viewer.run()
    assert viewer.session_state[f"ledger-{plan.unit}"] == other
    assert f"grid-{plan.unit}-{other}-0" in viewer.session_state


def test_what_is_typed_under_a_sheets_old_name_comes_back(viewer, opened, folder, plan):
    type_in(viewer, plan, "13")
    rename(folder, plan, plan.ledger, plan.short)
    again = same_browser(opened, folder, viewer)
    press(again, "保存")
    assert page(plan).sheet.name == plan.short
    assert people(plan)[0] == 13.0


def test_what_no_longer_fits_is_offered_until_it_is_settled(viewer, opened, folder, plan):
    type_in(viewer, plan, "13")
    somebody_types(plan, 3, plan.at + 1, 15.0)
    live.find_app().board.look()
    for _ in range(2):
        again = same_browser(opened, folder, viewer)
        assert any(f"「{plan.people}」您填的“13”，现在是“15”" in each for each in said(again))
    press(again, "用我填的")
    assert not said(again)
    press(again, "保存")
    assert people(plan)[0] == 13.0
    assert not said(same_browser(opened, folder, viewer))


def test_what_is_typed_while_a_question_is_open_is_saved_too(viewer, plan):
    type_in(viewer, plan, "13")
    somebody_types(plan, 3, plan.at + 1, 15.0)
    press(viewer, "保存")
    type_in(viewer, plan, "13", new=plan.typed)
    viewer.radio[0].set_value("我的：13").run()
    press(viewer, "按所选保存")
    assert people(plan) == [13.0, 12.0, 8.0]


def test_a_question_that_changed_while_it_was_answered_is_asked_anew_and_told_so(viewer, plan):
    type_in(viewer, plan, "13")
    somebody_types(plan, 3, plan.at + 1, 15.0)
    press(viewer, "保存")
    assert not said(viewer)
    viewer.radio[0].set_value("我的：13").run()
    somebody_types(plan, 3, plan.at + 1, 16.0)
    press(viewer, "按所选保存")
    assert said(viewer) == ["您选的时候又有新的改动，请再看一遍。"]
    assert people(plan)[0] == 16.0
    assert viewer.radio[0].options == ["别人的：16", "我的：13"]
    viewer.radio[0].set_value("我的：13").run()
    press(viewer, "按所选保存")
    assert people(plan)[0] == 13.0


def test_another_browser_does_not_see_what_is_typed(viewer, opened, folder, plan):
    type_in(viewer, plan, "13")
    other = signed(opened(folder, PAGE, unit=plan.unit))
    (button,) = [each for each in other.button if each.label == "保存"]
    assert button.disabled


def test_typing_can_be_dropped(viewer, plan):
    type_in(viewer, plan, "13")
    press(viewer, "放弃未保存的修改")
    (button,) = [each for each in viewer.button if each.label == "保存"]
    assert button.disabled
    assert entries(plan)[0] == plan.row


def test_a_workbook_somebody_has_open_is_told_and_nothing_lost(viewer, folder, plan):
    type_in(viewer, plan, "13")
    mark = folder / f"~${plan.unit}.xlsx"
    mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
    press(viewer, "保存")
    for _ in range(2):
        assert any(each.startswith("李示例正用 WPS 或 Excel 打开着") for each in said(viewer))
        viewer.run()
    mark.unlink()
    press(viewer, "保存")
    assert people(plan)[0] == 13.0
    assert not any("打开着" in each for each in said(viewer))


def test_a_save_is_taken_back_with_one_click(viewer, plan):
    type_in(viewer, plan, "13")
    press(viewer, "保存")
    (box,) = [each for each in viewer.selectbox if each.label == "撤销哪一次"]
    box.select_index(0).run()
    press(viewer, "撤销这一次")
    assert entries(plan) == (plan.row, plan.later)
    assert done(viewer, "改动记录和历史版本") == ["1 行已存，1 行计入，0 行待改"]
    assert not offers_renewal(viewer)


def test_an_earlier_version_comes_back(viewer, folder, plan):
    before = (folder / f"{plan.unit}.xlsx").read_bytes()
    type_in(viewer, plan, "13")
    press(viewer, "保存")
    (box,) = [each for each in viewer.selectbox if each.label == "恢复整本工作簿"]
    box.select_index(0).run()
    press(viewer, "恢复这个版本")
    assert [each[:3] for each in done(viewer, "改动记录和历史版本")] == ["已换回"]
    assert (folder / f"{plan.unit}.xlsx").read_bytes() == before
    assert not offers_renewal(viewer)


def test_what_an_old_copy_overwrote_is_offered_again(viewer, folder, plan):
    old = (folder / f"{plan.unit}.xlsx").read_bytes()
    type_in(viewer, plan, "13")
    press(viewer, "保存")
    (folder / f"{plan.unit}.xlsx").write_bytes(old)
    live.find_app().board.look()
    viewer.run()
    assert any(f"{plan.people} 3→13" in each for each in said(viewer))
    press(viewer, "补回")
    assert people(plan)[0] == 13.0


def test_an_uploaded_workbook_is_taken_over_row_by_row(viewer, folder, plan):
    campaign = live.find_app().board.latest.campaign
    rows = (plan.row, plan.later, plan.third)
    sent = blank_workbook.build_unit_book(campaign, campaign.unit(plan.unit), {plan.ledger: rows})
    viewer.file_uploader[0].upload("回传.xlsx", sent).run()
    press(viewer, f"写入「{plan.ledger}」")
    assert entries(plan) == rows
    assert done(viewer, "下载、上传、粘贴") == ["1 行已存，1 行计入，0 行待改"]
    assert not offers_renewal(viewer)


def test_a_pasted_block_is_taken_over(viewer, plan):
    cells = [plan.typed.get(name, "") for name in plan.columns[: plan.at + 1]]
    (area,) = viewer.text_area
    area.set_value("\t".join(cells)).run()
    press(viewer, f"写入「{plan.ledger}」")
    assert entries(plan)[2] == plan.third
    assert not offers_renewal(viewer)


def test_what_a_pasted_block_holds_and_the_sheet_does_not_is_told(viewer, plan):
    names = plan.columns[: plan.at + 1]
    lines = ([*names, "天气"], [*(plan.typed.get(name, "") for name in names), "晴"])
    viewer.text_area[0].set_value("\n".join(map("\t".join, lines))).run()
    told = [each.value for each in viewer.warning if "没有列入" in each.value]
    assert [each.partition("：")[0] for each in told] == ["粘贴的内容里没有列入、不会写入的"]
    assert "的天气（" in told[0]


def test_a_block_that_can_be_read_in_two_ways_is_not_written(viewer):
    (area,) = viewer.text_area
    area.set_value('"甲\t乙"\n"丙\t丁"').run()
    assert said(viewer)[0].startswith("粘贴的内容里引号不成对")
    assert not [each for each in viewer.button if each.label.startswith("写入")]


def test_a_unit_without_a_workbook_begins_with_the_blank(opened, folder, plan):
    viewer = signed(opened(folder, PAGE, unit=plan.other))
    press(viewer, "新建工作簿")
    assert (folder / f"{plan.other}.xlsx").exists()
    assert plan.other in live.find_app().board.latest.books


QUICK = "pages/units/quick.py"
MOUNT = "40 25 0:41 / {} rw - fuse http://server/books/ rw"


def cautions(viewer):
    """How many warnings of a share that may write later are shown, each told once."""
    return sum("davfs2" in each.value for each in viewer.warning)


@pytest.mark.slow
def test_whoever_is_about_to_write_is_told_of_a_share_that_writes_later(opened, folder, plan):
    viewer = signed(opened(folder, PAGE, unit=plan.unit))
    live.find_app().files.follow_mounts(lambda: MOUNT.format(folder))
    quiet = cautions(viewer.run())
    type_in(viewer, plan, "5")
    assert cautions(viewer) == quiet + 1
    viewer.file_uploader[0].upload("回传.xlsx", build_book(plan, (plan.third,))).run()
    assert cautions(viewer) == quiet + 2
    assert cautions(signed(opened(folder, PAGE, unit=plan.other))) == 1
    phone = signed(opened(folder, QUICK, unit=plan.unit))
    assert not cautions(phone)
    name = find_required(plan, Text, Person)[0]
    fill(phone, plan, **{name: "示例"})
    assert cautions(phone) == 1


def fill(viewer, plan, **texts):
    """Type into the fields, and touch the options of the first row."""
    for name, text in texts.items():
        field(viewer.text_input, plan, name).set_value(text)
    for name in find_required(plan, Choice):
        pills, option = field(viewer.pills, plan, name), plan.row[plan.columns.index(name)]
        pills.set_value([option] if isinstance(pills.value, list) else option)
    return viewer.run()


def field(kind, plan, name, turn=0):
    return kind(key=f"quick-{plan.ledger}-{name}-{turn}")


def test_one_entry_is_filled_on_a_phone(opened, folder, plan):
    viewer = signed(opened(folder, QUICK, unit=plan.unit))
    day = plan.later[0]
    words = {name: f"示例{name}" for name in find_required(plan, Text, Person)}
    counted = {plan.columns[0]: f"{day:%-m月%-d日}-{day.day + 1}日", plan.people: "30余人次"}
    fill(viewer, plan, **words, **counted)
    press(viewer, "保存这一条")
    assert (said(viewer), told(viewer)) == ([], ["1 行已存，1 行计入，0 行待改"])
    first = dict(zip(plan.columns, plan.row, strict=False))
    chosen = {name: first[name] for name in find_required(plan, Choice)}
    kept = words | counted | chosen
    assert entries(plan)[2] == tuple(map(kept.get, plan.columns[: plan.at + 1]))
    assert not field(viewer.text_input, plan, plan.people, turn=1).value


def test_that_nothing_can_be_saved_is_said_on_a_phone_before_anybody_fills(opened, folder, plan):
    book = folder / f"{plan.unit}.xlsx"
    book.chmod(0o444)
    viewer = signed(opened(folder, QUICK, unit=plan.unit))
    assert ["设成了只读" in each for each in said(viewer)] == [True]
    book.chmod(0o644)
    live.find_app().board.look()
    assert said(viewer.run()) == []


def test_an_entry_that_lacks_something_is_not_saved_and_says_what(opened, folder, plan):
    viewer = signed(opened(folder, QUICK, unit=plan.unit))
    press(viewer, "保存这一条")
    assert said(viewer) == ["还没有填，没有保存。"]
    fill(viewer, plan, **{plan.columns[0]: str(plan.later[0]), plan.people: "8"})
    press(viewer, "保存这一条")
    lacking = "".join(f"「{name}」" for name in find_required(plan, Text, Person))
    for _ in range(2):
        assert said(viewer) == [f"没有保存，还缺{lacking}；填好再点一次。"]
        viewer.run()
    assert (entries(plan), told(viewer)) == ((plan.row, plan.later), [])


def test_a_reload_keeps_an_entry_that_was_begun(opened, folder, plan):
    viewer = signed(opened(folder, QUICK, unit=plan.unit))
    fill(viewer, plan, **{plan.people: "30余人"})
    again = same_browser(opened, folder, viewer, QUICK)
    assert field(again.text_input, plan, plan.people).value == "30余人"
    chosen = [field(again.pills, plan, name) for name in find_required(plan, Choice)]
    options = [field(viewer.pills, plan, name).value for name in find_required(plan, Choice)]
    assert [each.value for each in chosen] == options
    assert all(options)


def test_a_returned_report_says_why_until_it_is_mended(opened, folder, plan):
    office = signed(opened(folder, "pages/office/review.py", unit=plan.unit))
    office.text_area[0].set_value(f"请写明{plan.people}").run()
    press(office, "退回")
    viewer = signed(opened(folder, PAGE, unit=plan.unit))
    assert any(f"退回：请写明{plan.people}" in each for each in said(viewer))
    press(type_in(viewer, plan, "13"), "保存")
    assert not any("退回" in each for each in said(viewer))


def test_a_locked_report_is_told_and_can_be_opened(opened, folder, plan):
    press(signed(opened(folder, "pages/office/review.py", unit=plan.unit)), "锁定全部单位")
    viewer = signed(opened(folder, PAGE, unit=plan.unit))
    press(type_in(viewer, plan, "13"), "保存")
    for _ in range(2):
        assert viewer.error[0].value.startswith(
            f"报送已于{plan.campaign.deadline:%-m月%-d日}截止并锁定"
        )
        viewer.run()
    assert entries(plan)[0] == plan.row
    press(signed(opened(folder, "pages/office/review.py", unit=plan.unit)), "放开这个单位")
    press(viewer, "保存")
    assert people(plan)[0] == 13.0


def test_in_a_synced_folder_one_writes_beside_the_workbook(opened, folder, plan):
    declared = folder / "campaign" / "campaign.toml"
    text = declared.read_text("utf-8")
    declared.write_text(text.replace("side_books = false", "side_books = true"), "utf-8")
    viewer = signed(opened(folder, PAGE, unit=plan.unit))
    press(viewer, "新建补充工作簿")
    assert (folder / f"{plan.unit}_系统填报.xlsx").exists()
    assert f"{plan.ledger}（{plan.ledger}〔系统填报〕）" in viewer.button_group[0].options
