"""An office at the local Google: a store, and people who type into the same spreadsheets."""

import contextlib

import gspread
import requests
from google.auth.credentials import AnonymousCredentials

from kjr.store.google.google_access import BaseAddresses
from kjr.store.google.google_store import GoogleStore
from kjr.store.google.http import GoogleHttp
from tests.google_server.filling import add_book, add_folder
from tests.google_server.serve import serving
from tests.google_server.world import parse_faults

HEADER = ("走访日期", "走访对象", "走访人次")
ROWS = (HEADER, (None, "张示例", 3.0), (None, "李示例", 12.0), (None, "王示例", 5.0))
VISITS = "走访慰问"


class Interrupted(GoogleHttp):
    """Lets something happen right before the next write leaves."""

    happens = None

    def request(self, method, *args, **parts):
        if method == "post" and self.happens:
            happens, self.happens = self.happens, None
            happens()
        return super().request(method, *args, **parts)


class Office:
    """One office: its folder at Google, its store, and what happened on the wire."""

    def __init__(self, world):
        self.world = world
        self.folder = add_folder(world)
        self.http = self.new_http()
        self.store = self.new_store()

    def new_http(self):
        bases = BaseAddresses(self.world.url, self.world.url)
        clock = self.world.clock
        return Interrupted(AnonymousCredentials(), bases, clock.now, clock.sleep)

    def new_store(self, http=None):
        """Another process of the app."""
        units = lambda name: None if "?" in name else name.split("（")[0]  # noqa: E731
        return GoogleStore(http or self.http, self.folder, units)

    def add(self, unit, sheets=None):
        return add_book(self.world, self.folder, unit, sheets or {VISITS: ROWS})

    def person(self, book_id):
        """Somebody who has the spreadsheet open in a browser."""
        session = requests.Session()
        session.headers["X-Edited-By"] = "person"
        client = gspread.Client(AnonymousCredentials(), session, direct(self.world.url))
        return client.open_by_key(book_id)

    def fails(self, spec):
        self.world.faults = parse_faults(spec)

    def calls(self):
        """What the store called since last asked, as counts by kind."""
        counts = {}
        while self.http.calls:
            kind = self.http.calls.popleft().kind
            counts[kind] = counts.get(kind, 0) + 1
        return counts


def direct(url):
    class Direct(gspread.http_client.HTTPClient):
        def request(self, method, endpoint, *args, **parts):
            path = endpoint.split("googleapis.com", 1)[1]
            return super().request(method, url + path, *args, **parts)

    return Direct


@contextlib.contextmanager
def open_office(**settings):
    """An office whose minutes pass in milliseconds."""
    with serving(frozen=True, start=1_559_000_000, **settings) as world:
        yield Office(world)
