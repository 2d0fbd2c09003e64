"""What somebody typed or sends, in a real browser and at a real server."""

import http.client
from contextlib import contextmanager

import pytest

from kjr.access import rights
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from tests.browser.clerk import look_into
from tests.harm import ELSEWHERE, LOADED, spoil
from tests.plans import BOTH
from tools.browsing import settle

pytestmark = pytest.mark.browser
ADDRESSES = ["", *[page.address for page in rights.PAGES.values()][1:]]
HUGE = 200 * 1024 * 1024
LINKS = f'a[href*="{ELSEWHERE}"], a[href^="javascript"], img[src*="{ELSEWHERE}"]'


@BOTH
def test_markup_somebody_typed_runs_loads_and_links_nothing(books, serve, look, tmp_path, plan):
    figures = look_into(books, tmp_path)
    spoil(books, figures.snapshot.books[plan.unit], figures.campaign)
    note = Act(figures.snapshot.taken, LOADED, plan.unit, ActKind.RETURNED, note=LOADED)
    Journal(tmp_path / "state").append(note)
    home = serve(books)
    page = look(home)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert len(ADDRESSES) > 12
    seen = ""
    for address in ADDRESSES:
        page.goto(f"{home}/{address}?unit={plan.unit}")
        settle(page)
        assert page.evaluate("window.hit") is None
        assert page.locator(LINKS).count() == 0, address
        seen += page.content()
    assert [url for url in asked if ELSEWHERE in url] == []
    assert "window.hit" in seen


@pytest.fixture
def upload(address, look, plan):
    """Where an open page sends its uploads, and what its browser proves itself with."""
    page = look(f"{address}/ledgers?unit={plan.unit}")
    page.get_by_text("下载、上传、粘贴").click()
    sent = {"name": "空.xlsx", "mimeType": "application/zip", "buffer": b"PK"}
    with page.expect_request("**/upload_file/**") as found:
        page.locator('input[type="file"]').set_input_files(sent)
    request = found.value
    headers = {name: request.header_value(name) for name in ("cookie", "x-xsrftoken")}
    return request.url.removeprefix(address), headers


@contextmanager
def put(address, upload, **changed):
    """Begin an upload; nothing of it is sent yet."""
    path, headers = upload
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.putrequest("PUT", path)
    said = {"Content-Type": "multipart/form-data; boundary=x", **headers, **changed}
    for name, value in said.items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        yield connection
    finally:
        connection.close()


def test_an_upload_of_200_mb_is_refused_before_it_is_taken(address, upload):
    with put(address, upload, **{"Content-Length": str(HUGE)}) as connection:
        assert connection.getresponse().status == 413


def test_an_upload_that_does_not_say_how_large_it_is_is_not_taken_either(address, upload):
    head = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
    with put(address, upload, **{"Transfer-Encoding": "chunked"}) as connection:
        for piece in (head, *[b"x" * (1 << 20)] * 30, b"\r\n--x--\r\n"):
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
        connection.send(b"0\r\n\r\n")
        assert connection.getresponse().status == 413


def test_an_upload_from_another_site_is_refused(address, upload):
    forged = {"Content-Length": "10", "x-xsrftoken": "guessed"}
    with put(address, upload, **forged) as connection:
        assert connection.getresponse().status == 403
