"""The local Google, asked over plain HTTP what the documents say it answers."""

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.google_server.serve import serving

ROOT = Path(__file__).parents[2]
RAW = {"valueInputOption": "RAW"}
TYPED = {"valueInputOption": "USER_ENTERED"}
PLAIN = {"valueRenderOption": "UNFORMATTED_VALUE"}


class Google:
    """A spreadsheet on a server, and short words for the calls."""

    def __init__(self, world):
        self.world, self.url = world, world.url
        self.session = requests.Session()
        made = self.call("POST", "/v4/spreadsheets", json={"properties": {"title": "甲"}})
        self.id = made["spreadsheetId"]

    def ask(self, method, path, **parts):
        return self.session.request(method, self.url + path, timeout=5, **parts)

    def call(self, method, path, **parts):
        return self.ask(method, path, **parts).json()

    def values(self, words, **params):
        return self.call("GET", f"/v4/spreadsheets/{self.id}/values/{words}", params=params)

    def put(self, words, rows, **params):
        path = f"/v4/spreadsheets/{self.id}/values/{words}"
        return self.call("PUT", path, params=RAW | params, json={"values": rows})

    def append(self, words, rows, **params):
        path = f"/v4/spreadsheets/{self.id}/values/{words}:append"
        return self.call("POST", path, params=RAW | params, json={"values": rows})

    def batch(self, *requests_, **more):
        path = f"/v4/spreadsheets/{self.id}:batchUpdate"
        return self.call("POST", path, json={"requests": requests_, **more})

    def sheet(self, **params):
        return self.call("GET", f"/v4/spreadsheets/{self.id}", params=params)

    def drive(self, path="", **params):
        return self.call("GET", f"/drive/v3/files{path}", params=params)


@pytest.fixture(scope="module")
def world():
    with serving() as world:
        yield world


@pytest.fixture
def google(world):
    return Google(world)


def test_a_new_spreadsheet_has_one_sheet_of_a_thousand_rows(google):
    (sheet,) = google.sheet()["sheets"]
    grid = {"rowCount": 1000, "columnCount": 26}
    facts = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID"}
    assert sheet == {"properties": facts | {"gridProperties": grid}}


def test_rows_are_trimmed_and_blank_cells_within_are_empty_text(google):
    google.put("A1:D4", [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4", ""]])
    answer = google.values("Sheet1")
    assert answer["range"] == "Sheet1!A1:Z1000"
    assert answer["values"] == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4"]]


def test_an_empty_range_has_no_values_at_all(google):
    assert google.values("A1:B2") == {"range": "Sheet1!A1:B2", "majorDimension": "ROWS"}


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Sheet1!A1:1", "Sheet1!A1:Z1"),
        ("Sheet1!B:C", "Sheet1!B1:C1000"),
        ("Sheet1!A990:B2000", "Sheet1!A990:B1000"),
        ("B2", "Sheet1!B2"),
        ("'Sheet1'!C3:A1", "Sheet1!A1:C3"),
    ],
)
def test_open_ranges_come_back_clipped_to_the_grid(google, asked, answered):
    assert google.values(asked)["range"] == answered


def test_titles_that_need_it_are_quoted_in_answers(google):
    for title in ("D3", "走访 慰问", "It's"):
        google.batch({"addSheet": {"properties": {"title": title}}})
    ranges = ["'D3'!A1:D4", "'走访 慰问'!A1", "'It''s'!A1:B1"]
    path = f"/v4/spreadsheets/{google.id}/values:batchGet"
    answer = google.call("GET", path, params={"ranges": ranges})
    assert [part["range"] for part in answer["valueRanges"]] == ranges


def test_one_bad_range_fails_the_whole_batch(google):
    path = f"/v4/spreadsheets/{google.id}/values:batchGet"
    answer = google.ask("GET", path, params={"ranges": ["A1", "NOPE!A5:F15"]})
    error = {
        "code": 400,
        "message": "Unable to parse range: NOPE!A5:F15",
        "status": "INVALID_ARGUMENT",
    }
    assert (answer.status_code, answer.json()) == (400, {"error": error})


def test_null_leaves_a_cell_and_the_answer_shows_the_whole_row(google):
    google.put("A1:C1", [["id7", "old", 3]])
    answer = google.put("A1:C1", [[None, "new", None]], includeValuesInResponse=True)
    assert (answer["updatedCells"], answer["updatedData"]["values"]) == (1, [["id7", "new", "3"]])


