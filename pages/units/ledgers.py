"""填报: a unit's ledgers, to fill."""

import streamlit as st

from kjr.ui import page
from kjr.ui.units import editor, exchange, filing, journal

overview = page.begin_page("填报")
unit, who = editor.choose_unit(overview)
page.follow_unit(unit.name)
editor.show_office_note(overview, unit)
if book := overview.snapshot.books.get(unit.name):
    if sheet := editor.choose_page(overview, book):
        with st.container():
            journal.offer_vanished_edits(book, sheet, who)
        editor.edit_page(overview, sheet, book, who)
        exchange.offer_exchange(overview, book, sheet, who)
    exchange.offer_side_book(overview, book, who)
    filing.offer_filing(overview, book, who)
    journal.show_journal(book, who)
else:
    exchange.offer_blank_book(overview, unit, who)
