import dataclasses
import datetime as dt
from functools import partial

import pytest

from kjr.editing import whole_books
from kjr.editing.saving import save_page
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.state import journal
from kjr.state.acts import Act, ActKind
from kjr.state.engine import turns
from kjr.state.journal import Journal
from kjr.store.base import Sheet
from kjr.store.xlsx import workbook
from tests.desk import HEAD, MINE, NEW, UNIT, A, B, C, lay_desk, page, pages, put, retyped, rows
from tests.small import SMALL
from tests.store.files import xlsx

MORE = (*B[:2], 13.0)


@pytest.fixture
def desk(tmp_path):
    desk = lay_desk(tmp_path)
    put(desk, A, B, C)
    return desk


def sent(*lines, head=HEAD, name="走访"):
    return Sheet(UNIT, name, (head, *lines))


def proposal(desk, sheet):
    (only,) = whole_books.build_proposals(pages(desk), parse_book([sheet], SMALL))
    return only


def test_a_workbook_sent_in_is_compared_row_by_row(desk):
    brought = proposal(desk, sent(C, MORE, NEW))
    assert [(wish.at, list(wish.cells)[-1]) for wish in brought.wishes] == [
        (4, ("走访人次", 12.0, 13.0)),
        (None, ("走访人次", None, 8.0)),
    ]
    assert brought.missing == 1
    save_page(desk, whole_books.accept_wishes(*brought[:2]), brought.page, MINE)
    assert rows(desk) == (A, MORE, C, NEW)


def test_what_a_file_of_text_holds_is_typed_as_people_type_it_and_makes_no_row_twice(desk):
    put(desk, A, B, head=HEAD)
    day, place, number = B
    lines = [
        HEAD,
        (f"{A[0]:%Y/%-m/%-d}", A[1], f"{A[2]:g}"),
        (f"{day:%Y/%-m/%-d}", place, "1,300"),
        ("2019/6/1", "示例小学", "20"),
        ("6月2日", "示例中学", "30余人"),
    ]
    text = "".join(f'"{line[0]}","{line[1]}","{line[2]}"\r\n' for line in lines)
    sheets = workbook.read_sheets(text.encode("gb18030"), UNIT)
    (brought,), left = whole_books.propose_sent(pages(desk), sheets, SMALL)
    assert [(wish.at, list(wish.cells)) for wish in brought.wishes[:1]] == [
        (4, [(HEAD[2], number, 1300.0)])
    ]
    save_page(desk, whole_books.accept_wishes(*brought[:2]), brought.page, MINE)
    new = (dt.date(2019, 6, 1), "示例小学", 20.0), ("6月2日", "示例中学", "30余人")
    assert rows(desk) == (A, (day, place, 1300.0), *new)
    assert left == ()


def test_one_that_brings_nothing_new_says_so(desk):
    assert proposal(desk, sent(C, B)).wishes == ()


def test_of_two_tables_of_a_ledger_the_first_is_compared(desk):
    second = xlsx({"走访慰问": ((), HEAD, A, B, C), "走访补充": (HEAD, NEW)})
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(second)
    (brought,) = whole_books.build_proposals(
        pages(desk), parse_book([sent(A, MORE), sent(NEW, name="另一张")], SMALL)
    )
    assert brought.page.sheet.name == "走访慰问"
    assert [list(wish.cells) for wish in brought.wishes] == [[("走访人次", 12.0, 13.0)]]


def test_what_is_not_taken_up_of_a_workbook_sent_in_is_told(desk):
    stray = Sheet(UNIT, "通讯录", (("姓名", "电话"), ("林示例", "1")))
    empty = Sheet(UNIT, "空表", ())
    wider = sent((*A, "何示例", "备用"), (*NEW, None, None), head=(*HEAD, "带队人", "天气"))
    brought = parse_book([stray, empty, wider], SMALL)
    told = [*whole_books.describe_left_out(pages(desk), brought)]
    assert [said.partition("（")[0] for said in told] == [
        "「通讯录」整张",
        "「走访」的带队人、天气",
    ]
    both = [*pages(desk), *parse_book([stray], SMALL)]
    assert len([*whole_books.describe_left_out(both, brought)]) == 1
    assert [*whole_books.describe_left_out([], parse_book([sent(A)], SMALL))] == [
        "「走访」整张（现有的工作簿里没有这样的走访慰问）"
    ]
    assert [*whole_books.describe_left_out(pages(desk), parse_book([sent(A)], SMALL))] == []


FORM = (("书面总结", "已交"), ("电子版", "已交"), ("报送日期", None), ("主要做法", None))


def left_out(now, *sheets):
    return [*whole_books.describe_left_out(now, parse_book(sheets, SMALL))]


