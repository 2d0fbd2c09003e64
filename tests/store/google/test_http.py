import socket
import time

import pytest
from google.auth.credentials import AnonymousCredentials
from google.oauth2.service_account import Credentials

from kjr.store.google.account import load_credentials
from kjr.store.google.google_access import BaseAddresses
from kjr.store.google.http import GoogleHttp
from kjr.store.google.quota import Urgency
from kjr.store.google.refusals import BusyError, GoogleError, UnsureError
from tests.google_server.accounts import EMAIL, service_account
from tests.google_server.serve import serving
from tests.google_server.world import parse_faults

BOOKS = "https://sheets.googleapis.com/v4/spreadsheets"
BOOK = f"{BOOKS}/none"


@pytest.fixture
def world():
    with serving(frozen=True, strict_tokens=True) as world:
        yield world


@pytest.fixture
def http(world):
    clock = world.clock
    account = load_credentials(service_account(world.url))
    return GoogleHttp(account, BaseAddresses(world.url, world.url), clock.now, clock.sleep)


def fails(world, spec):
    world.faults = parse_faults(spec)


def create(http):
    return http.ask("post", BOOKS, json={"properties": {"title": "甲"}})


def test_signs_in_with_the_service_account(http):
    assert create(http)["properties"]["title"] == "甲"
    assert http.account == EMAIL


def test_every_call_is_logged_with_what_came_of_it(world, http):
    create(http)
    fails(world, "reset*1@GET")
    with pytest.raises(GoogleError):
        http.ask("get", BOOK)
    assert [(call.kind, call.method, call.status) for call in http.calls] == [
        ("write", "post", 200),
        ("read", "get", 0),
        ("read", "get", 404),
    ]


@pytest.mark.parametrize("fault", ["500", "502", "503", "html", "reset", "408"])
def test_a_reading_call_is_repeated_after_a_failure_that_passes(world, http, fault):
    fails(world, f"{fault}*3@GET")
    with pytest.raises(GoogleError) as refused:
        http.ask("get", BOOK)
    assert refused.value.status == 404
    assert len(http.calls) == 4


def test_it_gives_up_within_a_minute(world, http):
    fails(world, "503@GET")
    before = world.clock.now()
    with pytest.raises(GoogleError, match="故障（503）"):
        http.ask("get", BOOK)
    assert (len(http.calls), world.clock.now() - before < 60) == (5, True)


def test_it_waits_longer_each_time_before_it_asks_again(world, http, monkeypatch):
    waits = []
    monkeypatch.setattr("kjr.store.google.http.random.random", lambda: 0.25)
    monkeypatch.setattr(http, "sleep", waits.append)
    fails(world, "503@GET")
    with pytest.raises(GoogleError, match="故障（503）"):
        http.ask("get", BOOK)
    assert waits == [1.25, 2.25, 4.25, 8.25]


def test_others_in_the_background_need_not_learn_it_the_long_way(world, http):
    fails(world, "503@GET")
    with pytest.raises(GoogleError):
        http.ask("get", BOOK)
    before = world.clock.now(), len(http.calls)
    for _ in range(200):
        with pytest.raises(GoogleError, match="故障（503）"):
            http.ask("get", BOOK)
    assert (world.clock.now(), len(http.calls)) == before
    fails(world, "")
    with pytest.raises(GoogleError, match="已被删除"):
        http.ask("get", BOOK, Urgency.SAVE)
    world.clock.advance(20)
    with pytest.raises(GoogleError, match="已被删除"):
        http.ask("get", BOOK)


@pytest.mark.parametrize("fault", ["503@GET", "429@GET"])
def test_what_one_person_was_refused_holds_nobody_in_the_background_up(world, http, fault):
    fails(world, fault)
    with pytest.raises(GoogleError):
        http.ask("get", BOOK, Urgency.OPEN)
    fails(world, "")
    with pytest.raises(GoogleError, match="已被删除"):
        http.ask("get", BOOK)


@pytest.mark.parametrize("fault", ["500", "503", "html", "reset", "lost"])
def test_a_post_is_never_repeated_blindly(world, http, fault):
    fails(world, f"{fault}*1@POST /v4")
    with pytest.raises(UnsureError):
        create(http)
    assert len(http.calls) == 1


def test_a_background_call_waits_for_the_next_minute(world, http):
    fails(world, "429*2@GET")
    before = world.clock.now()
    with pytest.raises(GoogleError) as refused:
        http.ask("get", BOOK)
    assert refused.value.status == 404
    assert 40 <= world.clock.now() - before <= 140


