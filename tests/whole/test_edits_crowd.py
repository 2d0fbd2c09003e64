"""Many people save to one workbook at once while somebody rearranges its rows in Excel."""

import dataclasses
import subprocess
import sys

import pytest

from kjr.editing.overwritten import find_overwritten_acts
from kjr.state.journal import Journal
from tests.desk import UNIT, A, lay_desk, page, pages, put, rows
from tests.small import NOON


def run(place, writers, saves, seconds, server=""):
    """Let them all work so often, or so long; what each was told, by (row's name, number).

    Who shares a database of a server has nothing else in common but the folder of workbooks.
    """
    command = [sys.executable, "-X", "utf8", "-m", "tests.crowd"]
    other = subprocess.Popen([*command, "rearrange", place / "books", str(2 * seconds)])
    states, said = [place] * writers, []
    if server:
        states, said = [place / f"machine{n}" for n in range(writers)], [server]
    often = [str(saves), str(seconds)]
    people = [
        subprocess.Popen(
            [*command, "write", place / "books", states[n], f"人员{n}", *often, *said],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for n in range(writers)
    ]
    said = [line for person in people for line in person.communicate()[0].splitlines()]
    other.terminate()
    other.wait()
    (place / "books" / f"~${UNIT}.xlsx").unlink(missing_ok=True)
    return said


def check(place, writers, saves, seconds, server=""):
    """Every change that was accepted is in the workbook, or known to be missing.

    They stop after so many seconds, for a slow machine; ten each must have been tried by then.
    """
    desk = lay_desk(place)
    if server:
        desk = dataclasses.replace(desk, journal=Journal(server))
    put(desk, A)
    said = run(place, writers, saves, seconds, server)
    told = [line.split() for line in said if not line.startswith("later")]
    assert writers * min(saves, 10) <= len(told) <= writers * saves
    accepted = {title: float(number) for what, title, number in told if what == "accepted"}
    titles = [row[1] for row in rows(desk) if row]
    now = {row[1]: row[2] for row in rows(desk) if row}
    missing = {
        edit.after["走访地点/单位"]
        for act in find_overwritten_acts(page(desk), pages(desk), desk.journal.acts(UNIT), NOON)
        for edit in act.edits
    }
    assert len(titles) == len(set(titles))
    wrong = {title for title, number in accepted.items() if now.get(title) != number}
    assert wrong <= missing
    assert desk.journal.faults() == ()
    later = len(said) - len(told)
    print(
        f"{len(accepted)} rows, {len(told)} saves, {len(missing)} missing and known, {later} later"
    )


def test_nothing_accepted_is_lost_in_a_small_crowd(tmp_path):
    check(tmp_path, 3, 8, 60)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_accepted_is_lost_by_four_people_saving_four_hundred_times(tmp_path):
    """On a slow machine as often as they manage in two hundred seconds."""
    check(tmp_path, 4, 400, 200)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_accepted_is_lost_by_two_machines_that_share_a_server(tmp_path, server):
    """Neither sees the other's locks on the folder: only the database keeps them apart."""
    check(tmp_path, 2, 30, 200, server.make_room())
