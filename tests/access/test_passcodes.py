import hashlib
import re
import secrets
import time

import pytest

from kjr.access import passcodes
from kjr.errors import KjrError
from kjr.state import private_facts
from kjr.state.facts import change_facts, read_facts
from tests.databases import Intruder
from tests.doors import NOON, UNIT, after, issue


def test_a_code_opens_its_own_account_however_it_is_typed(tmp_path):
    code = issue(tmp_path)
    assert passcodes.find_code_holder(tmp_path, "甲学会", code).viewer == UNIT
    assert (
        passcodes.find_code_holder(tmp_path, "甲学会", f" {code.lower().replace('-', ' ')} ").viewer
        == UNIT
    )


def test_no_other_code_and_no_other_name_opens_it(tmp_path):
    code = issue(tmp_path)
    assert passcodes.find_code_holder(tmp_path, "甲学会", "AAAA-AAAA-AAAA") is None
    assert passcodes.find_code_holder(tmp_path, "乙学会", code) is None
    assert passcodes.find_code_holder(tmp_path, "甲学会", "") is None


def test_codes_differ_and_are_long_enough(tmp_path):
    codes = {issue(tmp_path)}
    codes |= {passcodes.renew_code(tmp_path, "甲学会", NOON, secrets.token_bytes) for _ in range(4)}
    assert len(codes) == 5
    assert {len(passcodes.normalize_code(code)) for code in codes} == {passcodes.LENGTH}


def test_a_code_is_written_in_three_groups_of_four(tmp_path):
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", issue(tmp_path))


def test_the_code_itself_is_kept_nowhere(tmp_path):
    code = issue(tmp_path)
    said = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert code.encode() not in said
    assert passcodes.normalize_code(code).encode() not in said


@pytest.mark.sqlite
def test_only_the_servers_own_account_can_read_what_is_kept(tmp_path):
    issue(tmp_path / "state")
    kept = list((tmp_path / "state").iterdir())
    assert kept
    assert [file for file in kept if private_facts.is_open_to_others(file)] == []


def test_all_that_is_kept_is_closed_to_others(tmp_path):
    file = tmp_path / "state" / "versions" / "1.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    file.chmod(0o644)
    private_facts.close_to_others(tmp_path / "state")
    for kept in (file, file.parent, tmp_path / "state"):
        assert not private_facts.is_open_to_others(kept)


def test_an_account_has_one_code_until_it_is_renewed(tmp_path):
    old = issue(tmp_path)
    with pytest.raises(KjrError, match="已经有登录码"):
        issue(tmp_path)
    new = passcodes.renew_code(tmp_path, "甲学会", after(days=1), secrets.token_bytes)
    assert passcodes.find_code_holder(tmp_path, "甲学会", old) is None
    assert passcodes.find_code_holder(tmp_path, "甲学会", new).issued == after(days=1)


def test_what_was_given_out_before_an_update_opens_after_it(tmp_path):
    """The work a try costs is part of every digest there is, the mark of every sign-in."""
    salt = secrets.token_bytes(16)
    digest = hashlib.scrypt(b"K7WQ3FZNP2CD", salt=salt, n=16384, r=8, p=1)
    kept = {
        **{"role": "UNIT", "units": ["甲学会"], "issued": NOON.isoformat()},
        **{"salt": salt.hex(), "digest": digest.hex()},
    }
    with change_facts(tmp_path, passcodes.CODES) as codes:
        codes["甲学会"] = kept
    holder = passcodes.find_code_holder(tmp_path, "甲学会", "k7wq-3fzn-p2cd")
    assert holder == ("甲学会", UNIT, NOON, salt.hex()[:8])
    passcodes.renew_code(tmp_path, "甲学会", NOON, secrets.token_bytes)
    anew = read_facts(tmp_path, passcodes.CODES)["甲学会"]
    assert {name: len(said) for name, said in anew.items()} == {
        name: len(said) for name, said in kept.items()
    }


def test_a_revoked_code_opens_nothing(tmp_path):
    code = issue(tmp_path)
    passcodes.revoke_code(tmp_path, "甲学会")
    assert passcodes.find_code_holder(tmp_path, "甲学会", code) is None
    with pytest.raises(KjrError, match="没有发给"):
        passcodes.revoke_code(tmp_path, "甲学会")
    with pytest.raises(KjrError, match="没有发给"):
        passcodes.renew_code(tmp_path, "甲学会", NOON, secrets.token_bytes)


def test_an_unknown_name_takes_the_same_work(tmp_path):
    issue(tmp_path)

    def work(name):
        begun = time.process_time()
        for _ in range(5):
            passcodes.find_code_holder(tmp_path, name, "AAAA-AAAA-AAAA")
        return time.process_time() - begun

    known, unknown = work("甲学会"), work("没有这一家")
    assert 0.5 < known / unknown < 2


def test_a_try_costs_at_most_150_ms_of_processor_time(tmp_path):
    code = issue(tmp_path)
    begun = time.process_time()
    assert passcodes.find_code_holder(tmp_path, "甲学会", code)
    assert time.process_time() - begun < 0.15


@pytest.mark.parametrize("harm", ["UPDATE facts SET value = '{'", "DROP TABLE facts"])
def test_a_spoilt_database_lets_nobody_in(tmp_path, harm):
    code = issue(tmp_path)
    Intruder(tmp_path).tell(harm)
    with pytest.raises(KjrError, match="读不出来"):
        passcodes.find_code_holder(tmp_path, "甲学会", code)
