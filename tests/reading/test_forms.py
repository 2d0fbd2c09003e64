"""总结报送 as a vertical form, as headings with paragraphs, and as a plain table."""

import datetime as dt

import pytest

from kjr.store.base import CellMark, MarkKind
from tests.typed import read, told


def values(page):
    (entry,) = page.entries
    return entry.values


def test_labels_beside_their_values():
    page = read(
        """
        总结报送情况
        项目 | 内容 | 说明
        书面总结 | 已交 | 是否已送到组宣部
        电子版 | √ |
        报送日期 | 6月12日 | 两样都交齐的那天
        字数 | 约2600字 |
        主要做法 | 组织走访和讲座 | 写两三句
        存在问题 | 无 |
        填报人：示例甲 | | 联系电话：13800001234
        """,
        "总结报送",
    )
    assert values(page) == {
        "书面总结": "已交",
        "电子版": "已交",
        "报送日期": dt.date(2019, 6, 12),
        "字数": 2600,
        "主要做法": "组织走访和讲座",
        "填报人": "示例甲",
        "联系电话": "13800001234",
    }
    assert page.entries[0].about == {"字数"}
    assert page.entries[0].not_applicable == {"存在问题"}
    assert page.address(3, "字数") == "B6"


def test_two_labels_in_a_row():
    page = read("书面总结 | 已交 | 电子版 | 未交\n报送日期 | 6月12日 | 字数 | 2600", "总结")
    assert (values(page)["书面总结"], values(page)["电子版"]) == ("已交", "未交")


def test_headings_with_paragraphs_below():
    page = read(
        """
        贺兰县科协活动总结
        一、主要做法
        一是组织走访。
        二是开展讲座。
        （二）典型经验
        送服务下田。
        三、存在问题：宣传不够。
        """,
        "总结",
    )
    assert values(page) == {
        "主要做法": "一是组织走访。\n二是开展讲座。",
        "典型经验": "送服务下田。",
        "存在问题": "宣传不够。",
    }
    assert [problem.column for problem in page.problems] == ["书面总结"]
    assert "「电子版」也没有写" in page.problems[0].message
    assert page.problems[0].row == 0


def test_all_of_it_in_one_cell():
    page = read("活动总结⏎一、主要做法⏎组织走访。⏎二、典型经验⏎送服务下田。", "总结")
    assert values(page) == {"主要做法": "组织走访。", "典型经验": "送服务下田。"}


def test_a_plain_table_is_read_as_one():
    page = read("书面总结 | 电子版 | 报送日期\n已交 | 未交 | 6月12日", "总结报送")
    assert page.header_row == 1
    assert values(page)["电子版"] == "未交"


def test_a_form_nobody_has_filled_says_nothing():
    page = read("书面总结 |\n电子版 |\n主要做法 |", "总结报送")
    assert (page.ledger, page.entries, page.problems) == ("总结报送", (), ())


def test_required_answers_left_blank_keep_the_form_from_counting():
    page = read("书面总结 |\n电子版 |\n主要做法 | 组织走访", "总结报送")
    assert page.entries == ()
    assert told(page) == [("B1", "错"), ("B2", "错")]


@pytest.mark.parametrize("other", ["", "寄出"])
def test_one_part_of_the_report_counts_whatever_the_other_says(other):
    page = read(f"书面总结 | 已交\n电子版 | {other}\n主要做法 | 组织走访", "总结报送")
    assert [entry.values["书面总结"] for entry in page.entries] == ["已交"]
    assert [cell for cell, _ in told(page)] == ["B2"] * bool(other)


def test_a_blank_answer_has_its_place_but_a_blank_remark_has_none():
    page = read("书面总结 | 已交\n电子版 | 已交\n典型经验 |\n备注 |", "总结报送")
    assert page.fields == {"书面总结": (1, 2), "电子版": (2, 2), "典型经验": (3, 2)}
    assert (page.header_row, page.progress) == (None, 0)


