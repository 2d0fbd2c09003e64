"""What all commands have in common."""

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