def test_raw_keeps_text_that_looks_like_something_else(google):
    google.put("A1", [["=1+1", "0042", "2026-01-05", "+8613800138000"]])
    assert google.values("A1:D1", **PLAIN)["values"] == [
        ["=1+1", "0042", "2026-01-05", "+8613800138000"]
    ]


def test_typed_text_becomes_what_the_editor_would_make_of_it(google):
    google.put("A1", [["=1+1", "0042", "2026-01-05", "12%", "'0042", "true"]], **TYPED)
    assert google.values("A1:F1", **PLAIN)["values"] == [[2, 42, 46027, 0.12, "0042", True]]
    shown = [["2", "42", "2026-01-05", "12%", "0042", "TRUE"]]
    assert google.values("A1:F1")["values"] == shown
    assert google.values("A1", valueRenderOption="FORMULA")["values"] == [["=1+1"]]
    moments = PLAIN | {"dateTimeRenderOption": "FORMATTED_STRING"}
    assert google.values("C1", **moments)["values"] == [["2026-01-05"]]


def test_a_formula_follows_its_cells_and_errors_are_text(google):
    google.put("A1", [[1, 2, "=SUM(A1:B1)*10", "=A1/0", "=NOSUCH(1)"]], **TYPED)
    google.put("A1", [[5]])
    assert google.values("C1:E1", **PLAIN)["values"] == [[70, "#DIV/0!", "#NAME?"]]


@pytest.mark.parametrize(
    ("words", "rows", "message"),
    [
        ("A1:B1", [[1, 2, 3]], "Requested writing within range [Sheet1!A1:B1], "
                               "but tried writing to column [C]"),
        ("A1:B1", [[1], [2]], "Requested writing within range [Sheet1!A1:B1], "
                              "but tried writing to row [2]"),
        ("A1001:B1001", [[1]], "Range (Sheet1!A1001:B1001) exceeds grid limits. "
                               "Max rows: 1000, max columns: 26"),
        ("A1", ["x"], "Invalid value at 'data.values' "
                      "(type.googleapis.com/google.protobuf.ListValue), \"x\""),
        ("A1", [["x" * 50_001]], "Your input contains more than the maximum of 50000 characters "
                                 "in a single cell."),
    ],
)  # fmt: skip
def test_a_write_that_does_not_fit_is_refused_in_the_services_words(google, words, rows, message):
    assert google.put(words, rows)["error"]["message"] == message


def test_writing_needs_a_value_input_option(google):
    path = f"/v4/spreadsheets/{google.id}/values/A1"
    answer = google.call("PUT", path, json={"values": [["x"]]})
    assert answer["error"]["message"] == "'valueInputOption' is required but not specified"


def test_append_after_a_row_with_a_gap_lands_in_the_third_column(google):
    first = google.append("Sheet1", [["a", "", "c"]])
    second = google.append("Sheet1", [["a", "", "c"]])
    third = google.append("'Sheet1'!A1", [["a", "", "c"]])
    assert "tableRange" not in first
    assert first["updates"]["updatedRange"] == "Sheet1!A1:C1"
    assert (second["tableRange"], second["updates"]["updatedRange"]) == (
        "Sheet1!C1",
        "Sheet1!C2:E2",
    )
    assert third["updates"]["updatedRange"] == "Sheet1!A2:C2"


@pytest.mark.parametrize(
    ("words", "start"),
    [("Sheet1", "B7"), ("B4", "B7"), ("C5:D5", "B7"), ("B2:D4", "B7"), ("A3:G10", "B7"),
     ("A1", "A3"), ("E4", "E4"), ("A4", "A4")],
)  # fmt: skip
def test_append_finds_the_table_as_the_guide_tells(google, words, start):
    google.put("A1:C2", [[1, 2, 3], [4, 5, 6]])
    google.put("B4:D6", [[1, 2, 3]] * 3)
    assert google.append(words, [["x"]])["updates"]["updatedRange"] == f"Sheet1!{start}"


def test_append_overwrites_below_a_blank_row_unless_rows_are_inserted(google):
    google.put("A1", [["a"], [""], ["kept?"]])
    google.append("A1", [["1"], ["2"]])
    assert google.values("A1:A5")["values"] == [["a"], ["1"], ["2"]]
    google.append("A1", [["3"]], insertDataOption="INSERT_ROWS")
    assert google.values("A1:A5")["values"] == [["a"], ["1"], ["2"], ["3"]]
    assert google.sheet()["sheets"][0]["properties"]["gridProperties"]["rowCount"] == 1001


