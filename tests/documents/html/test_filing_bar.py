from html import escape

from kjr.documents.html import filing_bar
from kjr.documents.html.links import SCREEN
from tests.shown import seen, text, visit
from tests.small import book


def test_the_filing_card_says_how_many_of_how_many():
    card = text(filing_bar.render_filing_card(seen(book("甲学会", visit("甲学会", 3)))))
    assert card == "报送 1 / 3家 上报率 33.3% 按时 1 未报 2"


def test_a_state_leads_to_its_units():
    assert escape(SCREEN.units("state", "未报")) in filing_bar.render_filing_card(seen(), SCREEN)