def test_the_row_of_a_form_is_where_its_own_answers_begin():
    page = read(
        "填报人：示例甲\n联系电话：0951-6000000\n书面总结 | 已交\n电子版 | 已交", "总结报送"
    )
    assert page.entries[0].row == 3


@pytest.mark.parametrize("numbers", [("编号", 1, 2), ("编号", "", ""), ("", "", "")])
def test_a_table_whose_other_headers_are_unknown_is_no_form(numbers):
    rows = ("主要做法 | 存在问题 | 意见建议", "组织走访 | 宣传不够 | 提早印发", "讲座 | 人少 | 钱")
    lines = (f"{number} | {row}" for number, row in zip(numbers, rows, strict=True))
    page = read("\n".join(lines), "Sheet1")
    assert page.entries == ()
    assert [str(problem.level) for problem in page.problems] == ["疑"]


def test_what_stands_for_no_column_is_named_and_swells_no_other_answer():
    page = read(
        """
        工作总结
        书面总结 | 已交
        报送方式 | 邮寄
        主要做法 | 组织走访。
         | 举办讲座。
        领导重视程度 | 高度重视
        存在问题 | 宣传不够
        填报人：示例某 | 2019年6月10日
        """,
        "总结报送",
    )
    values = page.entries[0].values if page.entries else {}
    assert values["主要做法"] == "组织走访。\n举办讲座。"
    told = [each.message for each in page.problems if "没有对上的项" in each.message]
    assert told == ["没有对上的项：报送方式、领导重视程度"]


FORM = "书面总结 | 已交\n电子版 | 已交\n报送日期 | 2019-06-10"


def test_only_what_is_filled_once_is_a_form_and_only_a_short_sheet():
    visit = "走访日期 | 5.27\n走访地点/单位 | 示例厂\n带队人 | 示例甲\n走访人次 | 3"
    assert read(visit, "走访慰问").fields == {}
    filled = [read(FORM + "\n甲" * (rows - 3), "总结报送").fields for rows in (400, 401)]
    assert [bool(each) for each in filled] == [True, False]


@pytest.mark.parametrize(("letters", "is_told"), [(11, False), (12, True)])
def test_a_label_with_more_than_a_name_behind_it_is_no_signature(letters, is_told):
    page = read(f"{FORM}\n单位负责人：{'甲' * letters}", "总结报送")
    assert any("没有对上的项" in problem.message for problem in page.problems) == is_told


def test_what_is_struck_out_of_a_form_is_told_at_its_cell():
    page = read(FORM, "总结报送", marks=(CellMark(2, 2, MarkKind.STRUCK),))
    assert [entry.values.get("电子版") for entry in page.entries] in ([None], [])
    assert "B2" in [problem.cell for problem in page.problems]


def test_a_rule_of_a_form_is_told_for_the_whole_sheet():
    page = read(FORM, "总结报送", marks=(CellMark(1, 2, MarkKind.RULED, "B1:B3"),))
    (problem,) = page.problems
    assert (problem.row, str(problem.level)) == (0, "疑")


def test_one_row_below_labels_side_by_side_makes_them_a_header():
    page = read("主要做法 | 存在问题 | 意见建议\n组织走访 | 宣传不够 | 提早印发", "Sheet1")
    assert (page.fields, page.entries) == ({}, ())


@pytest.mark.parametrize(("blanks", "is_label"), [(12, True), (13, False)])
def test_a_label_has_sixteen_letters_at_most(blanks, is_label):
    page = read(f"{FORM}\n主{' ' * blanks}要做法 | 走访", "总结报送")
    assert (values(page).get("主要做法") == "走访") == is_label


def test_paragraphs_below_their_heading_stay_its_own_though_something_stands_beside_them():
    page = read(f"{FORM}\n主要做法\n一是走访。 | 附照片\n二是讲座。 | 附照片", "总结报送")
    assert values(page)["主要做法"] == "一是走访。\n二是讲座。"