def test_a_batch_update_happens_whole_or_not_at_all(google):
    add = {"addSheet": {"properties": {"title": "新"}}}
    answer = google.batch(add, {"deleteSheet": {"sheetId": 99}})
    message = "Invalid requests[1].deleteSheet: No sheet with id: 99"
    assert answer["error"]["message"] == message
    assert len(google.sheet()["sheets"]) == 1


def test_append_cells_goes_below_all_data_and_never_parses(google):
    google.put("C3", [["x"]])
    row = {"values": [{"userEnteredValue": {"stringValue": "=1+1"}}, {}]}
    google.batch({"appendCells": {"sheetId": 0, "rows": [row], "fields": "userEnteredValue"}})
    assert google.values("A4:C4", **PLAIN)["values"] == [["=1+1"]]


def test_inserted_and_sorted_rows_carry_their_cells(google):
    google.put("A1", [["c", 3], ["a", 1], ["b", 2]])
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    google.batch({"insertDimension": {"range": span}})
    assert google.values("A1:B4", **PLAIN)["values"] == [["c", 3], [], ["a", 1], ["b", 2]]
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4}
    order = [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]
    google.batch({"sortRange": {"range": area, "sortSpecs": order}})
    assert google.values("A1:B4", **PLAIN)["values"] == [["a", 1], ["b", 2], ["c", 3]]


def test_merged_cells_keep_the_first_value_and_show_in_the_metadata(google):
    google.put("A1", [["题", "x"], ["y", "z"]])
    area = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    google.batch({"mergeCells": {"mergeType": "MERGE_ALL", "range": area}})
    assert google.values("A1:B2")["values"] == [["题"], ["y", "z"]]
    assert google.sheet(fields="sheets.merges") == {"sheets": [{"merges": [area]}]}


def test_fields_cut_an_answer_and_a_wrong_one_is_refused(google):
    asked = "spreadsheetId,sheets(properties(sheetId,title),merges)"
    sheets = [{"properties": {"sheetId": 0, "title": "Sheet1"}}]
    assert google.sheet(fields=asked) == {"spreadsheetId": google.id, "sheets": sheets}
    refused = google.sheet(fields="sheets.bogus")["error"]
    assert refused["message"] == "Request contains an invalid argument."
    violation = refused["details"][0]["fieldViolations"][0]["description"]
    assert "Cannot find matching fields for path 'sheets.bogus'" in violation


def test_a_colour_stands_both_by_itself_and_as_a_style(google):
    red = {"red": 1}
    facts = {"properties": {"tabColorStyle": {"rgbColor": red}}, "fields": "tabColorStyle"}
    google.batch({"updateSheetProperties": facts})
    assert google.sheet()["sheets"][0]["properties"]["tabColor"] == red


def test_a_long_question_may_be_posted(google):
    google.put("A1", [["x"]])
    path = f"/v4/spreadsheets/{google.id}/values:batchGet"
    asked = {"headers": {"X-HTTP-Method-Override": "GET"}, "data": {"ranges": "A1:B2"}}
    answer = google.call("POST", path, **asked)
    assert answer["valueRanges"][0]["values"] == [["x"]]


