import secrets
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kjr.access import leaving, lock_out, passcodes, sessions, sign_in
from kjr.access.lock_out import LockedOutError
from kjr.access.rights import HERE, NOBODY, Role, Viewer
from kjr.access.sign_in import Client, Request, SignInMethod, SignInRules
from kjr.app.settings import ROOT
from kjr.errors import KjrError
from kjr.state.facts import read_facts
from tests.doors import LEADER, NOON, UNIT, after, issue

RESOLVE = {"甲学会": "甲学会", "甲会": "甲学会", "乙学会": "乙学会"}.get
CLAIMS = {"sub": "1", "roles": "leader"}
NEAR = {"host": "localhost:8501", "origin": "http://localhost:8501"}
OTHER = Viewer(Role.UNIT, ("乙学会",), "乙学会")
PROOF = "only the proxy knows"
IAT = int(NOON.timestamp())


def who(rules, folder, request, now=NOON):
    return sign_in.identify_viewer(rules, folder, request, RESOLVE, now)


@pytest.fixture
def enter(tmp_path):
    def enter(account, code, address="10.0.0.9", now=NOON):
        note = sign_in.sign_in_account(tmp_path, account, code, address, now, secrets.token_bytes)
        return Request({}, address, note)

    return enter


def own_page(host):
    """As a browser asks whose address bar shows this host."""
    return {"host": host, "origin": f"http://{host}"}


@pytest.mark.parametrize(
    "headers",
    [
        NEAR,
        {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"},
        {"host": "[::1]:8501", "origin": "http://[::1]:8501"},
        {"host": "localhost:443", "origin": "https://localhost:443"},
    ],
)
def test_without_a_sign_in_somebody_at_the_machine_is_the_office(tmp_path, headers):
    assert who(SignInRules(), tmp_path, Request(headers, None)) == HERE


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        (NEAR, "10.0.0.9"),
        (own_page("kjr.example.cn"), None),
        (own_page("192.168.1.5:8501"), "127.0.0.1"),
        ({"host": "localhost:8501"}, None),
        ({"origin": "http://localhost:8501"}, None),
        ({}, None),
        (NEAR | {"origin": "http://localhost:8502"}, None),
        (NEAR | {"origin": "http://127.0.0.1:8501"}, None),
        (NEAR | {"origin": "localhost:8501"}, None),
        (NEAR | {"origin": "https://kjr.example.cn"}, None),
        (NEAR | {"origin": "null"}, None),
        (NEAR | {"x-forwarded-for": "10.0.0.9"}, None),
        (NEAR | {"x-forwarded-for": "127.0.0.1"}, None),
        (NEAR | {"x-real-ip": "10.0.0.9"}, None),
        (NEAR | {"forwarded": "for=10.0.0.9"}, None),
        (NEAR | {"via": "1.1 proxy"}, None),
        (NEAR | {"x-forwarded-proto": "https"}, None),
        (NEAR | {"x-client-ip": "10.0.0.9"}, None),
        (own_page("localhost.example.cn"), None),
        (own_page("127.0.0.1.example.cn"), None),
    ],
)
def test_without_a_sign_in_nobody_else_is_served(tmp_path, headers, address):
    assert who(SignInRules(), tmp_path, Request(headers, address)) == NOBODY


def test_a_passcode_lets_its_owner_in(tmp_path, enter):
    code = issue(tmp_path)
    request = enter("甲学会", code)
    assert who(SignInRules(SignInMethod.PASSCODES), tmp_path, request) == UNIT
    assert who(SignInRules(SignInMethod.PASSCODES), tmp_path, request, after(days=8)) == NOBODY
    assert who(SignInRules(SignInMethod.PASSCODES), tmp_path, Request(NEAR, None)) == NOBODY


def test_the_right_code_after_slips_frees_the_tries(tmp_path, enter):
    code = issue(tmp_path)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(KjrError, match=sign_in.WRONG):
                enter("甲学会", "AAAA-AAAA-AAAA")
        assert who(SignInRules(SignInMethod.PASSCODES), tmp_path, enter("甲学会", code)) == UNIT


