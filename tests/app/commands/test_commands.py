"""What all commands have in common."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kjr.app import commands

ROOT = Path(__file__).parents[3]


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


@pytest.mark.slow
@pytest.mark.parametrize("arguments", ["doctor", "figures"])
def test_who_reads_no_further_ends_the_program_without_a_word(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "kjr", arguments],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("way", [[], ["--json"]])
def test_what_a_file_is_called_does_not_steer_the_terminal(tmp_path, way):
    name = "甲\x1b[2J\x9b\u202excod.xlsx"
    (tmp_path / name).write_bytes(b"no workbook")
    done = subprocess.run(
        [sys.executable, "-m", "kjr", "check", str(tmp_path), *way],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | {"KJR_STATE": str(tmp_path / "state")},
        check=False,
    )
    said = done.stdout.decode()
    assert "xcod.xlsx" in said
    assert not set(said) & set("\x1b\x9b\u202e")
    if way:
        assert [book["file"] for book in json.loads(said)["books"]] == [name]


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
