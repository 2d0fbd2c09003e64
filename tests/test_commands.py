import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdf
import pytest

from kjr import archive, commands, opening, settings

ROOT = Path(__file__).parent.parent


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command in this process, with a state folder of its own."""
    monkeypatch.setenv("KJR_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("KJR_FOLDER", raising=False)

    def call(*arguments):
        code = commands.main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_the_program_speaks_utf8_whatever_the_console(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "kjr", "--help"],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert "生成总结" in done.stdout.decode()
    assert "options" not in done.stdout.decode()


@pytest.mark.parametrize("name", ["demo", "templates", "check", "figures", "summary", "doctor"])
def test_every_command_has_help(name, capsys):
    with pytest.raises(SystemExit) as left:
        commands.main([name, "--help"])
    assert left.value.code == 0
    assert "用法：python -m kjr " + name in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["summary"], ["gibberish"], ["check", "--gibberish"]])
def test_what_is_written_wrong_is_answered_in_chinese(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        commands.main(arguments)
    said = capsys.readouterr().err
    assert left.value.code == commands.CANNOT
    assert "用法：python -m kjr" in said
    assert "怎么写见 python -m kjr" in said
    assert "error" not in said


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(run, example, tmp_path):
    code, _, said = run("summary", "--folder", example, "--out", tmp_path / "没有" / "总结.html")
    assert (code, "写不进" in said) == (commands.CANNOT, True)


def test_demo_writes_a_folder_that_needs_no_settings(run, tmp_path):
    code, _, _ = run("demo", "--folder", tmp_path / "台账", "--units", 12)
    assert code == commands.FINE
    _, out, _ = run("figures", "--folder", tmp_path / "台账", "--json")
    assert json.loads(out)["status"]["expected"] == 12


def test_figures_are_as_the_design_says(run, example):
    code, out, _ = run("figures", "--folder", example, "--json")
    figures = json.loads(out)
    assert code == commands.FINE
    assert figures["as_of"] == "2019-06-08T17:00:00+08:00"
    done = {each["id"]: (each["done"], each["target"]) for each in figures["indicators"]}
    assert len(done) == 19
    assert done["I5"] == (8, 10)
    assert done["I6"] == (3, 3)
    assert done["I8"] == (50, 50)
    assert done["I14"] == (7, 10)
    status = figures["status"]
    assert (status["expected"], status["filed"], status["empty"]) == (112, 87, 5)
    assert (status["missing"], status["unreadable"]) == (16, 4)
    assert set(figures["indicators"][0]) >= {
        "id", "name", "counter", "done", "about", "target", "rate", "by_district", "by_unit",
    }  # fmt: skip


def test_check_says_of_every_file_what_was_read(run, example):
    code, out, _ = run("check", example, "--campaign", example / "campaign", "--json")
    books = json.loads(out)["books"]
    assert code == commands.PROBLEMS
    states = [book["state"] for book in books]
    assert states.count("unreadable") == 4
    book = next(book for book in books if book["file"] == "贺兰县科协.xlsx")
    assert (book["unit"], book["state"]) == ("贺兰县科协", "read")
    sheet = next(sheet for sheet in book["sheets"] if sheet["ledger"] == "走访慰问")
    assert set(sheet) >= {"sheet", "ledger", "header_row", "entries", "skipped", "problems"}
    assert set(sheet["entries"][0]) == {"row", "values", "about", "not_applicable"}


def test_check_of_one_good_file_is_fine(run, tmp_path):
    run("templates", "--folder", tmp_path, "--unit", "贺兰县科协")
    code, out, _ = run("check", tmp_path / "贺兰县科协.xlsx", "--json")
    assert code == commands.FINE
    assert [book["unit"] for book in json.loads(out)["books"]] == ["贺兰县科协"]


def test_templates_never_overwrite(run, tmp_path):
    run("templates", "--folder", tmp_path, "--unit", "贺兰县科协")
    book = tmp_path / "贺兰县科协.xlsx"
    book.write_bytes(b"mine")
    code, _, _ = run("templates", "--folder", tmp_path)
    assert code == commands.FINE
    assert book.read_bytes() == b"mine"
    assert len(list(tmp_path.glob("*.xlsx"))) == 11


def test_the_summary_is_a_pdf_with_the_same_figures(run, example, tmp_path):
    code, _, _ = run("summary", "--folder", example, "--out", tmp_path / "总结.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "总结.pdf").pages)
    assert code == commands.FINE
    assert "87" in text
    assert "7场" in text.replace("\n", "")


def test_the_summary_is_a_word_file_if_the_name_says_so(run, example, tmp_path):
    run("summary", "--folder", example, "--out", tmp_path / "总结.docx")
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "总结.docx").namelist()


def test_a_summary_with_another_name_is_refused_in_a_sentence(run, example, tmp_path):
    code, _, err = run("summary", "--folder", example, "--out", tmp_path / "总结.txt")
    assert (code, err.strip()) == (2, "文件名请以 .pdf、.docx、.html、.zip 结尾")


@pytest.mark.parametrize("kind", ["领导简报", "报送情况通报"])
def test_the_other_documents_are_printed_too(run, example, tmp_path, kind):
    out = tmp_path / "文件.pdf"
    code, _, _ = run("summary", "--folder", example, "--kind", kind, "--out", out)
    assert (code, out.read_bytes()[:5]) == (commands.FINE, b"%PDF-")


def test_the_offline_board_is_one_page_that_fetches_nothing(run, example, tmp_path):
    run("summary", "--folder", example, "--out", tmp_path / "看板.html")
    page = (tmp_path / "看板.html").read_text("utf-8")
    assert "87" in page
    assert "src=" not in page
    assert "<script" not in page


def test_a_snapshot_that_is_not_there_is_told_in_a_sentence(run, example, tmp_path):
    code, _, err = run("figures", "--folder", example, "--snapshot", "20190101-000000")
    assert (code, err.strip()) == (2, "没有编号 20190101-000000 的快照，现有：无")


def test_figures_of_a_frozen_snapshot_are_printed_again(run, example, monkeypatch, tmp_path):
    places = settings.read({"KJR_STATE": str(tmp_path / "state")}, {}, example)
    name = archive.freeze(opening.now(places), places.state)
    _, now, _ = run("figures", "--folder", example, "--json")
    _, then, _ = run("figures", "--folder", example, "--snapshot", name, "--json")
    assert json.loads(then)["indicators"] == json.loads(now)["indicators"]


def test_a_folder_that_is_not_there_is_told_in_a_sentence(run, tmp_path):
    code, out, err = run("figures", "--folder", tmp_path / "没有")
    assert (code, out) == (commands.CANNOT, "")
    assert "没有" in err
    assert "Traceback" not in err


def test_doctor_names_a_stray_file(run, example, tmp_path, monkeypatch):
    folder = tmp_path / "台账"
    shutil.copytree(example, folder)
    (folder / "通讯录.xlsx").write_bytes((folder / "贺兰县科协.xlsx").read_bytes())
    monkeypatch.setenv("KJR_FOLDER", str(folder))
    code, out, _ = run("doctor")
    assert code == commands.PROBLEMS
    assert "没有计入的文件 通讯录.xlsx" in out
    assert "好　活动：2019年" in out
