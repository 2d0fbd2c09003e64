"""nginx and Caddy as the files in deploy/ set them up, each before a running server."""

import asyncio
import re

import pytest
from websockets.exceptions import InvalidStatus

from benchmarks.load_client import Viewer
from kjr.access.sign_in import WRONG
from kjr.app.exposure import HIDING
from kjr.ui.door import door
from tests.doors import LEADER, issue
from tests.programs import run_command
from tests.proxies import NAME, ask, caddy, nginx, open_window, stand_before, telling
from tests.window import Window
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def places(small_example, tmp_path_factory):
    room = tmp_path_factory.mktemp("places")
    issue(room / "state", LEADER)
    return {
        "KJR_FOLDER": str(small_example),
        "KJR_STATE": str(room / "state"),
        "KJR_SIGN_IN": "passcodes",
    }


@pytest.fixture(scope="module")
def served(places, tmp_path_factory):
    room = tmp_path_factory.mktemp("served")
    with serving(ROOT / "app.py", ROOT, room / "log", places) as running:
        yield running.address.removeprefix("http://")


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda make: make.__name__)
def house(request, served, tmp_path_factory):
    """The proxy's address, and where it writes its log."""
    room = tmp_path_factory.mktemp(request.param.__name__)
    with stand_before(request.param, room, served) as port:
        yield port, room


def test_every_answer_carries_its_headers_once(house):
    answer = ask(house[0], "/")
    assert answer.status_code == 200
    for name, said in door.ALWAYS.items():
        assert answer.headers.get_list(name) == [said]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check"])
def test_what_is_for_developers_is_shut(house, path):
    assert ask(house[0], path).status_code == 404


def test_a_page_of_somebody_elses_is_refused(house):
    port, _ = house
    assert ask(port, "/", Origin="https://elsewhere.example").status_code == 403
    assert ask(port, "/", Origin=f"http://{NAME}:{port}").status_code == 403
    assert ask(port, "/", Origin=f"https://{NAME}:{port}").status_code == 200


def test_cookies_are_for_tls_alone(house):
    said = ask(house[0], "/_stcore/host-config").headers.get_list("Set-Cookie")
    said += ask(house[0], "/_stcore/health").headers.get_list("Set-Cookie")
    assert {each.partition("=")[0] for each in said} == {"__Host-kjr_browser", "_streamlit_xsrf"}
    assert all("secure" in each.lower() for each in said)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/media/0123456789abcdef.pdf", 403), ("/subscription/0123456789abcdef.ics", 404)],
)
def test_files_are_kept_nowhere_and_their_addresses_in_no_log(house, path, status):
    port, room = house
    answer = ask(port, path)
    assert answer.status_code == status
    assert set(answer.headers.get_list("Cache-Control")) == {"no-store"}
    written = "".join(
        each.read_text("utf-8", "replace") for each in room.iterdir() if each.is_file()
    )
    assert "0123456789abcdef" not in written


def test_a_page_is_drawn_through_it_and_only_for_its_own_pages(house):
    port, room = house

    async def look(origin):
        async with open_window(port, room, origin) as connection:
            return await Viewer(connection, "", "").rerun()

    assert asyncio.run(look(f"https://{NAME}:{port}")).whole
    with pytest.raises(InvalidStatus):
        asyncio.run(look("https://elsewhere.example"))


async def try_code(port, room):
    """Somebody is wrong about a code, through the proxy."""
    async with Window("", way=open_window(port, room)) as window:
        await window.open()
        return await window.press("登录", 单位名称=LEADER.name, 登录码="不对")


@pytest.mark.parametrize("address", ["", "10.0.0.9"])
def test_doctor_names_a_proxy_that_hides_who_tries_and_none_that_says_it(
    address, served, places, tmp_path
):
    with stand_before(telling(address), tmp_path, served) as port:
        assert WRONG in asyncio.run(try_code(port, tmp_path))
    assert (HIDING in run_command(places, "doctor")) == (not address)


def test_the_files_say_what_the_door_says():
    for file in ("nginx.conf", "Caddyfile"):
        said = (ROOT / "deploy" / file).read_text("utf-8")
        assert re.findall(r'Content-Security-Policy\s+"([^"]+)"', said) == [door.POLICY], file
