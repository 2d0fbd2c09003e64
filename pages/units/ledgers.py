"""填报: a unit's ledgers, to fill."""

from kjr.ui import page
from kjr.ui.units import beginning, changes, editor, exchange, filing

overview = page.enter("填报")
unit, who = editor.choose_unit(overview)
page.follow(unit.name)
editor.say_note(unit)
if book := overview.snapshot.books.get(unit.name):
    if sheet := editor.choose_page(overview, book):
        changes.offer_vanished(book, sheet, who)
        editor.edit(overview, sheet, who)
        exchange.offer(overview, book, sheet, who)
    beginning.offer_side(overview, book, who)
    filing.offer(overview, book, who)
    changes.show(book, who)
else:
    beginning.offer_blank(overview, unit, who)
