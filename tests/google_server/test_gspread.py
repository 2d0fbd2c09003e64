"""The local Google under gspread's own Client, Spreadsheet and Worksheet: a client not ours."""

import json

import gspread
import pytest
import requests
from gspread.http_client import HTTPClient

from tests.google_server.accounts import service_account
from tests.google_server.serve import serving

GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


def http_client(url):
    """gspread's HTTP client, with Google's hosts replaced by the server's."""

    class Local(HTTPClient):
        def request(self, method, endpoint, *args, **kwargs):
            for host in GOOGLE:
                endpoint = endpoint.replace(host, url)
            return super().request(method, endpoint, *args, **kwargs)

    return Local


@pytest.fixture(scope="module")
def world():
    with serving() as world:
        yield world


@pytest.fixture
def client(world):
    return gspread.Client(None, requests.Session(), http_client(world.url))


@pytest.fixture
def book(client):
    return client.create("贺兰县科协")


@pytest.fixture
def sheet(book):
    return book.sheet1


def test_records_come_back_under_their_headers(sheet):
    sheet.update([["姓名", "人次"], ["张示例", 3], ["李示例", 4]], "A1")
    assert sheet.get_all_records() == [
        {"姓名": "张示例", "人次": 3},
        {"姓名": "李示例", "人次": 4},
    ]


def test_a_cell_shows_its_value_and_its_formula(sheet):
    sheet.update_acell("A1", "=2*21")
    assert sheet.acell("A1").value == "42"
    assert sheet.acell("A1", value_render_option="FORMULA").value == "=2*21"


def test_rows_are_appended_inserted_and_deleted(sheet):
    sheet.append_rows([["a"], ["b"]])
    sheet.insert_row(["neu"], 2)
    sheet.delete_rows(1)
    assert sheet.col_values(1) == ["neu", "b"]


def test_columns_are_inserted_and_deleted(sheet):
    sheet.append_row(["a", "b"])
    sheet.insert_cols([["x"]], 2)
    assert sheet.row_values(1) == ["a", "x", "b"]
    sheet.delete_columns(1)
    assert sheet.row_values(1) == ["x", "b"]


def test_batches_are_written_read_and_cleared(sheet):
    sheet.batch_update([{"range": "A1:B1", "values": [[1, 2]]}, {"range": "C2", "values": [[3]]}])
    assert sheet.batch_get(["A1:B1", "C2"]) == [[["1", "2"]], [["3"]]]
    sheet.batch_clear(["A1:B1"])
    assert sheet.get_values() == [["", "", ""], ["", "", "3"]]


def test_a_range_is_sorted_by_several_columns(sheet):
    sheet.update([["b", 1], ["a", 2], ["a", 1]], "A1")
    sheet.sort((1, "asc"), (2, "des"), range="A1:B3")
    assert sheet.get_values() == [["a", "2"], ["a", "1"], ["b", "1"]]


def test_sheets_are_added_renamed_moved_copied_and_removed(book):
    added = book.add_worksheet("走访慰问", 20, 5, index=0)
    added.update_title("宣传报道")
    book.sheet1.duplicate(new_sheet_name="副本")
    titles = {sheet.title for sheet in book.worksheets()}
    assert titles == {"宣传报道", "Sheet1", "副本"}
    book.reorder_worksheets([book.worksheet(title) for title in ("Sheet1", "副本", "宣传报道")])
    book.del_worksheet(book.worksheet("副本"))
    assert [sheet.title for sheet in book.worksheets()] == ["Sheet1", "宣传报道"]


def test_a_sheet_of_the_same_name_cannot_be_added(book):
    with pytest.raises(gspread.exceptions.APIError, match="already exists"):
        book.add_worksheet("Sheet1", 1, 1)


def test_merged_cells_are_combined_by_the_client(sheet):
    sheet.update([["题", "", "尾"]], "A1")
    sheet.merge_cells("A1:B1")
    assert sheet.get("A1:C1", combine_merged_cells=True) == [["题", "题", "尾"]]
    sheet.unmerge_cells("A1:B1")
    assert sheet.get("A1:C1", combine_merged_cells=True) == [["题", "", "尾"]]


def test_look_and_protection_are_kept_as_metadata(book, sheet):
    sheet.freeze(rows=1, cols=2)
    sheet.format("A1:B1", {"textFormat": {"bold": True}})
    sheet.add_protected_range("A1:B1", warning_only=True, description="表头")
    sheet.hide_columns(3, 4)
    sheet.set_basic_filter("A1:B9")
    facts = book.fetch_sheet_metadata()["sheets"][0]
    grid = facts["properties"]["gridProperties"]
    assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (1, 2)
    assert facts["protectedRanges"][0]["warningOnly"] is True
    assert facts["basicFilter"]["range"]["endRowIndex"] == 9
    assert [one["description"] for one in book.list_protected_ranges(0)] == ["表头"]


def test_cells_are_found_copied_and_cut(sheet):
    sheet.update([["甲", "乙"]], "A1")
    assert sheet.find("乙").address == "B1"
    sheet.copy_range("A1:B1", "A3:B3")
    sheet.cut_range("A1:B1", "A5")
    assert sheet.get_values() == [["", ""], ["", ""], ["甲", "乙"], ["", ""], ["甲", "乙"]]


def test_named_ranges_are_readable_by_name(book, sheet):
    sheet.update([[1, 2], [3, 4]], "A1")
    sheet.define_named_range("B1:B2", "人次")
    assert book.values_get("人次")["values"] == [["2"], ["4"]]


def test_notes_and_validation_are_stored(sheet):
    sheet.insert_note("A1", "请填日期")
    rule = gspread.utils.ValidationConditionType.one_of_list
    sheet.add_validation("B1:B2", rule, ["是", "否"], showCustomUi=True)
    assert sheet.get_note("A1") == "请填日期"


def test_files_are_found_shared_copied_exported_and_deleted(client, book):
    book.sheet1.update([["a", "b"]], "A1")
    book.share("lian@example.com", perm_type="user", role="writer", notify=False)
    assert "lian@example.com" in {p.get("emailAddress") for p in book.list_permissions()}
    twin = client.copy(book.id, "副本")
    assert client.open("副本").sheet1.get_values() == [["a", "b"]]
    assert client.export(twin.id, gspread.utils.ExportFormat.CSV) == b"a,b"
    client.import_csv(twin.id, "x,1\n")
    assert twin.sheet1.get_values() == [["x", "1"]]
    client.del_spreadsheet(twin.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key(twin.id)


def test_a_service_account_signs_in_and_sees_only_what_is_shared(tmp_path):
    with serving(sharing=True, strict_tokens=True) as world:
        account = tmp_path / "robot.json"
        account.write_text(json.dumps(service_account(world.url)), "utf-8")
        robot = gspread.service_account(account, http_client=http_client(world.url))
        mine = robot.create("自己的")
        mine.sheet1.update([["x"]], "A1")
        world.files[mine.id].owner = "other@example.com"
        with pytest.raises(PermissionError):
            robot.open_by_key(mine.id)
        world.settings.refused_accounts = ("robot@example.iam.gserviceaccount.com",)
        fresh = gspread.service_account(account, http_client=http_client(world.url))
        with pytest.raises(Exception, match="Invalid JWT Signature"):
            fresh.open_by_key(mine.id)
        stranger = gspread.Client(None, requests.Session(), http_client(world.url))
        with pytest.raises(gspread.exceptions.APIError, match="authentication credentials"):
            stranger.open_by_key(mine.id)
