"""What deploy/ tells systemd is understood, and the service may do what kjr does and no more."""

import re
import shutil
import subprocess
from collections import defaultdict

import pytest

from kjr.app.settings import ROOT
from kjr.store import guarded

UNIT = ROOT / "deploy" / "kjr@.service"
MOST_EXPOSED = 15
"""Of 100, as ``systemd-analyze security`` counts; without what shuts anything it is 92."""
PROGRAM = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(not PROGRAM, reason="no systemd here: its words are not asked")


@pytest.fixture(scope="module")
def said():
    """Each setting's values, in their order."""
    said = defaultdict(list)
    for name, value in re.findall(r"^(\w+)=(.*)$", UNIT.read_text("utf-8"), re.MULTILINE):
        said[name].append(value)
    return said


def ask_systemd(*asked):
    return subprocess.run(
        [PROGRAM, *map(str, asked)], capture_output=True, encoding="utf-8", check=False
    )


@needs_systemd
def test_systemd_misses_nothing_but_the_program(tmp_path, said):
    """It says each line it does not know, and what is not there to be run."""
    unit = shutil.copy(UNIT, tmp_path / "kjr@8501.service")
    program = said["ExecStart"][0].split()[0]
    told = ask_systemd("verify", "--man=no", unit).stderr.splitlines()
    assert [line for line in told if f"{program} is not executable" not in line] == []


@needs_systemd
def test_what_systemd_counts_as_open_stays_shut():
    asked = ask_systemd(
        "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", UNIT
    )
    assert asked.returncode == 0, asked.stdout


def test_the_service_may_write_where_kjr_does_and_nowhere_else(said):
    folders = {each.partition("=")[2] for each in said["Environment"] if "/" in each}
    assert len(folders) == 3
    assert set(said["ReadWritePaths"][0].split()) == folders
    assert said["ProtectSystem"] == ["strict"]
    assert (said["UMask"], said["StateDirectoryMode"]) == (["0077"], ["0700"])


def test_the_service_answers_its_own_machine_alone(said):
    assert "--server.address 127.0.0.1 --server.port %i" in said["ExecStart"][0]


def test_a_process_that_reads_too_much_ends_before_the_service_does(said):
    most, high = (
        int(said[name][0].removesuffix("G")) * 2**30 for name in ("MemoryMax", "MemoryHigh")
    )
    assert guarded.MEMORY < high < most
