import pytest

from kjr.store.google.blanks import BlankColumn, BlankSheet, prepare_spreadsheet
from tests.store.google.at_google import ROWS, VISITS, open_office

KINDS = ("入户", "座谈")
VISIT_FORM = BlankSheet(
    VISITS,
    "走访慰问台账",
    (
        BlankColumn("走访日期", "day", required=True, note="写成 2019-05-30"),
        BlankColumn("走访对象"),
        BlankColumn("走访人次", "number", required=True),
        BlankColumn("走访方式", "choice", options=KINDS),
    ),
)
FORMS = (VISIT_FORM, BlankSheet("意见建议", "意见建议台账", (BlankColumn("意见", required=True),)))


@pytest.fixture
def office():
    with open_office() as office:
        yield office


@pytest.fixture
def blank(office):
    """A spreadsheet as a person makes it: one empty sheet."""
    office.add("甲学会", {"工作表1": []})
    return office.store.book("甲学会")


def facts(office, book):
    return office.http.ask("get", book.url, params={"includeGridData": True})


def test_an_empty_spreadsheet_becomes_a_blank(office, blank):
    office.calls()
    assert prepare_spreadsheet(blank, FORMS) == [VISITS, "意见建议"]
    assert office.calls() == {"read": 1, "write": 1}
    visits, advice = office.store.read("甲学会")
    header = tuple(heading.name for heading in VISIT_FORM.headings)
    assert visits.rows == (("走访慰问台账",), header)
    assert (visits.name, advice.name) == (VISITS, "意见建议")


def test_the_header_stays_in_sight_and_warns_before_it_changes(office, blank):
    prepare_spreadsheet(blank, FORMS)
    sheet = facts(office, blank)["sheets"][0]
    assert sheet["properties"]["gridProperties"]["frozenRowCount"] == 2
    (protected,) = sheet["protectedRanges"]
    area = protected["range"]
    assert (protected["warningOnly"], area["endRowIndex"]) == (True, 2)
    assert area.get("startRowIndex", 0) == 0
    assert sheet["data"][0]["rowData"][1]["values"][0]["note"] == "写成 2019-05-30"


RED = {"red": 0.753, "green": 0.224, "blue": 0.169}
BLUE = {"red": 0.106, "green": 0.373, "blue": 0.667}
WHITE = {"red": 1, "green": 1, "blue": 1}


def test_a_header_is_white_on_red_where_required_and_on_blue_elsewhere(office, blank):
    prepare_spreadsheet(blank, FORMS)
    title, header = facts(office, blank)["sheets"][0]["data"][0]["rowData"][:2]
    look = title["values"][0]["userEnteredFormat"]["textFormat"]
    assert (look["bold"], look["fontSize"]) == (True, 14)
    looks = [cell["userEnteredFormat"] for cell in header["values"]]
    assert [each["backgroundColor"] for each in looks] == [RED, BLUE, RED, BLUE]
    for each in looks:
        text = each["textFormat"]
        assert (text["bold"], text["foregroundColor"]) == (True, WHITE)
        assert (each["horizontalAlignment"], each["wrapStrategy"]) == ("CENTER", "WRAP")


