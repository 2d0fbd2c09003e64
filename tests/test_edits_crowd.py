"""Many people save to one workbook at once while somebody rearranges its rows in Excel."""

import subprocess
import sys

import pytest

from kjr.vanished import vanished
from tests.desk import UNIT, A, desk_in, page, put, rows
from tests.small import NOON


def run(place, writers, saves, seconds):
    """Let them all work; what each was told, by (row's name, number)."""
    command = [sys.executable, "-X", "utf8", "-m", "tests.crowd"]
    other = subprocess.Popen([*command, "rearrange", place / "books", str(seconds)])
    people = [
        subprocess.Popen(
            [*command, "write", place / "books", place, f"人员{n}", str(saves)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for n in range(writers)
    ]
    said = [line for person in people for line in person.communicate()[0].splitlines()]
    other.terminate()
    other.wait()
    (place / "books" / f"~${UNIT}.xlsx").unlink(missing_ok=True)
    return [line.split() for line in said]


def check(place, writers, saves, seconds):
    with desk_in(place) as desk:
        put(desk, A)
        said = run(place, writers, saves, seconds)
        accepted = [
            (title, float(number)) for what, title, number, *_ in said if what == "accepted"
        ]
        assert len([line for line in said if line[0] != "later"]) == writers * saves
        last = dict(accepted)
        now = [(row[1], row[2]) for row in rows(desk) if row]
        missing = {
            edit.after["走访地点/单位"]
            for act in vanished(page(desk), desk.journal.acts(UNIT), NOON)
            for edit in act.edits
        }
        assert desk.journal.faults() == ()
        return last, dict(now), [title for title, _ in now], missing, said


def test_nothing_accepted_is_lost_in_a_small_crowd(tmp_path):
    last, now, titles, missing, _ = check(tmp_path, 3, 8, 60)
    assert len(titles) == len(set(titles))
    assert {title: number for title, number in last.items() if title not in missing} == {
        title: number for title, number in now.items() if title in last and title not in missing
    }


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_nothing_accepted_is_lost_by_eight_people_saving_two_hundred_times(tmp_path):
    last, now, titles, missing, said = check(tmp_path, 8, 200, 900)
    assert len(titles) == len(set(titles))
    assert {title: number for title, number in last.items() if title not in missing} == {
        title: number for title, number in now.items() if title in last and title not in missing
    }
    print(len(last), len(missing), sum(line[0] == "later" for line in said))
