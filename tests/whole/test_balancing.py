"""Several processes behind the proxies of deploy/: a browser stays with one, and one may stop."""

import asyncio
import contextlib
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.load_client import Viewer
from tests.doors import LEADER, issue
from tests.proxies import ask, caddy, nginx, open_window, stand_before
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
BOTH = pytest.mark.parametrize("make", [nginx, caddy], ids=lambda make: make.__name__)
BROWSERS = 16
STOPPING = 15.0
"""Seconds in which a process that was asked to stop has stopped."""


class Stand(BaseHTTPRequestHandler):
    """Answers whatever is asked with its own port."""

    def do_GET(self):
        self.server.seen.append(self.headers)
        said = str(self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_said):
        """Nobody listens."""


@contextlib.contextmanager
def standing():
    """A server of that kind, until it is stopped."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stand)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def ask_as(port, number):
    """Which server answers a browser, whatever else it sends along."""
    said = f"other={time.monotonic()}; __Host-kjr_browser=known{number}; kjr_seen={number}"
    answer = ask(port, "/", Cookie=said)
    assert answer.status_code == 200
    return answer.text


@BOTH
def test_a_browser_stays_with_its_process_as_long_as_that_is_there(make, tmp_path):
    with contextlib.ExitStack() as first, standing() as second:
        one = first.enter_context(standing())
        served = [f"127.0.0.1:{each.server_port}" for each in (one, second)]
        with stand_before(make, tmp_path, *served) as port:
            homes = {number: ask_as(port, number) for number in range(BROWSERS)}
            for _ in range(2):
                assert {number: ask_as(port, number) for number in homes} == homes
            assert {*homes.values()} == {str(one.server_port), str(second.server_port)}
            assert not any(said["X-Kjr-Browser"] for said in (*one.seen, *second.seen))
            first.close()
            left = {number: ask_as(port, number) for number in homes}
            assert {*left.values()} == {str(second.server_port)}


@BOTH
def test_a_process_stops_and_everybody_goes_on_with_the_other(make, small_example, tmp_path):
    """Half of the windows lose their line; opened again they are drawn by who is left."""
    places = {
        "KJR_FOLDER": str(small_example),
        "KJR_STATE": str(tmp_path / "state"),
        "KJR_SIGN_IN": "passcodes",
    }
    issue(tmp_path / "state", LEADER)

    def start(name):
        return serving(ROOT / "app.py", ROOT, tmp_path / name, places)

    with start("first") as first, start("second") as second:
        served = [each.address.removeprefix("http://") for each in (first, second)]
        with stand_before(make, tmp_path, *served) as port:
            took = asyncio.run(stop_among_viewers(port, tmp_path, first.process))
            print(f"stopped in {took:.2f} s, with {BROWSERS} windows open")
            assert took < STOPPING
            assert second.process.poll() is None


async def stop_among_viewers(port, room, process):
    async with contextlib.AsyncExitStack() as stack:
        cookies = [f"__Host-kjr_browser=known{number}" for number in range(BROWSERS)]
        windows = [
            await stack.enter_async_context(open_window(port, room, cookie=each))
            for each in cookies
        ]
        for each in windows:
            assert (await Viewer(each, "", "").rerun()).whole
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait, STOPPING)
        took = time.monotonic() - asked
        await asyncio.sleep(0)
        for each in cookies:
            async with open_window(port, room, cookie=each) as again:
                assert (await Viewer(again, "", "").rerun()).whole
    return took
