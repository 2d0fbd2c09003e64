"""How a part of a workbook is parsed: as large as it is, and nothing that it names is fetched."""

import pytest

from kjr.store.xlsx.marks.strikes import parse_xml


@pytest.mark.parametrize("entity", ['"林知远"', 'SYSTEM "file://{}"'], ids=["word", "file"])
def test_what_a_part_names_is_not_put_in_its_place(tmp_path, entity):
    secret = tmp_path / "secret.txt"
    secret.write_text("林知远", "utf-8")
    xml = f"<!DOCTYPE a [<!ENTITY b {entity.format(secret)}>]><a>甲&b;乙</a>"
    root = parse_xml(xml.encode())
    assert "林知远" not in "".join(root.itertext())


def test_a_long_text_and_a_deep_part_are_parsed_and_comments_left_out():
    assert len(parse_xml(b"<a>%b</a>" % (b"x" * 10_000_001)).text) == 10_000_001
    deep = 300
    assert parse_xml(b"<a>" * deep + b"</a>" * deep).tag == "a"
    assert parse_xml("<a><!-- 甲 -->乙</a>".encode()).text == "乙"