def test_what_stands_for_no_column_is_told_at_its_first_row():
    page = read(f"报送方式 | 邮寄\n{FORM}\n天气 | 晴\n温度 | 20", "总结报送")
    (problem,) = page.problems
    assert (problem.row, problem.message) == (1, "没有对上的项：报送方式、天气、温度")


def test_a_label_nobody_knows_ends_an_answer_though_its_value_stands_a_column_further():
    page = read(f"{FORM}\n主要做法 | | 组织走访\n领导重视程度 | | 高度重视", "总结报送")
    assert values(page)["主要做法"] == "组织走访"


def test_a_note_on_an_answer_of_a_form_is_told_at_its_cell():
    page = read(FORM, "总结报送", marks=(CellMark(2, 2, MarkKind.NOTE, "改为未交"),))
    assert told(page) == [("B2", "疑")]


@pytest.mark.parametrize(("letters", "made"), [(16, "组织走访"), (17, "组织走访\n高度重视")])
def test_a_label_nobody_knows_has_sixteen_letters_at_most(letters, made):
    page = read(f"{FORM}\n主要做法 | 组织走访\n{'重' * letters} | 高度重视", "总结报送")
    assert values(page)["主要做法"] == made


@pytest.mark.parametrize(("letters", "is_told"), [(22, False), (23, True)])
def test_a_line_that_signs_has_less_than_thirty_letters(letters, is_told):
    line = f"负责人（{'甲' * (letters - 2)}）：示例某"
    page = read(f"{FORM}\n{line}", "总结报送")
    assert len(line) == letters + 7
    assert any("没有对上的项" in problem.message for problem in page.problems) == is_told


def test_a_line_below_the_rows_makes_a_table_no_form():
    head = "主要做法 | 存在问题 | 意见建议\n组织走访 | 宣传不够 | 提早印发"
    assert read(f"{head}\n以上", "Sheet1").fields == {}


def test_what_is_struck_out_in_the_first_row_of_a_form_is_told_too():
    page = read(FORM, "总结报送", marks=(CellMark(1, 2, MarkKind.STRUCK),))
    assert "B1" in [problem.cell for problem in page.problems]


def test_a_line_of_words_alone_ends_no_answer():
    page = read(f"{FORM}\n主要做法 | 组织走访\n（接上）\n | 三是培训", "总结报送")
    assert values(page)["主要做法"] == "组织走访\n三是培训"


def test_a_label_may_stand_in_the_second_line_of_a_cell():
    page = read(f"{FORM}\n活动总结⏎主要做法⏎组织走访。", "总结报送")
    assert values(page)["主要做法"] == "组织走访。"


def test_what_was_typed_is_told_with_what_is_wrong_of_it():
    page = read("书面总结 | 寄出\n电子版 | 寄出\n主要做法 | 走访", "总结报送")
    assert [(each.cell, each.raw) for each in page.problems] == [("B1", "寄出"), ("B2", "寄出")]


def test_a_label_nobody_knows_above_all_others_is_named():
    page = read(
        """
        总结标题 | 关于科技工作者日的总结
        书面总结 | 已交
        电子版 | 已交
        主要做法 | 走访
        """,
        "总结报送",
    )
    assert [entry.values["书面总结"] for entry in page.entries] == ["已交"]
    assert [problem.message for problem in page.problems] == ["没有对上的项：总结标题"]


def test_labels_above_a_last_line_that_is_a_header_are_named():
    page = read(
        """
        填报人 | 示例甲
        总结标题 | 关于科技工作者日的总结
        书面总结 | 电子版 | 报送日期
        已交 | 已交 | 6月12日
        """,
        "总结报送",
    )
    assert [entry.values["书面总结"] for entry in page.entries] == ["已交"]
    assert [problem.message for problem in page.problems] == ["表头上面的填报人、总结标题没有读"]
