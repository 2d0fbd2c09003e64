import dataclasses
import datetime as dt

import pytest

from kjr.campaign.columns import Person, Text
from kjr.campaign.model import FilingColumns
from kjr.editing import filing, review
from kjr.editing.filing import FilingForm
from kjr.editing.saving import Saved
from kjr.errors import KjrError
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import build_standings
from kjr.state.acts import ActKind
from tests.desk import HEAD, MINE, UNIT, A, lay_desk, page, pages, put
from tests.small import NOON, PRESS, SMALL, SUMMARY, VISITS

BOTH = FilingForm(frozenset({"书面总结", "电子版"}), "何示例")
NIL = FilingForm(frozenset(), "何示例", is_nil=True)
TICKS = (dataclasses.replace(column, required=True) for column in SUMMARY.columns[:2])
WRITTEN = dataclasses.replace(
    SUMMARY, columns=(*TICKS, *SUMMARY.columns[2:], Person("填报人", private=True), Text("备注"))
)
CAMPAIGN = dataclasses.replace(
    SMALL,
    ledgers=(VISITS, PRESS, WRITTEN),
    filing=FilingColumns("总结报送", ("书面总结", "电子版"), "填报人", "备注"),
)
FIELDS = ("书面总结", "电子版", "报送日期", "填报人", "备注")
AS_FORM = tuple((name, None) for name in FIELDS)


@pytest.fixture
def desk(tmp_path):
    return lay_desk(tmp_path, CAMPAIGN)


def filled(desk, *rows, summary=(FIELDS,)):
    put(desk, *rows, summary=summary)
    return pages(desk)


def file(desk, form):
    return filing.file_report(desk, pages(desk), form, MINE)


def summary(desk):
    (entry,) = page(desk, "总结报送").entries
    return entry.values


def standing(desk):
    held = desk.store.versions().books[UNIT]
    books = {UNIT: Book(UNIT, held, NOON, pages(desk))}
    snapshot = Snapshot(CAMPAIGN, NOON, 1, books)
    return next(each for each in build_standings(snapshot) if each.unit.name == UNIT)


@pytest.mark.parametrize("layout", [(FIELDS,), AS_FORM])
def test_filing_writes_ticks_day_and_person_into_the_workbook(desk, layout):
    filled(desk, A, summary=layout)
    assert isinstance(file(desk, BOTH), Saved)
    assert summary(desk) == {
        "书面总结": "已交",
        "电子版": "已交",
        "报送日期": dt.date(2019, 6, 8),
        "填报人": "何示例",
    }
    assert standing(desk).filing.state is FilingState.ON_TIME


def test_filing_again_changes_the_same_row(desk):
    filled(desk, A)
    file(desk, BOTH)
    file(desk, BOTH._replace(ticked=frozenset({"电子版"}), person="林示例"))
    assert (summary(desk)["书面总结"], summary(desk)["填报人"]) == ("未交", "林示例")
    assert filing.read_filing_ticks(CAMPAIGN.filing, CAMPAIGN, pages(desk)) == {"电子版"}


def test_the_journal_tells_who_filed_what_was_in_and_what_was_missing(desk):
    filled(desk, A, (*A[:2], "若干"))
    file(desk, BOTH)
    act = review.find_last_filings(desk.journal.acts())[UNIT]
    assert (act.kind, act.who) == (ActKind.FILED, "张示例")
    assert act.note == "责任人何示例；已交书面总结、电子版；没有内容：宣传报道；1 处错改好才计入"


def test_a_nil_report_stands_in_the_workbook_and_counts_as_filed(desk):
    filled(desk)
    file(desk, NIL)
    assert summary(desk)["备注"] == "零报告"
    assert standing(desk).filling is FillingState.NIL
    assert not standing(desk).filing.is_filed
    assert review.find_last_filings(desk.journal.acts())[UNIT].kind is ActKind.NIL


def test_a_unit_that_files_after_all_takes_its_nil_report_back(desk):
    filled(desk)
    file(desk, NIL)
    filled(desk, A, summary=page(desk, "总结报送").sheet.rows)
    assert standing(desk).filling is FillingState.FILLED
    file(desk, BOTH)
    assert "备注" not in summary(desk)
    assert standing(desk).filing.state is FilingState.ON_TIME


def test_the_journal_tells_of_a_nil_report_who_answers_for_it_and_that_nothing_is_in(desk):
    filled(desk)
    file(desk, NIL)
    act = desk.journal.acts()[-1]
    assert (act.kind, act.unit, act.note) == (ActKind.NIL, UNIT, "责任人何示例；都还没有交")
    file(desk, NIL._replace(ticked=frozenset({"电子版"})))
    assert desk.journal.acts()[-1].note == "责任人何示例；已交电子版"


def test_what_stands_where_a_nil_report_would_and_is_none_stays(desk):
    filled(desk, A, summary=(FIELDS, ("未交", "未交", None, None, "另附材料")))
    file(desk, BOTH)
    assert summary(desk)["备注"] == "另附材料"
    filled(desk, summary=page(desk, "总结报送").sheet.rows)
    file(desk, NIL)
    assert summary(desk)["备注"] == "零报告"


def test_filing_goes_below_a_note_and_into_no_second_row(desk):
    filled(desk, A, summary=(FIELDS, ("注：请按时报送",)))
    file(desk, BOTH)
    file(desk, BOTH._replace(person="林示例"))
    rows = page(desk, "总结报送").sheet.rows
    assert [row[3] for row in rows[1:] if len(row) > 3] == ["林示例"]


def test_what_is_missing_is_told_ledger_by_ledger_and_in_cells(desk):
    def gaps(*rows):
        return list(filing.list_filing_gaps(CAMPAIGN, filled(desk, *rows)))

    assert gaps() == ["没有内容：走访慰问、宣传报道"]
    assert gaps(A) == ["没有内容：宣传报道"]
    assert gaps(A, (*A[:2], "若干"), (None, *A[1:])) == ["没有内容：宣传报道", "2 处错改好才计入"]
    assert list(filing.list_filing_gaps(CAMPAIGN, ())) == ["没有内容：走访慰问、宣传报道"]


@pytest.mark.parametrize(
    ("row", "ticks"),
    [
        (("已交", "未交"), {"书面总结"}),
        (("已交", "已交"), {"书面总结", "电子版"}),
        ((None, "未交"), set()),
    ],
)
def test_what_has_been_handed_in_is_what_the_workbook_says(desk, row, ticks):
    seen = filled(desk, A, summary=(FIELDS, (*row, None, "何示例")))
    assert filing.read_filing_ticks(CAMPAIGN.filing, CAMPAIGN, seen) == ticks


@pytest.mark.parametrize(
    ("rows", "form", "why"),
    [
        ((A,), NIL, "台账里已有1条内容，不能报零报告"),
        ((), BOTH, "各本台账都还没有内容"),
        ((A,), BOTH._replace(person=""), "请写明责任人"),
    ],
)
def test_an_act_that_the_content_contradicts_is_refused(desk, rows, form, why):
    before = filled(desk, *rows)
    with pytest.raises(KjrError, match=why):
        file(desk, form)
    assert pages(desk) == before
    assert desk.journal.acts() == ()


def test_a_workbook_without_the_sheet_or_the_field_is_told(desk):
    filled(desk, summary=(HEAD,))
    with pytest.raises(KjrError, match="没有「总结报送」这张表"):
        file(desk, NIL)
    filled(desk, summary=(FIELDS[:-1],))
    with pytest.raises(KjrError, match="「总结报送」里没有「备注」这一格"):
        file(desk, NIL)
