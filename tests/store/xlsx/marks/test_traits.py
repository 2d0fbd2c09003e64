"""Where the cells of a sheet's part stand, whether they say so or not."""

import pytest
from lxml import etree

from kjr.store.xlsx.marks.traits import find_place, parse_address


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("A1", (1, 1)),
        ("$b$12", (12, 2)),
        ("XFD1048576", (1_048_576, 16_384)),
        ("AAAA1", None),
        ("A", None),
        ("12", None),
        ("甲1", None),
        ("A1:B2", None),
        ("", None),
    ],
)
def test_an_address_is_up_to_three_letters_and_a_number(address, place):
    assert parse_address(address) == place


def test_what_does_not_say_where_it_stands_follows_what_stands_before_it():
    rows = etree.XML(
        "<sheetData><row><c/><c/></row><row r='5'><c r='C5'/><c/><c r='x'/></row>"
        "<row><c/></row><row r='x'><c r='B9'/></row></sheetData>"
    )
    places = [find_place(cell) for cell in rows.iter("c")]
    assert places == [(1, 1), (1, 2), (5, 3), (5, 4), (5, 5), (6, 1), (9, 2)]
