from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import UndefinedError

from kjr.documents.html import parts
from kjr.figures import overview
from tests.shown import seen, text
from tests.small import book, entry, snapshot

NASTY = "<img src=x onerror=alert(1)>"
SEEN = overview.build_overview(snapshot(book("甲学会", entry("甲学会", "走访慰问", 3, 走访人次=3))))


def test_a_figure_is_explained_by_its_id():
    assert parts.SCREEN.figure(SEEN.line("I3")).startswith("indicator?id=I3%C2%B7")


def test_a_further_measure_has_an_address_of_its_own():
    further = next((line for line in SEEN.lines if not line.is_main), None)
    assert further is not None
    asked = parse_qs(urlsplit(parts.SCREEN.figure(further)).query)["id"]
    assert asked == [f"{further.indicator.id}·{further.measure.name}"]


def test_units_are_found_by_what_a_filter_holds():
    address = urlsplit(parts.SCREEN.units("district", "东区"))
    assert (address.path, parse_qs(address.query)) == ("units", {"district": ["东区"]})


def test_an_entry_on_a_phone_has_a_title_that_leads_on_and_no_blank_cells():
    shown = parts.render(
        "parts.entries", ["单位", "状态", "文件"], [["甲学会", "未报", ""]], ["units?unit=甲"], ""
    )
    assert text(shown) == "甲学会 状态 未报"
    assert '<a href="units?unit=甲" target="_self"><b>甲学会</b></a>' in shown


def test_what_leads_nowhere_is_plain():
    filing = parts.render("board.standing_cards", seen(), parts.NOWHERE)
    assert "<a" not in filing
    assert '<a href="units?' in parts.render("board.standing_cards", seen(), parts.SCREEN)


def test_what_people_typed_cannot_become_markup():
    assert "<img" not in parts.render("parts.card", NASTY, NASTY)
    assert "<img" not in parts.wrap_parts(NASTY)


def test_what_is_already_html_stays_as_it_is():
    card = parts.render("parts.card", "题目", parts.render("parts.note", "3 < 4"))
    assert parts.wrap_parts(card) == (
        '<div class="k"><div class="k-card"><h3>题目</h3>'
        '<div class="k-note">3 &lt; 4</div></div></div>'
    )


def test_a_name_a_template_does_not_know_is_an_error():
    with pytest.raises(UndefinedError):
        parts.render("board.head", object(), "看板")


def test_only_breaks_of_the_template_vanish():
    note = parts.TEMPLATES.from_string("<b>\n  一</b>　\n  {{ text }}\n").render(text="二\n  三")
    assert note == "<b>一</b>　二\n  三"


def test_a_cookie_cannot_end_its_script():
    assert "</script>x" not in parts.render("parts.cookie", "a=</script>x")