def test_each_sheet_that_is_left_out_is_told_with_its_reason(desk):
    now = pages(desk)
    second = sent(NEW, name="另一张")
    assert left_out(now, sent(A), second) == [
        "「另一张」整张（和「走访」同是走访慰问，只列入一张）"
    ]
    assert left_out(now[:1], Sheet(UNIT, "总结", FORM)) == [
        "「总结」整张（现有的工作簿里没有这样的总结报送）"
    ]
    assert left_out(now, Sheet(UNIT, "总结", FORM)) == []
    stray = Sheet(UNIT, "通讯录", (("姓名", "电话"), ("林示例", "1")))
    (why,) = left_out(now, stray)
    (reason,) = [each.reason for each in parse_book([stray], SMALL)]
    assert reason and why == f"「通讯录」整张（{reason}）"


def test_a_table_is_compared_with_no_form_and_a_form_with_no_table(desk):
    (form,) = [each for each in pages(desk) if each.fields]
    columns = {name: number for number, name in enumerate(form.fields, 1)}
    table = form._replace(fields={}, header_row=1, columns=columns)
    for now, brought in ((form, table), (table, form)):
        assert whole_books.build_proposals([now], [brought]) == ()
        assert [*whole_books.describe_left_out([now], [brought])] == [
            "「总结报送」整张（现有的工作簿里没有这样的总结报送）"
        ]
    for each in (form, table):
        assert len(whole_books.build_proposals([each], [each])) == 1


def test_a_field_for_which_a_form_has_no_place_is_told_if_it_is_filled(desk):
    now = [each for each in pages(desk) if each.fields]
    narrow = [each._replace(fields=dict([*each.fields.items()][:2])) for each in now]
    filled = Sheet(UNIT, "总结", (*FORM[:3], ("主要做法", "讲座")))
    assert left_out(narrow, filled) == ["「总结」的主要做法（现有的表里没有这一列）"]
    (brought,) = whole_books.build_proposals(narrow, parse_book([filled], SMALL))
    ((wish),) = brought.wishes
    assert (wish.row, wish.at, [*wish.cells]) == (0, 0, [("书面总结", None, "已交")])
    assert brought.missing == 0
    same = Sheet(UNIT, "总结", (("书面总结", None), *FORM[1:]))
    (nothing,) = whole_books.build_proposals(now, parse_book([same], SMALL))
    assert (nothing.wishes, nothing.missing) == ((), 0)


def test_rows_that_the_file_lacks_are_counted_but_for_totals(desk):
    put(desk, A, B, C, ("合计", None, 20.0))
    assert proposal(desk, sent(B)).missing == 2
    assert proposal(desk, sent(A, MORE, C)).missing == 0


def test_what_is_pasted_is_read_as_if_typed_but_stays_what_reads_the_same(desk):
    (day, place, _), text = NEW, "2019-6-3\t示例社区\t8\n2019-05-28\t示例医院\t13\n"
    (brought,), left = whole_books.propose_pasted(page(desk), text, SMALL)
    assert left == ()
    new, changed = sorted(brought.wishes, key=lambda wish: wish.row)
    assert [*new.wanted.values()] == [day, place, 8.0]
    assert [*changed.cells] == [("走访人次", 12.0, 13.0)]
    assert type(changed.wanted["走访日期"]) is type(changed.base["走访日期"])
    there = page(desk)
    assert whole_books.type_page(there, SMALL) == there  # what is no text is let be


def test_only_accepted_rows_are_written(desk):
    brought = proposal(desk, sent(C, MORE, NEW))
    save_page(desk, whole_books.accept_wishes(brought.page, brought.wishes[1:]), brought.page, MINE)
    assert rows(desk) == (A, B, C, NEW)


def test_other_columns_and_other_orders_are_understood(desk):
    head = ("序号", "走访人次", "走访日期", "走访地点/单位")
    brought = proposal(desk, sent((1, 8.0, NEW[0], NEW[1]), ("合计", 8.0), head=head))
    assert whole_books.accept_wishes(*brought[:2]).rows[5:] == (NEW,)


def test_a_form_sent_in_is_compared_field_by_field(desk):
    lines = (("书面总结", "已交"), ("电子版", "已交"), ("报送日期", None), ("主要做法", None))
    brought = proposal(desk, Sheet(UNIT, "总结报送", lines))
    assert whole_books.accept_wishes(*brought[:2]).rows[0] == ("书面总结", "已交")


PASTED = "2019-06-03\t示例社区\t8\n2019-06-04\t示例广场\t9\n"


