import datetime as dt
import io

import pypdf
import segno

from kjr.documents import slips
from kjr.documents.paper import fonts
from kjr.documents.slips import Slip

MOMENT = dt.datetime(2019, 5, 20, 9, tzinfo=dt.UTC)


def test_a_slip_carries_name_code_and_address():
    handed = [Slip("甲学会", "ABCD-2345-WXYZ", "李示例"), Slip("乙学会", "EFGH-6789-JKLM")]
    data = slips.render_slips(handed, "https://kjr.example.cn", MOMENT, fonts.load_fonts())
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    for said in (*handed[0], *handed[1], "https://kjr.example.cn"):
        assert said in text
    assert text.count("联络员") == 1  # the other's is not known


def test_four_slips_take_two_pages():
    handed = [Slip(f"第{number}学会", "ABCD-2345-WXYZ") for number in range(4)]
    data = slips.render_slips(handed, "https://kjr.example.cn", MOMENT, fonts.load_fonts())
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 2


def test_the_code_itself_is_never_in_the_picture():
    link = slips.build_account_link("https://kjr.example.cn", "甲学会")
    assert "ABCD" not in link
    assert segno.make(link, micro=False, error="m").version < 10


def test_the_same_slips_at_the_same_moment_are_the_same_file():
    handed = [Slip("甲学会", "ABCD-2345-WXYZ")]
    files = {
        slips.render_slips(handed, "https://kjr.example.cn", MOMENT, fonts.load_fonts())
        for _ in range(2)
    }
    assert len(files) == 1
