"""随手填: one entry, on a phone."""

from kjr.ui import page
from kjr.ui.units import editor, exchange, quick

overview = page.begin_page("随手填")
unit, who = editor.choose_unit(overview)
editor.show_office_note(overview, unit)
if book := overview.snapshot.books.get(unit.name):
    if chosen := quick.choose_ledger(overview, book):
        quick.fill_entry(*chosen, who)
else:
    exchange.offer_blank_book(overview, unit, who)