def test_the_whole_minute_is_waited_out_unless_google_says_less(world, http, monkeypatch):
    """Google counts by the minute: whoever comes back sooner is counted again."""
    waits = []
    monkeypatch.setattr("kjr.store.google.http.random.uniform", lambda least, most: (least, most))
    monkeypatch.setattr(http, "sleep", lambda pause: waits.append(pause) or world.clock.sleep(65))
    fails(world, "429*2@GET")
    with pytest.raises(GoogleError, match="已被删除"):
        http.ask("get", BOOK)
    assert waits == [(20, 65), (20, 65)]


def test_it_is_asked_five_times_and_then_said_to_be_too_much(world, http):
    fails(world, "429@GET")
    before = world.clock.now()
    with pytest.raises(BusyError, match="过一分钟再试"):
        http.ask("get", BOOK)
    assert len(http.calls) == 5
    assert 4 * 20 <= world.clock.now() - before <= 4 * 65 + 30


def test_a_board_says_at_once_that_it_has_to_wait(world, http):
    http.is_patient = False
    fails(world, "429*1@GET")
    before = world.clock.now()
    for _ in range(2):
        with pytest.raises(BusyError, match="过一分钟再试"):
            http.ask("get", BOOK)
    assert world.clock.now() - before < 5
    world.clock.advance(20)
    with pytest.raises(GoogleError, match="已被删除"):
        http.ask("get", BOOK)


@pytest.mark.parametrize("urgency", [Urgency.SAVE, Urgency.OPEN])
def test_a_person_does_not_wait_for_the_next_minute(world, http, urgency):
    fails(world, "429*1@GET")
    before = world.clock.now()
    for _ in range(2):
        with pytest.raises(BusyError, match="过一分钟再试"):
            http.ask("get", BOOK, urgency)
    assert world.clock.now() - before < 5


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"disabled": ("sheets.googleapis.com",)}, "还没有启用 Google Sheets API，请打开 https://"),
        ({"refused_accounts": (EMAIL,)}, "Google 不认这把密钥"),
    ],
)
def test_what_must_be_set_up_is_said_in_plain_words(world, http, settings, words):
    for name, value in settings.items():
        setattr(world.settings, name, value)
    with pytest.raises(GoogleError, match=words):
        http.ask("get", BOOK)
    assert len(http.calls) == 1


def test_a_missing_range_is_a_missing_sheet(http):
    book = create(http)["spreadsheetId"]
    with pytest.raises(GoogleError, match="工作表不见了或改了名"):
        http.ask("get", f"{BOOKS}/{book}/values/NOPE!A1")


def test_a_full_storage_tells_to_copy_the_template_oneself(world, http):
    scopes = ["https://www.googleapis.com/auth/drive"]
    info = service_account(world.url)
    http.session.credentials = Credentials.from_service_account_info(info, scopes=scopes)
    world.settings.storage_full = True
    with pytest.raises(GoogleError, match="请自己用模板复制一份"):
        http.ask("post", "https://www.googleapis.com/drive/v3/files", json={"name": "甲"})


def test_who_was_refused_for_good_asks_again_after_a_quarter_of_a_minute(world, http):
    fails(world, "503@GET")
    with pytest.raises(GoogleError, match="故障"):
        http.ask("get", BOOK)
    fails(world, "")
    until = http._rest[0]
    assert until - world.clock.now() == pytest.approx(15, abs=0.1)
    world.clock.advance(until - world.clock.now())
    with pytest.raises(GoogleError, match="已被删除"):
        http.ask("get", BOOK)


@pytest.mark.parametrize(("wait", "is_made"), [(4.9, True), (5.1, False)])
def test_a_person_waits_five_seconds_for_a_call_and_no_longer(world, http, wait, is_made):
    http.purses["read"].drain(wait)
    before = world.clock.now()
    with pytest.raises(GoogleError) as refused:
        http.ask("get", BOOK, Urgency.SAVE)
    assert isinstance(refused.value, BusyError) != is_made
    assert world.clock.now() - before == pytest.approx(wait if is_made else 0, abs=0.01)


@pytest.mark.parametrize(("since", "is_made"), [(14, False), (16, True)])
def test_a_used_up_minute_is_thought_over_after_twenty_seconds(world, http, since, is_made):
    fails(world, "429*1@GET")
    with pytest.raises(BusyError):
        http.ask("get", BOOK, Urgency.SAVE)
    world.clock.advance(since)
    with pytest.raises(GoogleError) as refused:
        http.ask("get", BOOK, Urgency.SAVE)
    assert isinstance(refused.value, BusyError) != is_made


def test_a_server_that_takes_a_call_and_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("kjr.store.google.http.TIMEOUT", (0.2, 0.2))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        http = GoogleHttp(AnonymousCredentials(), BaseAddresses(url, url), sleep=lambda _: None)
        before = time.monotonic()
        with pytest.raises(UnsureError, match="连不上 Google"):
            create(http)
        assert time.monotonic() - before < 5
