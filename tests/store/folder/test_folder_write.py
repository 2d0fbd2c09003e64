"""A whole save into a real folder: what it keeps, and what it says when it cannot be done."""

import datetime as dt
import io
import random
import subprocess
import sys
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kjr.errors import KjrError
from kjr.store.folder.folder_store import FolderStore
from kjr.store.xlsx.writing.patch import STYLES, find_hindrance
from tests.shared import WORKER
from tests.store.files import package, xls, xlsx
from tests.store.xlsx.rich import SHEET, rich

UNIT = "甲学会"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / f"{UNIT}.xlsx").write_bytes(rich())
    return FolderStore(folder, {UNIT: UNIT}.get, WORKER, state=tmp_path)


def sheet(store, name=SHEET):
    return next(sheet for sheet in store.read(UNIT) if sheet.name == name)


def parts(store):
    with zipfile.ZipFile(store.folder / f"{UNIT}.xlsx") as package:
        return {name: package.read(name) for name in package.namelist()}


def with_cell(sheet, row, column, value):
    rows = [list(cells) + [None] * 3 for cells in sheet.rows]
    rows += [[None] * 3 for _ in range(row - len(rows))]
    rows[row - 1][column - 1] = value
    return sheet._replace(rows=tuple(map(tuple, rows)))


VALUES = ("示例改", 7.5, 12, dt.date(2019, 6, 3), True, None, "=1+1", "_x0041_", "一\n二", "𠮷")


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_fifty_random_edits_of_a_rich_workbook_touch_nothing_else(store):
    chance = random.Random(2019)
    before, others = parts(store), [sheet for sheet in store.read(UNIT) if sheet.name != SHEET]
    for _ in range(50):
        old = sheet(store)
        place = chance.randint(3, 70), chance.randint(1, 3)
        store.write(with_cell(old, *place, chance.choice(VALUES)), old)
    after = parts(store)
    touched = {name for name in before if before[name] != after.get(name)}
    assert list(before) == list(after)
    assert touched <= {"xl/worksheets/sheet1.xml", STYLES}
    assert [sheet for sheet in store.read(UNIT) if sheet.name != SHEET] == others
    openpyxl.load_workbook(store.folder / f"{UNIT}.xlsx")


@pytest.mark.parametrize("shown", ["[$-804]aaaa;@", 'm"月"d"日"', "yyyy年m月d日", "aaa"])
def test_a_day_is_saved_and_read_again_in_the_format_its_cell_has(store, shown):
    def dress(book):
        look = book.add_format({"num_format": shown})
        book.get_worksheet_by_name(SHEET).write_number("A3", 43613, look)

    path, day = store.folder / f"{UNIT}.xlsx", dt.date(2019, 5, 30)
    path.write_bytes(xlsx(decorate=dress))
    old = sheet(store)
    assert old.cell(3, 1) == dt.date(2019, 5, 28)
    store.write(with_cell(old, 3, 1, day), old)
    assert sheet(store).cell(3, 1) == day
    assert openpyxl.load_workbook(path)[SHEET]["A3"].number_format == shown


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ((7, 5), "E7 是公式"),
        ((7, 6), "F7 属于数组公式"),
        ((2, 6), "F2 在合并单元格里"),
        ((2, 12), "L2 里是图片"),
    ],
)
def test_what_cannot_be_kept_is_refused(store, place, sentence):
    old, before = sheet(store), parts(store)
    rows = [list(cells) + [None] * 12 for cells in old.rows]
    rows[place[0] - 1][place[1] - 1] = "改"
    with pytest.raises(KjrError, match=sentence):
        store.write(old._replace(rows=tuple(map(tuple, rows))), old)
    assert parts(store) == before


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_a_workbook_made_by_openpyxl_is_kept_too(store):
    book = openpyxl.load_workbook(store.folder / f"{UNIT}.xlsx")
    book.save(store.folder / f"{UNIT}.xlsx")
    old, before = sheet(store), parts(store)
    store.write(with_cell(old, 4, 2, "示例改"), old)
    assert sheet(store).cell(4, 2) == "示例改"
    assert {name for name, part in parts(store).items() if part != before[name]} <= {
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
    }


def test_a_folder_that_is_gone_is_told(store):
    old = sheet(store)
    store.folder.rename(store.folder.with_name("moved"))
    with pytest.raises(KjrError, match="工作簿或文件夹不在了"):
        store.write(with_cell(old, 4, 2, "示例改"), old)


ATTEMPT = """
import os, resource, shutil, sys, tempfile
from datetime import UTC, datetime
from pathlib import Path
from kjr.errors import KjrError
from kjr.store.folder import saving, versions
from kjr.store.xlsx import workbook
from tests.store.folder.test_folder_write import SHEET, UNIT, with_cell

def save(path, state):
    means = saving.SaveContext(workbook.read_sheets, state, 1.5e9, state / "history")
    saving.save_workbook(path, with_cell(old, 4, 2, "示例改"), old, means)

path, state = Path(sys.argv[2]), Path(sys.argv[3])
old = next(each for each in workbook.read_sheets(path.read_bytes(), UNIT) if each.name == SHEET)
with tempfile.TemporaryDirectory() as elsewhere:
    # One good save loads every module, for a new environment may be closed to other accounts.
    save(Path(shutil.copy(path, elsewhere)), Path(elsewhere))
if sys.argv[1] == "folder full":
    versions.keep_version(state / "history", path.read_bytes(), datetime.now(UTC))
if "full" in sys.argv[1]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
elif os.geteuid() == 0:
    os.seteuid(65534)
try:
    save(path, state)
except KjrError as error:
    print(error)
"""


