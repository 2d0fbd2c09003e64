"""The Word file held against the schemas of Office, as Microsoft's Open XML SDK states them."""

from dataclasses import replace

import pytest
from openxml_audit import OpenXmlValidator

from kjr.documents.blocks import Document, Letterhead, Paragraph, Picture, Table, TableColumn
from kjr.documents.paper.word import render_word
from kjr.documents.summary import city_summary
from tests.documents.paper.sample import sample
from tests.documents.paper.setting.test_pictures import jpeg
from tests.documents.paper.word.test_word_document import MOMENT
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.filings import added_up, book, report, visit

HEAD = Letterhead(
    "示例文件", "示例〔2019〕1号", "各单位。", "示例办公室　2019年6月15日印发", "甲、乙"
)
PICTURES = [
    Picture("座谈会", jpeg(400, 300)),
    Picture("读不出", b"no"),
    Picture("<&>", jpeg(90, 60)),
]
RARE = "王\ue863\x00\ufffe <&> ×10⁶ ⑳ 👍 𠮷 " + "https://example.com/" + "a" * 300


def find_faults(document, folder):
    (folder / "示例.docx").write_bytes(render_word(document, MOMENT))
    return [str(each) for each in OpenXmlValidator().validate(folder / "示例.docx").errors]


def test_everything_a_document_may_hold_is_valid(tmp_path):
    whole = sample()
    document = replace(whole, letterhead=HEAD, body=[*whole.body, *PICTURES])
    assert find_faults(document, tmp_path) == []


def test_rare_characters_and_long_words_are_valid(tmp_path):
    columns = [TableColumn(RARE), TableColumn("列")]
    body = [Paragraph(RARE), Table(RARE, columns, [[RARE, RARE], ["", "短"]], RARE, remark=RARE)]
    assert find_faults(Document("示例", "", body), tmp_path) == []


def compose_one_unit():
    """A campaign in which one unit wrote anything."""
    unit = "金凤区科协"
    return added_up(book(unit, visit(unit, 4, 3), report(unit)))


@pytest.mark.slow
@pytest.mark.parametrize("make", [*CAMPAIGNS.values(), compose_one_unit])
def test_the_summary_of_every_campaign_is_valid(make, tmp_path):
    document = city_summary.compose_summary(make(), letterhead=HEAD, pictures={"": PICTURES})
    assert find_faults(document, tmp_path) == []