def test_columns_are_as_wide_as_what_stands_in_them_and_two_hundred_rows_long(office, blank):
    prepare_spreadsheet(blank, FORMS)
    sheet = facts(office, blank)["sheets"][0]
    widths = [each["pixelSize"] for each in sheet["data"][0]["columnMetadata"]]
    assert widths == [110, 180, 90, 130]
    grid = sheet["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (200, 4)
    rows = sheet["data"][0]["rowData"]
    ruled = [n for n, row in enumerate(rows) if "dataValidation" in row.get("values", [{}])[0]]
    assert (ruled[0], ruled[-1]) == (2, 199)
    shown = rows[2]["values"][0]["userEnteredFormat"]["numberFormat"]
    assert (shown["type"], shown["pattern"]) == ("DATE", "yyyy-mm-dd")


def test_a_number_must_not_be_negative_and_a_list_has_its_limit(office):
    office.add("乙学会", {"工作表1": []})
    words = tuple(f"选项{n}" for n in range(501))
    columns = (BlankColumn("人次", "number"), BlankColumn("方式", "choice", options=words))
    prepare_spreadsheet(office.store.book("乙学会"), (BlankSheet("走访", "走访", columns),))
    row = facts(office, office.store.book("乙学会"))["sheets"][0]["data"][0]["rowData"][2]
    number, choice = (cell["dataValidation"] for cell in row["values"])
    assert number["condition"]["values"] == [{"userEnteredValue": "0"}]
    assert len(choice["condition"]["values"]) == 500
    assert (number["showCustomUi"], choice["showCustomUi"]) == (True, True)


def test_rules_warn_and_never_refuse(office, blank):
    prepare_spreadsheet(blank, FORMS)
    first = facts(office, blank)["sheets"][0]["data"][0]["rowData"][2]["values"]
    rules = [cell.get("dataValidation") for cell in first]
    assert [rule and rule["condition"]["type"] for rule in rules] == [
        "DATE_IS_VALID",
        None,
        "NUMBER_GREATER_THAN_EQ",
        "ONE_OF_LIST",
    ]
    assert not any(rule.get("strict") for rule in rules if rule)
    told = [rule and rule.get("inputMessage") for rule in rules]
    assert told == ["写成 2019-05-30", None, None, None]
    assert [value["userEnteredValue"] for value in rules[3]["condition"]["values"]] == [*KINDS]


def test_a_day_typed_by_a_person_is_a_day(office, blank):
    prepare_spreadsheet(blank, FORMS)
    person = office.person(blank.id).worksheet(VISITS)
    person.update([["2019-05-30", "0042", 3]], "A3", value_input_option="USER_ENTERED")
    day, text, count = office.store.read("甲学会")[0].rows[2]
    assert (day.isoformat(), text, count) == ("2019-05-30", "0042", 3.0)


def test_dates_and_zone_are_chinese(office, blank):
    prepare_spreadsheet(blank, FORMS)
    properties = facts(office, blank)["properties"]
    assert (properties["locale"], properties["timeZone"]) == ("zh_CN", "Asia/Shanghai")


def test_what_people_typed_is_left_alone(office):
    office.add("甲学会", {VISITS: ROWS, "备忘": [["别删"]], "空": []})
    book = office.store.book("甲学会")
    assert prepare_spreadsheet(book, FORMS) == ["意见建议"]
    names = {sheet.name: sheet.rows for sheet in office.store.read("甲学会")}
    assert names[VISITS] == ROWS
    assert set(names) == {VISITS, "备忘", "意见建议"}


def test_a_second_run_finds_nothing_to_do(office, blank):
    prepare_spreadsheet(blank, FORMS)
    office.calls()
    assert prepare_spreadsheet(blank, FORMS) == []
    assert office.calls() == {"read": 1}


def test_no_rule_reaches_beyond_its_own_column(office, blank, monkeypatch):
    sent, ask = [], office.http.ask

    def note(method, *what, **how):
        sent.extend(how.get("json", {}).get("requests", ()))
        return ask(method, *what, **how)

    monkeypatch.setattr(office.http, "ask", note)
    prepare_spreadsheet(blank, FORMS)
    kinds = {
        "repeatCell": ("range", "startColumnIndex", "endColumnIndex"),
        "setDataValidation": ("range", "startColumnIndex", "endColumnIndex"),
        "updateDimensionProperties": ("range", "startIndex", "endIndex"),
    }
    spans = [
        (kind, request[kind][area][start], request[kind][area][end])
        for request in sent
        for kind, (area, start, end) in kinds.items()
        if kind in request
    ]
    assert {end - start for _, start, end in spans} == {1}
    widths = [start for kind, start, _ in spans if kind == "updateDimensionProperties"]
    assert widths == [0, 1, 2, 3, 0]


def test_only_a_choice_with_options_gets_a_list(office):
    office.add("乙学会", {"工作表1": []})
    columns = (
        BlankColumn("方式", "choice"),
        BlankColumn("备注", options=KINDS),
        BlankColumn("去向", "choice", options=KINDS),
    )
    prepare_spreadsheet(office.store.book("乙学会"), (BlankSheet("走访", "走访", columns),))
    row = facts(office, office.store.book("乙学会"))["sheets"][0]["data"][0]["rowData"][2]
    assert ["dataValidation" in cell for cell in row["values"]] == [False, False, True]