def test_the_browser_that_signed_in_is_let_through_whatever_others_try(tmp_path, enter):
    code, hers = issue(tmp_path), Client("10.0.0.9", "hers")
    enter("甲学会", code, hers)
    for _ in range(6):
        with pytest.raises(KjrError):
            enter("甲学会", "AAAA-AAAA-AAAA")
    with pytest.raises(LockedOutError):
        enter("甲学会", code, Client("10.0.0.9", "another"))
    assert enter("甲学会", code, hers).note


def test_the_same_words_whether_the_name_or_the_code_is_wrong(tmp_path, enter):
    issue(tmp_path)
    said = set()
    for account in ("甲学会", "没有这一家"):
        with pytest.raises(KjrError) as refused:
            enter(account, "AAAA-AAAA-AAAA")
        said.add(str(refused.value))
    assert said == {sign_in.WRONG}


def test_what_is_remembered_is_opened_again_only_when_it_changed(tmp_path, enter, monkeypatch):
    rules, opened, read = SignInRules(SignInMethod.PASSCODES), [], Path.read_text
    request = enter("甲学会", issue(tmp_path))
    leaving.end_sign_in(rules, tmp_path, enter("乙学会", issue(tmp_path, OTHER)), NOON)
    monkeypatch.setattr(
        Path, "read_text", lambda file, *how: opened.append(file.name) or read(file, *how)
    )
    assert {who(rules, tmp_path, request) for _ in range(20)} == {UNIT}
    assert max(Counter(opened).values(), default=0) <= 1
    passcodes.revoke_code(tmp_path, "甲学会")
    assert who(rules, tmp_path, request) == NOBODY


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: passcodes.renew_code(folder, "甲学会", NOON, secrets.token_bytes),
        lambda folder: passcodes.revoke_code(folder, "甲学会"),
    ],
)
def test_a_new_code_or_none_ends_what_began_with_the_old(tmp_path, enter, change):
    request = enter("甲学会", issue(tmp_path))
    change(tmp_path)
    assert who(SignInRules(SignInMethod.PASSCODES), tmp_path, request) == NOBODY


def test_signing_out_holds_against_a_replayed_cookie(tmp_path, enter):
    rules = SignInRules(SignInMethod.PASSCODES)
    request = enter("甲学会", issue(tmp_path))
    leaving.end_sign_in(rules, tmp_path, request, NOON)
    assert who(rules, tmp_path, request) == NOBODY


@pytest.mark.slow
def test_of_ten_thousand_tries_in_a_day_a_few_dozen_are_looked_at(tmp_path, enter):
    code = issue(tmp_path)
    looked_at = 0
    for n in range(10_000):
        try:
            lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(seconds=n * 8.64))
        except LockedOutError:
            continue
        looked_at += 1
    assert looked_at < 40
    with pytest.raises(LockedOutError):
        enter("甲学会", code, now=after(days=1))