def attempt(kind, path, state):
    """What a process says that saves where the disk is full, or where it may not write."""
    command = [sys.executable, "-X", "utf8", "-c", ATTEMPT, kind, path, state]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=ROOT)


@pytest.fixture
def book():
    """A workbook in a folder that others may look into."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        path = Path(place) / "books" / f"{UNIT}.xlsx"
        path.parent.mkdir()
        path.write_bytes(xlsx())
        yield path
        path.parent.chmod(0o755)


@pytest.mark.parametrize(
    ("kind", "sentence"), [("folder full", "写不下"), ("state full", "历史版本存不进")]
)
def test_a_full_disk_is_told_and_leaves_nothing_half_written(book, tmp_path, kind, sentence):
    before = book.read_bytes()
    said = attempt(kind, book, tmp_path)
    assert "没有保存；工作簿没有改动" in said.stdout, said.stderr
    assert sentence in said.stdout
    assert (list(book.parent.iterdir()), book.read_bytes()) == ([book], before)


def test_a_folder_one_may_not_write_to_is_told(book):
    state = book.parents[1] / "state"
    state.mkdir()
    state.chmod(0o777)
    book.parent.chmod(0o555)
    said = attempt("read-only", book, state)
    assert "没有写入权限" in said.stdout, said.stderr
    assert list(book.parent.iterdir()) == [book]


def pack_otherwise(kind):
    """The same workbook as Excel also saves it: under ISO's names, binary, or sealed."""
    with zipfile.ZipFile(io.BytesIO(rich())) as source:
        content = {name: source.read(name) for name in source.namelist()}
    if kind == "strict":
        old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        iso = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        return package({name: part.replace(old, iso) for name, part in content.items()})
    name = {"binary": "xl/workbook.bin", "signed": "_xmlsignatures/sig1.xml"}[kind]
    return package({**content, name: b"\0"})


UNWRITABLE = {
    "xls": (".xls", xls, "只能改写 .xlsx 工作簿"),
    "csv": (".csv", "走访日期,走访对象\n".encode, "只能改写 .xlsx 工作簿"),
    "xls by another name": (".xlsx", xls, "只能改写 .xlsx 工作簿"),
    "binary": (".xlsx", lambda: pack_otherwise("binary"), "只能改写 .xlsx 工作簿"),
    "strict": (".xlsx", lambda: pack_otherwise("strict"), "另存为“Excel 工作簿”"),
    "signed": (".xlsx", lambda: pack_otherwise("signed"), "有数字签名"),
}


@pytest.mark.parametrize(("ending", "build", "sentence"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_that_a_workbook_cannot_be_written_at_all_is_known_before(store, ending, build, sentence):
    store.versions()
    assert store.find_hindrance(UNIT) == ""
    (store.folder / f"{UNIT}.xlsx").unlink()
    (store.folder / f"{UNIT}{ending}").write_bytes(build())
    store.versions()
    assert sentence in store.find_hindrance(UNIT)
    with pytest.raises(KjrError, match=sentence):
        store.write(with_cell(store.read(UNIT)[0], 9, 1, "改"), store.read(UNIT)[0])


def test_a_file_that_may_not_be_replaced_is_known_before_for_as_long_as_it_may_not(store):
    path = store.folder / f"{UNIT}.xlsx"
    path.chmod(0o444)
    store.versions()
    assert "设成了只读" in store.find_hindrance(UNIT)
    path.chmod(0o644)
    path.with_suffix(".bak").hardlink_to(path)
    store.versions()
    assert "硬链接" in store.find_hindrance(UNIT)
    path.with_suffix(".bak").unlink()
    store.versions()
    assert store.find_hindrance(UNIT) == ""
    path.unlink()
    assert store.find_hindrance(UNIT) == ""
    assert store.find_hindrance("乙学会") == ""


def test_between_two_looks_a_file_is_asked_once_however_often_its_page_is_drawn(store):
    path = store.folder / f"{UNIT}.xlsx"
    store.versions()
    assert store.find_hindrance(UNIT) == ""
    path.chmod(0o444)
    assert store.find_hindrance(UNIT) == ""
    store.versions()
    assert "设成了只读" in store.find_hindrance(UNIT)


def cut(data):
    return data[: len(data) // 2]


def lose_directory(data):
    return data.replace(b"PK\1\2", b"PK\0\0")


def empty(_data):
    return b""


@pytest.mark.parametrize("damage", [cut, lose_directory, empty])
def test_of_a_damaged_workbook_only_reading_it_tells(store, damage):
    path = store.folder / f"{UNIT}.xlsx"
    path.write_bytes(damage(path.read_bytes()))
    store.versions()
    assert store.find_hindrance(UNIT) == ""


def test_a_list_of_parts_that_unfolds_to_gigabytes_is_not_unfolded_for_it():
    bomb = package({"[Content_Types].xml": b"", "xl/_rels/workbook.xml.rels": bytes(1 << 27)})
    tracemalloc.start()
    assert find_hindrance(bomb) == ""
    assert tracemalloc.get_traced_memory()[1] < 1 << 25
    tracemalloc.stop()
