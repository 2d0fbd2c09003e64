from urllib.parse import parse_qs, urlsplit

from kjr.documents.html import links
from kjr.figures import overview
from tests.small import book, entry, snapshot

SEEN = overview.build_overview(snapshot(book("甲学会", entry("甲学会", "走访慰问", 3, 走访人次=3))))


def test_a_figure_is_explained_by_its_id():
    assert links.SCREEN.figure(SEEN.line("I3")) == "indicator?id=I3"


def test_a_further_measure_has_an_address_of_its_own():
    further = next((line for line in SEEN.lines if not line.is_main), None)
    assert further is not None
    asked = parse_qs(urlsplit(links.SCREEN.figure(further)).query)["id"]
    assert asked == [f"{further.indicator.id}·{further.measure.name}"]


def test_units_are_found_by_what_a_filter_holds():
    address = urlsplit(links.SCREEN.units("district", "东区"))
    assert (address.path, parse_qs(address.query)) == ("units", {"district": ["东区"]})