def test_the_lock_survives_a_restart(tmp_path, enter):
    code = issue(tmp_path)
    for _ in range(5):
        with pytest.raises(KjrError):
            enter("甲学会", "AAAA-AAAA-AAAA")
    program = (
        "import sys, pathlib; from kjr.access import lock_out; from tests.doors import NOON;"
        "lock_out.count_try(pathlib.Path(sys.argv[1]), '甲学会', '10.0.0.9', NOON)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert "LockedOutError" in told.stderr
    with pytest.raises(LockedOutError):
        enter("甲学会", code)


def test_many_tries_at_once_gain_nothing(tmp_path, enter, monkeypatch):
    issue(tmp_path)
    looked_at, look = [], passcodes.find_code_holder
    monkeypatch.setattr(
        passcodes, "find_code_holder", lambda *asked: looked_at.append(1) or look(*asked)
    )

    def attempt(_):
        with pytest.raises(KjrError):
            enter("甲学会", "AAAA-AAAA-AAAA")

    with ThreadPoolExecutor(20) as crowd:
        list(crowd.map(attempt, range(20)))
    assert len(looked_at) == 5


@pytest.mark.parametrize(
    ("address", "told", "place"),
    [
        ("10.0.0.9", "", "10.0.0.9"),
        ("10.0.0.9", "192.0.2.7", "10.0.0.9"),
        (None, "192.0.2.7", "192.0.2.7"),
        (None, "10.9.9.9, 192.0.2.7", "192.0.2.7"),
        (None, "", "localhost"),
    ],
)
def test_tries_through_a_proxy_of_this_machine_are_counted_where_they_come_from(
    address, told, place
):
    headers = NEAR | ({"x-forwarded-for": told} if told else {})
    assert sign_in.find_client_address(Request(headers, address)) == place


@pytest.mark.parametrize(
    ("host", "address", "told", "hides"),
    [
        ("kjr.example.cn", "127.0.0.1", "", True),
        ("kjr.example.cn", None, "", True),
        ("kjr.example.cn", None, "10.0.0.9", False),
        ("kjr.example.cn", "10.0.0.9", "", False),
        ("localhost:8501", None, "", False),
    ],
)
def test_a_proxy_that_does_not_say_who_comes_is_noticed(host, address, told, hides):
    headers = own_page(host) | ({"x-forwarded-for": told} if told else {})
    assert sign_in.is_address_hidden(Request(headers, address)) is hides


def test_claims_become_a_role(tmp_path):
    rules = SignInRules(SignInMethod.OIDC)

    def told(**claims):
        return who(rules, tmp_path, Request({}, None, claims=claims))

    assert told(sub="1", name="张示例", roles=["office"]).role is Role.OFFICE
    assert told(sub="1", roles="leader,other").role is Role.LEADER
    assert told(sub="1", unit=["甲会", "乙学会"]).units == ("甲学会", "乙学会")
    assert told(sub="1", unit="甲会员") == NOBODY
    assert told(sub="1") == NOBODY
    assert told() == NOBODY


def test_an_ended_sign_in_at_the_provider_stays_ended_and_the_next_one_holds(tmp_path):
    rules = SignInRules(SignInMethod.OIDC)
    first = Request({}, None, claims={"sub": "1", "iat": IAT, "roles": ["office"]})
    leaving.end_sign_in(rules, tmp_path, first, NOON)
    assert who(rules, tmp_path, first) == NOBODY
    again = first._replace(claims=first.claims | {"iat": IAT + 1})
    assert who(rules, tmp_path, again).role is Role.OFFICE


def sign_in_somehow(way, folder, enter):
    if way is SignInMethod.PASSCODES:
        return enter("甲学会", issue(folder))
    return Request({}, None, claims={"sub": "1", "iat": IAT, "unit": ["甲学会"]})


@pytest.mark.parametrize("way", [SignInMethod.PASSCODES, SignInMethod.OIDC])
def test_a_sign_in_that_nobody_uses_ends_and_one_in_use_does_not(tmp_path, enter, way):
    rules = SignInRules(way)
    request = sign_in_somehow(way, tmp_path, enter)
    here = who(rules, tmp_path, request)
    assert who(rules, tmp_path, request, after(hours=72)) == here != NOBODY
    assert who(rules, tmp_path, request, after(hours=72, seconds=1)) == NOBODY
    for hours in (60, 120):
        leaving.note_use(rules, tmp_path, request, here, after(hours=hours))
    leaving.note_use(rules, tmp_path, request, here, after(hours=120, seconds=599))
    assert who(rules, tmp_path, request, after(hours=140)) == here
    leaving.note_use(rules, tmp_path, request, NOBODY, after(hours=140))
    assert who(rules, tmp_path, request, after(hours=192, seconds=1)) == NOBODY


def test_the_office_says_how_long_a_sign_in_may_be_left(tmp_path, enter):
    said = {"sign_in": "passcodes", "idle_hours": 0.5}
    rules = sign_in.parse_sign_in_rules(said)
    request = enter("甲学会", issue(tmp_path))
    assert who(rules, tmp_path, request, after(minutes=30)) == UNIT
    assert who(rules, tmp_path, request, after(minutes=31)) == NOBODY


def test_a_proof_of_sixteen_letters_will_do():
    said = {"sign_in": "header", "proxy_secret": "0123456789abcdef"}
    assert sign_in.parse_sign_in_rules(said).proof == said["proxy_secret"]
    with pytest.raises(KjrError, match="16"):
        sign_in.parse_sign_in_rules(said | {"proxy_secret": "0123456789abcde"})


def test_the_proof_is_told_to_nobody():
    said = {"sign_in": "header", "proxy_secret": PROOF}
    assert PROOF not in repr(sign_in.parse_sign_in_rules(said))


@pytest.mark.parametrize("hours", [0, -1, 169, "12", True])
def test_a_time_that_ends_nothing_or_at_once_is_refused(hours):
    with pytest.raises(KjrError, match="idle_hours"):
        sign_in.parse_sign_in_rules({"sign_in": "passcodes", "idle_hours": hours})
    assert sign_in.parse_sign_in_rules({"idle_hours": 168}).idle == sessions.LASTS


def test_one_who_uses_her_sign_in_ends_nobody_elses(tmp_path):
    sessions.keep_in_use(tmp_path, "hers", NOON)
    sessions.keep_in_use(tmp_path, "his", after(hours=1))
    longest = sessions.IDLE
    assert not sessions.is_session_idle(tmp_path, "hers", 0.0, longest, after(hours=72))


def test_what_was_used_long_ago_is_not_kept(tmp_path):
    sessions.keep_in_use(tmp_path, "old", NOON)
    sessions.keep_in_use(tmp_path, "new", after(days=7))
    assert list(read_facts(tmp_path, sessions.LATELY)) == ["new"]


def test_a_proxy_is_believed_only_with_its_proof(tmp_path):
    rules = sign_in.parse_sign_in_rules({"sign_in": "header", "proxy_secret": PROOF})
    said = {"x-kjr-roles": "leader", "x-kjr-name": "%E5%BC%A0%E7%A4%BA%E4%BE%8B"}
    asked = Request(said | {"x-kjr-proof": PROOF}, None)
    assert who(rules, tmp_path, asked) == LEADER._replace(name="张示例")
    assert who(rules, tmp_path, Request(said, None)) == NOBODY
    assert who(rules, tmp_path, Request(said | {"x-kjr-proof": "guess"}, None)) == NOBODY


def test_a_proxy_tells_the_unit_percent_encoded(tmp_path):
    rules = sign_in.parse_sign_in_rules({"sign_in": "header", "proxy_secret": PROOF})
    said = {"x-kjr-unit": "%E7%94%B2%E5%AD%A6%E4%BC%9A", "x-kjr-proof": PROOF}
    assert who(rules, tmp_path, Request(said, None)).units == ("甲学会",)


@pytest.mark.parametrize(
    "said",
    [
        {"sign_in": "passcode"},
        {"sign_in": "header"},
        {"sign_in": "header", "proxy_secret": "short"},
    ],
)
def test_settings_that_would_protect_nothing_are_refused(said):
    with pytest.raises(KjrError, match="sign_in"):
        sign_in.parse_sign_in_rules(said)


def test_leaving_everywhere_ends_what_was_begun_on_other_machines(tmp_path, enter):
    rules = SignInRules(SignInMethod.PASSCODES)
    code, other = issue(tmp_path), issue(tmp_path, LEADER)
    lost, here = enter("甲学会", code), enter("甲学会", code, "10.0.0.7", after(hours=1))
    leader = enter(LEADER.name, other)
    leaving.end_sign_in_everywhere(rules, tmp_path, here, after(hours=2))
    now = after(hours=2)
    assert [who(rules, tmp_path, each, now) for each in (lost, here)] == [NOBODY, NOBODY]
    assert who(rules, tmp_path, leader, now) == LEADER
    anew = enter("甲学会", code, now=after(hours=2, seconds=1))
    assert who(rules, tmp_path, anew, after(hours=3)) == UNIT


def test_leaving_everywhere_holds_for_a_provider_that_says_when_it_let_somebody_in(tmp_path):
    rules = SignInRules(SignInMethod.OIDC)

    def claims(moment, **more):
        return Request({}, None, claims={"sub": "1", "roles": "leader", "iat": moment, **more})

    lost, here = claims(NOON.timestamp()), claims(after(hours=1).timestamp())
    leaving.end_sign_in_everywhere(rules, tmp_path, here, after(hours=2))
    assert who(rules, tmp_path, lost, after(hours=2)) == NOBODY
    assert who(rules, tmp_path, here, after(hours=2)) == NOBODY
    anew = claims(after(hours=3).timestamp())
    assert who(rules, tmp_path, anew, after(hours=3)).role is Role.LEADER
    somebody = claims(NOON.timestamp(), sub="2")
    assert who(rules, tmp_path, somebody, after(hours=3)).role is Role.LEADER


def test_where_a_provider_does_not_say_when_only_this_sign_in_ends(tmp_path):
    rules, here = SignInRules(SignInMethod.OIDC), Request({}, None, claims=CLAIMS)
    elsewhere = here._replace(claims=CLAIMS | {"iat": IAT})
    leaving.end_sign_in_everywhere(rules, tmp_path, here, after(hours=1))
    assert who(rules, tmp_path, here, after(hours=1)) == NOBODY
    assert who(rules, tmp_path, elsewhere, after(hours=1)).role is Role.LEADER


@pytest.mark.parametrize("way", SignInMethod)
def test_whoever_is_not_here_leaves_everywhere_without_harm(tmp_path, enter, way):
    hers = enter("甲学会", issue(tmp_path))
    leaving.end_sign_in_everywhere(SignInRules(way), tmp_path, Request({}, None), after(hours=1))
    assert who(SignInRules(SignInMethod.PASSCODES), tmp_path, hers, after(hours=1)) == UNIT


def test_a_note_is_taken_back_everywhere_only_where_notes_let_in(tmp_path, enter):
    """An old note lies in the browser of one who now signs in at a provider."""
    code = issue(tmp_path)
    kept, elsewhere = enter("甲学会", code), enter("甲学会", code)
    left = kept._replace(claims=CLAIMS | {"iat": IAT})
    leaving.end_sign_in_everywhere(SignInRules(SignInMethod.OIDC), tmp_path, left, after(hours=1))
    assert who(SignInRules(SignInMethod.OIDC), tmp_path, left, after(hours=1)) == NOBODY
    assert who(SignInRules(SignInMethod.PASSCODES), tmp_path, elsewhere, after(hours=1)) == UNIT


def test_in_which_order_a_provider_says_it_makes_no_other_sign_in(tmp_path):
    rules, said = SignInRules(SignInMethod.OIDC), CLAIMS | {"iat": IAT}
    turned = dict(reversed(said.items()))
    leaving.end_sign_in(rules, tmp_path, Request({}, None, claims=said), NOON)
    assert who(rules, tmp_path, Request({}, None, claims=turned)) == NOBODY


def test_leaving_a_provider_holds_for_ever(tmp_path):
    """Its cookie is signed and tells of no end: whoever copied it has it next year too."""
    rules, request = SignInRules(SignInMethod.OIDC), Request({}, None, claims=CLAIMS)
    assert who(rules, tmp_path, request).role is Role.LEADER
    leaving.end_sign_in(rules, tmp_path, request, NOON)
    for days in (0, 8, 40, 4000):
        assert who(rules, tmp_path, request, after(days=days)) == NOBODY
        leaving.end_sign_in(
            rules, tmp_path, Request({}, None, claims={"sub": "2"}), after(days=days)
        )


def test_a_sign_in_elsewhere_is_new_once(tmp_path):
    def is_new(way, claims=CLAIMS, here=LEADER, now=NOON):
        request = Request({}, None, claims=claims)
        return leaving.is_new_sign_in(SignInRules(way), tmp_path, request, here, now)

    assert [is_new(SignInMethod.OIDC) for _ in range(3)] == [True, False, False]
    assert is_new(SignInMethod.OIDC, {**CLAIMS, "iat": 5})
    assert not is_new(SignInMethod.OIDC, here=NOBODY)
    assert [is_new(SignInMethod.HEADER) for _ in range(2)] == [True, False]
    assert is_new(SignInMethod.HEADER, here=UNIT)
    assert not is_new(SignInMethod.HEADER)
    assert is_new(SignInMethod.HEADER, now=after(days=1))
    assert not is_new(SignInMethod.PASSCODES)
    assert not is_new(SignInMethod.LOCAL)