@pytest.mark.parametrize("text", [PASTED, "\t".join(HEAD) + "\n" + PASTED])
def test_a_pasted_block_is_read_with_or_without_its_header(desk, text):
    brought = proposal(desk, whole_books.parse_pasted_text(page(desk), text))
    assert whole_books.accept_wishes(*brought[:2]).rows[5:] == (
        ("2019-06-03", "示例社区", "8"),
        ("2019-06-04", "示例广场", "9"),
    )


def test_a_pasted_block_without_a_header_gets_the_one_of_the_page_and_no_title(desk):
    seen = page(desk)
    assert whole_books.parse_pasted_text(seen, PASTED).rows[:2] == (
        HEAD,
        ("2019-06-03", "示例社区", "8"),
    )
    with_own = whole_books.parse_pasted_text(seen, "\t".join(HEAD) + "\n" + PASTED)
    assert len(with_own.rows) == 3


def test_one_word_of_the_header_in_a_pasted_row_makes_it_no_header(desk):
    row = ("2019-06-03", HEAD[1], "8")
    assert whole_books.parse_pasted_text(page(desk), "\t".join(row)).rows == (HEAD, row)


def test_a_form_pasted_onto_a_form_brings_what_it_says_and_else_is_told(desk):
    form = next(each for each in pages(desk) if each.fields)

    def paste(text):
        brought = parse_book([whole_books.parse_pasted_text(form, text)], SMALL)
        left = [*whole_books.describe_left_out([form], brought)]
        return whole_books.build_proposals([form], brought), left

    ((brought,), left) = paste("书面总结\t已交\n主要做法\t讲座\n")
    told = [(name, after) for wish in brought.wishes for name, _, after in wish.cells]
    assert (sorted(told), left) == ([("主要做法", "讲座"), ("书面总结", "已交")], [])
    (brought, (left,)) = paste("主要做法\t讲座\n")
    assert (len(brought), left.partition("（")[0]) == (0, f"「{form.sheet.name}」整张")


def test_a_unit_without_a_workbook_begins_with_the_blank(desk):
    blank = xlsx({"走访慰问": (HEAD,)})
    whole_books.begin_unit_book(desk, desk.store, "乙学会", blank, MINE)
    assert desk.store.content("乙学会") == blank
    with pytest.raises(KjrError, match="已经有了"):
        whole_books.begin_unit_book(desk, desk.store, "乙学会", blank, MINE)
    assert [act.outcome for act in desk.journal.acts("乙学会")] == [ActKind.DONE, ActKind.FAILED]


def test_an_earlier_version_comes_back(desk):
    before = desk.store.content(UNIT)
    seen = page(desk)
    save_page(desk, retyped(seen, A, MORE, C), seen, MINE)
    (version,) = desk.store.kept(UNIT)
    whole_books.restore_unit_book(desk, desk.store, UNIT, version, MINE)
    assert desk.store.content(UNIT) == before
    assert desk.journal.acts(UNIT)[-1].kind is ActKind.RESTORED
    assert len(desk.store.kept(UNIT)) == 2


def test_a_locked_report_is_not_restored_either(desk):
    save_page(desk, retyped(page(desk), A, B), page(desk), MINE)
    desk.journal.append(Act(MINE.now, "组宣部", "", ActKind.LOCKED))
    (version,) = desk.store.kept(UNIT)
    late = MINE._replace(now=MINE.now + dt.timedelta(days=8))
    for attempt in (
        lambda: whole_books.restore_unit_book(desk, desk.store, UNIT, version, late),
        lambda: whole_books.begin_unit_book(desk, desk.store, "乙学会", b"", late),
    ):
        with pytest.raises(KjrError, match="截止并锁定"):
            attempt()
    assert rows(desk) == (A, B)


def save(desk):
    save_page(desk, retyped(page(desk), A, B), page(desk), MINE)


def restore(desk):
    whole_books.restore_unit_book(desk, desk.store, UNIT, desk.store.kept(UNIT)[0], MINE)


def begin(desk):
    whole_books.begin_unit_book(desk, desk.store, "乙学会", xlsx({"走访慰问": (HEAD,)}), MINE)


def test_whatever_is_done_to_a_workbook_waits_for_its_turn(desk, place, monkeypatch):
    """Somebody else's may be on another machine, where no lock of the folder's store is seen."""
    desk = dataclasses.replace(desk, journal=Journal(place))
    save(desk)
    monkeypatch.setattr(journal, "hold_turn", partial(turns.hold_turn, patience=0.05))
    for act, unit in ((save, UNIT), (restore, UNIT), (begin, "乙学会")):
        with Journal(place).turn(unit), pytest.raises(KjrError, match="另一次保存还没有完成"):
            act(desk)
    done = desk.journal.acts()
    assert [act.kind for act in done] == [ActKind.SAVED]
    for act in (restore, begin):
        act(desk)
    assert [act.outcome for act in desk.journal.acts()] == [ActKind.DONE] * 3
