import datetime as dt
import secrets

import pytest

from kjr.access import passcodes, sessions
from kjr.state.facts import read_facts
from tests.doors import NOON, after, issue


@pytest.fixture
def note(tmp_path):
    issue(tmp_path)
    account = passcodes.read_code_holders(tmp_path)["甲学会"]
    return sessions.begin_session(tmp_path, account, NOON, secrets.token_bytes)


def test_a_note_tells_whose_it_is_until_it_expires(tmp_path, note):
    assert sessions.read_session(tmp_path, note, NOON).account == "甲学会"
    assert sessions.read_session(tmp_path, note, after(days=6)).account == "甲学会"
    assert sessions.read_session(tmp_path, note, after(days=8)) is None


def test_a_note_holds_seven_days_to_the_second(tmp_path, note):
    assert (
        sessions.read_session(tmp_path, note, after(days=7, seconds=-1)).begun == NOON.timestamp()
    )
    assert sessions.read_session(tmp_path, note, after(days=7)) is None


def test_what_began_in_the_second_of_leaving_everywhere_is_over_too(tmp_path, note):
    sessions.end_account(tmp_path, "甲学会", after(seconds=-1))
    assert sessions.read_session(tmp_path, note, NOON)
    sessions.end_account(tmp_path, "甲学会", NOON)
    assert sessions.read_session(tmp_path, note, NOON) is None


def test_use_is_written_down_once_in_ten_minutes(tmp_path):
    for seconds in (0, 599):
        sessions.keep_in_use(tmp_path, "1", after(seconds=seconds))
    hour = dt.timedelta(hours=1)
    assert not sessions.is_session_idle(tmp_path, "1", 0.0, hour, after(hours=1))
    assert sessions.is_session_idle(tmp_path, "1", 0.0, hour, after(hours=1, seconds=1))
    sessions.keep_in_use(tmp_path, "1", after(seconds=600))
    assert not sessions.is_session_idle(tmp_path, "1", 0.0, hour, after(hours=1, seconds=600))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: "",
        lambda note: "组宣部",
        lambda note: note[:-1] + ("0" if note[-1] != "0" else "1"),
        lambda note: "A" + note[1:],
        lambda note: note.split(".")[0],
        lambda note: note.split(".")[0] + ".",
        lambda note: "." + note.split(".")[1],
    ],
)
def test_a_forged_note_tells_nothing(tmp_path, note, spoil):
    assert sessions.read_session(tmp_path, spoil(note), NOON) is None


def test_a_note_of_another_installation_tells_nothing(tmp_path, note):
    other = tmp_path / "other"
    issue(other)
    sessions.begin_session(
        other, passcodes.read_code_holders(other)["甲学会"], NOON, secrets.token_bytes
    )
    assert sessions.read_session(other, note, NOON) is None


def test_a_note_taken_back_stays_so_and_others_hold(tmp_path, note):
    account = passcodes.read_code_holders(tmp_path)["甲学会"]
    phone = sessions.begin_session(tmp_path, account, NOON, secrets.token_bytes)
    session = sessions.read_session(tmp_path, note, NOON)
    sessions.end_session(tmp_path, session.id, session.until, NOON)
    assert sessions.read_session(tmp_path, note, NOON) is None
    assert sessions.read_session(tmp_path, phone, NOON).account == "甲学会"


def test_what_has_expired_anyway_is_forgotten(tmp_path):
    sessions.end_session(tmp_path, "old", after(days=1).timestamp(), NOON)
    sessions.end_session(tmp_path, "new", after(days=9).timestamp(), after(days=2))
    assert not sessions.is_session_ended(tmp_path, "old")
    assert sessions.is_session_ended(tmp_path, "new")


def test_what_expires_this_moment_is_not_kept(tmp_path):
    sessions.end_session(tmp_path, "old", after(days=1).timestamp(), NOON)
    sessions.end_session(tmp_path, "new", after(days=9).timestamp(), after(days=1))
    assert list(read_facts(tmp_path, sessions.ENDED)) == ["new"]
    sessions.is_first_sight(tmp_path, "old", after(days=1).timestamp(), NOON)
    sessions.is_first_sight(tmp_path, "new", after(days=9).timestamp(), after(days=1))
    assert list(read_facts(tmp_path, sessions.SEEN)) == ["new"]


def test_of_chance_are_256_bits_in_the_key_and_96_in_the_name_of_a_sign_in(tmp_path, note):
    assert len(bytes.fromhex(read_facts(tmp_path, sessions.KEY)["key"])) * 8 == 256
    assert len(bytes.fromhex(sessions.read_session(tmp_path, note, NOON).id)) * 8 == 96


def test_the_key_is_made_once(tmp_path, note):
    before = read_facts(tmp_path, sessions.KEY)
    sessions.begin_session(
        tmp_path, passcodes.read_code_holders(tmp_path)["甲学会"], NOON, secrets.token_bytes
    )
    assert read_facts(tmp_path, sessions.KEY) == before != {}
