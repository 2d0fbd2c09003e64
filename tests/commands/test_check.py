"""What check says of files."""

import json

from kjr import commands


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
