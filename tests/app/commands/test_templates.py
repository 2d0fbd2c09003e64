"""Blank workbooks for the units."""

from kjr.app import commands


def test_templates_never_overwrite(run, tmp_path):
    run("templates", "--folder", tmp_path, "--unit", "贺兰县科协")
    book = tmp_path / "贺兰县科协.xlsx"
    book.write_bytes(b"mine")
    code, _, _ = run("templates", "--folder", tmp_path)
    assert code == commands.FINE
    assert book.read_bytes() == b"mine"
    assert len(list(tmp_path.glob("*.xlsx"))) == 11