def test_grid_data_comes_only_when_asked_for(google):
    google.put("A1", [["2026-01-05"]], **TYPED)
    assert "data" not in google.sheet(includeGridData="false")["sheets"][0]
    cell = google.sheet(includeGridData="true")["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell["effectiveValue"] == {"numberValue": 46027}
    assert cell["formattedValue"] == "2026-01-05"


def test_a_write_can_show_the_sheet_it_left_behind(google):
    cell = {"userEnteredValue": {"numberValue": 7}}
    request = {"rows": [{"values": [cell]}], "start": {"sheetId": 0}, "fields": "userEnteredValue"}
    asked = {"responseRanges": ["Sheet1!A1:B1"], "responseIncludeGridData": True}
    answer = google.batch({"updateCells": request}, includeSpreadsheetInResponse=True, **asked)
    data = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["effectiveValue"] == {"numberValue": 7}


def test_payloads_are_checked_field_by_field(google):
    wrong = google.batch({"addSheet": {"properties": {"titel": "x"}}})["error"]["message"]
    assert wrong == (
        'Invalid JSON payload received. Unknown name "titel" at '
        "'requests[0].add_sheet.properties': Cannot find field."
    )
    wrong = google.values("A1", valueRenderOption="SHINY")["error"]["message"]
    assert wrong.startswith("Invalid value at 'value_render_option'")


def test_all_sheets_cannot_be_hidden(google):
    facts = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    message = "You can't hide all the sheets in a document."
    assert google.batch({"updateSheetProperties": facts})["error"]["message"].endswith(message)


def test_unknown_files_are_not_found_in_each_services_own_words(google):
    sheets = google.ask("GET", "/v4/spreadsheets/none")
    assert sheets.json()["error"]["message"] == "Requested entity was not found."
    drive = google.drive("/none")["error"]
    assert (drive["message"], drive["errors"][0]["reason"]) == ("File not found: none.", "notFound")


def test_drive_lists_a_folder_page_by_page(google):
    kind = {"mimeType": "application/vnd.google-apps.folder"}
    folder = google.call("POST", "/drive/v3/files", json={"name": "夹"} | kind)["id"]
    for n in range(3):
        body = {"name": f"单位{n}", "parents": [folder]}
        google.call("POST", "/drive/v3/files", json=body)
    asked = {"q": f"'{folder}' in parents and trashed=false", "pageSize": 2, "orderBy": "name",
             "fields": "nextPageToken,files(name,version)"}  # fmt: skip
    first = google.drive(**asked)
    rest = google.drive(**asked, pageToken=first["nextPageToken"])
    names = [file["name"] for page in (first, rest) for file in page["files"]]
    assert names == ["单位0", "单位1", "单位2"]
    assert "nextPageToken" not in rest
    assert google.drive(q="'gone' in parents")["error"]["message"] == "File not found: ."


def test_drive_shows_an_edit_by_a_person_only_after_the_lag():
    with serving(frozen=True, people_lag=180) as world:
        google = Google(world)

        def version():
            return google.drive(f"/{google.id}", fields="version")["version"]

        before = version()
        path = f"/v4/spreadsheets/{google.id}/values/A1"
        google.call("PUT", path, params=RAW, json={"values": [[1]]},
                    headers={"X-Edited-By": "person"})  # fmt: skip
        assert version() == before
        google.call("POST", "/admin/clock", json={"advance": 181})
        assert int(version()) > int(before)
        google.put("A1", [[2]])
        assert int(version()) > int(before) + 1


def test_the_sixty_first_read_of_a_minute_is_over_quota():
    with serving(frozen=True, quota=True, start=1_000_020) as world:
        google = Google(world)
        for _ in range(60):
            assert google.ask("GET", f"/v4/spreadsheets/{google.id}").status_code == 200
        refused = google.ask("GET", f"/v4/spreadsheets/{google.id}")
        detail = refused.json()["error"]["details"][0]
        assert (refused.status_code, detail["reason"]) == (429, "RATE_LIMIT_EXCEEDED")
        assert detail["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
        assert "values" in google.put("A1", [[1]], includeValuesInResponse=True)["updatedData"]
        google.call("POST", "/admin/clock", json={"advance": 60})
        assert google.ask("GET", f"/v4/spreadsheets/{google.id}").status_code == 200


def test_faults_strike_as_often_as_the_spec_says(google):
    google.call("POST", "/admin/faults", json={"spec": "503*1@values/A1,html*1@values/A1"})
    path = f"/v4/spreadsheets/{google.id}/values/A1"
    first, second, third = (google.ask("GET", path) for _ in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [503, 502, 200]
    assert first.json()["error"]["status"] == "UNAVAILABLE"
    assert second.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("kind", "done"), [("reset", False), ("lost", True)])
def test_a_cut_connection_may_or_may_not_have_done_the_work(google, kind, done):
    google.call("POST", "/admin/faults", json={"spec": f"{kind}*1@PUT"})
    with pytest.raises(requests.ConnectionError):
        google.put("A1", [["x"]])
    assert ("values" in google.values("A1")) is done


def test_the_server_runs_as_a_program():
    command = [sys.executable, "-m", "tests.google_server", "--port", "0", "--quota"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            url = server.stdout.readline().strip()
            assert requests.get(f"{url}/v4/spreadsheets/none", timeout=5).status_code == 404
        finally:
            server.terminate()
